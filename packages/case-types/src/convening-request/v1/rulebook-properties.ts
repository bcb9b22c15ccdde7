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
  {
    name: 'as-often-as-allowed',
    says: {
      'zh-CN': '休会、改派、提交片会、责令再会和重启均不超过规定次数',
      en: 'nothing is adjourned, passed on, put to an area meeting, ordered or reopened more often than the limits say',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { items, adjournments, replacements, areaVisits, orderedMeetings, cycle, parameters } }: Seen) =>
        adjournments <= parameters.maxAdjournments &&
        replacements <= parameters.maxReplacements &&
        areaVisits <= parameters.maxAreaVisits &&
        orderedMeetings <= parameters.maxOrderedMeetings &&
        cycle <= parameters.maxReopenings &&
        Object.values(items).every(
          ({ bounces, extensions, reworks }) =>
            bounces <= parameters.maxBounces &&
            extensions <= parameters.maxExtensions &&
            reworks <= parameters.maxRework,
        ),
    ],
    source: 'ours',
  },
  {
    name: 'minutes-once',
    says: { 'zh-CN': '每次会议只有一份纪要', en: 'a meeting has one set of minutes' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { minutes } }: Seen) => new Set(minutes.map(({ meeting }) => meeting)).size < minutes.length,
    ],
    source: 'ours',
  },
  {
    name: 'verified-by-conveners',
    says: {
      'zh-CN': '事项由约请方核验；已有归属地约请方的，只由它核验；复核由督办单位负责',
      en: 'conveners verify what was done, and alone the one whose place it is; what is checked again, the supervisor',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { items, conveners, supervisor } }: Seen) =>
        Object.values(items).every(({ place, verdicts }) =>
          Object.keys(verdicts).every(
            party => party === supervisor || (place === null ? party in conveners : party === place),
          ),
        ),
    ],
    source: 'ours',
  },
  {
    name: 'orders-run-out',
    says: {
      'zh-CN': '督办单未答复的，期限一直在走',
      en: 'as long as an order of supervision is not answered, its deadline runs',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, deadlines, context: { supervisions } }: Seen) =>
        outcome === null &&
        Object.entries(supervisions).some(
          ([order, { status }]) =>
            status === 'open' &&
            !deadlines.some(one => one.name === 'supervision' && one.key === order && one.status === 'running'),
        ),
    ],
    source: 'SD12',
  },
  {
    name: 'passed-on-to-another',
    says: {
      'zh-CN': '裁定改派的，改派给提出异议者以外的单位',
      en: 'what a ruling passes on goes to somebody other than whoever objected',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { disputes, items } }: Seen) =>
        Object.entries(disputes).some(
          ([subject, { ruling, party }]) => ruling === 'reassigned' && items[subject]?.assignee === party,
        ),
    ],
    source: 'ours',
  },
  {
    name: 'given-to-those-at-the-table',
    says: {
      'zh-CN': '责任事项交给约请方、受邀单位或参会方',
      en: 'whoever is given an item convenes, is invited or takes part',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { items, conveners, invitees, participants } }: Seen) =>
        Object.values(items).every(
          ({ assignee }) => assignee in conveners || assignee in invitees || participants.includes(assignee),
        ),
    ],
    source: 'ours',
  },
  {
    name: 'ruled-by-whoever-rules',
    says: { 'zh-CN': '裁定由裁定方或督办单位作出', en: 'nobody rules but the ruler, or the supervisor on appeal' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { disputes, supervisor } }: Seen) =>
        Object.values(disputes).every(
          ({ ruledBy, ruler }) => ruledBy === null || ruledBy === ruler || ruledBy === supervisor,
        ),
    ],
    source: 'ours',
  },
  {
    name: 'tries-before-it-goes-up',
    says: {
      'zh-CN': '因不足法定人数提级的，续会次数已用完',
      en: 'a meeting goes up for want of a quorum once it was tried as often as the limit says',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { escalation, adjournments, parameters } }: Seen) =>
        is('escalated') &&
        escalation?.ground === 'there was no quorum again' &&
        adjournments < parameters.maxAdjournments,
    ],
    source: 'ours',
  },
  {
    name: 'open-has-no-ending',
    says: {
      'zh-CN': '未结案或已重启的，没有结案理由',
      en: 'a request that is open, or open again, has no ground of an ending',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, outcome, context: { closure } }: Seen) => outcome === null && !is('closing') && closure !== null,
    ],
    source: 'ours',
  },
]
