// A case as a store has it, read for a run that begins with it.
import {
  type AnyCaseType,
  type CaseFile,
  type CaseState,
  ConvokeError,
  caseDefinition,
  evolve,
  isCheckpoint,
  type JsonObject,
  snapshotOf,
  type WorkingCalendar,
} from '@convoke/core'
import { openDuties, sentKey } from '../run/duties.js'
import type { OpenCase } from '../scenario/additions/start.js'

/** By what the journal of a case is read. */
export interface OpenCaseOptions {
  /** Among them that of the case, in its version. */
  readonly caseTypes: readonly AnyCaseType[]
  /** The calendar of an edition, as entries name it. */
  readonly calendarOf: (edition: string) => WorkingCalendar
}

interface Standing {
  since: number
  n: number
  sent: string[]
  node: string
}

/**
 * A case of a store as a scenario begins with it, under `start.cases`: where it stands, and since when each of its parties
 * has had what it has to do. Undefined where it is settled. Pure.
 *
 * Whoever has done something and has to do it still begins anew with that. Personal values stay out: a state holds handles.
 *
 * @param file as an engine exports it for the host: a party's own lacks values that the rules read
 * @throws ConvokeError `history/unknown-version` where no case type in this version is given; `history/…` as `evolve` does
 * @example
 * import { errand, errandOpened, everyDayCalendar, paperCase } from '@convoke/core/testing'
 * import { exportCase } from '@convoke/core'
 * const { journal, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const entries = journal.map(sealed => sealed.stored)
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * const file = exportCase({ entries, disclosures, as: 'host', exportedAt: clock.at })
 * const open = openCaseOf(file, { caseTypes: [errand], calendarOf: everyDayCalendar })
 * Object.keys(open?.duties ?? {}) // => ['dept:police invitee reply', 'dept:urban invitee reply']
 */
export function openCaseOf(file: CaseFile, { caseTypes, calendarOf }: OpenCaseOptions): OpenCase | undefined {
  const { caseId, reference, entries, disclosures } = file
  const newest = entries.at(-1)
  if (newest === undefined) throw new ConvokeError('history/corrupt', 'a case without entries cannot be read')
  const { caseType: type, version } = newest
  const caseType = caseTypes.find(one => one.name === type && one.version === version)
  if (caseType === undefined) {
    throw new ConvokeError(
      'history/unknown-version',
      `no case type "${type}" in version ${version} is given; register it`,
      {
        details: { caseId, caseType: type, version },
      },
    )
  }
  const definition = caseDefinition(caseType)
  const duties = new Map<string, Standing>()
  let state: CaseState | undefined
  for (const entry of entries.slice(Math.max(0, entries.findLastIndex(isCheckpoint)))) {
    state = evolve(definition, state, entry, { disclosures, calendarOf })
    const there = openDuties({ type: { name: type, definition, parameters: {} }, state })
    for (const { label, duty, party, node } of there) {
      const known = duties.get(label)
      const isDone = entry.kind === 'command' && entry.by === party && duty.commands.includes(entry.type)
      if (known === undefined) duties.set(label, { since: entry.at, n: 1, sent: [], node })
      else if (known.since < 0 || isDone) {
        if (known.since < 0) known.sent = []
        known.n++
        known.since = entry.at
      }
      if (isDone && known !== undefined) known.sent.push(sentKey(entry.type, ownData(entry.data)))
      // In another state the same may be sent once more.
      if (known !== undefined && known.node !== node) {
        known.node = node
        known.sent = []
      }
    }
    // What has fallen away keeps its count: it may arise again.
    for (const [label, known] of duties) if (!there.some(one => one.label === label)) known.since = -1
  }
  if (state === undefined || state.outcome !== null) return undefined
  const { seq, at, hash } = newest
  return {
    ...{ caseId, reference, type, version },
    snapshot: JSON.parse(JSON.stringify(snapshotOf(state, { seq, at, hash }))) as OpenCase['snapshot'],
    duties: Object.fromEntries(
      [...duties].flatMap(([label, { since, n, sent }]) => (since < 0 ? [] : [[label, { since, n, sent }]])),
    ),
  }
}

/** The data of a command without the answers that were found for it. */
function ownData({ facts: _, ...data }: JsonObject): JsonObject {
  return data
}
