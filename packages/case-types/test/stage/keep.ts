// Golden journals and the behaviour lock of a case type: what a released version did stays what it does.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AnyCaseType, caseDefinition, type Draft, mermaidOf, stateHashOf } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { caseSalt, type Journal, journalOf, replay } from './journal.js'

interface Played {
  readonly drafts: readonly Draft[]
}

/** What is kept of a case type. `RECORD_GOLDEN=1` writes what is not there yet; nothing is ever overwritten. */
export interface Kept {
  readonly caseType: AnyCaseType
  /** A characteristic path each, by name. */
  readonly plays: Readonly<Record<string, () => Played>>
  /** Seeded histories, for the lock. */
  readonly seeded: readonly (() => Played)[]
}

const recording = process.env.RECORD_GOLDEN === '1'

function keep(file: URL, text: string): void {
  if (!recording || existsSync(file)) return
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, text)
}

/**
 * The tests of {@link Kept}.
 *
 * @param secrets values that are marked: the plays have all of them, and no entry tells any
 */
export function keepsItsBehaviour({ caseType, plays, seeded }: Kept, secrets: readonly string[] = []): void {
  const { name: type, version } = caseType
  const definition = caseDefinition(caseType)
  const folder = new URL(`../golden/${type}/${version}/`, import.meta.url)
  const lockFile = new URL(`../golden/${type}/behaviour.lock.json`, import.meta.url)
  const read = (name: string): Journal => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
  const digest = (lines: readonly string[]) => createHash('sha256').update(lines.join('\n')).digest('hex')
  const hashes = (journal: Journal) =>
    replay(caseType, journal).map(({ state }) => stateHashOf(definition, state, caseSalt))
  for (const [name, begin] of Object.entries(plays)) {
    if (recording)
      keep(new URL(`${name}.json`, folder), `${JSON.stringify(journalOf(caseType, begin().drafts), null, 1)}\n`)
  }

  describe(`the golden journals of ${type} ${version}`, () => {
    const kept = readdirSync(folder).map(file => file.replace(/\.json$/, ''))

    it('are all there', () => {
      expect(kept.sort()).toEqual(Object.keys(plays).sort())
    })

    it.each(kept)('%s replays to the state hashes it was sealed with', name => {
      for (const { entry, state } of replay(caseType, read(name)))
        expect(stateHashOf(definition, state, caseSalt), `entry ${entry.seq} (${entry.type})`).toBe(entry.stateHash)
    })

    it.each(kept)('%s is written today entry by entry as it was then', name => {
      const today = journalOf(caseType, (plays[name] as () => Played)().drafts)
      // The definition hash covers labels of guards and the like; what the entries say must not change.
      const said = ({ entries }: Journal) =>
        entries.map(({ bytes }) => {
          const { definitionHash: _, hash: __, prevHash: ___, ...rest } = JSON.parse(bytes)
          return rest
        })
      expect(said(today)).toEqual(said(read(name)))
    })

    if (secrets.length > 0)
      it('show no marked value in their entries', () => {
        const bytes = kept.flatMap(name => read(name).entries.map(entry => entry.bytes)).join('')
        const disclosed = kept.flatMap(name => read(name).disclosures.map(({ value }) => value))
        expect(disclosed).toEqual(expect.arrayContaining([...secrets]))
        for (const secret of secrets) expect(bytes).not.toContain(secret)
      })
  })

  it(`${type} ${version} behaves as when it was released, over golden and seeded histories`, () => {
    const golden = Object.keys(plays)
      .sort()
      .flatMap(name => hashes(read(name)))
    const drawn = seeded.map(begin => hashes(journalOf(caseType, begin().drafts)).at(-1) as string)
    const behaviour = { golden: digest(golden), seeded: digest(drawn), histories: drawn.length }
    const lock = existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')) : {}
    if (recording && !(version in lock)) {
      lock[version] = behaviour
      writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`)
    }
    expect(lock[version]).toEqual(behaviour)
  }, 60_000)
}

/** The page of a case type shows the diagram of its machine as it is; `RECORD_DIAGRAM=1` draws it anew. */
export function showsItsDiagram(caseType: AnyCaseType): void {
  const file = new URL(`../../src/${caseType.name}/README.md`, import.meta.url)

  it('the page shows the diagram of the machine as it is; RECORD_DIAGRAM=1 draws it anew', () => {
    const page = readFileSync(file, 'utf8')
    expect(page).toContain('<!-- diagram -->')
    const drawn = page.replace(
      /(<!-- diagram -->\n)[\s\S]*?(<!-- \/diagram -->)/,
      (_, begin, end) => `${begin}\`\`\`mermaid\n${mermaidOf(caseType, { locale: 'zh-CN' })}\`\`\`\n${end}`,
    )
    if (process.env.RECORD_DIAGRAM === '1') writeFileSync(file, drawn)
    expect(readFileSync(file, 'utf8')).toBe(drawn)
  })
}
