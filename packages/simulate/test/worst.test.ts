// The slowest cases of a study: held against the logs of its replications, and each found again by its name.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { verifyCaseFile } from '@convoke/core'
import { errand, errandOpened, relay } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { visit } from '../bench/queues.js'
import {
  exemplarOf,
  exemplarsOf,
  mergeShards,
  reportOf,
  type ScenarioInput,
  type SimulationOptions,
  type SimulationResult,
  sameSlowCase,
  simulate,
  simulatingShard,
  type WorstCase,
  worstCaseName,
} from '../src/index.js'
import { districtKey, replicationKey, seedKey } from '../src/random/luck.js'
import { replicate } from '../src/run/replication.js'
import type { World } from '../src/run/world.js'
import { studyOf } from '../src/study/study.js'

const caseTypes = [errand, conveningRequest, visit]
const opening = errandOpened.opening as Record<string, unknown>
const desk = { by: 'desk:a', opening: { desks: ['desk:a'], urgent: false } }

/** Some cases are never settled, many take as long as others, and there are two sources of one type. */
const several: ScenarioInput = {
  ...{ from: '2026-03-02', days: 6, warmup: 2, drain: 3, replications: 3 },
  cases: [
    { type: 'errand', arrivals: { perDay: 8 }, opening },
    { type: 'convening-request', arrivals: { perDay: 2 } },
    { type: 'errand', arrivals: { perDay: 4 }, opening },
  ],
  parties: { 'dept:police': { staff: 1 } },
  behaviour: [
    { type: 'errand', role: 'invitee', delay: { empirical: ['1 h', '2 h', '3 d'] }, effort: '20 min' },
    { type: 'convening-request', role: 'invitee', choose: { accept: 2, never: 1 }, delay: '4 h' },
    { delay: { exponential: { mean: '2 h' } } },
  ],
}
/** Run in a loop of its own. */
const queue: ScenarioInput = {
  ...{ from: '2026-03-02', days: 5, drain: 0, replications: 3 },
  cases: [{ type: 'visit', arrivals: { perDay: 30 }, ...desk }],
  parties: { 'desk:a': { staff: 1 } },
  behaviour: [{ effort: { exponential: { mean: '15 min' } } }],
}
/** Of which more than ten are never settled, and all of them arrive at one instant. */
const stuck: ScenarioInput = {
  ...{ from: '2026-03-02', days: 2, drain: 1, replications: 2 },
  cases: [{ type: 'visit', arrivals: { at: Array.from({ length: 14 }, () => '2026-03-02T10:00:00+08:00') }, ...desk }],
  behaviour: [{ effort: 'never' }],
}
const divided: ScenarioInput = { ...several, parties: {}, districts: { 'East / 东': { weight: 2 }, West: {} } }

const slower = {
  behaviour: [
    { type: 'errand', role: 'invitee', delay: { empirical: ['2 h', '3 d', '4 d'] }, effort: '50 min' },
    { type: 'convening-request', role: 'invitee', choose: { accept: 2, never: 1 }, delay: '9 h' },
    { delay: { exponential: { mean: '3 h' } } },
  ],
} satisfies Partial<ScenarioInput>

/** All measured cases of all replications under a policy, from what is told of each step, ordered here. */
function fromLogs(scenario: ScenarioInput, policy = 0): readonly WorstCase[] {
  const study = studyOf(scenario, { caseTypes })
  const all: (WorstCase & { readonly order: readonly number[] })[] = []
  for (let r = 0; r < study.base.replications; r++)
    for (const [d, { name }] of study.districts.entries()) {
      const world = study.divided[policy]?.[d] as World
      const seen = new Map<string, { source: number; i: number; from: number; to: number; outcome: string | null }>()
      const watch: NonNullable<Parameters<typeof replicate>[3]>['watch'] = ({ source, i }, { at, after }) => {
        const own = seen.get(`${source}/${i}`) ?? { source, i, from: at, to: at, outcome: null }
        seen.set(`${source}/${i}`, { ...own, to: at, outcome: after.outcome })
      }
      const run = replicate(world, r, districtKey(replicationKey(seedKey(study.base.seed), r), name), { watch })
      while (run.next().done !== true);
      for (const { source, i, from, to, outcome } of seen.values()) {
        if (from < world.measuredFrom || from >= world.measuredTo) continue
        const caseType = world.sources[source]?.type.name as string
        const ms = outcome === null ? Math.max(0, world.end - from) : to - from
        all.push({
          ...{ caseType, id: `${caseType}-${source + 1}-${i + 1}`, replication: r + 1 },
          ...(name === null ? {} : { district: name }),
          ...{ arrivedAt: from, ms, outcome, order: [outcome === null ? 0 : 1, -ms, r, d, source, i] },
        })
      }
    }
  const types = [...new Set(all.map(({ caseType }) => caseType))].sort()
  return types.flatMap(type =>
    all
      .filter(({ caseType }) => caseType === type)
      .sort((a, b) => a.order.map((one, i) => one - (b.order[i] as number)).find(one => one !== 0) ?? 0)
      .slice(0, 10)
      .map(({ order: _, ...one }) => one),
  )
}

