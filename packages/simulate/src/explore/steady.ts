import { ConvokeError } from '@convoke/core'
import type { ReplicationResult } from '../run/tally.js'
import { hasPersons } from '../scenario/additions/persons.js'
import { gapMean } from '../scenario/arrival-gaps.js'
import type { Arm, ScenarioInput } from '../scenario/schema.js'
import { simulating } from '../simulate.js'
import { meanInterval } from '../statistics/interval.js'
import { type Figures, figuresOf, indicatorOf } from '../study/indicators.js'
import type { SimulationResult } from '../study/result.js'
import { type SimulationOptions, studyOf } from '../study/study.js'
import { answered, type Count, cancelled, type Exploring } from './exploring.js'
import type { OfferedLoad } from './offered-load.js'
import { personLoads } from './person-loads.js'
import { runsOf } from './runs.js'
import { unexplorable } from './target.js'

/** A long run in balance. Plain JSON. */
export interface SteadyState {
  readonly schema: 'convoke-steady-1'
  readonly offered: readonly OfferedLoad[]
  /** Weeks that were left out at the beginning, of how many were looked at. */
  readonly warmupWeeks: number
  readonly weeks: number
  /** Mean open cases of each week, over replications: what the warm-up was found by. */
  readonly weekly: readonly number[]
  /** Whether open cases neither rise nor fall in what is kept, beyond chance: otherwise balance was not seen, and figures are to be doubted. */
  readonly isSettled: boolean
  readonly result: SimulationResult
}

type Party = Arm['parties'][string]

/** A party with its people. */
interface Staffed extends Pick<OfferedLoad, 'party' | 'district'> {
  readonly own: Party
  readonly isFollowed: boolean
}

/** Runs by which load and warm-up are told. */
const pilots = 5

/**
 * What goes on in the long run 稳态: first whether there is one (the work that arrives against staffed hours), then how long it takes to
 * come about (MSER-5 on the mean open cases of whole weeks), then the figures without that time. Pure.
 *
 * The days of the scenario are rounded up to whole weeks, at least 20; its own warm-up is not used.
 *
 * @source White: An Effective Truncation Heuristic for Bias Reduction in Simulation Output (1997); Franklin, White (2008) for MSER-5
 * @throws ConvokeError `simulate/overloaded` where work arrives faster than it can be done, `simulate/explore` where cases cease to arrive: at moments that
 * are recorded, or after a gap that is never; otherwise as `simulate`
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const scenario = {
 *   from: '2026-03-02', days: 140, replications: 2,
 *   cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening }],
 *   parties: { 'dept:police': { staff: 1 } },
 *   behaviour: [{ role: 'invitee', effort: '30 min' }],
 * }
 * steadyState(scenario, { caseTypes: [errand] }).isSettled // => true
 * const arrivals = { perDay: 80, restDays: 0, byHour: { '09-12': 1 } }
 * const busy = { ...scenario, cases: [{ type: 'errand', arrivals, opening: errandOpened.opening }] }
 * steadyState(busy, { caseTypes: [errand] }) // => throws simulate/overloaded
 */
export function steadyState(scenario: ScenarioInput, options: SimulationOptions): SteadyState {
  return answered(settling(scenario, options))
}

/**
 * As {@link steadyState}, step by step, for a host that shows how far it is or lets somebody end it: the result then is `partial`.
 *
 * @throws ConvokeError as {@link steadyState}; `simulate/cancelled` where it is ended before the warm-up is known, or before two
 * replications after it
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 40 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 20, replications: 3, cases }
 * const options = { caseTypes: [errand] }
 * const first = settling(scenario, options).next(true)
 * first.done === false && first.value.of // => 8
 */
export function* settling(scenario: ScenarioInput, options: SimulationOptions): Exploring<SteadyState> {
  const weeks = Math.max(20, Math.ceil(scenario.days / 7))
  const { compare: _, ...bare } = scenario
  const long: ScenarioInput = { ...bare, days: 7 * weeks, warmup: 0 }
  const replications = scenario.replications ?? 30
  const worlds = studyOf(long, options).divided[0] ?? []
  for (const { arm } of worlds) refuseEnding(arm)
  const hasStaff = worlds.some(({ arm }) => Object.keys(arm.parties).length > 0)
  const count: Count = { done: 0, of: (hasStaff ? 2 : 1) * pilots + replications }
  const offered = yield* offeredLoads(long, options, count)
  const over = offered.filter(({ load }) => load >= 1)
  if (over.length > 0) throw overloaded(over)
  const results = yield* pilotsOf(long, options, count)
  const each = results.map(one => weeklyOf(one, weeks))
  const weekly = Array.from({ length: weeks }, (_, week) => meanOf(each.map(own => own[week] as number)))
  const warmupWeeks = mser5(weekly)
  const isSettled = isLevel(each.map(own => own.slice(warmupWeeks)))
  const kept = weeks - warmupWeeks
  const before = count.done
  const run = simulating({ ...long, warmup: 7 * warmupWeeks, days: 7 * Math.max(1, kept) }, options)
  let step = run.next()
  while (step.done !== true) {
    const { done, of, share } = step.value
    const all = before + of
    step = run.next(yield { done: before + done, of: all, share: (before + share * of) / all })
  }
  const result = step.value
  return {
    ...{ schema: 'convoke-steady-1', offered, warmupWeeks, weeks, weekly, isSettled },
    result: { ...result, design: { ...result.design, mode: 'steady' } },
  }
}

