import { type Append, type CaseStore, emptyDirectory, memoryStore, storeFault } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { opening } from './fixtures/asking.js'
import { bench, entriesOf } from './fixtures/engines.js'

/** A memory store whose appends can be disturbed: before they write, after they wrote, or by somebody else. */
function disturbed(
  disturb: (batch: readonly Append[], write: CaseStore['append']) => ReturnType<CaseStore['append']>,
): CaseStore {
  const store = memoryStore()
  return { ...store, append: batch => disturb(batch, store.append) }
}

const jot = (text: string) => ({ type: 'jot', text }) as const

describe('when the store fails', () => {
  it('a transaction that failed is decided and written again, and every command is answered', async () => {
    let failures = 0
    const { engine, invited } = bench({
      store: disturbed(async (batch, write) => {
        if (batch[0]?.expectedSeq === 2 && failures++ < 2) throw storeFault('store/unavailable')
        return write(batch)
      }),
    })
    const id = await invited()
    const results = await Promise.all(['x', 'y', 'z'].map(text => engine.send(id, jot(text), { by: 'a' })))
    expect(results.map(result => result.ok && [result.entry.seq, result.replayed])).toEqual([
      [3, false],
      [4, false],
      [5, false],
    ])
    expect((await engine.view(id))?.data.notes).toEqual(['x', 'y', 'z'])
    expect(failures).toBeGreaterThan(1)
  })

  it('a transaction that was written although it seemed to fail is not written twice', async () => {
    let isLost = true
    const { engine, invited } = bench({
      store: disturbed(async (batch, write) => {
        const results = await write(batch)
        if (batch[0]?.expectedSeq === 2 && isLost) {
          isLost = false
          throw storeFault('store/unavailable')
        }
        return results
      }),
    })
    const id = await invited()
    const results = await Promise.all(['x', 'y'].map(text => engine.send(id, jot(text), { by: 'a' })))
    expect(results.map(result => result.ok && [result.entry.seq, result.replayed])).toEqual([
      [3, false],
      [4, false],
    ])
    expect((await engine.view(id))?.data.notes).toEqual(['x', 'y'])
  })

  it('an opening that was written although it seemed to fail opens one case', async () => {
    let isLost = true
    const { engine, invited } = bench({
      store: disturbed(async (batch, write) => {
        const results = await write(batch)
        if (!isLost) return results
        isLost = false
        throw storeFault('store/unavailable')
      }),
    })
    const id = await invited()
    expect((await engine.list({})).items.map(item => item.id)).toEqual([id])
  })

  it('it gives up after three more attempts, with the error of the store, and the case goes on afterwards', async () => {
    let isDown = false
    let attempts = 0
    const { engine, invited } = bench({
      store: disturbed(async (batch, write) => {
        if (!isDown) return write(batch)
        attempts += 1
        throw storeFault('store/full')
      }),
    })
    const id = await invited()
    isDown = true
    await expect(engine.send(id, jot('x'), { by: 'a' })).rejects.toMatchObject({ code: 'store/full' })
    expect(attempts).toBe(4)
    isDown = false
    expect(await engine.send(id, jot('y'), { by: 'a' })).toMatchObject({ ok: true, entry: { seq: 3 } })
  })
})

