import {
  type CaseDefinition,
  type CompiledCommand,
  type Directory,
  type Facts,
  type FileReference,
  type JsonObject,
  type MachineState,
  type PartyId,
  rollsOf,
  type Seat,
  type Seats,
} from '@convoke/core'

/** For whom and about what the directory is asked. `at` is epoch ms. */
export interface FactsQuery {
  readonly context: Readonly<Record<string, unknown>>
  readonly seen: JsonObject
  /** The party in whose name the command is sent. */
  readonly by: PartyId
  readonly at: number
}

/**
 * Asks the directory what a command declares to need to know, before it is decided. The answers go into the entry, so
 * that a replay asks nothing.
 */
export async function directoryFacts(
  directory: Directory,
  lookups: NonNullable<CompiledCommand['lookups']>,
  { context, seen, by, at }: FactsQuery,
): Promise<Facts> {
  const superiors = lookups.commonSuperior?.(context, seen, by)
  const authority = lookups.authority?.(context, seen, by)
  const lines = lookups.membership?.(context, seen, by)
  const [commonSuperior, hasAuthority, membership] = await Promise.all([
    superiors && each(superiors, parties => directory.commonSuperior({ parties, at })),
    authority &&
      each(authority, ({ over, kind }) => directory.hasAuthority({ superior: by, subordinate: over, kind, at })),
    lines && each(lines, async ({ roll, party }) => (await directory.membership?.({ roll, party, at })) ?? null),
  ])
  return {
    ...(commonSuperior === undefined ? {} : { commonSuperior }),
    ...(hasAuthority === undefined ? {} : { authority: hasAuthority }),
    ...(membership === undefined ? {} : { membership }),
  }
}

/**
 * Asks the directory on which rolls of a case a party is: roles may be listed there instead of in the case. Undefined,
 * and nobody is asked, where no roll is in use or the directory keeps none.
 */
export function directorySeats(
  directory: Directory,
  definition: CaseDefinition,
  machine: Pick<MachineState, 'context'>,
  party: PartyId | undefined,
  at: () => number,
): Promise<Seats | undefined> | undefined {
  if (party === undefined || directory.membership === undefined) return undefined
  const rolls = Object.entries(rollsOf(definition, machine))
  if (rolls.length === 0) return undefined
  return seatsOn(directory, rolls, party, at())
}

async function seatsOn(
  directory: Directory,
  rolls: readonly (readonly [role: string, roll: FileReference])[],
  party: PartyId,
  at: number,
): Promise<Seats | undefined> {
  const found = await Promise.all(
    rolls.map(async ([role, roll]) => {
      const line = (await directory.membership?.({ roll, party, at })) ?? null
      return line === null ? [] : [[role, { ...line, roll: roll.sha256 }] as const]
    }),
  )
  const seats: Readonly<Record<string, Seat>> = Object.fromEntries(found.flat())
  return Object.keys(seats).length === 0 ? undefined : seats
}

async function each<Question, Answer>(
  questions: Readonly<Record<string, Question>>,
  ask: (question: Question) => Promise<Answer>,
): Promise<Record<string, Answer>> {
  const answers = Object.entries(questions).map(async ([key, question]) => [key, await ask(question)] as const)
  return Object.fromEntries(await Promise.all(answers))
}
