import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { KeyStore } from '../ports/key-store.js'
import { type AnchoredHead, anchoredHeads, changedHeads, checkAnchors, makeAnchor, parseAnchor } from './anchors.js'
import { type Ed25519PrivateKey, ed25519KeyId, ed25519KeyStore, type SubtleEd25519 } from './ed25519-key-store.js'

const subtle: SubtleEd25519 = crypto.subtle

async function newKey(): Promise<Ed25519PrivateKey> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('not a pair')
  const { kty, crv, x, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  return { kty, crv, x, d } as Ed25519PrivateKey
}

/** A store as far as anchors see it: hashes by case. */
type Journals = Record<string, string[]>
const hash = (what: string) => sha256Hex(what)
const headsOf = (journals: Journals): AnchoredHead[] =>
  Object.entries(journals).map(([caseId, hashes]) => ({
    tenant: 't',
    caseId,
    seq: hashes.length,
    hash: hashes.at(-1) ?? '',
  }))
const entryAt = (journals: Journals) => async (_: string, caseId: string, seq: number) => {
  const found = journals[caseId]?.[seq - 1]
  return found === undefined ? undefined : { hash: found }
}

const early: Journals = { a: ['a1', 'a2'].map(hash), b: ['b1'].map(hash) }
const late: Journals = { a: ['a1', 'a2', 'a3'].map(hash), b: ['b1'].map(hash), c: ['c1'].map(hash) }
const later: Journals = { ...late, b: ['b1', 'b2'].map(hash) }

let keys: KeyStore
let signing: Ed25519PrivateKey
let anchors: string[]

async function anchored(history: readonly Journals[], signer: KeyStore): Promise<string[]> {
  const made: string[] = []
  for (const [i, journals] of history.entries()) {
    made.push(
      await makeAnchor(made.at(-1) ?? null, changedHeads(anchoredHeads(made), headsOf(journals)), 1000 + i, signer),
    )
  }
  return made
}

beforeAll(async () => {
  signing = await newKey()
  keys = ed25519KeyStore({ subtle, signing })
  anchors = await anchored([early, late, later], keys)
})

const check = (over: Partial<Parameters<typeof checkAnchors>[0]> = {}) =>
  checkAnchors({ anchors, keys, entryAt: entryAt(later), ...over })
const codes = async (over: Partial<Parameters<typeof checkAnchors>[0]>) =>
  (await check(over)).faults.map(
    fault => `${fault.code} ${fault.n}${fault.caseId ? ` ${fault.caseId}/${fault.seq}` : ''}`,
  )

describe('an anchor', () => {
  it('lists only the heads that changed, sorted, and continues the root before', () => {
    const [first, second, third] = anchors.map(parseAnchor)
    expect(first?.heads).toEqual([
      ['t', 'a', 2, hash('a2')],
      ['t', 'b', 1, hash('b1')],
    ])
    expect(second?.heads).toEqual([
      ['t', 'a', 3, hash('a3')],
      ['t', 'c', 1, hash('c1')],
    ])
    expect(third?.heads).toEqual([['t', 'b', 2, hash('b2')]])
    expect(second?.prevRoot).toBe(first?.root)
    expect(anchoredHeads(anchors)).toHaveLength(3)
  })

  it('is the same text for the same heads in any order', async () => {
    const heads = headsOf(later)
    expect(await makeAnchor(null, heads.toReversed(), 1, keys)).toBe(await makeAnchor(null, heads, 1, keys))
  })

  it('is not made before the one it follows', async () => {
    await expect(makeAnchor(anchors[0] ?? null, [], 999, keys)).rejects.toMatchObject({ code: 'bug/back-dated-anchor' })
  })

  it('is read strictly', () => {
    for (const text of ['', 'null', '{}', ` ${anchors[0]}`, anchors[0]?.replace('"n":1', '"n":0') ?? '']) {
      expect(() => parseAnchor(text)).toThrow(expect.objectContaining({ code: 'history/anchor-corrupt' }))
    }
  })
})

