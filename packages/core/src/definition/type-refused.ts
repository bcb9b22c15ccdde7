declare const refused: unique symbol

/** A compile error that can be read: nothing is assignable to it, and its argument says what to do. */
export interface Refused<Sentence extends string> {
  readonly [refused]: Sentence
}

/** Nothing to add: the neutral element of an intersection. */
// biome-ignore lint/complexity/noBannedTypes: "anything but null and undefined, with no known field" is what is meant
export type Nothing = {}

/** An intersection as one object type, so that an editor shows its fields. */
export type Flat<T> = { [K in keyof T]: T[K] } & Nothing

/** The string keys of a type. */
export type NameIn<T> = keyof T & string

/** The union of the types of all fields. */
export type ValueIn<T> = T[keyof T]

/** One, or a list. */
export type OneOrMany<T> = T | readonly T[]
