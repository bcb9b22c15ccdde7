// Where luck decides what is done about a case.
import { uniformOf } from '../../random/threefry.js'
import { chosen } from '../duties.js'
import { type DrawnTurn, outcomes, type Situation, type SureTurn } from '../tabled/programs.js'
import type { Tables } from '../tabled/tables.js'
import type { Tally } from '../tally.js'
import { type Columns, one, widthOfCase } from './columns.js'
import { NotSequential } from './eligible.js'
import { type Entry, type Plan, type Stage, sureIn } from './stages.js'

const never = Number.POSITIVE_INFINITY

/** How long until somebody turns to the duty of a case, and how long it takes. */
export interface Times {
  wait: number
  effort: number
}

/** Draws the times of a duty of a case. */
export function drawTimes(
  { w, cases }: Columns,
  c: number,
  { delay, effort, delayLabel, effortLabel, n }: SureTurn | DrawnTurn,
  into: Times,
): void {
  const k0 = w[cases + c * widthOfCase + one.k0] as number
  const k1 = w[cases + c * widthOfCase + one.k1] as number
  into.wait = delay.fixed ?? delay.of(uniformOf(k0, k1, delayLabel.w0, (delayLabel.w1 + n) | 0))
  into.effort = effort.fixed ?? effort.of(uniformOf(k0, k1, effortLabel.w0, (effortLabel.w1 + n) | 0))
}

/** Lets luck decide about a case that has come to stand somewhere, and says where it is then at rest. */
export function decide(
  plan: Plan,
  columns: Columns,
  counts: Tally,
  c: number,
  { program: first, standing }: Entry,
  into: Times,
): Stage {
  const { w, cases } = columns
  const at = cases + c * widthOfCase
  const drawn: Times = { wait: 0, effort: 0 }
  let open: SureTurn | DrawnTurn | undefined
  const opened = (turn: SureTurn | DrawnTurn) => {
    if (open !== undefined) throw new NotSequential('several duties at once')
    open = turn
    into.wait = drawn.wait
    into.effort = drawn.effort
  }
  for (let program = first; program !== undefined; ) {
    const sure = sureIn(program)
    if (sure !== undefined) {
      drawTimes(columns, c, sure, drawn)
      opened(sure)
    }
    const { turn } = program
    if (turn === undefined) return plan.stageOf(program.to as Situation, open)
    const { acts, never: weight, choiceLabel, n } = turn
    if (acts === undefined) throw new NotSequential('data that are drawn')
    const u = () =>
      uniformOf(w[at + one.k0] as number, w[at + one.k1] as number, choiceLabel.w0, (choiceLabel.w1 + n) | 0)
    const choice = acts.length === 1 && weight === 0 ? acts[0] : chosen(acts, weight, u())
    const act = choice?.act
    if (act !== undefined) drawTimes(columns, c, turn, drawn)
    const isStill = act === undefined || drawn.wait === never || drawn.effort === never
    if (!isStill) opened(turn)
    else if (w[at + one.measured] === 1 && (act !== undefined || turn.isMeant)) counts.add(turn.silence, 1, 0)
    const outcome = isStill ? outcomes.still : act
    const id = typeof outcome === 'number' ? outcome : outcome.id
    let next = program.branches.get(id)
    if (next === undefined) {
      const { programs } = plan.tables[w[at + one.source] as number] as Tables
      next = programs.branch(standing, turn, outcome)
      program.branches.set(id, next)
    }
    program = next
  }
  throw new NotSequential('settled where luck decides')
}
