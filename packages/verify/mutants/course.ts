import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { caseDefinition } from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { openingFor } from '../src/opening.js'
import { exploreCase } from '../src/explore.js'
import { studyOf } from '../src/study.js'
import { edgesOf } from '../src/graph.js'
const which = process.argv[2]
for (const c of [areaMeeting, complaint, conveningRequest, fourParty, ownersCommitteeElection] as any[]) {
  if (which && c.name !== which) continue
  for (const [n, opening] of c.openings.entries()) {
  const o = openingFor(c, caseDefinition(c), { opening }, { at: 0, calendar: everyDayCalendar() })
  const e = exploreCase(c, o, {}, { maxStates: 100000, maxItems: Number(process.env.ITEMS ?? 1), departures: 0, isWhole: true } as any)
  const s = studyOf(e)
  console.log('#', c.name, n, e.states, e.expanded)
  const seen = new Set()
  for (let st = 0; st < e.expanded; st++) {
    const line = s.statesOf(st, 'en')
    const ed = [...edgesOf(e, st)].filter(x => x.target < e.expanded && x.target !== st).map(x => `${x.move.type}${(x.move as any).by ? ' by ' + (x.move as any).by : ''} -> ${x.target} ${s.statesOf(x.target, 'en')}`)
    console.log(st, line, '|', ed.join('; '))
  }
  }
}
