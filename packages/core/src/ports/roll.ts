/**
 * A file kept somewhere else 外部文件, known by its hash: a case keeps the reference, never the file. `sha256` in lower-case
 * hex, `size` in bytes. (A type, not an interface: only so is it JSON to the compiler.)
 */
export type FileReference = {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly uri: string
}

/**
 * One line of a roll 名册: the place of a party on it, from 0, and its weights besides one head, such as `area`, as whole
 * numbers in their smallest unit.
 */
export interface Membership {
  readonly index: number
  readonly weights: Readonly<Record<string, number>>
}

/** A {@link Membership} with the roll it was found on, by the hash of that roll. */
export interface Seat extends Membership {
  readonly roll: string
}

/** Roles that a party holds by its place on a roll, each with that place; other roles are not in it. */
export type Seats = Readonly<Record<string, Seat>>