function* pilotsOf(
  scenario: ScenarioInput,
  options: SimulationOptions,
  count: Count,
): Exploring<readonly ReplicationResult[]> {
  const results = yield* runsOf(scenario, options, count).all(0, pilots)
  if (results === undefined) throw cancelled()
  return results
}

/** The work that arrives, seen by letting nobody wait. */
function* offeredLoads(
  scenario: ScenarioInput,
  options: SimulationOptions,
  count: Count,
): Exploring<readonly OfferedLoad[]> {
  const study = studyOf(scenario, options)
  const worlds = study.divided[0] ?? []
  const districts = study.districts.map(({ name }) => (name === null ? {} : { district: name }))
  const parties = worlds.flatMap(({ arm }, i) =>
    Object.entries(arm.parties).map(([party, own]): Staffed => {
      return { party, own, isFollowed: hasPersons(party, arm.parties, arm.behaviour), ...districts[i] }
    }),
  )
  if (parties.length === 0) return []
  const plenty = 10_000
  const freeIn = (place: Pick<OfferedLoad, 'district'> = {}): NonNullable<ScenarioInput['parties']> =>
    Object.fromEntries(
      parties
        .filter(({ district }) => district === place.district)
        .map(({ party, own, isFollowed }) => {
          if (own.sessions !== undefined) return [party, { ...own, sessions: { ...own.sessions, takes: plenty } }]
          return [party, isFollowed ? crowd(own) : { ...own, staff: plenty }]
        }),
    )
  const free: ScenarioInput =
    scenario.districts === undefined
      ? { ...scenario, parties: freeIn() }
      : {
          ...{ ...scenario, parties: {} },
          districts: Object.fromEntries(
            Object.entries(scenario.districts).map(([name, own]) => [
              name,
              { ...own, parties: freeIn({ district: name }) },
            ]),
          ),
        }
  const results = yield* pilotsOf({ ...free, drain: 0 }, options, count)
  const figures = figuresOf(results)
  const meeting = (party: string, id: string) => figures.find(one => one.id === id && one.dims.party === party)
  const followed = personLoads(worlds, districts, results, scenario.level ?? 0.95)
  const counted = parties.flatMap(
    ({ party, own: { staff, sessions }, isFollowed, ...where }): readonly OfferedLoad[] => {
      if (isFollowed) return []
      const about = { party, ...where }
      if (sessions !== undefined) {
        const [items, held] = [meeting(party, 'sessionItems'), meeting(party, 'sessionHeld')]
        if (items === undefined || held === undefined) return []
        const each = (one: Figures) => indicatorOf(one, scenario.level ?? 0.95).estimate ?? 0
        const load = (each(items) * each(held)) / sessions.takes
        return [{ ...about, staff, load, ci: null, needed: staff, sessions: Math.floor(load * sessions.takes) + 1 }]
      }
      const busy = figures.find(
        ({ id, dims }) => id === 'utilisation' && dims.party === party && dims.skill === undefined,
      )
      if (busy === undefined) return []
      const { estimate, ci } = indicatorOf(busy, scenario.level ?? 0.95)
      const persons = (estimate ?? 0) * plenty
      const of = (share: number) => (staff === 0 ? (share > 0 ? Number.MAX_VALUE : 0) : (share * plenty) / staff)
      return [
        {
          ...about,
          staff,
          load: of(estimate ?? 0),
          ci: ci === null ? null : ([of(ci[0]), of(ci[1])] as const),
          needed: Math.floor(persons) + 1,
        },
      ]
    },
  )
  return [...counted, ...followed]
}

/** Of cases that cease to arrive there is no long run but that of nothing. */
function refuseEnding({ cases }: Arm): void {
  const isEnding = cases.some(
    ({ arrivals }) => 'at' in arrivals || ('gaps' in arrivals && gapMean(arrivals.gaps).never > 0),
  )
  if (isEnding)
    throw unexplorable(
      'there is no long run where cases cease to arrive (moments that are recorded, or a gap that is never); say "perDay", or gaps without "never"',
      '来件会终止（按记录时刻到达，或间隔可能为 never），没有长期状态；请改用 "perDay"，或去掉间隔中的 "never"',
    )
}

