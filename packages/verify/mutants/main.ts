// Run: `npm run verify:mutants [-- --per 60 --only asking --loud]`; `-- --help` says what there is. Prints how many faults are found, by what, and what survives.
import { ownOptions } from '../oracle/options.js'
import { type Fate, fateOf, judgedAll, unmetIn } from './judge.js'
import { type Mutant, mutantsOf, original } from './mutator.js'
import { fixtures, type Subject, shipped } from './subjects.js'
import { reasonFor } from './survivors.js'

const given = ownOptions({
  per: { takes: 'number', says: 'so many mutants of each shipped case type, spread over all there are (20)' },
  only: { takes: [...fixtures, ...shipped].map(({ name }) => name), says: 'one case type alone' },
  loud: { takes: 'nothing', says: 'tells by what each fault is found' },
})
const { only } = given
const per = Number(given.per ?? 20)
const isLoud = given.loud === true

interface Tally {
  made: number
  alike: number
  found: number
  byDefaults: number
  survivors: string[]
}

function tallied({ name, caseType: written, setting }: Subject, most: number): Tally {
  const caseType = original(written)
  const startedAt = process.cpuUsage()
  const sound = judgedAll(caseType, setting)
  const all = [...mutantsOf(caseType)]
  const chosen =
    all.length <= most
      ? all
      : all.filter((_, n) => Math.floor((n * most) / all.length) !== Math.floor(((n - 1) * most) / all.length))
  const tally: Tally = { made: 0, alike: 0, found: 0, byDefaults: 0, survivors: [] }
  const sizes = sound.map(({ exploration: { states, transitions } }) => `${states} states, ${transitions} edges`)
  const limits = [...new Set(sound.flatMap(({ exploration }) => exploration.limits.map(({ says }) => says.en)))]
  console.log(
    `\n${name}: ${sizes.join(' + ')}${limits.length > 0 ? `; bounded: ${limits.join('; ')}` : ''}; ${chosen.length} of ${all.length} mutants`,
  )
  const faults = [...sound.flatMap(({ declared }) => [...declared]), ...unmetIn(caseType, setting, sound)]
  for (const fault of new Set(faults)) console.log(`  the sound type itself: ${fault}`)
  for (const mutant of chosen) {
    const fate = fateOf(sound, mutant.caseType, setting)
    count(tally, mutant, fate)
  }
  const differing = tally.found + tally.survivors.length
  const { user, system } = process.cpuUsage(startedAt)
  console.log(
    `  ${differing} differ: ${foundOf(tally)}; ${tally.alike} make no difference; ${Math.round((user + system) / 1e6)} s of processor time`,
  )
  for (const survivor of tally.survivors)
    console.log(`  survives: ${survivor}; ${reasonFor(name, survivor) ?? 'UNEXPLAINED'}`)
  return tally
}

function count(tally: Tally, { operator, place }: Mutant, fate: Fate): void {
  tally.made += 1
  if (fate.is === 'alike') tally.alike += 1
  else if (fate.is === 'survives') tally.survivors.push(`${operator}, ${place}`)
  else {
    tally.found += 1
    if (fate.means === 'defaults') tally.byDefaults += 1
    if (isLoud) console.log(`  found by ${fate.means}: ${operator}, ${place}: ${fate.by.slice(0, 2).join(' | ')}`)
  }
}

/** How many are found: by defaults and declarations together, and by defaults alone. */
function foundOf({ found, byDefaults, survivors }: Pick<Tally, 'found' | 'byDefaults' | 'survivors'>): string {
  const all = found + survivors.length
  return `${found} found by defaults and declarations (${rate(found, all)}), ${byDefaults} by defaults alone (${rate(byDefaults, all)})`
}

function rate(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`
}

/** Whether some subjects together are found as often as is asked, and each survivor has its reason. */
function isEnough(what: string, some: readonly Subject[], most: number): boolean {
  if (some.length === 0) return true
  const tallies = some.map(subject => tallied(subject, most))
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0)
  const found = sum(tally => tally.found)
  const byDefaults = sum(tally => tally.byDefaults)
  const survivors = tallies.flatMap(tally => tally.survivors)
  const unexplained = tallies.flatMap(({ survivors }, n) =>
    survivors.filter(survivor => reasonFor((some[n] as Subject).name, survivor) === undefined),
  )
  const differing = found + survivors.length
  console.log(
    `\n${what}: ${sum(({ made }) => made)} mutants, ${differing} differ: ${foundOf({ found, byDefaults, survivors })}; ${unexplained.length} survivors unexplained`,
  )
  return unexplained.length === 0 && found >= 0.95 * differing
}

const asked = (some: readonly Subject[]) => some.filter(({ name }) => only === undefined || name === only)
const isSo = [
  isEnough('explored to the end', asked(fixtures), Number.POSITIVE_INFINITY),
  isEnough('along the normal course', asked(shipped), per),
]
process.exitCode = isSo.every(Boolean) ? 0 : 1
