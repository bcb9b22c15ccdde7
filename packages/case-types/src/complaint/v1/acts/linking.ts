// What is settled in another case, and what comes back from it 关联办件. A refusal never leaves the complaint waiting.
import type { Context, LinkRecord } from '../context.js'
import { escalateTo } from '../handling.js'
import { areaChair, centre, listed, supervisor } from '../parties.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** The key of the next case of this link: never that of another one. */
const nextKey = (context: Readonly<Context>, link: string): string => `${link}-${context.asked + 1}`

/** The record of a case that is asked for now, under the key it was asked with. */
function opened(context: Context, link: string): LinkRecord {
  const key = nextKey(context, link)
  context.asked += 1
  return { key, status: 'open', outcome: null, unresolved: [] }
}

/** The record of a link; undefined for one this case does not remember, or was replaced by a later one. */
function recordOf(context: Context, link: string, key: string): LinkRecord | undefined {
  if (link === 'splitOff') return context.splits[key]?.link
  const record =
    link === 'convening' ? context.convening : link === 'fourParty' ? context.fourParty : context.areaMeeting
  return record?.key === key ? record : undefined
}

/** What a round said; its outcome, where it said nothing. */
function wordsOf({ result, outcome }: { readonly result: object; readonly outcome: string }): string {
  const { text } = result as { readonly text?: unknown }
  return (typeof text === 'string' && text !== '' ? text : outcome).slice(0, 2000)
}

function areaMeetingAnswered(context: Context, event: { readonly result: object; readonly outcome: string }): void {
  if (context.areaMeeting !== null) {
    context.areaMeeting.status = 'settled'
    context.areaMeeting.outcome = event.outcome.slice(0, 200)
  }
  context.areaPlan = wordsOf(event)
  context.shelving = null
}

function lapse(record: LinkRecord | null): void {
  if (record?.status === 'open') record.status = 'lapsed'
}

/** Acts through links. */
export const linking: Acts<
  'requestConvening' | 'requestFourParty' | 'split',
  {
    refused: 'case.refused'
    settled: 'case.settled'
    conveningLapses: 'step'
    fourPartyLapses: 'step'
    toAreaMeeting: 'step'
    areaMeetingRefused: 'case.refused'
    areaMeetingSettled: 'case.settled'
    areaMeetingGoesUp: 'case.settled'
    areaMeetingLapses: 'step'
  }
