// Plays a case at random from a list of numbers, so that fast-check can shrink a broken history.
import type { PartyId } from '@convoke/core'
import type { Stage } from './stage.js'

export type Pick = (of: number) => number

/** What data is made from. */
export interface Seen<Context> {
  readonly context: Context
  readonly at: number
}

/** What a random history may do. */
export interface Repertoire<Context> {
  readonly parties: readonly PartyId[]
  /** Commands that end or delay a history at once; tried seldom. */
  readonly seldom: readonly string[]
  readonly dataFor: (type: string, play: Seen<Context>, pick: Pick) => object
}

/** Small numbers drawn from one seed. Mixed, because fast-check likes small numbers, and a small one has few digits. */
export function picker(seed: number): Pick {
  let state = seed
  return of => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return of <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % of
  }
}

/** How many commands are tried in one step before the step is given up. */
const mostTries = 25

/** Plays one number a step: mostly a command its party is allowed, sometimes the clock. Tells after each what was accepted. */
export function playAtRandom<Context>(
  play: Stage<Context>,
  choices: readonly number[],
  { parties, seldom, dataFor }: Repertoire<Context>,
  check: (play: Stage<Context>, last: { readonly by: PartyId; readonly type: string } | undefined) => void = () => {},
): Stage<Context> {
  check(play, undefined)
  for (const choice of choices) {
    const pick = picker(choice)
    if (pick(9) === 0) {
      const rungs = play.state.deadlines.flatMap(({ rungs: all }) => all.filter(({ fired }) => !fired))
      const dues = pick(2) === 0 ? rungs.filter(({ rung }) => rung === 'due') : rungs
      if (dues.length > 0) play.wait(Math.max(0, Math.min(...dues.map(({ at }) => at)) - play.at))
      check(play, undefined)
      continue
    }
    const first = pick(parties.length)
    const inTurn = parties.map((_, index) => parties[(first + index) % parties.length] as PartyId)
    const all = inTurn.flatMap(by => play.handled(by).map(type => ({ by, type })))
    const leading = all.filter(({ type }) => !seldom.includes(type))
    const some = pick(5) === 0 || leading.length === 0 ? all : leading
    const begin = pick(some.length)
    let accepted: { readonly by: PartyId; readonly type: string } | undefined
    for (const candidate of [...some.slice(begin), ...some.slice(0, begin)].slice(0, mostTries)) {
      if (play.attempt(candidate.by, candidate.type, dataFor(candidate.type, play, pick)) !== undefined) continue
      accepted = candidate
      break
    }
    check(play, accepted)
  }
  return play
}

/** Choices by numbers of our own, for what is kept: fast-check may draw otherwise in another version. */
export function seededChoices(setting: number, length: number): readonly number[] {
  return Array.from({ length }, (_, step) => Math.imul(setting + 1, 7919) ^ Math.imul(step + 1, 104_729))
}
