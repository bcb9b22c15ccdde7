import { beforeAll, describe, expect, it } from 'vitest'
import { errand, errandOpened, paperCase } from '../testing/index.js'
import { makeAnchor, parseAnchor } from './anchors.js'
import { type CaseFile, exportCase, parseCaseFile } from './case-file.js'
import { ed25519KeyStore, type SubtleEd25519 } from './ed25519-key-store.js'
import type { Entry } from './entry.js'
import { verifyCaseFile } from './verify-case-file.js'
import { entryHash } from './verify-chain.js'

const subtle: SubtleEd25519 = crypto.subtle
const keys = ed25519KeyStore({
  subtle,
  signing: {
    kty: 'OKP',
    crv: 'Ed25519',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  },
})
const strangersKeys = { verify: async () => false }

const { journal } = paperCase(errand, errandOpened, [{ type: 'submit', by: 'rc:chunshen' }])
const entries = journal.map(sealed => sealed.stored)
const disclosures = journal.flatMap(sealed => sealed.disclosures)
const [first, second] = journal.map(({ entry }) => entry) as [Entry, Entry]
const headAt = ({ seq, hash }: Entry) => ({ tenant: 'default', caseId: 'paper', seq, hash })
const police = { party: 'dept:police', roles: ['invitee'] }

let anchors: string[]
beforeAll(async () => {
  const tenant = first.tenant
  const own = (entry: Entry) => ({ ...headAt(entry), tenant })
  const other = { tenant, caseId: 'other', seq: 1, hash: 'ab'.repeat(32) }
  const one = await makeAnchor(null, [own(first), other], 1, keys)
  const two = await makeAnchor(one, [{ ...other, seq: 2 }], 2, keys)
  const three = await makeAnchor(two, [own(second)], 3, keys)
  anchors = [one, two, three]
})

const fileFor = (as: Parameters<typeof exportCase>[0]['as']): CaseFile =>
  exportCase({ entries, disclosures, as, exportedAt: 5, anchors })

/** As it comes out of a file. */
const written = (file: CaseFile): CaseFile => JSON.parse(JSON.stringify(file)) as CaseFile
const codes = async (file: unknown, options?: Parameters<typeof verifyCaseFile>[1]) =>
  (await verifyCaseFile(file, options)).faults.map(({ code, seq, n }) => `${code} ${seq ?? n ?? ''}`.trim())

describe('a case file', () => {
  it('holds what a party may see, and verifies without an engine', async () => {
    const file = written(fileFor(police))
    expect(file).toMatchObject({ for: 'dept:police', roles: ['invitee'], reference: first.data.reference })
    expect(file.disclosures.map(({ path }) => path)).toEqual(['/opening/phone'])
    expect(await verifyCaseFile(file, { keys })).toEqual({
      ok: true,
      entries: 2,
      disclosed: 1,
      head: { seq: 2, at: second.at, hash: second.hash },
      anchored: { n: 3, root: parseAnchor(anchors[2] ?? '').root, at: 3, seq: 2, signature: 'valid' },
      faults: [],
    })
  })

  it('of the host holds everything, the secret of the case too', async () => {
    const file = fileFor('host')
    expect(file.for).toBeNull()
    expect(file.disclosures).toHaveLength(disclosures.length)
    expect(await verifyCaseFile(file)).toMatchObject({ ok: true, anchored: { signature: 'unchecked' } })
  })

  it('verifies as well when a value was erased before it was made', async () => {
    const file = exportCase({ entries, disclosures: [], as: police, exportedAt: 5 })
    expect(await verifyCaseFile(file)).toMatchObject({ ok: true, disclosed: 0, anchored: null })
  })

  it('takes along the anchors that list the case, and no others', () => {
    expect(fileFor(police).anchors).toEqual([anchors[0], anchors[2]])
  })

  it('cannot be made of nothing', () => {
    expect(() => exportCase({ entries: [], disclosures, as: 'host', exportedAt: 5 })).toThrow('history/corrupt')
  })
})

