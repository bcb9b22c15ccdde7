// A part of a simulation comes from a file: it is cut off, edited, or another's, until it was looked at.
import { ConvokeError } from '@convoke/core'
import * as z from 'zod'
import { besideIds } from '../run/case-times.js'
import { stretchesIn } from '../run/tally.js'
import type { Scenario } from '../scenario/schema.js'
import { measureIds } from '../study/indicators.js'
import type { PortionResult } from '../study/portions.js'
import { hashOf, type Study } from '../study/study.js'

/** Which part of the portions of a study: the i-th of n, from 1. */
export interface ShardOf {
  readonly i: number
  readonly n: number
}

/** A part of a study, as a machine of several computed it. Plain JSON. */
export interface SimulationShard {
  readonly schema: 'convoke-simulation-shard-1'
  readonly shard: ShardOf
  /** What it is a part of: parts of two studies are not put together. */
  readonly study: string
  /** The scenario itself, so that parts need nothing else to be put together. */
  readonly scenario: Scenario
  readonly portions: readonly PortionResult[]
  /** SHA-256 of all of the above: tells what was changed on the way, not who changed it. */
  readonly hash: string
}

const count = z.int().min(0)
const name = z.string().max(500)
const flag = z.union([z.literal(0), z.literal(1)])
const histogram = z
  .array(z.tuple([count, count.min(1)]))
  .refine(list => list.every(([bucket], i) => i === 0 || bucket > (list[i - 1] as readonly [number, number])[0]))
const result = z.strictObject({
  replication: count,
  measures: z.array(
    z.strictObject({
      ...{ id: z.enum(measureIds), dims: z.record(name, name), sum: z.number().min(0), count: z.number().min(0) },
      stretches: z.strictObject({ sums: z.array(z.number()), counts: z.array(z.number()) }).optional(),
    }),
  ),
  times: z.array(z.strictObject({ type: name, ended: histogram, censored: histogram })),
  open: z.array(z.strictObject({ type: name, counts: z.array(count) })),
  censored: count,
  arrived: count,
  came: count.optional(),
  started: z.strictObject({ late: z.array(flag), closed: z.array(flag), done: z.array(name) }).optional(),
})
const slow = z.strictObject({
  ...{ caseType: name, source: count, i: count, arrivedAt: z.int(), ms: count, outcome: name.nullable() },
})
const form = z.strictObject({
  schema: z.literal('convoke-simulation-shard-1'),
  shard: z.strictObject({ i: count.min(1), n: count.min(1) }),
  study: name,
  scenario: z.record(z.string(), z.unknown()),
  portions: z.array(
    z.strictObject({ replication: count, district: count, arms: z.array(result), worst: z.array(z.array(slow)) }),
  ),
  hash: name,
})

/** A part with its hash. */
export function sealed(shard: Omit<SimulationShard, 'hash'>): SimulationShard {
  return { ...shard, hash: hashOf(shard) }
}

/**
 * A part that was read, whole and unchanged as far as it can tell by itself.
 *
 * @param part what it is called where it is broken
 * @throws ConvokeError `simulate/part-broken`
 */
export function readShard(raw: unknown, part: string): SimulationShard {
  const parsed = form.safeParse(raw)
  if (!parsed.success) throw broken(part, (parsed.error.issues[0]?.path ?? []).join('.'))
  const { hash, ...rest } = raw as SimulationShard
  if (!isHash(hash, rest)) throw broken(part, 'hash')
  return { ...rest, hash }
}

/**
 * Holds a part to its study, down to its last figure.
 *
 * @throws ConvokeError `simulate/part-foreign` where it is of another study; `simulate/part-broken` where its figures cannot be of it
 */
export function holdToStudy(shard: SimulationShard, study: Study, fingerprint: string, part: string): void {
  if (shard.study !== fingerprint)
    throw new ConvokeError('simulate/part-foreign', `${part} is of another scenario, case type or calendar`, {
      details: { part },
    })
  const days = study.worlds[0]?.dayEnds.length
  const stretches = study.base.control === 'workload' ? stretchesIn(days ?? 0) : undefined
  const isWhole = shard.portions.every(
    ({ replication, district, arms, worst }) =>
      arms.length === study.worlds.length &&
      worst.length === study.worlds.length &&
      worst.every((own, arm) =>
        own.every(one => study.divided[arm]?.[district]?.sources[one.source]?.type.name === one.caseType),
      ) &&
      arms.every(
        one =>
          one.replication === replication &&
          one.open.every(({ counts }) => counts.length === days) &&
          one.measures.every(({ id, stretches: own }) => {
            // Cases side by side are counted when both policies are over, and by no stretch.
            const wanted = besideIds.includes(id) ? undefined : stretches
            return own?.sums.length === wanted && own?.counts.length === wanted
          }) &&
          hasStarted(one, study, district),
      ),
  )
  if (!isWhole) throw broken(part, 'portions')
}

function hasStarted({ started }: PortionResult['arms'][number], { districts }: Study, district: number): boolean {
  const cases = districts[district]?.arm.start?.cases?.length
  return started?.late.length === cases && started?.closed.length === cases
}

function isHash(hash: string, of: unknown): boolean {
  try {
    return hash === hashOf(of)
  } catch {
    // Not even JSON that can be hashed, such as half of a character.
    return false
  }
}

/** A part that is no part, or no longer. */
export function broken(part: string, place: string): ConvokeError {
  return new ConvokeError('simulate/part-broken', `${part} was cut off or changed (${place}); simulate it again`, {
    details: { part, place },
  })
}
