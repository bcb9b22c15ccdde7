import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore } from '@convoke/core'
import { sqliteStore } from '@convoke/store-sqlite'
import { describe, expect, it } from 'vitest'
import type { AnyEngine } from '../src/index.js'
import { opening } from './fixtures/asking.js'
import { bench, entriesOf, hour, monday } from './fixtures/engines.js'

const signatures = [
  { by: 'office', actor: 'li' },
  { by: 'office', actor: 'wang' },
] as const

const chosen = '0190b0a0-0000-7000-8000-00000000002a'

describe('hostile commands', () => {
  it.each([
    ['null', null],
    ['a string', 'submit'],
    ['a list', ['submit']],
    ['a number', 7],
    ['nothing', undefined],
    ['no type', { answer: 'yes' }],
    ['a type that is no string', { type: { toString: () => 'submit' } }],
    [
      'a type that throws',
      {
        get type() {
          throw new Error('caught me')
        },
      },
    ],
  ])('a body that is %s is refused as input', async (_, body) => {
    const { engine, invited } = bench()
    const id = await invited()
    const result = await engine.submit(id, body, { by: 'rc' })
    expect(result).toMatchObject({ ok: false, refusal: { code: 'input/schema' } })
  })

  it('data whose getters throw, and data in rings, are refused as input', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const ring: Record<string, unknown> = { type: 'jot', text: 'x' }
    ring.self = ring
    expect(await engine.submit(id, ring, { by: 'a' })).toMatchObject({ ok: false, refusal: { code: 'input/not-json' } })
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => [],
        get: () => {
          throw new Error('no')
        },
      },
    )
    const result = await engine.submit(id, { type: 'jot', text: proxy }, { by: 'a' })
    expect(result.ok).toBe(false)
    const trap = Object.defineProperty({ type: 'jot' }, 'text', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    expect(await engine.submit(id, trap, { by: 'a' })).toMatchObject({ ok: false, refusal: { code: 'input/schema' } })
    expect((await entriesOf(engine, id)).length).toBe(2)
  })

  it('a prototype cannot be polluted through data', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const bodies = [
      '{"type":"jot","text":"x","__proto__":{"polluted":1}}',
      '{"type":"jot","constructor":{"prototype":{"polluted":1}}}',
    ]
    for (const body of bodies) await engine.submit(id, JSON.parse(body), { by: 'a' })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect((await entriesOf(engine, id)).length).toBe(2)
  })

  it('ids that no journal should hold are refused', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    for (const commandId of ['', 'x'.repeat(201), 'a b', 'a\u0000b', '\ud800']) {
      const result = await engine.send(id, { type: 'jot', text: 'x' }, { by: 'a', commandId })
      expect(result).toMatchObject({ ok: false, refusal: { code: 'input/schema' } })
    }
    for (const by of ['', 'x'.repeat(201), 'a b', 'a　b', 'a\u200b', 'clock', 'case:x', 7 as never]) {
      await expect(engine.send(id, { type: 'jot', text: 'x' }, { by })).rejects.toMatchObject({
        code: 'engine/party-id',
      })
    }
    for (const at of [Number.NaN, 1.5, Number.POSITIVE_INFINITY]) {
      const result = await engine.send(id, { type: 'jot', text: 'x' }, { by: 'a', at })
      expect(result).toMatchObject({ ok: false, refusal: { code: 'input/schema' } })
    }
  })

  it('a context cannot be grown beyond its limit, command by command', async () => {
    const { engine, invited } = bench({ limits: { contextSize: 8_000 } })
    const id = await invited()
    const codes: string[] = []
    for (let i = 0; i < 20; i++) {
      const result = await engine.send(id, { type: 'jot', text: 'x'.repeat(1_000) }, { by: 'a' })
      codes.push(result.ok ? 'accepted' : result.refusal.code)
    }
    expect(codes.filter(code => code === 'accepted').length).toBeLessThan(8)
    expect(codes.at(-1)).toBe('input/too-large')
    expect(JSON.stringify((await engine.view(id))?.data).length).toBeLessThan(8_000)
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: true })
  })

  it('a case cannot have more parties than its limit', async () => {
    const { engine } = bench({ limits: { parties: 3 } })
    expect(await engine.open('asking', opening, { by: 'rc' })).toMatchObject({
      ok: false,
      refusal: { code: 'input/too-large' },
    })
    expect(await engine.open('asking', { ...opening, invitees: ['a', 'b'] }, { by: 'rc' })).toMatchObject({ ok: true })
  })

  it('a foreign id on open shows nothing of the case that has it, and changes nothing', async () => {
    const { engine } = bench()
    await engine.open('asking', opening, { by: 'rc', id: chosen })
    const stolen = await engine.open('asking', { ...opening, convener: 'thief' }, { by: 'thief', id: chosen })
    expect(stolen).toEqual({ ok: false, refusal: { code: 'refusal/case-exists', details: {}, allowed: [] } })
    expect((await engine.view(chosen))?.data.convener).toBe('rc')
  })

  it('the refusal log keeps codes and parties, never data, and no stranger fills it', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const any = engine as unknown as AnyEngine
    await any.send(id, { type: 'CANARY-TYPE' }, { by: 'a' })
    await any.send(id, { type: 'reply', answer: 'CANARY-DATA' }, { by: 'a' })
    for (let i = 0; i < 300; i++) await any.send(id, { type: 'submit' }, { by: `stranger:${i}` })
    const log = await engine.refusals(id)
    expect(JSON.stringify(log)).not.toContain('CANARY')
    expect(log.last.map(({ by, code }) => [by, code])).toEqual([
      ['a', 'input/unknown-command'],
      ['a', 'input/schema'],
    ])
  })
})

