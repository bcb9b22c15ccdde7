// Where data may come from and go to.

/** A place to hold something at: a configuration at rest, or one whose deadlines are still to be kept after a step. */
export type Site = number

/** Where the case rests in a configuration. */
export const restIn = (configuration: number): Site => configuration * 2
/** Where a step has led to a configuration, and its deadlines are as they were before. */
export const arrivingIn = (configuration: number): Site => configuration * 2 + 1
