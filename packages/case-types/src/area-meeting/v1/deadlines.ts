import type { PartyId, Rung } from '@convoke/core'
import type { Context, PlanDuty } from './context.js'
import { unanswered } from './meeting.js'
import { dutiesThat, nameOf } from './plan-duties.js'
import { topicsThat } from './topics.js'

type Read = Readonly<Context>

const oneDay = { n: 1, unit: 'working-day' } as const
const fiveDays = { n: 5, unit: 'working-day' } as const
const defaults = 'our default'

/** Half-time, and one working day before: whoever owes is told. */
const reminders = <Role extends string>(owes: Role) =>
  [
    { rung: 'half', fraction: [1, 2], tells: [owes] },
    { rung: 'dayBefore', before: oneDay, tells: [owes] },
  ] as const satisfies readonly Rung[]

const key = (_: Read, subject: string): PartyId => subject
const dutyOf = (context: Read, subject: string): PlanDuty | undefined => context.duties[nameOf(subject)]
const assigneeOf = (context: Read, subject: string): PartyId | readonly PartyId[] =>
  dutyOf(context, subject)?.assignee ?? []

/** Topics and requests that wait for another case: `topic/t1`, `request/parking`. */
function awaited(context: Read): string[] {
  return [
    ...topicsThat(context, 'waiting').map(id => `topic/${id}`),
    ...Object.keys(context.requests)
      .filter(name => context.requests[name]?.status === 'open')
      .map(name => `request/${name}`),
  ]
}

/**
 * The clocks of the area meeting 期限. A silent party never stops a round: every one of them leads on.
 *
 * @source our defaults; monthly by [the meeting of four in Minhang](docs/reference/sources.md#the-monthly-meeting-in-minhang)
 */
export const deadlines = {
  session: {
    on: 'collecting',
    within: 'sessionWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    source: 'our default, after a monthly meeting in Minhang',
  },
  reply: {
    on: 'called',
    each: unanswered,
    within: 'replyWithin',
    owes: 'invited',
    owedBy: key,
    ladder: reminders('invited'),
    source: defaults,
  },
  notice: { on: 'called', kind: 'notBefore', within: 'noticeAtLeast', commands: ['openMeeting'], source: defaults },
  meeting: { on: 'called', within: 'meetWithin', owes: 'chair', ladder: reminders('chair'), source: defaults },
  conclusion: {
    on: ['inSession.gathering', 'inSession.deciding'],
    within: 'concludeWithin',
    owes: 'chair',
    ladder: reminders('chair'),
    source: defaults,
  },
  minutes: {
    on: 'inSession.minutes',
    within: 'minutesWithin',
    owes: 'secretary',
    ladder: reminders('secretary'),
    source: defaults,
  },
  publication: {
    on: 'publishing',
    within: 'publishWithin',
    owes: 'secretary',
    ladder: reminders('secretary'),
    source: defaults,
  },
  confirmation: {
    on: 'following',
    each: (context: Read) => dutiesThat(context, 'proposed'),
    within: 'confirmWithin',
    owes: 'assignee',
    owedBy: assigneeOf,
    ladder: reminders('assignee'),
    source: defaults,
  },
  dutyDue: {
    on: 'following',
    // The key holds what moves the date, so that a rework starts a clock of its own.
    each: (context: Read) =>
      dutiesThat(context, 'open').map(name => {
        const { due, reworks } = context.duties[name] as PlanDuty
        return `${name}@${due}@${reworks}`
      }),
    due: (context: Read, subject: string) => {
      const { due, reworks } = dutyOf(context, subject) ?? { due: null, reworks: 0 }
      return reworks === 0 ? due : null
    },
    within: 'reworkWithin',
    owes: 'assignee',
    owedBy: assigneeOf,
    ladder: [...reminders('assignee'), { rung: 'fiveDaysLate', after: fiveDays, tells: ['chair', 'supervisor'] }],
    source: 'the due date of the adopted plan',
  },
  check: {
    on: 'following',
    each: (context: Read) => dutiesThat(context, 'done'),
    within: 'checkWithin',
    owes: 'chair',
    owedBy: ({ chair }: Read) => chair,
    ladder: reminders('chair'),
    source: defaults,
  },
  linked: {
    on: 'following',
    each: awaited,
    within: 'awaitWithin',
    owes: 'chair',
    owedBy: ({ chair }: Read) => chair,
    ladder: [{ rung: 'half', fraction: [1, 2], tells: ['chair'] }],
    source: defaults,
  },
} as const
