// Whether a property of one's own holds in the states that were explored.
import { type CaseState, ConvokeError, type OwnProperty, type Predicate, type StateView } from '@convoke/core'
import { componentsOf } from '../explore/cycles.js'
import type { Watched } from '../explore/explore-options.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import { reach } from '../explore/reach.js'
import type { Steps } from '../explore/search.js'
import { type Study, whereIn } from '../explore/study.js'
import type { Ask, Configuration, Data, Move } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import { ClockRead } from '../tables/cells.js'
import { isSignal } from '../tables/combinations.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'
import { viewOf, viewOfCase } from './state-views.js'
import { comesInTime, type TimedCheck, type Timing } from './timely.js'

/** A predicate as questions to every state: whether it holds, and whether it could be asked at all. */
interface Question {
  readonly holds: Ask
  readonly fails: Ask
  readonly failure: { thrown?: unknown }
}

/** A property of one's own, ready to be looked at. */
interface OwnView {
  readonly watched: Watched
  check(study: Study): Checked
  /** The same of one that says within which time. */
  inTime(study: Study, timing: Timing): Steps<TimedCheck>
}

/** The questions of a property, and how it is checked where they were asked. */
export function ownView(property: OwnProperty, modelOf: () => CaseModel): OwnView {
  const questions = property.predicates.map(predicate => questionOf(predicate, modelOf))
  const [first, second] = questions as [Question, Question]
  return {
    watched: { asks: questions.flatMap(({ holds, fails }) => [fails, holds]) },
    check(study) {
      refuseFaults(property, study, questions)
      // Without the order of deadlines nothing can be said of how long something takes.
      return property.kind === 'within' ? { violations: [], isOpen: true } : checked(property, study, questions)
    },
    inTime(study, timing) {
      refuseFaults(property, study, questions)
      const asked = (ask: Ask) => (state: number) => study.exploration.answers(state, ask)
      return comesInTime(
        property,
        study,
        timing,
        { begins: asked(first.holds), comes: asked(second.holds) },
        { begins: state => holdsIn(property, study, 0, state), comes: state => holdsIn(property, study, 1, state) },
      )
    },
  }
}

function questionOf(predicate: Predicate<never>, modelOf: () => CaseModel): Question {
  const failure: { thrown?: unknown } = {}
  const asked = (data: Data, configuration: Configuration): boolean | undefined => {
    try {
      const answer: unknown = predicate(viewOf(modelOf(), data, configuration) as StateView<never>)
      if (typeof answer === 'boolean') return answer
      failure.thrown ??= new TypeError(`it returned ${answer instanceof Promise ? 'a promise' : String(answer)}`)
    } catch (thrown) {
      if (isSignal(thrown)) throw thrown
      failure.thrown ??= thrown instanceof ClockRead ? new Error('it uses an instant as a number') : thrown
    }
    return undefined
  }
  return {
    failure,
    holds: (data, configuration) => asked(data, configuration) === true,
    fails: (data, configuration) => asked(data, configuration) === undefined,
  }
}

function refuseFaults({ name }: OwnProperty, study: Study, questions: readonly Question[]): void {
  const { exploration } = study
  for (const { fails, failure } of questions) {
    const state = exploration.firstAnswering(fails, true)
    if (state === undefined) continue
    const { thrown } = failure
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    const where = study.statesOf(state, 'en')
    throw new ConvokeError('verify/property', `the property "${name}" cannot be asked in "${where}": ${reason}`, {
      details: { property: name, state: where, reason },
      cause: thrown,
    })
  }
}

function checked(property: OwnProperty, study: Study, questions: readonly Question[]): Checked {
  const { exploration } = study
  if (property.kind === 'always' || property.kind === 'never') {
    const wrong = property.kind === 'never'
    const { holds } = questions[0] as Question
    // Also where nobody looked what comes next: what was found comes about.
    const at = exploration.firstAnswering(holds, wrong)
    const isShownBy = (state: CaseState) => holdsIn(property, study, 0, state) === wrong
    return { violations: at === undefined ? [] : [{ ...broken(property, study, at), isShownBy }] }
  }
  const [first, second] = questions.map(
    ({ holds }) =>
      (state: number) =>
        exploration.answers(state, holds),
  )
  const isFirst = first as (state: number) => boolean | undefined
  const comes = second ?? (() => false)
  if (property.kind === 'unless') return undone(property, study, isFirst, comes)
  const begins =
    property.kind === 'until'
      ? [0].filter(state => comes(state) === false)
      : statesOf(exploration.expanded, state => isFirst(state) === true && comes(state) === false)
  const open = waysFrom(study, begins, state => comes(state) === false)
  if (property.kind === 'until') {
    const at = [...open.keys()].find(state => isFirst(state) === false)
    const isShownBy = (state: CaseState) => !holdsIn(property, study, 0, state) && !holdsIn(property, study, 1, state)
    if (at !== undefined) return { violations: [{ ...broken(property, study, at, wayIn(study, open, at)), isShownBy }] }
  }
  const stuck = property.fairness === 'everybody' ? neverReached(study, open, comes) : restingPlace(study, open, comes)
  const isOpen = [...open.keys()].some(state => study.isUnknown(state))
  if (stuck === undefined) return { violations: [], isOpen, isVoid: begins.length === 0 && property.kind === 'leadsTo' }
  return { violations: [waiting(property, study, stuck, wayIn(study, open, stuck))] }
}

