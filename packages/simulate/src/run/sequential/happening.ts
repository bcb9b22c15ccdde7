// What happens where one duty follows another, in one loop. A case is a row of numbers, a queue a chain of rows.
//
// The order within one instant is that of `ranks`. Of what has one rank there, nothing hangs on the order, since until persons
// meet queues cases have nothing to do with one another: only queues are kept in the order of the general way.
import { mostAtOnce } from '../endless.js'
import { noDates } from '../tabled/dates.js'
import type { Tally } from '../tally.js'
import type { World } from '../world.js'
import {
  type Columns,
  type entry,
  isBefore,
  type line,
  one,
  type party,
  putInPlace,
  row,
  type source as sourceIn,
  type stage,
  type time,
  widthOfCase,
  type widthOfEntry,
  widthOfLine,
  type widthOfParty,
  widthOfRow,
  type widthOfSource,
  type widthOfStage,
  type widthOfTimes,
} from './columns.js'
import { atOnce as arrivalsAtOnce, type Origin } from './coming.js'
import { decide, drawTimes, type Times } from './decided.js'
import { NotSequential } from './eligible.js'
import type { Parties } from './parties.js'
import type { Entry, Plan, Stage } from './stages.js'

/**
 * What is kept between two pauses, as numbers in one array: the instant; before which one nobody looks at what is; whether
 * measured cases can still arrive, how many are open and how many there were; how much is planned, and whether what
 * happened last has left a gap at its top; how many parties look at their queues at this instant, and who is taking up jobs; how
 * many cases there is room for; a time that is handed to what is called seldom; and how much has happened at this instant.
 */
export const kept = {
  now: 0,
  horizon: 1,
  isMeasuredOver: 2,
  unsettled: 3,
  arrived: 4,
  planned: 5,
  hasGap: 6,
  soon: 7,
  dispatching: 8,
  spares: 9,
  given: 10,
  atOnce: 11,
} as const
/** How many numbers those are. */
export const keptNumbers = 12

/** What a run works on. */
export interface Running {
  readonly world: World
  readonly plan: Plan
  readonly parties: Parties
  readonly columns: Columns
  readonly counts: Tally
  readonly origins: readonly Origin[]
  readonly state: Float64Array
  /** How much happens between two pauses, and in one call. */
  readonly events: { readonly between: number; readonly atATime: number }
  /** What is measured of what a party spent on work. */
  clipped(party: number, from: number, to: number): number
  /** Looks up more arrivals of a source. */
  moreOf(source: number): void
  /** Looks at what is, where that was to be done before an instant; true where the run is over. */
  isEnded(at: number, unsettled: number): boolean
}

/** Lets things happen in columns, as they lie now, until it is time for a pause; true where nothing counts any more. */
export type Happen = (f: Float64Array, w: Int32Array, rows: number, cases: number, spare: number) => boolean

