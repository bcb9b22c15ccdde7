/**
 * The order within one instant: what was finished is known before anybody is asked anew, and free persons meet queues once
 * the instant's facts are known.
 */
export const ranks = { shift: 0, completion: 1, deadline: 3, arrival: 4, dispatch: 5, observer: 7 } as const

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
  /** Whether nothing else is planned up to and with an instant. */
  isQuiet(at: number): boolean
  /** The instant of what is next; `Infinity` where nothing is. */
  nextAt(): number
  /** Makes what is next happen, if it is before `end`; deadlines by `reached`. False where nothing is. */
  happen(end: number, reached: (one: Case, at: number) => void): boolean
}

const never = Number.POSITIVE_INFINITY
const nothing: Happening = { source: -1, i: 0, party: '', purpose: '', n: 0, happen() {} }

/**
 * Two binary heaps: one of deadlines, from which those of settled cases are taken out again, and one of everything else.
 * What comes next of the latter is held apart, since most of what is put in happens at once.
 */
export function eventList<Case extends Dated>(): EventList<Case> {
  // Instant and rank in one number.
  let keys = new Float64Array(1024)
  let stamps = new Int32Array(1024)
  const whats: Happening[] = []
  let size = 0
  let heldKey = never
  let held = nothing
  let heldStamp = 0

  const push = (key: number, what: Happening, stamp: number) => {
    if (size === keys.length) {
      const [more, moreStamps] = [new Float64Array(2 * size), new Int32Array(2 * size)]
      more.set(keys)
      moreStamps.set(stamps)
      keys = more
      stamps = moreStamps
    }
    let at = size++
    if (at === whats.length) whats.push(what)
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
    whats[size] = nothing
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

  const plan = (one: Case, at: number) => {
    const { place } = one
    if (at === one.rungAt && place >= 0) return
    one.rungAt = at
    if (at === never) {
      if (place < 0) return
      one.place = -1
      const last = dated.pop() as Case
      if (last !== one) put(last, down(last, up(last, place)))
    } else if (place < 0) {
      dated.push(one)
      put(one, up(one, dated.length - 1))
    } else put(one, down(one, up(one, place)))
  }

  return {
    add(at, rank, what, stamp) {
      const key = at * 8 + rank
      if (heldKey === never) {
        const first = size === 0 ? never : (keys[0] as number)
        if (key < first || (key === first && compare(what, whats[0] as Happening) < 0)) {
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
    plan,
    isQuiet(at) {
      const beyond = at * 8 + 8
      if (heldKey < beyond || (size > 0 && (keys[0] as number) < beyond)) return false
      return dated.length === 0 || (dated[0] as Case).rungAt > at
    },
    nextAt() {
      const key = heldKey !== never ? heldKey : size > 0 ? (keys[0] as number) : never
      const at = Math.floor(key / 8)
      return dated.length > 0 ? Math.min(at, (dated[0] as Case).rungAt) : at
    },
    happen(end, reached) {
      if (heldKey === never && size > 0) pull()
      if (dated.length > 0) {
        const first = dated[0] as Case
        const at = first.rungAt
        if (at * 8 + ranks.deadline < heldKey) {
          if (at >= end) return false
          plan(first, never)
          reached(first, at)
          return true
        }
      }
      const key = heldKey
      const at = Math.floor(key / 8)
      if (at >= end) return false
      const what = held
      heldKey = never
      held = nothing
      what.happen(at, key - at * 8, heldStamp)
      return true
    },
  }
}

function compare(a: Happening, b: Happening): number {
  return (
    a.source - b.source || a.i - b.i || compareText(a.party, b.party) || compareText(a.purpose, b.purpose) || a.n - b.n
  )
}

/** Code-unit order: the same in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
