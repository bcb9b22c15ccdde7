import type { Distribution } from '../random/distribution.js'
import type { TimeDistribution } from './schema.js'
import { millisecondsOf } from './time.js'

const isTime = (value: unknown): value is string | 0 => value === 0 || (typeof value === 'string' && value !== 'never')

/** The same distribution with its times in milliseconds. */
export function distributionOf(distribution: TimeDistribution): Distribution {
  return converted(distribution) as Distribution
}

function converted(value: unknown): unknown {
  if (isTime(value)) return millisecondsOf(value)
  if (Array.isArray(value)) return value.map(converted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, converted(member)]))
}
