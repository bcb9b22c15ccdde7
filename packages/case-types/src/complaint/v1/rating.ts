// Call-back and rating 回访、评价: who is asked, what counts as dissatisfied, and when it is over.
import { isDrawn, type PartyId } from '@convoke/core'
import type { Context } from './context.js'
import { complainants } from './parties.js'

type Read = Readonly<Context>

/** Who has neither rated nor been given up. */
function toRate(context: Read): PartyId[] {
  return complainants(context).filter(party => !(party in context.ratings) && !(party in context.unrated))
}

/** For whom a call-back command speaks: the complainant itself, or the one the desk names. */
export function spokenFor(context: Read, by: PartyId, of: PartyId | null): PartyId | null {
  if (complainants(context).includes(by)) return of === null || of === by ? by : null
  return of !== null && complainants(context).includes(of) ? of : null
}

/**
 * Whether somebody has to look on site and a reply is made public, because nobody, or a group, has to be answered.
 *
 * @source ours, from the design of the table
 */
export function needsSiteCheck(context: Read): boolean {
  return context.anonymous || complainants(context).length === 0 || context.group.length > 0
}

/** Whether this complaint is called back at all; drawn by its own data, so that a replay draws the same. */
export function isCalledBack(context: Read): boolean {
  const subject = `${context.topic}/${context.place}/${context.externalId ?? ''}/${context.cycle}`
  return isDrawn(subject, context.parameters.callbackPercent)
}

/** Whether everything that was asked is in, or will not come. */
export function callbackIsOver(context: Read): boolean {
  if (context.callbackOver) return true
  return toRate(context).length === 0 && (!needsSiteCheck(context) || context.publicReply !== null)
}

/**
 * Whether the answer left somebody dissatisfied 不满意: a low mark, or a matter said to be resolved that is not. Whoever was
 * told that there is no basis may say "not solved" and be content with the explanation.
 *
 * @source [Shanghai Xiayang](docs/reference/sources.md#xiayang): "dissatisfied tendency"; the limit is ours
 */
export function isDissatisfied(context: Read): boolean {
  const promised = context.answer?.outcome === 'resolved'
  const low = Object.values(context.ratings).some(
    ({ excluded, satisfaction, solved }) =>
      !excluded && (satisfaction <= context.parameters.dissatisfiedAt || (promised && !solved)),
  )
  return low || (promised && context.siteCheck?.solved === false)
}

/** Whoever said nothing, or was not asked, is unrated, never satisfied. */
export function giveUp(context: Context, why: 'silent' | 'notDrawn'): void {
  for (const party of toRate(context)) context.unrated[party] = why
  context.callbackOver = true
}

/**
 * The ratings that a ruling set aside count neither for nor against the unit. Whoever has not rated by then, be it because
 * they joined after the call-back, is not asked any more: unrated.
 */
export function exclude(context: Context): void {
  for (const rating of Object.values(context.ratings)) {
    if (rating.satisfaction <= context.parameters.dissatisfiedAt || !rating.solved) rating.excluded = true
  }
  giveUp(context, 'notDrawn')
}
