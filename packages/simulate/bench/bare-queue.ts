// What M/M/5 costs at least with our luck: one loop that knows nothing of cases, roles, duties or calendars.
import { draw, label } from '../src/random/luck.js'
import { deriveInto } from '../src/random/threefry.js'
import { unitExponential } from '../src/random/unit-exponential.js'
import { bucketOf } from '../src/statistics/histogram.js'

const hour = 3_600_000
const servers = 5
const room = 4096

/**
 * Mean wait of M/M/5 at 0.9, hours, by hand: the same named draws and logarithms, a heap of completions, a ring of those who
 * wait, and the sums and the histogram that a simulation keeps. Nothing that a case type says is asked.
 */
export function bareQueue(customers: number): number {
  const [gap, service] = [label('arrival'), label('desk:a first serve effort')]
  const arrivals = { k0: 77, k1: 88 }
  const cases = { k0: 1234, k1: 5678 }
  const key = { k0: 0, k1: 0 }
  const ends = new Float64Array(2 * servers)
  const busyWith = new Int32Array(2 * servers)
  let busy = 0
  const came = new Float64Array(room)
  const takes = new Float64Array(room)
  const spare = Int32Array.from({ length: room }, (_, i) => i)
  let spares = room
  const ring = new Int32Array(room)
  let [first, next] = [0, 0]
  const sums = new Float64Array(4)
  const histogram = new Uint32Array(1 << 18)
  const add = (slot: number, value: number) => {
    sums[slot] = (sums[slot] as number) + value
  }
  const sought = Float64Array.of((hour / 4.5) * unitExponential(draw(arrivals, gap, 1)))
  const begin = (one: number, now: number) => {
    add(0, now - (came[one] as number))
    const end = now + (takes[one] as number)
    let at = busy++
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((ends[above] as number) <= end) break
      ends[at] = ends[above] as number
      busyWith[at] = busyWith[above] as number
      at = above
    }
    ends[at] = end
    busyWith[at] = one
  }
  const endFirst = () => {
    busy--
    const end = ends[busy] as number
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= busy) break
      if (below + 1 < busy && (ends[below + 1] as number) < (ends[below] as number)) below++
      if (end <= (ends[below] as number)) break
      ends[at] = ends[below] as number
      busyWith[at] = busyWith[below] as number
      at = below
    }
    ends[at] = end
    busyWith[at] = busyWith[busy] as number
  }

  for (let [arrived, served] = [0, 0]; served < customers; ) {
    const arrival = sought[0] as number
    if (busy === 0 || arrival < (ends[0] as number)) {
      const now = Math.floor(arrival)
      deriveInto(key, cases, 0, arrived++)
      sought[0] = arrival + (hour / 4.5) * unitExponential(draw(arrivals, gap, arrived + 1))
      const one = spare[--spares] as number
      came[one] = now
      takes[one] = Math.round(hour * unitExponential(draw(key, service, 1)))
      if (busy < servers) begin(one, now)
      else ring[next++ & (room - 1)] = one
    } else {
      const now = ends[0] as number
      const one = busyWith[0] as number
      endFirst()
      served++
      add(1, now - (came[one] as number))
      add(2, takes[one] as number)
      const bucket = bucketOf(now - (came[one] as number))
      histogram[bucket] = (histogram[bucket] as number) + 1
      spare[spares++] = one
      if (first < next) begin(ring[first++ & (room - 1)] as number, now)
    }
  }
  return (sums[0] as number) / customers / hour
}