> = {
  requestConvening: [
    notify('case.open', ({ context, event }) => ({
      link: 'convening',
      key: nextKey(context, 'convening'),
      // In the name of the first committee: it drafts, and nothing is submitted without it.
      as: event.conveners[0] ?? context.operationsCentre,
      opening: {
        topic: context.topic,
        kind: event.conveners.length > 1 ? 'joint' : 'ordinary',
        place: context.place,
        plan: event.plan,
        conveners: event.conveners,
        invitees: event.invitees,
        // Whoever is accused here neither screens there nor rules.
        screener: centre(context) ?? context.districtOffice,
        supervisor: supervisor(context) ?? context.districtOffice,
        areaChair: areaChair(context) ?? supervisor(context) ?? context.districtOffice,
        districtOffice: context.districtOffice,
      },
    })),
    update(({ context }) => {
      context.convening = opened(context, 'convening')
    }),
  ],
  requestFourParty: [
    notify('case.open', ({ context, event }) => ({
      link: 'fourParty',
      key: nextKey(context, 'four-party'),
      as: event.raisedBy,
      opening: {
        topic: context.topic,
        place: context.place,
        raisedBy: event.raisedBy,
        // Whoever is accused here neither sorts the matter there nor accepts the work.
        accused: context.respondent,
      },
    })),
    update(({ context }) => {
      context.fourParty = opened(context, 'four-party')
    }),
  ],
  split: [
    notify('case.open', ({ context, event }) => ({
      link: 'splitOff',
      key: event.name,
      as: centre(context) ?? context.operationsCentre,
      // Name and telephone stay in this case, which the other one names as its parent: they cannot be copied as handles.
      opening: {
        topic: event.topic,
        kind: context.kind,
        place: context.place,
        matter: context.matter,
        // Whoever is accused here is accused there: it neither handles what was split off nor learns who complains.
        respondent: context.respondent,
        allegation: context.allegation,
        inlet: context.inlet,
        channel: context.channel,
        externalDue: context.externalDue,
        urgent: context.urgent,
        complainant: context.complainant,
        anonymous: context.anonymous,
        group: context.group,
        headcount: context.headcount,
        sensitive: context.sensitive,
        intake: context.intake,
        operationsCentre: context.operationsCentre,
        gridInspector: context.gridInspector,
        firstReceiver: context.firstReceiver,
        residentsCommittees: context.residentsCommittees,
        supervisor: context.supervisor,
        districtOffice: context.districtOffice,
        areaChair: context.areaChair,
      },
    })),
    update(({ context, event }) => {
      context.splits[event.name] = {
        topic: event.topic,
        link: { key: event.name, status: 'open', outcome: null, unresolved: [] },
      }
    }),
  ],
  refused: [
    update(({ context, event }) => {
      const record = recordOf(context, event.link, event.key)
      if (record?.status !== 'open') return
      record.status = 'refused'
      record.outcome = event.code.slice(0, 200)
    }),
    notify('linked', ({ context, event }) => ({
      to: [...listed(context.lead), ...listed(centre(context))],
      topic: context.topic,
      link: event.link,
      status: 'refused',
      outcome: event.code.slice(0, 200),
    })),
  ],
  settled: [
    update(({ context, event }) => {
      const record = recordOf(context, event.link, event.key)
      // What comes after the wait is over is kept all the same: the unit may still work with it.
      if (record?.status !== 'open' && record?.status !== 'lapsed') return
      record.status = 'settled'
      record.outcome = event.outcome.slice(0, 200)
      if (event.link === 'convening')
        record.unresolved = event.result.unresolved.slice(0, 100).map(one => one.slice(0, 200))
      if (event.link === 'areaMeeting') context.areaPlan = wordsOf(event)
    }),
    notify('linked', ({ context, event }) => ({
      to: [...listed(context.lead), ...listed(centre(context))],
      topic: context.topic,
      link: event.link,
      status: 'settled',
      outcome: event.outcome.slice(0, 200),
    })),
  ],
  conveningLapses: update(({ context }) => {
    lapse(context.convening)
  }),
  fourPartyLapses: update(({ context }) => {
    lapse(context.fourParty)
  }),
  toAreaMeeting: [
    notify('case.open', ({ context }) => ({
      link: 'areaMeeting',
      key: nextKey(context, 'shelved'),
      as: supervisor(context) ?? context.districtOffice,
      opening: {
        topic: context.topic,
        kind: 'area',
        chair: areaChair(context) ?? context.districtOffice,
        supervisor: supervisor(context) ?? context.districtOffice,
        districtOffice: context.districtOffice,
        place: context.place,
        matter: context.matter,
        situation: context.shelving?.reason ?? null,
        raisedBy: supervisor(context) ?? context.districtOffice,
      },
    })),
    update(({ context }) => {
      context.areaMeeting = opened(context, 'shelved')
    }),
  ],
  areaMeetingRefused: update(({ context, event }) => {
    if (context.areaMeeting !== null) {
      context.areaMeeting.status = 'refused'
      context.areaMeeting.outcome = event.code.slice(0, 200)
    }
    escalateTo(context, 'town', 'the area meeting could not be asked')
  }),
  areaMeetingSettled: [
    update(({ context, event }) => {
      areaMeetingAnswered(context, event)
    }),
    notify('linked', ({ context, event }) => ({
      to: [...listed(context.lead), ...listed(supervisor(context))],
      topic: context.topic,
      link: event.link,
      status: 'settled',
      outcome: event.outcome.slice(0, 200),
    })),
  ],
  areaMeetingGoesUp: update(({ context, event }) => {
    areaMeetingAnswered(context, event)
    escalateTo(context, 'town', wordsOf(event))
  }),
  areaMeetingLapses: update(({ context }) => {
    lapse(context.areaMeeting)
    escalateTo(context, 'town', 'the area meeting came to nothing in time')
  }),
}
