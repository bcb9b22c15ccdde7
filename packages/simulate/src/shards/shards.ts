import { ConvokeError } from '@convoke/core'
import type { CheckedScenario } from '../scenario/check.js'
import type { ScenarioInput } from '../scenario/schema.js'
import type { SimulationProgress } from '../simulate.js'
import { type Portion, type PortionResult, portionsOf, runPortion } from '../study/portions.js'
import type { SimulationResult } from '../study/result.js'
import { roundsOf } from '../study/rounds.js'
import { fingerprintOf, type SimulationOptions, type Study, studyOf } from '../study/study.js'
import { broken, holdToStudy, readShard, type ShardOf, type SimulationShard, sealed } from './shard-form.js'

/**
 * Simulates a part of a scenario's replications, for a worker or another machine: the i-th of n parts takes every
 * n-th portion of the study from the i-th on. {@link mergeShards} puts all parts together, to the very bytes of {@link simulate}. Pure.
 *
 * `next(false)` stops it; a part that is stopped is lost.
 *
 * @throws ConvokeError `simulate/no-part` for a part that is not there; `simulate/stop-in-parts` for a scenario that says when to
 * stop: that is known only with all replications at hand; otherwise as {@link simulate}
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 9 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 5, replications: 3, cases }
 * const options = { caseTypes: [errand] }
 * const part = (i: number) => {
 *   const run = simulatingShard(scenario, { i, n: 2 }, options)
 *   for (;;) {
 *     const step = run.next(true)
 *     if (step.done) return step.value
 *   }
 * }
 * const merged = mergeShards([part(2), part(1)], options)
 * JSON.stringify(merged) === JSON.stringify(simulate(scenario, options)) // => true
 */
export function* simulatingShard(
  scenario: ScenarioInput | CheckedScenario,
  shard: ShardOf,
  options: SimulationOptions,
): Generator<SimulationProgress, SimulationShard, boolean | undefined> {
  const study = studyOf(scenario, options)
  const portions = shardPortions(study, shard)
  const results: PortionResult[] = []
  const of = portions.length
  for (const portion of portions) {
    const run = runPortion(study, portion)
    for (let step = run.next(); ; step = run.next()) {
      if (step.done === true) {
        results.push(step.value)
        break
      }
      const done = results.length
      if ((yield { done, of, share: (done + step.value) / of }) === false) throw partCancelled()
    }
  }
  return shardOf(study, shard, results)
}

/**
 * Puts the parts of a study together, in whatever order they come: the result is that of {@link simulate}, byte for byte. The
 * scenario is that of the parts. They may come from files: nothing in them is taken for granted. Pure.
 *
 * @param names what the parts are called in errors, such as their files; by number where there are none
 * @throws ConvokeError `simulate/part-broken` for a part that was cut off or changed; `simulate/part-foreign` for one of another
 * scenario, case type or calendar; `simulate/part-twice` and `simulate/parts-missing` where not every portion is there once,
 * `simulate/part-division` where that is so because parts are of different divisions, such as 1/2 and 2/3
 * @example
 * import { errand } from '@convoke/core/testing'
 * mergeShards([{ schema: 'convoke-simulation-shard-1' }], { caseTypes: [errand] }) // => throws simulate/part-broken
 * mergeShards([], { caseTypes: [errand] }) // => throws simulate/parts-missing
 */
export function mergeShards(
  shards: readonly unknown[],
  options: SimulationOptions,
  names: readonly string[] = [],
): SimulationResult {
  const nameAt = (position: number) => names[position] ?? `part ${position + 1}`
  const parts = shards.map((raw, position) => readShard(raw, nameAt(position)))
  const [first] = parts
  if (first === undefined) throw missing({ there: 0, wanted: 1 })
  const study = studyOf(first.scenario, options)
  const fingerprint = fingerprintOf(study)
  const found = new Map<string, { readonly part: Named; readonly result: PortionResult }>()
  for (const [position, shard] of parts.entries()) {
    const part = nameAt(position)
    holdToStudy(shard, study, fingerprint, part)
    const meant = shardPortions(study, shard.shard)
    if (shard.portions.length !== meant.length) throw broken(part, 'portions')
    for (const [i, result] of shard.portions.entries()) {
      const key = keyOf(result)
      if (key !== keyOf(meant[i] as Portion)) throw broken(part, 'portions')
      const other = found.get(key)
      const named = { part, shard: shard.shard }
      if (other !== undefined) throw heldTwice(named, other.part)
      found.set(key, { part: named, result })
    }
  }
  const rounds = roundsOf(study)
  const all = allPortions(study)
  if (found.size < all.length) {
    const named = parts.map(({ shard }, position) => ({ part: nameAt(position), shard }))
    throw notThere(named, { there: found.size, wanted: all.length })
  }
  while (rounds.done < rounds.wanted)
    rounds.add(portionsOf(study, rounds.done).map(one => (found.get(keyOf(one)) as { result: PortionResult }).result))
  return rounds.result(false)
}

