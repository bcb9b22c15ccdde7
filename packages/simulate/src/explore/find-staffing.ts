import type { ScenarioInput } from '../scenario/schema.js'
import { type StaffPlace, staffedParties, staffPlaces, withStaff } from '../scenario/staffed-parties.js'
import type { Indicator } from '../study/indicators.js'
import type { SimulationOptions } from '../study/study.js'
import { answered, type Count, cancelled, type Exploring } from './exploring.js'
import { levelOfLook } from './looks.js'
import { runsOf } from './runs.js'
import { holdToFigures, measured, type Target, unexplorable } from './target.js'

/** How many persons a party may have, and what one costs in whatever unit all do. */
export interface StaffRange {
  readonly from: number
  readonly to: number
  readonly cost?: number | undefined
}

/** What is looked for. */
export interface FindOptions extends SimulationOptions {
  /** By party: as the scenario writes it (`$district:desk`: so many in each district, at the cost of all of them), or as results name it (`east:desk`). */
  readonly staff: Readonly<Record<string, StaffRange>>
  /** The service that must be met, beyond doubt: its whole interval on the right side. */
  readonly target: Target
  readonly atMost?: number | undefined
  readonly atLeast?: number | undefined
  /** Replications that may be run in all. Default 2,000. */
  readonly budget?: number | undefined
  /** Replications of one staffing. Default 30, as the scenario says. */
  readonly replications?: number | undefined
}

/** A staffing that was tried. Plain JSON. */
export interface TriedStaffing {
  readonly staff: Readonly<Record<string, number>>
  readonly cost: number
  readonly estimate: number | null
  /** Wider than another of so many replications: with those of all looks before it, it covers in `level` of all searches. */
  readonly ci: readonly [low: number, high: number] | null
  readonly replications: number
  /** Null where the interval holds both. */
  readonly isMet: boolean | null
}

/** What was found. Plain JSON. */
export interface FoundStaffing {
  readonly schema: 'convoke-staffing-1'
  readonly target: Target
  readonly unit: Indicator['unit'] | null
  readonly atMost: number | null
  readonly atLeast: number | null
  readonly level: number
  /**
   * `found`; `impossible` where not even the most persons meet it; `uncertain` where they may or may not; `budget` where replications ran out before it was known;
   * `partial` where somebody ended it before.
   */
  readonly status: 'found' | 'impossible' | 'uncertain' | 'budget' | 'partial'
  /** The cheapest that meets it; where the budget ran out or somebody ended it, the cheapest known to. */
  readonly best: TriedStaffing | null
  readonly used: number
  readonly tried: readonly TriedStaffing[]
}

const firstLook = 5
const mostStaffings = 100_000
/** So many parties are named where another was meant. */
const mostNamed = 12

/**
 * The cheapest staffing that meets a service level 最省人手: by cost, leaving out what has no more of anybody than a staffing that failed;
 * each is run until its interval says yes or no: after 5, 10, 20 … replications, over which `level` is spent, so that looking again makes nothing surer.
 * It takes for granted that more people never make things worse. Pure.
 *
 * @throws ConvokeError `simulate/explore` without a bound, with a range that is none, for a party that has no people or is meant twice, or for a figure
 * that is not there
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const found = findStaffing(
 *   {
 *     from: '2026-03-02', days: 10,
 *     cases: [{ type: 'errand', arrivals: { perDay: 30 }, opening: errandOpened.opening }],
 *     parties: { 'dept:police': { staff: 1 } },
 *     behaviour: [{ role: 'invitee', effort: '25 min' }],
 *   },
 *   {
 *     caseTypes: [errand], staff: { 'dept:police': { from: 1, to: 6 } }, replications: 10,
 *     target: { id: 'wait', dims: { party: 'dept:police' } }, atMost: 15 * 60_000,
 *   },
 * )
 * // Who comes at night waits for the morning, however many there are.
 * found.status // => 'impossible'
 * found.tried[0]?.staff // => { 'dept:police': 6 }
 */
