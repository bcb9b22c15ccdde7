// The case types that are shipped, as machines with an input and events to send.
import type { AnyStateMachine } from 'xstate'

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

/** How each case is loaded. A new case type is one entry here; the comparisons with XState and the benchmarks then run it, too. */
const load = {
  'convening-request': async () => {
    const { conveningRequest } = await import('../../case-types/src/convening-request/index.js')
    return shipped(conveningRequest as never, (opening: { conveners: [string] }) => opening.conveners[0])
  },
  'area-meeting': async () => {
    const { areaMeeting } = await import('../../case-types/src/area-meeting/index.js')
    return shipped(areaMeeting as never, (opening: { chair: string }) => opening.chair)
  },
  complaint: async () => {
    const { complaint } = await import('../../case-types/src/complaint/index.js')
    return shipped(complaint as never, (opening: { intake: string }) => opening.intake)
  },
  'four-party': async () => {
    const { fourParty } = await import('../../case-types/src/four-party/index.js')
    return shipped(fourParty as never, (opening: { raisedBy: string }) => opening.raisedBy)
  },
  'owners-committee-election': async () => {
    const { ownersCommitteeElection } = await import('../../case-types/src/owners-committee-election/index.js')
    return shipped(ownersCommitteeElection as never, (opening: { town: string }) => opening.town)
  },
} as const

type ShippedName = keyof typeof load

/** The names of the shipped case types. */
export const shippedNames = Object.keys(load) as readonly ShippedName[]

/** A shipped case by its name; loads that case type alone, so that a process that measures one is not made of all. */
export function shippedCase(name: ShippedName): Promise<ShippedCase> {
  return load[name]()
}
