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
import { tableOf } from '../src/properties/rule-table.js'
const which = process.argv[2], openingAt = Number(process.argv[3] ?? 0), departures = Number(process.argv[4] ?? 1)
for (const c of [areaMeeting, complaint, conveningRequest, fourParty, ownersCommitteeElection] as any[]) {
  if (which && c.name !== which) continue
  const t = performance.now()
  const o = openingFor(c, caseDefinition(c), openingAt ? { opening: c.openings[openingAt] } : {}, { at: 0, calendar: everyDayCalendar() })
  const e = exploreCase(c, o, {}, { maxStates: 100000, maxItems: Number(process.env.ITEMS ?? 1), departures, isWhole: true } as any)
  console.log('#', c.name, openingAt, e.states, e.expanded, e.transitions, e.limits.filter(l=>/stopp|ways/.test(l)).join(), Math.round(performance.now() - t), 'ms')
  if (process.argv[5]) for (const r of tableOf(studyOf(e))) console.log([r.in, r.does, r.by?.join(' ') ?? '', r.to?.join(' ')].join('\t'))
}
