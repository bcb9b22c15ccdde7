// The case types that are shipped, as machines with an input and events to send.
import type { AnyStateMachine } from 'xstate'
import { areaMeeting } from '../../case-types/src/area-meeting/index.js'
import { complaint } from '../../case-types/src/complaint/index.js'
import { conveningRequest } from '../../case-types/src/convening-request/index.js'
import { fourParty } from '../../case-types/src/four-party/index.js'
import { ownersCommitteeElection } from '../../case-types/src/owners-committee-election/index.js'

/** Something to send to a machine. */
export interface SentEvent {
  readonly type: string
  readonly [field: string]: unknown
}

export interface ShippedCase {
  readonly name: string
  readonly machine: AnyStateMachine
  /** What `initial` takes, one for each sample opening. */
  readonly inputs: readonly object[]
  /** Every command with each of its samples, by every party, and every deadline for every key. */
  readonly events: readonly SentEvent[]
}

interface CaseType {
  readonly name: string
  readonly machine: unknown
  readonly opening: { parse(value: unknown): unknown }
  readonly parameters: { parse(value: unknown): unknown }
  readonly commands: object
  readonly samples?: unknown
  readonly openings?: readonly unknown[]
  readonly deadlines: object
}

/** @param openedBy who opens a case, as its opening tells */
function shipped(type: CaseType, openedBy: (opening: never) => string): ShippedCase {
  const openings = (type.openings ?? []).map(opening => type.opening.parse(opening))
  const given = type.samples as Readonly<Record<string, readonly object[]>>
  const samples = Object.keys(type.commands).map(command => [command, given[command] ?? [{}]] as const)
  const at = 1_777_777_777_000
  const names = new Set<string>()
  // Parties and items are what a case speaks of by name.
  JSON.stringify([openings, samples], (key, value: unknown) => {
    if (typeof value === 'string' && (value.includes(':') || key === 'item')) names.add(value)
    return value
  })
  const parties = [...names].filter(name => !name.startsWith('urn:'))
  const commands = samples.flatMap(([command, datas]) =>
    datas.flatMap(data => parties.map(by => ({ ...data, type: command, by, delegate: null, facts: {}, at }))),
  )
  const deadlines = Object.keys(type.deadlines).flatMap(name =>
    ['', ...parties].map(key => ({ type: `deadline.${name}`, key, n: 1, at })),
  )
  return {
    name: type.name,
    machine: type.machine as AnyStateMachine,
    inputs: openings.map(opening => ({
      opening,
      parameters: type.parameters.parse({}),
      by: openedBy(opening as never),
      at,
    })),
    events: [...commands, ...deadlines],
  }
}

/** A new case type is one line here; the comparisons with XState and the benchmarks then run it, too. */
export const shippedCases: readonly ShippedCase[] = [
  shipped(conveningRequest as unknown as CaseType, (opening: { conveners: [string] }) => opening.conveners[0]),
  shipped(areaMeeting as unknown as CaseType, (opening: { chair: string }) => opening.chair),
  shipped(complaint as unknown as CaseType, (opening: { intake: string }) => opening.intake),
  shipped(fourParty as unknown as CaseType, (opening: { raisedBy: string }) => opening.raisedBy),
  shipped(ownersCommitteeElection as unknown as CaseType, (opening: { town: string }) => opening.town),
]
