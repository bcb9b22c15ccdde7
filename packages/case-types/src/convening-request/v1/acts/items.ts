// Confirming and carrying out responsible matters 落实.
import { screeningParty, signed } from '../conveners.js'
import {
  askedToConfirm,
  confirm,
  confirmationLapses,
  decided,
  handUp,
  inWork,
  itemOf,
  markAsked,
  object,
  reportDone,
  toAsk,
} from '../items.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Confirming items, or objecting 确认职责. */
export const assigned: Acts<
  'confirmItem' | 'objectItem',
  { enter: 'step'; confirmationLapses: 'deadline.confirmation' }
> = {
  enter: notify('confirmationAsked', ({ context }) => ({ to: askedToConfirm(context), topic: context.topic })),
  confirmItem: update(({ context, event }) => {
    confirm(context, event.item, event.by)
  }),
  objectItem: update(({ context, event }) => {
    object(context, event.item, event.by, event.reason)
  }),
  confirmationLapses: update(({ context, event }) => {
    confirmationLapses(context, event.key)
  }),
}

/** Carrying items out 落实. */
export const executing: Acts<
  | 'progress'
  | 'done'
  | 'requestExtension'
  | 'approveExtension'
  | 'denyExtension'
  | 'blocked'
  | 'unblock'
  | 'waive'
  | 'recordDecision',
  {
    enter: 'step'
    extensionAnswerLapses: 'deadline.extensionAnswer'
    linkRefused: 'case.refused'
    linkSettled: 'case.settled'
    itemDueLapses: 'deadline.itemDue'
    fiveDaysLate: 'deadline.itemDue.fiveDaysLate'
    progressLapses: 'deadline.progress'
    decisionLapses: 'deadline.decision'
    askOwners: 'step'
    askOthers: 'step'
  }
> = {
  enter: notify('workBegun', ({ context }) => ({
    to: inWork(context).map(name => context.items[name]?.assignee ?? context.chair),
    topic: context.topic,
  })),
  progress: update(({ context, event }) => {
    const item = context.items[event.item]
    if (item !== undefined) item.reports += 1
  }),
  done: update(({ context, event }) => {
    reportDone(context, event.item, event.evidence)
  }),
  requestExtension: [
    update(({ context, event }) => {
      const item = context.items[event.item]
      if (item !== undefined) item.extension = { until: event.until, reason: event.reason }
    }),
    notify('extensionAsked', ({ context, event }) => ({
      to: screeningParty(context),
      topic: context.topic,
      item: event.item,
      until: event.until,
    })),
  ],
  approveExtension: [
    update(({ context, event }) => {
      const item = context.items[event.item]
      if (item === undefined || item.extension === null) return
      item.due = item.extension.until
      item.extensions += 1
      item.extension = null
      item.overdue = false
    }),
    notify('extensionAnswered', ({ context, event }) => ({
      to: context.items[event.item]?.assignee ?? [],
      topic: context.topic,
      item: event.item,
      granted: true,
    })),
  ],
  denyExtension: [
    update(({ context, event }) => {
      const item = context.items[event.item]
      if (item !== undefined) item.extension = null
    }),
    notify('extensionAnswered', ({ context, event }) => ({
      to: context.items[event.item]?.assignee ?? [],
      topic: context.topic,
      item: event.item,
      granted: false,
    })),
  ],
  extensionAnswerLapses: [
    update(({ context, event }) => {
      const item = context.items[event.key]
      if (item !== undefined) item.extension = null
    }),
    notify('extensionAnswered', ({ context, event }) => ({
      to: context.items[event.key]?.assignee ?? [],
      topic: context.topic,
      item: event.key,
      granted: false,
    })),
  ],
  blocked: [
    update(({ context, event }) => {
      const item = context.items[event.item]
      if (item !== undefined) item.blocked = event.reason
    }),
    notify('blocked', ({ context, event }) => ({
      to: [...signed(context), context.supervisor],
      topic: context.topic,
      item: event.item,
      reason: event.reason,
    })),
  ],
  unblock: update(({ context, event }) => {
    const item = context.items[event.item]
    if (item !== undefined) item.blocked = null
  }),
  waive: update(({ context, event }) => {
    const item = context.items[event.item]
    if (item === undefined) return
    item.waivers[event.by] = event.reason
    const parties = Object.keys(item.waivers)
    const both = parties.includes(screeningParty(context)) && parties.some(party => signed(context).includes(party))
    if (!both) return
    item.status = 'waived'
    item.dropped.push(...parties.map(party => ({ party, reason: item.waivers[party] ?? '' })))
  }),
  recordDecision: update(({ context, event }) => {
    decided(context, event.item, event.granted, event.decision)
  }),
  linkRefused: [
    update(({ context, event }) => {
      const item = context.items[event.key]
      if (item !== undefined) item.linkRefused = true
    }),
    notify('decisionAsked', ({ context, event }) => ({
      to: signed(context),
      topic: context.topic,
      item: event.key,
      awaiting: 'owners',
    })),
  ],
  linkSettled: update(({ context, event }) => {
    if (event.link === 'fourParty') decided(context, event.key, event.result.adopted, event.outcome)
  }),
  itemDueLapses: [
    update(({ context, event }) => {
      const item = context.items[itemOf(event.key)]
      if (item === undefined) return
      item.overdue = true
      context.breaches.push({ party: item.assignee, kind: 'overdue', at: event.at })
    }),
    notify('overdue', ({ context, event }) => ({
      to: [...signed(context), context.supervisor],
      topic: context.topic,
      item: itemOf(event.key),
    })),
  ],
  fiveDaysLate: [
    update(({ context, event }) => {
      handUp(context, itemOf(event.key))
    }),
    notify('referredUp', ({ context, event }) => ({
      to: [context.supervisor, context.districtOffice],
      topic: context.topic,
      subject: itemOf(event.key),
    })),
  ],
  progressLapses: update(({ context, event }) => {
    const item = context.items[itemOf(event.key)]
    if (item === undefined) return
    item.missed += 1
    context.breaches.push({ party: item.assignee, kind: 'noProgress', at: event.at })
  }),
  decisionLapses: update(({ context, event }) => {
    decided(context, event.key, false, 'no decision in time')
  }),
  askOwners: [
    notify('case.open', ({ context }) => ({
      link: 'fourParty',
      key: toAsk(context, 'owners') ?? '',
      // A convener asks, not the case: a case type may leave opening to its own parties.
      as: signed(context)[0] ?? context.chair,
      opening: {
        topic: context.items[toAsk(context, 'owners') ?? '']?.title ?? context.topic,
        place: context.place,
        raisedBy: signed(context)[0] ?? context.chair,
      },
    })),
    update(({ context }) => {
      markAsked(context, toAsk(context, 'owners'))
    }),
  ],
  askOthers: [
    notify('decisionAsked', ({ context }) => ({
      to: [context.supervisor, ...signed(context)],
      topic: context.topic,
      item: toAsk(context) ?? '',
      awaiting: context.items[toAsk(context) ?? '']?.awaiting ?? 'superior',
    })),
    update(({ context }) => {
      markAsked(context, toAsk(context))
    }),
  ],
}
