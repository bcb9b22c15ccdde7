import { fileReference, instant, partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'
import { electorate, kind, line, text } from './opening.js'
import type { parameters } from './parameters.js'

const weights = z.object({ heads: z.int(), area: z.int() })
const prepared = z.enum([
  'rollConfirmed',
  'meetingPlan',
  'rulesDraft',
  'votingRules',
  'candidateMethod',
  'electionMethod',
])

/** Somebody in the group 筹备组（换届改选小组）, and for whom. */
const groupMember = z.object({ party: partyId, side: z.enum(['owners', 'developer', 'town', 'residents']) })

/** A candidate 候选人: has promised in writing, and is eligible or not. */
const candidate = z.object({
  commitment: fileReference,
  eligible: z.boolean().nullable(),
  reason: text.nullable(),
  /** 当选. */
  elected: z.boolean(),
  votes: weights.nullable(),
  /** What it had in the last run-off it stood in. */
  runOff: weights.nullable(),
})

/** A vote among those who are level for the last seats 就票数相等的候选人再次投票. */
const runOff = z.object({
  candidates: z.array(partyId),
  seats: z.int(),
  /** Counts the run-offs of this election. */
  n: z.int(),
  result: z.enum(['valid', 'invalid']).nullable(),
  participation: weights.nullable(),
})

/** The data of an election 业委会选举办件. */
export const context = z.object({
  place: line,
  kind,
  ground: text.nullable(),
  town: partyId,
  residentsCommittee: partyId.nullable(),
  housingOffice: partyId.nullable(),
  district: partyId.nullable(),
  developer: partyId.nullable(),
  ownersCommittee: partyId.nullable(),
  propertyCompany: partyId.nullable(),
  police: partyId.nullable(),
  ownerRepresentatives: z.array(partyId),
  roll: fileReference.nullable(),
  electorate: electorate.nullable(),
  buildingArea: z.int().nullable(),
  seatsBefore: z.int().nullable(),
  membersBefore: z.array(partyId),
  termEnds: z.iso.date().nullable(),

  report: fileReference.nullable(),
  requested: fileReference.nullable(),
  group: z.array(groupMember),
  groupChair: partyId.nullable(),
  namesPosted: z.boolean(),
  trained: z.boolean(),
  objections: z.array(z.object({ by: partyId, about: line, reason: text, answer: text.nullable() })),
  extensions: z.int(),
  /** 印章、档案: held by the old committee, deposited with the housing office, returned to the new one. */
  seals: z.enum(['none', 'held', 'deposited', 'returned']),

  prepared: z.array(prepared),
  agenda: z.array(z.object({ matter: line, title: line })),
  plan: z.object({ committee: partyId, seats: z.int(), term: z.int() }).nullable(),
  candidates: z.record(partyId, candidate),

  announcements: z.int(),
  revotes: z.int(),
  status: z.enum(['none', 'announced', 'open', 'counted']),
  confirmed: z.array(partyId),
  /** Who has returned a ballot, and what each candidate has so far. */
  box: visibleTo(
    ['groupChair', 'monitor', 'town'],
    z.object({ electorate: weights, returned: weights, marks: z.string(), votes: z.record(partyId, weights) }),
  ).nullable(),
  result: z.enum(['valid', 'invalid']).nullable(),
  participation: weights.nullable(),
  runOff: runOff.nullable(),
  backing: z.record(partyId, partyId),
  chair: partyId.nullable(),
  resultPosted: z.boolean(),
  filing: fileReference.nullable(),
  returns: z.int(),
  certificate: fileReference.nullable(),
  breaches: z.array(
    z.object({
      party: partyId,
      kind: z.enum([
        'noReport',
        'noGroup',
        'namesNotPosted',
        'sealsNotDeposited',
        'lateMeeting',
        'notCounted',
        'noRunOff',
        'noChair',
        'notPosted',
        'notFiled',
        'notRegistered',
        'sealsNotReturned',
      ]),
      at: instant(),
    }),
  ),
  reminders: z.int(),
  closure: z.object({ ground: text }).nullable(),
})

/** The context as the machine sees it: the data, and the parameters this case was opened with. */
export type Context = z.output<typeof context> & { readonly parameters: z.output<typeof parameters> }
