// Ways out that many states share.
import { escalateTo, shut } from '../closing.js'
import { signed } from '../conveners.js'
import { coming } from '../invitees.js'
import { words } from '../words.js'
import type { Act, Step } from './acts.js'

const { notify, update } = words

/** The request goes up to the supervisor on this ground. */
export const toTown = (ground: string): Step =>
  update(({ context }) => {
    escalateTo(context, 'town', ground)
  })

/** The request closes on this ground. */
export const closes = (ground: string): Step => [
  update(({ context }) => {
    shut(context, ground)
  }),
  notify('closed', ({ context }) => ({
    to: [...signed(context), ...coming(context), ...context.informed],
    topic: context.topic,
    ground,
  })),
]

/** Those who come are told that the meeting is off, where one was fixed. */
export const cancelMeeting: Act<'step'> = notify('meetingCancelled', ({ context }) => ({
  to: context.meeting === null ? [] : coming(context),
  topic: context.topic,
  sequence: context.sequence,
  reason: 'withdrawn or superseded',
}))
