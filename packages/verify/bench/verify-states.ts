// How fast the states of the reference convening are found, through a check of who may act, beside SPIN on a model written by
// hand and beside xstate/graph; how much a state takes; and what the default properties cost.
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
const rounds = 3

/** One line of the result. */
interface Result {
  readonly name: string
  readonly reference: string
  readonly ratio: number
  readonly target: number
  readonly [figure: string]: number | string
}

/** Measures all of it. */
export async function run(): Promise<{ readonly bench: string; readonly results: readonly Result[] }> {
  const large = referenceCaseType(parties)
  const results: Result[] = []
  const missing = spinIsMissing()
  if (missing !== undefined) console.log(`not compared with SPIN: ${missing}`)
  const spin =
    missing === undefined
      ? await spinVerifier(
          { promela: referencePromela(parties), tables: '' },
          { optimised: 2, vector: 256, hash: 24, search: 'depth', depth: 4_000_000 },
        )
      : undefined
  let exploration = explored(large)
  const mine: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const since = cpu()
    exploration = explored(large)
    mine.push(exploration.states / (cpu() - since))
    if (spin === undefined) continue
    const counted = await spin.of(0).count()
    theirs.push(counted.states / counted.cpuSeconds)
    // This model has no step that begins, which is not counted.
    const isSame = counted.states + 1 === exploration.states && counted.transitions + 1 === exploration.transitions
    if (!isSame) throw new Error(`SPIN counts ${counted.states} states and ${counted.transitions} transitions`)
  }
  await spin?.close()
  const statesPerSecond = Math.round(best(mine))
  console.log(`${parties} parties: ${exploration.states} states, ${exploration.transitions} transitions`)
  if (spin !== undefined) {
    const ratio = best(mine) / best(theirs)
    const referenceStatesPerSecond = Math.round(best(theirs))
    results.push({
      name: `${parties} parties, states a second of processor time`,
      reference: 'SPIN on the model written by hand',
      ratio,
      target: 0.5,
      statesPerSecond,
      referenceStatesPerSecond,
    })
    const tables = await spinVerifier(promelaOf([exploration]), {
      optimised: 2,
      vector: 256,
      hash: 24,
      search: 'depth',
      depth: 4_000_000,
    })
    const counted = await tables.of(0).count()
    await tables.close()
    results.push({
      name: `${parties} parties, the same tables`,
      reference: 'SPIN on the tables of the exploration',
      ratio: statesPerSecond / (counted.states / counted.cpuSeconds),
      target: 0,
      statesPerSecond,
      referenceStatesPerSecond: Math.round(counted.states / counted.cpuSeconds),
    })
  }
  results.push(exchanging(large, exploration.states))
  results.push(...(await besideXState()))
  results.push(...bytesOf(exploration))
  results.push(...properties(large))
  for (const { name, reference, ratio, target } of results)
    console.log(`${name}: ${ratio.toFixed(2)} of ${reference}${target > 0 ? ` (target ${target})` : ''}`)
  return { bench: 'verify-states', results }
}

/** Five parties, beside xstate/graph, which is told which events to try in each state and checks no permission. */
async function besideXState(): Promise<readonly Result[]> {
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
  explored(five)
  const mine: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    let states = 0
    // One round of the other takes as long as many of these.
    for (let n = 0; n < 10; n++) {
      const begun = cpu()
      states = explored(five).states
      mine.push(states / (cpu() - begun))
    }
    const since = cpu()
    const map = getAdjacencyMap(machine, {
      events: heard as never,
      input: { opening, parameters: {}, by: opening.lead, at: 0 },
      limit: Number.POSITIVE_INFINITY,
    } as never)
    const found = Object.keys(map).length
    theirs.push(found / (cpu() - since))
    if (found !== states) throw new Error(`xstate/graph finds ${found} states, not ${states}`)
  }
  return [
    {
      name: '5 parties, states a second of processor time',
      reference: 'xstate/graph',
      ratio: best(mine) / best(theirs),
      target: 50,
      statesPerSecond: Math.round(best(mine)),
      referenceStatesPerSecond: Math.round(best(theirs)),
    },
  ]
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
  const since = cpu()
  const few = explored(caseType, true)
  return {
    name: `${parties} parties, states where parties are exchanged`,
    reference: 'one state of all that differ by which party is which',
    ratio: states / few.states,
    target: 0,
    states: few.states,
    seconds: cpu() - since,
  }
}

/** All default properties, with all that is explored for them, beside the exploration alone. */
function properties(caseType: AnyCaseType): readonly Result[] {
  const since = cpu()
  explored(caseType)
  const alone = cpu() - since
  const begun = cpu()
  const { states, complete } = verifyCaseType(caseType, { maxStates: 10_000_000, maxItems: 1 })
  const verified = cpu() - begun
  if (!complete) throw new Error('not everything was verified')
  return [
    {
      name: `${parties} parties, all default properties and what is explored for them`,
      reference: 'the exploration of whole states',
      ratio: verified / alone,
      target: 2,
      shortStates: states,
      seconds: verified,
      referenceSeconds: alone,
    },
  ]
}

function explored(caseType: AnyCaseType, isExchanging = false): Exploration {
  const clock = { at: 0, calendar: everyDayCalendar() }
  const opening = openingFor(caseType, caseDefinition(caseType), {}, clock)
  return exploreCase(caseType, opening, {}, { maxStates: 10_000_000, maxItems: 1, isWhole: true, isExchanging })
}

/** Processor time of this process, seconds. */
function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Of each way the best of its rounds: what else the machine does makes a round slower, and never faster. */
function best(speeds: readonly number[]): number {
  return Math.max(...speeds)
}
