// All that a run of one duty after another changes, in two arrays: one of instants and sums, one of whole numbers. The machine finds its way
// into two arrays faster than into thirty, and numbers need no objects.
import { NotSequential } from './eligible.js'

/** No case, no stage, no queue. */
export const nowhere = -1

/** Of each case, its instants and what it takes; from `since` on, when its states were entered. */
export const widthOfRow = 8
export const row = { arrived: 0, number: 1, ready: 2, started: 3, effort: 4, since: 5 } as const
/** Of each case, whole numbers: between whom it is in a queue among them. `nowhere` as stage: there is none. */
export const widthOfCase = 8
export const one = { source: 0, k0: 1, k1: 2, stage: 3, measured: 4, next: 5, before: 6 } as const
/** Of each stage, and of each way to come to one, what `stages.ts` has of it; of a line, where its own row begins. */
export const widthOfStage = 8
export const stage = { party: 0, line: 1, slot: 2, done: 3, isElapsed: 4 } as const
export const widthOfEntry = 16
export const entry = { bundle: 0, isSettled: 1, stage: 2, isDrawn: 3, moves: 4, ends: 5, times: 6 } as const
/** Of each party, whole numbers, among them where the row of its highest line begins; and times. Both begin at 0. */
export const widthOfParty = 8
export const party = { waitSlot: 0, workSlot: 1, isEndless: 2, finishes: 3, free: 4, waiting: 5, line: 6 } as const
export const widthOfTimes = 4
export const time = { speed: 0, lookAt: 1, onUntil: 2, comesOn: 3 } as const
/** Of each line, where that of the next lower priority begins, `nowhere` at the end; and who stands in it, first and last. */
export const widthOfLine = 4
export const line = { next: 0, head: 1, tail: 2 } as const
/** Of each source. */
export const widthOfSource = 4
export const source = { type: 0, entry: 1, known: 2, place: 3 } as const

/** How many there may be; more than that is for the general way. */
export interface Room {
  readonly parties: number
  readonly lines: number
  readonly stages: number
  readonly entries: number
  /** Sums of the ledger, and its bundles. */
  readonly slots: number
  readonly types: number
  readonly sources: number
  /** Arrivals that are looked up at once, and events between two pauses. */
  readonly coming: number
  readonly events: number
}

/** Where rows begin in the two arrays. */
export interface Places {
  readonly sums: number
  readonly numbers: number
  readonly added: number
  /** Of each source, when its next case arrives; then several of them, and how long they wait and take. */
  readonly nextOf: number
  /** Of each source, the number of the first of those among all of its cases. */
  readonly numberOf: number
  readonly arrivals: number
  readonly waits: number
  readonly efforts: number
  /** Times to close, by case type. */
  readonly closed: number
  /** Of the cases that took these times, when they arrived, and their sources and numbers; the first word of their keys; and how they came to be settled. */
  readonly closedFrom: number
  readonly closedSource: number
  readonly closedNumber: number
  readonly closedKey: number
  readonly closedEntry: number
  /** Of what is put into the heap, when it is due. */
  readonly due: number
  /** When what is planned is due; `Infinity` in a gap at the top, and behind the last. */
  readonly heap: number

  readonly lines: number
  /** Parties that look at their queues at this instant, the last first. */
  readonly soon: number
  readonly stages: number
  readonly entries: number
  readonly sources: number
  readonly k0: number
  readonly k1: number
  readonly openNow: number
  readonly closedOf: number
  readonly whose: number
}

export interface Columns {
  readonly room: Room
  readonly at: Places
  f: Float64Array
  w: Int32Array
  /** How many cases there is room for; and where those begin, and the list of those that are free, which grow. */
  capacity: number
  rows: number
  cases: number
  spare: number
  spares: number
}

const atFirst = 64

