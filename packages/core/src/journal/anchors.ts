import * as z from 'zod'
import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { KeyStore } from '../ports/key-store.js'

/** The head of one case as an anchor records it. */
export interface AnchoredHead {
  readonly tenant: string
  readonly caseId: string
  readonly seq: number
  readonly hash: string
}

/**
 * A signed statement of what the journals of a store ended in at one moment 锚定. Each anchor lists the heads that
 * changed since the one before and includes its root, so that the newest signature covers them all.
 */
export interface Anchor {
  readonly specVersion: 1
  /** Counts from 1 without gaps. */
  readonly n: number
  /** Epoch ms; never before the previous anchor's. */
  readonly at: number
  /** The root of the previous anchor; 64 zeros for the first. */
  readonly prevRoot: string
  /** `[tenant, caseId, seq, hash]`, sorted by tenant and case. */
  readonly heads: readonly (readonly [tenant: string, caseId: string, seq: number, hash: string])[]
  readonly keyId: string
  /** Hex SHA-256 of the canonical anchor without `root` and `signature`. */
  readonly root: string
  /** Hex signature over {@link signedBytes} of the root. */
  readonly signature: string
}

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const schema = z.strictObject({
  specVersion: z.literal(1),
  n: z.int().min(1),
  at: z.int(),
  prevRoot: hex64,
  heads: z.array(z.tuple([z.string(), z.string(), z.int().min(1), hex64])),
  keyId: z.string().min(1),
  root: hex64,
  signature: z.string().regex(/^([0-9a-f]{2})+$/),
})

const noRoot = '0'.repeat(64)

/**
 * The next anchor, as canonical JSON text to be kept where whoever can rewrite journals cannot reach. Pure but for the
 * signature.
 *
 * @param previous text of the newest anchor; null for the first
 * @param heads those that changed since, in any order; see {@link changedHeads}
 * @param at epoch ms
 * @throws ConvokeError `history/anchor-corrupt` when `previous` is no anchor
 * @throws ConvokeError `bug/back-dated-anchor` when `at` is before the previous anchor
 * @example
 * const keys = ed25519KeyStore({
 *   subtle: crypto.subtle,
 *   signing: {
 *     kty: 'OKP',
 *     crv: 'Ed25519',
 *     x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
 *     d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
 *   },
 * })
 * const heads = [{ tenant: 'default', caseId: 'c-1', seq: 3, hash: 'ab'.repeat(32) }]
 * const first = await makeAnchor(null, heads, Date.UTC(2026, 0, 5), keys)
 * const second = await makeAnchor(first, [], Date.UTC(2026, 0, 6), keys)
 * parseAnchor(second).prevRoot === parseAnchor(first).root // => true
 */
export async function makeAnchor(
  previous: string | null,
  heads: readonly AnchoredHead[],
  at: number,
  signer: Pick<KeyStore, 'keyId' | 'sign'>,
): Promise<string> {
  const before = previous === null ? null : parseAnchor(previous)
  if (before !== null && at < before.at) {
    throw new ConvokeError(
      'bug/back-dated-anchor',
      `an anchor of ${at} cannot follow one of ${before.at}; correct the clock`,
      { details: { at, previous: before.at } },
    )
  }
  const body = {
    specVersion: 1 as const,
    n: (before?.n ?? 0) + 1,
    at,
    prevRoot: before?.root ?? noRoot,
    heads: sorted(heads).map(({ tenant, caseId, seq, hash }) => [tenant, caseId, seq, hash] as const),
    keyId: signer.keyId,
  }
  const root = rootOf(body)
  const signature = hexOf(await signer.sign(signedBytes(root)))
  return canonicalJson({ ...body, root, signature })
}

/**
 * Reads an anchor, strictly; does not check it. Pure.
 *
 * @throws ConvokeError `history/anchor-corrupt`
 * @example
 * parseAnchor('{ "n": 1 }') // => throws history/anchor-corrupt
 */
export function parseAnchor(text: string): Anchor {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw corruptAnchor(cause)
  }
  if (!schema.safeParse(value).success || canonicalJson(value) !== text) throw corruptAnchor(undefined)
  return value as Anchor
}

