import { type CaseStore, memoryStore, storeFault } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { opening } from './fixtures/asking.js'
import { bench, hour, monday } from './fixtures/engines.js'

async function until(isMet: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isMet())) await new Promise(resolve => setTimeout(resolve, 2))
}

describe('the outbox', () => {
  it('waits longer after each failure, never all at the same time, and gives up in the end', async () => {
    const attempts: number[] = []
    const { engine, now, invited, events } = bench({
      outbox: { attempts: 6 },
      deliver: () => {
        attempts.push(now())
        throw new Error('away')
      },
    })
    const id = await invited()
    await engine.advance(monday + hour)
    expect(attempts.length).toBe(6)
    const waits = attempts.slice(1).map((at, i) => at - (attempts[i] as number))
    waits.forEach((wait, i) => {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** i)
      expect(wait).toBeLessThanOrEqual(1_000 * 2 ** i + 1)
    })
    expect(new Set(waits.map((wait, i) => (wait / 2 ** i).toFixed(1))).size).toBeGreaterThan(1)
    expect(events.filter(({ type }) => type === 'failed').at(-1)).toMatchObject({
      what: 'delivery',
      id: `${id}:2:1`,
      attempt: 6,
      retryAt: null,
    })
    const [dead] = (await engine.outbox.dead()).items
    expect(dead).toMatchObject({ id: `${id}:2:1`, type: 'invited', error: 'away' })
  })

  it('delivers a dead notice again when it is asked to', async () => {
    let isAway = true
    const delivered: string[] = []
    const { engine, invited } = bench({
      outbox: { attempts: 1 },
      deliver: notice => {
        if (isAway) throw new Error('away')
        delivered.push(notice.id)
      },
    })
    const id = await invited()
    await engine.advance()
    isAway = false
    await engine.advance(monday + hour)
    expect(delivered).toEqual([])
    expect(await engine.outbox.retry(`${id}:2:1`)).toBe(true)
    expect(await engine.outbox.retry('none')).toBe(false)
    await engine.advance()
    expect(delivered).toEqual([`${id}:2:1`])
    expect((await engine.outbox.dead()).items).toEqual([])
  })

  it('gives up waiting for a delivery that takes too long, and tells it so', async () => {
    const reasons: unknown[] = []
    const { engine, invited } = bench({
      outbox: { timeout: 20, attempts: 1 },
      deliver: (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => reasons.push(signal.reason.code))
        }),
    })
    await invited()
    // The timer of a delivery does not keep a process alive; here, something has to.
    const alive = setInterval(() => {}, 1_000)
    await engine.advance()
    clearInterval(alive)
    expect(reasons).toEqual(['engine/deliver-timeout'])
    expect((await engine.outbox.dead()).items.length).toBe(1)
  })

  it('goes on beside deliveries that hang, as long as there is room, and takes those that fail again', async () => {
    const told: string[] = []
    const held: (() => void)[] = []
    const { engine, now, invited, events } = bench({
      longestSleep: 3_600_000,
      outbox: { parallel: 2 },
      deliver: ({ id, attempt }) => {
        if (held.length === 0) return new Promise<void>(resolve => held.push(resolve))
        told.push(`${id.at(-3)} ${attempt}`)
        if (told.length === 1) throw new Error('away')
      },
    })
    const alive = setInterval(() => {}, 1_000)
    engine.start()
    await invited()
    await until(() => held.length === 1)
    await invited()
    await until(() => events.some(({ type }) => type === 'failed'))
    now.add(1_000)
    await invited()
    await until(() => told.length === 3)
    expect(told.sort()).toEqual(['2 1', '2 1', '2 2'])
    // What was told last is acknowledged a little later.
    await until(async () => (await engine.outbox.waiting()).items.length === 1)
    held[0]?.()
    await engine.close()
    clearInterval(alive)
  })

  it('acknowledges what was delivered also when the store fails in between', async () => {
    const shared = memoryStore()
    let isDown = true
    const store: CaseStore = {
      ...shared,
      outbox: {
        ...shared.outbox,
        async failed(...args) {
          if (isDown) throw storeFault('store/unavailable')
          return shared.outbox.failed(...args)
        },
      },
    }
    const slow: (() => void)[] = []
    const { engine, now, invited } = bench({
      store,
      deliver: () => {
        if (slow.length > 0) throw new Error('away')
        return new Promise<void>(resolve => slow.push(resolve))
      },
    })
    await invited()
    await invited()
    const pass = engine.advance()
    await until(() => slow.length === 1)
    slow[0]?.()
    await expect(pass).rejects.toMatchObject({ code: 'store/unavailable' })
    expect((await engine.outbox.waiting()).items.map(({ attempts }) => attempts)).toEqual([0])
    isDown = false
    now.add(120_000)
    await engine.advance()
    expect((await engine.outbox.waiting()).items.map(({ attempts }) => attempts)).toEqual([1])
  })

  it('keeps the personal values of a notice out of the store, and out of it once they are erased', async () => {
    const bodies: unknown[] = []
    const { engine, store } = bench({ deliver: notice => void bodies.push(notice.params) })
    const claims: unknown[] = []
    const open = async () => {
      const opened = await engine.open('asking', { ...opening, phone: '13800138000' }, { by: 'rc' })
      if (!opened.ok) throw new Error(opened.refusal.code)
      await engine.send(opened.case.id, { type: 'submit' }, { by: 'rc' })
      return opened.case.id
    }
    await open()
    claims.push(...(await store.outbox.claim({ now: monday, limit: 10, leaseUntil: monday + 1 })))
    expect(JSON.stringify(claims)).not.toContain('13800138000')
    await engine.advance(monday + 10)
    expect(bodies).toEqual([{ topic: 'parking', phone: '13800138000' }])
    const signatures = [
      { by: 'office', actor: 'li' },
      { by: 'office', actor: 'wang' },
    ] as const
    await engine.erase(await open(), { ground: 'asked for', signatures })
    await engine.advance()
    expect(bodies[1]).toEqual({ topic: 'parking' })
  })

  it('reminds by the ladder of a deadline, whom it tells', async () => {
    const notices: unknown[] = []
    const { engine, invited } = bench({ deliver: notice => void notices.push([notice.type, notice.to, notice.params]) })
    await invited()
    await engine.advance(monday + 2 * hour)
    expect(notices).toContainEqual([
      'deadline',
      ['rc'],
      { name: 'reply', key: 'a', n: 1, rung: 'half', dueAt: monday + 4 * hour },
    ])
  })

  it('drops notices to parties where nobody wants them', async () => {
    const { engine, invited, store } = bench()
    await invited()
    await engine.advance()
    expect(await store.outbox.nextAt()).toBeNull()
  })
})

