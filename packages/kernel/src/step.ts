import { KernelError } from './kernel-error.js'
import type { Choice, Move, Plan, Run } from './model.js'
import { firstOf, select } from './plan.js'
import { none } from './run.js'
import type { Event } from './xstate-internals.js'

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
  while (run.end.status === 'active') {
    let move: Move | undefined = lookForAlways ? eventless(run) : undefined
    const raised: boolean = move === undefined
    if (raised) {
      if (run.queue.length === 0) break
      const event = run.queue.shift() as Event
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
  for (const task of move.tasks) task(run)
  run.place = move.to
  return run.changed
}

/** The move that answers an event; undefined when no active node has an enabled transition for it. */
export function answer(run: Run, plan: Plan | undefined): Move | undefined {
  return plan && moveOf(run, select(plan, run))
}

/** The move of the enabled `always` transitions, one for each active leaf. */
function eventless(run: Run): Move | undefined {
  let found: readonly Choice[] = none
  for (const leaf of run.place.always) {
    const choice = firstOf(leaf, run)
    if (choice !== undefined && !found.includes(choice)) found = [...found, choice]
  }
  return moveOf(run, found)
}

function moveOf({ place }: Run, choices: readonly Choice[]): Move | undefined {
  const [only] = choices
  if (only === undefined) return undefined
  if (choices.length > 1) return place.moveOf(choices)
  only.move ??= place.moveOf(choices)
  return only.move
}

function endlessLoop(machine: string, limit: number, entered: readonly string[]): KernelError {
  // The tail of the nodes entered names the cycle.
  const cycle = [...new Set(entered.slice(-32))]
  return new KernelError(
    'kernel/endless-loop',
    `End the cycle of machine '${machine}' by a guard: one step made over ${limit} moves, through ${cycle.join(', ') || 'no state'}.`,
    { machine, limit, cycle },
  )
}
