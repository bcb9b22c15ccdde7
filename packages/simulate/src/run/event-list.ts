/**
 * The order within one instant: what was finished is known before anybody is asked anew, and free persons meet queues once
 * the instant's facts are known.
 */
export const ranks = { completion: 1, deadline: 3, arrival: 4, dispatch: 5, observer: 7 } as const

/** Something that happens at an instant. Ties within a rank go by what it is about, never by when it was put in. */
export interface SimulationEvent {
  readonly at: number
  readonly rank: number
  /** Position of the source of the case; −1 where no case is meant. */
  readonly source: number
  /** The case among those of its source. */
  readonly i: number
  readonly party: string
  readonly purpose: string
  readonly n: number
  happen(): void
}

/** What is going to happen, the next first. */
export interface EventList {
  readonly size: number
  add(event: SimulationEvent): void
  next(): SimulationEvent | undefined
}

/** A binary heap. */
export function eventList(): EventList {
  const heap: SimulationEvent[] = []
  return {
    get size() {
      return heap.length
    },
    add(event) {
      let at = heap.length
      heap.push(event)
      while (at > 0) {
        const above = (at - 1) >> 1
        const parent = heap[above] as SimulationEvent
        if (compare(parent, event) <= 0) break
        heap[at] = parent
        at = above
      }
      heap[at] = event
    },
    next() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined || heap.length === 0) return first
      let at = 0
      for (;;) {
        let below = 2 * at + 1
        if (below >= heap.length) break
        if (below + 1 < heap.length && compare(heap[below + 1] as SimulationEvent, heap[below] as SimulationEvent) < 0)
          below++
        const child = heap[below] as SimulationEvent
        if (compare(last, child) <= 0) break
        heap[at] = child
        at = below
      }
      heap[at] = last
      return first
    },
  }
}

function compare(a: SimulationEvent, b: SimulationEvent): number {
  return (
    a.at - b.at ||
    a.rank - b.rank ||
    a.source - b.source ||
    a.i - b.i ||
    compareText(a.party, b.party) ||
    compareText(a.purpose, b.purpose) ||
    a.n - b.n
  )
}

/** Code-unit order: the same in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
