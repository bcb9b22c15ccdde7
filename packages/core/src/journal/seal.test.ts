import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Draft } from '../deciding/decision.js'
import { canonicalJson } from '../json/canonical.js'
import { commitData } from '../privacy/commit.js'
import { personal, visibleTo } from '../privacy/marks.js'
import { parseEntry } from './parse-entry.js'
import { caseSaltOf, noHash, type SealContext, type Sealed, seal } from './seal.js'
import { stateHashOf } from './state-hash.js'
import { verifyChain, verifyDisclosures } from './verify-chain.js'

const definition = {
  name: 'convening-request',
  version: '1.0.0',
  hash: 'd'.repeat(64),
  context: z.object({
    topic: z.string(),
    estimate: visibleTo(['convener'], z.number()).nullable(),
    phone: personal(z.string()).nullable(),
  }),
}
const caseSalt = 'c0ffee00c0ffee00c0ffee00c0ffee00'
const opening = z.strictObject({
  topic: z.string(),
  estimate: visibleTo(['convener'], z.number()),
  phone: personal(z.string()),
})

function state(context: Readonly<Record<string, unknown>>, value = 'inviting'): Draft['after'] {
  return {
    machine: { value, context, status: 'active', nodes: [], toJSON: () => ({}) },
    deadlines: [],
  } as unknown as Draft['after']
}

function draft(over: Partial<Draft>): Draft {
  return {
    kind: 'command',
    at: 1_760_000_000_000,
    by: 'rc:chunshen',
    role: 'convener',
    commandId: 'c-1',
    type: 'submit',
    data: { seen: {}, committed: {}, disclosures: [] },
    calendarEdition: 'cn-2025.1',
    after: state({ topic: '停车', estimate: null, phone: null }),
    effects: [],
    ...over,
  }
}

const at: Omit<SealContext, 'head'> = {
  tenant: 'minhang',
  caseId: '0198c0de-0000-7000-8000-000000000001',
  recordedAt: 1_760_000_000_003,
  caseSalt,
}

/** Three entries: marked fields in Chinese, a surrogate pair and awkward numbers, a deadline told by another case. */
function journal(): readonly Sealed[] {
  let n = 0
  const marked = commitData(
    opening,
    { topic: '停车 😀', estimate: -0, phone: '021-5555 张' },
    { salt: () => `${n++}`.padStart(32, '0'), subject: 'rc:chunshen' },
  )
  const first = seal(
    definition,
    draft({
      type: 'case.started',
      kind: 'case',
      data: {
        seen: { opening: marked.seen },
        committed: {
          opening: marked.committed,
          parameters: { replyWithin: { n: 2, unit: 'working-day' } },
          reference: 'AQ-1',
        },
        disclosures: marked.disclosures.map(disclosure => ({ ...disclosure, path: `/opening${disclosure.path}` })),
      },
      after: state({ topic: '停车 😀', estimate: 0, phone: marked.seen.phone }),
    }),
    { ...at, head: null },
  )
  const second = seal(
    definition,
    draft({
      commandId: 'c-"2"',
      actor: 'u:王',
      onBehalfOf: 'dept:police',
      delegationId: 'd-7',
      type: 'reply',
      data: {
        seen: {},
        committed: {
          big: 1e21,
          small: 1e-7,
          zero: -0,
          fraction: 0.1,
          emoji: '👩‍👩‍👧',
          newline: 'a\nb',
          '€': 1,
          '\ufb33': 2,
          '😀': 3,
        },
        disclosures: [],
      },
    }),
    { ...at, head: first.entry },
  )
  const third = seal(
    definition,
    draft({
      kind: 'clock',
      at: 1_760_000_000_500,
      by: 'clock',
      role: 'clock',
      commandId: 'deadline.reply:dept:police:1:due',
      cause: { caseId: '0198c0de-0000-7000-8000-000000000002', seq: 9, depth: 1, link: 'asking', key: '' },
      type: 'deadline.reply',
      data: { seen: {}, committed: { key: 'dept:police', n: 1 }, disclosures: [] },
      after: state({ topic: '停车', estimate: null, phone: null }, 'failed'),
    }),
    { ...at, head: second.entry },
  )
  return [first, second, third]
}