/**
 * The newest anchored head of each case. Pure.
 *
 * @throws ConvokeError `history/anchor-corrupt`
 * @example
 * const keys = ed25519KeyStore({
 *   subtle: crypto.subtle,
 *   signing: {
 *     kty: 'OKP',
 *     crv: 'Ed25519',
 *     x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
 *     d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
 *   },
 * })
 * const heads = [{ tenant: 'default', caseId: 'c-1', seq: 3, hash: 'ab'.repeat(32) }]
 * anchoredHeads([await makeAnchor(null, heads, 0, keys)]).map(head => head.seq) // => [3]
 */
export function anchoredHeads(anchors: readonly string[]): readonly AnchoredHead[] {
  return [...newestHeads(anchors.map(parseAnchor)).values()].map(({ head }) => head)
}

/**
 * The heads that the next anchor has to list: those that are not anchored as they are. Pure.
 *
 * @example
 * const anchored = [{ tenant: 'default', caseId: 'c-1', seq: 3, hash: 'ab'.repeat(32) }]
 * const current = [...anchored, { tenant: 'default', caseId: 'c-2', seq: 1, hash: 'cd'.repeat(32) }]
 * changedHeads(anchored, current).map(head => head.caseId) // => ['c-2']
 */
export function changedHeads(
  anchored: readonly AnchoredHead[],
  current: readonly AnchoredHead[],
): readonly AnchoredHead[] {
  const known = new Map(anchored.map(head => [keyOf(head), head.hash]))
  return current.filter(head => known.get(keyOf(head)) !== head.hash)
}

/** What an anchor and the journals can contradict each other in. */
export type AnchorFaultCode =
  | 'history/anchor-corrupt'
  | 'history/anchor-gap'
  | 'history/anchor-edited'
  | 'history/anchor-signature'
  | 'history/anchor-missing'
  | 'history/anchor-regressed'
  | 'history/case-missing'
  | 'history/truncated'
  | 'history/rewritten'

/** One contradiction: in which anchor, and at which entry where it concerns one. */
export interface AnchorFault {
  readonly code: AnchorFaultCode
  /** Which anchor, counted from 1; for `history/anchor-missing`, the one that is expected. */
  readonly n: number
  readonly tenant?: string | undefined
  readonly caseId?: string | undefined
  readonly seq?: number | undefined
}

/** What {@link checkAnchors} found: how much is covered, and every fault. */
export interface AnchorReport {
  readonly ok: boolean
  readonly anchors: number
  readonly cases: number
  readonly faults: readonly AnchorFault[]
}

/** What it takes to check anchors. */
export interface AnchorCheck {
  /** Oldest first. */
  readonly anchors: readonly string[]
  readonly keys: Pick<KeyStore, 'verify'>
  /** The entry of that number as the store has it now; undefined where there is none. */
  readonly entryAt: (tenant: string, caseId: string, seq: number) => Promise<{ readonly hash: string } | undefined>
  /** An anchor known from elsewhere (printed, published, sent to a supervisor), which must be among them. */
  readonly known?: { readonly n: number; readonly root: string } | undefined
}

/**
 * Compares journals with what was signed 核对锚点.
 *
 * Together with {@link verifyChain} over each case it detects: a chain that was recomputed from any entry on
 * (`history/rewritten`), entries cut off at the end (`history/truncated`), a deleted case (`history/case-missing`), and
 * anchors that were edited, removed from the middle or signed with another key. Not detected: acts after the newest
 * anchor, and the removal of the newest anchors together with what they cover, unless `known` names one of them.
 *
 * @example
 * const keys = ed25519KeyStore({
 *   subtle: crypto.subtle,
 *   signing: {
 *     kty: 'OKP',
 *     crv: 'Ed25519',
 *     x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
 *     d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
 *   },
 * })
 * const heads = [{ tenant: 'default', caseId: 'c-1', seq: 3, hash: 'ab'.repeat(32) }]
 * const anchors = [await makeAnchor(null, heads, 0, keys)]
 * const { faults } = await checkAnchors({ anchors, keys, entryAt: async () => undefined })
 * // => [{ code: 'history/case-missing', n: 1, tenant: 'default', caseId: 'c-1', seq: 3 }]
 */
