// What verification says: a verdict on each property with its scope, and findings with the shortest story.
import type { Entry, Locale } from '@convoke/core'

/** The properties that are checked without being asked for, by their identifiers in VERIFY's table. */
export const propertyIds = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P8', 'P10', 'P13'] as const
/** The identifier of a property. */
export type PropertyId = (typeof propertyIds)[number]

/** A sentence in both languages. */
export type Sentence = Readonly<Record<Locale, string>>

/**
 * How a property stands. `holds`: in every state that was explored, and all were; `bounded`: no violation in what was
 * explored, and that was not all, or it depends on the order in which deadlines fall due; `sampled`: as `holds`, for the
 * data that was tried; `notApplicable`: the case type has nothing it speaks about.
 */
export type VerdictWord = 'holds' | 'violated' | 'bounded' | 'sampled' | 'notApplicable'

/** One property and how it stands. */
export interface PropertyVerdict {
  readonly property: PropertyId
  readonly verdict: VerdictWord
  /** How time was taken: `any`, every armed deadline may be reached at any moment. */
  readonly mode: 'any'
  /** What was explored, in words; printed with every verdict. */
  readonly scope: Sentence
}

/** Something wrong with a case type. Plain JSON. */
export interface Finding {
  readonly property: PropertyId
  /** `error`: it was replayed on the real rules; `warning`: it was not, or it is a matter of taste; `info`: look at it. */
  readonly severity: 'error' | 'warning' | 'info'
  readonly mode: 'any'
  readonly message: Sentence
  /** What happens, step by step, shortest first found. */
  readonly story: readonly Sentence[]
  /** The story as entries of a journal, as the rules decide it; empty where it could not be replayed. */
  readonly journal: readonly Entry[]
  /** The story as a Mermaid sequence diagram. */
  readonly diagram: string
  /** The story as the body of a vitest test. */
  readonly test: string
}

/** A property broken at one state, before it is told as a story. */
export interface Violation {
  readonly property: PropertyId
  readonly message: Sentence
  /** Where it shows; −1 where it is about no single state. */
  readonly state: number
  readonly severity?: 'warning' | 'info' | undefined
}
