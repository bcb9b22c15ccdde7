import { join } from 'node:path'
import { sqliteStore } from '@convoke/store-sqlite'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { config, deskWithCase, parking, thursday } from './command-line.js'

const using = ['--config', config]
const notice = z.strictObject({
  id: z.string(),
  tenant: z.string(),
  caseId: z.uuid(),
  seq: z.int(),
  lane: z.string().nullable(),
  type: z.string(),
  body: z.record(z.string(), z.json()),
  attempts: z.int(),
})
const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().optional() })
const document = z.strictObject({
  waiting: page(notice.extend({ readyAt: z.int().nullable() })),
  dead: page(notice.extend({ error: z.string(), failedAt: z.int() })),
})

/** A desk whose one notice could not be delivered. */
async function deskWithDeadLetter() {
  const desk = await deskWithCase()
  const store = sqliteStore(join(desk.folder, 'cases.db'))
  const [claimed] = await store.outbox.claim({ now: thursday, limit: 1, leaseUntil: thursday + 1 })
  await store.outbox.failed(claimed?.id ?? '', 'HTTP 410\u001b[2J gone', thursday, null)
  await store.close()
  return { desk, id: claimed?.id ?? '' }
}

describe('the outbox', () => {
  it('lists what is not delivered yet, and delivers nothing itself', async () => {
    const desk = await deskWithCase()
    const told = document.parse(await desk.json('outbox', ...using))
    expect(told.waiting.items).toMatchObject([{ type: 'invited', caseId: parking, attempts: 0 }])
    expect(told.dead.items).toEqual([])
    expect(document.parse(await desk.json('outbox', ...using))).toEqual(told)
  })

  it('lists what could not be delivered, with its error, and puts it back on request', async () => {
    const { desk, id } = await deskWithDeadLetter()
    const { out } = await desk.convoke('outbox', '--dead', ...using)
    expect(out).toContain('invited')
    expect(out).toContain('dept:police')
    expect(out).toContain('HTTP 410')
    expect(out).not.toContain('\u001b')
    expect(document.parse(await desk.json('outbox', ...using)).dead.items).toMatchObject([{ id, attempts: 1 }])
    const again = await desk.convoke('outbox', '--retry', id, ...using)
    expect([again.code, again.out]).toEqual([
      0,
      'Put back: 1. They are delivered by the program that delivers for these cases.\n',
    ])
    const after = document.parse(await desk.json('outbox', ...using))
    expect([after.dead.items.length, after.waiting.items[0]?.attempts]).toEqual([0, 0])
  })

  it('puts everything back at once', async () => {
    const { desk, id } = await deskWithDeadLetter()
    expect(await desk.json('outbox', '--retry-all', ...using)).toEqual({ ok: true, retried: [id] })
    expect(await desk.json('outbox', '--retry-all', ...using)).toEqual({ ok: true, retried: [] })
  })

  it.each(['en', 'zh-CN'])('ends with code 4 for a notice that is not dead (%s)', async lang => {
    const desk = await deskWithCase()
    const { code, err } = await desk.convoke('outbox', '--retry', 'n-1', ...using, '--lang', lang)
    expect(code).toBe(4)
    expect(err).toContain('n-1')
    expect(await desk.json('outbox', '--retry', 'n-1', ...using)).toMatchObject({ error: { code: 'usage/no-notice' } })
  })

  it('is paged, each list by itself', async () => {
    const { desk } = await deskWithDeadLetter()
    expect((await desk.convoke('outbox', '--after', '1', ...using)).code).toBe(2)
    expect((await desk.convoke('outbox', '--retry', 'x', '--retry-all', ...using)).code).toBe(2)
    const { out } = await desk.convoke('outbox', '--waiting', '--limit', '1', ...using)
    expect(out).not.toContain('Could not be delivered')
  })
})
