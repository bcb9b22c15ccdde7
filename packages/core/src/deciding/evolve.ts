import type { CaseDefinition } from '../definition/case-definition.js'
import type { Facts } from '../definition/case-type.js'
import { ConvokeError } from '../errors/convoke-error.js'
import type { Disclosure, Entry } from '../journal/entry.js'
import type { JsonObject } from '../json/json.js'
import type { WorkingCalendar } from '../ports/working-calendar.js'
import { discloseData } from '../privacy/commit.js'
import { replayAdmin } from './admin.js'
import { type Applied, applyCommand, applyJoin, applyLink, applyRung, applyStart } from './apply.js'
import type { CaseState, Clock } from './decision.js'
import { checkpointOf, isCheckpoint } from './migrate.js'

/** What a replay needs beside the journal: the opened commitments, and the calendar edition each entry was decided under. */
export interface ReplayFacts {
  readonly disclosures: readonly Disclosure[]
  readonly calendarOf: (edition: string) => WorkingCalendar
}

/**
 * Replays one entry onto a case. Nothing is asked again: no permission, no directory, no parsing; what was accepted
 * counts. Undefined as state stands for "before the first entry", or before the migration that brought the case to this
 * version: that entry holds the whole state, so nothing before it is needed. Pure.
 *
 * @throws ConvokeError `history/diverged` when the machine has no transition for an entry it once accepted
 * @throws ConvokeError `history/undisclosed` when a field the machine reads was erased
 * @example
 * import { errand, errandOpened, everyDayCalendar, paperCase } from '@convoke/core/testing'
 * const { definition, journal } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * let state: CaseState | undefined
 * for (const { entry } of journal) state = evolve(definition, state, entry, { disclosures, calendarOf: everyDayCalendar })
 * state?.machine.value // => 'inviting'
 */
export function evolve(
  definition: CaseDefinition,
  state: CaseState | undefined,
  entry: Entry,
  facts: ReplayFacts,
): CaseState {
  const clock: Clock = { at: entry.at, calendar: facts.calendarOf(entry.calendarEdition) }
  const applied = replay(definition, state, entry, facts, clock)
  if (!applied.taken) {
    throw new ConvokeError(
      'history/diverged',
      `entry ${entry.seq} (${entry.type}) was accepted once and has no transition now; run the case on the version that accepted it`,
      {
        details: { caseId: entry.caseId, seq: entry.seq, type: entry.type },
      },
    )
  }
  return applied.state
}

function replay(
  definition: CaseDefinition,
  state: CaseState | undefined,
  entry: Entry,
  facts: ReplayFacts,
  clock: Clock,
): Applied {
  if (isCheckpoint(entry))
    return { state: checkpointOf(definition, entry, facts.disclosures), effects: [], taken: true }
  if (state === undefined) return replayStart(definition, entry, facts, clock)
  switch (entry.kind) {
    case 'command': {
      const schema = definition.commands.get(entry.type)?.schema
      if (schema === undefined) return { state, effects: [], taken: false }
      const { facts: answers, ...data } = entry.data
      const seen = discloseData(schema, data, disclosuresOf(facts, entry, ''))
      return applyCommand(
        definition,
        state,
        { type: entry.type, seen, by: entry.by, onBehalfOf: entry.onBehalfOf, facts: answers as Facts | undefined },
        clock,
      )
    }
    case 'clock': {
      const { key, n, rung } = entry.data as { key: string; n: number; rung?: string }
      const name = entry.type.slice('deadline.'.length, rung === undefined ? undefined : -rung.length - 1)
      return applyRung(definition, state, { name, key, n, rung: rung ?? 'due' }, clock)
    }
    case 'case':
      if (entry.type === 'case.joined') return replayJoin(definition, state, entry, facts, clock)
      return applyLink(definition, state, { type: entry.type as 'case.opened', seen: entry.data }, clock)
    case 'admin':
      return replayAdmin(definition, state, entry, disclosuresOf(facts, entry, '/patch'), clock)
  }
}

function replayStart(definition: CaseDefinition, entry: Entry, facts: ReplayFacts, clock: Clock): Applied {
  if (entry.type !== 'case.started')
    throw new ConvokeError('history/corrupt', `the first entry must be case.started, not ${entry.type}`, {
      details: { caseId: entry.caseId, seq: entry.seq },
    })
  const { opening, parameters, reference, parent } = entry.data as {
    opening: JsonObject
    parameters: JsonObject
    reference: string
    parent?: NonNullable<CaseState['parent']>
  }
  const seen = discloseData(definition.opening, opening, disclosuresOf(facts, entry, '/opening'))
  return applyStart(definition, { opening: seen, parameters, by: entry.by, reference, parent: parent ?? null }, clock)
}

function replayJoin(
  definition: CaseDefinition,
  state: CaseState,
  entry: Entry,
  facts: ReplayFacts,
  clock: Clock,
): Applied {
  const { caseId, link, key, opening } = entry.data as Record<'caseId' | 'link' | 'key', string> & {
    opening: JsonObject
  }
  const seen = discloseData(definition.opening, opening, disclosuresOf(facts, entry, '/opening'))
  const asker = { caseId, link, key, commandId: entry.commandId, answered: false }
  return applyJoin(definition, state, { asker, opening: seen }, clock)
}

function disclosuresOf({ disclosures }: ReplayFacts, entry: Entry, under: string): readonly Disclosure[] {
  return disclosures
    .filter(disclosure => disclosure.seq === entry.seq && disclosure.path.startsWith(`${under}/`))
    .map(disclosure => ({ ...disclosure, path: disclosure.path.slice(under.length) }))
}