export function findStaffing(scenario: ScenarioInput, options: FindOptions): FoundStaffing {
  return answered(findingStaffing(scenario, options))
}

/**
 * As {@link findStaffing}, step by step, for a host that shows how far it is or lets somebody end it with what was tried.
 *
 * @throws ConvokeError as {@link findStaffing}; `simulate/cancelled` where it is ended before anything was tried
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const cases = [{ type: 'errand', arrivals: { perDay: 40 }, opening: errandOpened.opening }]
 * const scenario = { from: '2026-03-02', days: 20, replications: 3, cases }
 * const options = { caseTypes: [errand], staff: { 'dept:police': { from: 1, to: 6 } }, target: { id: 'arrived' }, atMost: 9, replications: 5 }
 * const first = findingStaffing(scenario, options).next(true)
 * first.done === false && first.value.of // => 30
 */
export function* findingStaffing(scenario: ScenarioInput, options: FindOptions): Exploring<FoundStaffing> {
  const { staff, target, atMost, atLeast, budget = 2000 } = options
  holdToFigures(target)
  const most = Math.max(2, options.replications ?? scenario.replications ?? 30)
  if ((atMost === undefined) === (atLeast === undefined))
    throw unexplorable('say either "atMost" or "atLeast"', '请写明 "atMost" 或 "atLeast" 之一')
  const parties = Object.entries(staff)
  for (const [party, { from, to, cost = 1 }] of parties)
    if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= 10_000 && cost >= 0))
      throw unexplorable(`"${party}" needs whole numbers of persons from … to …`, `"${party}" 需要整数人数范围`, {
        party,
      })
  const pools = parties.map(([party]) => poolsOf(scenario, party))
  const known = pools.flat()
  const twice = known.find((one, i) => known.findIndex(({ party }) => party === one.party) < i)
  if (twice !== undefined)
    throw unexplorable(
      `"${twice.party}" is meant twice; name each party once, by its own name or by "$district" for all districts`,
      `"${twice.party}" 重复；每个单位只写一次：写其本名，或用 "$district" 指所有片区`,
      { party: twice.party },
    )
  if (parties.length === 0) throw unexplorable('name the parties whose staff is looked for', '请指明要确定人手的单位')
  // A person more in every district is as many persons as there are districts.
  const costs = parties.map(([, { cost = 1 }], i) => cost * (pools[i] as readonly StaffPlace[]).length)
  const all = staffings(parties, costs)
  const level = scenario.level ?? 0.95
  const { compare: _, ...bare } = scenario
  let used = 0
  let unit: Indicator['unit'] | null = null
  const tried: TriedStaffing[] = []
  // How many will be looked at nobody knows: at most all of them, and no more than the budget.
  const count: Count = { done: 0, of: Math.min(budget, all.length * Math.min(firstLook, most)) }

  const attempt = function* (counts: readonly number[]): Exploring<TriedStaffing | undefined> {
    const own = Object.fromEntries(parties.map(([party], i) => [party, counts[i] as number]))
    const staffed = pools.flatMap((places, i) => places.map(place => [place, counts[i] as number] as const))
    const runs = runsOf(withStaff(bare, staffed), options, count)
    const longest = Math.min(most, budget - used)
    for (let before = 0, n = Math.min(firstLook, longest); ; before = n, n = Math.min(longest, 2 * n)) {
      count.of = Math.max(count.of, Math.min(budget, count.done + n))
      const results = yield* runs.all(0, n)
      if (results === undefined) return undefined
      const one = measured(runs.figures(0, results), target, levelOfLook(level, { before, n, most }))
      unit = one.unit
      const isMet = verdict(one, { atMost, atLeast })
      if (isMet === null && n < longest) continue
      used += n
      const made = {
        staff: own,
        cost: costOf(costs, counts),
        estimate: one.estimate,
        ci: one.ci,
        replications: n,
        isMet,
      }
      tried.push(made)
      return made
    }
  }

  const told = (status: FoundStaffing['status'], best: TriedStaffing | null): FoundStaffing => ({
    ...{ schema: 'convoke-staffing-1', target, unit, atMost: atMost ?? null, atLeast: atLeast ?? null, level },
    ...{ status, best, used, tried },
  })

  const largest = parties.map(([, { to }]) => to)
  const upper = yield* attempt(largest)
  if (upper === undefined) throw cancelled()
  if (upper.isMet === null) return told(upper.replications < most ? 'budget' : 'uncertain', null)
  if (!upper.isMet) return told('impossible', null)
  const failed: (readonly number[])[] = []
  for (const counts of all) {
    if (failed.some(one => counts.every((count, i) => count <= (one[i] as number)))) continue
    if (counts.every((count, i) => count === largest[i])) return told('found', upper)
    if (used + firstLook > budget) return told('budget', upper)
    const made = yield* attempt(counts)
    if (made === undefined) return told('partial', upper)
    if (made.isMet === true) return told('found', made)
    if (made.isMet === false) failed.push(counts)
  }
  return told('found', upper)
}

