// The vote of the owners 业主表决: who may vote and how it is counted. The roll is elsewhere; the case keeps sums and a
// bitmap, and every ballot is an entry.
import {
  allOf,
  type Ballot,
  ballotBox,
  ballotOf,
  type Choice,
  castBallot,
  checkRule,
  countBallots,
  countBox,
  type DecisionRule,
  type Electorate,
  type FileReference,
  type Membership,
  tallyStatus,
  type VoteOutcome,
  type Weights,
} from '@convoke/core'
import type { Context, Vote } from './context.js'
import { needsOwners, ruleOf } from './matters.js'
import { fourParties, members, monitorOf } from './parties.js'

type Read = Readonly<Context>

/** Whether a line of a roll can be counted: whole, and not heavier than the whole roll. */
export function isSound(
  line: Membership | null | undefined,
  electorate: { readonly heads: number; readonly area: number },
): line is Membership {
  if (line == null) return false
  const { area } = line.weights
  return (
    Number.isInteger(line.index) &&
    line.index >= 0 &&
    line.index < electorate.heads &&
    Number.isSafeInteger(area) &&
    (area as number) >= 0 &&
    (area as number) <= electorate.area
  )
}

const once = { replaceable: false } as const

/** Whether this ballot goes in: a sound line that has not voted, whose area does not exceed what is left. */
export function mayCast(context: Read, line: Membership | null | undefined): boolean {
  const { vote, box } = context
  if (vote?.status !== 'open' || box === null || !isSound(line, vote.electorate)) return false
  const returned = box.yes.area + box.no.area + box.abstain.area
  const isLeft = returned + (line.weights.area as number) <= vote.electorate.area
  return isLeft && ballotOf(box, line.index) === null
}

/** Puts a ballot in; the guard has made sure that it fits. */
export function cast(context: Context, line: Membership | null | undefined, choice: Choice): void {
  if (context.box === null || line == null) return
  const result = castBallot(context.box, line.index, choice, line.weights, once)
  if (result.ok) context.box = result.box as NonNullable<Context['box']>
}

/** Whether somebody may be called to vote on this, on this roll. */
export function mayAnnounce(
  context: Read,
  asked: {
    readonly matter: Vote['matter']
    readonly scope: Vote['scope']
    readonly roll: FileReference | null
    readonly electorate: Vote['electorate'] | null
  },
): boolean {
  if (!needsOwners(asked.matter)) return false
  // What only a part shares, and what only some are affected by, has an electorate of its own.
  const own = asked.roll !== null && asked.electorate !== null
  const isPart = asked.scope === 'part' || asked.matter === 'dwellingToBusiness'
  return own || (!isPart && context.roll !== null && context.electorate !== null)
}

/** The vote that is announced. Null where no roll is known, which the guard rules out. */
export function announced(
  context: Read,
  asked: {
    readonly title: string
    readonly agenda: string
    readonly matter: Vote['matter']
    readonly scope: Vote['scope']
    readonly roll: FileReference | null
    readonly electorate: Vote['electorate'] | null
  },
  by: string,
): Vote | null {
  const roll = asked.roll ?? context.roll
  const electorate = asked.roll === null ? context.electorate : asked.electorate
  if (roll === null || electorate === null) return null
  const { title, agenda, matter, scope } = asked
  return {
    title,
    agenda,
    matter,
    scope,
    roll,
    electorate,
    organiser: by,
    monitor: monitorOf(context, by),
    status: 'announced',
    confirmed: [],
    counts: null,
    result: null,
  }
}

/** Opens the box. */
export function openBox(context: Context): void {
  if (context.vote === null) return
  context.vote.status = 'open'
  context.box = ballotBox(context.vote.electorate) as NonNullable<Context['box']>
}

/** How the vote ends, by its rule and the ballots in the box. Null without one. */
function outcomeOf(context: Read): VoteOutcome | null {
  const { vote, box } = context
  if (vote === null || box === null) return null
  const rule = checkRule(ruleOf(vote.matter, context.parameters))
  const status = tallyStatus(rule, countBox(rule, box), { closed: true })
  return status === 'open' ? 'invalid' : status
}

