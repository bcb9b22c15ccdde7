import { type Append, type CaseStore, memoryStore } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../src/index.js'
import { asking, opening } from './fixtures/asking.js'

/** A store that takes appends at once and finishes each when it is told to. */
function heldStore(concurrentAppends: number | undefined) {
  const inner = memoryStore()
  const underWay: { readonly batch: readonly Append[]; finish(fault?: Error): Promise<void> }[] = []
  const most = { appends: 0 }
  let isHeld = false
  const store: CaseStore = {
    ...inner,
    concurrentAppends,
    async append(batch) {
      if (!isHeld) return inner.append(batch)
      let finish: (fault?: Error) => void = () => undefined
      const finished = new Promise<Error | undefined>(resolve => {
        finish = resolve
      })
      const flight = {
        batch,
        async finish(fault?: Error) {
          underWay.splice(underWay.indexOf(flight), 1)
          finish(fault)
          await settled()
        },
      }
      underWay.push(flight)
      most.appends = Math.max(most.appends, underWay.length)
      const cases = underWay.flatMap(one => one.batch.map(({ caseId }) => caseId))
      if (new Set(cases).size < cases.length) throw new Error('a case is under way twice')
      const fault = await finished
      if (fault !== undefined) throw fault
      return inner.append(batch)
    },
  }
  return {
    store,
    underWay,
    most,
    hold() {
      isHeld = true
    },
    async finishAll() {
      isHeld = false
      while (underWay.length > 0) await underWay[0]?.finish()
    },
  }
}

/** Lets everything happen that waits for nobody. */
const settled = async () => {
  for (let i = 0; i < 4; i += 1) await new Promise(setImmediate)
}

async function senders(concurrentAppends: number | undefined, cases: number) {
  const held = heldStore(concurrentAppends)
  const engine = createEngine({ caseTypes: [asking], store: held.store, calendar: everyDayCalendar() })
  const ids: string[] = []
  for (let i = 0; i < cases; i += 1) {
    const opened = await engine.open('asking', opening, { by: 'rc' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    ids.push(opened.case.id)
  }
  held.hold()
  const note = (id: string, text: string) => engine.submit(id, { type: 'case.note', text }, { by: 'rc' })
  const sizes = () => held.underWay.map(({ batch }) => batch.length)
  return { ...held, engine, ids, note, sizes }
}

describe('a store that takes two appends at once', () => {
  it('is given many cases that come together in two halves, and each next half when its own was written', async () => {
    const { engine, ids, note, sizes, underWay, finishAll } = await senders(2, 64)
    const sent = ids.map(id => note(id, 'one').then(() => note(id, 'two')))
    await settled()
    expect(sizes()).toEqual([32, 32])
    const [first] = underWay
    const cases = first?.batch.map(({ caseId }) => caseId)
    await first?.finish()
    expect(sizes()).toEqual([32, 32])
    expect(underWay[1]?.batch.map(({ caseId }) => caseId).sort()).toEqual(cases?.sort())
    await finishAll()
    expect((await Promise.all(sent)).every(({ ok }) => ok)).toBe(true)
    await engine.close()
  })

  it('is given few cases as one', async () => {
    const { engine, ids, note, sizes, finishAll } = await senders(2, 31)
    const sent = ids.map(id => note(id, 'one'))
    await settled()
    expect(sizes()).toEqual([31])
    await finishAll()
    await Promise.all(sent)
    await engine.close()
  })

  it('never has two appends of one case, nor three of any', async () => {
    const { engine, ids, note, sizes, underWay, most, finishAll } = await senders(2, 3)
    const [a, b, c] = ids as [string, string, string]
    const sent = [note(a, '1')]
    await settled()
    sent.push(note(a, '2'), note(a, '3'))
    await settled()
    expect(sizes()).toEqual([1])
    sent.push(note(b, '1'))
    await settled()
    expect(sizes()).toEqual([1, 1])
    sent.push(note(c, '1'), note(b, '2'))
    await settled()
    expect(sizes()).toEqual([1, 1])
    // The one of `a` is done: its next two go together, with what waited of `c`, and not with what follows in `b`.
    await underWay[0]?.finish()
    expect(underWay.map(({ batch }) => batch.map(({ caseId }) => ids.indexOf(caseId)))).toEqual([[1], [2, 0]])
    expect(underWay[1]?.batch[1]?.entries).toHaveLength(2)
    await finishAll()
    expect((await Promise.all(sent)).every(({ ok }) => ok)).toBe(true)
    expect(most.appends).toBe(2)
    await engine.close()
  })

  it('whose one append fails has the other written, and what was decided on the failed one decided again', async () => {
    const { engine, ids, note, underWay, finishAll } = await senders(2, 2)
    const [a, b] = ids as [string, string]
    const one = note(a, '1')
    await settled()
    const [two, three] = [note(a, '2'), note(b, '1')]
    await settled()
    const [ofA, ofB] = [...underWay]
    await ofA?.finish(new Error('the disk is gone'))
    await ofB?.finish()
    expect((await three).ok).toBe(true)
    const again = Promise.all([one, two])
    await finishAll()
    expect((await again).every(({ ok }) => ok)).toBe(true)
    const texts = []
    for await (const entry of engine.journal(a)) texts.push(entry.seq)
    expect(texts).toEqual([1, 2, 3])
    await engine.close()
  })
})

it('a store that says nothing is given one append after the other', async () => {
  const { engine, ids, note, sizes, most, finishAll } = await senders(undefined, 64)
  const sent = ids.map(id => note(id, 'one'))
  await settled()
  expect(sizes()).toEqual([64])
  await finishAll()
  expect((await Promise.all(sent)).every(({ ok }) => ok)).toBe(true)
  expect(most.appends).toBe(1)
  await engine.close()
})
