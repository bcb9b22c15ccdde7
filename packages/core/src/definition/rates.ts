// By which rates places assess the cases of a type, said beside its machine: what is so of a settled case, which cases are left out,
// and which rates each place names. Nothing that decides a case reads it.
import type { PlainDate } from '../ports/working-calendar.js'
import type { Authority } from './authority.js'
import type { Locale } from './locale.js'

type Both = Readonly<Record<Locale, string>>

/** A rate 率: of how many of which settled cases something is so. */
export interface Rate<Fact extends string = string> {
  readonly name: string
  readonly title: Both
  /** The fact that is counted. A case of which it cannot be said counts as one of which it is not so. */
  readonly numerator: Fact
  /** Of all cases that are not left out (`counted`), or of those of which this fact is so. */
  readonly denominator: 'counted' | Fact
  /** Of a score of 100; null where none was found. */
  readonly weight: number | null
  /** Who assesses by it. */
  readonly authority: Authority
  readonly jurisdiction: string
  readonly source: string
  readonly readOn: PlainDate
  /** Another place's: known, and off. */
  readonly borrowed: boolean
}

/** The rates of one place 考核指标口径. */
export interface RatePack<Fact extends string = string> {
  readonly title: Both
  /** Each name once. */
  readonly rates: readonly Rate<Fact>[]
}

/** Something that is so of a settled case, or is not. */
export interface RateFact<Context = never> {
  /** What the cases are called of which it is so, after a number: `rated`, 有评价. */
  readonly title: Both
  /** What the others are called, where rates are of those of which it is so: `not rated`, 未评价. */
  readonly otherwise?: Both | undefined
  /** Pure; null where it cannot be said, which is never a yes. */
  readonly is: (context: Context) => boolean | null
}

/**
 * By which rates places assess settled cases of a type 考核口径: what is so of a case, why some are left out, and the packs of places.
 * A simulation counts them where a scenario names a pack. Nothing that decides a case reads it, so that a released version can be given it.
 */
export interface RateRules<Context = never, Fact extends string = string> {
  readonly facts: { readonly [F in Fact]: RateFact<Context> }
  /** Reasons to leave a case out of all rates, with what such cases are called. How many they are is told beside each rate. */
  readonly exclusions: { readonly [reason: string]: Both }
  /** Which of `exclusions` holds, the first that does; null: the case counts. Pure. */
  readonly excluded: (context: Context, outcome: string | null) => string | null
  readonly packs: { readonly [name: string]: RatePack<Fact> }
}
