// Whatever an update does to its draft, tracked data ends as a plain object would.
import type { Json } from '@convoke/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Cell, type Content, cellAt, childOf, numberOf, plant } from '../src/tables/cells.js'
import { tablesOver } from '../src/tables/decision-tables.js'
import { emptyTable } from '../src/tables/table.js'

type Person = { name: string; tags: string[] }
type Draft = { list: number[]; people: Record<string, Person>; queue: Person[]; n: number; flag: boolean }

const name = fc.constantFrom('a', 'b', 'c')
const person = fc.record({ name, tags: fc.array(name, { maxLength: 2 }) })
const act = fc.oneof(
  fc.record({ do: fc.constant('push' as const), value: fc.nat(3) }),
  fc.record({ do: fc.constant('pop' as const) }),
  fc.record({ do: fc.constant('shift' as const) }),
  fc.record({ do: fc.constant('filter' as const), value: fc.nat(3) }),
  fc.record({ do: fc.constant('splice' as const), value: fc.nat(3) }),
  fc.record({ do: fc.constant('put' as const), name, person }),
  fc.record({ do: fc.constant('remove' as const), name }),
  fc.record({ do: fc.constant('move' as const), name, value: fc.nat(2) }),
  fc.record({ do: fc.constant('rename' as const), name }),
  fc.record({ do: fc.constant('tag' as const), name }),
  fc.record({ do: fc.constant('queue' as const), person }),
  fc.record({ do: fc.constant('next' as const) }),
  fc.record({ do: fc.constant('count' as const) }),
  fc.record({ do: fc.constant('look' as const) }),
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

function done(draft: Draft, one: Act): void {
  if (one.do === 'push') draft.list.push(one.value)
  else if (one.do === 'pop') draft.list.pop()
  else if (one.do === 'shift') draft.list.shift()
  else if (one.do === 'filter') draft.list = draft.list.filter(value => value !== one.value)
  else if (one.do === 'splice') draft.list.splice(one.value, 1)
  else if (one.do === 'put') draft.people[one.name] = structuredClone(one.person)
  else if (one.do === 'remove') delete draft.people[one.name]
  else if (one.do === 'move') {
    const found = draft.people[one.name]
    if (found === undefined) return
    delete draft.people[one.name]
    draft.queue.push(found)
    found.tags.push(`moved ${one.value}`)
  } else if (one.do === 'rename') Object.assign(draft.people[one.name] ?? {}, { name: 'renamed' })
  else if (one.do === 'tag') draft.people[one.name]?.tags.push('tag')
  else if (one.do === 'queue') draft.queue.push(structuredClone(one.person))
  else if (one.do === 'next') {
    const first = draft.queue.shift()
    if (first !== undefined) draft.flag = first.tags.includes('tag')
  } else if (one.do === 'count') draft.n += draft.list.length
  else draft.flag = Object.keys(draft.people).length > 1 && 'a' in draft.people
}

/** What a state holds, read back from its cells. */
function valueIn(cell: Cell, content: (cell: Cell) => Content): Json | undefined {
  const held = content(cell)
  if (held.kind === 'absent') return undefined
  if (held.kind === 'value') return held.value as Json
  const part = (key: string) => valueIn(childOf(cell, key), content)
  if (held.kind === 'list')
    return Array.from({ length: part('length') as number }, (_, index) => part(String(index)) as Json)
  return Object.fromEntries(
    [...cell.children.keys()].flatMap(key => {
      const value = part(key)
      return value === undefined ? [] : [[key, value] as const]
    }),
  )
}

it('a step on tracked data leads where it would lead on a plain object', () => {
  const steps = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(steps, all => {
      const plain: { data: Draft } = {
        data: { list: [1, 2], people: { a: { name: 'a', tags: [] } }, queue: [], n: 0, flag: false },
      }
      const root = cellAt(undefined, '')
      plant(root, plain as unknown as Json)
      const tables = tablesOver(root, {
        telling: [],
        first: 0,
        list: 100,
        isWhole: true,
        effort: 1e9,
        wayOf: () => ({ configuration: 0, settling: undefined, keepers: [] }),
        wayOn: (_, next) => next,
        isBeyond: () => false,
        isStill: (_, way) => way === 0,
        endless: () => new Error('endless'),
      })
      // Everything is looked at everywhere, so that nothing is left out.
      const everything = emptyTable(0, data => JSON.stringify(data).length * 0)
      let way: (readonly Act[])[] = []
      /** The state at the end of the way; undefined where something had to be tracked first. */
      const walk = (): number | undefined => {
        tables.restart()
        let state = 0
        for (const acts of way) {
          if (tables.lookUp(everything, state) === undefined) return undefined
          const step = emptyTable(0, here => {
            for (const one of acts) done((here as unknown as { data: Draft }).data, one)
            return 0
          })
          const trail = tables.record({ tables: new Set(), places: new Set() })
          const leaf = tables.lookUp(step, state)
          const end = leaf && tables.apply(state, leaf)
          if (end === undefined) return undefined
          if (end !== 'follows') throw new Error(`bounded at ${end.path}`)
          const { change } = trail.sets()
          state = tables.vectors.follow(state, change)
        }
        tables.lookUp(everything, state)
        tables.settle()
        return tables.isOutgrown ? undefined : state
      }
      for (const acts of all) {
        way = [...way, acts]
        for (const one of acts) done(plain.data, one)
        let state: number | undefined
        for (let tries = 0; state === undefined && tries < 200; tries++) state = walk()
        if (state === undefined) throw new Error('never settled')
        const end = state
        const found = valueIn(root, cell => tables.contentIn(end, cell) as Content)
        expect(found).toEqual(JSON.parse(JSON.stringify(plain)))
      }
    }),
    { numRuns: 150 },
  )
})

it('a value has one number in a cell, and nothing has none', () => {
  const cell = cellAt(undefined, 'x')
  expect([1, 2, 1, '1', null].map(value => numberOf(cell, { kind: 'value', value }))).toEqual([1, 2, 1, 3, 4])
  expect(numberOf(cell, { kind: 'absent' })).toBe(0)
})
