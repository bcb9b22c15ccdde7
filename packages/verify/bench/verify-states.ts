// How fast the states of the reference convening are found, through a check of who may act, beside SPIN on a model written by
// hand and beside xstate/graph; how much a state takes; and what the default properties cost. The sides that are compared take
// turns, and a ratio is the median over the rounds: what else the machine does meets both sides of a round, or few rounds.
import { type AnyCaseType, caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { getAdjacencyMap } from 'xstate/graph'
import { spinIsMissing, spinVerifier } from '../oracle/spin.js'
import { type Exploration, exploreCase } from '../src/explore/explore.js'
import { verifyCaseType } from '../src/index.js'
import { openingFor } from '../src/model/opening.js'
import { promelaOf } from '../src/promela/promela.js'
import { referenceCaseType } from './verify-states/reference-case-type.js'
import { referencePromela } from './verify-states/reference-promela.js'

const parties = 8
const rounds = 5

/** One line of the result. */
interface Result {
  readonly name: string
  readonly reference: string
  readonly ratio: number
  readonly target: number
  readonly [figure: string]: number | string
}

/** What each side took in one round, seconds of processor time; absent where the other tool is not installed. */
interface Round {
  readonly exploration: number
  readonly verification: number
  readonly spin: number | undefined
}

/** Exploring five parties many times, and xstate/graph with them once, seconds of processor time. */
interface FiveParties {
  readonly five: readonly number[]
  readonly xstate: number
}

const howSpinRuns = { optimised: 2, vector: 256, hash: 24, search: 'depth', depth: 4_000_000 } as const

/** Measures all of it. */
export async function run(): Promise<{ readonly bench: string; readonly results: readonly Result[] }> {
  const large = referenceCaseType(parties)
  const missing = spinIsMissing()
  if (missing !== undefined) console.log(`not compared with SPIN: ${missing}`)
  const spin =
    missing === undefined
      ? await spinVerifier({ promela: referencePromela(parties), tables: '' }, howSpinRuns)
      : undefined
  const besideXState = Array.from({ length: rounds }, fiveParties())
  // Compiled before anything is measured.
  let exploration = explored(large)
  const { states, transitions } = exploration
  let shortStates = verified()
  const taken: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const counted = await spin?.of(0).count()
    // This model has no step that begins, which is not counted.
    if (counted !== undefined && (counted.states + 1 !== states || counted.transitions + 1 !== transitions))
      throw new Error(`SPIN counts ${counted.states} states and ${counted.transitions} transitions`)
    const [first, finding] = timed(() => explored(large))
    exploration = first
    const [found, verifying] = timed(verified)
    shortStates = found
    taken.push({ exploration: finding, verification: verifying, spin: counted?.cpuSeconds })
  }
  await spin?.close()
  console.log(`${parties} parties: ${states} states, ${transitions} transitions`)
  const seconds = median(taken.map(round => round.exploration))
  const rate = (of: number, count = states) => Math.round(count / of)
  const results: Result[] = []
  if (spin !== undefined) {
    const theirs = (round: Round) => round.spin as number
    results.push({
      name: `${parties} parties, states a second of processor time`,
      reference: 'SPIN on the model written by hand',
      ratio: median(taken.map(round => theirs(round) / round.exploration)),
      target: 0.5,
      statesPerSecond: rate(seconds),
      referenceStatesPerSecond: rate(median(taken.map(theirs))),
    })
    const tables = await spinVerifier(promelaOf([exploration]), howSpinRuns)
    const { cpuSeconds } = await tables.of(0).count()
    await tables.close()
    results.push({
      name: `${parties} parties, the same tables`,
      reference: 'SPIN on the tables of the exploration',
      ratio: cpuSeconds / seconds,
      target: 0,
      statesPerSecond: rate(seconds),
      referenceStatesPerSecond: rate(cpuSeconds),
    })
  }
  results.push(exchanging(large, states))
  results.push({
    name: '5 parties, states a second of processor time',
    reference: 'xstate/graph',
    ratio: median(besideXState.map(({ five, xstate }) => xstate / median(five))),
    target: 50,
    // The quickest of each: what the collector and the neighbours take is in neither.
    quickest:
      Math.min(...besideXState.map(({ xstate }) => xstate)) / Math.min(...besideXState.flatMap(({ five }) => five)),
    seconds: median(besideXState.flatMap(({ five }) => five)),
    referenceSeconds: median(besideXState.map(({ xstate }) => xstate)),
  })
  results.push(...bytesOf(exploration))
  results.push({
    name: `${parties} parties, all default properties and what is explored for them`,
    reference: 'the exploration of whole states',
    ratio: median(taken.map(round => round.verification / round.exploration)),
    target: 2,
    shortStates,
    seconds: median(taken.map(round => round.verification)),
    referenceSeconds: seconds,
  })
  for (const { name, reference, ratio, target } of results)
    console.log(`${name}: ${ratio.toFixed(2)} of ${reference}${target > 0 ? ` (target ${target})` : ''}`)
  return { bench: 'verify-states', results }
}

