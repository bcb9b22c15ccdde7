// A case type as something to explore: where it begins, what can be tried in a state, and what each thing leads to. The
// bookkeeping is that of `decide`, on data that is tracked, with time left out: any deadline may be reached at any moment.
import {
  type AnyCaseType,
  type CaseDefinition,
  type CaseState,
  type CompiledDeadline,
  type CompiledRole,
  caseDefinition,
  type Duration,
  definitionInPlace,
  type Json,
  type PartyId,
  partyId,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { type Cell, cellAt, plant } from '../tables/cells.js'
import type { Memory } from '../tables/memory.js'
import type { Evaluation, Remembering } from '../tables/table.js'
import { actingRungs } from './acting-rungs.js'
import { commandParts } from './case-commands.js'
import type { Acting, Ask, Configuration, Data, LinkAnswers, Looks, Move, PutOff } from './case-data.js'
import { type Gate, gatesOf, rolesOf } from './case-gates.js'
import { placesOf, type Way } from './case-places.js'
import { stepsOf } from './case-steps.js'
import { triesIn } from './case-tries.js'
import { firstData } from './first-data.js'
import { type MadeKeys, madeKeys } from './made-keys.js'
import { type MayShrink, mayShrink } from './may-shrink.js'
import { microstepsOf } from './microsteps.js'
import { firstState, type Opening } from './opening.js'
import { partiesOf } from './permission.js'
import { keepDeadline, type Phase, type Span } from './phases.js'
import { tellingNumbers } from './telling-numbers.js'

export type { Configuration, LinkAnswers, Move } from './case-data.js'
export type { Way } from './case-places.js'

/** A case type made ready to be explored. */
export interface CaseModel {
  readonly definition: CaseDefinition
  readonly root: Cell
  /** Where it is kept what comes of a move in a configuration. */
  remembering(configuration: number, move: Move): Remembering
  /** Where it is kept what comes of something else, by its name. */
  memoryOf(name: string): Memory
  /** Forgets what is remembered: what is asked from now on is worked out. */
  forget(): void
  /** The keys that a case makes up. */
  readonly made: MadeKeys
  /** Commands that nobody tries, because they take data and the case type has no sample of it. */
  readonly untried: readonly string[]
  /** Roles of whose commands nothing is tried, because who holds them is on a roll. */
  readonly onRolls: readonly string[]
  /** Links of which nobody says what their cases come back with. */
  readonly unanswered: readonly string[]
  /** The numbers that stand in the functions of the machine. */
  readonly telling: readonly number[]
  /** The first state of the machine. */
  readonly first: number
  readonly configurations: readonly Configuration[]
  /** The way of a step that leaves a configuration as it is. */
  stillIn(configuration: number): number
  /** Whether a way leaves a configuration as it is, as far as is known when it begins. */
  isStill(configuration: number, way: number): boolean
  /** What `always` transitions make of a place that is not stable. */
  settling(configuration: number): Evaluation
  /** The way of a step and one of its `always` transitions together. */
  wayOn(way: number, next: number): number
  /** Who may try a move, and when: asked once it is known that it would have an effect. */
  gates(configuration: number, move: Move): readonly Gate[]
  /** Keeps a deadline after a step. */
  keeping(deadline: number, span: Span, configuration: number): Evaluation
  /** The `always` transitions that were taken, by the names of {@link Branch}, seen wherever one is asked by itself. */
  readonly alwaysTaken: ReadonlySet<string>
  /** Deadlines that may run on in a settled case and do not declare it, seen wherever they are kept. */
  readonly leftRunning: ReadonlySet<string>
  /** Fields declared to grow only of which a step may have taken something away. */
  readonly shrinking: MayShrink
  /** Deadlines that were started anew, suspended or extended while they ran, seen wherever they are kept. */
  readonly putOff: ReadonlyMap<string, PutOff>
  /** Who was seen in a role so far. */
  readonly seenIn: ReadonlyMap<string, ReadonlySet<PartyId>>
  /** Somebody may be in a role, where a value names a party. */
  mayBe(role: CompiledRole, value: unknown): void
  /** What is tried beside what parties do for themselves. */
  readonly acting: Acting
  /** Commands of which the machine looks at who it is that acts for a party, seen so far. */
  readonly delegable: ReadonlySet<string>
  /** Sees who is in a role: its result is for {@link CaseModel.sees}. */
  seeing(role: CompiledRole): Evaluation
  /** These were seen in a role. */
  sees(role: CompiledRole, found: number): void
  /** The commands that the parties seen so far may try in a configuration, one for each sample. */
  commandsIn(configuration: number): readonly Move[]
  /** Whether a command is one of the duties of a configuration. */
  isDuty(configuration: number, type: string): boolean
  /** The rungs of a deadline that the machine hears of, in the order in which they fire. */
  rungsOf(name: string): readonly string[]
  /** Deadlines of whose rungs dates may leave one out, or bring them in another order. */
  readonly inDoubt: ReadonlySet<string>
  /** What may happen to a link. */
  linkMoves(link: string, key: string): readonly Move[]
  /** The ways a step can go, so far. */
  readonly ways: readonly Way[]
  /** What a move leads to from a configuration: a number into `ways`, or −1 where it is refused. */
  evaluation(configuration: number, move: Move): Evaluation
  /** Answers a question in a configuration: −1 for no. */
  asking(configuration: number, ask: Ask): Evaluation
}

/**
 * The model of a case type, from one opening, with somebody who watches its steps.
 *
 * @param isWholeStep works out an event and the `always` transitions after it together; default: where somebody watches
 */
export function caseModel(
  caseType: AnyCaseType,
  opened: Opening,
  answers: LinkAnswers,
  looks: Looks & { readonly isWholeStep?: boolean | undefined } = {},
): CaseModel {
  const { monitors = {}, acting = {} } = looks
  // Who watches steps sees each as a whole.
  const isWholeStep = looks.isWholeStep ?? Object.keys(monitors).length > 0
  const split = isWholeStep ? undefined : microstepsOf(caseType.machine as never)
  // Of what a step says only what opens a case is worked out: what is told to an open one leaves its link as it is.
  const definition = definitionInPlace(caseType, type => type === 'case.open', split?.machine)
  const root = cellAt(undefined, '')
  const places = placesOf(definition)
  const { configurations, ways, wayOf } = places
  const heard = new Set((caseType.machine as { readonly events: readonly string[] }).events)

  const state = firstState(caseDefinition(caseType), opened, { at: 0, calendar: everyDayCalendar() })
  const knobs = state.machine.context.parameters as Readonly<Record<string, Duration>> | undefined
  const ladders = new Map(
    definition.deadlines.map(declared => {
      const { name, within } = declared
      return [name, actingRungs(declared, heard, typeof within === 'string' ? knobs?.[within] : within)] as const
    }),
  )
  const first = places.numberOf(definition.machine.restore(state.machine.toJSON()) as CaseState['machine'])
  const kept = Object.fromEntries(Object.keys(monitors).map(name => [name, { done: {} }]))
  plant(root, {
    ...firstData(definition, state, name => ladders.get(name)?.names ?? []),
    monitors: kept,
  } as unknown as Json)

  const seenIn = new Map<string, Set<PartyId>>(definition.roles.map(({ name }) => [name, new Set()]))
  const rungsOf = (name: string) => ladders.get(name)?.names ?? []
  const isInRole = rolesOf(definition)
  const parts = commandParts()
  const delegable = new Set<string>()
  const tries = triesIn(definition, configurations, seenIn, answers, acting, delegable)
  const isRecusing = acting.recusal === true || state.recusals.length > 0

  const leftRunning = new Set<string>()
  const putOff = new Map<string, PutOff>()
  const isPutOff = (name: string, key: string): string => {
    const full = `${name}/${key}`
    putOff.set(full, { name, key })
    return full
  }
  // What a cap holds down cannot go on for ever.
  const extensible = definition.deadlines.flatMap(({ name, extended: grants, cap }) =>
    grants === undefined || cap !== undefined ? [] : [{ name, grants }],
  )
  const noneExtended = () => []
  /** Before a step, how often deadlines were extended; returned: tells which were extended by it. */
  const extended = (data: Data): (() => readonly string[]) => {
    if (extensible.length === 0) return noneExtended
    const counts = extensible.flatMap(({ name, grants }) =>
      Object.keys(data.deadlines[name] ?? {}).map(key => ({
        name,
        key,
        count: () => grants(data.context as never, key).length,
      })),
    )
    const before = counts.map(({ count }) => count())
    return () =>
      counts.flatMap(({ name, key, count }, n) => (count() > (before[n] as number) ? [isPutOff(name, key)] : []))
  }
  const looksAtDelegate = (type: string): void => {
    if (acting.delegation !== undefined) delegable.add(type)
  }
  const alwaysTaken = new Set<string>()
  const takes = (name: string): void => {
    alwaysTaken.add(name)
  }
  const steps = stepsOf({
    definition,
    places,
    parts,
    isInRole,
    split,
    monitors,
    rungsOf,
    looksAtDelegate,
    extended,
    takes,
  })
  const memories = new Map<string, Memory>()
  const seenTogether: (readonly PartyId[])[] = []
  const isWatched = Object.keys(monitors).length > 0
  const model: CaseModel = {
    definition,
    remembering(configuration, move) {
      // Who watches a step may look at all of it.
      if (move.kind !== 'command' || isWatched)
        return { memory: model.memoryOf(`${configuration} ${JSON.stringify(move)}`) }
      return { memory: model.memoryOf(`${configuration} ${move.type}`), input: parts.numbersOf(move) }
    },
    memoryOf(name) {
      let memory = memories.get(name)
      if (memory === undefined) {
        memory = { root: undefined }
        memories.set(name, memory)
      }
      return memory
    },
    forget() {
      for (const memory of memories.values()) memory.root = undefined
    },
    ...tries,
    ...steps,
    root,
    made: madeKeys(caseType, [opened.opening, opened.by, opened.parameters, state.machine.context, answers]),
    telling: tellingNumbers(caseType.machine as object),
    first,
    configurations,
    ways,
    stillIn: configuration => wayOf(configuration, [], ''),
    isStill: places.isStill,
    wayOn: places.wayOn,
    gates: (configuration, move) =>
      gatesOf(definition, move, { open: model.stillIn(configuration), isInRole, rungsOf, isRecusing }),
    keeping: (deadline, span, configuration) => {
      const declared = definition.deadlines[deadline] as CompiledDeadline
      const { name, survives } = declared
      const mayStay = survives === true || (configurations[configuration] as Configuration).outcome === null
      return root => {
        const data = root as unknown as Data
        keepDeadline(declared, data, span, key => {
          isPutOff(name, key)
        })
        if (!mayStay && !leftRunning.has(name) && isRunning(Object.values(data.deadlines[name] ?? {}), rungsOf(name)))
          leftRunning.add(name)
        return -1
      }
    },
    alwaysTaken,
    leftRunning,
    shrinking: mayShrink(root, (caseType.onlyGrows ?? {}) as Readonly<Record<string, readonly string[]>>),
    putOff,
    seenIn,
    acting,
    delegable,
    seeing: role => root => seenTogether.push([...partiesOf(role, (root as unknown as Data).context)]) - 1,
    sees({ name }, found) {
      const seen = seenIn.get(name) as Set<PartyId>
      for (const party of seenTogether[found] as readonly PartyId[]) seen.add(party)
    },
    mayBe({ name }, value) {
      if (partyId.safeParse(value).success) seenIn.get(name)?.add(value as PartyId)
    },
    isDuty: (configuration, type) =>
      (configurations[configuration] as Configuration).nodes.some(node =>
        definition.duties.get(node)?.some(({ commands }) => commands.includes(type)),
      ),
    rungsOf,
    inDoubt: new Set([...ladders].flatMap(([name, { isInDoubt }]) => (isInDoubt ? [name] : []))),
    asking: (configuration, ask) => root =>
      ask(root as unknown as Data, configurations[configuration] as Configuration) ? model.stillIn(configuration) : -1,
  }
  return model
}

/** Whether a deadline that is as far as this is not over; suspended, it goes on later. */
function isRunning(phases: readonly (Phase | undefined)[], rungs: readonly string[]): boolean {
  return phases.some(phase => phase !== undefined && phase < rungs.length)
}
