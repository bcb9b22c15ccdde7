// A step in parts: what `always` transitions ask of the data is worked out once for a place, and not for each event that
// leads there.
import { eventless, inMicrosteps } from '@convoke/core'
import { OutOfSight, someInstant } from '../tables/cells.js'

/** A machine in microsteps, and the event that asks its `always` transitions. */
export interface Microsteps {
  readonly machine: object
  /** A fresh event for one question. Whoever reads more of it than the moment gets {@link EventRead}. */
  readonly ask: () => { readonly type: string }
}

/** An `always` transition, or an entry that it leads to, reads the event that came before it. */
export class EventRead extends OutOfSight {
  override readonly name = 'EventRead'
}

/** The machine in microsteps; undefined where it cannot be split. */
export function microstepsOf(machine: object): Microsteps | undefined {
  let isRead = false
  const split = inMicrosteps(machine, () => {
    isRead = true
  })
  if (split === undefined) return undefined
  return {
    machine: split,
    ask() {
      isRead = false
      const read = (_: object, key: string | symbol): unknown => {
        // The kernel looks for the transitions of the event before any of them is asked.
        if (key === 'type' && !isRead) return eventless
        if (key === 'at') return someInstant
        if (typeof key === 'symbol') return undefined
        throw new EventRead(`an "always" transition reads "${key}" of the event before it`)
      }
      const looked = (target: object, key: string | symbol): boolean => read(target, key) !== undefined
      return new Proxy({}, { get: read, has: looked, ownKeys: target => [String(read(target, 'keys'))] }) as never
    },
  }
}
