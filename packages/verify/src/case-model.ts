// A case type as something to explore: where it begins, what can be tried in a state, and what each thing leads to. The
// bookkeeping is that of `decide`, on data that is tracked, with time left out: any deadline may be reached at any moment.
import {
  type AnyCaseType,
  type CaseDefinition,
  type CaseState,
  type CompiledDeadline,
  type CompiledRole,
  canonicalJson,
  caseDefinition,
  definitionInPlace,
  eventless,
  type Json,
  type JsonObject,
  markKey,
  outcomeOf,
  type PartyId,
  partyId,
  prepareCommand,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import type { Ask, Configuration, Data, Kept, Looks, Move, Turning } from './case-data.js'
import { type Cell, cellAt, numberOf, OutOfSight, partOfMove, plant, someInstant } from './cells.js'
import { firstData } from './first-data.js'
import { faultOf } from './function-faults.js'
import { type MadeKeys, madeKeys } from './made-keys.js'
import type { Memory } from './memory.js'
import { microstepsOf } from './microsteps.js'
import { firstState, type Opening } from './opening.js'
import { factsFor, isSeparated, partiesOf } from './permission.js'
import { actingRungs, isBarred, keepDeadline, type Phase, type Span, spanOf } from './phases.js'
import type { Evaluation, Remembering, Told } from './table.js'

export type { Configuration, Move } from './case-data.js'

/** How a step goes, apart from the data: where it leads, and what that means to each deadline. */
export interface Way {
  readonly configuration: number
  /** For each deadline; empty where the place is not stable yet. */
  readonly spans: readonly Span[]
  /** Nodes entered since the case rested last, and the event that began the step, as far as deadlines ask for them. */
  readonly entered: readonly string[]
  readonly type: string
}

/** Whether somebody may try something at all, whatever comes of it. */
export interface Gate {
  /** Gates of one name are the same. */
  readonly name: string
  readonly evaluation: Evaluation
}

/** Answers of a linked case that are tried, by link. */
export type LinkAnswers = Readonly<Record<string, readonly { readonly outcome: string; readonly result: JsonObject }[]>>

/** A case type made ready to be explored. */
export interface CaseModel {
  readonly definition: CaseDefinition
  readonly root: Cell
  /** Where it is kept what comes of a move in a configuration. */
  remembering(configuration: number, move: Move): Remembering
  /** Where it is kept what comes of something else, by its name. */
  memoryOf(name: string): Memory
  /** The keys that a case makes up. */
  readonly made: MadeKeys
  /** Commands that nobody tries, because they take data and the case type has no sample of it. */
  readonly untried: readonly string[]
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
  /** Deadlines that may run on in a settled case and do not declare it, seen wherever they are kept. */
  readonly leftRunning: ReadonlySet<string>
  /** Deadlines that were started anew, suspended or extended while they ran, seen wherever they are kept. */
  readonly putOff: ReadonlyMap<string, Turning>
  /** Who was seen in a role so far. */
  readonly seenIn: ReadonlyMap<string, ReadonlySet<PartyId>>
  /** Somebody may be in a role, where a value names a party. */
  mayBe(role: CompiledRole, value: unknown): void
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
  /** What may happen to a link. */
  linkMoves(link: string, key: string): readonly Move[]
  /** The ways a step can go, so far. */
  readonly ways: readonly Way[]
  /** What a move leads to from a configuration: a number into `ways`, or −1 where it is refused. */
  evaluation(configuration: number, move: Move): Evaluation
  /** Answers a question in a configuration: −1 for no. */
  asking(configuration: number, ask: Ask): Evaluation
}

/** The linked case of a story; there is none to name. */
const linkedCase = 'linked'

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
  const { monitors = {}, turning } = looks
  // Who watches steps sees each as a whole.
  const isWholeStep = looks.isWholeStep ?? Object.keys(monitors).length > 0
  const split = isWholeStep ? undefined : microstepsOf(caseType.machine as never)
  const definition = definitionInPlace(caseType, type => type === 'case.open', split?.machine)
  const root = cellAt(undefined, '')
  const configurations: Configuration[] = []
  const known = new Map<string, number>()
  const heard = new Set((caseType.machine as { readonly events: readonly string[] }).events)

  const numberOfConfiguration = (machine: CaseState['machine'], isStable = true): number => {
    const { status, value, historyValue } = machine.toJSON() as Record<string, unknown>
    const name = canonicalJson({ status, value, historyValue, isStable } as Json)
    const at = known.get(name)
    if (at !== undefined) return at
    configurations.push({
      machine,
      nodes: machine.nodes,
      outcome: outcomeOf(definition, machine),
      isActive: machine.status === 'active',
      isStable,
    })
    known.set(name, configurations.length - 1)
    return configurations.length - 1
  }

  /** Where a transition leads: the place is stable where no `always` transition is to be asked there. */
  const placeOf = (machine: CaseState['machine']): number =>
    numberOfConfiguration(
      machine,
      machine.status !== 'active' || !definition.machine.handles(machine as never, eventless),
    )

  const state = firstState(caseDefinition(caseType), opened, { at: 0, calendar: everyDayCalendar() })
  const rungs = new Map(definition.deadlines.map(declared => [declared.name, actingRungs(declared, heard)]))
  const first = numberOfConfiguration(definition.machine.restore(state.machine.toJSON()) as CaseState['machine'])
  const kept = Object.fromEntries(Object.keys(monitors).map(name => [name, { done: {} }]))
  plant(root, {
    ...firstData(definition, state, turning, name => rungs.get(name) ?? []),
    monitors: kept,
  } as unknown as Json)

  const seenIn = new Map<string, Set<PartyId>>(definition.roles.map(({ name }) => [name, new Set()]))
  const roles = new Map(definition.roles.map(role => [role.name, role]))

  const leftRunning = new Set<string>()
  const putOff = new Map<string, Turning>()
  const isPutOff = (data: Data, name: string, key: string): void => {
    putOff.set(`${name}/${key}`, { name, key })
    if (turning?.name !== name || turning.key !== key) return
    const turn = data.turns[name] as Record<string, boolean>
    turn[key] = turn[key] !== true
  }
  /** Before a step, how often deadlines were extended; returned: tells which were extended by it. */
  const extended = (data: Data): (() => void) => {
    const counts = definition.deadlines.flatMap(({ name, extended: grants, cap }) => {
      // What a cap holds down cannot go on for ever.
      if (grants === undefined || cap !== undefined) return []
      return Object.keys(data.deadlines[name] ?? {}).map(key => ({
        name,
        key,
        count: () => grants(data.context as never, key).length,
      }))
    })
    const before = counts.map(({ count }) => count())
    return () => {
      for (const [n, { name, key, count }] of counts.entries())
        if (count() > (before[n] as number)) isPutOff(data, name, key)
    }
  }
  const ways: Way[] = []
  const waysByName = new Map<string, number>()

  const nodesThatMatter = new Set(
    definition.deadlines
      .filter(({ from, nodeIds }) => from === undefined && nodeIds.size === 1)
      .flatMap(({ nodeIds }) => [...nodeIds]),
  )
  const typesThatMatter = new Set(definition.deadlines.flatMap(({ from = [], until = [] }) => [...from, ...until]))

  const wayOf = (next: number, allEntered: readonly string[], anyType: string): number => {
    const { nodes, outcome, isStable } = configurations[next] as Configuration
    const type = typesThatMatter.has(anyType) ? anyType : ''
    const entered = [...new Set(allEntered.filter(id => nodesThatMatter.has(id)))].sort()
    const moved = { nodes, entered, type, isSettled: outcome !== null }
    const spans = isStable ? definition.deadlines.map(declared => spanOf(declared, moved)) : []
    // Once a place is stable, how it was come to matters no more.
    const name = isStable ? `${next} ${spans.join()}` : `${next} ${entered.join()} ${type}`
    const at = waysByName.get(name)
    if (at !== undefined) return at
    ways.push({ configuration: next, spans, entered, type })
    waysByName.set(name, ways.length - 1)
    return ways.length - 1
  }

  const still: (readonly number[])[] = []
  const stillWays = (configuration: number): readonly number[] => {
    const { machine, isStable } = configurations[configuration] as Configuration
    still[configuration] ??= isStable
      ? [...new Set([configuration, placeOf(machine)])].map(place => wayOf(place, [], ''))
      : []
    return still[configuration]
  }

  const settled = (data: Data, step: Step, type: string): number => {
    for (const effect of step.effects) {
      const { link, key } = effect.params as { readonly link: string; readonly key: string }
      const book = data.links[link]
      // Looked at, since what may happen next depends on it.
      if (book !== undefined && book[key] !== 'opening') book[key] = 'opening'
    }
    return wayOf(placeOf(step.state), step.entered, type)
  }

  const nextOf = (here: Parameters<typeof definition.machine.next>[0], event: { readonly type: string }): Step => {
    try {
      return definition.machine.next(here, event as never) as unknown as Step
    } catch (thrown) {
      throw faultOf(definition, here, event, thrown)
    }
  }

  const stepOf = (data: Data, { machine, isActive }: Configuration, event: object): Step | undefined => {
    if (!isActive) return undefined
    const here = definition.machine.inContext(machine as never, data.context as never)
    const step = nextOf(here, event as { readonly type: string })
    return step.taken ? step : undefined
  }

  const samples = caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  const untried = [...definition.commands.values()]
    .filter(
      ({ name, builtIn, schema }) => !builtIn && !(samples[name] ?? [{}]).some(one => schema.safeParse(one).success),
    )
    .map(({ name }) => name)

  const memories = new Map<string, Memory>()
  const parts = new Map<string, Cell>()
  const seenTogether: (readonly PartyId[])[] = []
  const isWatched = Object.keys(monitors).length > 0
  const model: CaseModel = {
    definition,
    remembering(configuration, move) {
      // Who watches a step may look at all of it.
      if (move.kind !== 'command' || isWatched)
        return { memory: model.memoryOf(`${configuration} ${JSON.stringify(move)}`) }
      return { memory: model.memoryOf(`${configuration} ${move.type}`), input: partsOf(move) }
    },
    memoryOf(name) {
      let memory = memories.get(name)
      if (memory === undefined) {
        memory = { root: undefined }
        memories.set(name, memory)
      }
      return memory
    },
    untried,
    root,
    made: madeKeys(caseType, [opened.opening, opened.by, opened.parameters, state.machine.context, answers]),
    first,
    configurations,
    ways,
    stillIn: configuration => wayOf(configuration, [], ''),
    isStill: (configuration, way) => stillWays(configuration).includes(way),
    settling,
    wayOn(way, next) {
      const { entered, type } = ways[way] as Way
      const { configuration, entered: more } = ways[next] as Way
      return wayOf(configuration, [...entered, ...more], type)
    },
    gates,
    keeping: (deadline, span, configuration) => {
      const declared = definition.deadlines[deadline] as CompiledDeadline
      const { name, survives } = declared
      const mayStay = survives === true || (configurations[configuration] as Configuration).outcome === null
      return root => {
        const data = root as unknown as Data
        keepDeadline(declared, data, span, key => {
          isPutOff(data, name, key)
        })
        if (
          !mayStay &&
          !leftRunning.has(name) &&
          isRunning(Object.values(data.deadlines[name] ?? {}), model.rungsOf(name))
        )
          leftRunning.add(name)
        return -1
      }
    },
    leftRunning,
    putOff,
    seenIn,
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
    commandsIn,
    rungsOf: name => rungs.get(name) ?? [],
    linkMoves,
    evaluation(configuration, move) {
      const before = configurations[configuration] as Configuration
      return (root, told) => {
        const data = root as unknown as Data
        const judges = Object.entries(monitors).map(([name, monitor]) => {
          const kept = data.monitors[name] as Kept
          return { kept, isWrong: monitor(data, move, kept, before) }
        })
        const noteExtensions = extended(data)
        const way = taken(data, before, configuration, watched(move, told))
        if (way < 0) return way
        noteExtensions()
        const after = configurations[(ways[way] as Way).configuration] as Configuration
        for (const { kept, isWrong } of judges) if (isWrong(after)) kept.isBroken = true
        return way
      }
    },
    asking: (configuration, ask) => root =>
      ask(root as unknown as Data, configurations[configuration] as Configuration) ? model.stillIn(configuration) : -1,
  }
  return model

  /** A command that tells which of its parts are looked at. */
  function watched(move: Move, told: Told | undefined): Move {
    if (move.kind !== 'command' || told === undefined || isWatched) return move
    const { type, sample } = move
    const look = <Value>(name: string, value: Value): Value => {
      told.looksAt(partNamed(name))
      return value
    }
    return {
      kind: 'command',
      type,
      sample,
      get by() {
        return look('by', move.by)
      },
      get answers() {
        return look('answers', move.answers)
      },
      data: new Proxy(move.data, {
        get: (data, key) => (typeof key === 'string' ? look(`data ${key}`, data[key]) : undefined),
        has: (data, key) => (typeof key === 'string' ? look(`data ${key}`, key in data) : false),
        ownKeys: data => look('keys', Reflect.ownKeys(data)),
      }),
    }
  }

  function partNamed(name: string): Cell {
    let part = parts.get(name)
    if (part === undefined) {
      part = partOfMove(name)
      parts.set(name, part)
    }
    return part
  }

  /** What each part of a command is, by the number of what it holds; what it does not have is 0. */
  function partsOf({ by, answers, data }: Move & { kind: 'command' }): ReadonlyMap<Cell, number> {
    const named: readonly (readonly [string, unknown])[] = [
      ['by', by],
      ['answers', answers ?? ''],
      ['keys', Object.keys(data).sort()],
      ...Object.entries(data).map(([key, value]) => [`data ${key}`, value] as const),
    ]
    return new Map(
      named.map(([name, value]) => {
        const part = partNamed(name)
        return [part, numberOf(part, { kind: 'value', value: JSON.stringify(value) })]
      }),
    )
  }

  /** What the machine is told of a command: looked at like the command itself. */
  function eventOf({ type, data }: Move & { kind: 'command' }, by: () => string, facts: object): object {
    const others: Record<string, unknown> = { type, delegate: null, facts, at: someInstant }
    return new Proxy(others, {
      get: (_, key) => (key in others ? others[key as string] : key === 'by' ? by() : Reflect.get(data, key)),
      has: (_, key) => key in others || key === 'by' || Reflect.has(data, key),
      ownKeys: () => [...new Set([...Reflect.ownKeys(data), ...Object.keys(others), 'by'])],
      getOwnPropertyDescriptor(_, key) {
        if (!(key in others || key === 'by' || Reflect.has(data, key))) return undefined
        const value: unknown = key in others ? others[key as string] : key === 'by' ? by() : Reflect.get(data, key)
        return { value, writable: true, enumerable: true, configurable: true }
      },
    })
  }

  function taken(data: Data, before: Configuration, configuration: number, move: Move): number {
    if (move.kind === 'command') return commandStep(data, before, move)
    if (move.kind === 'clock') return clockStep(data, before, configuration, move)
    return linkStep(data, before, configuration, move)
  }

  function isInRole(context: Data['context'], { type, by }: Move & { kind: 'command' }): boolean {
    const declared = definition.commands.get(type)?.by ?? []
    return declared.some(name => {
      const role = roles.get(name)
      return role !== undefined && partiesOf(role, context).includes(by)
    })
  }

  function gates(configuration: number, move: Move): readonly Gate[] {
    if (move.kind !== 'command') return []
    const { type, by } = move
    const open = model.stillIn(configuration)
    const gate = (name: string, isShut: (data: Data) => boolean): Gate => ({
      name,
      evaluation: root => (isShut(root as unknown as Data) ? -1 : open),
    })
    const apart = (definition.caseType.separation ?? []).filter(({ mayNot }) => mayNot === type)
    const isTimed = definition.deadlines.some(
      ({ kind = 'within', commands }) => kind !== 'within' && commands?.includes(type) === true,
    )
    const names = definition.commands.get(type)?.by.join() ?? ''
    return [
      gate(`${by} is ${names}`, ({ context }) => !isInRole(context, move)),
      ...(apart.length === 0
        ? []
        : [
            gate(`${by} has not done ${apart.map(({ did, item }) => markKey(did, item, move.data)).join()}`, data =>
              isSeparated(definition, data, move),
            ),
          ]),
      ...(isTimed
        ? [
            gate(`it is time for ${type} ${JSON.stringify(move.data)}`, data =>
              isBarred(definition, data, model.rungsOf, move),
            ),
          ]
        : []),
    ]
  }

  function settling(configuration: number): Evaluation {
    const { machine } = configurations[configuration] as Configuration
    return root => {
      const data = root as unknown as Data
      const here = definition.machine.inContext(machine as never, data.context as never)
      const noteExtensions = extended(data)
      const step = nextOf(here, split?.ask() as never)
      const way = step.taken ? settled(data, step, '') : -1
      noteExtensions()
      // A transition that changed nothing would be taken for ever: it is asked once.
      return (step.state as unknown) === here || way < 0 ? wayOf(numberOfConfiguration(machine), [], '') : way
    }
  }

  function commandStep(data: Data, before: Configuration, move: Move & { kind: 'command' }): number {
    const { type } = move
    const step = commandTaken(data, before, move)
    if (step === undefined) return -1
    for (const { did, item } of definition.caseType.separation ?? []) {
      if (did !== type) continue
      const key = markKey(did, item, move.data)
      data.marks[key] ??= {}
      ;(data.marks[key] as Record<string, boolean>)[move.by] = true
    }
    return settled(data, step, type)
  }

  /** What the machine makes of a command, by whoever gives it. */
  function commandTaken(data: Data, before: Configuration, move: Move & { kind: 'command' }): Step | undefined {
    try {
      const facts = factsFor(definition, data.context, move)
      return stepOf(
        data,
        before,
        eventOf(move, () => move.by, facts ?? {}),
      )
    } catch (thrown) {
      const isFault = thrown instanceof Error && !(thrown instanceof OutOfSight)
      if (!isFault || isInRole(data.context, move)) throw thrown
      // What is only asked of those in the role may expect to find them there.
      return undefined
    }
  }

  function clockStep(data: Data, before: Configuration, configuration: number, move: Move & { kind: 'clock' }): number {
    const { type, name, key, rung } = move
    const running = data.deadlines[name] as Record<string, Phase>
    const phase = running[key]
    if (phase === undefined || model.rungsOf(name)[phase] !== rung) return -1
    running[key] = phase + 1
    const step = stepOf(data, before, { type, key, n: 1, at: someInstant })
    if (step !== undefined) return settled(data, step, type)
    return wayOf(configuration, [], type)
  }

  function linkStep(data: Data, before: Configuration, configuration: number, move: Move & { kind: 'link' }): number {
    const { type } = move
    const { link, key } = move.data as { readonly link: string; readonly key: string }
    const book = data.links[link] as Record<string, string>
    if (book[key] !== (type === 'case.settled' ? 'opened' : 'opening')) return -1
    book[key] = type.slice('case.'.length)
    const step = stepOf(data, before, { ...move.data, type, at: someInstant })
    return step === undefined ? wayOf(configuration, [], type) : settled(data, step, type)
  }

  function linkMoves(link: string, key: string): readonly Move[] {
    const data = { link, key, caseId: linkedCase }
    const refused: Move = { kind: 'link', type: 'case.refused', data: { ...data, code: 'input/schema' } }
    const opens: Move = { kind: 'link', type: 'case.opened', data }
    const settles = (answers[link] ?? []).map(
      (answer): Move => ({ kind: 'link', type: 'case.settled', data: { ...data, ...answer } }),
    )
    return [opens, refused, ...settles]
  }

  function commandsIn(configuration: number): readonly Move[] {
    const { machine, isActive } = configurations[configuration] as Configuration
    if (!isActive) return []
    return [...definition.commands.values()].flatMap(command => {
      if (command.builtIn || !definition.machine.handles(machine as never, command.name)) return []
      const tried = samples[command.name] ?? [{}]
      const parties = new Set(command.by.flatMap(role => [...(seenIn.get(role) ?? [])]))
      return [...parties].flatMap(by => {
        return tried.flatMap((sample): Move[] => {
          const read = prepareCommand(definition, command.name, sample, { salt: () => '0'.repeat(32), subject: by })
          if (!read.ok) return []
          const directory = command.lookups === undefined ? ([undefined] as const) : (['yes', 'no'] as const)
          return directory.map(answers => ({
            kind: 'command',
            type: command.name,
            by,
            sample,
            data: read.data.seen,
            answers,
          }))
        })
      })
    })
  }
}

interface Step {
  readonly taken: boolean
  readonly state: CaseState['machine']
  readonly entered: readonly string[]
  readonly effects: readonly { readonly type: string; readonly params: unknown }[]
}

/** Whether a deadline that is as far as this is not over; suspended, it goes on later. */
function isRunning(phases: readonly (Phase | undefined)[], rungs: readonly string[]): boolean {
  return phases.some(phase => phase !== undefined && phase < rungs.length)
}
