// A study that touches every distribution, bundled and run as it is on every platform.
import { conveningRequest } from '@convoke/case-types/convening-request'
import { sha256Hex } from '@convoke/core'
import { type ScenarioInput, simulate } from '../../src/index.js'

const scenario: ScenarioInput = {
  ...{ from: '2026-03-02', days: 8, replications: 2, drain: 15 },
  cases: [{ type: 'convening-request', arrivals: { perDay: 2 } }],
  parties: { 'town:operations-centre': { staff: 1, speed: 0.9 }, 'town:community-office': { staff: 1 } },
  behaviour: [
    {
      ...{ role: 'invitee', task: 'reply', choose: { accept: 3, decline: 1, never: 1 } },
      ...{ delay: { lognormal: { median: '5 h', p90: '20 h' } }, effort: { gamma: { mean: '2 h', cv: 0.7 } } },
    },
    { task: 'fixMeeting', data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: 'x' } } },
    {
      role: 'screener',
      delay: { weibull: { scale: '3 h', shape: 1.7 } },
      effort: { pert: { min: '5 min', mode: '9 min', max: '1 h' } },
    },
    {
      role: 'assignee',
      delay: { zero: 0.2, else: { exponential: { mean: '9 h' } } },
      effort: { triangular: { min: '1 h', mode: '2 h', max: '9 h' } },
    },
    {
      delay: { uniform: { from: '1 h', to: '3 h' } },
      effort: { empirical: ['10 min', { value: '30 min', weight: 2 }] },
    },
  ],
  compare: {
    'one day': { parameters: { 'convening-request': { replyWithin: { n: 1, unit: 'working-day' } } } },
  },
}

/** The hash of everything the study says. */
export const hash = sha256Hex(JSON.stringify(simulate(scenario, { caseTypes: [conveningRequest] })))
