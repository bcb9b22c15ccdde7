// What always or never holds of a complaint, as the sources say.
import type { SourcedProperty, StateView } from '@convoke/core'
import type { Context } from './context.js'
import { policeCame } from './handling.js'

type Seen = StateView<Context>

/** The clocks with levels of being late. */
const ladders = ['outer', 'simpleOuter', 'handling', 'simpleHandling', 'rework']

/** What always or never holds of a complaint. */
export const properties: readonly SourcedProperty[] = [
  {
    name: 'returned-once',
    says: { 'zh-CN': '退单不超过规定次数', en: 'an order is returned no more often than the limit says' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [({ context: { returns, parameters } }: Seen) => returns <= parameters.returnsAllowed],
    source: 'WF',
  },
  {
    name: 'no-return-after-a-ruling',
    says: { 'zh-CN': '裁定后不得再退单', en: 'what was ruled on is not disputed again' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [({ is, context: { ruled } }: Seen) => ruled && is('disputed.centre')],
    source: 'WF',
  },
  {
    name: 'solved-is-answered-and-called-back',
    says: {
      'zh-CN': '已解决须有答复，且逐人有评价或注明未评价',
      en: 'nothing ends as resolved without an answer and, for each complainant, a rating or why there is none',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, holders, context: { answer, ratings, unrated } }: Seen) =>
        outcome === 'resolved' &&
        (answer?.outcome !== 'resolved' ||
          holders('complainant').some(party => !(party in ratings) && !(party in unrated))),
    ],
    source: 'BJ23',
  },
  {
    name: 'outer-clock-runs',
    says: { 'zh-CN': '未办结的诉求始终有总时限', en: 'the outer clock runs from the arrival of the order to its end' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ outcome, deadlines }: Seen) =>
        outcome !== null || deadlines.some(({ name }) => name === 'outer' || name === 'simpleOuter'),
    ],
    source: 'BJ13',
  },
  {
    name: 'handled-again-twice',
    says: {
      'zh-CN': '除上级责成重办外，重办不超过规定次数',
      en: 'a complaint is handled again no more often than the limit says, unless a superior orders it',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [({ context: { reworks, orders, parameters } }: Seen) => reworks <= parameters.maxReworks + orders],
    source: 'ours',
  },
  {
    name: 'somebody-coordinates',
    says: { 'zh-CN': '提级后由相应层级的协调方协调', en: 'what is escalated is coordinated at the level it went to' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ is, context: { escalation }, holders }: Seen) =>
        !is('escalated') ||
        (escalation !== null && is(`escalated.${escalation.level}`) && holders('coordinator').length > 0),
    ],
    source: 'SD15',
  },
  {
    name: 'late-once-per-level',
    says: { 'zh-CN': '每一期限的每一超期级别只记一次', en: 'every late state is recorded once per level' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { overdue } }: Seen) =>
        overdue.some((one, n) =>
          overdue.some(
            (other, m) =>
              m > n &&
              one.clock === other.clock &&
              one.key === other.key &&
              one.level === other.level &&
              one.cycle === other.cycle &&
              one.assignment === other.assignment,
          ),
        ),
    ],
    source: 'ladder',
  },
  {
    name: 'late-is-on-record',
    says: {
      'zh-CN': '每一期限到期及每一超期级别均有记录',
      en: 'every late state is recorded at every level that it reached',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ deadlines, context: { overdue, cycle } }: Seen) =>
        deadlines
          .filter(({ name }) => ladders.includes(name))
          .every(({ name, key, reached }) =>
            reached.every(level =>
              overdue.some(one => one.clock === name && one.key === key && one.level === level && one.cycle === cycle),
            ),
          ),
    ],
    source: 'ladder',
  },
  {
    name: 'new-facts-are-heard',
    says: {
      'zh-CN': '有新事实或安全隐患的诉求，不得以已告知或重复为由办结',
      en: 'nothing that rests on new facts or is a danger is ended by what was said before',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      // What was reopened was so on new facts.
      ({ outcome, context: { cycle, sensitive } }: Seen) =>
        (outcome === 'informedPrevious' || outcome === 'duplicate') &&
        (cycle > 0 || sensitive.includes('safetyHazard')),
    ],
    source: 'BJ11',
  },
  {
    name: 'returned-to-another',
    says: { 'zh-CN': '退单单位不得建议由自己承办', en: 'who returns an order as not its own does not propose itself' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [({ context: { dispute } }: Seen) => dispute !== null && dispute.proposed === dispute.party],
    source: 'WF',
  },
  {
    name: 'disputed-by-somebody',
    says: { 'zh-CN': '派单异议须载明提出单位', en: 'what is disputed was returned by somebody, who is on record' },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [({ is, context: { dispute } }: Seen) => !is('disputed') || dispute !== null],
    source: 'WF',
  },
  {
    name: 'police-come-first',
    says: {
      'zh-CN': '有暴力情形的，公安先到场，再移交其他单位',
      en: 'where there is violence, the police are there before any other service',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { emergency } }: Seen) =>
        emergency?.violent === true && emergency.to !== '110' && !policeCame(emergency),
    ],
    source: '110',
  },
  {
    name: 'handed-to-another',
    says: {
      'zh-CN': '应急事项不得再次移交给同一单位',
      en: 'an emergency is handed on to another unit than the one that has it',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { emergency } }: Seen) => emergency !== null && emergency.earlier.at(-1)?.unit === emergency.unit,
    ],
    source: 'ours',
  },
  {
    name: 'co-unit-does-not-lead',
    says: { 'zh-CN': '主办单位不同时协办', en: 'the lead unit is no co-unit of the same complaint' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [({ holders }: Seen) => holders('leadUnit').some(party => holders('coUnit').includes(party))],
    source: 'ours',
  },
  {
    name: 'name-needs-consent',
    says: {
      'zh-CN': '未经同意，被反映单位不得知悉诉求人',
      en: 'the respondent does not learn who complains without consent',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { consentToContact }, holders }: Seen) =>
        !consentToContact && holders('consentedRespondent').length > 0,
    ],
    source: 'XF30',
  },
  {
    name: 'co-unit-reports-when-asked',
    says: { 'zh-CN': '协办单位受托后反馈', en: 'a co-unit reports on what it was asked for' },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { coUnits } }: Seen) =>
        Object.values(coUnits).some(({ status, task }) => status === 'reported' && task === null),
    ],
    source: 'WF',
  },
  {
    name: 'as-often-as-allowed',
    says: {
      'zh-CN': '补正、改派、延期、并案和重启均不超过规定次数',
      en: 'nothing is asked for, assigned anew, extended, merged or reopened more often than the limits say',
    },
    kind: 'always',
    fairness: 'deadlines',
    predicates: [
      ({ context: { supplementRequests, reassignments, extensions, merges, cycle, parameters } }: Seen) =>
        supplementRequests <= parameters.maxSupplementRequests &&
        reassignments <= parameters.maxReassignments &&
        extensions.length <= parameters.maxExtensions &&
        merges <= parameters.maxMerges &&
        cycle <= parameters.maxReopenings,
    ],
    source: 'ours',
  },
  {
    name: 'unreachable-once-tried',
    says: {
      'zh-CN': '按规定次数、分布于不同日期并含非工作时间联系不上，方可记为无法联系',
      en: 'whoever counts as unreachable was tried as often, on as many days and outside office hours as the rule says',
    },
    kind: 'never',
    fairness: 'deadlines',
    predicates: [
      ({ context: { contact, tries, parameters } }: Seen) =>
        contact === 'unreachable' &&
        (tries.length < parameters.triesToReach ||
          new Set(tries.map(({ date }) => date)).size < parameters.daysToReach ||
          !tries.some(({ outsideOfficeHours }) => outsideOfficeHours)),
    ],
    source: 'ours',
  },
]