describe('somebody who is handed a case file', () => {
  const changed = (change: (file: CaseFile) => Partial<CaseFile>): CaseFile => {
    const file = written(fileFor(police))
    return { ...file, ...change(file) }
  }
  const forged = (entry: Entry, change: Partial<Entry>): Entry => {
    const next = { ...entry, ...change }
    return { ...next, hash: entryHash(next) }
  }

  it('finds an edited, a missing and a moved entry', async () => {
    expect(await codes(changed(() => ({ entries: [{ ...first, by: 'x' }, second] })))).toEqual([
      'history/hash-mismatch 1',
    ])
    expect(await codes(changed(() => ({ entries: [second] })))).toEqual(['history/gap 1'])
    expect(await codes(changed(() => ({ entries: [second, first] })))).toEqual(['history/gap 1'])
    expect(await codes(changed(() => ({ entries: [{ seq: 1 } as Entry] })))).toEqual(['history/corrupt 1'])
  })

  it('finds a chain that was recomputed by the anchors only', async () => {
    const one = forged(first, { by: 'dept:housing' })
    const recomputed = changed(() => ({ entries: [one, forged(second, { prevHash: one.hash })] }))
    expect(await codes(recomputed)).toEqual(['history/rewritten 1', 'history/rewritten 2'])
    expect(await verifyCaseFile({ ...recomputed, anchors: [] })).toMatchObject({ ok: true, anchored: null })
  })

  it('finds entries that were cut off at the end', async () => {
    expect(await codes(changed(() => ({ entries: [first] })))).toEqual(['history/truncated 2'])
  })

  it('finds a value that is not the one committed to, one from elsewhere, and counts the sound ones', async () => {
    const one = fileFor(police).disclosures[0]
    if (one === undefined) throw new Error('nothing is disclosed')
    const lie = { ...one, value: '13900000000' }
    const stray = { ...one, path: '/opening/elsewhere' }
    const verdict = await verifyCaseFile(changed(() => ({ disclosures: [lie, one, stray] })))
    expect(verdict).toMatchObject({ ok: false, disclosed: 1 })
    expect(verdict.faults).toEqual([
      { code: 'history/disclosure-mismatch', seq: 1, path: '/opening/phone' },
      { code: 'history/disclosure-unplaced', seq: 1, path: '/opening/elsewhere' },
    ])
  })

  it('finds a cover that says something else than the entries', async () => {
    const verdict = await verifyCaseFile(changed(() => ({ reference: 'other', caseId: 'other' })))
    expect(verdict.faults).toContainEqual({ code: 'history/case-file', why: '/reference differs from the entries' })
    expect(verdict.faults).toContainEqual({ code: 'history/case-file', why: '/caseId differs from the entries' })
  })

  it('finds anchors that are forged, edited, swapped, foreign or missing', async () => {
    const [one, three] = fileFor(police).anchors as [string, string]
    expect(await codes(fileFor(police), { keys: strangersKeys })).toEqual([
      'history/anchor-signature 1',
      'history/anchor-signature 3',
    ])
    expect(await codes(changed(() => ({ anchors: [three, one] })))).toEqual(['history/anchor-gap 1'])
    expect(await codes(changed(() => ({ anchors: [one.replace('"at":1', '"at":2')] })))).toEqual([
      'history/anchor-edited 1',
    ])
    expect(await codes(changed(() => ({ anchors: ['{}'] })))).toEqual(['history/anchor-corrupt'])
    expect(await codes(changed(() => ({ anchors: [anchors[1] as string] })))).toEqual(['history/case-missing 2'])
    const known = { n: 3, root: parseAnchor(three).root }
    expect(await codes(fileFor(police), { known })).toEqual([])
    expect(
      await codes(
        changed(() => ({ anchors: [one] })),
        { known },
      ),
    ).toEqual(['history/anchor-missing 3'])
  })

  it.each([
    ['nothing', null],
    ['a text', 'convoke-case-file'],
    ['another format', { ...JSON.parse('{"format":"x"}') }],
    ['a later format', () => changed(() => ({ specVersion: 2 as 1 }))],
    ['an unknown member', () => ({ ...fileFor(police), extra: 1 })],
    ['no entries', () => changed(() => ({ entries: [] }))],
    ['a lone surrogate', () => changed(() => ({ reference: '\ud800' }))],
    ['a reserved key', () => JSON.parse(JSON.stringify(fileFor(police)).replace('"anchors"', '"__proto__"'))],
    [
      'a commitment that is no hash',
      () => changed(({ disclosures: [one] }) => ({ disclosures: [{ ...one, commitment: 'x' } as never] })),
    ],
  ])('is told that %s is no case file', async (_, given) => {
    const file: unknown = typeof given === 'function' ? given() : given
    expect(await codes(file)).toEqual(['history/case-file'])
    expect(() => parseCaseFile(file)).toThrow('history/case-file')
  })
})
