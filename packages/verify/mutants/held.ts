import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { judgedAll, unmetIn } from './judge.js'
import { shipped } from './subjects.js'
for (const { name, caseType: c, setting } of shipped) {
  if (process.argv[2] && name !== process.argv[2]) continue
  const t = performance.now()
  const all = judgedAll(c, setting)
  console.log('#', name, all.map(a => a.exploration.states).join('+'), Math.round(performance.now() - t), 'ms')
  for (const x of new Set(all.flatMap(a => [...a.declared]))) console.log(x)
  for (const x of unmetIn(c, setting, all)) console.log('UNMET', x)
  if (process.argv[3]) for (const x of new Set(all.flatMap(a => [...a.defaults]))) console.log('  D', x)
}
