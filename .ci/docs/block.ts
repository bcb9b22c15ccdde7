/** A piece of code in the documentation, ready to be checked and run. */
export interface Block {
  /** Where it stands, for people: `docs/how-to/x.md:12`, or `packages/core/src/decide.ts:30 @example of decide`. */
  readonly place: string
  /** The folder whose dependencies it may import, relative to the repository. */
  readonly home: string
  readonly code: string
}
