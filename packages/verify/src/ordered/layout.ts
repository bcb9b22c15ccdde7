// Where the instants of a timetable stand in its zones.
import { lengthOf, type Rules } from './rules.js'
import type { Running } from './running.js'

/** Where the instants of a timetable stand in its zones. */
export interface Layout {
  readonly size: number
  /** For each clock, its deadline and the first rung that somebody waits for. */
  readonly clocks: readonly {
    readonly deadline: number
    readonly first: number
    readonly at: number
    readonly isAside: boolean
  }[]
  /** The instant that is waited for of each deadline that runs; 0 where nothing waits for it. */
  readonly waits: readonly number[]
  readonly isWhole: (scale: number) => readonly boolean[]
}

/** @param running the deadlines that run, in order */
export function layoutOf(
  rules: Rules,
  running: readonly Running[],
  { clocks, isPlain: plain }: { readonly clocks: readonly number[]; readonly isPlain: readonly boolean[] },
): Layout {
  const known: { deadline: number; first: number; at: number; isAside: boolean }[] = []
  for (const [n, { deadline, rung, isAside = false }] of running.entries()) {
    const clock = clocks[n] as number
    const here = known[clock]
    if (here === undefined) known[clock] = { deadline, first: rung, at: 0, isAside }
    else here.first = Math.min(here.first, rung)
  }
  let size = 1
  for (const clock of known) {
    clock.at = size
    size += rules.rungsOf(clock.deadline).length - clock.first
  }
  const at = (clock: number, rung: number): number => {
    const { at: begins, first } = known[clock] as { readonly at: number; readonly first: number }
    return begins + rung - first
  }
  return {
    size,
    clocks: known,
    waits: running.map(({ rung, isAside }, n) => (isAside === true ? 0 : at(clocks[n] as number, rung))),
    isWhole(scale) {
      const whole = new Array<boolean>(size).fill(false)
      for (const [clock, { deadline, first }] of known.entries()) {
        const due = rules.rungsOf(deadline).indexOf('due')
        if (plain[clock] === true && due >= first && lengthOf(rules, deadline, scale).isWhole)
          whole[at(clock, due)] = true
      }
      return whole
    },
  }
}

/** The instant at which a clock falls due; 0 where it has. */
export function dueIn(rules: Rules, { deadline, at, first }: Layout['clocks'][number]): number {
  const due = rules.rungsOf(deadline).indexOf('due')
  return due < first ? 0 : at + due - first
}