describe('when somebody else writes to the same case', () => {
  it('commands are decided again on what was written, in the order in which they were sent', async () => {
    const shared = memoryStore()
    const other = bench({ store: shared })
    let isRacing = false
    const { engine, invited, events } = bench({
      store: {
        ...shared,
        async append(batch) {
          if (isRacing) {
            isRacing = false
            await other.engine.send(batch[0]?.caseId as string, jot('first'), { by: 'b' })
          }
          return shared.append(batch)
        },
      },
    })
    const id = await invited()
    isRacing = true
    const results = await Promise.all(['second', 'third'].map(text => engine.send(id, jot(text), { by: 'a' })))
    expect(results.map(result => result.ok && result.entry.seq)).toEqual([4, 5])
    expect((await engine.view(id))?.data.notes).toEqual(['first', 'second', 'third'])
    expect(events).toContainEqual(expect.objectContaining({ type: 'retried', reason: 'head-moved' }))
  })

  it('a command that the other made impossible is refused, not acknowledged', async () => {
    const shared = memoryStore()
    const other = bench({ store: shared })
    let isRacing = false
    const { engine, invited } = bench({
      store: {
        ...shared,
        async append(batch) {
          if (isRacing) {
            isRacing = false
            for (const by of ['b', 'c']) {
              await other.engine.send(batch[0]?.caseId as string, { type: 'reply', answer: 'yes' }, { by })
            }
          }
          return shared.append(batch)
        },
      },
    })
    const id = await invited()
    isRacing = true
    const [late, refused] = await Promise.all([
      engine.send(id, jot('too late'), { by: 'a' }),
      engine.send(id, { type: 'submit' }, { by: 'rc' }),
    ])
    expect(late).toMatchObject({ ok: false, refusal: { code: 'refusal/settled' } })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'refusal/settled' } })
    expect((await entriesOf(engine, id)).map(({ type }) => type)).toEqual(['case.started', 'submit', 'reply', 'reply'])
  })

  it('it gives up with conflict/head-moved when the others never stop', async () => {
    const shared = memoryStore()
    const other = bench({ store: shared })
    let isRacing = false
    const { engine, invited } = bench({
      store: {
        ...shared,
        async append(batch) {
          if (isRacing) await other.engine.send(batch[0]?.caseId as string, jot('again'), { by: 'b' })
          return shared.append(batch)
        },
      },
    })
    const id = await invited()
    isRacing = true
    await expect(engine.send(id, jot('x'), { by: 'a' })).rejects.toMatchObject({
      code: 'conflict/head-moved',
      retry: 'after-reread',
    })
  })

  it('what one engine of a process has written, the other sees at once', async () => {
    const shared = memoryStore()
    const [one, two] = [bench({ store: shared }), bench({ store: shared })]
    const id = await one.invited()
    expect((await two.engine.view(id))?.seq).toBe(2)
    await one.engine.send(id, jot('x'), { by: 'a' })
    expect((await two.engine.view(id))?.seq).toBe(3)
    await two.engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })
    expect(await one.engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({
      ok: false,
      refusal: { code: 'refusal/guard' },
    })
  })

  it('what it writes between our commit and our answer is not overlooked', async () => {
    const shared = memoryStore()
    let isRacing = false
    const racing: CaseStore = {
      ...shared,
      async append(batch) {
        const results = await shared.append(batch)
        if (!isRacing) return results
        isRacing = false
        await other.engine.send(batch[0]?.caseId as string, jot('second'), { by: 'b' })
        return results
      },
    }
    const other = bench({ store: racing })
    const { engine, invited } = bench({ store: racing })
    const id = await invited()
    isRacing = true
    await engine.send(id, jot('first'), { by: 'a' })
    expect((await engine.view(id))?.data.notes).toEqual(['first', 'second'])
  })
})

describe('what is decided on state that turns out to be void', () => {
  it('is decided again in the order in which it was sent, written or not', async () => {
    const shared = memoryStore()
    const other = bench({ store: shared })
    let hold: (() => void) | undefined
    let isRacing = false
    const { engine, invited } = bench({
      store: {
        ...shared,
        async append(batch) {
          if (isRacing) {
            isRacing = false
            await new Promise<void>(resolve => {
              hold = resolve
            })
          }
          return shared.append(batch)
        },
      },
    })
    const id = await invited()
    isRacing = true
    const first = engine.send(id, jot('1'), { by: 'a' })
    while (hold === undefined) await new Promise(resolve => setImmediate(resolve))
    const rest = ['2', '3'].map(text => engine.send(id, jot(text), { by: 'a' }))
    await other.engine.send(id, jot('0'), { by: 'b' })
    hold()
    const results = await Promise.all([first, ...rest])
    expect(results.map(result => result.ok && result.entry.seq)).toEqual([4, 5, 6])
    expect((await engine.view(id))?.data.notes).toEqual(['0', '1', '2', '3'])
  })

  it('is not decided at all on what was remembered while others wrote', async () => {
    const shared = memoryStore()
    const other = bench({ store: shared })
    let answer: (() => void) | undefined
    const { engine } = bench({
      store: shared,
      directory: {
        ...emptyDirectory,
        async delegations() {
          await new Promise<void>(resolve => {
            answer = resolve
          })
          return []
        },
      },
    })
    const opened = await engine.open('asking', opening, { by: 'rc' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { id } = opened.case
    const deputy = engine.send(id, { type: 'submit' }, { by: 'nobody', onBehalfOf: 'rc' })
    while (answer === undefined) await new Promise(resolve => setImmediate(resolve))
    await other.engine.send(id, { type: 'submit' }, { by: 'rc' })
    const reply = engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })
    answer()
    expect(await deputy).toMatchObject({ ok: false, refusal: { code: 'missing/case' } })
    expect(await reply).toMatchObject({ ok: true })
  })

  it('is dropped also where it was still waiting for the directory', async () => {
    const shared = memoryStore()
    const other = bench({ store: shared })
    let answer: (() => void) | undefined
    let hold: (() => void) | undefined
    let isRacing = false
    const delegation = { id: 'd', principal: 'a', delegate: 'a/deputy', from: 0, to: null }
    const { engine, invited } = bench({
      directory: {
        ...emptyDirectory,
        async delegations() {
          if (answer === undefined) {
            await new Promise<void>(resolve => {
              answer = resolve
            })
          }
          return [delegation]
        },
      },
      store: {
        ...shared,
        async append(batch) {
          if (isRacing) {
            isRacing = false
            await new Promise<void>(resolve => {
              hold = resolve
            })
          }
          return shared.append(batch)
        },
      },
    })
    const id = await invited()
    isRacing = true
    const first = engine.send(id, jot('1'), { by: 'a' })
    const second = engine.send(id, jot('2'), { by: 'a/deputy', onBehalfOf: 'a' })
    while (hold === undefined || answer === undefined) await new Promise(resolve => setImmediate(resolve))
    await other.engine.send(id, jot('0'), { by: 'b' })
    hold()
    await new Promise(resolve => setTimeout(resolve, 5))
    answer()
    expect([await first, await second].map(result => result.ok && result.entry.seq)).toEqual([4, 5])
    expect((await engine.view(id))?.data.notes).toEqual(['0', '1', '2'])
  })
})

