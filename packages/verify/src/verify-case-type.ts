import {
  type AnyCaseType,
  activePaths,
  advance,
  ConvokeError,
  canonicalJson,
  caseDefinition,
  type Json,
  type JsonObject,
  type PartyId,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import type { CaseModel, Configuration, LinkAnswers } from './case-model.js'
import { TooMuchEffort } from './combinations.js'
import { type Exploration, type ExploreOptions, exploreCase, type Watched } from './explore.js'
import { wayTo } from './graph.js'
import type { Apart } from './monitors.js'
import { type Opening, openingFor } from './opening.js'
import type { OwnProperty } from './own.js'
import { deadlineOnEveryDuty, dutiesUntold, nothingDead, repeatable, somebodyMayAct } from './properties/duties.js'
import { boundedEffort, notPutOffForEver, putOffViews } from './properties/endless.js'
import { ownView } from './properties/own-checks.js'
import { purity, trespasses } from './properties/purity.js'
import { racesAreDeclared } from './properties/races.js'
import {
  type Checked,
  leftOpen,
  noDeadlock,
  noIdleLoop,
  optionToComplete,
  properCompletion,
  type Study,
  silenceCannotStopIt,
} from './properties/soundness.js'
import { apartViews, growthViews, onlyGrows, separationOfDuties } from './properties/steps.js'
import { votesAreCounted, voteViews } from './properties/votes.js'
import { type Replay, replay } from './replay.js'
import { diagramOf, type Proof, storyOf, type ToldMove, testOf } from './story.js'
import { studyOf } from './study.js'
import {
  type Finding,
  type PropertyId,
  type PropertyVerdict,
  propertyIds,
  propertySentences,
  type Sentence,
  type Violation,
} from './verdict.js'

/** How a case type is verified. */
export interface VerifyOptions {
  /** How a case is opened, and by whom. Default: the first of the case type's `openings`, by the first party that may. */
  readonly opened?: { readonly opening: JsonObject; readonly by?: PartyId | undefined } | undefined
  /** Knobs that differ from their defaults. */
  readonly parameters?: JsonObject | undefined
  /** The most states that are looked into. Default 50,000. */
  readonly maxStates?: number | undefined
  /** How many items a list may gain beside those it begins with. Default 2. */
  readonly maxItems?: number | undefined
  /** What linked cases may come back with, by link. A link without answers never settles, and the scope says so. */
  readonly links?: LinkAnswers | undefined
  /**
   * What nobody may do both of, by the rule the case type is meant to keep: pairs of commands, on one item or in the whole
   * case, whether or not the case type declares their `separation`. Say it here, so that a separation that is forgotten
   * or dropped from the case type is found.
   */
  readonly mustBeSeparate?: readonly Apart[] | undefined
  /** Properties of one's own, beside the others: {@link always}, {@link never}, {@link leadsTo}, {@link until}. */
  readonly own?: readonly OwnProperty[] | undefined
  /** Only these properties. Default: all of {@link propertyIds}. */
  readonly properties?: readonly PropertyId[] | undefined
  /** Findings that are wanted: the property, a part of the English message, and why. They are reported apart. */
  readonly accept?:
    | readonly { readonly property: string; readonly message: string; readonly reason: string }[]
    | undefined
  /** Told now and then how many states are known and how many wait; returning false ends it, with what was found so far. */
  readonly progress?: ((states: number, waiting: number) => boolean | undefined) | undefined
}

/** What verification found. Plain JSON. */
export interface VerifyResult {
  /** No unaccepted violation of severity `error` or `warning`. Says nothing of what was not explored: see `complete`. */
  readonly ok: boolean
  /** Whether every state within the bounds was looked into. */
  readonly complete: boolean
  readonly states: number
  readonly transitions: number
  /** Wall clock, ms. */
  readonly elapsedMs: number
  readonly verdicts: readonly PropertyVerdict[]
  readonly findings: readonly Finding[]
  readonly accepted: readonly (Finding & { readonly reason: string })[]
  /** What was not explored, in words. */
  readonly limits: readonly string[]
}

/** A property: how it is checked, and what else has to be explored for it. */
interface Property {
  readonly check: (study: Study, watched?: Watched, again?: () => Checked) => Checked
  /** Needs states that tell all there is, and few of them. */
  readonly isOfWhole?: true
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

const properties: Readonly<Record<PropertyId, Property>> = {
  P1: { check: optionToComplete },
  P2: { check: properCompletion, untold: leftOpen },
  P3: { check: nothingDead },
  P4: { check: noDeadlock },
  P5: { check: noIdleLoop },
  P6: { check: deadlineOnEveryDuty, untold: dutiesUntold },
  P7: { check: notPutOffForEver, found: putOffViews },
  P8: { check: silenceCannotStopIt },
  P9: {
    check: separationOfDuties,
    views: ({ caseType, options }) => apartViews([...(caseType.separation ?? []), ...(options.mustBeSeparate ?? [])]),
  },
  P10: { check: somebodyMayAct },
  P11: { check: votesAreCounted, views: ({ caseType, modelOf }) => voteViews(caseType.votes ?? {}, modelOf) },
  P12: { check: onlyGrows, views: ({ caseType }) => growthViews(caseType.onlyGrows ?? {}) },
  P13: { check: repeatable, isOfWhole: true },
  P14: { check: racesAreDeclared, isOfWhole: true },
  P18: { check: (_study, _watched, again) => again?.() ?? { violations: [] } },
  P19: { check: boundedEffort },
}

/** Where a property was looked for. */
interface Seen {
  readonly found: readonly Looked[]
  readonly seen: Study
  readonly isLeftOut?: boolean
}

/** An exploration, and what a property found in it. */
interface Looked {
  readonly study: Study
  readonly checked: Checked
}

function looked(study: Study, check: Property['check'], watched: Watched): Looked {
  return { study, checked: check(study, watched) }
}

/** Several views as one. */
function together(views: readonly Watched[]): Watched {
  return {
    asks: views.flatMap(({ asks = [] }) => asks),
    monitors: Object.assign({}, ...views.map(({ monitors }) => monitors)),
  }
}

/** How many states are looked into that tell all there is. */
const mostWhole = 2_000
/** How many, where that has to be done several times for a case that is too large anyway. */
const fewest = 500

/**
 * Explores every state a case can come to, with the samples of its case type, and checks what should hold of any case
 * type: that it can end, that nobody can hold it up by silence, that each duty has a deadline and somebody who can do it.
 *
 * Every armed deadline may be reached at any moment, so that a property which holds does so whatever the calendar. A
 * violation is an error once its story was played on the real rules with an ordinary calendar; else it is a warning.
 * Pure but for the clock that measures `elapsedMs`.
 *
 * @throws ConvokeError `verify/opening` where a case cannot be opened so; `verify/clock-read` where a guard reads the
 * number of an instant; `verify/unbounded` where a field takes more than 65,534 values; `verify/property` where a property of
 * one's own throws, returns no boolean, or has a name that is taken
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const { complete, findings } = verifyCaseType(errand, { opened: errandOpened })
 * complete // => true
 * findings.map(({ property, message }) => `${property}: ${message.en}`)
 * // => ['P8: in "Drafting", if rc:chunshen (convener) never answers, the case can never be settled']
 */
export function verifyCaseType(caseType: AnyCaseType, options: VerifyOptions = {}): VerifyResult {
  const startedAt = performance.now()
  const asked = { ...options.opened, parameters: options.parameters }
  const opened = openingFor(caseType, caseDefinition(caseType), asked, { at: 0, calendar: everyDayCalendar() })
  const maxStates = options.maxStates ?? 50_000
  const studied = (how: Pick<ExploreOptions, 'watched' | 'isWhole' | 'effort'>, most = maxStates): Study => {
    const { progress, maxItems = 2, links = {} } = options
    return studyOf(exploreCase(caseType, opened, links, { maxStates: most, maxItems, progress, ...how }))
  }
  const { study, isShort } = firstStudy(studied, maxStates)
  const { exploration } = study
  const { limits } = exploration
  const verdicts: PropertyVerdict[] = []
  const all: Finding[] = []
  let whole: Study | undefined
  let shared: Study | undefined
  const selected = options.properties ?? propertyIds
  const few = Math.min(maxStates, mostWhole)
  const some = limits.length > 0 ? Math.min(maxStates, fewest) : few
  /** The whole case twice, and watched. */
  const again = (): Checked => {
    const { maxItems = 2, links = {} } = options
    const watch = trespasses()
    const { exploration: first } = studied({ isWhole: true }, some)
    const how = { maxStates: some, maxItems, isWhole: true }
    return purity(first, exploreCase(caseType, opened, links, how, watch.watching), watch)
  }
  const modelOf = () => exploration.model
  const owned = new Map(
    selected.map(property => [property, properties[property].views?.({ caseType, options, modelOf })]),
  )
  // A predicate asks the definition alone: who holds a role, and how far ladders go.
  const owns = (options.own ?? []).map(property => ({ property, ...ownView(property, () => exploration.model) }))
  refuseNames(options.own ?? [])
  /** A view of its own where the case is small enough; else all of them at once, as far as a few states reach. */
  const viewed = (watched: Watched): Study => {
    if (limits.length === 0) return studied({ watched, isWhole: !isShort })
    shared ??= studied(
      {
        watched: together([
          ...[...owned.values()].flatMap(views => views ?? []),
          ...owns.map(({ watched }) => watched),
        ]),
        isWhole: true,
      },
      Math.min(maxStates, mostWhole),
    )
    return shared
  }
  const judged = (property: string, says: Sentence, { found, seen, isLeftOut = false }: Seen): void => {
    const violations = found.flatMap(({ study, checked }) =>
      checked.violations.map(violation => told(caseType, study, opened, violation)),
    )
    const isLimited =
      found.some(({ study, checked }) => checked.isOpen === true || study.exploration.limits.length > 0) || isLeftOut
    const isVoid = found.every(({ checked }) => checked.isVoid === true)
    const verdict = violations.length > 0 ? 'violated' : isVoid ? 'notApplicable' : isLimited ? 'bounded' : 'sampled'
    verdicts.push({
      property,
      says,
      verdict,
      mode: 'any',
      scope: scopeOf(caseType, (found.at(-1)?.study ?? seen).exploration),
    })
    const messages = new Set<string>()
    for (const violation of violations) {
      if (messages.has(violation.message.en)) continue
      messages.add(violation.message.en)
      all.push(violation)
    }
  }
  for (const property of selected) {
    const { check, isOfWhole, untold, found: also } = properties[property]
    const own = owned.get(property)
    if (isOfWhole) whole ??= studied({ isWhole: true }, few)
    const seen = isOfWhole ? (whole as Study) : study
    const found: Looked[] = own === undefined ? [{ study: seen, checked: check(seen, undefined, again) }] : []
    // Where the case itself is too large, each view of it is too.
    const views = isShort ? (untold?.(study) ?? []) : []
    if (limits.length === 0) for (const watched of views) found.push(looked(studied({ watched }), check, watched))
    for (const watched of also?.(study) ?? [])
      found.push(looked(studied({ watched, isWhole: !isShort }, limits.length > 0 ? some : maxStates), check, watched))
    for (const watched of own ?? []) found.push(looked(viewed(watched), check, watched))
    const isLeftOut = views.length > 0 && limits.length > 0
    judged(property, propertySentences[property], { found, seen, isLeftOut })
  }
  for (const property of owns) {
    const { watched, check } = property
    const { name, says } = property.property
    const view = viewed(watched)
    judged(name, says, { found: [{ study: view, checked: check(view) }], seen: view })
  }
  const accepted: (Finding & { reason: string })[] = []
  const findings: Finding[] = []
  for (const finding of all) {
    const why = options.accept?.find(
      ({ property, message }) => property === finding.property && finding.message.en.includes(message),
    )
    if (why === undefined) findings.push(finding)
    else accepted.push({ ...finding, reason: why.reason })
  }
  return {
    ok: findings.every(({ severity }) => severity === 'info'),
    complete: limits.length === 0,
    states: exploration.states,
    transitions: exploration.transitions,
    elapsedMs: performance.now() - startedAt,
    verdicts,
    findings,
    accepted,
    limits,
  }
}

/** Names of properties are told apart, and from those there are. */
function refuseNames(own: readonly OwnProperty[]): void {
  const names = new Set<string>(propertyIds)
  for (const { name } of own) {
    if (names.has(name) || name.trim() === '')
      throw new ConvokeError(
        'verify/property',
        `a property cannot be called "${name}": there is one, or it is no name`,
        {
          details: { property: name, reason: 'its name is taken or empty' },
        },
      )
    names.add(name)
  }
}

/** The case in short states; in whole ones where finding out what may be left out costs too much. */
function firstStudy(
  studied: (how: Pick<ExploreOptions, 'isWhole' | 'effort'>) => Study,
  maxStates: number,
): { readonly study: Study; readonly isShort: boolean } {
  try {
    return { study: studied({ effort: 10_000 + 10 * maxStates }), isShort: true }
  } catch (thrown) {
    if (!(thrown instanceof TooMuchEffort)) throw thrown
    return { study: studied({ isWhole: true }), isShort: false }
  }
}

function scopeOf(caseType: AnyCaseType, { states, transitions, limits }: Exploration): Sentence {
  const links = Object.keys(caseType.links ?? {})
  const zh = limits.length === 0 ? '' : `；未探索：${limits.join('；')}`
  const en = limits.length === 0 ? '' : `; not explored: ${limits.join('; ')}`
  const alone = links.length === 0 ? '' : `; linked: ${links.join(', ')}`
  return {
    'zh-CN': `${states} 个状态，${transitions} 条边，用样例数据，期限可在任何时刻届满，无人回避，无人代办${alone}${zh}`,
    en: `${states} states, ${transitions} edges, the data of the samples, deadlines at any moment, nobody recused, no delegates${alone}${en}`,
  }
}

function told(caseType: AnyCaseType, { exploration }: Study, opened: Opening, violation: Violation): Finding {
  const { model } = exploration
  const { property, message, state } = violation
  if (state < 0)
    return {
      property,
      severity: violation.severity ?? 'error',
      mode: 'any',
      message,
      states: [],
      story: [],
      journal: [],
      disclosures: [],
      diagram: '',
      test: '',
    }
  const way = violation.way ?? wayTo(exploration, state)
  const played = replay(model, opened, way)
  const { machine } = model.configurations[exploration.configurationOf(state)] as Configuration
  const isConfirmed = played.isWhole && isSame(played.state.machine.value, machine.value)
  const moves = way.map((move, n) => ({ move, at: isConfirmed ? played.instants[n] : undefined }))
  const begins = played.drafts[0]?.at ?? 0
  return {
    property,
    severity: violation.severity ?? (isConfirmed ? 'error' : 'warning'),
    mode: 'any',
    message,
    states: activePaths(model.definition, machine as never),
    story: storyOf(caseType, moves, begins),
    journal: isConfirmed ? played.journal : [],
    disclosures: isConfirmed ? played.disclosures : [],
    diagram: diagramOf(caseType, moves),
    test: testOf(caseType, opened, moves, proofOf(caseType, violation, moves, played), message.en),
  }
}

const year = 365 * 86_400_000

/** What must not come of the story. Where a case waits in vain, it is how it stands a year later. */
function proofOf(caseType: AnyCaseType, { proof }: Violation, moves: readonly ToldMove[], { state }: Replay): Proof {
  if (proof === 'refusal') return { kind: 'refusal' }
  if (typeof proof === 'object' && 'grows' in proof) return { kind: 'growth', field: proof.grows }
  const last = moves.at(-1)
  const at = proof === 'stays' ? state.lastAt + year : last?.move.kind === 'clock' ? last.at : undefined
  const later =
    proof === 'stays'
      ? advance(caseDefinition(caseType), state, { at: state.lastAt + year, calendar: everyDayCalendar() }).state
      : state
  const vote = typeof proof === 'object' ? { name: proof.vote, taken: proof.taken } : undefined
  const states = activePaths(caseDefinition(caseType), later.machine)
  return { kind: 'state', value: later.machine.value, outcome: later.outcome, at, vote: vote && { ...vote, states } }
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json)
}
