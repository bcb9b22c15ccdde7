// The oracle: the same states found without any table, by the real `decide` on whole cases. Slow, and small.
import {
  type AnyCaseType,
  advance,
  type CaseDefinition,
  type CaseState,
  caseDefinition,
  decide,
  type JsonObject,
  type PartyId,
  prepareCommand,
  type RungState,
  rosterOf,
  rungType,
  type WorkingCalendar,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { firstState, type Opening } from '../src/model/opening.js'

/** What was found: one name for each state, and one for each edge. */
export interface Naive {
  readonly states: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  /** Of each command that led to another state: from where and where to, which, in whose name and by whom. */
  readonly acts: ReadonlySet<string>
}

/** What is tried beside what parties do for themselves: any command through its delegates, and one recusal. */
export interface NaiveActing {
  /** Who is tried as a delegate for a command, whoever gives it. */
  readonly delegates?: ((command: string) => readonly PartyId[]) | undefined
  readonly recusal?: boolean | undefined
}

const at = 1_000
const calendar = everyDayCalendar()

/**
 * Every state of a case type without links, in which any armed deadline may be reached at any moment, the rungs of each in
 * the order of their dates. `project` names what of a state is looked at.
 */
export function naively(
  caseType: AnyCaseType,
  opening: Opening,
  project: (state: CaseState) => string,
  acting: NaiveActing = {},
): Naive {
  const definition = caseDefinition(caseType)
  const heard = new Set((caseType.machine as { readonly events: readonly string[] }).events)
  const first = firstState(definition, opening, { at, calendar })
  const states = new Map([[project(first), first]])
  const edges = new Set<string>()
  const acts = new Set<string>()
  const waiting = [first]
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    const from = project(state)
    const given = [...acted(definition, { ...state, lastAt: at }, calendar, acting)]
    for (const { after, act } of [...given, ...[...clocks(state)].map(one => ({ after: one, act: undefined }))]) {
      const to = project(after)
      if (to !== from) edges.add(`${from} -> ${to}`)
      if (to !== from && act !== undefined) acts.add(`${from} -> ${to} ${act}`)
      if (states.has(to)) continue
      states.set(to, after)
      waiting.push(after)
    }
  }
  return { states: new Set(states.keys()), edges, acts }

  /** Each deadline as if it alone were due now. */
  function* clocks(state: CaseState): Generator<CaseState> {
    for (const { name, key, rungs, left } of state.deadlines) {
      // What stands still is not reached.
      if (left !== null) continue
      const inOrder = rungs.filter(({ fired }) => !fired).sort((one, other) => one.at - other.at)
      // What the machine does not hear of comes and goes unseen.
      const next = inOrder.find(({ rung }) => rung === 'due' || heard.has(rungType({ name, rung })))
      if (next === undefined) continue
      const unseen = inOrder.slice(0, inOrder.indexOf(next))
      const deadlines = state.deadlines.map(one =>
        one.name !== name || one.key !== key
          ? one
          : { ...one, startedAt: 0, rungs: one.rungs.map(rung => fired(rung, next, unseen)) },
      )
      const { drafts, state: after } = advance(definition, { ...state, deadlines, lastAt: at }, { at, calendar })
      if (drafts.length !== 1) throw new Error(`one rung was to fire, not ${drafts.map(({ type }) => type).join()}`)
      yield after
    }
  }
}

function fired(rung: RungState, next: RungState, unseen: readonly RungState[]): RungState {
  if (rung === next) return { ...rung, at }
  return unseen.includes(rung) ? { ...rung, fired: true } : rung
}

/** What each command that somebody may try makes of a case, sample by sample, by the real rules. */
export function* commanded(definition: CaseDefinition, state: CaseState, on?: WorkingCalendar): Generator<CaseState> {
  for (const { after } of acted(definition, state, on)) yield after
}

/** The same, with which command it was, in whose name and by whom. */
function* acted(
  definition: CaseDefinition,
  state: CaseState,
  on: WorkingCalendar = calendar,
  { delegates = () => [], recusal = false }: NaiveActing = {},
): Generator<{ readonly after: CaseState; readonly act: string }> {
  const samples = definition.caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  const clock = { at: state.lastAt, calendar: on }
  for (const [by, roles] of rosterOf(definition, state.machine)) {
    for (const command of definition.commands.values()) {
      if (command.builtIn || !command.by.some(role => roles.includes(role))) continue
      for (const sample of samples[command.name] ?? [{}]) {
        const read = prepareCommand(definition, command.name, sample, { salt: () => '0'.repeat(32), subject: by })
        if (!read.ok) continue
        const request = { type: command.name, data: read.data, commandId: 'x' }
        const decision = decide(definition, state, { ...request, by }, clock)
        if (decision.refusal === undefined) yield { after: decision.state, act: `${command.name} ${by}` }
        for (const delegate of delegates(command.name)) {
          const delegations = [{ id: 'd', principal: by, delegate, from: 0, to: null }]
          const through = decide(definition, state, { ...request, by: delegate, onBehalfOf: by, delegations }, clock)
          if (delegate !== by && through.refusal === undefined)
            yield { after: through.state, act: `${command.name} ${by} ${delegate}` }
        }
      }
    }
    if (!recusal || state.recusals.length > 0 || state.machine.status !== 'active') continue
    const ground = { ground: 'a conflict of interest' }
    const data = { seen: ground, committed: ground, disclosures: [] }
    const stepped = decide(definition, state, { type: 'case.recuse', data, by, commandId: 'x' }, clock)
    yield { after: stepped.state, act: `case.recuse ${by}` }
  }
}
