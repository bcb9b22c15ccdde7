// Whether a step stands in the rulebook of its case type: what the verifier asks of every step it comes to.
import { type AnyCaseType, anyOpenState, anyState, sameState } from '@convoke/core'
import type { Stage } from './stage.js'

/** A step as the rulebook sees it. */
export interface SeenStep {
  readonly does: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Whether a row of the rulebook has it lead there. */
  readonly isRuled: boolean
}

/** Takes a step of a play, and tells how it went and whether a row of the rulebook says so. */
export function stepOf<Context>(
  caseType: AnyCaseType,
  play: Stage<Context>,
  does: string,
  take: (play: Stage<Context>) => unknown,
): SeenStep {
  const from = play.where
  const wasOpen = play.outcome === null
  take(play)
  const to = play.where
  const isRuled = (caseType.rulebook?.rules ?? []).some(
    rule =>
      rule.does === does &&
      rule.in.some(({ path }) => path === anyState || (path === anyOpenState ? wasOpen : from.includes(path))) &&
      rule.to.some(({ path }) => (path === sameState ? String(from) === String(to) : to.includes(path))),
  )
  return { does, from, to, isRuled }
}

/** Who is meant to win of two acts, as the case type declares it. */
export function winnerOf({ races = [] }: AnyCaseType, one: string, other: string): string | undefined {
  return races.find(({ between }) => between.includes(one) && between.includes(other) && one !== other)?.winner
}
