// What a policy costs, and what one more person is good for.
import type { ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import type { Arm } from '../scenario/schema.js'
import type { Fraction } from '../statistics/interval.js'
import { daysInMonth } from './effects.js'
import type { Figures } from './indicators.js'
import { monthlyDifference, type Numbers } from './monthly.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What the people of a policy cost in the measured span 成本: of each party, and of all. */
export function costFigures(
  results: readonly ReplicationResult[],
  { arm, measuredFrom, calendar }: World,
): readonly Figures[] {
  const { costs } = arm
  if (costs === undefined) return []
  const months = arm.days / daysInMonth
  const firstDay = Date.parse(calendar.localDate(measuredFrom))
  const worked = results.map(
    ({ measures }) =>
      new Map(
        measures
          .filter(({ id, dims }) => id === 'work' && dims.skill === undefined)
          .map(({ dims, sum }) => [dims.party as string, sum / hourMs]),
      ),
  )
  const parties = [...new Set([...Object.keys(arm.parties), ...worked.flatMap(one => [...one.keys()])])].sort()
  const costOf = (party: string) => {
    const own = Object.hasOwn(costs.parties, party) ? costs.parties[party] : undefined
    const crew = Object.hasOwn(arm.parties, party) ? arm.parties[party] : undefined
    const persons = crew === undefined ? 0 : personsInOffice(crew, firstDay, arm.days)
    const fixed = persons * months * (own?.month ?? costs.month ?? 0)
    return worked.map(hours => fixed + (hours.get(party) ?? 0) * (own?.hour ?? costs.hour ?? 0))
  }
  const figures = (dims: Figures['dims'], values: readonly number[]): Figures => ({
    ...{ id: 'cost', dims: { ...dims, currency: costs.currency }, unit: 'money', kind: 'count', better: 'lower' },
    ...{ values, n: results.length, censored: 0 },
  })
  const each = parties.map(party => ({ party, values: costOf(party) }))
  const all = results.map((_, i) => each.reduce((sum, { values }) => sum + (values[i] as number), 0))
  return [...each.map(({ party, values }) => figures({ party }, values)), figures({}, all)]
}

/** How many persons a party has in office over so many days from a first one, in the mean: whoever comes later, or leaves before, costs nothing on the other days. */
function personsInOffice({ staff, persons = {} }: Arm['parties'][string], firstDay: number, days: number): number {
  const lastDay = firstDay + (days - 1) * dayMs
  const missing = Object.values(persons).map(({ from, until }) => {
    const first = Math.max(firstDay, from === undefined ? firstDay : Date.parse(from))
    const last = Math.min(lastDay, until === undefined ? lastDay : Date.parse(until))
    return 1 - Math.max(0, (last - first) / dayMs + 1) / days
  })
  return staff - missing.reduce((sum, one) => sum + one, 0)
}

/** What each person more does 每人月成效, over the same luck. Plain JSON. */
export interface PerStaffMonth {
  /** Persons more than under the first policy; below 0: fewer. */
  readonly persons: number
  /** Times that something is late, fewer in a month for each of these persons; above 0 is better. */
  readonly lateAvoided: number | null
  readonly ci: readonly [low: number, high: number] | null
}

/** What the persons are good for by whom a policy differs; undefined where it has as many as the first. */
export function perStaffMonth(
  [base, first]: readonly [Arm, readonly Figures[]],
  [arm, other]: readonly [Arm, readonly Figures[]],
  level: number,
): PerStaffMonth | undefined {
  const persons = staffOf(arm) - staffOf(base)
  if (persons === 0) return undefined
  const months = base.days / daysInMonth
  const late = (figures: readonly Figures[]): Numbers => {
    const counts = figures.filter(({ id, dims }) => id === 'deadlineMet' && dims.party === undefined)
    const length = counts[0]?.fractions?.length ?? 0
    const tries = Array.from({ length }, (_, i): Fraction => {
      const own = counts.map(({ fractions }) => fractions?.[i] ?? { sum: 0, count: 0 })
      const sum = own.reduce((all, one) => all + one.count - one.sum, 0)
      return { sum, count: own.reduce((all, one) => all + one.count, 0) }
    })
    return { monthly: tries.map(({ sum }) => -sum / months / persons), tries }
  }
  const [one, two] = [late(first), late(other)]
  if (one.monthly.length !== two.monthly.length) return { persons, lateAvoided: null, ci: null }
  const { estimate, ci } = monthlyDifference(one, two, { months: -months * persons, level })
  return { persons, lateAvoided: estimate, ci }
}

function staffOf({ parties }: Arm): number {
  return Object.values(parties).reduce((sum, { staff }) => sum + staff, 0)
}
