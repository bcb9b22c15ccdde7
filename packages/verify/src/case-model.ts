// A case type as something to explore: where it begins, what can be tried in a state, and what each thing leads to. The
// bookkeeping is that of `decide`, on data that is tracked, with time left out: any deadline may be reached at any moment.
import {
  type AnyCaseType,
  type CaseDefinition,
  type CaseState,
  canonicalJson,
  caseDefinition,
  definitionInPlace,
  type Facts,
  type Json,
  type JsonObject,
  markKey,
  organisationOf,
  outcomeOf,
  type PartyId,
  prepareCommand,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { type Cell, cellAt, plant, someInstant } from './cells.js'
import type { Evaluation } from './decision-tables.js'
import { firstState, type Opening } from './opening.js'
import { actingRungs, isBarred, keepDeadlines, type Phase } from './phases.js'

/** What can happen to a case, apart from the data it meets. */
export type Move =
  | {
      readonly kind: 'command'
      readonly type: string
      readonly by: PartyId
      readonly sample: JsonObject
      readonly data: JsonObject
      readonly answers: 'yes' | 'no' | undefined
    }
  | {
      readonly kind: 'clock'
      readonly type: string
      readonly name: string
      readonly key: string
      readonly rung: string
    }
  | { readonly kind: 'link'; readonly type: string; readonly data: JsonObject }

/** A place of the machine: its active states, history and whether it has ended. */
export interface Configuration {
  readonly machine: CaseState['machine']
  readonly nodes: readonly string[]
  readonly outcome: string | null
  readonly isActive: boolean
}

/** Answers of a linked case that are tried, by link. */
export type LinkAnswers = Readonly<Record<string, readonly { readonly outcome: string; readonly result: JsonObject }[]>>

/** A case type made ready to be explored. */
export interface CaseModel {
  readonly definition: CaseDefinition
  readonly root: Cell
  /** The first state of the machine. */
  readonly first: number
  readonly configurations: readonly Configuration[]
  /** Who holds which roles in a state, as a number into `rosters`. */
  readonly rosterOf: Evaluation<number>
  readonly rosters: readonly ReadonlyMap<PartyId, readonly string[]>[]
  /** The commands that the parties of a roster may try in a configuration, one for each sample. */
  commandsIn(configuration: number, roster: number): readonly Move[]
  /** The rungs of a deadline that the machine hears of, in the order in which they fire. */
  rungsOf(name: string): readonly string[]
  /** What may happen to a link in this status. */
  linkMoves(link: string, key: string, status: string): readonly Move[]
  /** What a move leads to from a configuration: the next one, or −1 where it is refused. */
  evaluation(configuration: number, move: Move): Evaluation<number>
}

type Part = Record<string, Json | undefined>
interface Data {
  readonly context: Record<string, unknown>
  readonly deadlines: Record<string, Record<string, Phase | undefined>>
  readonly spans: Record<string, boolean>
  readonly marks: Record<string, Record<string, boolean>>
  readonly links: Record<string, Record<string, string>>
}

/** The linked case of a story; there is none to name. */
const linkedCase = 'linked'

/** The model of a case type, from one opening. */
export function caseModel(caseType: AnyCaseType, opened: Opening, answers: LinkAnswers): CaseModel {
  const definition = definitionInPlace(caseType, type => type === 'case.open')
  const root = cellAt(undefined, '')
  const configurations: Configuration[] = []
  const known = new Map<string, number>()
  const heard = new Set((caseType.machine as { readonly events: readonly string[] }).events)

  const numberOfConfiguration = (machine: CaseState['machine']): number => {
    const { status, value, historyValue } = machine.toJSON() as Record<string, unknown>
    const name = canonicalJson({ status, value, historyValue } as Json)
    const at = known.get(name)
    if (at !== undefined) return at
    configurations.push({
      machine,
      nodes: machine.nodes,
      outcome: outcomeOf(definition, machine),
      isActive: machine.status === 'active',
    })
    known.set(name, configurations.length - 1)
    return configurations.length - 1
  }

  const state = firstState(caseDefinition(caseType), opened, { at: 0, calendar: everyDayCalendar() })
  const rungs = new Map(definition.deadlines.map(declared => [declared.name, actingRungs(declared, heard)]))
  const first = numberOfConfiguration(definition.machine.restore(state.machine.toJSON()) as CaseState['machine'])
  plant(root, firstData(definition, state) as unknown as Json)

  const rosters: ReadonlyMap<PartyId, readonly string[]>[] = []
  const rosterNumbers = new Map<string, number>()

  const settled = (data: Data, before: Configuration, step: Step, type: string): number => {
    const next = numberOfConfiguration(step.state)
    for (const effect of step.effects) {
      const { link, key } = effect.params as { readonly link: string; readonly key: string }
      const book = data.links[link]
      // Looked at, since what may happen next depends on it.
      if (book !== undefined && book[key] !== 'opening') book[key] = 'opening'
    }
    const isStill = step.state === before.machine && step.entered.length === 0 && !definition.spans.has(type)
    if (!isStill)
      keepDeadlines(definition, data, {
        nodes: (configurations[next] as Configuration).nodes,
        entered: step.entered,
        type,
        isSettled: (configurations[next] as Configuration).outcome !== null,
      })
    return next
  }

  const stepOf = (data: Data, { machine, isActive }: Configuration, event: object): Step | undefined => {
    if (!isActive) return undefined
    const here = definition.machine.inContext(machine as never, data.context as never)
    const step = definition.machine.next(here, event as never)
    return step.taken ? (step as unknown as Step) : undefined
  }

  const model: CaseModel = {
    definition,
    root,
    first,
    configurations,
    rosters,
    rosterOf(root) {
      const roster = rosterIn(definition, (root as unknown as Data).context)
      const name = JSON.stringify([...roster])
      const at = rosterNumbers.get(name)
      if (at !== undefined) return at
      rosters.push(roster)
      rosterNumbers.set(name, rosters.length - 1)
      return rosters.length - 1
    },
    commandsIn,
    rungsOf: name => rungs.get(name) ?? [],
    linkMoves,
    evaluation(configuration, move) {
      const before = configurations[configuration] as Configuration
      return root => {
        const data = root as unknown as Data
        if (move.kind === 'command') return commandStep(data, before, move)
        if (move.kind === 'clock') return clockStep(data, before, configuration, move)
        return linkStep(data, before, configuration, move)
      }
    },
  }
  return model

  function commandStep(data: Data, before: Configuration, move: Move & { kind: 'command' }): number {
    const { type, by } = move
    if (isSeparated(definition, data, move) || isBarred(definition, data, model.rungsOf, move)) return -1
    const facts = factsFor(definition, data.context, move)
    const event = { ...move.data, type, by, delegate: null, facts: facts ?? {}, at: someInstant }
    const step = stepOf(data, before, event)
    if (step === undefined) return -1
    for (const { did, item } of definition.caseType.separation ?? []) {
      if (did !== type) continue
      const key = markKey(did, item, move.data)
      data.marks[key] ??= {}
      ;(data.marks[key] as Record<string, boolean>)[by] = true
    }
    return settled(data, before, step, type)
  }

  function clockStep(data: Data, before: Configuration, configuration: number, move: Move & { kind: 'clock' }): number {
    const { type, name, key } = move
    const running = data.deadlines[name] as Record<string, Phase>
    running[key] = (running[key] as Phase) + 1
    const step = stepOf(data, before, { type, key, n: 1, at: someInstant })
    if (step !== undefined) return settled(data, before, step, type)
    if (definition.spans.has(type)) return settled(data, before, stillAt(before), type)
    return configuration
  }

  function linkStep(data: Data, before: Configuration, configuration: number, move: Move & { kind: 'link' }): number {
    const { type } = move
    const { link, key } = move.data as { readonly link: string; readonly key: string }
    const book = data.links[link] as Record<string, string>
    if (book[key] !== 'settled') book[key] = type.slice('case.'.length)
    const step = stepOf(data, before, { ...move.data, type, at: someInstant })
    return step === undefined ? configuration : settled(data, before, step, type)
  }

  function linkMoves(link: string, key: string, status: string): readonly Move[] {
    const data = { link, key, caseId: linkedCase }
    const refused: Move = { kind: 'link', type: 'case.refused', data: { ...data, code: 'input/schema' } }
    const opens: Move = { kind: 'link', type: 'case.opened', data }
    const settles = (answers[link] ?? []).map(
      (answer): Move => ({ kind: 'link', type: 'case.settled', data: { ...data, ...answer } }),
    )
    if (status === 'opening') return [opens, refused]
    return status === 'opened' ? settles : []
  }

  function commandsIn(configuration: number, roster: number): readonly Move[] {
    const { machine, isActive } = configurations[configuration] as Configuration
    if (!isActive) return []
    const samples = caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
    return [...definition.commands.values()].flatMap(command => {
      if (command.builtIn || !definition.machine.handles(machine as never, command.name)) return []
      const tried = samples[command.name] ?? [{}]
      return [...(rosters[roster] as ReadonlyMap<PartyId, readonly string[]>)].flatMap(([by, roles]) => {
        if (!command.by.some(role => roles.includes(role))) return []
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
  readonly state: CaseState['machine']
  readonly entered: readonly string[]
  readonly effects: readonly { readonly type: string; readonly params: unknown }[]
}

function stillAt({ machine }: Configuration): Step {
  return { state: machine, entered: [], effects: [] }
}

/** What a directory may answer to a command: yes to everything, or no. Undefined where it is not asked. */
export function factsFor(
  definition: CaseDefinition,
  context: Readonly<Record<string, unknown>>,
  { type, by, data, answers }: Pick<Move & { kind: 'command' }, 'type' | 'by' | 'data' | 'answers'>,
): Facts | undefined {
  const lookups = definition.commands.get(type)?.lookups
  if (lookups === undefined || answers === undefined) return undefined
  const each = <Answer>(questions: object | undefined, yes: Answer, no: Answer) =>
    questions && Object.fromEntries(Object.keys(questions).map(key => [key, answers === 'yes' ? yes : no]))
  const commonSuperior = each(lookups.commonSuperior?.(context, data, by), 'superior:1', null)
  const authority = each(lookups.authority?.(context, data, by), true, false)
  const membership = each(lookups.membership?.(context, data, by), { index: 0, weights: { area: 100 } }, null)
  return {
    ...(commonSuperior && { commonSuperior }),
    ...(authority && { authority }),
    ...(membership && { membership }),
  }
}

function isSeparated(definition: CaseDefinition, data: Data, move: Move & { kind: 'command' }): boolean {
  return (definition.caseType.separation ?? []).some(({ did, mayNot, item }) => {
    if (mayNot !== move.type) return false
    const doers = Object.keys(data.marks[markKey(did, item, move.data)] ?? {})
    return doers.some(party => organisationOf(party) === organisationOf(move.by))
  })
}

function rosterIn(definition: CaseDefinition, context: Record<string, unknown>): Map<PartyId, readonly string[]> {
  const roster = new Map<PartyId, string[]>()
  const add = (party: PartyId, role: string) => {
    const roles = roster.get(party)
    if (roles === undefined) roster.set(party, [role])
    else if (!roles.includes(role)) roles.push(role)
  }
  for (const { name, who } of definition.roles) {
    const parties = who(context)
    if (parties === null) continue
    for (const party of typeof parties === 'string' ? [parties] : parties) add(party, name)
  }
  return roster
}

function firstData(definition: CaseDefinition, state: CaseState): object {
  const deadlines: Record<string, Record<string, Phase>> = {}
  for (const { name } of definition.deadlines) deadlines[name] = {}
  for (const { name, key, left } of state.deadlines)
    (deadlines[name] as Record<string, Phase>)[key] = left === null ? 0 : -1
  const spans = Object.fromEntries(
    definition.deadlines
      .filter(({ from, each }) => from !== undefined && each !== undefined)
      .map(({ name }) => [name, state.counters[`span:${name}`] === 1]),
  )
  const links: Record<string, Part> = {}
  for (const name of Object.keys(definition.caseType.links ?? {})) links[name] = {}
  for (const { link, key, status } of state.links) (links[link] as Part)[key] = status
  return { context: state.machine.context, deadlines, spans, marks: {}, links }
}
