// Who votes how, and what it comes to by heads and by area.
import { owner, roll } from './roll.js'

interface Cast {
  readonly voter: string
  readonly choice: 'yes' | 'no'
}

/** The first owners of the roll vote yes, the next ones no. */
export const ballots = (yes: number, no: number): readonly Cast[] =>
  Array.from({ length: yes + no }, (_, at) => ({ voter: owner(at + 1), choice: at < yes ? 'yes' : 'no' }))

/** The figures that organiser and monitor confirm, counted by themselves; the case compares them with its box. */
export function sumsOf(cast: readonly Cast[]) {
  const sum = (choice: Cast['choice']) => {
    const voters = cast.filter(ballot => ballot.choice === choice)
    const area = voters.reduce((total, { voter }) => total + (roll.members[voter]?.weights.area ?? 0), 0)
    return { heads: voters.length, area }
  }
  return { yes: sum('yes'), no: sum('no'), abstain: { heads: 0, area: 0 } }
}