export async function checkAnchors({ anchors, keys, entryAt, known }: AnchorCheck): Promise<AnchorReport> {
  const { read, faults } = readAnchors(anchors)
  for (const anchor of read) {
    if (!(await keys.verify(anchor.keyId, signedBytes(anchor.root), bytesOfHex(anchor.signature)))) {
      faults.push({ code: 'history/anchor-signature', n: anchor.n })
    }
  }
  if (known !== undefined && !read.some(anchor => anchor.n === known.n && anchor.root === known.root)) {
    faults.push({ code: 'history/anchor-missing', n: known.n })
  }
  const newest = newestHeads(read)
  for (const { head, n } of newest.values()) {
    const { tenant, caseId, seq, hash } = head
    const code = await headFault(head, entryAt, hash)
    if (code !== null) faults.push({ code, n, tenant, caseId, seq })
  }
  return { ok: faults.length === 0, anchors: anchors.length, cases: newest.size, faults }
}

async function headFault(
  { tenant, caseId, seq }: AnchoredHead,
  entryAt: AnchorCheck['entryAt'],
  hash: string,
): Promise<'history/rewritten' | 'history/truncated' | 'history/case-missing' | null> {
  const entry = await entryAt(tenant, caseId, seq)
  if (entry !== undefined) return entry.hash === hash ? null : 'history/rewritten'
  const first = seq === 1 ? undefined : await entryAt(tenant, caseId, 1)
  return first === undefined ? 'history/case-missing' : 'history/truncated'
}

/** The anchors that can be read, and what is wrong with their own chain. */
function readAnchors(texts: readonly string[]): { readonly read: readonly Anchor[]; readonly faults: AnchorFault[] } {
  const read: Anchor[] = []
  const faults: AnchorFault[] = []
  const heads = new Map<string, number>()
  let before: Anchor | null = null
  texts.forEach((text, i) => {
    let anchor: Anchor
    try {
      anchor = parseAnchor(text)
    } catch (error) {
      if (!ConvokeError.is(error, 'history/anchor-corrupt')) throw error
      faults.push({ code: 'history/anchor-corrupt', n: i + 1 })
      return
    }
    const { n } = anchor
    if (n !== (before?.n ?? 0) + 1 || anchor.prevRoot !== (before?.root ?? noRoot))
      faults.push({ code: 'history/anchor-gap', n })
    if (rootOf(anchor) !== anchor.root) faults.push({ code: 'history/anchor-edited', n })
    for (const [tenant, caseId, seq] of anchor.heads) {
      const key = keyOf({ tenant, caseId })
      if (seq < (heads.get(key) ?? 0)) faults.push({ code: 'history/anchor-regressed', n, tenant, caseId, seq })
      heads.set(key, Math.max(seq, heads.get(key) ?? 0))
    }
    read.push(anchor)
    before = anchor
  })
  return { read, faults }
}

function newestHeads(
  anchors: readonly Anchor[],
): ReadonlyMap<string, { readonly head: AnchoredHead; readonly n: number }> {
  const newest = new Map<string, { readonly head: AnchoredHead; readonly n: number }>()
  for (const { heads, n } of anchors) {
    for (const [tenant, caseId, seq, hash] of heads) {
      const head = { tenant, caseId, seq, hash }
      if ((newest.get(keyOf(head))?.head.seq ?? 0) <= seq) newest.set(keyOf(head), { head, n })
    }
  }
  return newest
}

/**
 * The bytes that are signed: the root under a prefix, so that the key signs nothing else by mistake.
 *
 * @example
 * new TextDecoder().decode(signedBytes('ab'.repeat(32))) // => 'convoke anchor v1 abab…'
 */
export function signedBytes(root: string): Uint8Array {
  return new TextEncoder().encode(`convoke anchor v1 ${root}`)
}

/** The root an anchor should have. */
export function rootOf({ specVersion, n, at, prevRoot, heads, keyId }: Omit<Anchor, 'root' | 'signature'>): string {
  return sha256Hex(canonicalJson({ specVersion, n, at, prevRoot, heads, keyId }))
}

function sorted(heads: readonly AnchoredHead[]): readonly AnchoredHead[] {
  return [...heads].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({ tenant, caseId }: Pick<AnchoredHead, 'tenant' | 'caseId'>): string {
  return JSON.stringify([tenant, caseId])
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes that lower-case hex stands for. */
export function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

function corruptAnchor(cause: unknown): ConvokeError {
  return new ConvokeError(
    'history/anchor-corrupt',
    'the text is no anchor; restore the anchors from a copy',
    cause === undefined ? {} : { cause },
  )
}