export function columnsFor(room: Room): Columns {
  let doubles = 0
  let wholes = 0
  const d = (size: number) => {
    const place = doubles
    doubles += size
    return place
  }
  const w = (size: number) => {
    const place = wholes
    wholes += size
    return place
  }
  const { parties, lines, slots, sources, coming, types } = room
  d(parties * widthOfTimes)
  w(parties * widthOfParty)
  const at: Places = {
    sums: d(slots),
    numbers: d(slots),
    added: d(slots),
    nextOf: d(sources),
    numberOf: d(sources),
    arrivals: d(sources * coming),
    waits: d(sources * coming),
    efforts: d(sources * coming),
    closed: d(types * room.events),
    closedFrom: d(types * room.events),
    closedNumber: d(types * room.events),
    due: d(1),
    heap: d(0),
    lines: w(lines * widthOfLine),
    soon: w(parties),
    stages: w(room.stages * widthOfStage),
    entries: w(room.entries * widthOfEntry),
    sources: w(sources * widthOfSource),
    k0: w(sources * coming),
    k1: w(sources * coming),
    openNow: w(types),
    closedOf: w(types),
    closedKey: w(types * room.events),
    closedSource: w(types * room.events),
    closedEntry: w(types * room.events),
    whose: w(0),
  }
  const capacity = atFirst
  const planned = capacity + parties
  const rows = at.heap + planned
  const spare = at.whose + planned
  const cases = spare + capacity
  const columns: Columns = {
    room,
    at,
    f: new Float64Array(rows + capacity * widthOfRow),
    w: new Int32Array(cases + capacity * widthOfCase),
    capacity,
    rows,
    cases,
    spare,
    spares: 0,
  }
  for (let p = 0; p < parties; p++) {
    columns.f[p * widthOfTimes + time.lookAt] = Number.POSITIVE_INFINITY
    columns.w[p * widthOfParty + party.line] = nowhere
  }
  columns.w.fill(nowhere, at.lines, at.soon)
  columns.f.fill(Number.POSITIVE_INFINITY, at.heap, rows)
  free(columns, 0)
  return columns
}

/** Twice as many cases find room. */
export function grow(columns: Columns): void {
  const { at, f, w, capacity, rows, cases, spare, spares, room } = columns
  const more = 2 * capacity
  if (more > 2 ** 24) throw new NotSequential('very many open cases')
  const planned = more + room.parties
  columns.capacity = more
  columns.rows = at.heap + planned
  columns.spare = at.whose + planned
  columns.cases = columns.spare + more
  columns.f = new Float64Array(columns.rows + more * widthOfRow)
  columns.w = new Int32Array(columns.cases + more * widthOfCase)
  columns.f.set(f.subarray(0, rows))
  columns.f.fill(Number.POSITIVE_INFINITY, rows, columns.rows)
  columns.f.set(f.subarray(rows), columns.rows)
  columns.w.set(w.subarray(0, spare))
  columns.w.set(w.subarray(spare, spare + spares), columns.spare)
  columns.w.set(w.subarray(cases), columns.cases)
  free(columns, capacity)
}

/** Rows that are new are free. */
function free(columns: Columns, from: number): void {
  const { w, cases, spare, capacity } = columns
  for (let c = capacity - 1; c >= from; c--) {
    w[cases + c * widthOfCase + one.stage] = nowhere
    w[spare + columns.spares++] = c
  }
}

/** Which of two that are planned or ready at one instant goes first: the case of the earlier source, then the earlier one. */
export function isBefore(f: Float64Array, w: Int32Array, rows: number, cases: number, a: number, b: number): boolean {
  if (a < 0 || b < 0) return a < b
  const of = (w[cases + a * widthOfCase + one.source] as number) - (w[cases + b * widthOfCase + one.source] as number)
  if (of !== 0) return of < 0
  return (f[rows + a * widthOfRow + row.number] as number) < (f[rows + b * widthOfRow + row.number] as number)
}

/** Puts the last of a queue before those of its instant that come after it. `queue`: where its row begins. */
export function putInPlace(columns: Columns, queue: number): void {
  const { f, w, rows, cases } = columns
  const c = w[queue + line.tail] as number
  const readyAt = (which: number) => f[rows + which * widthOfRow + row.ready] as number
  const next = (which: number) => cases + which * widthOfCase + one.next
  const prior = (which: number) => cases + which * widthOfCase + one.before
  const ready = readyAt(c)
  const last = w[prior(c)] as number
  let before = last
  let after: number = nowhere
  while (before >= 0 && readyAt(before) === ready && isBefore(f, w, rows, cases, c, before)) {
    after = before
    before = w[prior(before)] as number
  }
  if (after < 0) return
  w[queue + line.tail] = last
  w[next(last)] = nowhere
  w[prior(c)] = before
  w[next(c)] = after
  w[prior(after)] = c
  if (before < 0) w[queue + line.head] = c
  else w[next(before)] = c
}