describe('checking journals against anchors', () => {
  it('finds nothing wrong with what was anchored, however much was added since', async () => {
    expect(await check()).toEqual({ ok: true, anchors: 3, cases: 3, faults: [] })
    expect(
      await codes({ entryAt: entryAt({ ...later, a: [...(later.a ?? []), hash('a4')], d: [hash('d1')] }) }),
    ).toEqual([])
    expect(await check({ anchors: [] })).toMatchObject({ ok: true, cases: 0 })
  })

  it('detects a chain that was recomputed', async () => {
    expect(await codes({ entryAt: entryAt({ ...later, a: ['x1', 'x2', 'x3'].map(hash) }) })).toEqual([
      'history/rewritten 2 a/3',
    ])
  })

  it('detects a journal that was cut off, and a case that was deleted', async () => {
    expect(await codes({ entryAt: entryAt({ ...later, a: (later.a ?? []).slice(0, 2) }) })).toEqual([
      'history/truncated 2 a/3',
    ])
    expect(await codes({ entryAt: entryAt({ ...later, a: [] }) })).toEqual(['history/case-missing 2 a/3'])
    expect(await codes({ entryAt: entryAt({ ...later, c: [] }) })).toEqual(['history/case-missing 2 c/1'])
  })

  it('detects an anchor removed from the front or the middle', async () => {
    expect(await codes({ anchors: anchors.slice(1) })).toContain('history/anchor-gap 2')
    expect(await codes({ anchors: [anchors[0]!, anchors[2]!] })).toContain('history/anchor-gap 3')
    expect(await codes({ anchors: [anchors[0]!, anchors[0]!, anchors[1]!, anchors[2]!] })).toContain(
      'history/anchor-gap 1',
    )
  })

  it('detects that the newest anchors were removed only by one known from elsewhere', async () => {
    const { n, root } = parseAnchor(anchors[2]!)
    expect(await codes({ anchors: anchors.slice(0, 2) })).toEqual([])
    expect(await codes({ anchors: anchors.slice(0, 2), known: { n, root } })).toEqual(['history/anchor-missing 3'])
    expect(await codes({ known: { n, root } })).toEqual([])
  })

  it('detects an edited anchor, and one that was edited and hashed again without the key', async () => {
    const edit = (change: object, root?: (body: object) => string) => {
      const { root: _, signature, ...body } = { ...parseAnchor(anchors[1]!), ...change }
      return canonicalJson({ ...body, root: root?.(body) ?? parseAnchor(anchors[1]!).root, signature })
    }
    const heads = [
      ['t', 'a', 3, hash('forged')],
      ['t', 'c', 1, hash('c1')],
    ]
    expect(await codes({ anchors: [anchors[0]!, edit({ heads }), anchors[2]!] })).toEqual([
      'history/anchor-edited 2',
      'history/rewritten 2 a/3',
    ])
    const hashed = edit({ heads }, body => sha256Hex(canonicalJson(body)))
    expect(await codes({ anchors: [anchors[0]!, hashed, anchors[2]!] })).toEqual([
      'history/anchor-gap 3',
      'history/anchor-signature 2',
      'history/rewritten 2 a/3',
    ])
    expect(await codes({ anchors: [anchors[0]!, 'nonsense', anchors[2]!] })).toEqual(
      expect.arrayContaining(['history/anchor-corrupt 2', 'history/anchor-gap 3']),
    )
  })

  it('detects anchors that somebody else signed', async () => {
    const stranger = ed25519KeyStore({ subtle, signing: await newKey() })
    const forged = await anchored([early, late, later], stranger)
    expect(await codes({ anchors: forged })).toEqual([
      'history/anchor-signature 1',
      'history/anchor-signature 2',
      'history/anchor-signature 3',
    ])
  })

  it('detects a case whose anchored number went backwards', async () => {
    const back = await makeAnchor(anchors[2]!, [{ tenant: 't', caseId: 'a', seq: 1, hash: hash('a1') }], 2000, keys)
    expect(await codes({ anchors: [...anchors, back] })).toEqual(['history/anchor-regressed 4 a/1'])
  })
})

describe('keys in memory', () => {
  it('keep the signatures of earlier keys valid', async () => {
    const renewed = ed25519KeyStore({ subtle, signing: await newKey(), earlier: [signing] })
    expect(renewed.keyId).not.toBe(keys.keyId)
    expect(await check({ keys: renewed })).toMatchObject({ ok: true })
  })

  it('say no to a wrong signature, other bytes and an unknown key', async () => {
    const bytes = new Uint8Array([1, 2, 3])
    const signature = await keys.sign(bytes)
    expect(await keys.verify(keys.keyId, bytes, signature)).toBe(true)
    expect(await keys.verify(keys.keyId, new Uint8Array([1, 2]), signature)).toBe(false)
    expect(
      await keys.verify(
        keys.keyId,
        bytes,
        signature.map(byte => byte ^ 1),
      ),
    ).toBe(false)
    expect(await keys.verify('other', bytes, signature)).toBe(false)
  })

  it('have the id that RFC 8037 appendix A.3 gives for its key, in hex', () => {
    const id = ed25519KeyId({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
    expect(Buffer.from(id, 'hex').toString('base64url')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })

  it('are refused in words when they are none', async () => {
    const broken = ed25519KeyStore({ subtle, signing: { kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' } })
    await expect(broken.sign(new Uint8Array())).rejects.toMatchObject({ code: 'input/key' })
  })
})
