import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parseScenario, reportOf, type ScenarioInput, simulate } from '../../src/index.js'
import type { ReplicationResult } from '../../src/run/tally.js'
import type { Arm } from '../../src/scenario/schema.js'
import { compared } from '../../src/study/compare.js'
import { evaluatedDifferences, evaluatedOf, evaluationFigures } from '../../src/study/evaluations.js'
import { indicatorOf } from '../../src/study/indicators.js'

const caseTypes = [errand]
const opening = errandOpened.opening as Record<string, unknown>

/** Of one unit in one replication: what each rate is of, and how often it holds; then what is really solved. */
type Unit = readonly [unit: string, quick: readonly [number, number], good: readonly [number, number], solved: number]

function replication(units: readonly Unit[], i: number): ReplicationResult {
  const measures = units.flatMap(([unit, quick, good, solved]) => {
    const dims = { evaluation: 'e', unit }
    return [
      { id: 'evaluated', dims, sum: quick[1], count: quick[1] + 2 },
      { id: 'evaluatedSolved', dims, sum: solved, count: quick[1] + 2 },
      { id: 'rate', dims: { ...dims, rate: 'quick' }, sum: quick[0], count: quick[1] },
      { id: 'rate', dims: { ...dims, rate: 'good' }, sum: good[0], count: good[1] },
    ]
  })
  return { replication: i, measures, times: [], open: [], censored: 0, arrived: 0 }
}

const arm = (quick: number) =>
  ({
    days: 30.436875,
    evaluations: {
      e: {
        rates: { quick: { weight: quick, anyOf: [{}] }, good: { weight: 100 - quick, anyOf: [{}] } },
        ...{ unit: 'x', excluded: [], solved: [{}], authority: 'town' },
      },
    },
  }) as unknown as Arm
const world = (quick: number) => ({ arm: arm(quick) }) as never

