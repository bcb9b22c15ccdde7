import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { complaint } from '@convoke/case-types/complaint'
import { stateHashOf } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { caseSalt, type Journal } from '../sealing.js'
import { definition, secrets } from './cast.js'
import { goldenPlays } from './golden-plays.js'
import { journalOf, replay } from './journal.js'
import { openings, playAtRandom, settings } from './random-play.js'

const { version } = complaint
const folder = new URL(`../golden/complaint/${version}/`, import.meta.url)
const lockFile = new URL('../golden/complaint/behaviour.lock.json', import.meta.url)
const recording = process.env.RECORD_GOLDEN === '1'

/** Journals of a version are written once: a released version never gets another behaviour, it gets a successor. */
function keep(file: URL, text: string): void {
  if (!recording || existsSync(file)) return
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, text)
}

const read = (name: string): Journal => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
const digest = (lines: readonly string[]) => createHash('sha256').update(lines.join('\n')).digest('hex')
const stateHashes = (journal: Journal) => replay(journal).map(({ state }) => stateHashOf(definition, state, caseSalt))

for (const [name, begin] of Object.entries(goldenPlays))
  if (recording) keep(new URL(`${name}.json`, folder), `${JSON.stringify(journalOf(begin().drafts), null, 1)}\n`)

describe(`the golden journals of version ${version}`, () => {
  const kept = readdirSync(folder).map(file => file.replace(/\.json$/, ''))

  it('are all there', () => {
    expect(kept.sort()).toEqual(Object.keys(goldenPlays).sort())
  })

  it.each(kept)('%s replays to the state hashes it was sealed with', name => {
    for (const { entry, state } of replay(read(name)))
      expect(stateHashOf(definition, state, caseSalt), `entry ${entry.seq} (${entry.type})`).toBe(entry.stateHash)
  })

  it.each(kept)('%s is written today entry by entry as it was then', name => {
    const today = journalOf((goldenPlays[name] as () => ReturnType<typeof playAtRandom>)().drafts)
    // The definition hash covers labels of guards and the like; what the entries say must not change.
    const said = ({ entries }: Journal) =>
      entries.map(({ bytes }) => {
        const { definitionHash: _, hash: __, prevHash: ___, ...rest } = JSON.parse(bytes)
        return rest
      })
    expect(said(today)).toEqual(said(read(name)))
  })

  it('show no marked value in their entries', () => {
    const bytes = kept.flatMap(name => read(name).entries.map(entry => entry.bytes)).join('')
    const values = kept.flatMap(name => read(name).disclosures.map(({ value }) => value))
    for (const secret of Object.values(secrets)) {
      expect(bytes).not.toContain(secret)
      expect(values).toContain(secret)
    }
  })
})

describe('the behaviour of a released version', () => {
  it('is what it was when it was released, over golden and seeded histories', () => {
    const golden = Object.keys(goldenPlays)
      .sort()
      .flatMap(name => stateHashes(read(name)))
    // Seeded by numbers of our own: fast-check may draw otherwise in another version.
    const seeded = Array.from({ length: openings.length * settings.length * 2 }, (_, setting) => {
      const choices = Array.from(
        { length: 80 },
        (__, step) => Math.imul(setting + 1, 7919) ^ Math.imul(step + 1, 104_729),
      )
      return stateHashes(journalOf(playAtRandom(setting, choices).drafts)).at(-1) as string
    })
    const behaviour = { golden: digest(golden), seeded: digest(seeded), histories: seeded.length }
    keep(lockFile, `${JSON.stringify({ [version]: behaviour }, null, 2)}\n`)
    expect(JSON.parse(readFileSync(lockFile, 'utf8'))[version]).toEqual(behaviour)
  }, 60_000)
})
