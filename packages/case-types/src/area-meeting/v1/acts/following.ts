// After publication: the next session and new requests are asked, duties are carried out and checked 跟踪落实.

import type { Context } from '../context.js'
import { dutiesThat, handUp, nameOf, sendBack } from '../plan-duties.js'
import { finish, mark, relay, toPassOn } from '../topics.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

const toConvene = ({ requests }: Readonly<Context>): string =>
  Object.keys(requests).find(name => requests[name]?.status === 'toOpen') ?? ''

/** Acts of the follow-up. */
export const following: Acts<
  'confirmDuty' | 'objectDuty' | 'done' | 'passDuty' | 'failDuty',
  {
    enter: 'step'
    passOn: 'step'
    convene: 'step'
    confirmationLapses: 'deadline.confirmation'
    dutyDueLapses: 'deadline.dutyDue'
    fiveDaysLate: 'deadline.dutyDue.fiveDaysLate'
    checkLapses: 'deadline.check'
    linkedLapses: 'deadline.linked'
    topicRefused: 'case.refused'
    topicSettled: 'case.settled'
    requestRefused: 'case.refused'
    requestSettled: 'case.settled'
  }
> = {
  enter: notify('dutyAssigned', ({ context }) => ({
    to: dutiesThat(context, 'proposed').map(name => context.duties[name]?.assignee ?? context.chair),
    duties: dutiesThat(context, 'proposed').map(name => context.duties[name]?.title ?? name),
  })),
  passOn: [
    notify('case.open', ({ context }) => {
      const id = toPassOn(context) ?? ''
      const topic = context.topics[id]
      return {
        link: 'nextSession',
        key: id,
        as: context.chair,
        opening: {
          kind: context.kind,
          chair: context.chair,
          supervisor: context.supervisor,
          districtOffice: context.districtOffice,
          secretary: context.secretary,
          members: context.members,
          topic: topic?.title ?? id,
          place: topic?.place ?? '',
          matter: topic?.matter ?? null,
          situation: topic?.situation ?? null,
          raisedBy: topic?.raisedBy ?? null,
          deferrals: (topic?.deferrals ?? 0) + 1,
        },
      }
    }),
    update(({ context }) => {
      mark(context, toPassOn(context), 'waiting')
    }),
  ],
  convene: [
    notify('case.open', ({ context }) => {
      const name = toConvene(context)
      const request = context.requests[name]
      const conveners = request?.conveners ?? []
      return {
        link: 'convening',
        key: name,
        // In the name of the first committee: it drafts, and nothing is submitted without it.
        as: conveners[0] ?? context.chair,
        opening: {
          topic: request?.topic ?? name,
          kind: conveners.length > 1 ? 'joint' : 'ordinary',
          place: request?.place ?? '',
          plan: {
            situation: request?.situation ?? '',
            tried: request?.tried ?? '',
            decisionWanted: request?.decisionWanted ?? '',
          },
          conveners,
          invitees: request?.invitees ?? [],
          screener: request?.screener ?? context.supervisor,
          supervisor: context.supervisor,
          areaChair: context.chair,
          districtOffice: context.districtOffice,
        },
      }
    }),
    update(({ context }) => {
      const request = context.requests[toConvene(context)]
      if (request !== undefined) request.status = 'open'
    }),
  ],
  confirmDuty: update(({ context, event }) => {
    const duty = context.duties[event.duty]
    if (duty !== undefined) duty.status = 'open'
  }),
  objectDuty: [
    update(({ context, event }) => {
      handUp(context, event.duty, event.reason)
    }),
    notify('dutyHandedUp', ({ context, event }) => ({ to: [context.chair, context.supervisor], duty: event.duty })),
  ],
  confirmationLapses: [
    update(({ context, event }) => {
      handUp(context, event.key, 'not confirmed in time')
    }),
    notify('dutyHandedUp', ({ context, event }) => ({ to: [context.chair, context.supervisor], duty: event.key })),
  ],
  done: [
    update(({ context, event }) => {
      const duty = context.duties[event.duty]
      if (duty !== undefined) Object.assign(duty, { status: 'done', report: event.report })
    }),
    notify('checkAsked', ({ context, event }) => ({ to: [context.chair, context.supervisor], duty: event.duty })),
  ],
  passDuty: update(({ context, event }) => {
    const duty = context.duties[event.duty]
    if (duty !== undefined) duty.status = 'passed'
  }),
  failDuty: [
    update(({ context, event }) => {
      sendBack(context, event.duty, event.reason)
    }),
    notify('sentBack', ({ context, event }) => ({
      to: context.duties[event.duty]?.assignee ?? [],
      duty: event.duty,
      reason: event.reason,
    })),
  ],
  // Nobody looked: recorded as not verified, never as done.
  checkLapses: update(({ context, event }) => {
    const duty = context.duties[event.key]
    if (duty !== undefined) duty.status = 'unverified'
  }),
  dutyDueLapses: [
    update(({ context, event }) => {
      const duty = context.duties[nameOf(event.key)]
      if (duty === undefined) return
      duty.overdue = true
      context.breaches.push({ party: duty.assignee, kind: 'overdue', at: event.at })
    }),
    notify('dutyOverdue', ({ context, event }) => {
      const duty = nameOf(event.key)
      const assignee = context.duties[duty]?.assignee
      const { chair, supervisor } = context
      return { to: assignee === undefined ? [chair, supervisor] : [chair, supervisor, assignee], duty }
    }),
  ],
  fiveDaysLate: [
    update(({ context, event }) => {
      handUp(context, nameOf(event.key), 'a working week late')
    }),
    notify('dutyHandedUp', ({ context, event }) => ({
      to: [context.chair, context.supervisor],
      duty: nameOf(event.key),
    })),
  ],
  linkedLapses: [
    update(({ context, event }) => {
      const [what, name = ''] = event.key.split('/')
      if (what === 'topic') finish(context, name, 'escalated', 'the next session did not answer in time')
      else if (context.requests[name] !== undefined) context.requests[name].status = 'lapsed'
    }),
    notify('linked', ({ context, event }) => {
      const name = event.key.split('/')[1] ?? ''
      const title = context.topics[name]?.title ?? context.requests[name]?.topic ?? name
      return { to: [context.chair, context.supervisor], request: title, status: 'lapsed', outcome: 'no answer in time' }
    }),
  ],
  topicRefused: update(({ context, event }) => {
    relay(context, event.key, 'escalated', `the next session could not be asked: ${event.code}`)
  }),
  topicSettled: update(({ context, event }) => {
    const { text } = event.result as { readonly text: string }
    relay(context, event.key, event.outcome, text)
  }),
  requestRefused: [
    update(({ context, event }) => {
      const request = context.requests[event.key]
      if (request?.status === 'open') Object.assign(request, { status: 'refused', outcome: event.code.slice(0, 200) })
    }),
    // It has to be convened by hand: those who were to convene, and the supervisor, are told.
    notify('linked', ({ context, event }) => ({
      to: [context.chair, context.supervisor, ...(context.requests[event.key]?.conveners ?? [])],
      request: context.requests[event.key]?.topic ?? event.key,
      status: 'refused',
      outcome: event.code.slice(0, 200),
    })),
  ],
  requestSettled: [
    update(({ context, event }) => {
      const request = context.requests[event.key]
      if (request?.status === 'open')
        Object.assign(request, { status: 'settled', outcome: event.outcome.slice(0, 200) })
    }),
    notify('linked', ({ context, event }) => ({
      to: [context.chair, context.supervisor],
      request: context.requests[event.key]?.topic ?? event.key,
      status: 'settled',
      outcome: event.outcome.slice(0, 200),
    })),
  ],
}