describe('deadlines', () => {
  it('of one case fire one soon after the other: a lease ends when its work is done', async () => {
    const { engine, now } = bench()
    const soon = { parameters: { replyWithin: { n: 1, unit: 'minute' } } } as const
    const opened = await engine.open('asking', { ...opening, invitees: ['a'] }, { by: 'rc', ...soon })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    await engine.send(id, { type: 'submit' }, { by: 'rc' })
    now.add(45_000)
    await engine.advance()
    expect((await engine.view(id))?.seq).toBe(3)
    now.add(15_000)
    await engine.advance()
    expect((await engine.view(id))?.outcome).toBe('failed')
  })
})

describe('the background', () => {
  it('fires and delivers by itself between start and stop, and stops when nothing is under way', async () => {
    let tell = () => {}
    const heard = new Promise<void>(resolve => (tell = resolve))
    const { engine, now, invited } = bench({
      longestSleep: 5,
      deliver: notice => {
        if (notice.type === 'deadline') tell()
      },
    })
    const alive = setInterval(() => {}, 1_000)
    const id = await invited()
    engine.start()
    engine.start()
    now.set(monday + 2 * hour)
    await heard
    await engine.stop()
    clearInterval(alive)
    expect((await engine.view(id))?.seq).toBe(5)
    now.set(monday + 4 * hour)
    await new Promise(resolve => setTimeout(resolve, 30))
    expect((await engine.view(id))?.seq).toBe(5)
  })

  it('fires deadlines while a delivery does not end', async () => {
    const held: (() => void)[] = []
    const { engine, now, invited } = bench({
      longestSleep: 5,
      outbox: { parallel: 1 },
      deliver: () => new Promise<void>(resolve => held.push(resolve)),
    })
    const alive = setInterval(() => {}, 1_000)
    const id = await invited()
    engine.start()
    await until(() => held.length === 1)
    now.set(monday + 4 * hour)
    await until(async () => (await engine.view(id))?.outcome === 'failed')
    expect(held.length).toBe(1)
    const stopped = engine.stop()
    held[0]?.()
    await stopped
    clearInterval(alive)
    // The reminders are left for whoever starts next.
    expect(held.length).toBe(1)
    expect((await engine.outbox.waiting()).items.map(({ type }) => type)).toEqual(['deadline', 'deadline', 'deadline'])
  })

  it('stops after what is under way, whatever is still to be delivered', async () => {
    const held: (() => void)[] = []
    const { engine, invited } = bench({
      outbox: { parallel: 2 },
      deliver: () => new Promise<void>(resolve => held.push(resolve)),
    })
    const alive = setInterval(() => {}, 1_000)
    for (let i = 0; i < 5; i++) await invited()
    engine.start()
    await until(() => held.length === 2)
    const stopped = engine.stop()
    for (const release of held) release()
    await stopped
    expect([held.length, (await engine.outbox.waiting()).items.length]).toEqual([2, 3])
    engine.start()
    await until(() => held.length === 4)
    for (const release of held) release()
    await until(() => held.length === 5)
    for (const release of held) release()
    await engine.close()
    clearInterval(alive)
  })

  it('delivers at once what is sent while it sleeps', async () => {
    let tell = () => {}
    const heard = new Promise<void>(resolve => (tell = resolve))
    const { engine, invited } = bench({ longestSleep: 3_600_000, deliver: () => tell() })
    const alive = setInterval(() => {}, 1_000)
    engine.start()
    await new Promise(resolve => setTimeout(resolve, 20))
    await invited()
    await heard
    await engine.close()
    clearInterval(alive)
  })
})
