import { instant, partyId, personal, visibleTo } from '@convoke/core'
import * as z from 'zod'
import { capacity, itemId, kind, line, plan, text } from './opening.js'
import type { parameters } from './parameters.js'

/** Reasons to decline 不应约. A clash of dates is none of them: it must be a counter-proposal. */
export const declineReason = z.enum(['notInRemit', 'alreadyInLegalProcedure', 'duplicateCase', 'needsHigherLevel'])

/** How far a delegate may go 授权: decide on the spot, or only relay. */
export const mandate = z.enum(['decide', 'relay'])

/** A convener 约请方. `pending` until it cosigns; `refused`, `silent` and `left` are out, and the rest go on. */
const convener = z.object({
  status: z.enum(['pending', 'signed', 'refused', 'silent', 'left']),
  reason: text.nullable(),
  withdraws: z.boolean(),
  closes: z.boolean(),
})

/** An invited unit 受邀单位, and what became of the invitation. */
const invitee = z.object({
  as: capacity,
  asked: text,
  letter: z.boolean(),
  status: z.enum([
    'pending',
    'accepted',
    'reserved',
    'delegated',
    'countered',
    'declined',
    'silent',
    'excused',
    'overruled',
    'replaced',
    'referredUp',
  ]),
  delegate: partyId.nullable(),
  mandate: mandate.nullable(),
  reservation: visibleTo(['convener', 'screener', 'supervisor', 'ruler'], text).nullable(),
  counter: z.object({ time: line.nullable(), scope: text.nullable() }).nullable(),
  reason: declineReason.nullable(),
  /** What the convener or a ruling agreed to of a counter-proposal. */
  agreed: text.nullable(),
  answeredAt: instant().nullable(),
  came: z.boolean(),
})

/**
 * A matter for a ruling 争议: an invitee's answer (keyed by the party) or an item's assignment (keyed by the item).
 * `ruler` null: nobody stands over both sides.
 */
const dispute = z.object({
  about: z.enum(['attendance', 'responsibility']),
  ground: z.enum(['declined', 'countered', 'silent', 'objected', 'unconfirmed']),
  party: partyId,
  ruler: partyId.nullable(),
  stage: z.enum(['ruler', 'appeal', 'ruled', 'final']),
  ruling: z.enum(['upheld', 'overruled', 'replaced', 'reassigned', 'referredUp', 'conceded']).nullable(),
  ruledBy: partyId.nullable(),
  reason: text.nullable(),
})

const presence = z.object({ status: z.enum(['present', 'late', 'left']), at: instant() })

/** Minutes 纪要, with the fields of the monthly meeting in Minhang. Nobody's signature or dissent is ever dropped. */
const minutes = z.object({
  /** The `sequence` of the meeting. */
  meeting: z.int(),
  decided: text,
  undecided: text.nullable(),
  content: text,
  signed: z.array(partyId),
  unsigned: z.array(partyId),
})

/** A responsible matter 责任事项: one lead assignee, any co-assignees, a due date and a criterion of acceptance. */
const item = z.object({
  title: line,
  kind: z.enum(['ownDuty', 'assist', 'needsOwnersDecision', 'needsBudget', 'needsSuperior']),
  assignee: partyId,
  coAssignees: z.array(partyId),
  due: z.iso.date(),
  criterion: text,
  /** How often the request had been reopened when it was proposed. */
  cycle: z.int(),
  /** The convener whose place it is, who then verifies it alone; null: every convener's. */
  place: partyId.nullable(),
  proposedBy: partyId,
  status: z.enum([
    'proposed',
    'disputed',
    'open',
    'done',
    'checking',
    'rework',
    'passed',
    'failed',
    'unverified',
    'waived',
    'released',
    'handedUp',
    'superseded',
  ]),
  confirmed: z.array(partyId),
  /** Who imposed it by ruling; null: it was confirmed. */
  imposedBy: partyId.nullable(),
  /** Whose decision it waits for before anybody can work on it. */
  awaiting: z.enum(['owners', 'budget', 'superior']).nullable(),
  /** Whoever has to decide was asked, by a linked case or by letter. */
  asked: z.boolean(),
  /** The linked case could not be opened: the decision has to be recorded by hand. */
  linkRefused: z.boolean(),
  /** The decision waited for, once there is one. */
  decision: text.nullable(),
  blocked: text.nullable(),
  reports: z.int(),
  missed: z.int(),
  overdue: z.boolean(),
  extension: z.object({ until: z.iso.date(), reason: text }).nullable(),
  extensions: z.int(),
  evidence: z.array(z.object({ sha256: z.string(), size: z.int(), mediaType: line, uri: z.string() })),
  verdicts: z.record(partyId, z.enum(['pass', 'fail'])),
  /** Why the supervisor looks at it. */
  check: z.enum(['disagreement', 'silence', 'noVerifier', 'spotCheck']).nullable(),
  checked: z.boolean(),
  reworks: z.int(),
  bounces: z.int(),
  waivers: z.record(partyId, text),
  /** Why it was dropped, and by whom: always two parties. */
  dropped: z.array(z.object({ party: partyId, reason: text })),
})

