/**
 * The order within one instant: what was finished is known before anybody is asked anew, and free persons meet queues once
 * the instant's facts are known.
 */
export const ranks = {
  shift: 0,
  completion: 1,
  deadline: 3,
  arrival: 4,
  dispatch: 5,
  shiftEnd: 6,
  observer: 7,
} as const

/** What happens, and by what it goes before others of its instant and rank: never by when it was put in. */
export interface Happening {
  /** Its number among all that may happen, from `EventList.enter`. */
  readonly id: number
  /** Position of the source of the case; −1 where no case is meant. */
  readonly source: number
  /** The case among those of its source; of what is about no case, its place among those of its purpose. */
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
  /** Its number while it is planned. */
  ticket: number
}

/** What is going to happen, the next first. */
export interface EventList<Case extends Dated> {
  /** Takes in something that may happen, as often as it likes, and gives it its number: `make` gets it. */
  enter<What extends Happening>(make: (id: number) => What): What
  /** Instants are whole ms from 0 up to 2^49. What is planned may not change its place in the order. */
  add(at: number, rank: number, id: number, stamp: number): void
  /** What is dispatched at this very instant, once all else is known. */
  soon(id: number, now: number): void
  /** Plans the next deadline of a case, in place of the one that was planned; `Infinity`: none. */
  plan(one: Case, at: number): void
  /** Whether nothing is planned up to an instant, or at it before parties look at their queues. */
  isQuiet(at: number): boolean
  /** The instant of what is next; `Infinity` where nothing is. */
  nextAt(): number
  /** Makes what is next happen, if it is before `end`; deadlines by `reached`. False where nothing is. */
  happen(end: number, reached: (one: Case, at: number) => void): boolean
}

const never = Number.POSITIVE_INFINITY

/**
 * Two binary heaps: one of deadlines, from which those of settled cases are taken out again, and one of everything else. Both
 * in flat arrays. What was taken from the top leaves a gap, since most of what happens puts something in.
 */
