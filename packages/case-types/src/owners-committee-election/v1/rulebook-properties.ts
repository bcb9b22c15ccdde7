// What always or never holds of an election, as the sources say.
import type { SourcedProperty, StateView } from '@convoke/core'
import type { Context } from './context.js'

type Seen = StateView<Context>

/** What always or never holds of an election. */
export const properties: readonly SourcedProperty[] = [
  {
    name: 'two-thirds-take-part',
    says: {
      'zh-CN': '参与面积和人数均达三分之二方为有效',
      en: 'an election is valid where two thirds of area and of heads take part',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { result, participation, electorate } }: Seen) =>
        result === 'valid' &&
        participation !== null &&
        electorate !== null &&
        (participation.heads * 3 < electorate.heads * 2 || participation.area * 3 < electorate.area * 2),
    ],
    source: 'CC278',
  },
  {
    name: 'formed-is-filed',
    says: { 'zh-CN': '业委会成立须已推选主任并备案', en: 'a committee is formed once it has a chair and is filed' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, context: { chair, filing } }: Seen) => outcome === 'formed' && (chair === null || filing === null),
    ],
    source: 'SHP21',
  },
  {
    name: 'chair-is-elected',
    says: { 'zh-CN': '主任由当选委员担任', en: 'the chair is one of those elected' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { kind, chair, candidates, membersBefore } }: Seen) =>
        chair !== null &&
        candidates[chair]?.elected !== true &&
        !(kind === 'byElection' && membersBefore.includes(chair)),
    ],
    source: 'SHP20',
  },
  {
    name: 'no-more-than-seats',
    says: { 'zh-CN': '当选人数不超过席位数', en: 'no more are elected than there are seats' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { plan, candidates } }: Seen) =>
        plan !== null && Object.values(candidates).filter(({ elected }) => elected).length > plan.seats,
    ],
    source: 'SHP20',
  },
  {
    name: 'only-the-eligible',
    says: { 'zh-CN': '当选人须经资格审查', en: 'nobody is elected who was not found eligible' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { candidates } }: Seen) =>
        Object.values(candidates).some(({ elected, eligible }) => elected && eligible !== true),
    ],
    source: 'SHP16',
  },
  {
    name: 'notice-before-the-vote',
    says: { 'zh-CN': '公告期满后方可投票', en: 'owners vote once the notice is over' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, deadlines }: Seen) =>
        is('voting') && deadlines.some(({ name, status }) => name === 'notice' && status === 'running'),
    ],
    source: 'PMR14',
  },
  {
    name: 'announced-first',
    says: { 'zh-CN': '公告期内内容已公告', en: 'what is voted on was announced' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [({ is, context: { status } }: Seen) => !is('announced') || status === 'announced'],
    source: 'SHP16',
  },
  {
    name: 'counts-once',
    says: { 'zh-CN': '每人确认计票一次', en: 'nobody confirms a count twice' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [({ context: { confirmed } }: Seen) => new Set(confirmed).size < confirmed.length],
    source: 'SHP25',
  },
  {
    name: 'prepared-before-announced',
    says: {
      'zh-CN': '席位、业主名册和足额合格候选人齐备后方可公告',
      en: 'nothing is announced before there are seats, a roll of owners, and candidates for the seats',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { plan, roll, electorate, candidates } }: Seen) =>
        is('announced') &&
        (plan === null ||
          roll === null ||
          electorate === null ||
          Object.values(candidates).filter(({ eligible }) => eligible === true).length < plan.seats),
    ],
    source: 'SHP16',
  },
  {
    name: 'somebody-leads-the-preparation',
    says: {
      'zh-CN': '筹备期间始终有筹备组组长',
      en: 'what is prepared is prepared by a group that has a chair',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [({ is, holders }: Seen) => (is('preparing') || is('announced')) && holders('groupChair').length === 0],
    source: 'SHP15',
  },
  {
    name: 'as-often-as-allowed',
    says: {
      'zh-CN': '筹备延期、重新选举、再次投票和备案退回均不超过规定次数',
      en: 'no preparation takes longer, no election is repeated, nobody voted on once more, and no filing returned more often than the limits say',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { extensions, revotes, runOff, returns, parameters } }: Seen) =>
        extensions <= parameters.maxExtensions &&
        revotes <= parameters.maxRevotes &&
        (runOff?.n ?? 0) <= parameters.maxRunOffs &&
        returns <= parameters.maxReturns,
    ],
    source: 'ours',
  },
  {
    name: 'late-is-on-record',
    says: {
      'zh-CN': '因逾期提级的，逾期在案，原公告失效',
      en: 'what goes up since it is late is on record as late, and what was announced for it no longer counts',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { status, breaches } }: Seen) =>
        is('escalated') &&
        (status !== 'none' || !breaches.some(({ kind }) => kind === 'noGroup' || kind === 'lateMeeting')),
    ],
    source: 'SHP16',
  },
  {
    name: 'a-group-for-a-whole-committee',
    says: {
      'zh-CN': '补选由原业委会筹备，不另组筹备组',
      en: 'a by-election is prepared by the committee that there is, every other election by a group',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { kind, ownersCommittee } }: Seen) =>
        kind === 'byElection' &&
        ownersCommittee !== null &&
        (is('forming') || is('termEnding') || is('awaitingRequest')),
    ],
    source: 'ours',
  },
]
