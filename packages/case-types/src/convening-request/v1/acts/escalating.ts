// Area meeting and escalation 片会、提级.
import { escalateTo, shut } from '../closing.js'
import { bindByRuling } from '../invitees.js'
import { dropProposals, impose, proposalOf } from '../items.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts of the area meeting 片会. */
export const areaMeeting: Acts<'adoptPlan' | 'escalate', { enter: 'step' }> = {
  enter: [
    update(({ context }) => {
      context.areaVisits += 1
    }),
    notify('areaMeetingAsked', ({ context }) => ({ to: context.areaChair, topic: context.topic })),
  ],
  adoptPlan: update(({ context, event }) => {
    context.areaPlan = event.plan
    shut(context, event.plan)
  }),
  escalate: update(({ context, event }) => {
    escalateTo(context, 'town', event.reason)
  }),
}

/** Acts of whoever coordinates 提级协调. */
export const escalated: Acts<'rule' | 'orderExecution' | 'orderMeeting' | 'declareNoAuthority'> = {
  rule: update(({ context, event }) => {
    impose(context, event.duty.item, proposalOf(event.duty), event.by)
  }),
  orderExecution: update(({ context }) => {
    dropProposals(context)
    bindByRuling(context)
    context.escalation = null
  }),
  orderMeeting: update(({ context }) => {
    context.orderedMeetings += 1
    context.escalation = null
  }),
  declareNoAuthority: update(({ context, event }) => {
    shut(context, event.reason)
  }),
}

/** Acts of the supervisor alone 镇级协调. */
export const town: Acts<'handToArea' | 'handToDistrict', { enter: 'step'; escalationLapses: 'deadline.escalation' }> = {
  enter: notify('escalated', ({ context }) => ({
    to: context.supervisor,
    topic: context.topic,
    ground: context.escalation?.ground ?? '',
  })),
  handToArea: update(({ context, event }) => {
    context.escalation = null
    context.routed = { reason: event.reason, requests: [] }
  }),
  handToDistrict: update(({ context, event }) => {
    escalateTo(context, 'district', event.reason)
  }),
  escalationLapses: update(({ context }) => {
    escalateTo(context, 'district', context.escalation?.ground ?? 'the supervisor was silent')
  }),
}

/** Acts of the district 区级协调. */
export const district: Acts<'takeOver', { enter: 'step' }> = {
  enter: notify('escalated', ({ context }) => ({
    to: context.districtOffice,
    topic: context.topic,
    ground: context.escalation?.ground ?? '',
  })),
  takeOver: update(({ context, event }) => {
    shut(context, event.reason)
  }),
}