export function eventList<Case extends Dated>(): EventList<Case> {
  const whats: Happening[] = []
  /** Pairs: instant and rank in one number; number and stamp in one. */
  let heap = new Float64Array(2048)
  /** Of pairs, with the gap. */
  let size = 0
  let hasGap = false

  const comparedIds = (a: number, b: number) => compare(whats[a] as Happening, whats[b] as Happening)
  const comparedMarks = (a: number, b: number) => comparedIds(a | 0, b | 0)
  const grow = () => {
    const more = new Float64Array(2 * heap.length)
    more.set(heap)
    heap = more
  }
  const push = (key: number, mark: number) => {
    if (2 * size === heap.length) grow()
    // In a variable of its own, here and below: the machine would look again each time whether it is another by now.
    const pairs = heap
    let at = 2 * size++
    while (at > 0) {
      const above = ((at - 2) >> 2) << 1
      const aboveKey = pairs[above] as number
      const aboveMark = pairs[above + 1] as number
      if (aboveKey < key || (aboveKey === key && comparedMarks(aboveMark, mark) <= 0)) break
      pairs[at] = aboveKey
      pairs[at + 1] = aboveMark
      at = above
    }
    pairs[at] = key
    pairs[at + 1] = mark
  }
  /** Puts something into the gap, and lets it sink to its place. */
  const sink = (key: number, mark: number) => {
    hasGap = false
    const pairs = heap
    const end = 2 * size
    let at = 0
    for (;;) {
      let below = 2 * at + 2
      if (below >= end) break
      let belowKey = pairs[below] as number
      if (below + 2 < end) {
        const otherKey = pairs[below + 2] as number
        if (
          otherKey < belowKey ||
          (otherKey === belowKey && comparedMarks(pairs[below + 3] as number, pairs[below + 1] as number) < 0)
        ) {
          below += 2
          belowKey = otherKey
        }
      }
      const belowMark = pairs[below + 1] as number
      if (key < belowKey || (key === belowKey && comparedMarks(mark, belowMark) <= 0)) break
      pairs[at] = belowKey
      pairs[at + 1] = belowMark
      at = below
    }
    pairs[at] = key
    pairs[at + 1] = mark
  }
  const close = () => {
    size--
    if (size > 0) sink(heap[2 * size] as number, heap[2 * size + 1] as number)
    else hasGap = false
  }

  /** What is dispatched at the present instant, the last first: held apart, since nearly all of it happens next. */
  const soonIds: number[] = []
  const soonKey = new Float64Array(1)
  /** Whether something planned may have to happen before what is dispatched at the present instant. */
  const isOvertaken = (key: number): boolean => {
    if (hasGap) {
      if (size > 1 && ((heap[2] as number) <= key || (size > 2 && (heap[4] as number) <= key))) return true
    } else if (size > 0 && (heap[0] as number) <= key) return true
    return planned > 0 && (hasDueGap || (dues[0] as number) * 8 + ranks.deadline < key)
  }

  const cases: (Case | undefined)[] = []
  const spareTickets: number[] = []
  let dues = new Float64Array(256)
  let tickets = new Int32Array(256)
  let planned = 0
  let hasDueGap = false
  /** Where a ticket stands in the heap. */
  let places = new Int32Array(256)

  const isBefore = (a: number, b: number) => {
    const one = cases[a] as Case
    const other = cases[b] as Case
    return one.source < other.source || (one.source === other.source && one.i < other.i)
  }
  const put = (due: number, ticket: number, place: number) => {
    dues[place] = due
    tickets[place] = ticket
    places[ticket] = place
  }
  const rise = (due: number, ticket: number, from: number): number => {
    let at = from
    while (at > 0) {
      const above = (at - 1) >> 1
      const aboveDue = dues[above] as number
      if (aboveDue < due || (aboveDue === due && !isBefore(ticket, tickets[above] as number))) break
      put(aboveDue, tickets[above] as number, at)
      at = above
    }
    return at
  }
  const fall = (due: number, ticket: number, from: number): number => {
    let at = from
    for (;;) {
      let below = 2 * at + 1
      if (below >= planned) return at
      let belowDue = dues[below] as number
      if (below + 1 < planned) {
        const otherDue = dues[below + 1] as number
        if (
          otherDue < belowDue ||
          (otherDue === belowDue && isBefore(tickets[below + 1] as number, tickets[below] as number))
        ) {
          below++
          belowDue = otherDue
        }
      }
      if (due < belowDue || (due === belowDue && !isBefore(tickets[below] as number, ticket))) return at
      put(belowDue, tickets[below] as number, at)
      at = below
    }
  }
  const closeDue = () => {
    hasDueGap = false
    planned--
    if (planned === 0) return
    const due = dues[planned] as number
    const ticket = tickets[planned] as number
    put(due, ticket, fall(due, ticket, 0))
  }
  const growDues = () => {
    const [moreDues, moreTickets, morePlaces] = [
      new Float64Array(2 * planned),
      new Int32Array(2 * planned),
      new Int32Array(2 * planned),
    ]
    moreDues.set(dues)
    moreTickets.set(tickets)
    morePlaces.set(places)
    dues = moreDues
    tickets = moreTickets
    places = morePlaces
  }
  const ticketFor = (one: Case): number => {
    const ticket = spareTickets.length > 0 ? (spareTickets.pop() as number) : cases.length
    one.ticket = ticket
    if (ticket === cases.length) cases.push(one)
    else cases[ticket] = one
    return ticket
  }
  const giveBack = (ticket: number) => {
    cases[ticket] = undefined
    spareTickets.push(ticket)
  }

  return {
    enter(make) {
      const what = make(whats.length)
      whats.push(what)
      return what
    },
    add(at, rank, id, stamp) {
      const key = at * 8 + rank
      const mark = stamp * 0x100000000 + id
      if (hasGap) sink(key, mark)
      else push(key, mark)
    },
    soon(id, now) {
      soonKey[0] = now * 8 + ranks.dispatch
      let at = soonIds.length
      soonIds.push(id)
      for (; at > 0 && comparedIds(soonIds[at - 1] as number, id) < 0; at--) soonIds[at] = soonIds[at - 1] as number
      soonIds[at] = id
    },
    plan(one, at) {
      const before = one.rungAt
      if (at === before) return
      one.rungAt = at
      if (before === never) {
        if (hasDueGap) {
          hasDueGap = false
          const ticket = ticketFor(one)
          put(at, ticket, fall(at, ticket, 0))
          return
        }
        if (planned === dues.length) growDues()
        const ticket = ticketFor(one)
        planned++
        put(at, ticket, rise(at, ticket, planned - 1))
        return
      }
      if (hasDueGap) closeDue()
      const { ticket } = one
      const place = places[ticket] as number
      if (at < never) {
        put(at, ticket, fall(at, ticket, rise(at, ticket, place)))
        return
      }
      giveBack(ticket)
      planned--
      if (place === planned) return
      const due = dues[planned] as number
      const last = tickets[planned] as number
      put(due, last, fall(due, last, rise(due, last, place)))
    },
    isQuiet(at) {
      const later = at * 8 + ranks.dispatch
      if (hasGap) {
        if (size > 1 && ((heap[2] as number) < later || (size > 2 && (heap[4] as number) < later))) return false
      } else if (size > 0 && (heap[0] as number) < later) return false
      if (planned === 0) return true
      if (hasDueGap) closeDue()
      return planned === 0 || (dues[0] as number) > at
    },
    nextAt() {
      if (hasGap) close()
      if (hasDueGap) closeDue()
      if (soonIds.length > 0) return Math.floor((soonKey[0] as number) / 8)
      const at = size > 0 ? Math.floor((heap[0] as number) / 8) : never
      return planned > 0 ? Math.min(at, dues[0] as number) : at
    },
    happen(end, reached) {
      let isSoon = soonIds.length > 0
      if (isSoon && !isOvertaken(soonKey[0] as number)) {
        const id = soonIds.pop() as number
        ;(whats[id] as Happening).happen(Math.floor((soonKey[0] as number) / 8), ranks.dispatch, 0)
        return true
      }
      if (hasGap) close()
      let key = size > 0 ? (heap[0] as number) : never
      if (isSoon) {
        const soon = soonKey[0] as number
        isSoon =
          soon < key || (soon === key && comparedMarks(soonIds[soonIds.length - 1] as number, heap[1] as number) < 0)
        if (isSoon) key = soon
      }
      if (planned > 0) {
        if (hasDueGap) closeDue()
        if (planned > 0) {
          const due = dues[0] as number
          if (due * 8 + ranks.deadline < key) {
            if (due >= end) return false
            const ticket = tickets[0] as number
            const one = cases[ticket] as Case
            giveBack(ticket)
            hasDueGap = true
            one.rungAt = never
            reached(one, due)
            return true
          }
        }
      }
      const at = Math.floor(key / 8)
      if (at >= end) return false
      if (isSoon) {
        ;(whats[soonIds.pop() as number] as Happening).happen(at, ranks.dispatch, 0)
        return true
      }
      hasGap = true
      const mark = heap[1] as number
      ;(whats[mark | 0] as Happening).happen(at, key - at * 8, Math.floor(mark / 0x100000000))
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
