// A study falls into portions that know nothing of each other: they can be run in any order and anywhere.
import { districtKey, replicationKey, seedKey } from '../random/luck.js'
import { caseTimes, sampleOf, sideBySide } from '../run/case-times.js'
import { replicate } from '../run/replication.js'
import { type SlowCase, slowest } from '../run/slowest.js'
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Study } from './study.js'

/** One replication of one district, of every policy: they share its luck. */
export interface Portion {
  /** From 0. */
  readonly replication: number
  /** Its place among the districts, from 0. */
  readonly district: number
  /** How much of a replication it is: all portions of one add up to 1. */
  readonly size: number
}

/** What a portion comes to. Plain JSON. */
export interface PortionResult {
  readonly replication: number
  readonly district: number
  /** Of each policy. */
  readonly arms: readonly ReplicationResult[]
  /** The slowest cases, under each of them. */
  readonly worst: readonly (readonly SlowCase[])[]
}

/** The portions of one replication, in their order. */
export function portionsOf({ districts }: Study, replication: number): readonly Portion[] {
  return districts.map(({ size }, district) => ({ replication, district, size }))
}

/** Runs a portion; pauses now and then with how far it is, from 0 to 1. */
export function* runPortion(
  { base, divided, districts }: Study,
  { replication, district }: Omit<Portion, 'size'>,
): Generator<number, PortionResult> {
  const luck = districtKey(replicationKey(seedKey(base.seed), replication), districts[district]?.name ?? null)
  const worlds = divided.map(own => own[district] as World)
  const arms: ReplicationResult[] = []
  // One policy has none to be held against.
  const below = worlds.length > 1 ? sampleOf(worlds[0] as World) : undefined
  const samples = worlds.map(() => (below === undefined ? undefined : caseTimes(below)))
  const [first] = samples
  const slow = worlds.map(() => slowest())
  for (const [i, world] of worlds.entries()) {
    const sample = samples[i]
    const run = replicate(world, replication, luck, { sample, slowest: slow[i] })
    for (let step = run.next(); ; step = run.next()) {
      if (step.done === true) {
        const { measures } = step.value
        const beside = i === 0 || first === undefined || sample === undefined ? [] : sideBySide(first, sample)
        arms.push({ ...step.value, measures: [...measures, ...beside] })
        break
      }
      yield (arms.length + Math.min(step.value, 1)) / worlds.length
    }
  }
  return { replication, district, arms, worst: slow.map(own => own.list()) }
}
