// How a case type is verified: what whoever verifies it may choose.
import type { JsonObject, OwnProperty, PartyId } from '@convoke/core'
import type { TimeBudget } from './explore/stopping.js'
import type { LinkAnswers } from './model/case-data.js'
import type { Metric } from './monitors/metric.js'
import type { Apart } from './monitors/monitors.js'
import type { OpeningDate } from './ordered/dated.js'
import type { TestImports } from './stories/story.js'
import type { Acceptance, PropertyId, TimeMode } from './verdict.js'

/** What may be tried beside what parties do for themselves. */
export const actingKinds = ['delegation', 'recusal'] as const
/** `delegation`: acts through delegates 委托; `recusal`: parties that recuse themselves 回避. */
export type ActingKind = (typeof actingKinds)[number]

/** How a case type is verified. */
export interface VerifyOptions {
  /** How a case is opened, and by whom. Default: the first of the case type's `openings`, by the first party that may. */
  readonly opened?: { readonly opening: JsonObject; readonly by?: PartyId | undefined } | undefined
  /** Knobs that differ from their defaults. */
  readonly parameters?: JsonObject | undefined
  /** The most states that are looked into. Default 50,000. */
  readonly maxStates?: number | undefined
  /** How many items a list may gain beside those it begins with, and how much further keys like `t3` may count. Default 2, or 1 where only so every state can be looked into. */
  readonly maxItems?: number | undefined
  /**
   * How many times guards, roles and updates are run to find out what makes a difference to how a case goes on, so that
   * every state can be looked into. Default 20,000; where `maxStates` is given, 10,000 and ten for each of these states.
   */
  readonly effort?: number | undefined
  /**
   * Where every state is too much: how many times a way may leave the normal course, which goes on by the first command
   * of the first duty that leads on, then by what linked cases answer, then by the clock. All such ways are looked into.
   * Default 1.
   */
  readonly departures?: number | undefined
  /**
   * Whether what the rulebook says has to come about in one of the case type's openings. They are all looked into then, along
   * their normal courses; and where that does not show all, along ways that leave the course once more, with an item more in
   * each list. It takes its time. Default: only what happens is held to the rulebook.
   */
  readonly everyOpening?: boolean | undefined
  /**
   * How time is taken. Default `ordered`: what is said to be possible (P1, P3, P8, P10) has to be so in an order in which
   * deadlines can fall due, as far as up to 20,000 states; what holds in every state is proved for any order anyway. `any`:
   * any armed deadline at any moment throughout, a fast screen. `calendar`, the default where `dates` are given: the same on
   * the dates of one calendar, opened on one of its days, by the real rules.
   */
  readonly time?: TimeMode | undefined
  /**
   * A calendar, and the day on which the case is opened, at nine: "before the holidays of October". Parties act then or at
   * nine on any later day. What is found holds of that day alone. The dates in the samples and openings
   * of the case type are moved with it: they lie as far ahead as for a case of 5 January 2026.
   */
  readonly dates?: OpeningDate | undefined
  /**
   * Whether parties that can be exchanged are: of states that differ only by which of them is which one is looked into, for
   * whether a case can end, ends properly, is stuck, goes round by itself and has a deadline for each duty (P1, P2, P4, P5,
   * P6). That they can be exchanged is found out, never taken for granted, and the scope names them. Where nobody can, on dates, or where
   * states are too many even so, nothing is otherwise than without. Default false.
   */
  readonly symmetry?: boolean | undefined
  /**
   * What is tried beside what parties do for themselves. `delegation`: what has to stay apart (P9) is also done through
   * delegates, by one outsider who acts for anybody and by whoever could do the other act, and what looks at its delegate by
   * anybody; whatever else is done through a delegate comes to the same. `recusal`: one party at most recuses itself, at any
   * moment, and P9 also asks that it does nothing more, for itself or for others. Both multiply states. Default: neither.
   * Not together with {@link VerifyOptions.symmetry}, which is left out then.
   */
  readonly with?: readonly ActingKind[] | undefined
  /**
   * What linked cases may come back with, by link. Default: the `answers` of the case type. Of a link without any it is taken
   * that its case never settles, and the scope says so.
   */
  readonly links?: LinkAnswers | undefined
  /**
   * What nobody may do both of, by the rule the case type is meant to keep: pairs of commands, on one item or in the whole
   * case, whether or not the case type declares their `separation`. Say it here, so that a separation that is forgotten
   * or dropped from the case type is found.
   */
  readonly mustBeSeparate?: readonly Apart[] | undefined
  /** Properties of one's own, beside the others: {@link always}, {@link never}, {@link leadsTo}, {@link unless}, {@link until}, {@link within}. */
  readonly own?: readonly OwnProperty[] | undefined
  /** Measures that have to have a value for every settled case: indicators of an evaluation, and whatever will be asked. */
  readonly metrics?: readonly Metric[] | undefined
  /**
   * Where the test of a finding finds the case type (of a migration the earlier version), and the calendar of `dates`: a test runs as it is
   * then. Default: the case type by its name from a file beside the test, which whoever pastes it corrects.
   */
  readonly imports?: TestImports | undefined
  /** Only these properties. Default: all of {@link propertyIds}. What a rulebook says always or never holds goes with `rulebook`. */
  readonly properties?: readonly PropertyId[] | undefined
  /** Findings that are wanted: the property, a part of the English message, and why. They are reported apart. */
  readonly accept?: readonly Acceptance[] | undefined
  /** Told now and then how many states are known and how many wait; returning false ends it, with what was found so far. */
  readonly progress?: ((states: number, waiting: number) => boolean | undefined) | undefined
  /**
   * How long it may take, stories included. It ends in time, with what was found so far, on a slow machine as well: by two
   * thirds of it no more states are looked for, what is not explored by four fifths is not explored any more, and properties
   * that nobody came to are named among the limits. One property takes as long as it takes. Default: any time.
   */
  readonly budget?: TimeBudget | undefined
  /** Ends it when it aborts, with what was found so far: looked at between any two hundred states. */
  readonly signal?: AbortSignal | undefined
}
