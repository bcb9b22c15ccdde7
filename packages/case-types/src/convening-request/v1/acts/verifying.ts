// Verifying, evaluating, closing, reopening 核验、评价、结案.
import { escalateTo, restart } from '../closing.js'
import { signed } from '../conveners.js'
import { lapse } from '../evaluation.js'
import { coming, requiredToCome } from '../invitees.js'
import { checkLapses, collect, itemOf, sendBack, toSupervisor } from '../items.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Verdicts of conveners and supervisor 核验. */
export const verifying: Acts<
  'pass' | 'fail',
  { enter: 'step'; verificationLapses: 'deadline.verification'; checkLapses: 'deadline.check' }
> = {
  enter: notify('verificationAsked', ({ context }) => ({ to: signed(context), topic: context.topic })),
  pass: update(({ context, event }) => {
    const item = context.items[event.item]
    if (item === undefined) return
    if (item.status === 'checking') {
      item.status = 'passed'
      item.checked = true
      return
    }
    item.verdicts[event.by] = 'pass'
    collect(context, event.item)
  }),
  fail: update(({ context, event }) => {
    const item = context.items[event.item]
    if (item === undefined) return
    if (item.status === 'checking') {
      sendBack(context, event.item)
      return
    }
    item.verdicts[event.by] = 'fail'
    collect(context, event.item)
  }),
  verificationLapses: [
    update(({ context, event }) => {
      const item = context.items[itemOf(event.key)]
      if (item?.status === 'done') toSupervisor(item, 'silence')
    }),
    notify('checkAsked', ({ context }) => ({ to: context.supervisor, topic: context.topic })),
  ],
  checkLapses: update(({ context, event }) => {
    checkLapses(context, event.key)
  }),
}

/** Scores in both directions 双向评价. */
export const evaluating: Acts<
  'score' | 'scorePlan',
  { enter: 'step'; scoringLapses: 'deadline.scoring'; planScoringLapses: 'deadline.planScoring' }
> = {
  enter: notify('evaluationAsked', ({ context }) => ({
    to: [...signed(context), ...requiredToCome(context)],
    topic: context.topic,
  })),
  score: update(({ context, event }) => {
    const { department, response, attendance, solved, satisfaction, comment } = event
    const own = context.departmentScores[event.by] ?? {}
    own[department] = { response, attendance, solved, satisfaction, comment }
    context.departmentScores[event.by] = own
  }),
  scorePlan: update(({ context, event }) => {
    context.planScores[event.by] = { quality: event.quality, fitness: event.fitness, comment: event.comment }
  }),
  scoringLapses: update(({ context, event }) => {
    lapse(context, event.key)
  }),
  planScoringLapses: update(({ context, event }) => {
    lapse(context, event.key)
  }),
}

/** Consents to closing 结案确认. */
export const closing: Acts<'close' | 'objectToClosing', { enter: 'step' }> = {
  enter: notify('closingAsked', ({ context }) => ({ to: signed(context), topic: context.topic })),
  close: update(({ context, event }) => {
    const convener = context.conveners[event.by]
    if (convener !== undefined) convener.closes = true
  }),
  objectToClosing: update(({ context, event }) => {
    escalateTo(context, 'town', event.reason)
  }),
}

/** Reopening and looking back 重启、回头看. */
export const closed: Acts<'reopen' | 'lookBack', { relapse: 'lookBack'; lookBackLapses: 'deadline.lookBack' }> = {
  reopen: [
    update(({ context }) => {
      restart(context)
    }),
    notify('reopened', ({ context, event }) => ({
      to: coming(context),
      topic: context.topic,
      reason: event.reason,
    })),
  ],
  relapse: [
    update(({ context }) => {
      restart(context)
    }),
    notify('reopened', ({ context, event }) => ({
      to: coming(context),
      topic: context.topic,
      reason: event.finding,
    })),
  ],
  lookBack: update(({ context, event }) => {
    context.lookBack = event.result
  }),
  lookBackLapses: update(({ context }) => {
    context.lookBack = 'notDone'
  }),
}
