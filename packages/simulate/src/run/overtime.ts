import type { StaffOptions } from './staff.js'
import type { Tally } from './tally.js'
import type { World } from './world.js'

/** Adds to the overtime 加班 of a party whose people finish what they began what they worked after hours from `start` to `stop`. */
export function addOvertime(
  { ledger }: Pick<World, 'ledger'>,
  counts: Pick<Tally, 'add'>,
  { party, shifts }: Pick<StaffOptions, 'party' | 'shifts'>,
  start: number,
  stop: number,
): void {
  const afterHours = stop - start - shifts.between(start, stop)
  if (afterHours > 0) counts.add(ledger.slot('overtime', 'party', party, undefined), afterHours, 0)
}
