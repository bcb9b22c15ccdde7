// What a practitioner would try first, in words: each is carried out, and all of them are one page.
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allTypes } from '../reference/all-types.js'
import { complaints } from './complaints.js'
import { convenings } from './convenings.js'
import { linked } from './linked.js'
import { residential } from './residential.js'
import { type Situation, type Told, told } from './situation.js'
import { type Chapter, situationsPage } from './situations-page.js'

const page = new URL('../../../../docs/reference/situations.md', import.meta.url)
const here = 'packages/case-types/test/situations'

const chapters: readonly Chapter[] = [
  { title: 'Complaints 诉求', file: `${here}/complaints.ts`, situations: complaints },
  { title: 'Convening units 约请', file: `${here}/convenings.ts`, situations: convenings },
  { title: 'In a compound 四方协调与业委会', file: `${here}/residential.ts`, situations: residential },
  { title: 'Cases that ask each other 关联办件', file: `${here}/linked.ts`, situations: linked },
]
const all = chapters.flatMap(({ situations }) => situations)

/** Each is carried out once, whichever test asks for it first. */
const carriedOut = new Map<Situation, Promise<readonly Told[]>>()
const sentencesOf = (situation: Situation): Promise<readonly Told[]> => {
  const found = carriedOut.get(situation) ?? told(situation)
  carriedOut.set(situation, found)
  return found
}

describe('a situation that a practitioner would try first', () => {
  it.each(all.map(situation => [`${situation.en} ${situation.zh}`, situation] as const))('%s', async (_, situation) => {
    const parts = (await sentencesOf(situation)).map(({ part }) => part)
    expect(parts[0]).toBe('given')
    expect(parts.at(-1)).toBe('then')
  })

  it('there are twenty of them at least, each told once, and every case type is in one', () => {
    expect(all.length).toBeGreaterThanOrEqual(20)
    expect(new Set(all.map(({ en }) => en)).size).toBe(all.length)
    expect(new Set(all.map(({ zh }) => zh)).size).toBe(all.length)
    const names = new Set([...allTypes.values()].map(({ name }) => name.replace(/-(\w)/g, (_, c) => c.toUpperCase())))
    expect(new Set(all.flatMap(({ about }) => about))).toEqual(names)
  })

  it('the page says what was carried out; RECORD_REFERENCE=1 writes it anew', async () => {
    const toldBy = new Map<Situation, readonly Told[]>()
    for (const situation of all) toldBy.set(situation, await sentencesOf(situation))
    const text = situationsPage(chapters, toldBy)
    if (process.env.RECORD_REFERENCE === '1') writeFileSync(page, text)
    expect(readFileSync(page, 'utf8')).toBe(text)
  })
})