describe('an evaluation by hand', () => {
  const results = [
    replication(
      [
        ['a', [9, 10], [5, 10], 5],
        ['b', [5, 10], [8, 10], 8],
      ],
      0,
    ),
    replication(
      [
        ['a', [10, 10], [6, 10], 6],
        ['b', [6, 10], [9, 10], 9],
      ],
      1,
    ),
  ]

  it('scores weighted rates, and tells the chance of each rank', () => {
    const [{ units } = { units: [] }] = evaluatedOf(results, world(60), 0.95) ?? []
    // a: 60·0.9 + 40·0.5 = 74 and 60 + 24 = 84; b: 30 + 32 = 62 and 36 + 36 = 72.
    expect(units.map(({ unit, score }) => [unit, score])).toEqual([
      ['a', 79],
      ['b', 67],
    ])
    // t of one degree of freedom at 97.5 % is 12.706; the half-width is 12.706 · 5√2 / √2.
    expect(units[0]?.ci?.[0]).toBeCloseTo(79 - 12.7062 * 5, 2)
    expect(units[0]?.ci?.[1]).toBe(100)
    expect(units[0]?.rates.map(({ estimate }) => estimate)).toEqual([0.95, 0.55])
    expect(units.map(({ counted, excluded }) => [counted, excluded])).toEqual([
      [20, 4],
      [20, 4],
    ])
    expect(units.map(({ ranks }) => ranks.map(({ estimate }) => estimate))).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  it('tells what other weights do to score and rank, and that nobody solved more for it', () => {
    const [{ units } = { units: [] }] =
      evaluatedDifferences(results, results, [arm(60), arm(10)], { level: 0.95, isSame: () => true }) ?? []
    // a: 9 + 45 = 54 and 10 + 54 = 64; b: 5 + 72 = 77 and 6 + 81 = 87.
    expect(units.map(({ unit, diff }) => [unit, diff])).toEqual([
      ['a', -20],
      ['b', 15],
    ])
    expect(units.map(({ rankChanges }) => rankChanges.estimate)).toEqual([1, 1])
    expect(units.map(({ ahead }) => ahead.estimate)).toEqual([-17.5, 17.5])
    expect(units.map(({ solved }) => solved?.estimate)).toEqual([0, 0])
    expect(units.map(({ gains }) => gains)).toEqual([null, 'withoutSolvingMore'])
  })

  it('tells who gains because more is solved', () => {
    const better = [
      replication(
        [
          ['a', [9, 10], [9, 10], 9],
          ['b', [5, 10], [8, 10], 8],
        ],
        0,
      ),
      replication(
        [
          ['a', [10, 10], [10, 10], 10],
          ['b', [6, 10], [9, 10], 9],
        ],
        1,
      ),
    ]
    const [{ units } = { units: [] }] =
      evaluatedDifferences(results, better, [arm(60), arm(60)], { level: 0.95, isSame: () => false }) ?? []
    expect(units.map(({ gains, solved }) => [gains, solved?.estimate])).toEqual([
      ['solvingMore', 4],
      [null, 0],
    ])
  })

  it('of rates that came out alike every time says neither that the score is certain nor that it moves for certain', () => {
    const [all, none] = [10, 0].map(good =>
      [0, 1].map(i =>
        replication(
          [
            ['a', [good, 10], [10, 10], good],
            ['b', [6 + i, 10], [10, 10], 6 + i],
          ],
          i,
        ),
      ),
    ) as [ReturnType<typeof replication>[], ReturnType<typeof replication>[]]
    const [{ units } = { units: [] }] = evaluatedOf(all, world(60), 0.95) ?? []
    // Wilson's interval of 20 of 20 begins at 20 / (20 + 3.8415), for 60 and for 40 points.
    expect(units[0]).toMatchObject({ unit: 'a', score: 100, ci: [expect.closeTo((100 * 20) / 23.8415, 2), 100] })
    const [figure] = evaluationFigures(all, world(60))
    expect(indicatorOf(figure as never, 0.95).ci).toEqual([expect.closeTo((100 * 20) / 23.8415, 2), 100])
    // How an interval was made is told as it was made: of a all rates came out alike, of b one.
    const scores = [...evaluationFigures(all, world(60)), ...evaluationFigures(results, world(60))]
    const methods = scores.filter(({ id }) => id === 'score').map(one => indicatorOf(one, 0.95).method)
    expect(methods).toEqual([
      'Wilson intervals of its shares: all came out alike',
      't interval over replications, with Wilson intervals of those of its shares that came out alike',
      ...Array(2).fill('t interval over replications'),
    ])

    const moved = (isSame: boolean, other = none, weight = 60) => {
      const [{ units: found } = { units: [] }] =
        evaluatedDifferences(all, other, [arm(60), arm(weight)], { level: 0.95, isSame: () => isSame }) ?? []
      return found.find(({ unit }) => unit === 'a')
    }
    // 60 points go for certain as far as luck shows; 16.1 % of 60 below and above, and of 40 under each policy, as hypotenuses.
    const short = 3.8415 / 23.8415
    const reach = Math.hypot(60 * short, 0) + Math.hypot(40 * short, 0)
    expect(moved(false)).toMatchObject({ diff: -60, gains: null })
    expect(moved(false)?.ci?.[1]).toBeCloseTo(-60 + Math.hypot(60 * short, 60 * short) + 40 * short, 2)
    expect(moved(false)?.ci?.[0]).toBeCloseTo(-60 - 40 * short, 2)
    expect(moved(false, all)?.ci?.map(Math.abs)).toEqual([expect.closeTo(reach, 2), expect.closeTo(reach, 2)])
    // Against itself, also with other weights, nothing that was not seen is held against it.
    expect(moved(true, all)).toMatchObject({ diff: 0, ci: [0, 0], solved: { ci: [0, 0] } })
    expect(moved(true, all, 10)).toMatchObject({
      diff: 0,
      ci: [expect.closeTo(-50 * short, 2), expect.closeTo(50 * short, 2)],
    })
  })

  it('has no score where nobody rated, and then no rank, instead of 0', () => {
    const silent = [
      replication(
        [
          ['a', [9, 10], [0, 0], 0],
          ['b', [5, 10], [8, 10], 8],
        ],
        0,
      ),
      results[1] as never,
    ]
    const [{ units } = { units: [] }] = evaluatedOf(silent, world(60), 0.95) ?? []
    expect(units.find(({ unit }) => unit === 'a')).toMatchObject({ score: 84, ci: null })
    expect(units.find(({ unit }) => unit === 'b')?.ranks.map(({ estimate }) => estimate)).toEqual([0.5, 0.5])
  })

  it('is the same among the figures: up to 100, over the replications in which it is defined, and so are differences', () => {
    const [bounded] = evaluationFigures(results, world(60))
    const [{ units } = { units: [] }] = evaluatedOf(results, world(60), 0.95) ?? []
    expect(indicatorOf(bounded as never, 0.95).ci).toEqual(units[0]?.ci)
    const silent = [
      replication([['a', [9, 10], [0, 0], 0]], 0),
      ...[1, 2].map(i => ({ ...results[1], replication: i })),
    ]
    const told = (of: readonly ReplicationResult[]) => evaluationFigures(of, world(60)).slice(0, 1)
    const all = [...results, { ...results[1], replication: 2 }] as ReplicationResult[]
    expect(indicatorOf(told(silent as never)[0] as never, 0.95)).toMatchObject({ estimate: 84, n: 2 })
    const comparing = { level: 0.95, isSame: () => false }
    const [row] = compared(told(all), told(silent as never), comparing)
    const [moved] = evaluatedDifferences(all, silent as never, [arm(60), arm(60)], comparing) ?? []
    expect(row).toMatchObject({ diff: 0, ci: moved?.units.find(({ unit }) => unit === 'a')?.ci })
  })

  it('gives equals the same rank', () => {
    const equal = [0, 1].map(i =>
      replication(
        [
          ['a', [3, 10], [1, 10], 1],
          ['b', [3, 10], [1, 10], 1],
        ],
        i,
      ),
    )
    const [{ units } = { units: [] }] = evaluatedOf(equal, world(60), 0.95) ?? []
    expect(units.map(({ ranks }) => ranks.map(({ estimate }) => estimate))).toEqual([
      [1, 0],
      [1, 0],
    ])
  })
})

const plain: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, replications: 6 },
  cases: [{ type: 'errand', arrivals: { perDay: 4 }, opening: { ...opening, topic: { $pick: ['x', 'y'] } } }],
  behaviour: [{ role: 'invitee', choose: { reply: 3, never: 1 }, delay: { exponential: { mean: '90 min' } } }],
}
const evaluations = {
  agreement: {
    unit: 'topic',
    rates: { agreed: { weight: 100, anyOf: [{ $outcome: 'agreed' }] } },
    solved: [{ $outcome: ['agreed'] }],
  },
}

