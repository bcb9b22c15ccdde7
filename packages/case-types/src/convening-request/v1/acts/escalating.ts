// Area meeting and escalation 片会、提级.
import { escalateTo, shut, visitKey } from '../closing.js'
import { signed } from '../conveners.js'
import { bindByRuling } from '../invitees.js'
import { dropProposals, impose, proposalOf } from '../items.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts of the area meeting 片会. */
export const areaMeeting: Acts<
  'adoptPlan' | 'escalate',
  {
    enter: 'step'
    refused: 'case.refused'
    planAdopted: 'case.settled'
    returned: 'case.settled'
    goesUp: 'case.settled'
  }
> = {
  enter: [
    update(({ context }) => {
      context.areaVisits += 1
      context.areaLink = 'open'
    }),
    notify('case.open', ({ context }) => ({
      link: 'areaMeeting',
      key: visitKey(context),
      as: context.areaChair,
      opening: {
        kind: 'area',
        chair: context.areaChair,
        supervisor: context.supervisor,
        districtOffice: context.districtOffice,
        members: signed(context),
        topic: context.topic,
        place: context.place,
        situation: context.plan.situation,
        raisedBy: signed(context)[0] ?? context.chair,
      },
    })),
    notify('areaMeetingAsked', ({ context }) => ({ to: context.areaChair, topic: context.topic })),
  ],
  adoptPlan: update(({ context, event }) => {
    context.areaPlan = event.plan
    shut(context, event.plan)
  }),
  escalate: update(({ context, event }) => {
    escalateTo(context, 'town', event.reason)
  }),
  // No round can take it up: the chair decides alone, as it may at any time, and the clock of a month begins.
  refused: [
    update(({ context }) => {
      context.areaLink = 'refused'
    }),
    notify('areaMeetingAsked', ({ context }) => ({ to: context.areaChair, topic: context.topic })),
  ],
  planAdopted: [
    update(({ context, event }) => {
      const words = wordsOf(event)
      context.areaLink = 'settled'
      context.areaPlan = words
      shut(context, words)
    }),
    notify('closed', ({ context, event }) => ({ to: signed(context), topic: context.topic, ground: wordsOf(event) })),
  ],
  returned: update(({ context, event }) => {
    context.areaLink = 'settled'
    context.supplements.push({ party: context.areaChair, text: wordsOf(event) })
  }),
  goesUp: update(({ context, event }) => {
    context.areaLink = 'settled'
    escalateTo(context, 'town', wordsOf(event))
  }),
}

/** What a round said; its outcome, where it said nothing. */
function wordsOf({ result, outcome }: { readonly result: object; readonly outcome: string }): string {
  const { text } = result as { readonly text?: unknown }
  return (typeof text === 'string' && text !== '' ? text : outcome).slice(0, 2000)
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
