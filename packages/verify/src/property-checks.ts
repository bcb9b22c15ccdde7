// The properties: how each is checked, and what has to be explored for it.
import { type AnyCaseType, type CaseState, ConvokeError, type Entry } from '@convoke/core'
import type { ExploreOptions, Watched } from './explore/explore-options.js'
import type { Steps } from './explore/search.js'
import type { Study } from './explore/study.js'
import { delegationFor } from './model/acting.js'
import { answersOf } from './model/case-data.js'
import type { CaseModel, Move } from './model/case-model.js'
import type { Apart } from './monitors/monitors.js'
import type { Checked } from './properties/checked.js'
import { leftOpen, properCompletion } from './properties/completion.js'
import { deadlineOnEveryDuty, dutiesUntold, nothingDead, repeatable, somebodyMayAct } from './properties/duties.js'
import { boundedEffort, notPutOffForEver, putOffViews } from './properties/endless.js'
import { growthViews, onlyGrows } from './properties/growth.js'
import { soundAtTheLimit } from './properties/limits.js'
import { linkedCases, linkViews } from './properties/linked-cases.js'
import { longestCase } from './properties/longest.js'
import { guardsOf } from './properties/looking-guards.js'
import { measurable, metricViews } from './properties/measures.js'
import type { GuardThat } from './properties/purity.js'
import { racesAreDeclared } from './properties/races.js'
import { type Doubtful, doubtsIn, keepsToTheRulebook, type Met, neverMet, rulebookView } from './properties/rulebook.js'
import { apartViews, separationOfDuties } from './properties/separation.js'
import { noDeadlock, noIdleLoop, optionToComplete, silenceCannotStopIt } from './properties/soundness.js'
import { unsteady } from './properties/steadiness.js'
import type { Timing } from './properties/timely.js'
import { votesAreCounted, voteViews } from './properties/votes.js'
import type { Measured, PropertyId, Violation } from './verdict.js'
import { actingKinds, type VerifyOptions } from './verify-options.js'

/** What a check may ask for beside what was explored. */
export interface Beside {
  /** What of the rulebook came about in the other openings; undefined where those were not looked into. */
  readonly metElsewhere: readonly Met[] | undefined
  /** The whole case worked out once more, and watched. */
  readonly again: (unsteadily: readonly Violation[], guardThat: GuardThat) => Checked
  /** The journal of a way as the rules decide it; undefined where it cannot be gone. */
  readonly journalOf: (way: readonly Move[]) => readonly Entry[] | undefined
  /** Where a way leads as the rules decide it. */
  readonly stateAfter: (way: readonly Move[]) => CaseState | undefined
  /** What it took to see that the exploration tells enough; absent where something was explored for it alone. */
  readonly telling?: Telling | undefined
}

/** What was found out of an exploration by seeing whether it tells enough. */
export interface Telling {
  /** Of the rulebook: who may do something by no rule. */
  readonly doubts?: readonly Doubtful[]
}

const tellsAll: Telling = {}
const whereLong = (_: Study, isShort: boolean): Telling | undefined => (isShort ? undefined : tellsAll)

/** A property: how it is checked, and what else has to be explored for it. */
export interface Property {
  readonly check: (study: Study, watched: Watched | undefined, beside: Beside) => Checked
  /** How time is taken; default: any deadline may be reached at any moment. */
  readonly mode?: 'calendar'
  /**
   * It says that something is possible: in an order in which deadlines can fall due. `open`: where it holds although they
   * may be reached at any moment, it does so in any order.
   */
  readonly isOrdered?: 'always' | 'open'
  /**
   * Says the same of any two states that differ only by which of several parties is which, and nothing of who it is; nor
   * does it look at steps that nobody would take for the same.
   */
  readonly isOfAnybody?: true
  /** Needs states that tell all there is, and few of them. */
  readonly isOfWhole?: true
  /** Its views as well, and as many of them as there may be. */
  readonly isOfWholeViews?: true
  /**
   * Whether what was explored tells it already, and nothing else has to be explored for it, none of its views: undefined where
   * it does not, else what was found out on the way, for the check.
   */
  readonly telling?: (study: Study, isShort: boolean, views: readonly Watched[]) => Telling | undefined
  /** Needs the whole case worked out twice. */
  readonly isTwice?: true
  /** What is measured beside, where deadlines fall due in an order they can have. */
  readonly measures?: (study: Study, timing: Timing) => Steps<Measured | undefined>
  readonly untold?: (study: Study) => readonly Watched[]
  /** What is looked into beside, having seen the case: needed however much states tell. */
  readonly found?: (study: Study) => readonly Watched[]
  /** What is explored for it whatever states tell; it is checked there alone. */
  readonly views?: (declared: {
    readonly caseType: AnyCaseType
    readonly options: VerifyOptions
    readonly modelOf: () => CaseModel
  }) => readonly Watched[]
}