/** A step after which it does not hold any more, although nothing that ends it came. */
function undone(
  property: OwnProperty,
  study: Study,
  holds: (state: number) => boolean | undefined,
  ends: (state: number) => boolean | undefined,
): Checked {
  const { exploration } = study
  const held = statesOf(exploration.expanded, state => holds(state) === true && ends(state) === false)
  for (const from of held)
    for (const { move, target } of edgesOf(exploration, from)) {
      if (holds(target) !== false || ends(target) !== false) continue
      const isShownBy = (state: CaseState) => !holdsIn(property, study, 0, state) && !holdsIn(property, study, 1, state)
      const way = [...wayTo(exploration, from), move]
      return { violations: [{ ...broken(property, study, target, way), isShownBy }] }
    }
  return { violations: [], isOpen: held.some(study.isUnknown), isVoid: held.length === 0 }
}

type Ways = ReadonlyMap<number, { readonly from: number; readonly move: Move } | undefined>

/** All states that can be come to from some, as long as something has not come; and by which step each was found. */
function waysFrom({ exploration }: Study, begins: readonly number[], isStill: (state: number) => boolean): Ways {
  const steps = new Map<number, { readonly from: number; readonly move: Move } | undefined>()
  for (const state of begins) steps.set(state, undefined)
  for (const state of steps.keys())
    for (const { move, target } of edgesOf(exploration, state))
      if (!steps.has(target) && (isStill(target) || target >= exploration.expanded))
        steps.set(target, { from: state, move })
  return steps
}

function wayIn({ exploration }: Study, steps: Ways, state: number): readonly Move[] {
  const way: Move[] = []
  let at = state
  for (let step = steps.get(at); step !== undefined; step = steps.get(at)) {
    way.push(step.move)
    at = step.from
  }
  return [...wayTo(exploration, at), ...way.reverse()]
}

/** Where a case may stay for ever although deadlines are reached and linked cases answer. */
function restingPlace(study: Study, open: Ways, comes: (state: number) => boolean | undefined): number | undefined {
  const { exploration } = study
  const rests = (state: number): boolean => {
    if (study.isUnknown(state)) return false
    for (const { move, target } of edgesOf(exploration, state))
      if (move.kind !== 'command' && target !== state) return false
    return true
  }
  const resting = [...open.keys()].find(rests)
  if (resting !== undefined) return resting
  // Or a circle in which no deadline stays armed all the time without being reached.
  const inside = (state: number) => open.has(state) && comes(state) === false
  const component = componentsOf(exploration, (state, _, target) => inside(state) && inside(target))
  const members = new Map<number, number[]>()
  for (const state of open.keys()) {
    const number = component[state] as number
    const known = members.get(number)
    if (known === undefined) members.set(number, [state])
    else known.push(state)
  }
  for (const states of members.values()) {
    if (states.length < 2 || states.some(state => study.isUnknown(state))) continue
    const within = new Set(states)
    const kept = states.map(state => forcedIn(study, state))
    const always = [...(kept[0] ?? [])].filter(name => kept.every(names => names.has(name)))
    const isFair = always.every(name =>
      states.some(state =>
        [...edgesOf(exploration, state)].some(({ move, target }) => within.has(target) && forceOf(move) === name),
      ),
    )
    if (isFair) return states[0]
  }
  return undefined
}

/** What has to happen some time if it stays possible: deadlines and answers. */
function forcedIn({ exploration }: Study, state: number): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { move } of edgesOf(exploration, state)) {
    const name = forceOf(move)
    if (name !== undefined) names.add(name)
  }
  return names
}

function forceOf(move: Move): string | undefined {
  if (move.kind === 'command') return undefined
  return move.kind === 'clock' ? `clock ${move.name} ${move.key}` : `link ${String(move.data.link)}`
}

/** From where it cannot come, whatever anybody does. */
function neverReached(study: Study, open: Ways, comes: (state: number) => boolean | undefined): number | undefined {
  const reached = reach(study.exploration, state => comes(state) === true, study.isUnknown)
  return [...open.keys()].find(state => reached[state] === 0)
}

/** Whether one of the predicates of a property holds of a case as the rules have it. */
function holdsIn({ predicates }: OwnProperty, { exploration }: Study, which: 0 | 1, state: CaseState): boolean {
  const view = viewOfCase(exploration.model, state) as StateView<never>
  return predicates[which]?.(view) === true
}

function broken(property: OwnProperty, study: Study, state: number, way?: readonly Move[]): Violation {
  const where = whereIn(study, state)
  return {
    property: property.name,
    state,
    way,
    message: {
      'zh-CN': `在“${where['zh-CN']}”并非如此：${property.says['zh-CN']}`,
      en: `in "${where.en}" it is not so: ${property.says.en}`,
    },
  }
}

function waiting(property: OwnProperty, study: Study, state: number, way: readonly Move[]): Violation {
  const where = whereIn(study, state)
  return {
    property: property.name,
    state,
    way,
    isShownBy: one => !holdsIn(property, study, 1, one),
    proof: property.fairness === 'deadlines' ? 'stays' : undefined,
    message: {
      'zh-CN': `到了“${where['zh-CN']}”就可能再等不到：${property.says['zh-CN']}`,
      en: `once in "${where.en}" it may never come: ${property.says.en}`,
    },
  }
}

function statesOf(count: number, isIt: (state: number) => boolean): readonly number[] {
  return Array.from({ length: count }, (_, state) => state).filter(isIt)
}