/** Where more than this share of cases were not settled, or of replications that had not recovered, the mean is a lower bound that says nothing of how high it is. Ours. */
const mostLeft = 0.05

function verdict(
  { estimate, ci, id, kind, censored, n }: Indicator,
  { atMost, atLeast }: { readonly atMost: number | undefined; readonly atLeast: number | undefined },
): boolean | null {
  if (estimate === null || ci === null) return null
  const isOpenEnded = id === 'recovery' || (id === 'timeToClose' && kind === 'mean')
  const [low, high] = [ci[0], isOpenEnded && censored > mostLeft * n ? Number.POSITIVE_INFINITY : ci[1]]
  if (atMost !== undefined) return high <= atMost ? true : low > atMost ? false : null
  const least = atLeast as number
  return low >= least ? true : high < least ? false : null
}

/** The people of a party; of a scenario that names nobody, those it will have. */
function poolsOf(scenario: ScenarioInput, party: string): readonly StaffPlace[] {
  const places = staffPlaces(scenario, party)
  if (places.length > 0) return places
  const known = staffedParties(scenario)
  if (known.length === 0 && (scenario.districts === undefined || party.includes('$district')))
    return staffPlaces({ ...scenario, parties: { [party]: {} } }, party)
  const shown = known.slice(0, mostNamed)
  const list = (joint: string) => `${shown.join(joint)}${known.length > shown.length ? ' …' : ''}`
  throw unexplorable(
    `"${party}" has no people in the scenario; there is: ${list(', ') || 'nobody'}`,
    `情景中没有 "${party}" 的人员；已有：${list('、') || '无'}`,
    { party },
  )
}

type Parties = readonly (readonly [string, StaffRange])[]

const costOf = (costs: readonly number[], counts: readonly number[]) =>
  costs.reduce((sum, cost, i) => sum + cost * (counts[i] as number), 0)

/** Every staffing, the cheapest first. */
function staffings(parties: Parties, costs: readonly number[]): readonly (readonly number[])[] {
  const number = parties.reduce((product, [, { from, to }]) => product * (to - from + 1), 1)
  if (number > mostStaffings)
    throw unexplorable(`${number} staffings are too many; narrow the ranges`, `${number} 种人手配置过多；请缩小范围`)
  const all = parties.reduce<readonly (readonly number[])[]>(
    (list, [, { from, to }]) =>
      list.flatMap(one => Array.from({ length: to - from + 1 }, (_, i) => [...one, from + i])),
    [[]],
  )
  return [...all].sort((a, b) => costOf(costs, a) - costOf(costs, b) || (a.join() < b.join() ? -1 : 1))
}