describe('a canary in every marked field', () => {
  it('reaches no event, no log and no notice for others', async () => {
    const delivered: unknown[] = []
    const { engine, events, invited, now } = bench({ deliver: notice => void delivered.push(notice) })
    const opened = await engine.open('asking', { ...opening, phone: 'CANARY-PHONE' }, { by: 'rc' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await engine.send(id, { type: 'submit' }, { by: 'rc' })
    await engine.send(id, { type: 'reply', answer: 'no', why: 'CANARY-WHY' }, { by: 'a' })
    await invited()
    await engine.advance(now() + 10 * hour)
    expect(JSON.stringify(events)).not.toContain('CANARY')
    expect(JSON.stringify(delivered)).toContain('CANARY-PHONE')
    expect(delivered).toContainEqual(expect.objectContaining({ type: 'declined', params: {} }))
    expect(JSON.stringify(delivered)).not.toContain('CANARY-WHY')
    const [forOther, forConvener] = [await engine.view(id, { as: 'b' }), await engine.view(id, { as: 'rc' })]
    expect(JSON.stringify(forOther)).not.toContain('CANARY-WHY')
    expect(forConvener?.data.replies.a).toBe('no')
    expect(forOther?.data.replies.a).toBeUndefined()
  })

  it('is gone from everything once it is erased, and the case still works and verifies', async () => {
    const file = sqliteStore(':memory:')
    const { engine } = bench({ store: file })
    const opened = await engine.open('asking', { ...opening, phone: 'CANARY-PHONE' }, { by: 'rc' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await engine.send(id, { type: 'submit' }, { by: 'rc' })
    expect((await engine.view(id, { as: 'a' }))?.data.phone).toBe('CANARY-PHONE')
    await engine.send(id, { type: 'reply', answer: 'no', why: 'CANARY-WHY' }, { by: 'a' })
    const act = { ground: 'asked by the complainant', signatures }
    expect(await engine.erase(id, { ...act, path: '/opening/phone' })).toBe(1)
    expect(await engine.erase(id, { ...act, subject: 'nobody' })).toBe(0)
    expect(await engine.erase(id, { ...act, subject: 'a' })).toBe(1)
    expect(await engine.erase(id, act)).toBe(0)
    await expect(engine.erase(id, { ...act, ground: '' })).rejects.toMatchObject({ code: 'engine/ground' })
    expect((await entriesOf(engine, id)).at(-2)?.data).toMatchObject({ erased: [{ seq: 1, path: '/opening/phone' }] })
    expect((await engine.view(id, { as: 'rc' }))?.data.replies.a).toBe('no')
    expect(JSON.stringify(await engine.view(id))).not.toContain('CANARY')
    expect(JSON.stringify(await entriesOf(engine, id))).not.toContain('CANARY')
    expect(await engine.send(id, { type: 'reply', answer: 'no' }, { by: 'b' })).toMatchObject({ ok: true })
    expect(await engine.audit()).toMatchObject({ ok: true, cases: 1, entries: 6 })
  })
})

describe('clocks', () => {
  it('a clock that goes back does not make a late reply timely', async () => {
    const { engine, now, invited } = bench()
    const id = await invited()
    now.set(monday + 4 * hour)
    await engine.advance()
    now.set(monday + 4 * hour - 1_000)
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: false })
    expect((await engine.view(id))?.outcome).toBe('failed')
  })

  it('a clock far behind stops due deadlines too, and the case goes on when it is right again', async () => {
    const { engine, now, invited, events } = bench()
    const id = await invited()
    now.set(monday + 3 * hour)
    await engine.send(id, { type: 'jot', text: 'x' }, { by: 'a' })
    now.set(monday)
    await expect(engine.send(id, { type: 'jot', text: 'y' }, { by: 'a' })).rejects.toMatchObject({
      code: 'engine/clock-behind',
    })
    now.set(monday + 3 * hour)
    expect(await engine.send(id, { type: 'jot', text: 'y' }, { by: 'a' })).toMatchObject({ ok: true })
    expect(events.filter(({ type }) => type === 'fired').length).toBe(3)
  })

  it('a clock that tells no whole milliseconds writes no entry that nobody could read again', async () => {
    for (const told of [Date.now() + 0.25, Number.NaN, Number.POSITIVE_INFINITY]) {
      const { engine } = bench({ now: () => told })
      await expect(engine.open('asking', opening, { by: 'rc' })).rejects.toMatchObject({
        code: 'engine/not-an-instant',
      })
      expect((await engine.audit()).cases).toBe(0)
    }
  })

  it('time moves only on a clock that can be moved', async () => {
    const { engine } = bench({ now: () => monday })
    await expect(engine.advance(monday + 1)).rejects.toMatchObject({ code: 'engine/no-manual-clock' })
    await engine.advance(monday - 1)
    await engine.advance()
  })
})

describe('two engines on one SQLite file', () => {
  it('take turns at one case without losing or doubling a command', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-two-'))
    try {
      const [one, two] = [0, 1].map(() => bench({ store: sqliteStore(join(folder, 'cases.db')) }))
      if (one === undefined || two === undefined) throw new Error('two engines')
      const id = await one.invited()
      const sends = Array.from({ length: 30 }, async (_, i) => {
        const { engine } = i % 2 === 0 ? one : two
        for (;;) {
          try {
            return await engine.send(id, { type: 'jot', text: `${i}` }, { by: 'a', commandId: `jot-${i}` })
          } catch (error) {
            expect(error).toMatchObject({ code: 'conflict/head-moved' })
          }
        }
      })
      expect((await Promise.all(sends)).every(result => result.ok)).toBe(true)
      const notes = (await one.engine.view(id))?.data.notes ?? []
      expect([...notes].sort()).toEqual(Array.from({ length: 30 }, (_, i) => `${i}`).sort())
      expect((await two.engine.view(id))?.data.notes).toEqual(notes)
      expect(await two.engine.audit()).toMatchObject({ ok: true, entries: 32 })
      await Promise.all([one.engine.close(), two.engine.close()])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('refuse nothing because of what they remember', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-two-'))
    try {
      const [one, two] = [0, 1].map(() => bench({ store: sqliteStore(join(folder, 'cases.db')) }))
      if (one === undefined || two === undefined) throw new Error('two engines')
      const opened = await one.engine.open('asking', opening, { by: 'rc' })
      if (!opened.ok) throw new Error(opened.refusal.code)
      const { id } = opened.case
      expect(await two.engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: false })
      await one.engine.send(id, { type: 'submit' }, { by: 'rc' })
      expect(await two.engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: true })
      expect((await one.engine.view(id))?.data.replies.a).toBe('yes')
      await Promise.all([one.engine.close(), two.engine.close()])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('find out by a conflict that the other went on with a case, and only later ones count as attempts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-two-'))
    try {
      const other = bench({ store: sqliteStore(join(folder, 'cases.db')) })
      const own = sqliteStore(join(folder, 'cases.db'))
      const jot = (text: string) => ({ type: 'jot', text }) as const
      const race: string[] = []
      const { engine, events, invited } = bench({
        limits: { retries: 1 },
        store: {
          ...own,
          async append(batch) {
            const text = race.shift()
            if (text !== undefined) await other.engine.send(batch[0]?.caseId as string, jot(text), { by: 'b' })
            return own.append(batch)
          },
        },
      })
      const id = await invited()
      await other.engine.send(id, jot('while at rest'), { by: 'b' })
      race.push('on top of it', 'while being written')
      expect(await engine.send(id, jot('mine'), { by: 'a' })).toMatchObject({ ok: true, entry: { seq: 6 } })
      expect(events.filter(({ type }) => type === 'retried')).toMatchObject([
        { reason: 'head-moved' },
        { reason: 'head-moved' },
      ])
      expect((await engine.view(id))?.data.notes).toEqual([
        'while at rest',
        'on top of it',
        'while being written',
        'mine',
      ])

      race.push('again', 'and again', 'and once more')
      await expect(engine.send(id, jot('too late'), { by: 'a' })).rejects.toMatchObject({ code: 'conflict/head-moved' })
      await Promise.all([engine.close(), other.engine.close()])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('fire a deadline once between them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'convoke-two-'))
    try {
      const [one, two] = [0, 1].map(() => bench({ store: sqliteStore(join(folder, 'cases.db')) }))
      if (one === undefined || two === undefined) throw new Error('two engines')
      const ids = [await one.invited(), await one.invited(), await two.invited()]
      for (const { now } of [one, two]) now.set(monday + 50 * hour)
      await Promise.all([one.engine.advance(), two.engine.advance()])
      for (const id of ids) {
        const rungs = (await entriesOf(one.engine, id))
          .filter(({ kind }) => kind === 'clock')
          .map(({ commandId }) => commandId)
        expect(new Set(rungs).size).toBe(rungs.length)
        expect((await two.engine.view(id))?.outcome).toBe('failed')
      }
      await Promise.all([one.engine.close(), two.engine.close()])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('two tenants in one store', () => {
  it('see nothing of each other: any engine looks after deadlines, and each delivers its own notices only', async () => {
    const store = memoryStore()
    const told: string[] = []
    const [north, south] = ['north', 'south'].map(tenant =>
      bench({ store, tenant, deliver: notice => void told.push(`${notice.tenant} ${notice.type}`) }),
    )
    if (north === undefined || south === undefined) throw new Error('two engines')
    const stop = new AbortController()
    const heard: string[] = []
    const watching = (async () => {
      for await (const { caseId } of south.engine.watch({}, { signal: stop.signal })) heard.push(caseId)
    })()
    await new Promise(resolve => setTimeout(resolve, 5))
    const [mine, theirs] = [await north.invited(), await south.invited()]
    expect(await south.engine.view(mine)).toBeUndefined()
    expect(await south.engine.send(mine, { type: 'submit' }, { by: 'rc' })).toMatchObject({
      refusal: { code: 'missing/case' },
    })
    expect((await south.engine.list({})).items.map(({ id }) => id)).toEqual([theirs])
    while (heard.length < 2) await new Promise(resolve => setTimeout(resolve, 1))
    stop.abort()
    await watching
    expect(new Set(heard)).toEqual(new Set([theirs]))
    north.now.set(monday + 50 * hour)
    await north.engine.advance()
    expect((await south.engine.view(theirs))?.outcome).toBe('failed')
    expect(told.filter(notice => notice.endsWith('invited'))).toEqual(['north invited'])
    await south.engine.advance()
    expect(told.filter(notice => notice.endsWith('invited'))).toEqual(['north invited', 'south invited'])
  })
})

describe('closing', () => {
  it('answers what is under way, then refuses, and ends whoever watches', async () => {
    const { engine, invited } = bench({ store: memoryStore() })
    const id = await invited()
    const heard: unknown[] = []
    const watching = (async () => {
      for await (const change of engine.watch()) heard.push(change)
    })()
    const sent = engine.send(id, { type: 'jot', text: 'x' }, { by: 'a' })
    await engine.close()
    expect(await sent).toMatchObject({ ok: true })
    await watching
    await expect(engine.send(id, { type: 'jot', text: 'y' }, { by: 'a' })).rejects.toMatchObject({
      code: 'engine/closed',
    })
    const { submit, view, journal, deadlines, list, inbox, exportCase, refusals, advance, audit } = engine
    for (const asked of [
      () => submit(id, { type: 'jot' }, { by: 'a' }),
      () => view(id),
      async () => journal(id),
      () => deadlines(id),
      () => list({}),
      () => inbox('a'),
      () => exportCase(id),
      () => refusals(id),
      () => engine.outbox.waiting(),
      () => engine.outbox.retry('n'),
      () => advance(),
      async () => engine.start(),
      () => audit(),
    ])
      await expect(asked()).rejects.toMatchObject({ code: 'engine/closed' })
    await engine.close()
  })

  it('happens by itself at the end of an `await using` block', async () => {
    const { engine } = bench()
    await engine[Symbol.asyncDispose]()
    await expect(engine.open('asking', opening, { by: 'rc' })).rejects.toMatchObject({ code: 'engine/closed' })
  })
})
