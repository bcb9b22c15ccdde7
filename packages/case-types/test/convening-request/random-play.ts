// Plays a request at random from a list of numbers, so that fast-check can shrink a broken history.

import { conveningRequest } from '@convoke/case-types/convening-request'
import type { PartyId } from '@convoke/core'
import { picker } from '../stage/random.js'
import {
  area,
  centre,
  company,
  district,
  emergency,
  evidence,
  joint,
  leader,
  office,
  ordinary,
  parking,
  police,
  rc,
  request,
  type Scenario,
  squad,
  town,
  vc,
} from './scenario.js'

const parties: readonly PartyId[] = [
  rc,
  vc,
  centre,
  leader,
  town,
  office,
  squad,
  police,
  company,
  area,
  district,
  'person:wang',
  'dept:works',
]

const withPolice = [...ordinary.invitees, { party: police, as: 'required', asked: '执法', letter: true }]

/** The openings that random histories begin with. */
export const openings: readonly object[] = [
  ordinary,
  joint,
  emergency,
  { ...ordinary, invitees: withPolice },
  {
    ...ordinary,
    kind: 'jointEnforcement',
    invitees: [...withPolice, { party: centre, as: 'optional', asked: '派单' }],
  },
  { ...joint, invitees: [ordinary.invitees[0], { party: squad, as: 'observer', asked: '旁听' }] },
]

/** Knobs that reach further in fewer steps, or leave a step out. */
export const settings = [
  {},
  { screening: false },
  { spotCheckPercent: 100 },
  { returnsAllowed: 0, maxRework: 0, maxBounces: 0 },
]

/** What is checked after a step: the play so far, and the command that was accepted last, if one was. */
export type Check = (play: Scenario, last: { readonly by: PartyId; readonly type: string } | undefined) => void

/** Plays one number a step: mostly a command its party is allowed, sometimes the clock. */
export function play(setting: number, choices: readonly number[], check: Check = () => {}): Scenario {
  const scenario = request({
    opening: openings[setting % openings.length] as object,
    parameters: settings[Math.floor(setting / openings.length) % settings.length] as (typeof settings)[number],
  })
  check(scenario, undefined)
  for (const choice of choices) {
    const pick = picker(choice)
    if (pick(9) === 0) {
      if (scenario.state.deadlines.some(deadline => deadline.rungs.some(rung => !rung.fired))) {
        scenario.wait(Math.max(0, nextRung(scenario, pick(2) === 0) - scenario.at))
      }
      check(scenario, undefined)
      continue
    }
    let accepted: { readonly by: PartyId; readonly type: string } | undefined
    for (const candidate of candidates(scenario, pick)) {
      const data = dataFor(candidate.type, scenario, pick)
      if (scenario.attempt(candidate.by, candidate.type, data) !== undefined) continue
      accepted = candidate
      break
    }
    check(scenario, accepted)
  }
  return scenario
}

/** How many commands are tried in one step before the step is given up. */
const mostTries = 25

/**
 * What may be tried, in the order of trying: a party, beginning anywhere in the list, with what leads on; at times any
 * command at all, each as likely as another. Asks roles and machine only, so that a history is the work of `decide`.
 */
function candidates(scenario: Scenario, pick: (of: number) => number): { by: PartyId; type: string }[] {
  const first = pick(parties.length)
  const inTurn = parties.map((_, index) => parties[(first + index) % parties.length] as PartyId)
  const options = inTurn.flatMap(by => scenario.handled(by).map(type => ({ by, type })))
  if (pick(5) === 0) {
    const even = pick(4) === 0
    const types = [...new Set(options.map(({ type }) => type))].filter(type => even || !fatal.includes(type))
    const start = pick(types.length)
    return types
      .flatMap((_, index) => {
        const type = types[(start + index) % types.length]
        return options.filter(option => option.type === type)
      })
      .slice(0, mostTries)
  }
  const proposes = Object.values(scenario.context.items).filter(({ status }) => status === 'proposed').length < 2
  const leading = options.filter(({ type }) => !seldom.includes(type) && (type !== 'propose' || proposes))
  const start = pick(4)
  return [...leading.slice(start), ...leading.slice(0, start)].slice(0, mostTries)
}

