// What it is worth that compared policies have the same luck: how little their difference varies.
import { errand, errandOpened } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { simulate } from '../src/index.js'

const { comparisons } = simulate(
  {
    ...{ from: '2026-03-02', days: 20, replications: 20 },
    cases: [
      {
        ...{ type: 'errand', arrivals: { perDay: 12, byHour: { '09-12': 1 } } },
        opening: errandOpened.opening as Record<string, unknown>,
      },
    ],
    parties: { 'dept:police': { staff: 2 } },
    behaviour: [
      {
        ...{ role: 'invitee', choose: { reply: 9, never: 1 } },
        ...{ delay: { exponential: { mean: '90 min' } }, effort: '30 min' },
      },
    ],
    compare: {
      'one more': { parties: { 'dept:police': { staff: 3 } } },
      quicker: { parties: { 'dept:police': { speed: 1.2 } } },
    },
  },
  { caseTypes: [errand] },
)

it.each(comparisons.map(({ name, rows }) => [name, rows] as const))(
  'the difference of %s varies at most a twentieth as much on means as with luck of its own, a quarter on rates',
  (_, rows) => {
    const ratios = (id: string) =>
      rows.filter(row => row.id === id && row.kind !== 'quantile').map(({ varianceRatio }) => varianceRatio as number)
    expect(ratios('timeToClose')).toHaveLength(1)
    for (const ratio of ratios('timeToClose')) expect(ratio).toBeLessThanOrEqual(0.05)
    const rates = [...ratios('deadlineMet'), ...ratios('outcome')]
    expect(rates).toHaveLength(3)
    for (const ratio of rates) expect(ratio).toBeLessThanOrEqual(0.25)
  },
)
