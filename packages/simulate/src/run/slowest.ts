// The cases of a run that took longest, so that somebody can look at them: few, however many there are.

/** How many are remembered of each case type. Ours. */
export const mostSlow = 10

/** One of the measured cases of a run that took longest. Plain JSON. */
export interface SlowCase {
  readonly caseType: string
  /** Its source, and its place among the cases of that: both from 0. */
  readonly source: number
  readonly i: number
  readonly arrivedAt: number
  /** How long it took; or lay open, where the run ended before it did. */
  readonly ms: number
  /** Null where it was not settled. */
  readonly outcome: string | null
}

/** The slowest cases of one type. */
export interface SlowestOfType {
  /** A settled case that took less than this is none of them: to be asked first, since nearly all do. */
  readonly least: number
  /** A measured case was settled for good, or the run ended before it was. */
  note(source: number, i: number, arrivedAt: number, ms: number, outcome: string | null): void
}

/** The slowest cases of one run: the same ones, in the same order, in whatever order they are heard of. */
export interface Slowest {
  of(caseType: string): SlowestOfType
  /** By case type, the slowest first. */
  list(): readonly SlowCase[]
  /** Forgets all: the replication is run anew. */
  clear(): void
}

export function slowest(): Slowest {
  const byType = new Map<string, SlowestOfType & { readonly cases: readonly SlowCase[] }>()
  return {
    of(caseType) {
      const own = byType.get(caseType) ?? slowestOfType(caseType)
      byType.set(caseType, own)
      return own
    },
    list: () => [...byType].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { cases }]) => cases),
    clear: () => byType.clear(),
  }
}

/** What was not settled took longer than what was. */
export function bySlowness(a: Pick<SlowCase, 'ms' | 'outcome'>, b: Pick<SlowCase, 'ms' | 'outcome'>): number {
  const isOpen = (one: typeof a) => (one.outcome === null ? 1 : 0)
  return isOpen(b) - isOpen(a) || b.ms - a.ms
}

function slowestOfType(caseType: string): SlowestOfType & { readonly cases: readonly SlowCase[] } {
  const cases: SlowCase[] = []
  const own = {
    cases,
    least: 0,
    note(source: number, i: number, arrivedAt: number, ms: number, outcome: string | null) {
      const one = { caseType, source, i, arrivedAt, ms, outcome }
      let place = cases.length
      while (place > 0 && compared(one, cases[place - 1] as SlowCase) < 0) place--
      if (place >= mostSlow) return
      cases.splice(place, 0, one)
      cases.length = Math.min(cases.length, mostSlow)
      const last = cases[mostSlow - 1]
      if (last !== undefined) own.least = last.outcome === null ? Number.POSITIVE_INFINITY : last.ms
    },
  }
  return own
}

function compared(a: SlowCase, b: SlowCase): number {
  return bySlowness(a, b) || a.source - b.source || a.i - b.i
}
