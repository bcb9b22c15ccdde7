import { expect, test } from 'vitest'
import { instrument } from '../docs/instrument.js'
import { readPage } from '../docs/markdown.js'
import { matches } from '../docs/matches.js'
import { runBlocks } from '../docs/run-blocks.js'

const block = (code: string) => ({ place: 'planted', home: 'packages/convoke', code })

test('code that keeps its promises passes: values, constants, printed values, promises, errors', async () => {
  const right = [
    `1 + 1 // => 2`,
    `const sum = 1 + 1 // => 2\nconsole.log({ sum, more: 'x' }) // => { sum: 2, … }`,
    `const { length } = 'four' // => 4`,
    `Promise.resolve([1, 'two', null]) // => [1, 'two', null]`,
    `await Promise.reject(new Error('no such case')) // => throws no such case`,
    `const twice = (n: number) => {\n  n * 2 // => 4\n  return n\n}\ntwice(2)\n// => 2`,
    `Object.fromEntries([\n  ['a', { b: [1, 2, 3] }],\n])\n// => {\n//   a: { b: [1, …] },\n// }`,
    `import { writeFileSync } from 'node:fs'\nwriteFileSync('cases.db', '')\nnew Set([1]) // => Set(1) { 1 }`,
  ]
  expect(await runBlocks(right.map(block))).toEqual(right.map(() => []))
})

test('code that breaks its promises fails, each for its own reason', async () => {
  const [value, type, thrown, kept, unreached, beside, crash] = await runBlocks(
    [
      `1 + 1 // => 3`,
      `const text: string = 1\ntext // => 1`,
      `throw new Error('broken')`,
      `'fine' // => throws history/diverged`,
      `const never = () => {\n  1 // => 1\n}\ntypeof never`,
      `if (1 < 2) {\n} // => true`,
      `process.exit(0)`,
    ].map(block),
  )
  expect(value).toEqual(['line 1: expected 3\n  but it is 2'])
  expect(type).toEqual([expect.stringContaining('TS2322')])
  expect(thrown).toEqual([expect.stringContaining('broken')])
  expect(kept).toEqual([`line 1: expected it to throw history/diverged, but it gave 'fine'`])
  expect(unreached).toEqual(['line 2: this line was never reached'])
  expect(beside).toEqual(['line 2: `// =>` stands beside nothing that has one value'])
  expect(crash).toEqual([expect.stringContaining('before this block did')])
})

test('code runs more than a year ahead, so that a page does not stop being true when the holidays it knew are over', async () => {
  const year = 365 * 86_400_000
  const ahead = [
    `Date.now() - ${Date.now()} > ${year} // => true`,
    `new Date().getTime() - ${Date.now()} > ${year} // => true`,
    `new Date('2026-01-05T09:00Z').getTime() // => ${Date.UTC(2026, 0, 5, 9)}`,
    `new Date(2026, 0) instanceof Date // => true`,
  ]
  expect(await runBlocks(ahead.map(block))).toEqual(ahead.map(() => []))
})

test.each<[string, unknown, boolean]>([
  ['{ a: 1 }', { a: 1 }, true],
  ['{ a: 1 }', { a: 1, b: undefined }, true],
  ['{ a: 1 }', { a: 1, b: 2 }, false],
  ['{ a: 1, … }', { a: 1, b: 2 }, true],
  ['{ a: 1, ... }', { a: 2, b: 2 }, false],
  ['{ a: … }', { a: 2 }, true],
  ['{ a: 1 }', [1], false],
  ['[1, …]', [1, 2], true],
  ['[1]', [1, 2], false],
  [`'2025-…T09:00'`, '2025-09-30T09:00', true],
  [`'2025-…T09:00'`, '2025-09-30T10:00', false],
  [`'a…a'`, 'a', false],
  ['-1', -1, true],
  ['-0', 0, false],
  ['12n', 12n, true],
  ['undefined', undefined, true],
  ['null', undefined, false],
  ['true', 1, false],
  ['Map(1) { 1 => 2 }', new Map([[1, 2]]), true],
  ['two words', 'two words', true],
  ['2025-10-09', '2025-10-09', true],
  ['2025-10-09', 2006, false],
])('the comment %s and the value %o agree: %s', (expected, value, verdict) => {
  expect(matches(expected, value)).toBe(verdict)
})

test('line numbers stay where they were when comments become comparisons', () => {
  const { code, expectations } = instrument(`const a = [\n  1,\n]\na // => [1]\na.length // => 1`)
  expect(expectations.map(({ line }) => line)).toEqual([4, 5])
  expect(code.split('\n')[3]).toContain('=> (a)')
})

test('a page gives up its blocks, its links and its mistakes', () => {
  const page = readPage(
    'docs/page.md',
    [
      '# A title, with `code`',
      '```ts',
      'const a = 1',
      '```',
      'See [there](./there.md#part) and [the web](https://example.org).',
      '<!-- continues -->',
      '```ts',
      'a // => 1',
      '```',
      '<!-- not executed: it needs a browser -->',
      '```ts',
      'document.title',
      '```',
      '<!-- not executed -->',
      '```ts',
      'document.title',
      '```',
      '```js',
      'a',
      '```',
      '```sh',
      '# no heading',
      '```',
    ].join('\n'),
    'packages/convoke',
  )
  expect(page.blocks.map(({ place, code }) => [place, code])).toEqual([
    ['docs/page.md:2', 'const a = 1'],
    ['docs/page.md:7', 'const a = 1\na // => 1'],
  ])
  expect(page.links).toEqual([{ line: 5, target: './there.md#part' }])
  expect([...page.anchors]).toEqual(['a-title-with-code'])
  expect(page.faults).toEqual([expect.stringContaining('docs/page.md:15'), expect.stringContaining('docs/page.md:18')])
})
