// What there is to time in an exploration. Of thousands of states and steps few differ in it, so that it is worked out once
// for all that are alike: which deadlines run, and what a step makes of them.

import type { Exploration } from '../explore/explore.js'
import { type Cell, cellFor } from '../tables/cells.js'
import { type Timed, timedFrom } from './running.js'
import { type Held, type TimedStep, timedSteps } from './timed-step.js'

/** States and steps by what there is to time in them. */
export interface Timings {
  /** A number for what there is to time in a state: the same where it is the same. */
  kindIn(state: number): number
  timedOf(kind: number): Timed
  /** The same of each step from a state, in the order of {@link Exploration.stepsFrom}. */
  stepKindsFrom(state: number): readonly number[]
  stepOf(kind: number): TimedStep
}

/** A state as far as its deadlines go: what they hold, and which of them can be reached. */
interface Standing {
  readonly number: number
  /** What there is to time. */
  readonly kind: number
  readonly held: Held
}

/** More states than there may be that differ in their deadlines. */
const mostAlike = 2 ** 26

const known = new WeakMap<Exploration, Timings>()

/** Those of an exploration without time, worked out as they are asked for, once for all who ask. */
export function timingsOf(exploration: Exploration): Timings {
  const before = known.get(exploration)
  if (before !== undefined) return before
  const made = timingsFor(exploration)
  known.set(exploration, made)
  return made
}

/** Nothing is looked at in a state that was not looked into. */
const nothingTimed: Timed = { running: [], standing: [] }

function timingsFor(exploration: Exploration): Timings {
  const { model, tables, moves, expanded } = exploration
  const deadlines = cellFor(model.root, ['deadlines'])
  const columns = tables.columns.flatMap((cell, n) => (cell.parent?.parent === deadlines ? [n + 1] : []))
  const timedIn = timedFrom(exploration)
  const timedStep = timedSteps(exploration)

  const timed: Timed[] = []
  const steps: TimedStep[] = []
  const number = <Thing>(things: Thing[], numbers: Map<string, number>, name: string, thing: Thing): number => {
    const there = numbers.get(name)
    if (there !== undefined) return there
    numbers.set(name, things.length)
    return things.push(thing) - 1
  }
  const timedNumbers = new Map<string, number>()
  const stepNumbers = new Map<string, number>()

  const nowhere: Standing = {
    kind: number(timed, timedNumbers, JSON.stringify(nothingTimed), nothingTimed),
    number: -1,
    held: { isAbsent: () => false },
  }
  const standings = new Map<string, Standing>()
  const standingIn: (Standing | undefined)[] = []
  const clocks = new Map<number, string>()
  /** What a move of the clock reaches, in a word that is the same wherever it is made. */
  const clockOf = (label: number): string => {
    let name = clocks.get(label)
    if (name === undefined) {
      const move = moves[label]
      name = move?.kind === 'clock' ? `${move.name}/${move.key}/${move.rung}` : ''
      clocks.set(label, name)
    }
    return name
  }
  const standing = (state: number): Standing => {
    if (state >= expanded) return nowhere
    const there = standingIn[state]
    if (there !== undefined) return there
    let name = `${exploration.configurationOf(state)}`
    for (const column of columns) name += ` ${tables.vectors.at(state, column)}`
    const fires = new Set<string>()
    for (const { label } of exploration.stepsFrom(state)) if (clockOf(label) !== '') fires.add(clockOf(label))
    name += ` ${[...fires].join('\n')}`
    let made = standings.get(name)
    if (made === undefined) {
      const here = timedIn(state, fires)
      const kind = number(timed, timedNumbers, JSON.stringify(here), here)
      const isAbsent = (cell: Cell) => tables.contentIn(state, cell)?.kind === 'absent'
      made = { number: standings.size, kind, held: { isAbsent } }
      standings.set(name, made)
    }
    standingIn[state] = made
    return made
  }

  /** The kind of a step by the state before it, the one after, and what happens on the way. */
  const kindsBy = new Map<number, Map<number, number>>()
  const happenings = new Map<number, Map<string, number>>()
  let happened = 0
  const happeningOf = (way: number, clock: string): number => {
    const clocks = happenings.get(way) ?? new Map<string, number>()
    happenings.set(way, clocks)
    const number = clocks.get(clock) ?? happened++
    clocks.set(clock, number)
    return number
  }
  const kindsFrom: (readonly number[] | undefined)[] = []
  return {
    kindIn: state => standing(state).kind,
    timedOf: kind => timed[kind] as Timed,
    stepOf: kind => steps[kind] as TimedStep,
    stepKindsFrom(state) {
      const there = kindsFrom[state]
      if (there !== undefined) return there
      const here = standing(state)
      const kinds = kindsBy.get(here.number) ?? new Map<number, number>()
      kindsBy.set(here.number, kinds)
      const made = exploration.stepsFrom(state).map(step => {
        const next = standing(step.target)
        const name = happeningOf(step.way, clockOf(step.label)) * mostAlike + next.number + 1
        const kind = kinds.get(name)
        if (kind !== undefined) return kind
        const { kind: from } = here
        const { kind: to } = next
        const taken = timedStep(timed[from] as Timed, timed[to] as Timed, here.held, step)
        const { reached, origins, stood } = taken
        const made = number(steps, stepNumbers, `${from} ${to} ${JSON.stringify([reached, origins, stood])}`, taken)
        kinds.set(name, made)
        return made
      })
      kindsFrom[state] = made
      return made
    },
  }
}