describe('a sealed entry', () => {
  it('has the same bytes and hash as in the first release, for ever', () => {
    const golden = readFileSync(new URL('../../test/golden/entries-v1.jsonl', import.meta.url), 'utf8')
    const lines = journal().map(({ stored }) => `${stored.hash} ${stored.bytes}\n`)
    expect(lines.join('')).toBe(golden)
  })

  it('has as bytes the canonical text of the entry, and reads back as that entry', () => {
    for (const { entry, stored } of journal()) {
      expect(stored.bytes).toBe(canonicalJson(entry))
      expect(parseEntry(stored.bytes)).toEqual(JSON.parse(JSON.stringify(entry)))
      expect(stored).toMatchObject({ seq: entry.seq, hash: entry.hash })
    }
  })

  it('continues the chain, which verifies together with its disclosures', () => {
    const sealed = journal()
    const stored = sealed.map(one => one.stored)
    const disclosures = sealed.flatMap(one => one.disclosures)
    expect(sealed.map(({ entry }) => [entry.seq, entry.prevHash])).toEqual([
      [1, noHash],
      [2, sealed[0]?.entry.hash],
      [3, sealed[1]?.entry.hash],
    ])
    expect(verifyChain(stored)).toMatchObject({ ok: true, head: { seq: 3 } })
    expect(verifyDisclosures(stored, disclosures)).toEqual({ ok: true })
  })

  it('keeps the salt of the case beside the first entry, for nobody but the host', () => {
    const [first, second] = journal()
    expect(caseSaltOf(first?.disclosures ?? [])).toBe(caseSalt)
    expect(first?.disclosures.find(({ path }) => path === '/~case')?.visibleTo).toEqual([])
    expect(second?.disclosures).toEqual([])
    expect(caseSaltOf([])).toBeUndefined()
    expect(JSON.stringify(journal().map(({ stored }) => stored))).not.toContain(caseSalt)
  })

  it('is refused when it is older than the head', () => {
    const head = { seq: 1, at: 1_760_000_000_001, hash: noHash }
    expect(() => seal(definition, draft({}), { ...at, head })).toThrow(
      expect.objectContaining({ code: 'bug/back-dated-entry' }),
    )
  })
})

describe('the hash of a state', () => {
  const hash = (context: Readonly<Record<string, unknown>>, salt = caseSalt) =>
    stateHashOf(definition, state(context), salt)
  const context = { topic: 'x', estimate: 7, phone: `~personal:${'0'.repeat(64)}` }

  it('changes with every field, marked or not, and with the salt where a field is marked', () => {
    const changed = [
      hash(context),
      hash({ ...context, topic: 'y' }),
      hash({ ...context, estimate: 8 }),
      hash({ ...context, estimate: null }),
      hash({ ...context, phone: null }),
      hash({ ...context, phone: `~personal:${'1'.repeat(64)}` }),
      hash({ ...context, parameters: {} }),
      hash(context, 'another'),
      stateHashOf(definition, state(context, 'failed'), caseSalt),
    ]
    expect(new Set(changed).size).toBe(changed.length)
  })

  it('cannot be guessed at without the salt: the marked value is nowhere in what is hashed', () => {
    const plain = { context: z.object({ topic: z.string() }) }
    const guess = stateHashOf(plain, state(context), caseSalt)
    expect(hash(context)).not.toBe(guess)
  })

  it('does not depend on the order of members', () => {
    expect(hash({ phone: context.phone, estimate: 7, topic: 'x' })).toBe(hash(context))
  })

  it('tells equal values at different places apart', () => {
    const two = { context: z.object({ votes: z.record(z.string(), visibleTo(['convener'], z.string())) }) }
    const of = (votes: Readonly<Record<string, string>>) => stateHashOf(two, state({ votes }), caseSalt)
    expect(of({ a: 'yes', b: 'no' })).not.toBe(of({ a: 'no', b: 'yes' }))
  })
})
