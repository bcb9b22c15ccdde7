/**
 * What an error means, and what to do about it.
 *
 * `{name}` stands for a detail of that name. A part in `[…]` appears only when all details it names are there.
 */
export interface ErrorWords {
  readonly text: string
  readonly advice: string
}

/** The words of one language, by code. */
export type ErrorTable<Code extends string = string> = { readonly [C in Code]: ErrorWords }
