import { fileReference, instant, partyId, personal, visibleTo } from '@convoke/core'
import * as z from 'zod'
import { matterKind } from './matters.js'
import { committee, electorate, kind, line, name, purpose, text, urgentRepair } from './opening.js'
import type { parameters } from './parameters.js'

const choice = z.enum(['yes', 'no', 'abstain'])
const result = z.enum(['passed', 'rejected', 'invalid'])
const weights = z.object({ heads: z.int(), area: z.int() })
const date = z.iso.date()

/** A vote over a roll as it stands: sums, and two bits for each owner. See `BallotBox` of the core. */
const box = z.object({ electorate: weights, yes: weights, no: weights, abstain: weights, marks: z.string() })

/** A vote of the owners 业主表决. The ballots are entries, the box is beside it, the result is here. */
const vote = z.object({
  title: line,
  agenda: text,
  matter: matterKind,
  /** `part`: only those who share that part 部分共用 vote, on a roll of their own. */
  scope: z.enum(['area', 'part']),
  roll: fileReference,
  electorate,
  /** Who called it and counts: the owners' committee, the residents' committee on a mandate, or the town. */
  organiser: partyId,
  /** Who watches the count. */
  monitor: partyId,
  status: z.enum(['announced', 'open', 'counted']),
  confirmed: z.array(partyId),
  counts: z.object({ yes: weights, no: weights, abstain: weights }).nullable(),
  result: result.nullable(),
})

/** A decision on record 决定: of the owners by vote, of the committee by signatures, or of the parties by agreement. */
const decision = z.object({
  by: z.enum(['owners', 'committee', 'agreement']),
  title: line,
  result,
  posted: z.boolean(),
  challenges: z.int(),
  annulled: z.boolean(),
})

/** What is to be carried out 实施事项, by whom, and how far it is. */
const work = z.object({
  what: text,
  origin: z.enum(['service', 'consensus', 'committee', 'vote', 'agreement', 'district', 'preAssembly']),
  executor: partyId.nullable(),
  due: date.nullable(),
  reports: z.int(),
  evidence: fileReference.nullable(),
  accepted: z.array(partyId),
  reworks: z.int(),
  overdue: z.boolean(),
})

/** A document that is posted, or owed 透明窗. */
const document = z.object({
  kind: z.enum(['audit', 'maintenanceFund', 'publicRevenue', 'contract', 'decision', 'other']),
  by: partyId,
  file: fileReference.nullable(),
  due: date.nullable(),
  status: z.enum(['owed', 'posted', 'overdue', 'takenDown']),
  objections: z.int(),
})

/** A question about a document, or a message 来信, with its answer. */
const question = z.object({ from: partyId, to: partyId, text, answer: text.nullable(), late: z.boolean() })

/** Marks that owners gave 公平秤: how many, their sum, and who has given one. */
const rating = z.object({ count: z.int(), sum: z.int(), marks: visibleTo([], z.string()) })

/** The property company leaves 物业退出. */
const exit = z.object({
  kind: z.enum(['notRenewing', 'endingIndefinite']),
  noticeBy: partyId,
  oldCompany: partyId,
  successor: partyId.nullable(),
  standIn: partyId.nullable(),
  standInAsked: z.boolean(),
  left: z.boolean(),
  handed: z.array(z.enum(['records', 'balance', 'rooms'])),
  received: z.array(z.enum(['records', 'balance', 'rooms'])),
  overdue: z.boolean(),
})

