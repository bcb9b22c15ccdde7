// How much of a wait lies in hours in which there are people: for `waits: open` of a scenario.
import { homesOf } from './persons/roster.js'
import type { Shifts } from './shifts.js'
import type { Staff } from './staff.js'
import { meets } from './staff-options.js'
import type { Tally } from './tally.js'
import type { World } from './world.js'

/**
 * Adds the open part of a wait to its sum; undefined where the scenario does not ask. Open are the hours of the party, on the days on which somebody works; of a party whose persons are
 * followed, those of any person who may work for it. A party that meets has no such hours. Leave, absence and time away close nothing: who is away is missed in open hours.
 */
export function openWaitsIn(
  world: World,
  counts: Pick<Tally, 'add'>,
): ((staff: Staff, from: number, to: number) => void) | undefined {
  if (world.arm.waits !== 'open') return undefined
  const members = (homesOf(world) ?? []).flatMap(home => home.members)
  const known: { readonly slot: number; readonly hours: Pick<Shifts, 'between'> | undefined }[] = []
  const openOf = ({ options: { party, shifts } }: Staff) => {
    if (meets(world, party)) return undefined
    const serving = members.filter(({ serves }) => serves.includes(party)).map(one => one.shifts)
    return unionOf(serving.length === 0 ? [shifts] : serving)
  }
  return (staff, from, to) => {
    let own = known[staff.i]
    if (own === undefined) {
      own = {
        slot: world.ledger.slot('openWait', 'party', staff.options.party, undefined),
        hours: openOf(staff),
      }
      known[staff.i] = own
    }
    if (own.hours !== undefined) counts.add(own.slot, own.hours.between(from, to), 1)
  }
}

/** Time in which work goes on in one of several shifts at least. */
export function unionOf(shifts: readonly Shifts[]): Pick<Shifts, 'between'> {
  const [first, ...others] = [...new Set(shifts)]
  if (first === undefined) return { between: () => 0 }
  if (others.length === 0) return first
  const all = [first, ...others]
  const opens: number[] = []
  const closes: number[] = []
  /** Open before each span. */
  const before: number[] = []
  let total = 0
  /** Goes on to the end of the shift that goes on then, or to the beginning of the next one. */
  const goOn = () => {
    const last = closes.length - 1
    const at = closes[last] ?? 0
    const until = Math.max(...all.map(one => one.until(at)))
    if (until > at) {
      closes[last] = until
      total += until - at
      return
    }
    const opened = Math.min(...all.map(one => one.nextOn(at)))
    opens.push(opened)
    closes.push(opened)
    before.push(total)
  }
  const openBy = (at: number): number => {
    while ((closes.at(-1) ?? 0) < at) goOn()
    let low = 0
    let high = opens.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((opens[middle] as number) <= at) low = middle
      else high = middle - 1
    }
    return (before[low] as number) + Math.max(0, Math.min(at, closes[low] as number) - (opens[low] as number))
  }
  return { between: (from, to) => (to <= from ? 0 : openBy(to) - openBy(from)) }
}
