import { instant, partyId, personal, visibleTo } from '@convoke/core'
import * as z from 'zod'
import {
  adviceChannel,
  emergencyKind,
  flag,
  inlet,
  inside,
  kind,
  line,
  localId,
  ofComplainant,
  reaching,
  reference,
  representatives,
  text,
} from './opening.js'
import type { parameters } from './parameters.js'

/** What an answer says became of the matter 办理结果. `explained`: there is no basis for what was asked. */
export const answerOutcome = z.enum(['resolved', 'explained', 'unfounded'])

/** The answer 答复, reviewed before the complainant gets it. */
const answer = z.object({
  outcome: answerOutcome,
  text: visibleTo(inside, text),
  evidence: z.array(reference),
  /** Who answered: the lead unit, or whoever decided after escalation. */
  by: partyId,
  /** Who answered for it in a second handling: the head of the unit. */
  head: partyId.nullable(),
  status: z.enum(['toReview', 'passed', 'unreviewed']),
})

/** A rating 评价 of one complainant: contacted, solved, and satisfaction from 1 to 5. */
const rating = z.object({
  contacted: z.boolean(),
  solved: z.boolean(),
  satisfaction: z.int().min(1).max(5),
  comment: visibleTo(inside, text).nullable(),
  /** Set aside by a ruling; it then counts neither for nor against the unit. */
  excluded: z.boolean(),
})

const coUnit = z.object({
  task: text.nullable(),
  status: z.enum(['named', 'asked', 'reported', 'late']),
  report: text.nullable(),
  /** Counts the tasks given, so that each has a clock of its own. */
  tasks: z.int(),
})

/** A linked case: a convening request, a four-party case, an area meeting or a split-off complaint. */
const link = z.object({
  /** Tells it from those asked for before and after it, so that late news of another one is not taken for its own. */
  key: line,
  status: z.enum(['open', 'refused', 'settled', 'lapsed']),
  outcome: line.nullable(),
  unresolved: z.array(z.string().max(200)),
})

/** How far an emergency has come. */
const emergencyStatus = z.enum(['handedOver', 'acknowledged', 'onScene', 'followedUp', 'lapsed'])

const supervision = z.object({
  target: partyId,
  level: z.enum(['town', 'district']),
  by: partyId,
  instruction: text,
  due: z.iso.date().nullable(),
  feedback: text.nullable(),
  status: z.enum(['open', 'answered', 'overdue']),
})

/** A return of the order 退单 and its ruling. */
const dispute = z.object({
  party: partyId,
  reason: text,
  proposed: partyId.nullable(),
  basis: text,
  stage: z.enum(['centre', 'superior']),
  /** The lowest body above the unit and the one it proposes; null: nobody, or nobody known. */
  superior: partyId.nullable(),
})

