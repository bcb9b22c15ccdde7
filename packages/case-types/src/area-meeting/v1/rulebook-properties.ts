// What always or never holds of an area meeting, as the sources say.
import type { SourcedProperty, StateView } from '@convoke/core'
import type { Context } from './context.js'

type Seen = StateView<Context>

/** What always or never holds of an area meeting. */
export const properties: readonly SourcedProperty[] = [
  {
    name: 'quorum',
    says: { 'zh-CN': '到会成员达到规定比例方可议事', en: 'nothing is decided without the quorum of members' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { present, members, parameters } }: Seen) =>
        is('inSession.deciding') &&
        members.filter(member => present.includes(member)).length * parameters.quorum.of <
          members.length * parameters.quorum.need,
    ],
    source: 'ours',
  },
  {
    name: 'topics-are-answered',
    says: { 'zh-CN': '会议结束时各议题均有答复', en: 'no meeting ends before every topic has its answer' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, context: { topics } }: Seen) =>
        outcome !== null && Object.values(topics).some(({ status }) => status !== 'settled'),
    ],
    source: 'article',
  },
  {
    name: 'duties-are-done-or-handed-up',
    says: {
      'zh-CN': '办结时各责任事项均有结果',
      en: 'no meeting is concluded before every duty out of it has a result',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, context: { duties } }: Seen) =>
        outcome !== null &&
        Object.values(duties).some(({ status }) => status === 'proposed' || status === 'open' || status === 'done'),
    ],
    source: 'ours',
  },
  {
    name: 'there-once-and-with-a-place',
    says: {
      'zh-CN': '到会者均有席位，且只签到一次',
      en: 'whoever is there has a place at the table, and checked in once',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { chair, secretary, members, invited, present } }: Seen) =>
        new Set(present).size < present.length ||
        present.some(party => ![chair, secretary, ...members].includes(party) && !(party in invited)),
    ],
    source: 'ours',
  },
  {
    name: 'signed-by-those-who-were-there',
    says: {
      'zh-CN': '纪要由到会者签署，每人一次',
      en: 'minutes are signed by those who were there, and by nobody twice',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { minutes } }: Seen) =>
        minutes.some(
          ({ attendees, signed }) =>
            new Set(signed).size < signed.length || signed.some(party => !attendees.includes(party)),
        ),
    ],
    source: 'minutes',
  },
  {
    name: 'minutes-once',
    says: { 'zh-CN': '每次会议只有一份纪要', en: 'a session has one set of minutes' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { minutes } }: Seen) => new Set(minutes.map(({ session }) => session)).size < minutes.length,
    ],
    source: 'minutes',
  },
  {
    name: 'common-problems-are-convened',
    says: {
      'zh-CN': '片会提出的约请须为同一类且达到规定件数的共性问题',
      en: 'a session asks for a meeting on site about a common problem: topics of one kind, and as many as it takes',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { requests, topics, parameters } }: Seen) =>
        Object.values(requests).some(
          ({ topics: about }) =>
            about.length < parameters.batchThreshold || new Set(about.map(id => topics[id]?.matter)).size !== 1,
        ),
    ],
    source: 'article',
  },
  {
    name: 'as-often-as-allowed',
    says: {
      'zh-CN': '改期、顺延和重办均不超过规定次数',
      en: 'nothing is moved, put off or sent back more often than the limits say',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { moves, topics, duties, parameters } }: Seen) =>
        moves <= parameters.maxReschedules &&
        Object.values(topics).every(({ deferrals }) => deferrals <= parameters.maxDeferrals) &&
        Object.values(duties).every(({ reworks }) => reworks <= parameters.maxRework),
    ],
    source: 'ours',
  },
]
