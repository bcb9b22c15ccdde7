// What is held of version 1.1 of four-party coordination 四方协调: all that is held of version 1, and that each round 轮次 stands by
// itself. What version 1 was accepted to do otherwise is a fault here.
import { type Rulebook, ruleTable } from '@convoke/core'
import type { Context } from '../v1/context.js'
import { rulebook as before } from '../v1/rulebook.js'

/** A judgment undoes what rests on its decision, and nothing else. And a row of which version 1 does not say that it comes about. */
const said = ruleTable(`
  | underChallenge?  | recordJudgment | town, housingOffice | invalid?, executing?, =? | CC280 |
  | (open)?, closed? | recordJudgment | town, housingOffice | invalid?, =?             | CC280 |
  | voting           | enterBallot    | organiser           | =, tallying?             | CC278 |
`)

const saidAnew = new Set(said.map(({ does }) => does))

/** What the properties look at. */
interface Seen {
  is(path: string): boolean
  readonly context: Context
}

/** The rulebook of version 1.1. */
export const rulebook: Rulebook = {
  ...before,
  readOn: '2026-11-28',
  rules: [...before.rules.filter(({ does }) => !saidAnew.has(does)), ...said],
  accepted: (before.accepted ?? []).filter(({ property }) => property !== 'rulebook'),
  properties: [
    ...(before.properties ?? []),
    {
      name: 'the-town-steps-back',
      says: {
        'zh-CN': '议题回到各方后，镇的介入即告结束',
        en: 'where the parties have the matter again, the town no longer convenes',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ is, context: { intervention } }: Seen) =>
          (is('triaged') || is('jointMeeting') || is('committeeDecision')) && intervention !== null,
      ],
      source: 'SHP25',
    },
    {
      name: 'members-demand-for-themselves',
      says: {
        'zh-CN': '要求召开业委会会议的均为现任委员',
        en: 'whoever demands a meeting of the committee sits on it',
      },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [
        ({ context: { memberDemands, committee } }: Seen) =>
          memberDemands.every(member => committee?.members.includes(member) === true),
      ],
      source: 'SHP26',
    },
    {
      name: 'closed-on-opinions',
      says: {
        'zh-CN': '评价后办结的，居委会和党组织均已提出意见',
        en: 'what is closed as evaluated has the opinions of the residents’ committee and of the branch',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ context: { closure, opinions, residentsCommittee, partyBranch } }: Seen) =>
          closure?.ground === 'settled and evaluated' &&
          [residentsCommittee, partyBranch].some(party => party !== null && !(party in opinions)),
      ],
      source: 'RC12',
    },
    {
      name: 'urgent-as-listed',
      says: {
        'zh-CN': '业委会按急修审核的，均为所列五项急修',
        en: 'the committee decides in seven days on a listed urgent repair, and on nothing else',
      },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [
        ({ is, context: { kind, urgent } }: Seen) =>
          is('committeeDecision.urgent') && (kind !== 'urgentRepair' || urgent === null),
      ],
      source: 'SHP73',
    },
    {
      name: 'sorted-from-the-beginning',
      says: { 'zh-CN': '重新分流时，此前的实施事项不再保留', en: 'what is sorted anew is not being carried out' },
      kind: 'never',
      fairness: 'deadlines',
      predicates: [({ is, context: { work } }: Seen) => is('triaged') && work !== null],
      source: 'ours',
    },
  ],
}
