// A log of what happened to cases, as a reader hands it over.
import type { Sentence } from '../../study/result.js'

/** One thing that happened in a case. */
export interface LogEvent {
  readonly caseId: string
  readonly activity: string
  /** Epoch ms, on the wall clock of the calendar that is calibrated for. */
  readonly at: number
  /** Who did it, where the log says. */
  readonly by?: string | undefined
  /** The group that it belongs to, where the log says. */
  readonly group?: string | undefined
  /** Whether it began then. Default: it was done then. */
  readonly isStart?: boolean | undefined
  /** Where it stands in the log, from 1. */
  readonly row: number
  /** What else stands there, by column, as far as somebody asks for it. */
  readonly cells?: Readonly<Record<string, string>> | undefined
}

/** A row of a log that is no event. */
export interface BrokenRow {
  /** From 1; the header of a table is row 1. */
  readonly row: number
  /** The column; empty for the whole row. */
  readonly field: string
  readonly reason: Sentence
}

/** What a reader made of a log. */
export interface EventLog {
  readonly events: readonly LogEvent[]
  /** Rows that could not be read: listed, and left out. */
  readonly broken: readonly BrokenRow[]
  /** Cases of which the log says that they were over; without, those are that have long been silent. */
  readonly ended?: ReadonlySet<string> | undefined
  /** When cases began, where the log says: those that began before it was kept are known by it. */
  readonly begun?: ReadonlyMap<string, number> | undefined
}

/** One activity of a case, from beginning to end. */
export interface Instance {
  readonly activity: string
  /** Undefined where the log does not say when it began. */
  readonly start: number | undefined
  readonly end: number
  readonly by: string
  readonly group: string
  readonly row: number
  readonly cells: Readonly<Record<string, string>>
}

/** A case with what happened in it, in order. */
export interface Trace {
  readonly id: string
  readonly instances: readonly Instance[]
  /** Whether its beginning lies before the log. */
  readonly isTruncated: boolean
  /** Whether it goes on after the log. */
  readonly isOpen: boolean
}

/** The span of time in which the log was kept. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** The cases of a log within a span of time; events outside it count as not known. */
export function tracesOf({ events, ended, begun }: EventLog, window: Window): readonly Trace[] {
  const byCase = new Map<string, LogEvent[]>()
  const before = new Set<string>()
  const last = new Map<string, number>()
  for (const event of events) {
    if (event.at < window.from) before.add(event.caseId)
    if (event.at < window.from || event.at >= window.to) {
      last.set(event.caseId, Math.max(event.at, last.get(event.caseId) ?? event.at))
      continue
    }
    const own = byCase.get(event.caseId)
    if (own === undefined) byCase.set(event.caseId, [event])
    else own.push(event)
  }
  const cases = [...byCase]
    .map(([id, own]) => ({ id, instances: instancesOf(own) }))
    .filter(one => one.instances.length > 0)
  const gaps = cases.flatMap(({ instances }) => instances.slice(1).map((one, i) => one.end - (instances[i]?.end ?? 0)))
  gaps.sort((a, b) => a - b)
  // Who has been silent for longer than nearly every pause in a case is over.
  const silence = gaps[Math.floor(0.95 * gaps.length)] ?? 0
  return cases
    .map(({ id, instances }): Trace => {
      const lastAt = instances.at(-1)?.end ?? 0
      const goesOn = (last.get(id) ?? 0) >= window.to
      return {
        ...{ id, instances },
        isTruncated: before.has(id) || (begun?.get(id) ?? window.from) < window.from,
        isOpen: goesOn || (ended === undefined ? window.to - lastAt < silence : !ended.has(id)),
      }
    })
    .sort((a, b) => (a.instances[0]?.end ?? 0) - (b.instances[0]?.end ?? 0) || (a.id < b.id ? -1 : 1))
}

/** Beginnings and ends put together: the earliest beginning of the same activity that has no end yet. */
function instancesOf(events: readonly LogEvent[]): readonly Instance[] {
  const inOrder = [...events].sort((a, b) => a.at - b.at || a.row - b.row)
  const begun = new Map<string, LogEvent[]>()
  const made: Instance[] = []
  for (const event of inOrder) {
    const waiting = begun.get(event.activity) ?? []
    if (event.isStart === true) {
      begun.set(event.activity, [...waiting, event])
      continue
    }
    const own = waiting.findIndex(({ by }) => by === event.by)
    const [start] = waiting.splice(Math.max(0, own), 1)
    const { activity, by = '', group = '', row, cells = {} } = event
    made.push({ activity, start: start?.at, end: event.at, by, group, row, cells: { ...start?.cells, ...cells } })
  }
  return made
}

/** The clock of a log, ms: what all its times are multiples of. */
export function resolutionOf(events: readonly LogEvent[]): number {
  for (const unit of [86_400_000, 3_600_000, 60_000, 1000]) {
    const off = events.filter(({ at }) => at % unit !== 0).length
    if (off <= 0.001 * events.length) return unit
  }
  return 1
}