/**
 * The portions of one part, in their order.
 *
 * @throws ConvokeError `simulate/no-part`, `simulate/stop-in-parts`
 */
export function shardPortions(study: Study, { i, n }: ShardOf): readonly Portion[] {
  refuseStop(study)
  const all = allPortions(study)
  if (!(Number.isInteger(i) && Number.isInteger(n) && 1 <= i && i <= n && n <= all.length))
    throw new ConvokeError('simulate/no-part', `there is no part ${i} of ${n}; there are at most ${all.length} parts`, {
      details: { part: `${i}/${n}`, most: all.length },
    })
  return all.filter((_, j) => j % n === i - 1)
}

/** A part, of what its portions came to in their order. */
export function shardOf(study: Study, { i, n }: ShardOf, portions: readonly PortionResult[]): SimulationShard {
  const schema = 'convoke-simulation-shard-1'
  return sealed({ schema, shard: { i, n }, study: fingerprintOf(study), scenario: study.checked.scenario, portions })
}

/** A part, by what it is called in errors. */
interface Named {
  readonly part: string
  readonly shard: ShardOf
}

/** How many portions are there, of how many. */
interface Coverage {
  readonly there: number
  readonly wanted: number
}

/** Parts that hold the same: one of them given twice, or parts of two divisions. */
function heldTwice(one: Named, other: Named): ConvokeError {
  if (one.shard.n !== other.shard.n) return otherDivision(one, other)
  return new ConvokeError('simulate/part-twice', `${one.part} holds what ${other.part} holds already`, {
    details: { part: one.part, other: other.part },
  })
}

/** Which parts are missing is known where all others are of one division. */
function notThere(parts: readonly Named[], coverage: Coverage): ConvokeError {
  const [first, ...others] = parts as readonly [Named, ...Named[]]
  const { n } = first.shard
  const odd = others.find(({ shard }) => shard.n !== n)
  if (odd !== undefined) return otherDivision(odd, first)
  const given = new Set(parts.map(({ shard }) => shard.i))
  const lacking = Array.from({ length: n }, (_, i) => i + 1).filter(i => !given.has(i))
  return missing(
    coverage,
    lacking.map(i => `--shard ${i}/${n}`),
  )
}

function otherDivision(one: Named, other: Named): ConvokeError {
  const [division, otherDivision] = [one, other].map(({ shard: { i, n } }) => `${i}/${n}`) as [string, string]
  return new ConvokeError(
    'simulate/part-division',
    `${one.part} is part ${division}, ${other.part} is part ${otherDivision}: they are of different divisions`,
    { details: { part: one.part, division, other: other.part, otherDivision } },
  )
}

/** So many missing parts are named. */
const mostNamed = 10

function missing({ there, wanted }: Coverage, lacking: readonly string[] = []): ConvokeError {
  const named = [...lacking.slice(0, mostNamed), ...(lacking.length > mostNamed ? ['…'] : [])]
  return new ConvokeError(
    'simulate/parts-missing',
    `only ${there} of ${wanted} portions are there${named.length === 0 ? '' : `; missing: ${named.join(', ')}`}`,
    { details: { there, wanted, lacking: named } },
  )
}

/** A part that is stopped is lost. */
export function partCancelled(): ConvokeError {
  return new ConvokeError('simulate/part-cancelled', 'a part that is not finished is of no use', { details: {} })
}

function allPortions(study: Study): readonly Portion[] {
  return Array.from({ length: study.base.replications }, (_, r) => portionsOf(study, r)).flat()
}

function keyOf({ replication, district }: Pick<PortionResult, 'replication' | 'district'>): string {
  return `${replication}/${district}`
}

function refuseStop({ base }: Study): void {
  if (base.stop !== undefined)
    throw new ConvokeError('simulate/stop-in-parts', 'a scenario with "stop" cannot be simulated in parts', {
      details: {},
    })
}
