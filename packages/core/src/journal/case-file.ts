import * as z from 'zod'
import type { AnyLabels, Locale } from '../definition/case-type.js'
import { ConvokeError } from '../errors/convoke-error.js'
import { assertJson } from '../json/assert-json.js'
import type { PartyId } from '../ports/party.js'
import { disclosuresFor } from '../privacy/redact.js'
import { parseAnchor } from './anchors.js'
import type { Disclosure, Entry, StoredEntry } from './entry.js'
import { parseEntry } from './parse-entry.js'

/**
 * What a party may take away of a case 案卷文件: every entry, the marked values that were disclosed to it, and the anchors
 * that cover the case. Plain JSON; anybody can check it with {@link verifyCaseFile}, without an engine.
 *
 * The cover (all members before `entries`) is for the reader and no evidence; the entries repeat what counts.
 */
export interface CaseFile {
  readonly format: 'convoke-case-file'
  readonly specVersion: 1
  readonly tenant: string
  readonly caseId: string
  /** The human reference 案号. */
  readonly reference: string
  /** The party it was made for; null: the host, with every value that was not erased. */
  readonly for: PartyId | null
  /** The roles that party held when it was made. */
  readonly roles: readonly string[]
  /** Epoch ms. */
  readonly exportedAt: number
  /** The words of the case type, in both languages, so that the file can be read without it. */
  readonly labels?: Readonly<Record<Locale, AnyLabels>> | undefined
  /** All of them, from the first. */
  readonly entries: readonly Entry[]
  /** Of other marked values the entries hold commitments only. */
  readonly disclosures: readonly Disclosure[]
  /** Those that list this case, oldest first, as texts. */
  readonly anchors: readonly string[]
}

/** What {@link exportCase} makes a case file of. */
export interface CaseExport {
  /** All entries of the case, as the store has them. */
  readonly entries: readonly StoredEntry[]
  /** All disclosures of the case; those this reader may not see are left out. */
  readonly disclosures: readonly Disclosure[]
  /** Whose eyes: a party with the roles it holds, or the trusted host. */
  readonly as: 'host' | { readonly party: PartyId; readonly roles: readonly string[] }
  /** Epoch ms. */
  readonly exportedAt: number
  /** All anchors of the store, oldest first. Default none. */
  readonly anchors?: readonly string[] | undefined
  /** The words of the case type. Default none. */
  readonly labels?: Readonly<Record<Locale, AnyLabels>> | undefined
}

/**
 * The case file 案卷文件 for one party: complete enough to be verified by anybody, with the values its roles may see. Pure.
 *
 * Two things to know before handing one out. Entries name the humans who acted (`actor`), because the chain covers
 * them. An anchor names the other cases it covers, by id, number of entries and hash; without anchors the file cannot be
 * told from one whose chain was recomputed. The caller has made sure that the party is in the case.
 *
 * @throws ConvokeError `history/corrupt` where the entries cannot be read, or there are none
 * @throws ConvokeError `history/anchor-corrupt` where an anchor cannot be read
 * @example
 * import { errand, errandOpened, paperCase } from '@convoke/core/testing'
 * const { journal, clock } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
 * const entries = journal.map(sealed => sealed.stored)
 * const disclosures = journal.flatMap(sealed => sealed.disclosures)
 * const as = { party: 'dept:police', roles: ['invitee'] }
 * const file = exportCase({ entries, disclosures, as, exportedAt: clock.at })
 * file.disclosures.map(disclosure => disclosure.path) // => ['/opening/phone']
 * await verifyCaseFile(file) // => { ok: true, entries: 2, disclosed: 1, anchored: null, … }
 */
export function exportCase(options: CaseExport): CaseFile {
  const { entries: stored, disclosures, as, exportedAt, anchors = [], labels } = options
  const entries = stored.map(({ bytes }) => parseEntry(bytes))
  const first = entries[0]
  if (first === undefined) throw new ConvokeError('history/corrupt', 'a case without entries cannot be exported')
  const { tenant, caseId } = first
  return {
    format: 'convoke-case-file',
    specVersion: 1,
    tenant,
    caseId,
    reference: referenceIn(first),
    for: as === 'host' ? null : as.party,
    roles: as === 'host' ? [] : as.roles,
    exportedAt,
    ...(labels === undefined ? {} : { labels }),
    entries,
    disclosures: disclosuresFor(as === 'host' ? 'host' : as.roles, disclosures),
    anchors: anchors.filter(text => parseAnchor(text).heads.some(([of, id]) => of === tenant && id === caseId)),
  }
}

/** The human reference that the first entry of a case gives it. */
export function referenceIn(first: Pick<Entry, 'data'>): string {
  return typeof first.data.reference === 'string' ? first.data.reference : ''
}

const text = z.string()

const names = z.record(text, text)
const labels = z.strictObject({
  title: text,
  states: names,
  roles: names,
  commands: names,
  deadlines: names,
  guards: names,
  outcomes: names.optional(),
  tasks: names.optional(),
})

const schema = z.strictObject({
  format: z.literal('convoke-case-file'),
  specVersion: z.literal(1),
  tenant: text,
  caseId: text,
  reference: text,
  for: text.nullable(),
  roles: z.array(text),
  exportedAt: z.int(),
  labels: z.strictObject({ 'zh-CN': labels, en: labels }).optional(),
  entries: z.array(z.record(text, z.unknown())).min(1),
  disclosures: z.array(
    z.strictObject({
      seq: z.int().min(1),
      path: text,
      salt: text,
      value: z.unknown(),
      commitment: z.string().regex(/^[0-9a-f]{64}$/),
      visibleTo: z.array(text).nullable(),
      personal: z.boolean(),
      subject: text.nullable(),
    }),
  ),
  anchors: z.array(text),
})

/**
 * Takes outside data for a case file: its form only. Whether it holds together is for {@link verifyCaseFile} to say. Pure.
 *
 * @param file as parsed from JSON
 * @throws ConvokeError `history/case-file` with the first thing that is wrong
 * @example
 * parseCaseFile({ format: 'something else' }) // => throws history/case-file
 */
export function parseCaseFile(file: unknown): CaseFile {
  const json = assertJson(file, { bytes: Number.MAX_SAFE_INTEGER, depth: 200, handles: true })
  if (!json.ok) throw notACaseFile(`${json.path}: ${json.fault}`)
  const parsed = schema.safeParse(file)
  if (parsed.success) return file as CaseFile
  const issue = parsed.error.issues[0]
  throw notACaseFile(`${(issue?.path ?? []).map(step => `/${String(step)}`).join('')}: ${issue?.message ?? ''}`)
}

function notACaseFile(why: string): ConvokeError {
  return new ConvokeError('history/case-file', `this is no case file: ${why}; ask for it again where it was exported`, {
    details: { why },
  })
}