const departmentScore = z.object({
  response: z.int(),
  attendance: z.int(),
  solved: z.int(),
  satisfaction: z.int(),
  comment: visibleTo(['convener', 'supervisor'], text).nullable(),
})

const planScore = z.object({
  quality: z.int(),
  fitness: z.int(),
  comment: visibleTo(['invitee', 'supervisor'], text).nullable(),
})

const supervision = z.object({
  target: partyId,
  level: z.enum(['town', 'district']),
  instruction: text,
  ordered: partyId,
  feedback: text.nullable(),
  status: z.enum(['open', 'answered', 'overdue']),
})

/** The data of a convening request 约请办件. The machine's state says where it stands, this says who owes what. */
export const context = z.object({
  topic: line,
  kind,
  place: line,
  plan,
  contact: visibleTo(['convener', 'coConvener', 'screener', 'supervisor'], personal(line)).nullable(),
  conveners: z.record(partyId, convener),
  participants: z.array(partyId),
  screener: partyId,
  supervisor: partyId,
  areaChair: partyId,
  districtOffice: partyId,
  chair: partyId,
  informed: z.array(partyId),

  /** The supervisor screens, because the screening unit was silent or doubted twice, or its rejection was appealed. */
  referred: z.boolean(),
  returns: z.int(),
  toFix: z.array(text),
  rejection: z.object({ party: partyId, reason: text }).nullable(),
  routed: z.object({ reason: text, requests: z.array(line) }).nullable(),

  invitees: z.record(partyId, invitee),
  rulers: z.record(partyId, partyId.nullable()),
  disputes: z.record(z.string(), dispute),
  replacements: z.int(),

  sequence: z.int(),
  meeting: z.object({ date: z.iso.date(), time: line, place: line }).nullable(),
  met: z.boolean(),
  confirmations: z.array(partyId),
  moves: z.array(z.object({ party: partyId, reason: text })),
  adjournments: z.int(),
  presence: z.record(partyId, presence),
  agreements: z.array(partyId),
  minutes: z.array(minutes),
  dissents: z.array(z.object({ party: partyId, text })),
  breaches: z.array(
    z.object({
      party: partyId,
      kind: z.enum(['silent', 'absent', 'leftBeforeAgreement', 'noReport', 'noProgress', 'overdue']),
      at: instant(),
    }),
  ),

  items: z.record(itemId, item),
  departmentScores: z.record(partyId, z.record(partyId, departmentScore)),
  planScores: z.record(partyId, planScore),
  notScored: z.array(partyId),

  reportOwed: z.boolean(),
  emergencyReport: text.nullable(),
  areaPlan: text.nullable(),
  areaVisits: z.int(),
  /** Whether a round of the area meeting has been asked: only where it refuses, as where there is none, is it up to the chair alone. */
  areaLink: z.enum(['none', 'open', 'refused', 'settled']),
  orderedMeetings: z.int(),
  escalation: z.object({ level: z.enum(['town', 'district']), ground: text }).nullable(),
  supervisions: z.record(z.string(), supervision),
  supplements: z.array(z.object({ party: partyId, text })),
  reminders: z.int(),
  closure: z.object({ ground: text, solved: z.boolean(), unresolved: z.array(itemId) }).nullable(),
  cycle: z.int(),
  lookBack: z.enum(['held', 'relapsed', 'notDone']).nullable(),
})

/** The context as the machine sees it: the data, and the parameters this case was opened with. */
export type Context = z.output<typeof context> & { readonly parameters: z.output<typeof parameters> }
/** An invited unit. */
export type Invitee = Context['invitees'][string]
/** A responsible matter. */
export type Item = Context['items'][string]
/** A matter for a ruling. */
export type Dispute = Context['disputes'][string]
