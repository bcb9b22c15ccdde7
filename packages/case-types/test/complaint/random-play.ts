// Plays a complaint at random from a list of numbers, so that fast-check can shrink a broken history.
import { complaint } from '@convoke/case-types/complaint'
import type { AnyCaseType, PartyId } from '@convoke/core'
import { pending } from '../../src/complaint/v1/clocks.js'
import type { Context } from '../../src/complaint/v1/context.js'
import { complainants } from '../../src/complaint/v1/parties.js'
import { picker } from '../stage/random.js'
import {
  anonymous,
  area,
  centre,
  committee,
  company,
  consult,
  desk,
  district,
  group,
  housing,
  inspector,
  leader,
  lift,
  police,
  pothole,
  received,
  report,
  rescue,
  type Scenario,
  solved,
  streets,
  town,
  zhang,
} from './cast.js'

const parties: readonly PartyId[] = [
  desk,
  centre,
  inspector,
  leader,
  town,
  district,
  housing,
  streets,
  police,
  committee,
  area,
  company,
  zhang,
  rescue,
  'fire:station',
  'police:station',
  'resident:1',
  'resident:2',
]

/** The openings that random histories begin with; the last ones put the accused where it must not decide. */
export const openings: readonly object[] = [
  lift,
  group,
  anonymous,
  report,
  consult,
  pothole,
  { ...lift, inlet: 'leadersNote', externalDue: '2026-03-20', urgent: true },
  { ...lift, respondent: centre },
  { ...lift, respondent: leader, firstReceiver: null },
  { ...lift, respondent: desk, consentToContact: true },
  { ...lift, areaChair: null, respondent: `${housing}/branch` },
  { ...lift, matter: '楼道堆物' },
]

/** Knobs that reach further in fewer steps, or leave a step out. */
export const settings = [
  {},
  { reviewBeforeAnswer: false, callbackAtOnce: false },
  { callbackPercent: 0, maxReworks: 0, returnsAllowed: 0 },
  { maxShelvingReviews: 1, shelvingRestsOuterClock: false, firstReceiverLeads: false },
  { committeeMatters: ['楼道堆物'] },
]

/** Who opens it: the desk, but not one that is accused. */
export const openerOf = (opening: object): PartyId =>
  'respondent' in opening && opening.respondent === desk ? centre : desk

/** What is checked after a step: the play so far, and the command that was accepted last, if one was. */
export type Check = (play: Scenario, last: { readonly by: PartyId; readonly type: string } | undefined) => void

/** Plays one number a step: mostly a command its party is allowed, sometimes the clock or news of another case. */
export function playAtRandom(
  setting: number,
  choices: readonly number[],
  check: Check = () => {},
  caseType: AnyCaseType = complaint,
): Scenario {
  const opening = openings[setting % openings.length] as object
  const scenario = received({
    caseType,
    opening,
    by: openerOf(opening),
    parameters: settings[Math.floor(setting / openings.length) % settings.length] as (typeof settings)[number],
  })
  check(scenario, undefined)
  for (const choice of choices) {
    const pick = picker(choice)
    // A closed case is mostly left alone; what is reopened goes on.
    if (scenario.outcome !== null && pick(3) > 0) break
    if (pick(9) === 0) passTime(scenario, pick)
    const accepted = acted(scenario, pick)
    check(scenario, accepted)
  }
  return scenario
}

function acted(scenario: Scenario, pick: (of: number) => number): { by: PartyId; type: string } | undefined {
  const open = openLink(scenario.context)
  if (open !== undefined && pick(6) === 0) {
    hear(scenario, open, pick)
    return undefined
  }
  for (const candidate of candidates(scenario, pick)) {
    const data = dataFor(candidate.type, scenario, pick)
    if (scenario.attempt(candidate.by, candidate.type, data) === undefined) return candidate
  }
  return undefined
}

function passTime(scenario: Scenario, pick: (of: number) => number): void {
  const rungs = scenario.state.deadlines.flatMap(({ rungs: all }) => all.filter(({ fired }) => !fired))
  const onlyDue = pick(2) === 0
  const wanted = rungs.filter(({ rung }) => !onlyDue || rung === 'due').map(({ at }) => at)
  if (wanted.length > 0) scenario.wait(Math.max(0, Math.min(...wanted) - scenario.at))
}

/** A case it waits for, by link and key. */
export function openLink(context: Context): { readonly link: string; readonly key: string } | undefined {
  if (context.convening?.status === 'open') return { link: 'convening', key: context.convening.key }
  if (context.fourParty?.status === 'open') return { link: 'fourParty', key: context.fourParty.key }
  if (context.areaMeeting?.status === 'open') return { link: 'areaMeeting', key: context.areaMeeting.key }
  return undefined
}

