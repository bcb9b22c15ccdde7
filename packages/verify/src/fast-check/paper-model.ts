// The model of model-based runs: the case as the pure rules have it, moved along with the real thing.
import {
  advance,
  type CaseDefinition,
  type CaseState,
  type CompiledCommand,
  type Decision,
  type Delegation,
  type Directory,
  type Draft,
  decide,
  type Facts,
  isStranger,
  type JsonObject,
  type PartyId,
  prepareCommand,
  type Refusal,
  rollsOf,
  type Seats,
} from '@convoke/core'
import type { CaseWalk, ManualClock, Opened } from '@convoke/core/testing'

/** A command as it is sent, to the model and to the real thing alike. */
export interface SentCommand {
  readonly type: string
  readonly by: PartyId
  readonly onBehalfOf?: PartyId | undefined
  readonly data: JsonObject
  readonly commandId: string
}

/** The case as the rules have it. */
export interface PaperModel {
  readonly walk: CaseWalk
  readonly now: ManualClock
  readonly directory: Directory
  readonly opened: Opened
  state: CaseState
  /** Everything that should be on record, from `case.started` on. */
  readonly drafts: Draft[]
  /** How many commands were sent; gives them their ids. */
  sent: number
  /** The last command that was accepted. */
  accepted: SentCommand | undefined
}

/** What the rules make of a command now. The model stays as it is. */
export async function decided(model: PaperModel, command: SentCommand): Promise<Decision> {
  const { walk, directory, now } = model
  const { definition, calendar } = walk
  const { type, by, onBehalfOf, data, commandId } = command
  const principal = onBehalfOf ?? by
  const clock = { at: Math.max(now(), model.state.lastAt), calendar }
  const fired = advance(definition, model.state, clock)
  const delegations: readonly Delegation[] | undefined =
    onBehalfOf === undefined
      ? undefined
      : await directory.delegations({ principal: onBehalfOf, delegate: by, at: clock.at })
  const seats = await seatsOf(directory, definition, fired.state, principal, clock.at)
  const refuse = (refusal: Omit<Refusal, 'allowed'>): Decision => ({ ...fired, refusal: { ...refusal, allowed: [] } })
  if (isStranger(definition, fired.state, { by, onBehalfOf, delegations, seats }))
    return refuse({ code: 'missing/case', details: {} })
  const read = prepareCommand(definition, type, data, { salt: saltsOf(model), subject: principal })
  if (!read.ok) return refuse(read.denial as Omit<Refusal, 'allowed'>)
  const lookups = definition.commands.get(type)?.lookups
  const answers = lookups && (await answered(directory, lookups, fired.state, read.data.seen, principal, clock.at))
  const facts = seats === undefined ? answers : { ...answers, seats }
  return decide(
    definition,
    model.state,
    { type, data: read.data, by, onBehalfOf, delegations, facts, commandId },
    clock,
  )
}

/** Puts drafts on the model's record. */
export function record(model: PaperModel, drafts: readonly Draft[]): void {
  model.drafts.push(...drafts)
  model.state = drafts.at(-1)?.after ?? model.state
}

function saltsOf({ drafts }: PaperModel): () => string {
  let salts = 0
  return () => `${drafts.length}0${salts++}`.padStart(32, '0')
}

async function seatsOf(
  { membership }: Directory,
  definition: CaseDefinition,
  { machine }: CaseState,
  party: PartyId,
  at: number,
): Promise<Seats | undefined> {
  const rolls = membership === undefined ? [] : Object.entries(rollsOf(definition, machine))
  const lines = await Promise.all(
    rolls.map(async ([role, roll]) => [role, roll, (await membership?.({ roll, party, at })) ?? null] as const),
  )
  const held = lines.flatMap(([role, roll, line]) =>
    line === null ? [] : [[role, { ...line, roll: roll.sha256 }] as const],
  )
  return held.length === 0 ? undefined : Object.fromEntries(held)
}

async function answered(
  directory: Directory,
  lookups: NonNullable<CompiledCommand['lookups']>,
  { machine: { context } }: CaseState,
  seen: JsonObject,
  by: PartyId,
  at: number,
): Promise<Facts> {
  const superiors = lookups.commonSuperior?.(context, seen, by)
  const authority = lookups.authority?.(context, seen, by)
  const lines = lookups.membership?.(context, seen, by)
  return {
    ...(superiors && { commonSuperior: await each(superiors, parties => directory.commonSuperior({ parties, at })) }),
    ...(authority && {
      authority: await each(authority, ({ over, kind }) =>
        directory.hasAuthority({ superior: by, subordinate: over, kind, at }),
      ),
    }),
    ...(lines && {
      membership: await each(
        lines,
        async ({ roll, party }) => (await directory.membership?.({ roll, party, at })) ?? null,
      ),
    }),
  }
}

async function each<Question, Answer>(
  questions: Readonly<Record<string, Question>>,
  ask: (question: Question) => Promise<Answer>,
): Promise<Record<string, Answer>> {
  const answers = Object.entries(questions).map(async ([key, question]) => [key, await ask(question)] as const)
  return Object.fromEntries(await Promise.all(answers))
}
