// Giving the matter to a unit, answering it, handling it again: the recipes that several acts share.
import type { PartyId } from '@convoke/core'
import type * as z from 'zod'
import type { answerOutcome, Context } from './context.js'
import { firstApart, supervisor } from './parties.js'

type Read = Readonly<Context>

/** How many supplements, orders, split-off matters and the like a case holds. Ours: a case stays small. */
export const mostOfAKind = 100

/** A co-unit as it is named. */
const named = (): Context['coUnits'][string] => ({ task: null, status: 'named', report: null, tasks: 0 })

/**
 * Gives the matter to a unit: from here on it alone leads, and its inner clock begins. A request of the unit before it
 * falls; where the inlet calls for it, a supervision order is opened.
 */
export function give(context: Context, lead: PartyId, coUnits: readonly PartyId[]): void {
  context.lead = lead
  context.assignment += 1
  const kept = coUnits.filter(unit => unit !== lead)
  context.coUnits = Object.fromEntries(kept.map(unit => [unit, context.coUnits[unit] ?? named()]))
  context.dispute = null
  context.contact = context.anonymous ? 'anonymous' : 'notYet'
  context.tries = []
  clearRequests(context)
  superviseByInlet(context, lead)
}

/**
 * A leader's note 批示 puts the matter under supervision by itself; the lead stays where it is.
 *
 * @source ours; which inlets do so is a knob
 */
function superviseByInlet(context: Context, lead: PartyId): void {
  const by = supervisor(context)
  if (by === null || !context.parameters.supervisedInlets.includes(context.inlet)) return
  if (Object.hasOwn(context.supervisions, 'by-inlet')) return
  const instruction = `${context.inlet}: ${context.topic}`
  context.supervisions['by-inlet'] = {
    target: lead,
    level: 'town',
    by,
    instruction,
    due: null,
    feedback: null,
    status: 'open',
  }
}

type Emergency = NonNullable<Context['emergency']>

/** How many earlier services an emergency remembers. Ours: the journal has them all. */
const mostServices = 20

/**
 * An emergency as another service gets it 应急移交. Who is trapped stays trapped, violence stays violence, and an accident is
 * reported once, whoever has it.
 */
export function handedOverTo(
  { to, unit, violent }: Pick<Emergency, 'to' | 'unit' | 'violent'>,
  before: Readonly<Emergency> | null,
): Emergency {
  return {
    ...{ to, unit, status: 'handedOver' },
    violent: violent || before?.violent === true,
    trapped: to === 'lift' || before?.trapped === true,
    accidentReported: before?.accidentReported === true,
    earlier: before === null ? [] : [...before.earlier, earlierOf(before)].slice(-mostServices),
  }
}

const earlierOf = ({ to, unit, status }: Readonly<Emergency>): Emergency['earlier'][number] => ({ to, unit, status })

/** Whether the police have been on the scene of an emergency. */
export function policeCame({ to, unit, status, earlier }: Readonly<Emergency>): boolean {
  return [...earlier, { to, unit, status }].some(one => one.to === '110' && one.status === 'onScene')
}

/** What the lead unit asked for is off the table. */
export function clearRequests(context: Context): void {
  context.requests = { extension: null, shelving: null, termination: null }
  context.shelving = null
}

/** Records an answer; what was rated before belonged to the answer before. */
export function giveAnswer(
  context: Context,
  by: PartyId,
  given: {
    readonly outcome: z.output<typeof answerOutcome>
    readonly text: string
    readonly evidence: Context['remedies'][number]['evidence']
    readonly head: PartyId | null
  },
  status: 'toReview' | 'passed',
): void {
  const { outcome, text, evidence, head } = given
  context.answer = { outcome, text, evidence, head, by, status }
  context.ratings = {}
  context.unrated = {}
  context.callbackTries = {}
  context.calledBack = false
  context.callbackOver = false
  context.siteCheck = null
  context.publicReply = null
  clearRequests(context)
}

/** The matter is handled again 重办: counted, and on what ground. */
export function workAgain(context: Context, ground: 'review' | 'rating' | 'order'): void {
  context.reworks += 1
  context.reworkGround = ground
}

/** The matter goes up: the ground is what the coordinator reads first. */
export function escalateTo(
  context: Context,
  level: 'town' | 'district',
  ground: string,
  superior: PartyId | null = null,
): void {
  const above = superior === null ? null : firstApart(context, [superior], [context.lead])
  context.escalation = { level, ground, superior: above }
  context.dispute = null
  clearRequests(context)
}

/** The tries at reaching the complainant, with one more. */
export function triesWith(
  context: Read,
  one: { readonly date: string; readonly outsideOfficeHours: boolean },
): Context['tries'] {
  return [...context.tries, { date: one.date, outsideOfficeHours: one.outsideOfficeHours }]
}

/**
 * Whether somebody counts as unreachable 无法联系: three tries on two days, one of them outside office hours.
 *
 * @source our default
 */
export function isUnreachable(context: Read, tries: Context['tries']): boolean {
  const { triesToReach, daysToReach } = context.parameters
  return (
    tries.length >= triesToReach &&
    new Set(tries.map(({ date }) => date)).size >= daysToReach &&
    tries.some(({ outsideOfficeHours }) => outsideOfficeHours)
  )
}
