import { verifyCaseType } from '@convoke/verify'
import { repairMeeting, repairMeetingWith } from './repair-meeting.js'

/** The rule of the town, whatever a case type says: whoever reports work does not verify it. */
const mustBeSeparate = [{ did: 'report', mayNot: 'verify' }] as const

const drafts = {
  'the first draft': repairMeetingWith({ onlyLeadHasClock: true, mayVerifyOwnWork: true }),
  'the second draft': repairMeetingWith({ mayVerifyOwnWork: true }),
  'what was adopted': repairMeeting,
}

for (const [name, caseType] of Object.entries(drafts)) {
  const { findings, states } = verifyCaseType(caseType, { mustBeSeparate, properties: ['P6', 'P8', 'P9'] })
  console.log(`\n${name}: ${findings.length} findings`)
  if (findings.length === 0) console.log(`  none of them in any of its ${states} states`)
  for (const { property, message, story } of findings) {
    console.log(`  ${property}: ${message.en}`)
    for (const { en } of story) console.log(`    ${en}`)
  }
}

const [last] = verifyCaseType(drafts['the second draft'], { mustBeSeparate, properties: ['P9'] }).findings
console.log(`\n${last?.diagram}\n\n${last?.test}`)
