/** What a journal can hold: JSON with finite numbers, and nothing that `JSON.stringify` would change in silence. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** A JSON object. A key whose value is `undefined` counts as absent. */
export type JsonObject = { readonly [key: string]: Json | undefined }
