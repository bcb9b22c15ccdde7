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
  readonly roles: object
  readonly samples?: unknown
  readonly openings?: readonly unknown[]
  readonly deadlines: object
}

interface Command {
  readonly data?: { parse(value: unknown): unknown }
}

interface Role {
  readonly roll?: unknown
}

/** @param openedBy who opens a case, as its opening tells */
function shipped(type: CaseType, openedBy: (opening: never) => string): ShippedCase {
  const openings = (type.openings ?? []).map(opening => type.opening.parse(opening))
  const given = type.samples as Readonly<Record<string, readonly object[]>>
  // As an engine sends them: parsed, with what the schemas fill in.
  const samples = Object.entries(type.commands as Readonly<Record<string, Command>>).map(([command, { data }]) => {
    const parsed = (given[command] ?? [{}]).map(sample => data?.parse(sample) ?? {})
    return [command, parsed as readonly object[]] as const
  })
  const at = 1_777_777_777_000
  const names = new Set<string>()
  // Parties and items are what a case speaks of by name.
  JSON.stringify([openings, samples], (key, value: unknown) => {
    if (typeof value === 'string' && (value.includes(':') || key === 'item')) names.add(value)
    return value
  })
  const parties = [...names].filter(name => !name.startsWith('urn:'))
  const listed = Object.entries(type.roles as Readonly<Record<string, Role>>).filter(
    ([, role]) => role.roll !== undefined,
  )
  /** What the directory says of a party: its line, wherever a role is held by those on a roll. */
  const factsOf = (index: number) => {
    const line = { index, weights: { area: 100 } }
    if (listed.length === 0) return {}
    return { seats: Object.fromEntries(listed.map(([role]) => [role, line])), membership: { voter: line } }
  }
  const commands = samples.flatMap(([command, datas]) =>
    datas.flatMap(data =>
      parties.map((by, index) => ({ ...data, type: command, by, delegate: null, facts: factsOf(index), at })),
    ),
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
