// What the clocks of a complaint run for: pure readings of the context.
import type { Extension, PartyId } from '@convoke/core'
import type { Context, RequestKind } from './context.js'

type Read = Readonly<Context>

/** Whether it is a consultation or a suggestion, which has shorter clocks. */
export const isSimple = (context: Read): boolean => context.kind === 'consult' || context.kind === 'suggestion'

/** One clock where a condition holds, none otherwise. */
export const once = (holds: boolean): readonly string[] => (holds ? [''] : [])

/** The lead unit's inner clock: a new one whenever the matter is given to a unit. */
export const innerKey = (context: Read): string => `${context.lead ?? ''}@${context.assignment}`

/** The unit of an inner clock, from its key. */
export const unitOf = (key: string): PartyId => key.slice(0, key.lastIndexOf('@'))

/** Whether a case it waits for is open, so that the unit's own clock rests. */
export const waitsForAnother = ({ convening, fourParty }: Read): boolean =>
  convening?.status === 'open' || fourParty?.status === 'open'

/** Requests of the lead unit that nobody has answered. */
export const pending = ({ requests }: Read): RequestKind[] =>
  (Object.keys(requests) as RequestKind[]).filter(request => requests[request] !== null)

/** Co-units with a task to report on, each task with a clock of its own. */
export const coTasks = ({ coUnits }: Read): string[] =>
  Object.entries(coUnits).flatMap(([unit, { status, tasks }]) => (status === 'asked' ? [`${unit}@${tasks}`] : []))

/** What the approver granted the unit that has the matter now. */
export const granted = (context: Read): Extension[] =>
  context.extensions
    .filter(({ assignment }) => assignment === context.assignment)
    .map(({ days, reason, approver }) => ({ by: { n: days, unit: 'working-day' }, ground: reason, approver }))

/** The same for the outer clock, which a date fixed by the city keeps where it is. */
export const grantedOuter = (context: Read): Extension[] =>
  context.externalDue !== null
    ? []
    : context.extensions.map(({ days, reason, approver }) => ({
        by: { n: days, unit: 'working-day' },
        ground: reason,
        approver,
      }))

/** Whether the outer clock rests: put aside with approval, where the policy says so and no city has fixed a date. */
export const outerRests = (context: Read): boolean =>
  context.shelving !== null && context.externalDue === null && context.parameters.shelvingRestsOuterClock

/** Supervision orders that wait for an answer. */
export const openOrders = ({ supervisions }: Read): string[] =>
  Object.keys(supervisions).filter(order => supervisions[order]?.status === 'open')
