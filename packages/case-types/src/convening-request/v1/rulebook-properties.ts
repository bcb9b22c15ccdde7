// What always or never holds of a convening request, as the sources say.
import type { SourcedProperty, StateView } from '@convoke/core'
import type { Context } from './context.js'

type Seen = StateView<Context>

const neverSubmitted = 'the draft was never submitted'

/** What always or never holds of a convening request. */
export const properties: readonly SourcedProperty[] = [
  {
    name: 'somebody-coordinates',
    says: { 'zh-CN': '提级后由相应层级的协调方协调', en: 'what is escalated is coordinated at the level it went to' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { escalation, supervisor, districtOffice }, holders }: Seen) =>
        !is('escalated') ||
        (is('escalated.town')
          ? escalation?.level === 'town' && holders('coordinator').includes(supervisor)
          : escalation?.level === 'district' && holders('coordinator').includes(districtOffice)),
    ],
    source: 'RC30',
  },
  {
    name: 'invited-does-not-screen',
    says: {
      'zh-CN': '受邀单位不审核约请它的请求',
      en: 'whoever is invited does not screen the request that invites it',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, holders, context: { invitees } }: Seen) =>
        is('screening') &&
        holders('screener').some(party => invitees[party] !== undefined && invitees[party]?.status !== 'replaced'),
    ],
    source: 'XF24',
  },
  {
    name: 'invited-does-not-rule',
    says: { 'zh-CN': '受邀单位不裁定涉及自己的异议', en: 'whoever is invited does not rule on its own answer' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, holders, context: { invitees } }: Seen) =>
        is('ruling') &&
        holders('ruler').some(party => invitees[party] !== undefined && invitees[party]?.status !== 'replaced'),
    ],
    source: 'XF24',
  },
  {
    name: 'screened-by-the-unit-again',
    says: {
      'zh-CN': '督办单位受理后，由受理方继续跟进',
      en: 'once a referred request is accepted, it is the screening unit that follows it',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [({ is, context }: Seen) => (is('executing') || is('verifying')) && context.referred],
    source: 'ours',
  },
  {
    name: 'one-return',
    says: {
      'zh-CN': '补正退回不超过规定次数',
      en: 'a request is returned for fixing no more often than the limit says',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [({ context: { returns, parameters } }: Seen) => returns <= parameters.returnsAllowed],
    source: 'ours',
  },
  {
    name: 'two-moves',
    says: { 'zh-CN': '改期不超过规定次数', en: 'a meeting is moved no more often than the limit says' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [({ context: { moves, parameters } }: Seen) => moves.length <= parameters.maxReschedules],
    source: 'ours',
  },
  {
    name: 'all-withdraw',
    says: {
      'zh-CN': '撤回须全体约请方同意',
      en: 'a submitted request is withdrawn by all its conveners or not at all',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { conveners, closure }, outcome }: Seen) =>
        outcome === 'withdrawn' &&
        closure?.ground !== neverSubmitted &&
        Object.values(conveners).some(({ status, withdraws }) => status === 'signed' && !withdraws),
    ],
    source: 'ours',
  },
  {
    name: 'all-close',
    says: {
      'zh-CN': '结案须全体约请方同意，另有上级责令的除外',
      en: 'conveners close together, unless a superior orders it',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { conveners, closure }, outcome }: Seen) =>
        (outcome === 'resolved' || outcome === 'partlyResolved') &&
        is('closed') &&
        closure !== null &&
        (closure.ground === 'resolved' || closure.ground === 'partly resolved') &&
        Object.values(conveners).some(({ status, closes }) => status === 'signed' && !closes),
    ],
    source: 'ours',
  },
  {
    name: 'two-drop-an-item',
    says: { 'zh-CN': '免除责任事项须两方各附理由', en: 'an item is dropped by two parties, each with a reason' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { items } }: Seen) =>
        Object.values(items).some(
          ({ status, waivers, dropped }) => status === 'waived' && Object.keys(waivers).length + dropped.length < 2,
        ),
    ],
    source: 'ours',
  },
  {
    name: 'assignee-does-not-verify',
    says: { 'zh-CN': '责任单位不核验自己的事项', en: 'nobody who works on an item verifies it' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { items } }: Seen) =>
        Object.values(items).some(({ assignee, coAssignees, verdicts }) =>
          [assignee, ...coAssignees].some(party => party in verdicts),
        ),
    ],
    source: 'ours',
  },
  {
    name: 'emergency-is-reported',
    says: {
      'zh-CN': '紧急约请免予受理审核的，事后补报',
      en: 'an emergency that skipped screening owes a report afterwards',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { kind, reportOwed, emergencyReport, parameters, breaches } }: Seen) =>
        is('inviting.presence') &&
        kind === 'emergency' &&
        parameters.screening &&
        parameters.emergencySkipsScreening &&
        !reportOwed &&
        emergencyReport === null &&
        breaches.every(breach => breach.kind !== 'noReport'),
    ],
    source: 'ours',
  },
]
