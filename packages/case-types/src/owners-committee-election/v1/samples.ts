// Examples of what parties send.
import type { Declaration, FileReference, Samples } from '@convoke/core'
import type * as z from 'zod'
import type { opening } from './opening.js'
import type { words } from './words.js'

type SamplesOf<Words> = Words extends Declaration<infer Shape> ? Samples<Shape> : never

const document = (digit: string, mediaType = 'application/pdf'): FileReference => ({
  sha256: digit.repeat(64),
  size: 2048,
  mediaType,
  uri: `urn:convoke:file:${digit}`,
})

const town = 'town:meilong'
const base = {
  place: '春申景城',
  town,
  residentsCommittee: 'rc:chunshen',
  housingOffice: 'town:housing',
  district: 'district:housing',
  developer: 'developer:hongrun',
  propertyCompany: 'pm:chunshen',
  police: 'police:station',
  ownerRepresentatives: ['owner:1'],
  roll: document('1', 'text/csv'),
  electorate: { heads: 300, area: 30_000 },
  buildingArea: 30_000,
} satisfies Partial<z.input<typeof opening>>

const seated = ['owner:1', 'owner:2', 'owner:3', 'owner:4']

/** Openings: the first committee, the end of a term, an early re-election, a by-election for one seat. */
export const openings: readonly z.input<typeof opening>[] = [
  { ...base, kind: 'first' },
  {
    ...base,
    kind: 'regular',
    ownersCommittee: 'oc:chunshen',
    seatsBefore: 5,
    membersBefore: seated,
    termEnds: '2026-09-30',
  },
  { ...base, kind: 'early', ownersCommittee: 'oc:chunshen', seatsBefore: 5, membersBefore: ['owner:1', 'owner:2'] },
  { ...base, kind: 'byElection', ownersCommittee: 'oc:chunshen', seatsBefore: 5, membersBefore: seated },
]

const reason = '理由如下'
const members = [
  { party: 'town:officer', side: 'town' as const },
  { party: 'rc:chunshen', side: 'residents' as const },
  { party: 'owner:1', side: 'owners' as const },
  { party: 'owner:2', side: 'owners' as const },
  { party: 'owner:3', side: 'owners' as const },
]

/** Examples of each command's data. */
export const samples: SamplesOf<typeof words> = {
  reportConditions: [
    { file: document('2'), delivered: 15_000, total: 30_000 },
    { file: document('2'), delivered: 9_000, total: 30_000, twoYears: true },
  ],
  reportTermEnd: [{ file: document('2') }],
  requestInWriting: [{ letter: document('3') }],
  formGroup: [{ members, chair: 'town:officer' }],
  postNames: [{ file: document('4') }],
  objectToMember: [{ party: 'owner:2', reason }],
  replaceMember: [{ party: 'owner:2', instead: { party: 'owner:9', side: 'owners' }, reason }],
  answerObjection: [{ objection: 0, answer: '已核实' }],
  trainGroup: [{ file: document('5') }],
  depositSeals: [{ file: document('6') }],
  urgeHandOver: [{ reason }],
  prepare: [
    { what: 'rollConfirmed', file: document('7') },
    { what: 'meetingPlan', file: document('7') },
    { what: 'rulesDraft', file: document('7') },
    { what: 'votingRules', file: document('7') },
    { what: 'candidateMethod', file: document('7') },
    { what: 'electionMethod', file: document('7') },
  ],
  setRoll: [{ roll: document('1', 'text/csv'), electorate: { heads: 300, area: 30_000 } }],
  setSeats: [
    { committee: 'oc:chunshen', seats: 5, term: 3 },
    { committee: 'oc:chunshen', seats: 1, term: 3 },
  ],
  addAgenda: [
    { matter: 'election', title: '选举业委会' },
    { matter: 'propertyCompany', title: '选聘物业' },
  ],
  nominate: [
    { candidate: 'owner:1', commitment: document('8') },
    // Who is not in the committee yet may stand for the empty seat.
    { candidate: 'owner:9', commitment: document('8') },
  ],
  screenCandidate: [
    { candidate: 'owner:1', eligible: true },
    { candidate: 'owner:1', eligible: false, reason },
    { candidate: 'owner:9', eligible: true },
  ],
  announceContents: [{ file: document('9') }],
  objectToContents: [{ reason }],
  allowMoreTime: [{ reason }],
  vote: [{ names: [] }, { names: ['owner:1'], instruction: document('a') }, { names: ['owner:9'] }],
  enterBallot: [
    { voter: 'owner:4', names: [], paper: document('b') },
    { voter: 'owner:4', names: ['owner:9'], paper: document('b') },
  ],
  confirmCount: [{ returned: { heads: 0, area: 0 } }],
  repeatElection: [{ reason }],
  giveUp: [{ reason }],
  backChair: [{ member: 'owner:1' }, { member: 'owner:9' }],
  postResult: [{ file: document('c') }],
  file: [{ file: document('d') }],
  completeFiling: [{ certificate: document('e') }],
  returnFiling: [{ list: ['缺少委员承诺书'] }],
  returnSeals: [{ file: document('f') }],
  remind: [{ party: town, message: '请抓紧' }],
  withdraw: [{ reason }],
}
