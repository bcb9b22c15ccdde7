/**
 * The order within one instant: what was finished is known before anybody is asked anew, and free persons meet queues once
 * the instant's facts are known.
 */
export const ranks = { completion: 1, deadline: 3, arrival: 4, dispatch: 5, observer: 7 } as const

/** What happens, and by what it goes before others of its instant and rank: never by when it was put in. */
export interface Happening {
  /** Position of the source of the case; −1 where no case is meant. */
  readonly source: number
  /** The case among those of its source. */
  readonly i: number
  readonly party: string
  readonly purpose: string
  readonly n: number
  /** @param stamp as it was when this was planned: whoever has another one by now has thought better of it */
  happen(at: number, rank: number, stamp: number): void
}

/** A case with the instant of its next deadline; `Infinity` where there is none. It is planned at most once. */
export interface Dated {
  readonly source: number
  readonly i: number
  rungAt: number
  /** Its place in the list; −1: not there. */
  place: number
}

/** What is going to happen, the next first. */
export interface EventList<Case extends Dated> {
  /** Instants are whole ms from 0 up to 2^49. */
  add(at: number, rank: number, what: Happening, stamp: number): void
  /** Plans the next deadline of a case, in place of the one that was planned; `Infinity`: none. */
  plan(one: Case, at: number): void
  /** The instant of what is next; `Infinity` where nothing is. */
  nextAt(): number
  /** Makes what is next happen; deadlines by `reached`. */
  happen(reached: (one: Case, at: number) => void): void
}

/**
 * Two binary heaps: one of deadlines, from which those of settled cases are taken out again, and one of everything else.
 * What comes next of the latter is held apart, since most of what is put in happens at once.
 */
export function eventList<Case extends Dated>(): EventList<Case> {
  // Instant and rank in one number.
  const keys: number[] = []
  const whats: Happening[] = []
  const stamps: number[] = []
  let size = 0
  let heldKey = Number.POSITIVE_INFINITY
  let held: Happening | undefined
  let heldStamp = 0

  const push = (key: number, what: Happening, stamp: number) => {
    let at = size++
    while (at > 0) {
      const above = (at - 1) >> 1
      const aboveKey = keys[above] as number
      if (aboveKey < key || (aboveKey === key && compare(whats[above] as Happening, what) <= 0)) break
      keys[at] = aboveKey
      whats[at] = whats[above] as Happening
      stamps[at] = stamps[above] as number
      at = above
    }
    keys[at] = key
    whats[at] = what
    stamps[at] = stamp
  }
  /** Takes the first out of the heap, into what is held. */
  const pull = () => {
    heldKey = keys[0] as number
    held = whats[0] as Happening
    heldStamp = stamps[0] as number
    size--
    const key = keys[size] as number
    const what = whats[size] as Happening
    const stamp = stamps[size] as number
    keys.length = size
    whats.length = size
    stamps.length = size
    if (size === 0) return
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= size) break
      let belowKey = keys[below] as number
      if (below + 1 < size) {
        const otherKey = keys[below + 1] as number
        if (
          otherKey < belowKey ||
          (otherKey === belowKey && compare(whats[below + 1] as Happening, whats[below] as Happening) < 0)
        ) {
          below++
          belowKey = otherKey
        }
      }
      if (key < belowKey || (key === belowKey && compare(what, whats[below] as Happening) <= 0)) break
      keys[at] = belowKey
      whats[at] = whats[below] as Happening
      stamps[at] = stamps[below] as number
      at = below
    }
    keys[at] = key
    whats[at] = what
    stamps[at] = stamp
  }

  const dated: Case[] = []
  const isBefore = (a: Case, b: Case) =>
    a.rungAt < b.rungAt || (a.rungAt === b.rungAt && (a.source < b.source || (a.source === b.source && a.i < b.i)))
  const put = (one: Case, place: number) => {
    dated[place] = one
    one.place = place
  }
  const up = (one: Case, from: number): number => {
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = dated[above] as Case
      if (!isBefore(one, parent)) break
      put(parent, at)
      at = above
    }
    return at
  }
  const down = (one: Case, from: number): number => {
    let at = from
    for (;;) {
      let below = 2 * at + 1
      if (below >= dated.length) return at
      if (below + 1 < dated.length && isBefore(dated[below + 1] as Case, dated[below] as Case)) below++
      const child = dated[below] as Case
      if (!isBefore(child, one)) return at
      put(child, at)
      at = below
    }
  }

  return {
    add(at, rank, what, stamp) {
      const key = at * 8 + rank
      if (held === undefined) {
        const first = keys[0]
        if (size === 0 || key < (first as number) || (key === first && compare(what, whats[0] as Happening) < 0)) {
          heldKey = key
          held = what
          heldStamp = stamp
        } else push(key, what, stamp)
      } else if (key < heldKey || (key === heldKey && compare(what, held) < 0)) {
        push(heldKey, held, heldStamp)
        heldKey = key
        held = what
        heldStamp = stamp
      } else push(key, what, stamp)
    },
    plan(one, at) {
      const { place } = one
      if (at === one.rungAt && place >= 0) return
      one.rungAt = at
      if (at === Number.POSITIVE_INFINITY) {
        if (place < 0) return
        one.place = -1
        const last = dated.pop() as Case
        if (last !== one) put(last, down(last, up(last, place)))
      } else if (place < 0) {
        dated.push(one)
        put(one, up(one, dated.length - 1))
      } else put(one, down(one, up(one, place)))
    },
    nextAt() {
      const key = held !== undefined ? heldKey : size > 0 ? (keys[0] as number) : Number.POSITIVE_INFINITY
      const at = Math.floor(key / 8)
      const rungAt = dated.length > 0 ? (dated[0] as Case).rungAt : Number.POSITIVE_INFINITY
      return rungAt < at ? rungAt : at
    },
    happen(reached) {
      if (held === undefined && size > 0) pull()
      const first = dated[0]
      if (first !== undefined && first.rungAt * 8 + ranks.deadline < heldKey) {
        const at = first.rungAt
        this.plan(first, Number.POSITIVE_INFINITY)
        reached(first, at)
        return
      }
      const what = held
      if (what === undefined) return
      const key = heldKey
      const stamp = heldStamp
      held = undefined
      heldKey = Number.POSITIVE_INFINITY
      const at = Math.floor(key / 8)
      what.happen(at, key - at * 8, stamp)
    },
  }
}

function compare(a: Happening, b: Happening): number {
  return (
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
