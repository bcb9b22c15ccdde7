import { describe, expect, it } from 'vitest'
import { mayShrink } from '../src/model/may-shrink.js'
import { absent, type Cell, type Content, cellAt, cellFor, contentOf, numberOf, plant } from '../src/tables/cells.js'

const value = (one: number | string | null): Content => contentOf(one)

/** A case with a list of two, a record of one, a count and a text; and what is made of it by a step. */
function seen(
  event: string,
  steps: (cell: (...keys: string[]) => Cell) => readonly (readonly [Cell, Content | undefined, Content])[],
): readonly string[] {
  const root = cellAt(undefined, '')
  plant(root, { context: { list: ['a', 'b'], record: { k: 1 }, count: 3, text: 'abc', free: 5 } })
  const watch = mayShrink(root, { list: ['clear'], record: [], count: [], text: [] })
  const changes = steps((...keys) => cellFor(root, ['context', ...keys]))
  const values = new Map<Cell, number>()
  const net = new Map<Cell, Content>()
  for (const [cell, before, after] of changes) {
    if (before !== undefined) values.set(cell, numberOf(cell, before))
    net.set(cell, after)
  }
  watch.sees(event, values, net)
  return [...watch.fields]
}

describe('a field that only grows may have become less', () => {
  it('where a smaller number is put there, or nobody looked at what it was', () => {
    expect(seen('act', cell => [[cell('count'), value(3), value(2)]])).toEqual(['count'])
    expect(seen('act', cell => [[cell('count'), undefined, value(9)]])).toEqual(['count'])
    expect(seen('act', cell => [[cell('text'), value('abc'), value('ab')]])).toEqual(['text'])
  })

  it('where a key or an item is taken away, or the whole', () => {
    expect(seen('act', cell => [[cell('record', 'k'), undefined, absent]])).toEqual(['record'])
    expect(seen('act', cell => [[cell('list', 'length'), value(2), value(1)]])).toEqual(['list'])
    expect(seen('act', cell => [[cell('list'), { kind: 'list' }, value(null)]])).toEqual(['list'])
  })

  it('where another item takes the place of one, or nobody looked at which it was', () => {
    expect(seen('act', cell => [[cell('list', '0'), value('a'), value('c')]])).toEqual(['list'])
    expect(seen('act', cell => [[cell('list', '1'), undefined, value('b')]])).toEqual(['list'])
    expect(seen('act', cell => [[cell('list', '1'), value('b'), value('b')]])).toEqual([])
  })

  it('not where it grows, is put there as it was, or begins', () => {
    expect(
      seen('act', cell => [
        [cell('count'), value(3), value(3)],
        [cell('list', 'length'), value(2), value(3)],
        [cell('list', '2'), undefined, value('c')],
        [cell('record', 'l'), undefined, value(1)],
        [cell('record', 'k'), absent, absent],
        [cell('record', 'k', 'deeper'), undefined, absent],
        [cell('text'), absent, value('')],
      ]),
    ).toEqual([])
  })

  it('not by an event that may reset it, nor where it is not declared', () => {
    expect(seen('clear', cell => [[cell('list', 'length'), value(2), value(0)]])).toEqual([])
    expect(seen('act', cell => [[cell('free'), value(5), value(1)]])).toEqual([])
  })
})