/** The data of a complaint 诉求办件. The machine's state says where it stands, this says who owes what. */
export const context = z.object({
  topic: line,
  kind,
  place: line,
  matter: line.nullable(),
  inlet,
  channel: line.nullable(),
  externalId: line.nullable(),
  externalDue: z.iso.date().nullable(),
  urgent: z.boolean(),
  gridItem: z.boolean(),
  statement: visibleTo(inside, personal(text, ofComplainant)).nullable(),
  allegation: text.nullable(),
  complainant: partyId.nullable(),
  anonymous: z.boolean(),
  consentToContact: z.boolean(),
  name: visibleTo(reaching, personal(line, ofComplainant)).nullable(),
  phone: visibleTo(reaching, personal(line, ofComplainant)).nullable(),
  door: visibleTo(reaching, personal(line, ofComplainant)).nullable(),
  group: representatives,
  supporters: z.array(partyId),
  headcount: z.int(),
  previous: line.nullable(),
  sensitive: z.array(flag),
  respondent: partyId.nullable(),
  intake: partyId,
  operationsCentre: partyId,
  gridInspector: partyId.nullable(),
  firstReceiver: partyId.nullable(),
  residentsCommittees: z.array(partyId),
  supervisor: partyId,
  districtOffice: partyId,
  areaChair: partyId.nullable(),

  /** The one unit that answers for the matter; null before it is dispatched. */
  lead: partyId.nullable(),
  /** Counts the times a unit was given the matter: the key of its inner clock. */
  assignment: z.int(),
  coUnits: z.record(partyId, coUnit),
  supplementRequests: z.int(),
  toSupplement: z.array(text),
  supplements: z.array(z.object({ party: partyId, text: visibleTo(inside, text) })),
  warnings: z.int(),
  verified: z.enum(['verified', 'notVerified']).nullable(),
  finding: text.nullable(),

  returns: z.int(),
  /** The order lies with a unit that has not begun with it: dispatched, or signed and not in contact yet. */
  returnable: z.boolean(),
  reassignments: z.int(),
  /** Whether somebody has ruled who handles it: from then on nobody returns it. */
  ruled: z.boolean(),
  dispute: dispute.nullable(),

  contact: z.enum(['notYet', 'contacted', 'unreachable', 'anonymous', 'late']),
  tries: z.array(z.object({ date: z.iso.date(), outsideOfficeHours: z.boolean() })),
  contactRecord: visibleTo(inside, text).nullable(),

  requests: z.object({
    extension: z.object({ days: z.int(), reason: text }).nullable(),
    shelving: z.object({ reason: text, plan: text, named: partyId }).nullable(),
    termination: z.object({ reason: text }).nullable(),
  }),
  extensions: z.array(z.object({ assignment: z.int(), days: z.int(), reason: text, approver: partyId })),
  shelving: z.object({ reason: text, plan: text, named: partyId, reviews: z.int() }).nullable(),
  timesShelved: z.int(),
  interimReplies: z.int(),

  /** Counts the cases asked for, over every cycle, so that no two have the same key. */
  asked: z.int(),
  convening: link.nullable(),
  fourParty: link.nullable(),
  areaMeeting: link.nullable(),
  areaPlan: text.nullable(),
  splits: z.record(localId, z.object({ topic: line, link })),

  emergency: z
    .object({
      to: emergencyKind,
      unit: partyId,
      violent: z.boolean(),
      status: emergencyStatus,
      /** Somebody is in a lift, whoever is to free them. */
      trapped: z.boolean(),
      accidentReported: z.boolean(),
      /** Who had it before, oldest first, and how far it came with each; the last twenty. */
      earlier: z.array(z.object({ to: emergencyKind, unit: partyId, status: emergencyStatus })),
    })
    .nullable(),

  statementOfRespondent: text.nullable(),
  remedies: z.array(z.object({ report: text, evidence: z.array(reference) })),
  respondentSilent: z.boolean(),

  answer: answer.nullable(),
  ratings: z.record(partyId, rating),
  /** Who did not rate, and why: counted, never as good and never as bad. */
  unrated: z.record(partyId, z.enum(['unreachable', 'silent', 'notDrawn'])),
  callbackTries: z.record(partyId, z.int()),
  calledBack: z.boolean(),
  /** The call-back has ended, by the clock or because the complaint was not drawn for one. */
  callbackOver: z.boolean(),
  siteCheck: z.object({ solved: z.boolean(), finding: text, by: partyId }).nullable(),
  publicReply: text.nullable(),
  reworks: z.int(),
  reworkGround: z.enum(['review', 'rating', 'order']).nullable(),
  ratingDispute: z.object({ reason: text, ruling: z.enum(['upheld', 'dismissed', 'lapsed']).nullable() }).nullable(),

  merged: z.object({ into: line, reason: text }).nullable(),
  merges: z.int(),
  orders: z.int(),
  escalation: z.object({ level: z.enum(['town', 'district']), ground: text, superior: partyId.nullable() }).nullable(),
  supervisions: z.record(z.string(), supervision),
  informed: z.array(partyId),
  chases: z.int(),
  reminders: z.int(),
  withdrawals: z.array(partyId),
  /** The outer clock has run out in this cycle. */
  outerLate: z.boolean(),
  /** Each clock that ran out and each level it reached: exactly one a level. */
  overdue: z.array(
    z.object({
      clock: line,
      key: z.string().max(300),
      level: z.enum(['due', 'oneDayLate', 'fiveDaysLate']),
      at: instant(),
      /** Whose lateness it was: in which cycle, and which unit had the matter then, if one had. */
      cycle: z.int(),
      assignment: z.int(),
      unit: partyId.nullable(),
    }),
  ),
  advice: z.object({ channel: adviceChannel, reason: text }).nullable(),
  receipt: line.nullable(),
  closure: z.object({ ground: text }).nullable(),
  cycle: z.int(),
})

/** The context as the machine sees it: the data, and the parameters this case was opened with. */
export type Context = z.output<typeof context> & { readonly parameters: z.output<typeof parameters> }
/** A kind of pending request. */
export type RequestKind = keyof Context['requests']
/** A link to another case as the complaint remembers it. */
export type LinkRecord = z.output<typeof link>
