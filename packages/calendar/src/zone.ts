import { tzOffset } from '@date-fns/tz'
import { DAY_MS, type DayNumber } from './plain-date.js'

/** Clock arithmetic of one IANA zone. Local times are ms since 1970-01-01T00:00 on the zone's wall clock. */
export interface Zone {
  readonly id: string
  /** The wall clock at an instant. */
  localAt(at: number): number
  /** The date on which an instant falls. Never decreases with time, also where a clock goes back over midnight. */
  dayAt(at: number): DayNumber
  /** The first instant at which the wall clock shows `local` or later: in a skipped hour, the end of the gap. */
  firstInstant(local: number): number
  startOf(day: DayNumber): number
}

interface Span {
  readonly from: number
  readonly to: number
  readonly offset: number
}

const zones = new Map<string, Zone>()

/** Whether this runtime knows the zone. An offset such as `+08:00` is not a zone: it cannot say when the clocks change. */
export const isZone = (id: unknown): id is string =>
  typeof id === 'string' && /^[A-Za-z]/.test(id) && Number.isFinite(tzOffset(id, new Date(0)))

/** The zone by its IANA name. Memoised: the table of offsets is built once per zone and year. */
export const zoneOf = (id: string): Zone => {
  const known = zones.get(id)
  if (known) return known
  const zone = buildZone(id)
  zones.set(id, zone)
  return zone
}

const buildZone = (id: string): Zone => {
  const years = new Map<number, readonly Span[]>()
  const spansOf = (year: number): readonly Span[] => {
    let spans = years.get(year)
    if (!spans) {
      spans = scanYear(id, year)
      years.set(year, spans)
    }
    return spans
  }
  const yearAt = (ms: number) => new Date(ms).getUTCFullYear()

  const offsetAt = (at: number): number => {
    const spans = spansOf(yearAt(at))
    for (const span of spans) if (at < span.to) return span.offset
    throw new RangeError(`no offset of ${id} at ${at}`)
  }
  const firstInstant = (local: number): number => {
    // No zone is further than 26 hours from UTC, so the instant lies in one of these years.
    const [first, last] = [yearAt(local - 26 * 3_600_000), yearAt(local + 26 * 3_600_000)]
    for (let year = first; year <= last; year++) {
      for (const span of spansOf(year)) {
        const at = Math.max(span.from, local - span.offset)
        if (at < span.to) return at
      }
    }
    throw new RangeError(`no instant of ${id} shows ${local}`)
  }
  const startOf = (day: DayNumber) => firstInstant(day * DAY_MS)

  return {
    id,
    firstInstant,
    startOf,
    localAt: at => at + offsetAt(at),
    dayAt: at => {
      const day = Math.floor((at + offsetAt(at)) / DAY_MS)
      // A clock put back shortly after midnight shows yesterday again; the new day has begun all the same.
      return spansOf(yearAt(at)).length > 1 && startOf(day + 1) <= at ? day + 1 : day
    },
  }
}

const scanYear = (id: string, year: number): readonly Span[] => {
  const offset = (at: number) => Math.round(tzOffset(id, new Date(at)) * 60) * 1000
  const [start, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
  const spans: Span[] = []
  let from = start
  let current = offset(start)
  for (let day = start; day < end; day += DAY_MS) {
    const next = offset(Math.min(day + DAY_MS, end - 1))
    if (next === current) continue
    let [before, after] = [day, Math.min(day + DAY_MS, end - 1)]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (offset(middle) === current) before = middle
      else after = middle
    }
    spans.push({ from, to: after, offset: current })
    from = after
    current = next
  }
  spans.push({ from, to: end, offset: current })
  return spans
}
