import type { State } from '@convoke/kernel'
import { activePaths, type CaseDefinition } from '../definition/case-definition.js'
import type { JsonObject } from '../json/json.js'
import type { CaseIndex, Head } from '../ports/case-store.js'
import { unmarkedText } from '../privacy/redact.js'
import type { CaseSnapshot } from './case-state.js'
import { earliestDue, nextRungAt } from './deadlines.js'
import type { CaseState, MachineState } from './decision.js'
import { membersOf } from './roster.js'

/**
 * The JSON form of a case at a head, for a store's cache.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { state, clock } = paperCase(errand, errandOpened)
 * snapshotOf(state, { seq: 1, at: clock.at, hash: noHash }).machine.value // => 'drafting'
 */
export function snapshotOf(state: CaseState, head: Head): CaseSnapshot {
  const {
    deadlines,
    counters,
    marks,
    recusals,
    links,
    openedAt,
    settledAt,
    outcome,
    reference,
    lastAt,
    parent,
    askers,
  } = state
  const machine = state.machine.toJSON() as JsonObject
  // Member by member: a spread would cost more than all the rest, and every append passes here.
  const own = {
    machine,
    deadlines,
    counters,
    marks,
    recusals,
    links,
    openedAt,
    settledAt,
    outcome,
    reference,
    lastAt,
    parent,
    head,
  }
  return askers === undefined ? own : { ...own, askers }
}

/**
 * The inverse of {@link snapshotOf}.
 *
 * @throws ConvokeError `kernel/…` when the snapshot names states the machine does not have
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state, clock } = paperCase(errand, errandOpened)
 * const text = JSON.stringify(snapshotOf(state, { seq: 1, at: clock.at, hash: noHash }))
 * restoreState(definition, JSON.parse(text)).machine.value // => 'drafting'
 */
export function restoreState(definition: CaseDefinition, snapshot: CaseSnapshot): CaseState {
  const { head: _, machine, ...rest } = snapshot
  return { ...rest, machine: definition.machine.restore(machine as never) as State as MachineState }
}

/**
 * What a store may filter and page by; holds no marked value.
 *
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { definition, state } = paperCase(errand, errandOpened)
 * indexOf(definition, state) // => { caseType: 'errand', states: ['drafting'], settledAt: null, nextRungAt: null, … }
 */
export function indexOf(definition: CaseDefinition, state: CaseState): CaseIndex {
  const within = (name: string) =>
    (definition.deadlines.find(declared => declared.name === name)?.kind ?? 'within') === 'within'
  return {
    caseType: definition.name,
    version: definition.version,
    reference: state.reference,
    states: activePaths(definition, state.machine),
    parties: membersOf(definition, state.machine),
    openedAt: state.openedAt,
    settledAt: state.settledAt,
    outcome: state.outcome,
    nextRungAt: nextRungAt(state),
    // One that fired is earlier than all that have not, so that it need not be looked for first.
    overdueSince: earliestDue(state, within),
    text: textOf(definition, state),
  }
}

function textOf(definition: CaseDefinition, state: CaseState): string {
  const own = unmarkedText(definition.context, state.machine.context)
  return `${state.reference} ${own}`
}
