// What begins anew with each round 轮次 of a case: nothing that was said, signed, demanded or found in a former one counts.
import type { Act } from '../v1/acts/acts.js'
import { breach } from '../v1/closing.js'
import { words } from '../v1/words.js'
import { isInForce } from './in-force.js'

const { update } = words

/** The matter is with the parties again: what the town began is over, and so is its choice of who calls the committee. */
export const backWithTheParties: Act<'step'> = update(({ context }) => {
  context.intervention = null
  context.convenor = null
})

/** Whoever sorts the matter anew sorts all of it: what was to be done before no longer is. */
export const sortedAnew: Act<'step'> = update(({ context }) => {
  context.work = null
})

/**
 * The committee decides anew: on a proposal of this round, by signatures of this round, and its members demand a meeting of
 * this round.
 *
 * @source Shanghai property rules 26
 */
export const signsAnew: Act<'step'> = update(({ context }) => {
  context.motion = null
  context.memberDemands = []
  context.intervention = null
})

/**
 * What is urgent is the repair that was raised: another matter that the parties or the owners take up is not.
 *
 * @source Shanghai property rules 73: the five listed matters only
 */
export const takesUpAnother: Act<'holdMeeting' | 'announceVote' | 'toOwnersMeeting'> = update(({ context, event }) => {
  if (event.matter !== null && event.matter !== context.matter) context.urgent = null
})

/** A meeting that is held answers who demanded it, who asked the town for it, and the town’s order. @source Shanghai 25 */
export const answersDemands: Act<'step'> = update(({ context }) => {
  context.demand = null
  context.townAsked = false
  context.orders = 0
})

/** The next vote may be repeated as often as this one. Our default. */
export const countsRevotesAnew: Act<'step'> = update(({ context }) => {
  if (context.vote?.result === 'passed') context.revotes = 0
})

/** Each work is evaluated by itself; earlier marks and opinions are entries of the journal. Our default. */
export const evaluatesAnew: Act<'step'> = update(({ context }) => {
  context.ratings = {}
  context.opinions = {}
})

/** A committee that was elected has signed and demanded nothing yet. What is being published was decided before it. */
export const newCommittee: Act<'case.settled'> = update(({ context, event }) => {
  if (event.link !== 'election' || !event.result.formed) return
  context.memberDemands = []
  context.convenor = null
  if (context.toPost === null) context.motion = null
})

/** The request that the town answers by naming who calls the committee. @source Shanghai property rules 26 */
export const answersRequest: Act<'nameConvenor'> = update(({ context }) => {
  context.townAsked = false
})

/** The judgment, and what of the case falls with the decision. @source Civil Code 280 */
export const judgment: Act<'recordJudgment'> = update(({ context, event }) => {
  const decision = context.decisions[event.decision]
  const wasInForce = isInForce(context, event.decision)
  if (event.decision === context.stayed) context.stayed = null
  if (decision === undefined || !event.annulled) return
  decision.annulled = true
  if (!wasInForce) return
  context.adopted = false
  context.closure = null
})

/** Who did not publish: of a committee's decision the committee, whoever held a vote before. */
export const publicationLapses: Act<'deadline.publication'> = update(({ context, event }) => {
  const decision = context.toPost === null ? undefined : context.decisions[context.toPost]
  const held = decision?.by === 'owners' ? context.vote?.organiser : null
  breach(context, held ?? context.ownersCommittee, 'notPosted', event.at)
})