/** Pairs of acts that nobody may do both of: as the case type declares them, as its rulebook has them, as they are asked for. */
function pairsApart(
  { separation = [], rulebook }: Pick<AnyCaseType, 'separation' | 'rulebook'>,
  { mustBeSeparate = [] }: Pick<VerifyOptions, 'mustBeSeparate'>,
): readonly Apart[] {
  const ruled = (rulebook?.apart ?? []).map(({ did, mayNot, item, per }) => ({ did, mayNot, item, per }))
  return [...separation, ...ruled, ...mustBeSeparate]
}

/** What is tried beside what parties do for themselves. */
export function actingFor(
  caseType: AnyCaseType,
  options: Pick<VerifyOptions, 'with' | 'mustBeSeparate'>,
): Pick<ExploreOptions, 'acting'> {
  const { with: asked = [] } = options
  for (const one of asked) {
    if (actingKinds.includes(one)) continue
    throw new ConvokeError(
      'verify/with',
      `there is nothing to try that is called "${one}"; take "delegation" or "recusal"`,
      {
        details: { with: one, known: actingKinds },
      },
    )
  }
  if (asked.length === 0) return {}
  return {
    acting: {
      ...(asked.includes('delegation') && { delegation: delegationFor(pairsApart(caseType, options)) }),
      ...(asked.includes('recusal') && { recusal: true }),
    },
  }
}

/** All of them. */
export const properties: Readonly<Record<PropertyId, Property>> = {
  P1: { check: optionToComplete, isOrdered: 'open', isOfAnybody: true },
  P2: { check: properCompletion, untold: leftOpen, isOfAnybody: true },
  P3: { check: nothingDead, isOrdered: 'always' },
  P4: { check: noDeadlock, isOfAnybody: true },
  P5: { check: noIdleLoop, isOfAnybody: true },
  P6: { check: deadlineOnEveryDuty, untold: dutiesUntold, isOfAnybody: true },
  P7: { check: notPutOffForEver, found: putOffViews, telling: whereLong },
  P8: { check: silenceCannotStopIt, isOrdered: 'open' },
  P9: {
    check: separationOfDuties,
    telling: whereLong,
    views: ({ caseType, options }) =>
      apartViews(pairsApart(caseType, options), options.with?.includes('recusal') === true),
  },
  P10: { check: somebodyMayAct, isOrdered: 'always' },
  P11: { check: votesAreCounted, views: ({ caseType, modelOf }) => voteViews(caseType.votes ?? {}, modelOf) },
  P12: {
    check: onlyGrows,
    telling: ({ exploration }) => (exploration.model.shrinking.fields.size === 0 ? tellsAll : undefined),
    views: ({ caseType }) => growthViews(caseType.onlyGrows ?? {}),
  },
  P13: { check: repeatable, isOfWhole: true },
  P14: { check: racesAreDeclared, isOfWhole: true },
  P15: { check: (study, _watched, { stateAfter }) => soundAtTheLimit(study, stateAfter), mode: 'calendar' },
  P17: {
    check: linkedCases,
    telling: ({ exploration }, isShort, views) =>
      !isShort && exploration.asksAlso(views.flatMap(({ asks = [] }) => asks)) ? tellsAll : undefined,
    views: ({ caseType, options, modelOf }) => linkViews(caseType, answersOf(caseType, options.links), modelOf),
  },
  P18: {
    check: (study, _watched, { again, stateAfter }) => again(unsteady(study, stateAfter), guardsOf(study, stateAfter)),
    isTwice: true,
  },
  P19: { check: boundedEffort, measures: longestCase },
  P20: {
    check: (study, watched, { journalOf }) => measurable(study, watched, journalOf),
    views: ({ options }) => metricViews(options.metrics ?? []),
  },
  rulebook: {
    check: (study, watched, { metElsewhere, telling }) => {
      const { rulebook } = study.exploration.model.definition.caseType
      if (rulebook === undefined || watched === undefined) return { violations: [], isVoid: true }
      const { violations, met } = keepsToTheRulebook(study, rulebook, telling?.doubts ?? watched)
      if (metElsewhere === undefined) return { violations, isOpen: true }
      return { violations: [...violations, ...neverMet(rulebook.rules, [met, ...metElsewhere])] }
    },
    views: ({ caseType, modelOf }) =>
      caseType.rulebook === undefined ? [] : [rulebookView(caseType.rulebook, modelOf)],
    telling(study, isShort, [view]) {
      const doubts = isShort ? undefined : doubtsIn(study, view)
      return doubts && { doubts }
    },
    isOfWholeViews: true,
  },
}