const merged = (scenario: ScenarioInput, options: SimulationOptions): SimulationResult => {
  const parts = [3, 1, 2].map(i => {
    const run = simulatingShard(scenario, { i, n: 3 }, options)
    for (;;) {
      const step = run.next(true)
      if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as unknown
    }
  })
  return mergeShards(parts, options)
}

describe('the slowest cases', () => {
  it.each([
    ['several case types and sources', several],
    ['cases that are run in a loop of their own', queue],
    ['more cases that are never settled than are told', stuck],
    ['districts', divided],
    ['segments, which are run one by one', { ...several, segments: { age: { old: 1, young: 3 } } }],
  ] satisfies [string, ScenarioInput][])('are those of the logs of all replications: %s', (_, scenario) => {
    const { worst } = simulate(scenario, { caseTypes })
    expect(worst).toEqual(fromLogs(scenario))
    expect(worst.length).toBeGreaterThanOrEqual(10)
  })

  it.each([
    ['another policy, and the same once more', { ...several, compare: { slow: slower, same: {} } }],
    [
      'one of two that is run in a loop of its own',
      { ...queue, compare: { due: { parties: { 'desk:a': { staff: 2, limit: 1 } } } } },
    ],
    [
      'one that is in force from a later day on',
      { ...several, compare: { late: { ...slower, effective: { from: '2026-03-06' } } } },
    ],
    ['one under which nothing is settled', { ...queue, compare: { never: { behaviour: [{ effort: 'never' }] } } }],
    ['one of districts', { ...divided, compare: { slow: slower } }],
  ] satisfies [string, ScenarioInput][])(
    'are told of each policy, whole and of parts that are put together, and found again under it: %s',
    async (_, scenario) => {
      const result = simulate(scenario, { caseTypes })
      expect(JSON.stringify(merged(scenario, { caseTypes }))).toBe(JSON.stringify(result))
      for (const [i, { name, worst }] of result.comparisons.entries()) {
        expect(worst).toEqual(fromLogs(scenario, i + 1))
        expect(worst.length).toBeGreaterThanOrEqual(10)
        if (name === 'same') expect(worst).toEqual(result.worst)
        else expect(worst).not.toEqual(result.worst)
        for (const one of [worst[0], worst.at(-1)] as WorstCase[]) {
          const file = exemplarOf(scenario, { caseTypes, policy: name, case: one })!
          expect(await verifyCaseFile(file)).toMatchObject({ ok: true })
          expect([file.reference, file.entries[0]?.at]).toEqual([one.id, one.arrivedAt])
          if (one.outcome !== null) expect(file.entries.at(-1)?.at).toBe(one.arrivedAt + one.ms)
        }
      }
    },
  )

  it('are found under the policy of that name, by quantile as well; the first is called as the scenario is', () => {
    const scenario = { ...queue, name: 'Desk', compare: { two: { parties: { 'desk:a': { staff: 2 } } } } }
    const file = (policy?: string) => exemplarOf(scenario, { caseTypes, policy })
    expect(file('two')).toEqual(exemplarOf({ ...queue, ...scenario.compare.two }, { caseTypes }))
    expect(file('two')).not.toEqual(file())
    expect(file('Desk')).toEqual(file())
    // Whoever gives a policy the name of the scenario means that policy.
    const alike = { ...scenario, compare: { Desk: scenario.compare.two } }
    expect(exemplarOf(alike, { caseTypes, policy: 'Desk' })).toEqual(file('two'))
    for (const policy of ['three', '', 'toString'])
      expect(() => file(policy)).toThrow(expect.objectContaining({ details: { policy, known: 'Desk, two' } }))
  })

  it('tell both those that were settled and those that were not, and of a tie the earlier', () => {
    const { worst } = simulate(several, { caseTypes })
    const outcomes = worst.map(({ caseType, outcome }) => `${caseType} ${outcome === null}`)
    expect(new Set(outcomes)).toEqual(new Set(['convening-request true', 'errand false']))
    expect(simulate(stuck, { caseTypes }).worst.map(({ replication, id }) => `${replication}/${id}`)).toEqual(
      Array.from({ length: 10 }, (_, i) => `1/visit-1-${i + 1}`),
    )
  })

  it('are the same of parts that are put together, and the first policy has the same whatever it is compared with', () => {
    for (const scenario of [queue, divided])
      expect(merged(scenario, { caseTypes }).worst).toEqual(simulate(scenario, { caseTypes }).worst)
    const alike = { ...queue, compare: { same: {}, faster: { parties: { 'desk:a': { staff: 2 } } } } }
    expect(simulate(alike, { caseTypes }).worst).toEqual(simulate(queue, { caseTypes }).worst)
  })

  it('are none where no case is measured', () => {
    const none = { ...queue, cases: [{ type: 'visit', arrivals: { perDay: 0 }, ...desk }] }
    expect(simulate(none, { caseTypes }).worst).toEqual([])
  })

  it.each([
    ['several', several],
    ['a queue', queue],
    ['districts', divided],
  ] satisfies [string, ScenarioInput][])('are found again by their names, step for step: %s', async (_, scenario) => {
    const { worst } = simulate(scenario, { caseTypes })
    for (const one of [worst[0], worst.at(-1)] as WorstCase[]) {
      const file = exemplarOf(scenario, { caseTypes, case: one })!
      expect(await verifyCaseFile(file)).toMatchObject({ ok: true })
      expect(file.reference).toBe(one.id)
      expect(file.entries[0]?.at).toBe(one.arrivedAt)
      if (one.outcome !== null) expect(file.entries.at(-1)?.at).toBe(one.arrivedAt + one.ms)
    }
  })

  it('are found with the cases that are linked to them, and are told by the types of those as well', () => {
    const scenario = {
      ...{ from: '2026-03-02', days: 2, replications: 2, links: true },
      cases: [{ type: 'relay', arrivals: { perDay: 3 }, opening: { runner: 'r', left: 2 } }],
    }
    const { worst } = simulate(scenario, { caseTypes: [relay] })
    const first = worst.find(({ id }) => id.startsWith('relay-1-'))!
    const files = exemplarsOf(scenario, { caseTypes: [relay], case: first })
    expect(files.map(({ reference }) => reference)[0]).toBe(first.id)
    expect(files).toHaveLength(3)
    const linked = worst.find(({ id }) => !id.startsWith('relay-1-'))!
    expect(exemplarOf(scenario, { caseTypes: [relay], case: linked })?.reference).toBe(linked.id)
  })

  it.each([
    ['another replication', { replication: 4, id: 'errand-1-1' }],
    ['none', { replication: 0, id: 'errand-1-1' }],
    ['half of one', { replication: 1.5, id: 'errand-1-1' }],
    ['no number', { replication: Number.NaN, id: 'errand-1-1' }],
    ['a case that does not come', { replication: 1, id: 'errand-1-9999' }],
    ['another type', { replication: 1, id: 'visit-1-1' }],
    ['a district where there are none', { replication: 1, district: 'West', id: 'errand-1-1' }],
  ])('are not made up: %s', (_, one) => {
    expect(() => exemplarOf(several, { caseTypes, case: one })).toThrow('simulate/no-case')
  })

  it('need their district named where there are several', () => {
    expect(() => exemplarOf(divided, { caseTypes, case: { replication: 1, id: 'errand-1-1' } })).toThrow(
      'simulate/no-case',
    )
  })

  it('stand in the report by their names, which may be anything', () => {
    const scenario = { ...several, parties: {}, districts: { '<b>East': {}, West: {} } }
    const result = simulate(scenario, { caseTypes })
    const page = reportOf(result, { caseTypes })
    expect(page).toContain(`<span lang="en">The slowest cases</span> (${result.worst.length})</summary>`)
    for (const { replication, district, id } of result.worst)
      expect(page).toContain(`<td>${replication}/${district?.replace('<b>', '&lt;b&gt;')}/${id}</td>`)
    expect(page).toContain('<span lang="zh-CN">未办结</span>')
  })

  it('stand in the report under each policy, beside what the same case came to under the first', () => {
    const scenario = { ...several, compare: { '<i>slow': slower, same: {} } }
    const result = simulate(scenario, { caseTypes })
    const page = reportOf(result, { caseTypes })
    const [, , ofSlow = '', ofSame = ''] = page.split(/<span lang="en">The slowest cases<\/span> \(\d+\)/)
    expect(page).toContain('<summary>&lt;i&gt;slow: ')
    const rows = (part: string) =>
      [...part.slice(0, part.indexOf('</details>')).matchAll(/<tr><td>.*?<\/tr>/g)].map(String)
    const [slow] = result.comparisons
    for (const [i, one] of (slow?.worst ?? []).entries()) {
      const same = sameSlowCase(one, result.worst)
      const cells = [...(rows(ofSlow)[i] ?? '').matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell)
      expect(cells[0]).toBe(worstCaseName(one))
      expect(cells[3] === '–').toBe(same === undefined)
    }
    // As many as there are in both lists.
    const shared = (slow?.worst ?? []).filter(one => sameSlowCase(one, result.worst) !== undefined)
    expect(shared.length).toBeGreaterThan(0)
    expect(shared.length).toBeLessThan(slow?.worst.length ?? 0)
    // Held against itself each case is as it was.
    for (const row of rows(ofSame)) {
      const [, took, ended, beside] = [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell)
      expect(beside).toBe(`${took} · ${ended}`)
    }
    expect(rows(ofSame)).toHaveLength(result.worst.length)
  })
})