/** Whether every ballot is in, so that nothing need be waited for. */
export function isComplete({ box }: Read): boolean {
  return box !== null && box.yes.heads + box.no.heads + box.abstain.heads === box.electorate.heads
}

/** Whether these figures are those of the box. */
export function agreesWithBox(
  { box }: Read,
  said: { readonly yes: Weights; readonly no: Weights; readonly abstain: Weights },
): boolean {
  if (box === null) return false
  return (['yes', 'no', 'abstain'] as const).every(
    choice => box[choice].heads === said[choice].heads && box[choice].area === said[choice].area,
  )
}

/** Writes the result down; the box is emptied of who voted how. */
export function record(context: Context): void {
  const { vote, box } = context
  const result = outcomeOf(context)
  if (vote === null || box === null || result === null) return
  const sums = ({ heads, area }: { readonly heads: number; readonly area: number }) => ({ heads, area })
  vote.counts = { yes: sums(box.yes), no: sums(box.no), abstain: sums(box.abstain) }
  vote.result = result
  vote.status = 'counted'
  context.box = null
  const decision = `vote-${context.votes}`
  context.decisions[decision] = {
    by: 'owners',
    title: vote.title,
    result,
    posted: false,
    challenges: 0,
    annulled: false,
  }
  context.toPost = decision
}

/** More than half of all. */
export const moreThanHalf: DecisionRule = {
  ...allOf(),
  approval: [{ weight: 'heads', share: [1, 2], strict: true, of: 'all' }],
  veto: null,
}

/**
 * How the committee's signatures stand 签字: more than half of *all* members, in whole numbers.
 *
 * @source Shanghai property rules 26
 */
export function signatures(context: Read): 'open' | VoteOutcome {
  const { motion } = context
  if (motion === null) return 'open'
  const all = members(context)
  if (all.length === 0) return 'open'
  return standing(moreThanHalf, all, member => motion.votes[member])
}

/** How the positions of the four parties stand 共识: all agree, or one has reserved. */
export function consensus(context: Read): 'open' | VoteOutcome {
  const { meeting } = context
  if (meeting === null) return 'open'
  const parties = fourParties(context)
  const { positions } = meeting
  // Guards ask after every step: while somebody is silent and nobody has reserved, nothing is counted.
  let isSilent = parties.length === 0
  let isReserved = false
  for (const party of parties) {
    const position = positions[party]
    if (position === undefined) isSilent = true
    else if (!position.agrees) isReserved = true
  }
  if (isSilent && !isReserved) return 'open'
  return standing(allOf(), parties, party => {
    const position = positions[party]
    return position && (position.agrees ? 'yes' : 'no')
  })
}

const oneHead = {}

/** How a vote of these voters stands, of whom each is one head; of others nothing is counted. */
function standing(
  rule: DecisionRule,
  voters: readonly string[],
  choiceOf: (voter: string) => Choice | undefined,
): 'open' | VoteOutcome {
  const electorate: Record<string, Electorate[string]> = {}
  const ballots: Ballot[] = []
  for (const voter of voters) {
    electorate[voter] = oneHead
    const choice = choiceOf(voter)
    if (choice !== undefined) ballots.push({ voter, choice })
  }
  return tallyStatus(rule, countBallots(rule, electorate, ballots))
}

/** Whether so many owners demand a meeting that it must be called. @source Shanghai property rules 25 */
export function demandIsReached(context: Read): boolean {
  const { demand, parameters } = context
  if (demand === null) return false
  const { need, of } = parameters.ownersMayDemand
  return demand.box.yes.heads * of >= demand.box.electorate.heads * need
}

/** Whether enough members demand a meeting of the committee. @source Shanghai property rules 26 */
export function memberDemandIsReached(context: Read): boolean {
  const { need, of } = context.parameters.membersMayDemand
  const all = members(context)
  return all.length > 0 && context.memberDemands.length * of >= all.length * need
}
