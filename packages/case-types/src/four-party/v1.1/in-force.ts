// Which decision a case rests on now 现行决定, where it has come to more than one.
import type { Context } from '../v1/context.js'

type Read = Readonly<Context>

/** Which kind of decision leads to work of this origin. */
const decidedBy: Readonly<Record<string, string | undefined>> = {
  committee: 'committee',
  vote: 'owners',
  agreement: 'agreement',
}

/** Decisions are counted in their names; the order in which they are kept says nothing. */
const numberOf = (decision: string) => Number(decision.slice(decision.lastIndexOf('-') + 1))

/**
 * Whether the case rests on this decision: it was adopted, no court has annulled it, and what is carried out was not decided
 * after it by others or anew. Where nothing was begun on a decision, each that stands counts.
 *
 * @source Civil Code 280: a court annuls the decision that was challenged; that what came in its place stands is ours
 */
export function isInForce({ decisions, purpose, work }: Read, decision: string): boolean {
  const asked = decisions[decision]
  if (asked?.result !== 'passed' || asked.annulled) return false
  if (work === null || work.origin === 'service' || purpose === 'decide') return true
  if (decidedBy[work.origin] !== asked.by) return false
  return Object.entries(decisions).every(
    ([other, { by, result }]) => by !== asked.by || result !== 'passed' || numberOf(other) <= numberOf(decision),
  )
}

/** Whether the last vote of the owners came to nothing: too few took part, or a court annulled it. */
export function fellThrough({ decisions, vote, votes }: Read): boolean {
  const last = vote === null ? undefined : decisions[`vote-${votes}`]
  return last !== undefined && (last.result === 'invalid' || last.annulled)
}
