// The oracle: the same states found without any table, by the real `decide` on whole cases. Slow, and small.
import {
  type AnyCaseType,
  advance,
  type CaseDefinition,
  type CaseState,
  caseDefinition,
  decide,
  type JsonObject,
  prepareCommand,
  rosterOf,
  type WorkingCalendar,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { firstState, type Opening } from '../src/model/opening.js'

/** What was found: one name for each state, and one for each edge. */
export interface Naive {
  readonly states: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
}

const at = 1_000
const calendar = everyDayCalendar()

/**
 * Every state of a case type without links, suspensions and rungs that act before they are due, in which any armed
 * deadline may be reached at any moment. `project` names what of a state is looked at.
 */
export function naively(caseType: AnyCaseType, opening: Opening, project: (state: CaseState) => string): Naive {
  const definition = caseDefinition(caseType)
  const first = firstState(definition, opening, { at, calendar })
  const states = new Map([[project(first), first]])
  const edges = new Set<string>()
  const waiting = [first]
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    const from = project(state)
    for (const after of [...commanded(definition, { ...state, lastAt: at }), ...clocks(state)]) {
      const to = project(after)
      if (to !== from) edges.add(`${from} -> ${to}`)
      if (states.has(to)) continue
      states.set(to, after)
      waiting.push(after)
    }
  }
  return { states: new Set(states.keys()), edges }

  /** Each deadline as if it alone were due now. */
  function* clocks(state: CaseState): Generator<CaseState> {
    for (const { name, key, rungs } of state.deadlines) {
      if (rungs.every(({ rung, fired }) => rung !== 'due' || fired)) continue
      const deadlines = state.deadlines.map(one =>
        one.name !== name || one.key !== key
          ? one
          : { ...one, startedAt: 0, rungs: one.rungs.map(rung => (rung.rung === 'due' ? { ...rung, at } : rung)) },
      )
      const { drafts, state: after } = advance(definition, { ...state, deadlines, lastAt: at }, { at, calendar })
      if (drafts.length !== 1) throw new Error(`one rung was to fire, not ${drafts.map(({ type }) => type).join()}`)
      yield after
    }
  }
}

/** What each command that somebody may try makes of a case, sample by sample, by the real rules. */
export function* commanded(
  definition: CaseDefinition,
  state: CaseState,
  on: WorkingCalendar = calendar,
): Generator<CaseState> {
  const samples = definition.caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  const clock = { at: state.lastAt, calendar: on }
  for (const [by, roles] of rosterOf(definition, state.machine)) {
    for (const command of definition.commands.values()) {
      if (command.builtIn || !command.by.some(role => roles.includes(role))) continue
      for (const sample of samples[command.name] ?? [{}]) {
        const read = prepareCommand(definition, command.name, sample, { salt: () => '0'.repeat(32), subject: by })
        if (!read.ok) continue
        const decision = decide(definition, state, { type: command.name, data: read.data, by, commandId: 'x' }, clock)
        if (decision.refusal === undefined) yield decision.state
      }
    }
  }
}