describe('an evaluation of simulated cases', () => {
  it('is the share of each unit’s cases, and changes nothing else', () => {
    const measures = { agreed: { of: 'share' as const, anyOf: [{ topic: 'x' }, { topic: 'y' }] } }
    const without = simulate({ ...plain, measures }, { caseTypes })
    const evaluated = simulate({ ...plain, measures, evaluations }, { caseTypes })
    const others = evaluated.indicators.filter(({ id }) => id !== 'score' && id !== 'rate')
    expect(others).toEqual(without.indicators)
    expect(without).not.toHaveProperty('evaluations')
    const units = evaluated.evaluations?.[0]?.units ?? []
    const all = units.reduce((sum, { rates }) => sum + (rates[0]?.estimate ?? 0) * (rates[0]?.of ?? 0), 0)
    const arrived = without.indicators.find(({ id }) => id === 'arrived')?.estimate as number
    const agreed = without.indicators.find(one => one.dims.outcome === 'agreed')?.estimate as number
    expect(all / 6).toBeCloseTo(agreed * arrived, 6)
  })

  it('of A against A is exactly the same; stricter exclusions take away what leaving cases out brought', () => {
    const lenient = { agreement: { ...evaluations.agreement, excluded: [{ $outcome: 'failed', topic: 'x' }] } }
    const { comparisons, evaluations: now } = simulate(
      {
        ...plain,
        evaluations: lenient,
        compare: { same: {}, strict: { evaluations: { agreement: { excluded: [] } } } },
      },
      { caseTypes },
    )
    const [same, strict] = comparisons.map(one => one.evaluations?.[0]?.units ?? [])
    for (const { diff, rankChanges, gains } of same ?? [])
      expect([diff, rankChanges.estimate, gains]).toEqual([0, 0, null])
    expect(now?.[0]?.units[0]).toMatchObject({ unit: 'x', score: 100 })
    expect(strict?.find(({ unit }) => unit === 'x')?.diff).toBeLessThan(0)
    expect(strict?.find(({ unit }) => unit === 'y')?.diff).toBe(0)
    expect(comparisons[1]?.changes.map(({ sentence }) => sentence.en)).toEqual([
      'agreement, left out where: outcome = failed & topic = x becomes nothing',
    ])
  })

  it('set by somebody above the town is flagged, and told on the page with who gains without solving more', () => {
    const district = {
      agreement: { ...evaluations.agreement, authority: 'district' as const, source: 'Rules of 2025' },
    }
    const lenient = { agreement: { excluded: [{ $outcome: 'failed', topic: 'x' }] } }
    const result = simulate(
      { ...plain, evaluations: district, compare: { lenient: { evaluations: lenient } } },
      { caseTypes },
    )
    expect(result.comparisons[0]?.changes[0]?.authority).toEqual({ who: 'district', source: 'Rules of 2025' })
    const page = reportOf(result, { caseTypes })
    expect(page).toContain('Evaluation: agreement')
    expect(page).toContain('得分相对上升，但未见多解决')
  })

  it('is refused with its line and the name that was perhaps meant', () => {
    const text = [
      ...['from: 2026-03-02', 'days: 5'],
      'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]',
      ...['evaluations:', '  e:', '    unit: topik', '    excluded: [{ $outcome: agred }]', '    rates:'],
      ...['      r: { weight: 40, anyOf: [{ convenr: b }] }', '      s: { weigt: 50, anyOf: [{}] }'],
    ]
    const told = (lines: readonly string[]) => {
      const parsed = parseScenario(lines.join('\n'), caseTypes)
      return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    }
    expect(told(text)).toEqual(['10 evaluations.e.rates.s.weigt: "weigt" is not known here; did you mean "weight"?'])
    expect(told(text.map(line => line.replace('weigt', 'weight')))).toEqual([
      '6 evaluations.e.unit: no field of the case is called "topik"; did you mean "topic"?',
      '7 evaluations.e.excluded.0.$outcome: no outcome is called "agred"; did you mean "agreed"?',
      '9 evaluations.e.rates.r.anyOf.0.convenr: no field of the case is called "convenr"; did you mean "convener"?',
      '8 evaluations.e.rates: weigh 90 in all; make it 100',
    ])
  })
})
