// Rulings on attendance and on responsibility 裁定.
import { becomeFinal, moveOn, passUp, ruleOn, rulers, sidesOf } from '../disputes.js'
import { answer, concede, fixRulers, invited, referredUp } from '../invitees.js'
import { itemOf, passOn } from '../items.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Rulings, appeals, and their clocks 裁定. */
export const ruling: Acts<
  'uphold' | 'overrule' | 'acceptRuling' | 'appeal',
  { enter: 'step'; appealWindowLapses: 'deadline.appealWindow'; rulingLapses: 'deadline.ruling' }
> = {
  enter: [
    notify('rulingAsked', ({ context }) => ({ to: rulers(context), topic: context.topic })),
    notify('referredUp', ({ context }) => ({
      to: [context.supervisor, context.districtOffice],
      topic: context.topic,
      subject: referredUp(context).join(', '),
    })),
  ],
  uphold: [
    update(({ context, event }) => {
      ruleOn(context, event.subject, event.by, 'upheld', event.reason)
    }),
    notify('ruled', ({ context, event }) => ({
      to: sidesOf(context, event.subject),
      topic: context.topic,
      subject: event.subject,
      ruling: 'upheld',
      reason: event.reason,
    })),
  ],
  overrule: [
    update(({ context, event }) => {
      ruleOn(context, event.subject, event.by, 'overruled', event.reason)
    }),
    notify('ruled', ({ context, event }) => ({
      to: sidesOf(context, event.subject),
      topic: context.topic,
      subject: event.subject,
      ruling: 'overruled',
      reason: event.reason,
    })),
  ],
  acceptRuling: update(({ context, event }) => {
    becomeFinal(context, event.subject)
  }),
  appeal: [
    update(({ context, event }) => {
      const dispute = context.disputes[event.subject]
      if (dispute !== undefined) dispute.stage = 'appeal'
    }),
    notify('appealed', ({ context, event }) => ({
      to: context.supervisor,
      topic: context.topic,
      subject: event.subject,
    })),
  ],
  appealWindowLapses: update(({ context, event }) => {
    becomeFinal(context, event.key)
  }),
  rulingLapses: [
    update(({ context, event }) => {
      passUp(context, itemOf(event.key))
    }),
    notify('referredUp', ({ context, event }) => ({
      to: [context.supervisor, context.districtOffice],
      topic: context.topic,
      subject: itemOf(event.key),
    })),
  ],
}

/** What may still change before a ruling on attendance. */
export const attendance: Acts<'accept' | 'concede' | 'replaceInvitee'> = {
  accept: update(({ context, event }) => {
    concede(context, event.by)
    answer(context, event.by, event.at, { status: 'accepted' })
  }),
  concede: update(({ context, event }) => {
    concede(context, event.invitee)
  }),
  replaceInvitee: update(({ context, event }) => {
    const { instead, subject } = event
    moveOn(context, subject, event.by, 'replaced', event.reason)
    const before = context.invitees[subject]
    if (before !== undefined) before.status = 'replaced'
    context.invitees[instead.party] = invited({ ...instead, as: before?.as ?? instead.as })
    context.replacements += 1
    fixRulers(context, [instead.party], event.facts.commonSuperior ?? {})
  }),
}

/** Passing an item on by ruling 改派. */
export const responsibility: Acts<'reassignItem'> = {
  reassignItem: update(({ context, event }) => {
    moveOn(context, event.subject, event.by, 'reassigned', event.reason)
    passOn(context, event.subject, event.assignee)
  }),
}
