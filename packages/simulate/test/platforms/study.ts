// A study that touches every distribution, and one of visits to desks, which go in a loop of their own; bundled and run as they
// are on every platform.
import { sha256Hex } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { scenarioOf, urgentVisit, visit } from '../../bench/queues.js'
import { type ScenarioInput, simulate } from '../../src/index.js'

const errands = { type: 'errand', opening: errandOpened.opening as Record<string, unknown> }

const scenario: ScenarioInput = {
  ...{ from: '2026-03-02', days: 10, replications: 2, calendar: 'always' },
  cases: [
    { ...errands, arrivals: { perDay: 6, byHour: { '08-20': 2, '20-08': 1 } } },
    { ...errands, arrivals: { perDay: 1 } },
  ],
  parties: { 'dept:police': { staff: 1, speed: 0.9 } },
  behaviour: [
    {
      ...{ role: 'invitee', delay: { lognormal: { median: '2 h', p90: '9 h' } } },
      effort: { gamma: { mean: '50 min', cv: 0.7 } },
    },
    {
      delay: { zero: 0.2, else: { weibull: { scale: '1 h', shape: 1.7 } } },
      effort: { pert: { min: '5 min', mode: '9 min', max: '1 h' } },
    },
  ],
  compare: {
    others: {
      behaviour: [
        {
          ...{ role: 'invitee', delay: { never: 0.1, else: { exponential: { mean: '3 h' } } } },
          effort: { triangular: { min: '10 min', mode: '20 min', max: '2 h' } },
        },
        {
          delay: { uniform: { from: '1 h', to: '3 h' } },
          effort: { empirical: ['10 min', { value: '30 min', weight: 2 }] },
        },
      ],
    },
  },
}

const queue = { name: 'visits', load: 0.8, servers: 2, desks: 2, urgent: 0.3 } as const
const visits = scenarioOf({ ...queue, service: { exponential: { mean: '1 h' } } }, 40, 2)

/** The hash of everything the studies say. */
export const hash = sha256Hex(
  JSON.stringify([simulate(scenario, { caseTypes: [errand] }), simulate(visits, { caseTypes: [visit, urgentVisit] })]),
)
