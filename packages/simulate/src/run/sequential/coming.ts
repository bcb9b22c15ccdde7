// Cases that are about to arrive, several at a time: when, with which luck, and how long their first duty takes. None of it
// waits for another, so that the machine works on several side by side.
import type { Label } from '../../random/luck.js'
import { type Key, keysInto, uniformsInto } from '../../random/threefry.js'
import type { Arrivals } from '../arrivals.js'
import type { TimeDraw } from '../time-draw.js'
import { type Columns, source as sourceIn, widthOfSource } from './columns.js'
import type { Entry } from './stages.js'

/** So many at once. */
export const atOnce = 32
const never = Number.POSITIVE_INFINITY

/** Where cases of a source come from. */
export interface Origin {
  readonly source: number
  readonly arrivals: Arrivals
  readonly luckOfCases: Key
}

/** Goes on to those after; the next arrives at `nextOf`, `Infinity` where nobody does. */
export function comeNext(columns: Columns, origin: Origin, first: (at: number) => Entry): void {
  const { at, f, w } = columns
  const { source, arrivals, luckOfCases } = origin
  const own = source * atOnce
  const row = at.sources + source * widthOfSource
  const from = (f[at.numberOf + source] as number) + (w[row + sourceIn.known] as number)
  f[at.numberOf + source] = from
  const known = arrivals(f, at.arrivals + own, atOnce)
  const next = known === 0 ? never : (f[at.arrivals + own] as number)
  w[row + sourceIn.known] = known
  w[row + sourceIn.place] = 0
  f[at.nextOf + source] = next
  if (known === 0) return
  const [k0, k1] = [at.k0 + own, at.k1 + own]
  keysInto(w, k0, k1, luckOfCases, from, known)
  const { id, turn } = first(next)
  w[row + sourceIn.entry] = id
  if (turn === undefined) return
  const { delay, effort, delayLabel, effortLabel, n } = turn
  drawInto(at.waits + own, delay, delayLabel)
  drawInto(at.efforts + own, effort, effortLabel)

  function drawInto(place: number, time: TimeDraw, { w0, w1 }: Label): void {
    if (time.fixed !== undefined) {
      f.fill(time.fixed, place, place + known)
      return
    }
    uniformsInto(f, place, w, k0, k1, w0, (w1 + n) | 0, known)
    time.ofAll(f, place, known)
  }
}
