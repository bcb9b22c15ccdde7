// Evaluation in both directions 双向评价.
import type { PartyId } from '@convoke/core'
import type { Context } from './context.js'
import { signed } from './conveners.js'
import { current, isComing } from './invitees.js'

type Read = Readonly<Context>

/** The units a convener scores: all that were bound to come or have an item, but observers. */
export function scoredUnits(context: Read): PartyId[] {
  const working = Object.values(context.items).map(item => item.assignee)
  return current(context).filter(party => {
    const invitee = context.invitees[party]
    return invitee?.as !== 'observer' && (isComing(invitee) || working.includes(party))
  })
}

/** The conveners that have not scored every unit. */
export function conveners(context: Read): PartyId[] {
  const units = scoredUnits(context)
  return signed(context).filter(party => {
    const given = context.departmentScores[party] ?? {}
    return !context.notScored.includes(party) && units.some(unit => !(unit in given))
  })
}

/** The units that came and have not scored the plan. */
export function units(context: Read): PartyId[] {
  return scoredUnits(context).filter(
    party =>
      context.invitees[party]?.came === true && !(party in context.planScores) && !context.notScored.includes(party),
  )
}

/**
 * The time to score is over: recorded as "not scored", never as "good".
 *
 * @source [Beijing regulations on complaints 33](docs/reference/sources.md#beijing-complaints) for scoring both ways; the
 * scale and the clock are our default
 */
export function lapse(context: Context, party: PartyId): void {
  if (!context.notScored.includes(party)) context.notScored.push(party)
}
