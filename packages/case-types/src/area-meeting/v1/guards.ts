import type { Context, Topic } from './context.js'
import { hasQuorum, minutesNow, seats, unsigned } from './meeting.js'
import { mostTopics } from './opening.js'
import { dutiesThat, isDone, mayAssign } from './plan-duties.js'
import { isCommon, isFitAgenda, mayDecide, mayDefer, toAnswer, toPassOn } from './topics.js'
import { words } from './words.js'

const { when } = words
type Read = Readonly<Context>
type Args = { readonly context: Read }

/** A condition over the data, and over the command that asks. */
type Guard = (args: { readonly context: Read; readonly event: { readonly type: string } }) => boolean

// Names the type once: each guard's own would be spelled out with the whole context in the declaration file.
const named = <Name extends string>(all: Readonly<Record<Name, Guard>>): Readonly<Record<Name, Guard>> => all

const hasRoom = (context: Read) => context.counter < mostTopics

/**
 * The conditions of the machine 条件; each label is the reason a refused party reads.
 *
 * @source as noted at the guards; our defaults where nothing is noted
 */
export const guards = named({
  hasRoom: ({ context }: Args) => hasRoom(context),
  /** Another case joins a round of the same chair and the same body, while it collects. */
  takesIn: when(
    'case.joined',
    ({ context, event }) =>
      hasRoom(context) && event.opening.kind === context.kind && event.opening.chair === context.chair,
  ),
  isCollected: when('classifyTopic', ({ context, event }) => context.topics[event.topic]?.status === 'open'),
  mayWithdraw: when('withdrawTopic', ({ context, event }) => {
    const topic = context.topics[event.topic]
    return topic?.status === 'open' && (event.by === context.chair || topic.raisedBy === event.by)
  }),
  isFitCall: when(
    'callMeeting',
    ({ context, event }) =>
      isFitAgenda(context, event.agenda) &&
      event.departments.every(
        ({ party }, index) =>
          !seats(context).includes(party) && event.departments.findIndex(one => one.party === party) === index,
      ),
  ),
  hasToAnswer: ({ context }: Args) => toAnswer(context) !== undefined,
  nothingCollected: ({ context }: Args) => context.missed === 0 && !hasTopic(context, 'open'),
  everythingWentUp: ({ context }: Args) => !hasTopic(context, 'open'),

  mayReschedule: ({ context }: Args) => context.moves < context.parameters.maxReschedules,
  owesReply: when(['accept', 'decline'], ({ context, event }) => {
    const status = context.invited[event.by]?.status
    return status === 'pending' || status === 'silent'
  }),

  mayArrive: when(
    'checkIn',
    ({ context, event }) => seats(context).includes(event.by) && !context.present.includes(event.by),
  ),
  isQuorate: ({ context }: Args) => hasQuorum(context),
  lacksQuorum: ({ context }: Args) => !hasQuorum(context),
  mayDecide: when(['adoptPlan', 'returnToConvening', 'openConvening', 'escalate', 'defer'], ({ context, event }) =>
    mayDecide(context, event.topics),
  ),
  /**
   * A plan gives duties to whoever is at the table, who still has to confirm them. Nothing in it binds owners, their
   * committee or the company beyond law and contract: they are given a duty only where they sit here, and may object.
   *
   * @source [Civil Code 278](docs/reference/sources.md#civil-code-owners);
   * [Shanghai property rules 61–63](docs/reference/sources.md#shanghai-property-rules)
   */
  assigneesAreThere: when('adoptPlan', ({ context, event }) => mayAssign(context, event.duties)),
  isCommonProblem: when('openConvening', ({ context, event }) => isCommon(context, event.topics)),
  /** Conveners sit at the table, or raised one of the topics; nobody both convenes and is invited. */
  isFitRequest: when('openConvening', ({ context, event }) => {
    const { conveners, invitees, screener } = event
    const raisers = event.topics.map(id => context.topics[id]?.raisedBy ?? null)
    return (
      !(event.request in context.requests) &&
      Object.keys(context.requests).length < 20 &&
      new Set(conveners).size === conveners.length &&
      conveners.every(party => context.members.includes(party) || raisers.includes(party)) &&
      invitees.every(({ party }, index) => invitees.findIndex(one => one.party === party) === index) &&
      ![...invitees.map(({ party }) => party), screener].some(party => conveners.includes(party))
    )
  }),
  mayPutOff: when('defer', ({ context, event }) => mayDefer(context, event.topics)),
  allDecided: ({ context }: Args) => !hasTopic(context, 'agenda'),
  notYetRecorded: ({ context }: Args) => minutesNow(context) === undefined,
  maySign: when(
    'signMinutes',
    ({ context, event }) => minutesNow(context) !== undefined && unsigned(context).includes(event.by),
  ),
  everybodySigned: ({ context }: Args) => minutesNow(context) !== undefined && unsigned(context).length === 0,

  hasToPassOn: ({ context }: Args) => toPassOn(context) !== undefined,
  hasToConvene: ({ context }: Args) => any(context.requests, ({ status }) => status === 'toOpen'),
  isAskedToConfirm: when(['confirmDuty', 'objectDuty'], ({ context, event }) => {
    const duty = context.duties[event.duty]
    return duty?.status === 'proposed' && duty.assignee === event.by
  }),
  mayReportDone: when('done', ({ context, event }) => {
    const duty = context.duties[event.duty]
    return duty?.status === 'open' && duty.assignee === event.by
  }),
  /** Nobody checks its own work. */
  mayCheck: when(['passDuty', 'failDuty'], ({ context, event }) => {
    const duty = context.duties[event.duty]
    return duty?.status === 'done' && duty.assignee !== event.by
  }),
  isAwaitedTopic: when(['case.refused', 'case.settled'], ({ event }) => event.link === 'nextSession'),
  isAwaitedRequest: when(['case.refused', 'case.settled'], ({ event }) => event.link === 'convening'),
  isOver: ({ context }: Args) => isOver(context) && isClean(context),
  isPartlyOver: ({ context }: Args) => isOver(context),

  isInTheCase: when(
    'remind',
    ({ context, event }) =>
      seats(context).includes(event.party) ||
      dutiesThat(context, 'proposed', 'open').some(name => context.duties[name]?.assignee === event.party),
  ),
  isNotInformed: when(
    'copyTo',
    ({ context, event }) => !context.informed.includes(event.party) && context.informed.length < 100,
  ),
})

const hasTopic = ({ topics }: Read, asked: Topic['status']) => any(topics, ({ status }) => status === asked)

/** Nothing waits any more: topics answered, duties done or handed up, requests back. */
function isOver(context: Read): boolean {
  return (
    !any(context.topics, ({ status }) => status !== 'settled') &&
    !any(context.duties, duty => !isDone(duty)) &&
    !any(context.requests, ({ status }) => status !== 'settled' && status !== 'refused' && status !== 'lapsed')
  )
}

function isClean(context: Read): boolean {
  return (
    Object.values(context.topics).every(({ decision }) => decision !== 'escalated') &&
    Object.values(context.duties).every(({ status }) => status === 'passed') &&
    Object.values(context.requests).every(({ status, outcome }) => status === 'settled' && outcome === 'resolved')
  )
}

/** Asked after every step: a loop makes no list of what it looks through. */
function any<Item>(items: Readonly<Record<string, Item>>, fits: (item: Item) => boolean): boolean {
  for (const name in items) if (fits(items[name] as Item)) return true
  return false
}
