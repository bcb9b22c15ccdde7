// Plays a round at random from a list of numbers, so that fast-check can shrink a broken history.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import type { JsonObject } from '@convoke/core'
import type { Context } from '../../src/area-meeting/v1/context.js'
import { picker } from '../stage/random.js'
import {
  chair,
  district,
  duty,
  leader,
  office,
  opening,
  police,
  type Round,
  rc,
  request,
  round,
  session,
  vc,
} from './scenario.js'

const parties = [chair, rc, vc, office, leader, district, police, 'alliance:chunshen']

/** The openings that random histories begin with. */
export const openings: readonly object[] = [
  opening,
  { ...opening, deferrals: 2, secretary: rc },
  { ...opening, kind: 'alliance', chair: 'alliance:chunshen', members: [rc, vc, 'unit:school'] },
]

/** Knobs that reach further in fewer steps, or leave a step out. */
export const settings: readonly JsonObject[] = [
  {},
  { batchThreshold: 1, quorum: { need: 1, of: 100 } },
  { maxDeferrals: 0, maxRework: 0, maxReschedules: 0 },
]

/** What is checked after a step: the round so far, and what was accepted last, if something was. */
export type Check = (one: Round, last: { readonly by: string; readonly type: string } | undefined) => void

/** Plays one number a step: mostly a command somebody may send, sometimes the clock or another case. */
export function play(setting: number, choices: readonly number[], check: Check = () => {}): Round {
  const one = round({
    opening: openings[setting % openings.length] as object,
    parameters: settings[Math.floor(setting / openings.length) % settings.length] as JsonObject,
  })
  check(one, undefined)
  for (const [step, choice] of choices.entries()) {
    if (one.outcome !== null) break
    const pick = picker(choice)
    if (
      pick(8) === 0 &&
      one.state.deadlines.some(({ rungs }) => rungs.some(({ rung, fired }) => rung === 'due' && !fired))
    ) {
      one.lapse()
      check(one, undefined)
    } else if (pick(8) === 1) {
      elsewhere(one, step, pick)
      check(one, undefined)
    } else check(one, tried(one, pick))
  }
  return one
}

/** A case that joins, or what comes back from one that was asked. */
function elsewhere(one: Round, step: number, pick: (of: number) => number): void {
  const { topics, requests, kind, chair: host } = one.context
  const waiting = Object.keys(topics).filter(id => topics[id]?.status === 'waiting')
  const asked = Object.keys(requests).filter(name => requests[name]?.status === 'open')
  const [link, key] = waiting.length > 0 ? ['nextSession', waiting[0]] : ['convening', asked[0]]
  if (key === undefined) one.joined(`c-${step}`, { kind, chair: host, matter: pick(2) === 0 ? '停车' : '噪声扰民' })
  else if (pick(3) === 0) one.news('case.refused', { link: link as string, key, code: 'missing/case' })
  else {
    const result = link === 'convening' ? { unresolved: [] } : { text: '方案' }
    const outcome = link === 'convening' ? 'resolved' : (['planAdopted', 'lapsed'][pick(2)] as string)
    one.news('case.settled', { link: link as string, key, caseId: 'c-x', outcome, result })
  }
}

/** What ends a round early, or stands still. */
const seldom = [
  'withdrawTopic',
  'reschedule',
  'noQuorum',
  'remind',
  'copyTo',
  'addTopic',
  'classifyTopic',
  'decline',
  'escalate',
]

function tried(one: Round, pick: (of: number) => number): { readonly by: string; readonly type: string } | undefined {
  const first = pick(parties.length)
  const inTurn = parties.map((_, index) => parties[(first + index) % parties.length] as string)
  const rare = pick(6) === 0
  const options = inTurn.flatMap(by => one.handled(by).map(type => ({ by, type })))
  const likely = options.filter(({ type }) => rare || !seldom.includes(type))
  const start = pick(likely.length)
  for (const option of [...likely.slice(start), ...likely.slice(0, start)].slice(0, 25)) {
    if (one.attempt(option.by, option.type, dataFor(option.type, one, pick)) === undefined) return option
  }
  return undefined
}

/** Data that fits the round where the command needs it; the samples otherwise. */
export function dataFor(
  type: string,
  { context }: { readonly context: Context },
  pick: (of: number) => number,
): JsonObject {
  const reason = '理由'
  const ids = Object.keys(context.topics)
  const of = (status: string) => ids.filter(id => context.topics[id]?.status === status)
  const some = (all: readonly string[]) => all.filter((_, index) => index === 0 || pick(2) === 0)
  const agenda = of('agenda')
  const byKind = agenda.filter(id => context.topics[id]?.matter === context.topics[agenda[0] ?? '']?.matter)
  const names = Object.keys(context.duties)
  const on = { duty: names[pick(names.length)] ?? 'none' }
  const there = context.present[pick(context.present.length)] ?? office
  switch (type) {
    case 'callMeeting':
      return {
        ...session,
        agenda: pick(3) === 0 ? some(of('open')) : of('open'),
        departments: pick(3) === 0 ? [] : [{ party: pick(2) === 0 ? office : police, asked: '列席' }],
      }
    case 'reschedule':
      return { ...session, reason }
    case 'classifyTopic':
      return { topic: ids[pick(ids.length)] ?? 't1', matter: '停车' }
    case 'withdrawTopic':
      return { topic: ids[pick(ids.length)] ?? 't1', reason }
    case 'adoptPlan':
      return {
        topics: some(agenda),
        plan: '方案',
        duties: pick(3) === 0 ? [] : [{ ...duty, duty: `duty-${names.length}`, assignee: there }],
      }
    case 'returnToConvening':
      return { topics: some(agenda), answer: '答复' }
    case 'openConvening':
      return { ...request, request: `request-${Object.keys(context.requests).length}`, topics: byKind }
    case 'escalate':
    case 'defer':
      return { topics: some(agenda), reason }
    case 'confirmDuty':
    case 'passDuty':
      return on
    case 'objectDuty':
    case 'failDuty':
      return { ...on, reason }
    case 'done':
      return { ...on, report: '完成' }
    default: {
      const samples = (areaMeeting.samples as Readonly<Record<string, readonly JsonObject[]>>)[type] ?? [{}]
      return samples[pick(samples.length)] ?? {}
    }
  }
}
