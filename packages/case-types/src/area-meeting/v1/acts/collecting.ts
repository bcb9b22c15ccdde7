// Collecting topics and calling the session 征集与召集.
import { seats, unanswered } from '../meeting.js'
import { mostMembers } from '../opening.js'
import { addTopic, commonProblems, deferRest, finish, kindOf, mark, putOff, toAnswer, topicsThat } from '../topics.js'
import { words } from '../words.js'
import type { Act, Acts, Step } from './acts.js'

const { notify, update } = words

/** The chair learns of every kind of topic that has reached the threshold. */
const tellOfCommonProblems: Act<'step'> = notify('commonProblem', ({ context }) => {
  const matters = Object.keys(commonProblems(context))
  return { to: matters.length === 0 ? [] : context.chair, matters }
})

/** The next topic that is final is answered: to the case that brought it, to whoever raised it, and upwards. */
export const answer: Step = [
  notify('case.answer', ({ context }) => {
    const topic = context.topics[toAnswer(context) ?? '']
    return { asker: topic?.asker ?? null, outcome: topic?.decision ?? 'escalated' }
  }),
  notify('answered', ({ context }) => {
    const topic = context.topics[toAnswer(context) ?? '']
    return {
      to: topic?.raisedBy ?? [],
      topic: topic?.title ?? '',
      decision: topic?.decision ?? 'escalated',
      text: topic?.text ?? '',
    }
  }),
  notify('escalated', ({ context }) => {
    const topic = context.topics[toAnswer(context) ?? '']
    return {
      to: topic?.decision === 'escalated' ? [context.supervisor, context.districtOffice] : [],
      topic: topic?.title ?? '',
      reason: topic?.text ?? '',
    }
  }),
  update(({ context }) => {
    mark(context, toAnswer(context), 'settled')
  }),
]

/** Acts while topics are collected 征集议题. */
export const collecting: Acts<
  'addTopic' | 'classifyTopic' | 'withdrawTopic' | 'callMeeting',
  { joined: 'case.joined'; sessionLapses: 'deadline.session' }
> = {
  joined: [
    update(({ context, event }) => {
      addTopic(context, event.opening, event.asker)
      for (const member of event.opening.members) {
        if (!context.members.includes(member) && context.members.length < mostMembers) context.members.push(member)
      }
    }),
    notify('topicTaken', ({ context, event }) => ({
      to: context.chair,
      topic: event.opening.topic,
      matter: kindOf(context, event.opening.matter),
    })),
    tellOfCommonProblems,
  ],
  addTopic: [
    update(({ context, event }) => {
      addTopic(context, { ...event, raisedBy: event.by, deferrals: 0 }, null)
    }),
    notify('topicTaken', ({ context, event }) => ({
      to: context.chair,
      topic: event.topic,
      matter: kindOf(context, event.matter),
    })),
    tellOfCommonProblems,
  ],
  classifyTopic: [
    update(({ context, event }) => {
      const topic = context.topics[event.topic]
      if (topic !== undefined) topic.matter = kindOf(context, event.matter)
    }),
    tellOfCommonProblems,
  ],
  withdrawTopic: update(({ context, event }) => {
    finish(context, event.topic, 'withdrawn', event.reason)
  }),
  callMeeting: [
    update(({ context, event }) => {
      const { date, time, place, agenda, departments } = event
      context.session += 1
      context.meeting = { date, time, place }
      context.moves = 0
      context.present = []
      context.invited = Object.fromEntries(
        departments.map(({ party, asked }) => [party, { asked, status: 'pending', reason: null }]),
      )
      for (const id of agenda) {
        const topic = context.topics[id]
        if (topic !== undefined) topic.status = 'agenda'
      }
    }),
    notify('called', ({ context, event }) => ({
      to: context.members,
      date: event.date,
      time: event.time,
      place: event.place,
      agenda: event.agenda.map(id => context.topics[id]?.title ?? id),
    })),
    notify('invited', ({ context, event }) => ({
      to: unanswered(context),
      asked:
        event.departments
          .map(({ asked }) => asked)
          .join('；')
          .slice(0, 2000) || '列席',
      date: event.date,
      time: event.time,
      place: event.place,
    })),
  ],
  sessionLapses: [
    update(({ context, event }) => {
      putOff(context, 'noSession', event.at)
    }),
    notify('putOff', ({ context }) => ({
      to: [context.chair, context.supervisor],
      topics: topicsThat(context, 'open').map(id => context.topics[id]?.title ?? id),
    })),
  ],
}

/** Acts between the call and the session 已通知. */
export const called: Acts<
  'reschedule' | 'accept' | 'decline',
  { replyLapses: 'deadline.reply'; meetingLapses: 'deadline.meeting' }
> = {
  reschedule: [
    update(({ context, event }) => {
      context.moves += 1
      context.meeting = { date: event.date, time: event.time, place: event.place }
    }),
    notify('moved', ({ context, event }) => ({
      to: seats(context),
      date: event.date,
      time: event.time,
      place: event.place,
      agenda: topicsThat(context, 'agenda').map(id => context.topics[id]?.title ?? id),
    })),
  ],
  accept: update(({ context, event }) => {
    const department = context.invited[event.by]
    if (department !== undefined) department.status = 'accepted'
  }),
  decline: [
    update(({ context, event }) => {
      const department = context.invited[event.by]
      if (department !== undefined) Object.assign(department, { status: 'declined', reason: event.reason })
    }),
    notify('declined', ({ context, event }) => ({
      to: [context.chair, context.supervisor],
      party: event.by,
      reason: event.reason,
    })),
  ],
  replyLapses: update(({ context, event }) => {
    const department = context.invited[event.key]
    if (department !== undefined) department.status = 'silent'
    context.breaches.push({ party: event.key, kind: 'silent', at: event.at })
  }),
  meetingLapses: [
    update(({ context, event }) => {
      putOff(context, 'notMet', event.at)
    }),
    notify('putOff', ({ context }) => ({
      to: [context.chair, context.supervisor],
      topics: topicsThat(context, 'open').map(id => context.topics[id]?.title ?? id),
    })),
  ],
}

/** Whatever the session did not decide in time is put off. */
export const conclusionLapses: Step = update(({ context }) => {
  deferRest(context)
})
