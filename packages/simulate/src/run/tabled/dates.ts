// Dates of cases that are decided together: a row of numbers for each case. All else of their deadlines belongs to where
// they stand.
import type { DeadlineState } from '@convoke/core'

/** What of a case depends on time. */
export interface Dates {
  /** Its dates, as its standing lays them out; may be longer. */
  row: Float64Array
  lastAt: number
}

/** How the dates of the cases that stand in one place lie in their rows. */
export interface Layout {
  /** The deadlines of the first case that stood here, the rungs of each by name. */
  readonly deadlines: readonly DeadlineState[]
  /** Where the numbers of each begin: start, due instant, what is left, 1 where it is provisional; then its rungs. */
  readonly places: readonly number[]
  readonly width: number
  /** Rungs that have yet to fire, in the order in which they do at one instant: where in the row each is. */
  readonly pending: Int32Array
  readonly pendingRungs: readonly {
    readonly name: string
    readonly key: string
    readonly n: number
    readonly rung: string
  }[]
}

/** Those of a case that has none. */
export const noDates = new Float64Array(0)

/** Numbers of a deadline before those of its rungs. */
export const rungsFrom = 4
/** In a row: no such instant. */
const none = Number.NaN

export function layoutOf(of: readonly DeadlineState[]): Layout {
  const deadlines = of.map(one => ({ ...one, rungs: [...one.rungs].sort((a, b) => compare(a.rung, b.rung)) }))
  const places: number[] = []
  let width = 0
  const pending: (Layout['pendingRungs'][number] & { readonly place: number })[] = []
  for (const { name, key, n, rungs } of deadlines) {
    places.push(width)
    for (const [i, { rung, fired }] of rungs.entries())
      if (!fired) pending.push({ name, key, n, rung, place: width + rungsFrom + i })
    width += rungsFrom + rungs.length
  }
  pending.sort((a, b) => compare(a.name, b.name) || compare(a.key, b.key) || compare(a.rung, b.rung))
  return {
    deadlines,
    places,
    width,
    pending: Int32Array.from(pending, ({ place }) => place),
    pendingRungs: pending.map(({ name, key, n, rung }) => ({ name, key, n, rung })),
  }
}

/** Writes the dates of deadlines into a row. */
export function putDates({ places }: Layout, of: readonly DeadlineState[], row: Float64Array): void {
  for (const [i, { startedAt, dueAt, left, provisional, rungs }] of of.entries()) {
    const place = places[i] as number
    row[place] = startedAt
    row[place + 1] = dueAt ?? none
    row[place + 2] = left ?? none
    row[place + 3] = provisional ? 1 : 0
    const named = [...rungs].sort((a, b) => compare(a.rung, b.rung))
    for (const [j, { at }] of named.entries()) row[place + rungsFrom + j] = at
  }
}

/** The deadlines of a case that stands here, as core has them. */
export function deadlinesIn({ deadlines, places }: Layout, row: Float64Array): readonly DeadlineState[] {
  return deadlines.map((one, i) => {
    const place = places[i] as number
    const rungs = one.rungs.map((rung, j) => ({ ...rung, at: row[place + rungsFrom + j] as number }))
    rungs.sort((a, b) => a.at - b.at || compare(a.rung, b.rung))
    const [startedAt, dueAt, left] = [row[place] as number, row[place + 1] as number, row[place + 2] as number]
    return {
      ...one,
      startedAt,
      dueAt: Number.isNaN(dueAt) ? null : dueAt,
      left: Number.isNaN(left) ? null : left,
      provisional: row[place + 3] === 1,
      rungs,
    }
  })
}

/** Which of the rungs that have yet to fire is the next, by its number; −1 where none will. */
export function nextPending({ pending }: Layout, row: Float64Array): number {
  let next = -1
  let earliest = Number.POSITIVE_INFINITY
  for (let i = 0; i < pending.length; i++) {
    const at = row[pending[i] as number] as number
    if (at < earliest) {
      earliest = at
      next = i
    }
  }
  return next
}

/** When the next rung fires, epoch ms; `Infinity` where none will. */
export function nextAt({ pending }: Layout, row: Float64Array): number {
  let earliest = Number.POSITIVE_INFINITY
  for (let i = 0; i < pending.length; i++) {
    const at = row[pending[i] as number] as number
    if (at < earliest) earliest = at
  }
  return earliest
}

/** What of deadlines tells cases apart other than by their dates. */
export function shapeOf(deadlines: readonly DeadlineState[]): string {
  let shape = ''
  for (const { name, key, n, dueAt, duration, date, extensions, calendarEdition, rungs } of deadlines) {
    const rest = [name, key, n, dueAt === null, duration, date ?? null, extensions, calendarEdition]
    shape += JSON.stringify(rest)
    const named = rungs.map(({ rung, fired }) => `${rung}${fired ? '+' : '-'}`)
    shape += `${named.sort().join()};`
  }
  return shape
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
