import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { type CaseState, type Disclosure, type Entry, evolve, stateHashOf, verifyChain } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { goldenPlays } from './golden-plays.js'
import { openings, play, settings } from './random-play.js'
import { definition, type Round } from './scenario.js'

interface Kept {
  readonly entries: readonly { readonly bytes: string; readonly hash: string; readonly seq: number }[]
  readonly disclosures: readonly Disclosure[]
}

const { version } = areaMeeting
const folder = new URL(`../golden/area-meeting/${version}/`, import.meta.url)
const lockFile = new URL('../golden/area-meeting/behaviour.lock.json', import.meta.url)
const recording = process.env.RECORD_GOLDEN === '1'
const salt = '0'.repeat(32)

/** Journals of a version are written once: a released version never gets another behaviour, it gets a successor. */
function keep(file: URL, text: string): void {
  if (!recording || existsSync(file)) return
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, text)
}

const journalOf = ({ journal }: Round): Kept => ({
  entries: journal.map(({ stored }) => stored) as unknown as Kept['entries'],
  disclosures: journal.flatMap(({ disclosures }) => disclosures),
})
const read = (name: string): Kept => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
const digest = (lines: readonly string[]) => createHash('sha256').update(lines.join('\n')).digest('hex')

function replay(kept: Kept): { readonly entry: Entry; readonly hash: string }[] {
  const verdict = verifyChain(kept.entries as never)
  if (!verdict.ok) throw new Error(`entry ${verdict.seq}: ${verdict.code}`)
  const facts = { disclosures: kept.disclosures, calendarOf: () => everyDayCalendar() }
  let state: CaseState | undefined
  return kept.entries.map(({ bytes }) => {
    const entry = JSON.parse(bytes) as Entry
    state = evolve(definition, state, entry, facts)
    return { entry, hash: stateHashOf(definition, state, salt) }
  })
}

for (const [name, begin] of Object.entries(goldenPlays)) {
  if (recording) keep(new URL(`${name}.json`, folder), `${JSON.stringify(journalOf(begin()), null, 1)}\n`)
}

describe(`the golden journals of the area meeting ${version}`, () => {
  const kept = readdirSync(folder).map(file => file.replace(/\.json$/, ''))

  it('are all there', () => {
    expect(kept.sort()).toEqual(Object.keys(goldenPlays).sort())
  })

  it.each(kept)('%s replays to the state hashes it was sealed with', name => {
    for (const { entry, hash } of replay(read(name))) {
      expect(hash, `entry ${entry.seq} (${entry.type})`).toBe(entry.stateHash)
    }
  })

  it.each(kept)('%s is written today entry by entry as it was then', name => {
    // The definition hash covers labels of guards and the like; what the entries say must not change.
    const said = ({ entries }: Kept) =>
      entries.map(({ bytes }) => {
        const { definitionHash: _, hash: __, prevHash: ___, ...rest } = JSON.parse(bytes)
        return rest
      })
    expect(said(journalOf((goldenPlays[name] as () => Round)()))).toEqual(said(read(name)))
  })
})

it('the behaviour of a released version is what it was, over golden and seeded histories', () => {
  const golden = Object.keys(goldenPlays)
    .sort()
    .flatMap(name => replay(read(name)).map(({ hash }) => hash))
  // Seeded by numbers of our own: fast-check may draw otherwise in another version.
  const seeded = Array.from({ length: openings.length * settings.length * 2 }, (_, setting) => {
    const choices = Array.from(
      { length: 60 },
      (__, step) => Math.imul(setting + 1, 7919) ^ Math.imul(step + 1, 104_729),
    )
    return stateHashOf(definition, play(setting, choices).state, salt)
  })
  const behaviour = { golden: digest(golden), seeded: digest(seeded), histories: seeded.length }
  keep(lockFile, `${JSON.stringify({ [version]: behaviour }, null, 2)}\n`)
  expect(JSON.parse(readFileSync(lockFile, 'utf8'))[version]).toEqual(behaviour)
})