/**
 * Five parties, beside xstate/graph, which is told which events to try in each state and checks no permission: a round of
 * both. One of the other takes as long as many of these, before and after it.
 */
function fiveParties(): () => FiveParties {
  const five = referenceCaseType(5)
  const machine = five.machine as unknown as Parameters<typeof getAdjacencyMap>[0]
  const opening = five.openings?.[0] as unknown as { readonly lead: string; readonly parties: readonly string[] }
  const heard = (state: { readonly value: unknown }): readonly object[] => {
    const { on = {} } = (machine as unknown as { config: { states: Record<string, { on?: object }> } }).config.states[
      String(state.value)
    ] as { on?: object }
    return Object.keys(on).flatMap(type => {
      if (type === 'respond') return opening.parties.flatMap(by => [1, 2].map(kind => ({ type, by, kind })))
      return type === 'finish' ? opening.parties.map(by => ({ type, by })) : [{ type, by: opening.lead }]
    })
  }
  const found = () =>
    Object.keys(
      getAdjacencyMap(machine, {
        events: heard as never,
        input: { opening, parameters: {}, by: opening.lead, at: 0 },
        limit: Number.POSITIVE_INFINITY,
      } as never),
    ).length
  const { states } = explored(five)
  const many = (times: number) => Array.from({ length: times }, () => timed(() => explored(five))[1])
  // As many as it takes until all of it is compiled; of the other, one run is as much.
  many(40)
  found()
  return () => {
    const before = many(10)
    const [count, xstate] = timed(found)
    if (count !== states) throw new Error(`xstate/graph finds ${count} states, not ${states}`)
    return { five: [...before, ...many(10)], xstate }
  }
}

/** What a state takes, the room kept for more of them included. */
function bytesOf({ tables, states, parents, parentMoves, firstEdge, targets, labels }: Exploration): readonly Result[] {
  const held = (...arrays: readonly Int32Array[]) => arrays.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
  const alone = (tables.vectors.bytes + held(parents, parentMoves)) / states
  const labelled = alone + held(firstEdge, targets, labels) / states
  return [
    {
      name: 'bytes a state, without labelled edges',
      reference: '100 bytes',
      ratio: alone / 100,
      target: 1,
      bytes: alone,
    },
    {
      name: 'bytes a state, with labelled edges',
      reference: '160 bytes',
      ratio: labelled / 160,
      target: 1,
      bytes: labelled,
    },
  ]
}

/** One state for all that differ only by which party is which: how many are spared, what finding out costs included. */
function exchanging(caseType: AnyCaseType, states: number): Result {
  const [few, seconds] = timed(() => explored(caseType, true))
  return {
    name: `${parties} parties, states where parties are exchanged`,
    reference: 'one state of all that differ by which party is which',
    ratio: states / few.states,
    target: 0,
    states: few.states,
    seconds,
  }
}

/** All default properties, with all that is explored for them, of a case type of which nothing is known yet; how many states that took. */
function verified(): number {
  const { states, complete } = verifyCaseType(referenceCaseType(parties), { maxStates: 10_000_000, maxItems: 1 })
  if (!complete) throw new Error('not everything was verified')
  return states
}

function explored(caseType: AnyCaseType, isExchanging = false): Exploration {
  const clock = { at: 0, calendar: everyDayCalendar() }
  const opening = openingFor(caseType, caseDefinition(caseType), {}, clock)
  return exploreCase(caseType, opening, {}, { maxStates: 10_000_000, maxItems: 1, isWhole: true, isExchanging })
}

/** What comes of it, and the processor time of this process that it took, seconds. */
function timed<Made>(make: () => Made): readonly [Made, number] {
  const before = process.cpuUsage()
  const made = make()
  const { user, system } = process.cpuUsage(before)
  return [made, (user + system) / 1e6]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] as number
}
