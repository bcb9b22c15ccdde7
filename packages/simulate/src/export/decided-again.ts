// What parties of a simulated case did, decided once more by the rules an engine decides by, and sealed as a case file.
import {
  type AnyCaseType,
  advance,
  type CaseDefinition,
  type CaseFile,
  type CaseState,
  type Clock,
  caseDefinition,
  type Decision,
  type Disclosure,
  type Draft,
  decide,
  exportCase,
  type Facts,
  type JoinRequest,
  type JsonObject,
  join,
  type PrepareOptions,
  prepareCommand,
  prepareOpening,
  receive,
  type StoredEntry,
  seal,
  start,
  type WorkingCalendar,
} from '@convoke/core'

/** What was said, as it was said: the rules see personal values as handles only. */
export interface Words {
  raw(about: string, seen: JsonObject): JsonObject
  note(about: string, seen: JsonObject, raw: JsonObject): void
}

export function words(): Words {
  const known = new Map<string, JsonObject>()
  const key = (about: string, seen: JsonObject) => `${about}\n${JSON.stringify(seen)}`
  return {
    raw: (about, seen) => known.get(key(about, seen)) ?? seen,
    note: (about, seen, raw) => void known.set(key(about, seen), raw),
  }
}

/** Under which name the openings of a source are known. */
export const openingOf = (source: number) => `opening ${source}`

/** A case that is decided again. */
export interface Told {
  /** What other cases call it. */
  readonly caseId: string
  readonly calendar: WorkingCalendar
  readonly said: Words
  readonly source: number
  readonly reference: string
}

/** The file of a case: the same acts at the same instants, decided as an engine would, with commitments, on contexts that nobody can change. */
export function fileOf(caseType: AnyCaseType, drafts: readonly Draft[], told: Told): CaseFile {
  return sealedFile(caseType, decidedAgain(caseType, drafts, told), told.caseId)
}

function decidedAgain(
  caseType: AnyCaseType,
  drafts: readonly Draft[],
  { calendar, said, source, reference }: Omit<Told, 'caseId'>,
): Draft[] {
  const definition = caseDefinition(caseType)
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  const again: Draft[] = []
  let state: CaseState | undefined
  while (again.length < drafts.length) {
    const draft = drafts[again.length] as Draft
    const clock = { at: draft.at, calendar }
    const options = { salt, subject: draft.by }
    const decision =
      state === undefined
        ? started(definition, draft, clock, { options, reference, raw: seen => said.raw(openingOf(source), seen) })
        : goneOn(definition, state, draft, clock, { options, raw: seen => said.raw(draft.type, seen) })
    if (decision === undefined || decision.drafts.length === 0) break
    again.push(...decision.drafts)
    state = decision.state
  }
  return again
}

interface Saying {
  readonly options: PrepareOptions
  readonly raw: (seen: JsonObject) => JsonObject
}

function started(
  definition: CaseDefinition,
  { data, by, commandId, cause }: Draft,
  clock: Clock,
  { options, raw, reference }: Saying & { readonly reference: string },
): Decision | undefined {
  const { opening, parameters, parent } = data.seen as {
    readonly opening: JsonObject
    readonly parameters: JsonObject
    readonly parent?: NonNullable<CaseState['parent']>
  }
  const read = prepareOpening(definition, raw(opening), options)
  if (!read.ok) return undefined
  return start(definition, { opening: read.data, parameters, reference, by, commandId, parent, cause }, clock)
}

function goneOn(
  definition: CaseDefinition,
  state: CaseState,
  { kind, type, data, by, onBehalfOf, commandId, cause }: Draft,
  clock: Clock,
  { options, raw }: Saying,
): Decision | undefined {
  if (kind === 'clock') return advance(definition, state, clock)
  const { facts, ...seen } = data.seen as JsonObject & { readonly facts?: Facts }
  if (type === 'case.joined') return joinedAgain(definition, state, { seen, by, commandId }, clock, { options, raw })
  if (kind === 'case') return receive(definition, state, { type, data: seen, by, commandId } as never, clock)
  const read = prepareCommand(definition, type, raw(seen), options)
  if (!read.ok) return undefined
  const request = { type, data: read.data, by, onBehalfOf, facts, commandId, cause }
  const decision = decide(definition, state, request, clock)
  return decision.refusal === undefined ? decision : undefined
}

function joinedAgain(
  definition: CaseDefinition,
  state: CaseState,
  { seen, by, commandId }: { readonly seen: JsonObject; readonly by: string; readonly commandId: string },
  clock: Clock,
  { options, raw }: Saying,
): Decision | undefined {
  const { opening, ...asker } = seen as JsonObject & { readonly opening: JsonObject } & JoinRequest['asker']
  const read = prepareOpening(definition, raw(opening), options)
  return read.ok ? join(definition, state, { opening: read.data, asker, by, commandId }, clock) : undefined
}

function sealedFile(caseType: AnyCaseType, drafts: readonly Draft[], caseId: string): CaseFile {
  const definition = caseDefinition(caseType)
  const entries: StoredEntry[] = []
  const disclosures: Disclosure[] = []
  let head = null
  for (const draft of drafts) {
    const context = { tenant: 'default', caseId, head, recordedAt: draft.at, caseSalt: '0'.repeat(32) }
    const sealed = seal(definition, draft, context)
    entries.push(sealed.stored)
    disclosures.push(...sealed.disclosures)
    head = { seq: sealed.entry.seq, at: sealed.entry.at, hash: sealed.entry.hash }
  }
  const exportedAt = drafts.at(-1)?.at ?? 0
  return exportCase({ entries, disclosures, as: 'host', exportedAt, labels: caseType.labels })
}
