// The session: who is invited, who is there, and its minutes.
import type { PartyId } from '@convoke/core'
import type { Context } from './context.js'

type Read = Readonly<Context>

/** Everybody with a place at the table: the chair, the members, and departments that did not decline. */
export function seats(context: Read): PartyId[] {
  const departments = Object.keys(context.invited).filter(party => context.invited[party]?.status !== 'declined')
  return [...new Set([context.chair, context.secretary, ...context.members, ...departments])]
}

/** Who is bound to come: members, and departments that accepted or were silent. */
function bound(context: Read): PartyId[] {
  const departments = Object.keys(context.invited).filter(party => context.invited[party]?.status !== 'declined')
  return [...new Set([...context.members, ...departments])].filter(party => party !== context.chair)
}

/**
 * Whether enough of the bound are there: at least `need` out of every `of`, the limit included, in whole numbers.
 *
 * @source the share is ours; "at least" includes the limit by [Civil Code 1259](docs/reference/sources.md#civil-code)
 */
export function hasQuorum(context: Read): boolean {
  const all = bound(context)
  const there = all.filter(party => context.present.includes(party)).length
  const { need, of } = context.parameters.quorum
  return there * of >= all.length * need
}

/** Departments that have not answered. */
export function unanswered(context: Read): PartyId[] {
  return Object.keys(context.invited).filter(party => context.invited[party]?.status === 'pending')
}

/** The minutes of this session, once recorded. */
export function minutesNow(context: Read): Context['minutes'][number] | undefined {
  return context.minutes.find(minutes => minutes.session === context.session)
}

/** Who was there and has not signed. */
export function unsigned(context: Read): PartyId[] {
  const minutes = minutesNow(context)
  return context.present.filter(party => minutes?.signed.includes(party) !== true)
}
