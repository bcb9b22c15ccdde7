import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { answered, rolled } from './bavaria.js'
import { duty, lastDay, sentence } from './quick-start.js'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const region = (path: string, name: string) =>
  read(path).split(`// #region ${name}\n`)[1]?.split(`// #endregion ${name}`)[0] ?? ''

it.each([
  ['docs/how-to/build-a-calendar.md', 2],
  ['packages/calendar/README.md', 1],
])('%s shows code that runs here', (page, count) => {
  const blocks = [...read(page).matchAll(/(?:<!-- region: (\S+)#(\w+) -->\n)?```ts\n([\s\S]*?)```/g)]
  expect(blocks).toHaveLength(count)
  for (const [, file = '', name = '', code] of blocks) expect(code).toBe(region(file, name))
})

it.each([
  ['packages/calendar/test/bavaria.ts', 'use', [rolled, answered]],
  ['packages/calendar/test/quick-start.ts', 'example', [lastDay, sentence['zh-CN'], duty]],
])('%s#%s gives the results it promises', (file, name, results) => {
  expect([...region(file, name).matchAll(/^\/\/ => (.*)$/gm)].map(match => match[1])).toEqual(results)
})