/** What ends a history at once, and is open to somebody in every state. */
const fatal = ['withdraw', 'merge', 'supersedeByMediation', 'declareNoAuthority', 'routeToComplaint', 'takeOver']

/** Overlays, ways out and ways back: open to many, and any of them ends or delays the history. */
const seldom = [
  'remind',
  'copyTo',
  'supervise',
  'supplement',
  'withdraw',
  'withdrawPart',
  'merge',
  'supersedeByMediation',
  'substituteChair',
  'declareNoAuthority',
  'dissent',
  'leave',
  'returnForFix',
  'routeToComplaint',
  'routeToArea',
  'reject',
  'refuse',
  'reschedule',
  'adjourn',
  'quorumFail',
  'deadlock',
  'dropProposal',
  'editPlan',
  'inviteCoConvener',
  'adoptPlan',
  'escalate',
  'handToArea',
  'handToDistrict',
  'takeOver',
  'objectItem',
  'blocked',
  'progress',
]

/** When the next rung fires, or with `due` the next that is a due instant; an hour on where there is none. */
function nextRung(scenario: Scenario, due: boolean): number {
  const rungs = scenario.state.deadlines.flatMap(({ rungs: all }) => all.filter(({ fired }) => !fired))
  const wanted = rungs.filter(({ rung }) => !due || rung === 'due').map(({ at }) => at)
  return wanted.length === 0 ? scenario.at + 3_600_000 : Math.min(...wanted)
}

/** Data that fits the case where the command needs it, taken from what is in it; the samples otherwise. */
export function dataFor(
  type: string,
  { context, at }: Pick<Scenario, 'context' | 'at'>,
  pick: (of: number) => number,
): object {
  const reason = '理由'
  const one = <T>(of: readonly T[], otherwise: T): T => of[pick(of.length)] ?? otherwise
  const items = Object.keys(context.items)
  const item = one(items, 'parking')
  const subject = one(
    Object.keys(context.disputes).filter(key => context.disputes[key]?.stage !== 'final'),
    squad,
  )
  const seat = one([office, squad, company, rc, vc], office)
  const duty = {
    ...parking,
    item: `item-${pick(4)}`,
    assignee: seat,
    kind: one(['ownDuty', 'assist', 'needsOwnersDecision', 'needsBudget'], 'ownDuty'),
    coAssignees: pick(3) === 0 ? [one([office, squad], squad)] : [],
    place: pick(3) === 0 ? rc : null,
  }
  switch (type) {
    case 'concede':
      return { invitee: one(Object.keys(context.invitees), office) }
    case 'uphold':
    case 'overrule':
    case 'appeal':
      return { subject, reason }
    case 'acceptRuling':
      return { subject }
    case 'replaceInvitee':
      return {
        subject,
        reason,
        instead: { party: one(['dept:works', centre, town], 'dept:works'), as: 'required', asked: 'x' },
      }
    case 'reassignItem':
      return { subject: item, assignee: seat, reason }
    case 'substituteChair':
      return { party: seat }
    case 'propose':
      return duty
    case 'rule':
      return { duty: { ...duty, coAssignees: [] }, reason }
    case 'confirmItem':
    case 'unblock':
    case 'pass':
      return { item }
    case 'dropProposal':
    case 'objectItem':
    case 'approveExtension':
    case 'denyExtension':
    case 'blocked':
    case 'waive':
    case 'fail':
      return { item, reason }
    case 'progress':
      return { item, report: '进展' }
    case 'done':
      return { item, evidence, report: '完成' }
    case 'requestExtension':
      return { item, until: new Date(at + (100 + pick(9)) * 86_400_000).toISOString().slice(0, 10), reason }
    case 'recordDecision':
      return { item, granted: pick(2) === 0, decision: '决定' }
    case 'score':
      return { department: seat, response: 1, attendance: 2, solved: 3, satisfaction: 4 }
    case 'supervise':
      return { order: `order-${pick(3)}`, target: seat, instruction: '督办' }
    case 'answerSupervision':
      return { order: one(Object.keys(context.supervisions), 'order-0'), feedback: '已办' }
    case 'remind':
      return { party: seat, message: '催办' }
    case 'editPlan':
      return { topic: '停车' }
    default: {
      const samples = (conveningRequest.samples as Readonly<Record<string, readonly object[]>>)[type] ?? [{}]
      return one(samples, {})
    }
  }
}