/** So many of each that hardly anything waits: whoever has a name knows what others do not. Nothing is handed over, nobody is interrupted. */
function crowd({ handOver: _, preempt: __, limit: ___, ...party }: Party) {
  const times = Math.max(4, Math.ceil(40 / Math.max(1, party.staff)))
  const persons = Object.values(party.persons ?? {}).flatMap((own, i) =>
    Array.from({ length: times }, (_, n) => [`${i}.${n}`, own] as const),
  )
  return {
    ...party,
    // Some even where nobody is, so that what would wait for ever is seen.
    staff: Math.min(10_000, times * Math.max(1, party.staff)),
    shiftEnd: party.shiftEnd === 'handOver' ? 'pause' : party.shiftEnd,
    ...(typeof party.restDays === 'number' ? { restDays: Math.min(10_000, times * party.restDays) } : {}),
    // Still one whose persons are followed.
    ...{ limit: 1, ...(persons.length === 0 ? {} : { persons: Object.fromEntries(persons) }) },
  }
}

/** Mean open cases of each week of one replication. */
function weeklyOf({ open }: ReplicationResult, weeks: number): readonly number[] {
  return Array.from({ length: weeks }, (_, week) => {
    const counts = open.flatMap(one => one.counts.slice(7 * week, 7 * week + 7))
    return counts.reduce((sum, count) => sum + count, 0) / 7
  })
}

const meanOf = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length

/** How sure it must be that the second half of what is kept differs from the first before balance is doubted. Ours. */
const driftLevel = 0.99

/**
 * Whether nothing is seen to rise or fall: of each replication the second half less the first, by a t test over replications, which have luck of their own. MSER
 * alone cannot say so: where cases pile up for ever it leaves out as much as it may.
 */
function isLevel(kept: readonly (readonly number[])[]): boolean {
  const drifts = kept.map(weeks => {
    const half = Math.floor(weeks.length / 2)
    return meanOf(weeks.slice(weeks.length - half)) - meanOf(weeks.slice(0, half))
  })
  const { ci } = meanInterval(drifts, driftLevel)
  return ci === null || (ci[0] <= 0 && 0 <= ci[1])
}

/** How many values at the beginning are better left out: those without which the rest says most about its mean, in groups of five. */
function mser5(values: readonly number[]): number {
  const size = 5
  const groups = Math.floor(values.length / size)
  const means = Array.from(
    { length: groups },
    (_, i) => values.slice(size * i, size * i + size).reduce((sum, one) => sum + one, 0) / size,
  )
  let best = 0
  let least = Number.POSITIVE_INFINITY
  // Beyond one half too little is left to judge by.
  for (let cut = 0; cut <= Math.floor(groups / 2); cut++) {
    const rest = means.slice(cut)
    const mean = rest.reduce((sum, one) => sum + one, 0) / rest.length
    const error = rest.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (rest.length * rest.length)
    if (error < least) {
      least = error
      best = cut
    }
  }
  return best * size
}

function overloaded(over: readonly OfferedLoad[]): ConvokeError {
  const told = (make: (one: OfferedLoad) => string, joint: string) => over.map(make).join(joint)
  const whose = (
    { party, district, skill }: Pick<OfferedLoad, 'party' | 'district' | 'skill'>,
    open = ' (',
    close = ')',
  ) => {
    const about = [district, skill].filter(one => one !== undefined)
    return about.length === 0 ? party : `${party}${open}${about.join(', ')}${close}`
  }
  const percent = (load: number) => (load > 1e6 ? '∞' : String(Math.round(100 * load)))
  const why = {
    en: told(
      ({ load, staff, needed, sessions, ...one }) =>
        sessions !== undefined
          ? `${whose(one)}: ${percent(load)} % of what its sessions take up; ${sessions} cases a session would do`
          : `${whose(one)}: work for ${percent(load)} % of the hours of ${staff} ${staff === 1 ? 'person' : 'persons'}; ${needed} would do`,
      '; ',
    ),
    'zh-CN': told(
      ({ load, staff, needed, sessions, ...one }) =>
        sessions !== undefined
          ? `${whose(one, '（', '）')}：到达的议题为会议容量的 ${percent(load)}%，每次至少需要 ${sessions} 件`
          : `${whose(one, '（', '）')}：到达的工作为 ${staff} 人工时的 ${percent(load)}%，至少需要 ${needed} 人`,
      '；',
    ),
  }
  return new ConvokeError('simulate/overloaded', `work grows for ever: ${why.en}`, { details: { why, offered: over } })
}