describe('group commit', () => {
  it('writes concurrent commands of different cases together, and successive commands of one case as one append', async () => {
    const batches: (readonly Append[])[] = []
    const { engine, invited } = bench({
      store: disturbed(async (batch, write) => {
        batches.push(batch)
        return write(batch)
      }),
    })
    const ids = [await invited(), await invited(), await invited()]
    batches.length = 0
    await Promise.all(ids.flatMap(id => ['x', 'y'].map(text => engine.send(id, jot(text), { by: 'a' }))))
    expect(batches.map(batch => batch.map(({ entries }) => entries.length))).toEqual([[2, 2, 2]])
  })

  it('collects the next batch while one is being written', async () => {
    const batches: number[] = []
    let release = () => {}
    const { engine, invited } = bench({
      store: disturbed(async (batch, write) => {
        batches.push(batch.flatMap(({ entries }) => entries).length)
        if (batches.length === 3) await new Promise<void>(resolve => (release = resolve))
        return write(batch)
      }),
    })
    const id = await invited()
    const first = engine.send(id, jot('1'), { by: 'a' })
    while (batches.length < 3) await new Promise(resolve => setImmediate(resolve))
    const rest = ['2', '3', '4'].map(text => engine.send(id, jot(text), { by: 'a' }))
    const refused = engine.send(id, { type: 'submit' }, { by: 'rc' })
    let isAnswered = false
    void refused.then(() => (isAnswered = true))
    await new Promise(resolve => setImmediate(resolve))
    expect([batches, isAnswered]).toEqual([[1, 1, 1], false])
    release()
    await Promise.all([first, ...rest, refused])
    expect(batches).toEqual([1, 1, 1, 3])
  })

  it('splits what is more than one batch may hold', async () => {
    const sizes: number[] = []
    const { engine } = bench({
      limits: { batchCases: 4 },
      store: disturbed(async (batch, write) => {
        sizes.push(batch.length)
        return write(batch)
      }),
    })
    await Promise.all(
      Array.from({ length: 10 }, () =>
        engine.open('asking', { topic: 't', convener: 'rc', invitees: [] }, { by: 'rc' }),
      ),
    )
    expect(sizes).toEqual([4, 4, 2])
  })
})

describe('back-pressure', () => {
  it('refuses to queue more than a case may hold, and goes on with the rest', async () => {
    const { engine, invited } = bench({ limits: { queuedPerCase: 3 } })
    const id = await invited()
    const attempts = await Promise.allSettled(['1', '2', '3', '4'].map(text => engine.send(id, jot(text), { by: 'a' })))
    expect(attempts.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    expect(attempts[3]).toMatchObject({ reason: { code: 'engine/overloaded', retry: 'later' } })
    expect((await engine.view(id))?.data.notes).toEqual(['1', '2', '3'])
  })

  it('refuses more than it may have in flight over all cases', async () => {
    const { engine } = bench({ limits: { inFlight: 2 } })
    const attempts = await Promise.allSettled(
      ['x', 'y', 'z'].map(topic => engine.open('asking', { topic, convener: 'rc', invitees: [] }, { by: 'rc' })),
    )
    expect(attempts.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })
})