export function happening(running: Running): Happen {
  const { world, plan, parties, columns, counts, origins, state, clipped, moreOf, isEnded } = running
  const { between, atATime } = running.events
  const { measuredFrom, measuredTo } = world
  const { at } = columns
  const times: Times = { wait: 0, effort: 0 }
  for (const { source } of origins) moreOf(source)

  const sourceOf = (c: number) => columns.w[columns.cases + c * widthOfCase + one.source] as number
  // What is called seldom finds the instant, and another time, in `state`: a number that is handed to several calls would be made
  // an object each time anything happens, called or not.
  const nowIn = () => state[kept.now] as number
  const givenIn = () => state[kept.given] as number
  const learnt = (id: number, c: number): number => {
    const lastAt = columns.f[columns.rows + c * widthOfRow + row.arrived] as number
    const done = plan.completed(plan.stages[id] as Stage, sourceOf(c), { row: noDates, lastAt }, nowIn())
    parties.learn()
    return done.id
  }
  /** Who has to do what, and when, in a case that has come to stand somewhere. */
  const turnedTo = (c: number, id: number): number => {
    const come = plan.entries[id] as Entry
    if (come.stage !== undefined) {
      if (come.turn !== undefined) drawTimes(columns, c, come.turn, times)
      return come.stage.id
    }
    const to = decide(plan, columns, counts, c, come, times)
    parties.learn()
    return to.id
  }
  /** Notes when the states were entered in which a case is now. */
  const enter = (c: number, id: number) => {
    const { f, rows } = columns
    const now = nowIn()
    const from = rows + c * widthOfRow + row.since
    const before = f.slice(from, from + widthOfRow - row.since)
    for (const [i, place] of (plan.entries[id] as Entry).since?.entries() ?? [])
      f[from + i] = place < 0 ? now : (before[place] as number)
  }
  /** The source of which the next case arrives. */
  const earliest = (f: Float64Array): number => {
    let source = 0
    for (let s = 1; s < origins.length; s++)
      if ((f[at.nextOf + s] as number) < (f[at.nextOf + source] as number)) source = s
    return source
  }
  /** Looks up more arrivals of a source, or puts a case that stands last in its queue in its place. Says which source is next. */
  const seldom = (f: Float64Array, exhausted: number, ready: number): number => {
    if (ready >= 0) {
      const id = columns.w[columns.cases + ready * widthOfCase + one.stage] as number
      putInPlace(columns, at.lines + (plan.stages[id] as Stage).line * widthOfLine)
    }
    if (exhausted >= 0) moreOf(exhausted)
    return earliest(f)
  }
  /** Puts a party among those that look at their queues at this instant: the first in order is the last in the list. */
  const looksSoon = (w: Int32Array, who: number, before: number): number => {
    let place = before
    for (; place > 0 && (w[at.soon + place - 1] as number) < who; place--)
      w[at.soon + place] = w[at.soon + place - 1] as number
    w[at.soon + place] = who
    return before + 1
  }

  // Looked up before, and not by the function below: objects have another shape for the machine in each study, and what it compiled
  // for those of one it gives up in the next.
  const {
    heap,
    whose,
    sums,
    numbers,
    added,
    nextOf,
    stages,
    entries,
    sources,
    openNow,
    closedOf,
    closedFrom,
    closedNumber,
    closedKey,
    closedSource,
    closedEntry,
  } = at
  const { arrivals, waits, efforts, closed: closedAt, k0, k1, numberOf, soon: firstSoon, due } = at
  const after = (who: number) => parties.after(who, nowIn(), givenIn())
  const looksLater = (who: number) => parties.looksLater(who, nowIn())
  const clippedSince = (who: number) => clipped(who, givenIn(), nowIn())
  const isOverAt = (unsettled: number) => isEnded(givenIn(), unsettled)
  const several = origins.length

  return (f, w, rows, cases, spare) => {
    // The numbers of `columns.ts`, written out, and held against them by their types: here the machine compiles them in.
    const caseWidth: typeof widthOfCase = 8
    const entryWidth: typeof widthOfEntry = 16
    const partyWidth: typeof widthOfParty = 8
    const rowWidth: typeof widthOfRow = 8
    const sourceWidth: typeof widthOfSource = 4
    const stageWidth: typeof widthOfStage = 8
    const timesWidth: typeof widthOfTimes = 4
    const entryBundle: typeof entry.bundle = 0
    const entryEnds: typeof entry.ends = 5
    const entryIsSettled: typeof entry.isSettled = 1
    const entryMoves: typeof entry.moves = 4
    const entryStage: typeof entry.stage = 2
    const entryTimes: typeof entry.times = 6
    const lineHead: typeof line.head = 1
    const lineNext: typeof line.next = 0
    const lineTail: typeof line.tail = 2
    const caseBefore: typeof one.before = 6
    const caseK0: typeof one.k0 = 1
    const caseK1: typeof one.k1 = 2
    const caseMeasured: typeof one.measured = 4
    const caseNext: typeof one.next = 5
    const caseSource: typeof one.source = 0
    const caseStage: typeof one.stage = 3
    const partyFinishes: typeof party.finishes = 3
    const partyFree: typeof party.free = 4
    const partyIsEndless: typeof party.isEndless = 2
    const partyLine: typeof party.line = 6
    const partyWaitSlot: typeof party.waitSlot = 0
    const partyWaiting: typeof party.waiting = 5
    const partyWorkSlot: typeof party.workSlot = 1
    const rowArrived: typeof row.arrived = 0
    const rowEffort: typeof row.effort = 4
    const rowNumber: typeof row.number = 1
    const rowReady: typeof row.ready = 2
    const rowSince: typeof row.since = 5
    const rowStarted: typeof row.started = 3
    const sourceEntry: typeof sourceIn.entry = 1
    const sourceKnown: typeof sourceIn.known = 2
    const sourcePlace: typeof sourceIn.place = 3
    const sourceType: typeof sourceIn.type = 0
    const stageDone: typeof stage.done = 3
    const stageIsElapsed: typeof stage.isElapsed = 4
    const stageLine: typeof stage.line = 1
    const stageParty: typeof stage.party = 0
    const stageSlot: typeof stage.slot = 2
    const timeLookAt: typeof time.lookAt = 1
    const timeOnUntil: typeof time.onUntil = 2
    const timeSpeed: typeof time.speed = 0
    const keptNow: typeof kept.now = 0
    const keptHorizon: typeof kept.horizon = 1
    const keptIsMeasuredOver: typeof kept.isMeasuredOver = 2
    const keptUnsettled: typeof kept.unsettled = 3
    const keptArrived: typeof kept.arrived = 4
    const keptPlanned: typeof kept.planned = 5
    const keptHasGap: typeof kept.hasGap = 6
    const keptSoon: typeof kept.soon = 7
    const keptDispatching: typeof kept.dispatching = 8
    const keptSpares: typeof kept.spares = 9
    const keptGiven: typeof kept.given = 10
    const keptAtOnce: typeof kept.atOnce = 11
    const nowhere = -1
    // Of what a call gives back the machine does not know that it is a number, and would make an object of each: so it is told, by + and | 0.
    let spares = (state[keptSpares] as number) | 0
    let isMeasuredOver = state[keptIsMeasuredOver] === 1
    // Said to be 32 bits, since they come out of an array of others.
    let unsettled = (state[keptUnsettled] as number) | 0
    let arrived = (state[keptArrived] as number) | 0
    let planned = (state[keptPlanned] as number) | 0
    let hasGap = state[keptHasGap] === 1
    let soon = (state[keptSoon] as number) | 0
    let dispatching = (state[keptDispatching] as number) | 0
    let atOnce = (state[keptAtOnce] as number) | 0
    let source = earliest(f) | 0
    let isOver = false

    for (let n = 0; n < atATime && spares > 0; n++) {
      // Instants lie in arrays from one turn to the next, and Infinity is written out: where the machine begins what it compiled in the middle of the
      // loop, it does not know of a variable from before that it is a number, and makes an object of each that meets it.
      let now = state[keptNow] as number
      let arrival = f[nextOf + source] as number
      /** The case that has come to a stage; that stands in line from now on; that somebody begins to work on. */
      let come: number = nowhere
      let ready: number = nowhere
      let begun: number = nowhere
      let stageId: number = nowhere
      let wait = 0
      let effort = 0
      let plannedAt = Number.POSITIVE_INFINITY
      let plannedFor = 0
      /** A source of which no more arrivals are known; a case that is ready at the instant at which the one before it is. */
      let exhausted: number = nowhere
      let alike: number = nowhere
      // In the gap, and behind what is planned, nothing is due, ever.
      let top = Math.min(f[heap] as number, f[heap + 1] as number, f[heap + 2] as number)

      if (dispatching < 0 && (soon === 0 || top <= now || arrival <= now)) {
        const isArrival = arrival <= top
        const next = isArrival ? arrival : top
        if (next >= (state[keptHorizon] as number)) {
          state[keptGiven] = next
          isOver = isOverAt(unsettled)
          if (isOver) break
          isMeasuredOver = state[keptIsMeasuredOver] === 1
          continue
        }
        // Added to in any case: at the first addition that it has not seen, the machine gives up what it compiled.
        atOnce = (atOnce + 1) * (next === now ? 1 : 0)
        now = next
        state[keptNow] = now
        if (isArrival) {
          const src = sources + source * sourceWidth
          const place = w[src + sourcePlace] as number
          const entryId = w[src + sourceEntry] as number
          const own = entries + entryId * entryWidth
          come = w[spare + --spares] as number
          const r = rows + come * rowWidth
          const c = cases + come * caseWidth
          // A number that is multiplied by, here and below: what is not measured goes the same way.
          const measured = now >= measuredFrom && now < measuredTo ? 1 : 0
          f[r + rowArrived] = now
          f[r + rowNumber] = (f[numberOf + source] as number) + place
          f[r + rowSince] = now
          f[r + rowSince + 1] = now
          f[r + rowSince + 2] = now
          w[c + caseSource] = source
          const from = source * arrivalsAtOnce + place
          w[c + caseK0] = w[k0 + from] as number
          w[c + caseK1] = w[k1 + from] as number
          w[c + caseMeasured] = measured
          const open = openNow + (w[src + sourceType] as number)
          w[open] = (w[open] as number) + 1
          unsettled += measured
          arrived += measured
          const bundle = added + (w[own + entryBundle] as number)
          f[bundle] = (f[bundle] as number) + measured
          stageId = w[own + entryStage] as number
          wait = f[waits + from] as number
          effort = f[efforts + from] as number
          if (stageId < 0) {
            stageId = turnedTo(come, entryId) | 0
            wait = +times.wait
            effort = +times.effort
          }
          if (place + 1 < (w[src + sourceKnown] as number)) {
            w[src + sourcePlace] = place + 1
            arrival = f[arrivals + from + 1] as number
            f[nextOf + source] = arrival
            for (let s = 0; s < several; s++) {
              if ((f[nextOf + s] as number) < arrival) {
                source = s
                arrival = f[nextOf + s] as number
              }
            }
          } else exhausted = source
        } else {
          if (hasGap) {
            planned--
            f[due] = f[heap + planned] as number
            f[heap + planned] = Number.POSITIVE_INFINITY
            sink(f, w, rows, cases, heap, whose, due, w[whose + planned] as number, planned)
          }
          const what = w[whose] as number
          hasGap = true
          f[heap] = Number.POSITIVE_INFINITY
          top = Math.min(f[heap + 1] as number, f[heap + 2] as number)
          const r = rows + what * rowWidth
          const c = cases + what * caseWidth
          if (what < 0) {
            // An earlier look may have been planned since; then this one has nothing to do.
            if (f[~what * timesWidth + timeLookAt] === now) soon = looksSoon(w, ~what, soon) | 0
          } else if ((f[r + rowStarted] as number) < 0) ready = what
          else {
            const id = w[c + caseStage] as number
            const before = stages + id * stageWidth
            const who = w[before + stageParty] as number
            const whoW = who * partyWidth
            const whoF = who * timesWidth
            const started = f[r + rowStarted] as number
            let worked = f[r + rowEffort] as number
            if (started < measuredFrom || now > measuredTo || w[whoW + partyFinishes] === 1) {
              state[keptGiven] = started
              worked = +clippedSince(who)
            }
            const work = sums + (w[whoW + partyWorkSlot] as number)
            f[work] = (f[work] as number) + worked
            if (w[whoW + partyIsEndless] === 0) {
              w[whoW + partyFree] = (w[whoW + partyFree] as number) + 1
              if ((w[whoW + partyWaiting] as number) > 0 && now < (f[whoF + timeLookAt] as number)) {
                f[whoF + timeLookAt] = now
                soon = looksSoon(w, who, soon) | 0
              }
            }
            let entryId = w[before + stageDone] as number
            if (entryId < 0) entryId = learnt(id, what) | 0
            const own = entries + entryId * entryWidth
            const measured = w[c + caseMeasured] as number
            const bundle = added + (w[own + entryBundle] as number)
            f[bundle] = (f[bundle] as number) + measured
            const ends = own + entryTimes + (w[own + entryEnds] as number)
            for (let i = own + entryTimes; i < ends; i += 2) {
              const sum = sums + (w[i] as number)
              f[sum] = (f[sum] as number) + measured * (now - (f[r + rowSince + (w[i + 1] as number)] as number))
            }
            if (w[own + entryIsSettled] === 1) {
              const cameFrom = w[c + caseSource] as number
              const type = w[sources + cameFrom * sourceWidth + sourceType] as number
              w[openNow + type] = (w[openNow + type] as number) - 1
              w[c + caseStage] = nowhere
              w[spare + spares++] = what
              const closed = w[closedOf + type] as number
              const place = type * between + closed
              const from = f[r + rowArrived] as number
              f[closedAt + place] = now - from
              f[closedFrom + place] = from
              f[closedNumber + place] = f[r + rowNumber] as number
              w[closedKey + place] = w[c + caseK0] as number
              w[closedSource + place] = cameFrom
              w[closedEntry + place] = entryId
              w[closedOf + type] = closed + measured
              unsettled -= measured
              if (unsettled === 0 && isMeasuredOver) {
                isOver = true
                break
              }
            } else {
              if (w[own + entryMoves] === 1) enter(what, entryId)
              come = what
              stageId = turnedTo(what, entryId) | 0
              wait = +times.wait
              effort = +times.effort
            }
          }
        }
      }

      if (come >= 0) {
        const r = rows + come * rowWidth
        const own = stages + stageId * stageWidth
        w[cases + come * caseWidth + caseStage] = stageId
        f[r + rowStarted] = -1
        if ((w[own + stageSlot] as number) >= 0) {
          f[r + rowEffort] = effort
          let readyAt = now + wait
          if (wait > 0 && w[own + stageIsElapsed] === 0) {
            state[keptGiven] = wait
            readyAt = +after(w[own + stageParty] as number)
          }
          f[r + rowReady] = readyAt
          if (readyAt === now) ready = come
          else {
            plannedAt = readyAt
            plannedFor = come
          }
        }
      }
      if (ready >= 0) {
        const c = cases + ready * caseWidth
        const own = stages + (w[c + caseStage] as number) * stageWidth
        const who = w[own + stageParty] as number
        const whoW = who * partyWidth
        if (w[whoW + partyIsEndless] === 1) begun = ready
        else {
          const queue = w[own + stageLine] as number
          const last = w[queue + lineTail] as number
          w[c + caseNext] = nowhere
          w[c + caseBefore] = last
          if (last < 0) w[queue + lineHead] = ready
          else {
            w[cases + last * caseWidth + caseNext] = ready
            if (f[rows + last * rowWidth + rowReady] === now) alike = ready
          }
          w[queue + lineTail] = ready
          w[whoW + partyWaiting] = (w[whoW + partyWaiting] as number) + 1
          const whoF = who * timesWidth
          if ((w[whoW + partyFree] as number) > 0 && now < (f[whoF + timeLookAt] as number)) {
            f[whoF + timeLookAt] = now
            soon = looksSoon(w, who, soon) | 0
          }
        }
      }
      // Free persons meet queues once nothing else happens at this instant.
      if (
        begun < 0 &&
        plannedAt === Number.POSITIVE_INFINITY &&
        exhausted < 0 &&
        alike < 0 &&
        (dispatching >= 0 || (soon > 0 && top > now && arrival > now))
      ) {
        if (dispatching < 0) {
          dispatching = w[firstSoon + --soon] as number
          f[dispatching * timesWidth + timeLookAt] = Number.POSITIVE_INFINITY
        }
        const who = dispatching
        const whoW = who * partyWidth
        if (w[whoW + partyWaiting] === 0 || (w[whoW + partyFree] as number) <= 0) {
          dispatching = nowhere
          continue
        }
        if (now >= (f[who * timesWidth + timeOnUntil] as number)) {
          const later = looksLater(who)
          if (later !== undefined) {
            dispatching = nowhere
            plannedAt = +later
            plannedFor = ~who
          }
        }
        if (dispatching >= 0) {
          let queue = w[whoW + partyLine] as number
          while ((w[queue + lineHead] as number) < 0) queue = w[queue + lineNext] as number
          begun = w[queue + lineHead] as number
          const next = w[cases + begun * caseWidth + caseNext] as number
          w[queue + lineHead] = next
          if (next < 0) w[queue + lineTail] = nowhere
          else w[cases + next * caseWidth + caseBefore] = nowhere
          const left = (w[whoW + partyWaiting] as number) - 1
          const others = (w[whoW + partyFree] as number) - 1
          w[whoW + partyWaiting] = left
          w[whoW + partyFree] = others
          if (left === 0 || others === 0) dispatching = nowhere
        }
      }
      if (begun >= 0) {
        const r = rows + begun * rowWidth
        const c = cases + begun * caseWidth
        const who = w[stages + (w[c + caseStage] as number) * stageWidth + stageParty] as number
        const whoW = who * partyWidth
        const whoF = who * timesWidth
        f[r + rowStarted] = now
        const told = w[whoW + partyIsEndless] === 1 ? 0 : (w[c + caseMeasured] as number)
        const slot = w[whoW + partyWaitSlot] as number
        f[sums + slot] = (f[sums + slot] as number) + told * (now - (f[r + rowReady] as number))
        f[numbers + slot] = (f[numbers + slot] as number) + told
        const working = Math.round((f[r + rowEffort] as number) / (f[whoF + timeSpeed] as number))
        f[r + rowEffort] = working
        plannedAt = now + working
        plannedFor = begun
        const until = f[whoF + timeOnUntil] as number
        if (!(plannedAt <= until && now < until) && w[whoW + partyFinishes] === 0) {
          state[keptGiven] = working
          plannedAt = +after(who)
        }
      }
      if (plannedAt < Number.POSITIVE_INFINITY) {
        if (hasGap) {
          hasGap = false
          f[due] = plannedAt
          sink(f, w, rows, cases, heap, whose, due, plannedFor, planned)
        } else {
          let place = planned++
          while (place > 0) {
            const above = (place - 1) >> 1
            const aboveDue = f[heap + above] as number
            if (
              aboveDue < plannedAt ||
              (aboveDue === plannedAt && !isBefore(f, w, rows, cases, plannedFor, w[whose + above] as number))
            )
              break
            f[heap + place] = aboveDue
            w[whose + place] = w[whose + above] as number
            place = above
          }
          f[heap + place] = plannedAt
          w[whose + place] = plannedFor
        }
      }
      if (exhausted >= 0 || alike >= 0) {
        // By one call, though they have little in common: the machine gives up what it compiled at the first call of each.
        source = seldom(f, exhausted, alike) | 0
      }
      if (atOnce >= mostAtOnce) throw new NotSequential('very much at one instant')
    }
    state[keptSpares] = spares
    state[keptUnsettled] = unsettled
    state[keptArrived] = arrived
    state[keptPlanned] = planned
    state[keptHasGap] = hasGap ? 1 : 0
    state[keptSoon] = soon
    state[keptDispatching] = dispatching
    state[keptAtOnce] = atOnce
    return isOver
  }
}

/**
 * Puts something into the gap at the top of a heap of so many, and lets it sink to its place. `f`, `w` and what follows are what
 * `columns` has for them: whoever calls knows them already. When it is due stands at `at`: a number that is handed over is made anew.
 */
function sink(
  f: Float64Array,
  w: Int32Array,
  rows: number,
  cases: number,
  heap: number,
  whose: number,
  at: number,
  what: number,
  size: number,
): void {
  const due = f[at] as number
  let place = 0
  for (;;) {
    let below = 2 * place + 1
    if (below >= size) break
    let belowDue = f[heap + below] as number
    if (below + 1 < size) {
      const other = f[heap + below + 1] as number
      if (
        other < belowDue ||
        (other === belowDue && isBefore(f, w, rows, cases, w[whose + below + 1] as number, w[whose + below] as number))
      ) {
        below++
        belowDue = other
      }
    }
    if (due < belowDue || (due === belowDue && isBefore(f, w, rows, cases, what, w[whose + below] as number))) break
    f[heap + place] = belowDue
    w[whose + place] = w[whose + below] as number
    place = below
  }
  f[heap + place] = due
  w[whose + place] = what
}
