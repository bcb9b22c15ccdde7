import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { activePaths, caseDefinition } from '@convoke/core'
import { errand, errandOpened, gathering, poll, relay } from '@convoke/core/testing'
import * as fc from 'fast-check'
import { it } from 'vitest'
import { historyOf } from '../src/fast-check/index.js'

it('x', () => {
  const r = fc.check(
    fc.property(historyOf(errand, { openings: [errandOpened] }), ({ state, drafts }) => {
      return state.outcome !== null || state.machine.value === 'drafting' || state.deadlines.length > 0
    }),
    { seed: 1 },
  )
  console.log(r.failed, r.numRuns, r.numShrinks, String(r.counterexample))
})
it.each([conveningRequest, areaMeeting, complaint, fourParty, ownersCommitteeElection])('$name', t => {
  const t0 = performance.now()
  const all = fc.sample(historyOf(t, { steps: 40, refused: 'kept' }), { seed: 1, numRuns: 40 })
  const t1 = performance.now()
  const seen = new Set(all.flatMap(h => h.drafts.flatMap(d => activePaths(caseDefinition(t), d.after.machine))))
  const paths = [...caseDefinition(t).paths.values()].filter(p => p !== '')
  console.log(
    t.name,
    Math.round(t1 - t0),
    'ms',
    all.reduce((n, h) => n + h.attempts.length, 0) / 40,
    'refused',
    all.flatMap(h => h.attempts).filter(a => a.decision.refusal).length,
    'faults',
    all
      .flatMap(h => h.attempts)
      .filter(a => a.fault)
      .map(a => String(a.fault))
      .slice(0, 3),
    seen.size,
    '/',
    paths.length,
    paths.filter(p => !seen.has(p)).join(' '),
  )
  console.log(String(all[3]).slice(0, 1500))
})
