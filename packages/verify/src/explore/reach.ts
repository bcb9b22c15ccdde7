// From which states an end can be reached, whatever the clock does: for several questions at once.
import { componentsInOrder } from './cycles.js'
import type { Exploration } from './explore.js'

/** For each state: 1 where an end can be reached for certain, 2 where it can be reached if deadlines fall due in a lucky order, 0 where it cannot. */
export type Reach = Uint8Array

/** For each state, one bit for each question, from the lowest: where the answer is yes for certain, and where it is so with luck. */
export interface ReachOfEach {
  readonly forCertain: Int32Array
  readonly withLuck: Int32Array
}

/** The most questions that {@link reachOfEach} takes at once. */
export const mostAtOnce = 30

/**
 * From which states an end can be reached.
 *
 * Parties act when they like, so that one edge of theirs is enough. What the clock or another case does next is not ours
 * to choose: it counts for certain only where each of the things that may happen next leads there.
 *
 * @param admitted of each move, the questions in which its edges exist where a party makes it: all but those of somebody
 * who is silent; one bit for each question
 * @param count how many questions there are, {@link mostAtOnce} of them at most
 * @param isEnd the states to be reached
 * @param isUnknown states that were not looked into; they count as ends, so that what cannot be reached is so for sure
 */
export function reachOfEach(
  exploration: Exploration,
  admitted: Int32Array,
  count: number,
  isEnd: (state: number) => boolean,
  isUnknown: (state: number) => boolean,
): ReachOfEach {
  const { states, expanded, firstEdge, labels, targets, moves } = exploration
  const { order, first } = componentsInOrder(exploration)
  const all = 2 ** count - 1
  const isOurs = Uint8Array.from(moves, ({ kind }) => +(kind === 'command'))
  /** Each circle once those after it are through, until nothing more follows from what is known of the states after each. */
  const spread = (reached: Int32Array, isCertain: boolean): void => {
    for (let circle = 0; circle + 1 < first.length; circle++) {
      const [begin, end] = [first[circle] as number, first[circle + 1] as number]
      for (let isMore = true; isMore; ) {
        isMore = false
        for (let n = begin; n < end; n++) {
          const state = order[n] as number
          const before = reached[state] as number
          if (before === all || state >= expanded) continue
          let after = before
          /** Where each of the things that happen without us leads to an end; all ones as long as there are none. */
          let whatever = -1
          for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
            const target = targets[edge] as number
            const label = labels[edge] as number
            if (target === state) continue
            const there = reached[target] as number
            if (isOurs[label] === 1) after |= there & (admitted[label] as number)
            else if (isCertain) whatever &= there
            else after |= there
          }
          if (whatever !== -1) after |= whatever
          if (after === before) continue
          reached[state] = after
          isMore = end - begin > 1
        }
      }
    }
  }
  const forCertain = new Int32Array(states)
  for (let state = 0; state < states; state++) if (isEnd(state)) forCertain[state] = all
  spread(forCertain, true)
  const withLuck = forCertain.slice()
  for (let state = 0; state < states; state++) if (withLuck[state] !== all && isUnknown(state)) withLuck[state] = all
  spread(withLuck, false)
  return { forCertain, withLuck }
}

/** The same as one question, of all edges that there are. */
export function reach(
  exploration: Exploration,
  isEnd: (state: number) => boolean,
  isUnknown: (state: number) => boolean,
): Reach {
  const everybody = new Int32Array(exploration.moves.length).fill(1)
  const { forCertain, withLuck } = reachOfEach(exploration, everybody, 1, isEnd, isUnknown)
  const reached: Reach = new Uint8Array(forCertain)
  for (let state = 0; state < reached.length; state++)
    if (reached[state] === 0 && withLuck[state] === 1) reached[state] = 2
  return reached
}