function hear(scenario: Scenario, of: { readonly link: string; readonly key: string }, pick: (of: number) => number) {
  if (pick(2) === 0) return scenario.news('case.refused', { ...of, code: 'input/unknown-case-type' })
  const result =
    of.link === 'convening' ? { unresolved: [] } : of.link === 'fourParty' ? { adopted: true } : { text: '方案' }
  return scenario.news('case.settled', { ...of, caseId: 'c-2', outcome: 'resolved', result })
}

/** How many commands are tried in one step before the step is given up. */
const mostTries = 25

/** What ends a history at once, or leads aside, and is open to somebody in many states. */
const seldom = [
  'withdraw',
  'merge',
  'handOver',
  'escalate',
  'reject',
  'informPrevious',
  'closeAsDuplicate',
  'adviseChannel',
  'transfer',
  'terminate',
  'findUnfounded',
  'markSensitive',
  'recall',
  'supplement',
  'consent',
  'chase',
  'remind',
  'copyTo',
  'supervise',
  'split',
  'joinAs',
  'nameRespondent',
  'warnAbuse',
  'state',
  'remedy',
  'interimReply',
  'coTask',
  'reassign',
  'reopen',
]

/** What may be tried, in the order of trying: a party, beginning anywhere in the list, with what leads on; at times anything. */
function candidates(scenario: Scenario, pick: (of: number) => number): { by: PartyId; type: string }[] {
  const first = pick(parties.length)
  const inTurn = parties.map((_, index) => parties[(first + index) % parties.length] as PartyId)
  const options = inTurn.flatMap(by => scenario.handled(by).map(type => ({ by, type })))
  const any = pick(4) === 0
  const leading = options.filter(({ type }) => any || !seldom.includes(type))
  const start = pick(leading.length)
  return [...leading.slice(start), ...leading.slice(0, start)].slice(0, mostTries)
}

/** Data that fits the case where the command needs it, taken from what is in it; the samples otherwise. */
export function dataFor(
  type: string,
  { context, at }: Pick<Scenario, 'context' | 'at'>,
  pick: (of: number) => number,
): object {
  const one = <T>(of: readonly T[], otherwise: T): T => of[pick(of.length)] ?? otherwise
  const unit = one([housing, streets, committee, police, company], housing)
  const person = one(complainants(context), zhang)
  const request = one(pending(context), 'extension')
  switch (type) {
    case 'dispatch':
    case 'orderLead':
    case 'reassign':
      return { lead: unit, coUnits: pick(3) === 0 ? [streets] : [], ...(type === 'dispatch' ? {} : { reason: '理由' }) }
    case 'splitLeadCo':
      return { lead: unit, coUnits: [one([streets, housing], streets)], reason: '理由' }
    case 'returnOrder':
      return { reason: '不属职责', proposed: one([null, streets, police, company], null), basis: '职责清单' }
    case 'recordTry':
      return {
        date: new Date(at + pick(2) * 86_400_000).toISOString().slice(0, 10),
        outsideOfficeHours: pick(2) === 0,
      }
    case 'answer':
    case 'decide':
    case 'adoptAnswer':
      return { ...solved, outcome: one(['resolved', 'explained', 'unfounded'], 'resolved') }
    case 'approve':
    case 'deny':
      return { request, reason: '理由' }
    case 'coTask':
      return { unit: one([streets, police], streets), task: '核查' }
    case 'rate':
      return {
        of: pick(2) === 0 ? person : null,
        contacted: true,
        solved: pick(3) > 0,
        satisfaction: 1 + pick(5),
        comment: null,
      }
    case 'noAnswer':
      return { of: person }
    case 'withdraw':
      return { of: pick(2) === 0 ? person : null, reason: '已自行解决' }
    case 'supervise':
      return { order: `order-${pick(3)}`, target: unit, instruction: '督办' }
    case 'answerSupervision':
      return { order: one(Object.keys(context.supervisions), 'order-0'), feedback: '已办' }
    case 'merge':
      return { into: '2026-7', lead: unit, reason: '同一事项' }
    case 'split':
      return { name: `part-${pick(3)}`, topic: '另一事项', reason: '两件事' }
    case 'joinAs':
      return { party: `resident:${10 + pick(9)}`, as: one(['representative', 'supporter'], 'supporter') }
    case 'nameRespondent':
      return { party: unit }
    case 'requestConvening':
      return {
        conveners: [committee],
        plan: { situation: '多头', tried: '电话', decisionWanted: '分工' },
        invitees: [{ party: police, as: 'lead', asked: '执法' }],
      }
    case 'requestFourParty':
      return { raisedBy: committee, reason: '须业主决定' }
    default: {
      const samples = (complaint.samples as Readonly<Record<string, readonly object[]>>)[type] ?? [{}]
      return one(samples, {})
    }
  }
}
