// A step of what was explored as far as time goes: where each deadline that runs after it comes from.
import type { Exploration, Step } from '../explore/explore.js'
import type { Cell } from '../tables/cells.js'
import { isAnew, type Running, type Timed } from './running.js'

/** Where a deadline that runs after a step comes from. */
export type Origin =
  /** It runs on: its place among those that ran. */
  | { readonly from: number }
  | 'starts'
  | 'resumes'
  /** Nobody can say how long it has run. */
  | 'unknown'

/** A step as far as time goes. */
export interface TimedStep {
  readonly before: Timed
  readonly after: Timed
  /** The place of the deadline that is reached, among those that run; −1: something else happens. */
  readonly reached: number
  /** For each deadline that runs after it. */
  readonly origins: readonly Origin[]
  /** For each deadline that stands still after it: whether it stood or ran as it does now. */
  readonly stood: readonly (number | 'stood' | 'starts' | 'unknown')[]
}

/** What deadlines hold in a state. */
export interface Held {
  isAbsent(cell: Cell): boolean
}

/** The steps of an exploration as far as time goes. */
export function timedSteps(
  exploration: Exploration,
): (before: Timed, there: Timed, held: Held, step: Step) => TimedStep {
  const { moves, model } = exploration
  return timedStep

  function timedStep(before: Timed, there: Timed, { isAbsent }: Held, step: Step): TimedStep {
    const move = moves[step.label] as (typeof moves)[number]
    const placeOf = (list: readonly Running[], { deadline, key }: Pick<Running, 'deadline' | 'key'>) =>
      list.findIndex(one => one.deadline === deadline && one.key === key)
    const reached =
      move.kind === 'clock'
        ? placeOf(before.running, {
            deadline: model.definition.deadlines.findIndex(({ name }) => name === move.name),
            key: move.key,
          })
        : -1
    const originOf = (one: Running): Origin => {
      const anew = isAnew(exploration, step, one.deadline)
      if (anew === true) return 'starts'
      const ran = placeOf(before.running, one)
      if (ran >= 0) {
        const isOn = (before.running[ran] as Running).rung + (ran === reached ? 1 : 0) === one.rung
        return anew === false && isOn ? { from: ran } : 'unknown'
      }
      if (placeOf(before.standing, one) >= 0) return anew === false ? 'resumes' : 'unknown'
      return isAbsent(cellOf(one)) ? 'starts' : 'unknown'
    }
    const stoodOf = (one: Running): number | 'stood' | 'starts' | 'unknown' => {
      const anew = isAnew(exploration, step, one.deadline)
      if (anew !== false) return anew === true ? 'starts' : 'unknown'
      const ran = placeOf(before.running, one)
      if (ran >= 0) return ran
      return placeOf(before.standing, one) >= 0 ? 'stood' : 'starts'
    }
    return { before, after: there, reached, origins: there.running.map(originOf), stood: there.standing.map(stoodOf) }
  }

  function cellOf({ deadline, key }: Running) {
    const { name } = model.definition.deadlines[deadline] as { readonly name: string }
    const deadlines = model.root.children.get('deadlines')
    const cell = deadlines?.children.get(name)?.children.get(key)
    if (cell === undefined) throw new Error(`no deadline ${name} runs for ${key}`)
    return cell
  }
}
