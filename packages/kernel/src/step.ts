import { KernelError } from './kernel-error.js'
import type { Choice, Move, Plan, Run, Task } from './model.js'
import { firstOf, select } from './plan.js'
import { joined } from './run.js'

/**
 * One step, as XState makes it: the event is answered, then `always` transitions are taken until none is enabled, then
 * the next raised event is answered, and so on until nothing is left or the machine has ended.
 *
 * @param first what answers the event; undefined for the start of the machine, which answers none
 * @returns whether the step changed anything but effects
 */
export function settle(run: Run, first: Move | undefined, limit: number, machine: string): boolean {
  let moved = first !== undefined && make(run, first)
  let count = 1
  let lookForAlways = true
  while (run.status === 'active') {
    let move: Move | undefined = lookForAlways ? eventless(run) : undefined
    const raised: boolean = move === undefined
    if (raised) {
      const event = run.queue.shift()
      if (event === undefined) break
      run.event = event
      move = answer(run, run.place.plan(event.type))
    }
    const changed = move !== undefined && make(run, move)
    // An `always` that changed nothing would be enabled for ever; XState asks again only after the next raised event.
    lookForAlways = raised || changed
    moved ||= changed
    count += 1
    if (count > limit) throw endlessLoop(machine, limit, run.entered)
  }
  return moved
}

/** Makes one move: the tasks in order, then the machine stands elsewhere. Tells whether anything but effects changed. */
export function make(run: Run, move: Move): boolean {
  run.changed = move.moves
  run.move = move
  const { tasks } = move
  for (let i = 0; i < tasks.length; i++) {
    run.at = i
    ;(tasks[i] as Task)(run)
  }
  run.move = undefined
  run.exited = joined(run.exited, move.exited)
  run.entered = joined(run.entered, move.entered)
  run.place = move.to
  return run.changed
}

/** The move that answers an event; undefined when no active node has an enabled transition for it. */
export function answer(run: Run, plan: Plan | undefined): Move | undefined {
  if (plan === undefined) return undefined
  // Without regions, which is nearly always, without making a list.
  if (plan.forks) return moveOf(run, select(plan, run))
  const choice = firstOf(plan.choices, run)
  return choice && (choice.move ?? run.place.moveOf([choice]))
}

/** The move of the enabled `always` transitions, one for each active leaf. */
function eventless(run: Run): Move | undefined {
  const { always } = run.place
  if (always.length === 0) return undefined
  const choices = new Set<Choice>()
  for (const leaf of always) {
    const choice = firstOf(leaf, run)
    if (choice !== undefined) choices.add(choice)
  }
  return moveOf(run, [...choices])
}

function moveOf({ place }: Run, choices: readonly Choice[]): Move | undefined {
  return choices.length === 0 ? undefined : place.moveOf(choices)
}

function endlessLoop(machine: string, limit: number, entered: readonly string[]): KernelError {
  // The tail of the nodes entered names the cycle.
  const cycle = [...new Set(entered.slice(-32))]
  const where = cycle.length === 0 ? '' : ` through ${cycle.join(', ')}`
  return new KernelError(
    'kernel/endless-loop',
    `Give the always, raise or onDone cycle of machine '${machine}'${where} a guard that ends it: one step made more than ${limit} moves.`,
    { machine, limit, cycle },
  )
}
