// What always or never holds of four-party coordination, as the sources say.
import type { SourcedProperty, StateView } from '@convoke/core'
import type { Context } from './context.js'

type Seen = StateView<Context>

/** What always or never holds of four-party coordination. */
export const properties: readonly SourcedProperty[] = [
  {
    name: 'more-than-half-of-all-members',
    says: {
      'zh-CN': '业委会决定须经全体委员过半数签字',
      en: 'the committee decides by more than half of all its members',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { toPost, decisions, committee, motion } }: Seen) =>
        is('posting') &&
        toPost !== null &&
        decisions[toPost]?.by === 'committee' &&
        decisions[toPost]?.result === 'passed' &&
        motion !== null &&
        committee !== null &&
        Object.values(motion.votes).filter(vote => vote === 'yes').length * 2 <= committee.seats,
    ],
    source: 'SHP26',
  },
  {
    name: 'notice-before-the-vote',
    says: { 'zh-CN': '公告期满后方可表决', en: 'owners vote once the notice is over' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, deadlines }: Seen) =>
        is('voting') && deadlines.some(({ name, status }) => name === 'notice' && status === 'running'),
    ],
    source: 'PMR14',
  },
  {
    name: 'nobody-accepts-its-own-work',
    says: { 'zh-CN': '实施单位不得验收自己的工程', en: 'whoever carried the work out does not accept it' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { work } }: Seen) => work !== null && work.executor !== null && work.accepted.includes(work.executor),
    ],
    source: 'ours',
  },
  {
    name: 'accepted-before-resolved',
    says: {
      'zh-CN': '验收须由业委会和至少一名业主共同作出',
      en: 'work that was carried out ends as resolved only once a body and an owner accepted it',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, context: { work } }: Seen) => outcome === 'resolved' && work !== null && work.accepted.length < 2,
    ],
    source: 'ours',
  },
  {
    name: 'branch-does-not-decide',
    says: {
      'zh-CN': '党组织不代业主表决、不代业委会签字',
      en: 'the party branch neither signs for the committee nor votes for owners',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { partyBranch, motion } }: Seen) =>
        partyBranch !== null && motion !== null && partyBranch in motion.votes,
    ],
    source: 'SHP6',
  },
  {
    name: 'as-often-as-allowed',
    says: {
      'zh-CN': '联席会议、重新表决和整改均不超过规定次数',
      en: 'no more meetings are held, votes repeated and works sent back than the limits say',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { meetings, revotes, work, parameters } }: Seen) =>
        meetings <= parameters.maxMeetings &&
        revotes <= parameters.maxRevotes &&
        (work?.reworks ?? 0) <= parameters.maxReworks,
    ],
    source: 'ours',
  },
  {
    name: 'an-answer-stands',
    says: {
      'zh-CN': '查询一经答复，答复始终保留',
      en: 'once a query is answered the answer stays in the case',
    },
    kind: 'unless',
    fairness: 'deadlines',
    predicates: [({ context: { queries } }: Seen) => Object.values(queries).some(({ answer }) => answer !== null)],
    source: 'SHP66',
  },
  {
    name: 'a-reply-stands',
    says: {
      'zh-CN': '连心桥来信一经答复，答复始终保留',
      en: 'once a message over the bridge is answered the answer stays in the case',
    },
    kind: 'unless',
    fairness: 'deadlines',
    predicates: [({ context: { messages } }: Seen) => Object.values(messages).some(({ answer }) => answer !== null)],
    source: 'ours',
  },
]
