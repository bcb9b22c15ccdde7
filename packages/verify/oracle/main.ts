// Run: `npm run verify:oracle [-- --random 200 --seed 5]`. Prints what agrees; ends with 1 where something does not.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { asking } from '../test/fixtures/asking.js'
import { desk } from '../test/fixtures/desk.js'
import { form } from '../test/fixtures/form.js'
import { type Agreement, actingOf, askSpin, askTheRules, type Explored, explored } from './agreement.js'
import { ownOptions } from './options.js'
import { randomCaseTypes } from './random-case-type.js'
import { randomInTime } from './random-in-time.js'
import { spinIsMissing } from './spin.js'

const given = ownOptions({
  random: { takes: 'number', says: 'so many random case types (200)' },
  seed: { takes: 'number', says: 'which ones (5)' },
  states: { takes: 'number', says: 'so many states of each shipped case type (1500)' },
})
const random = Number(given.random ?? 200)
const seed = Number(given.seed ?? 5)
/** For a slice that ends after a whole number of steps. */
const slice = Number(given.states ?? 1_500)
const perVerifier = 25
/** Random case types with fewer states are left out. */
const fewest = 12

const missing = spinIsMissing()
if (missing !== undefined) console.log(`SPIN is skipped: ${missing}`)

const faults: string[] = []
const told = ({ name, states, transitions, steps, replayed, notTimed, faults }: Agreement): string => {
  const far = steps === undefined ? 'all' : `${steps} steps far`
  const ways = `${replayed} ways of SPIN replayed by decide${notTimed > 0 ? `, ${notTimed} not in any order of dates` : ''}`
  return `${faults.length === 0 ? 'agrees ' : 'DIFFERS'} ${name}: ${far}, ${states} states, ${transitions} transitions; ${ways}`
}

const named: readonly (readonly [string, AnyCaseType, object?])[] = [
  ['errand', errand as never, errandOpened],
  ['asking', asking() as never],
  ['asking, with a trap', asking({ withTrap: true }) as never],
  ['asking, without a clock', asking({ withoutDeadline: true }) as never],
  ['desk', desk()],
  ['desk, back and forth', desk({ backAndForth: true })],
  ['form', form()],
  ['form, stuck', form({ sticks: true })],
]
const shipped: readonly AnyCaseType[] = [
  conveningRequest,
  complaint,
  complaintV1_1,
  areaMeeting,
  fourParty,
  fourPartyV1_1,
  ownersCommitteeElection,
] as never

if (missing === undefined) {
  const small = named.map(([name, caseType, opened]) =>
    explored(name, caseType, { maxStates: 10_000, opened: opened ?? {} }),
  )
  const large = shipped.map(caseType =>
    explored(`${caseType.name} ${caseType.version}`, caseType, { maxStates: slice }),
  )
  for (const agreement of [...(await askSpin(small)), ...(await askSpin(large))]) {
    console.log(told(agreement))
    faults.push(...agreement.faults.map(fault => `${agreement.name}: ${fault}`))
  }
}

let alike = 0
let replayed = 0
let cut = 0
let batch: Explored[] = []
const ask = async (): Promise<void> => {
  const asked = batch
  batch = []
  if (asked.length === 0 || missing !== undefined) return
  for (const { name, faults: found, replayed: ways } of await askSpin(asked)) {
    faults.push(...found.map(fault => `${name} (seed ${seed}): ${fault}`))
    if (found.length === 0) alike += 1
    replayed += ways
  }
}
const sizes: number[] = []
for (const caseType of randomCaseTypes(random * 4, seed)) {
  if (sizes.length === random) break
  const one = explored(caseType.name, caseType, { maxStates: 20_000, maxItems: 2 })
  // What ends at once says little.
  if (one.exploration.states < fewest) continue
  sizes.push(one.exploration.states)
  if (one.exploration.limits.length > 0) cut += 1
  else {
    const otherwise = askTheRules(one)
    if (otherwise !== undefined) faults.push(`${caseType.name} (seed ${seed}): ${otherwise}`)
    const others = askTheRules(
      explored(caseType.name, caseType, { maxStates: 50_000, maxItems: 2, acting: actingOf(caseType) }),
    )
    if (others !== undefined) faults.push(`${caseType.name} (seed ${seed}), with delegates and recusals: ${others}`)
  }
  batch.push(one)
  if (batch.length === perVerifier) await ask()
}
await ask()
const withSpin =
  missing === undefined ? `${alike} agree with SPIN (${replayed} of its ways replayed by decide)` : 'SPIN skipped'
sizes.sort((one, other) => one - other)
const middle = sizes[sizes.length >> 1]
console.log(
  `random case types, seed ${seed}: ${sizes.length} of ${sizes[0]} to ${sizes.at(-1)} states (half have ${middle} or more), ${sizes.length - cut} compared with decide, without and with delegates and recusals, ${withSpin}`,
)
if (sizes.length < random)
  faults.push(`only ${sizes.length} random case types have ${fewest} states; ${random} were asked for`)
const inTime = randomInTime(random, seed)
for (const line of inTime.lines) console.log(line)
faults.push(...inTime.faults)
for (const fault of faults) console.log(`  ${fault}`)
console.log(faults.length === 0 ? 'all agree' : `${faults.length} differ`)
process.exitCode = faults.length === 0 ? 0 : 1
