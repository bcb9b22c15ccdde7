import { type AnyCaseType, type CaseState, ConvokeError, caseDefinition, type JsonObject } from '@convoke/core'
import { type CaseWalkOptions, caseWalk, type Draw, everyDayCalendar, type Opened } from '@convoke/core/testing'
import * as fc from 'fast-check'
import { openingFor } from '../model/opening.js'
import { type Course, type History, historyFrom, type Player, playerOf, stateOf } from './history.js'
import { simpler } from './shorter.js'

/** What histories are made of. */
export interface HistoryOptions extends CaseWalkOptions {
  /** How cases are opened. Default: the openings of the case type, each by the first party it names that may. */
  readonly openings?: readonly Opened[] | undefined
  /** The most steps of a history. Default 40. */
  readonly steps?: number | undefined
  /** `kept`: now and then a command that is refused is a step, too. Default `left-out`: every step is accepted. */
  readonly refused?: 'kept' | 'left-out' | undefined
}

/**
 * Histories of a case type that could have happened, with time: commands of parties that may send them, with data from
 * the samples and schemas of the case type, deadlines that run out, cases that join, linked cases that answer, on a
 * calendar. A property that fails shrinks to the few steps that make it fail, again a history that could have happened;
 * printed, it is one line a step.
 *
 * The same seed gives the same histories on every machine.
 *
 * @throws ConvokeError `verify/opening` where no case can be opened; `verify/unbounded` for a command whose data has
 * neither samples nor bounds
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * import * as fc from 'fast-check'
 * const [first] = fc.sample(historyOf(errand, { openings: [errandOpened] }), { seed: 4, numRuns: 1 })
 * first?.drafts[0]?.type // => 'case.started'
 * first?.attempts.every(({ decision }) => decision.refusal === undefined) // => true
 */
export function historyOf(caseType: AnyCaseType, options: HistoryOptions = {}): fc.Arbitrary<History> {
  const openings = options.openings ?? openingsOf(caseType)
  if (openings.length === 0)
    throw new ConvokeError('verify/opening', 'histories begin with an opening, and "openings" is empty; give one', {
      details: { caseType: caseType.name, reason: '"openings" is empty' },
    })
  const player = playerOf(caseType, caseWalk(caseType, options), openings, options.refused === 'kept')
  // Whatever is wrong with an opening is said now, and not in the middle of a run.
  for (const opened of player.openings) player.begin(opened)
  return new HistoryArbitrary(player, options.steps ?? 40)
}

/**
 * The openings of a case type, each by the first party it names that may open it so.
 *
 * @throws ConvokeError `verify/opening`
 */
export function openingsOf(caseType: AnyCaseType): readonly Opened[] {
  const asked: readonly (JsonObject | undefined)[] = (caseType.openings as readonly JsonObject[] | undefined) ?? []
  const clock = { at: 0, calendar: everyDayCalendar() }
  return (asked.length === 0 ? [undefined] : asked).map(opening =>
    openingFor(caseType, caseDefinition(caseType), { opening }, clock),
  )
}

/** The histories in which nobody ever does anything and deadlines run out: one for each opening. Chance may draw none of them. */
export function silentHistories(caseType: AnyCaseType, options: HistoryOptions = {}): readonly History[] {
  const player = playerOf(caseType, caseWalk(caseType, options), options.openings ?? openingsOf(caseType), false)
  return player.openings.map(opened => {
    let course = player.begin(opened)
    for (let step = 0; step < (options.steps ?? 40) && !isOver(stateOf(course)); step++) {
      const next = player.take(course, { kind: 'clock' })
      if (next === undefined) break
      course = next
    }
    return historyFrom(player, course)
  })
}

/** How many steps are tried before a history ends where it is. */
const mostTries = 25

/** A class, because that is how fast-check is told of a generator with a way of shrinking of its own. */
class HistoryArbitrary extends fc.Arbitrary<History> {
  readonly #player: Player
  readonly #steps: number

  constructor(player: Player, steps: number) {
    super()
    this.#player = player
    this.#steps = steps
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<History> {
    const draw: Draw = of => (of <= 1 ? 0 : random.nextInt(0, of - 1))
    const isShort = bias !== undefined && random.nextInt(1, bias) === 1
    const length = random.nextInt(1, Math.max(1, isShort ? Math.ceil(this.#steps / 4) : this.#steps))
    const course = drawn(this.#player, length, draw)
    return new fc.Value(historyFrom(this.#player, course), course)
  }

  override canShrinkWithoutContext(value: unknown): value is History {
    const { caseType, opened, steps } = (value ?? {}) as Partial<History>
    return caseType === this.#player.caseType.name && opened !== undefined && Array.isArray(steps)
  }

  override shrink(history: History, context: unknown): fc.Stream<fc.Value<History>> {
    const course = (context ?? playedAgain(this.#player, history)) as Course
    return fc.stream(valuesOf(this.#player, course))
  }
}

function* valuesOf(player: Player, course: Course): Generator<fc.Value<History>> {
  for (const next of simpler(player, course)) yield new fc.Value(historyFrom(player, next), next)
}

function playedAgain(player: Player, { opened, steps }: History): Course {
  return steps.reduce<Course>((course, step) => player.take(course, step) ?? course, player.begin(opened))
}

function drawn(player: Player, length: number, draw: Draw): Course {
  let course = player.begin(player.openings[draw(player.openings.length)] as Opened)
  while (course.attempts.length < length) {
    const next = oneMore(player, course, draw, length)
    if (next === undefined) break
    course = next
  }
  return course
}

function oneMore(player: Player, course: Course, draw: Draw, length: number): Course | undefined {
  const state = stateOf(course)
  let settled: Course | undefined
  for (let tries = 0; tries < mostTries; tries++) {
    const step = player.walk.propose(state, draw)
    if (step === undefined) break
    const next = player.take(course, step)
    if (next === undefined) continue
    // Refusals are many: a history of nothing else would tell little.
    if (next.attempts.at(-1)?.decision.refusal !== undefined && draw(4) > 0) continue
    // Nor would one that is over before it has begun.
    const endsEarly = !isOver(state) && isOver(stateOf(next)) && next.attempts.length * 4 < length * 3
    if (!endsEarly || draw(8) === 0) return next
    settled ??= next
  }
  return settled
}

function isOver({ outcome, machine }: CaseState): boolean {
  return outcome !== null || machine.status !== 'active'
}
