// Every shipped case type, held to what holds for all: by its own openings and samples alone, in few and short histories.
// What needs data that fits, such as reaching every state, is held in packages/case-types over histories of its own.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { describeCaseType } from '../src/vitest/index.js'

for (const caseType of [conveningRequest, areaMeeting, complaint, fourParty, ownersCommitteeElection]) {
  describeCaseType(caseType, {
    runs: 10,
    steps: 25,
    // Not more is looked into than has to be: what every state of these types holds is asked of them elsewhere.
    verify: { maxStates: 40, effort: 0 },
    without: {
      'every state is reached by some history': 'ten short histories of samples come through a part of them',
    },
  })
}