/** The data of a four-party case 四方协调办件. The machine's state says where it stands. */
export const context = z.object({
  topic: line,
  place: line,
  raisedBy: partyId,
  background: text.nullable(),
  kind,
  urgent: urgentRepair.nullable(),
  accused: partyId.nullable(),
  purpose,
  matter: matterKind.nullable(),
  contact: visibleTo(['proposer', 'residentsCommittee', 'town'], personal(line, { subject: 'raisedBy' })).nullable(),

  residentsCommittee: partyId.nullable(),
  partyBranch: partyId.nullable(),
  ownersCommittee: partyId.nullable(),
  propertyCompany: partyId.nullable(),
  town: partyId.nullable(),
  housingOffice: partyId.nullable(),
  district: partyId.nullable(),
  mediator: partyId.nullable(),
  committee: committee.nullable(),
  participants: z.array(partyId),
  ownerRepresentatives: z.array(partyId),
  informed: z.array(partyId),
  roll: fileReference.nullable(),
  electorate: electorate.nullable(),
  /** On the assembly's mandate the residents' committee acts for the owners' committee 受业主大会委托. */
  mandate: fileReference.nullable(),

  routes: z.array(z.object({ by: partyId, to: line, reason: text })),
  answer: z.object({ status: z.enum(['done', 'refused', 'needsFund', 'silent']), text: text.nullable() }).nullable(),

  /** Owners who demand a meeting 提议人; the bitmap is over `roll`. */
  demand: z.object({ box, reached: z.boolean() }).nullable(),
  memberDemands: z.array(partyId),
  convenor: partyId.nullable(),
  motion: z
    .object({
      title: line,
      text,
      leadsTo: z.enum(['execute', 'vote']),
      executor: partyId.nullable(),
      votes: z.record(partyId, choice),
    })
    .nullable(),

  meetings: z.int(),
  meeting: z
    .object({
      proposal: text,
      executor: partyId.nullable(),
      positions: z.record(partyId, z.object({ agrees: z.boolean(), reason: text.nullable() })),
    })
    .nullable(),
  minutes: z.array(z.object({ meeting: z.int(), decided: text, undecided: text.nullable(), content: text })),

  votes: z.int(),
  revotes: z.int(),
  vote: vote.nullable(),
  box: visibleTo(['organiser', 'monitor', 'town'], box).nullable(),
  decisions: z.record(name, decision),
  /** The decision that is to be published next. */
  toPost: name.nullable(),
  stayed: name.nullable(),

  mediation: z
    .object({
      parties: z.array(partyId),
      consents: z.array(partyId),
      proposal: visibleTo(['disputant', 'mediator'], text).nullable(),
      executor: partyId.nullable(),
      signed: z.array(partyId),
      outcome: z.enum(['agreed', 'refused', 'failed']).nullable(),
      confirmation: z.array(partyId),
    })
    .nullable(),
  advice: z.object({ channel: line, reason: text }).nullable(),

  work: work.nullable(),
  ratings: z.record(line, rating),
  opinions: z.record(partyId, text),

  exit: exit.nullable(),
  arrears: z
    .object({
      debtor: visibleTo(['ownersCommittee', 'propertyCompany', 'residentsCommittee'], line),
      urged: z.boolean(),
      demand: fileReference.nullable(),
      paid: z.boolean(),
      cuts: z.int(),
    })
    .nullable(),
  townAsked: z.boolean(),
  orders: z.int(),
  intervention: line.nullable(),

  convening: z.enum(['open', 'settled', 'refused']).nullable(),
  election: z.enum(['open', 'settled', 'refused']).nullable(),
  complaints: z.record(name, z.enum(['open', 'settled', 'refused'])),

  documents: z.record(name, document),
  queries: z.record(name, question),
  messages: z.record(name, question),
  receptions: z.array(z.object({ by: partyId, date, time: line, place: line })),
  referrals: z.array(z.object({ party: partyId, service: line })),
  breaches: z.array(
    z.object({
      party: partyId,
      kind: z.enum([
        'silent',
        'noEmergencyMeasures',
        'notPosted',
        'notCounted',
        'lateAnswer',
        'documentOwed',
        'lateWork',
        'noHandOver',
        'supplyCut',
        'noMeeting',
      ]),
      at: instant(),
    }),
  ),
  reminders: z.int(),
  adopted: z.boolean(),
  closure: z.object({ ground: text }).nullable(),
})

/** The context as the machine sees it: the data, and the parameters this case was opened with. */
export type Context = z.output<typeof context> & { readonly parameters: z.output<typeof parameters> }
/** A vote of the owners. */
export type Vote = z.output<typeof vote>
