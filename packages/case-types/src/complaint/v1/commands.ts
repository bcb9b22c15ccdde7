import { partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'
import { answerOutcome, type Context } from './context.js'
import { adviceChannel, emergencyKind, flag, inside, line, localId, reference, text } from './opening.js'

type Read = Readonly<Context>

const reason = z.strictObject({ reason: text })
const evidence = z.array(reference).max(20).default([])
const coUnits = z.array(partyId).max(10).default([])
const request = z.enum(['extension', 'shelving', 'termination'])
/** For whom somebody at a desk speaks; null: for itself. */
const of = partyId.nullable().default(null)

const answer = z.strictObject({
  outcome: answerOutcome,
  text: visibleTo(inside, text),
  evidence,
  head: partyId.nullable().default(null),
})

const plan = z.strictObject({ situation: text, tried: text, decisionWanted: text })
const invitation = z.strictObject({
  party: partyId,
  as: z.enum(['lead', 'required', 'optional', 'observer']),
  asked: text,
})

/** Asks whether the acting party commands the unit, or dispatches to it, so that its ruling can bind it. */
const bindsLead = (_: Read, data: { readonly lead: string }) => ({
  commands: { over: data.lead, kind: 'commands' as const },
  dispatches: { over: data.lead, kind: 'dispatches' as const },
})

/** The same of the unit that returned the order. */
const bindsParty = ({ dispute }: Read) => {
  const over = dispute?.party ?? 'nobody'
  return { commands: { over, kind: 'commands' as const }, dispatches: { over, kind: 'dispatches' as const } }
}

/**
 * What each role may ask 命令. One line of `by` is one permission; in which state it is heard stands in the machine.
 *
 * @source our table, row by row in docs/decisions/0008-complaint.md
 */
export const commands = {
  // Intake 受理
  accept: { by: ['intake'] },
  reject: { by: ['intake'], data: z.strictObject({ reason: text, channel: line }) },
  askSupplement: { by: ['intake'], data: z.strictObject({ list: z.array(text).min(1).max(20) }) },
  informPrevious: { by: ['intake'], data: z.strictObject({ previous: line, reason: text }) },
  closeAsDuplicate: { by: ['intake', 'operationsCentre'], data: z.strictObject({ of: line, reason: text }) },
  adviseChannel: { by: ['intake', 'coordinator'], data: z.strictObject({ channel: adviceChannel, reason: text }) },

  // Verification on site 现场核实
  verify: { by: ['gridInspector'], data: z.strictObject({ finding: text }) },
  findUnfounded: { by: ['gridInspector'], data: z.strictObject({ finding: text }) },

  // Emergency 应急移交
  handOver: {
    by: ['intake', 'operationsCentre'],
    data: z.strictObject({ to: emergencyKind, unit: partyId, violent: z.boolean().default(false), note: text }),
  },
  acknowledge: { by: ['emergencyUnit'] },
  reportOnScene: { by: ['emergencyUnit'] },
  reportFreed: { by: ['emergencyUnit', 'operationsCentre', 'intake'] },
  followUp: {
    by: ['emergencyUnit', 'operationsCentre', 'intake'],
    data: z.strictObject({ report: visibleTo(inside, text), furtherHandling: z.boolean() }),
  },

  // Dispatch 派单
  dispatch: {
    by: ['operationsCentre'],
    data: z.strictObject({ lead: partyId, coUnits, urgent: z.boolean().optional() }),
  },
  sign: { by: ['leadUnit'] },
  returnOrder: {
    by: ['leadUnit'],
    data: z.strictObject({ reason: text, proposed: partyId.nullable().default(null), basis: text }),
    lookups: {
      commonSuperior: ({ lead }: Read, data: { readonly proposed: string | null }) => ({
        dispute: [lead, data.proposed].flatMap(party => (party === null ? [] : [party])),
      }),
    },
  },
  recall: { by: ['operationsCentre'], data: reason },
  reassign: {
    by: ['operationsCentre', 'supervisor', 'ruler'],
    data: z.strictObject({ lead: partyId, coUnits, reason: text }),
    lookups: { authority: bindsLead },
  },
  confirmHandler: { by: ['ruler'], data: reason, lookups: { authority: bindsParty } },
  splitLeadCo: {
    by: ['ruler'],
    data: z.strictObject({ lead: partyId, coUnits: z.array(partyId).min(1).max(10), reason: text }),
    lookups: { authority: bindsLead },
  },
  referUp: { by: ['ruler'], data: reason },

  // First contact 先行联系
  recordContact: { by: ['leadUnit'], data: z.strictObject({ record: visibleTo(inside, text) }) },
  recordTry: {
    by: ['leadUnit'],
    data: z.strictObject({ date: z.iso.date(), outsideOfficeHours: z.boolean().default(false) }),
    repeatable: true,
  },

  // Handling 办理
  answer: { by: ['leadUnit'], data: answer },
  interimReply: { by: ['leadUnit'], data: z.strictObject({ text: visibleTo(inside, text) }), repeatable: true },
  transfer: {
    by: ['intake', 'operationsCentre', 'coordinator'],
    data: z.strictObject({ to: line, receipt: line, reason: text }),
  },
  coTask: { by: ['leadUnit'], data: z.strictObject({ unit: partyId, task: text }) },
  coReport: { by: ['coUnit'], data: z.strictObject({ report: text }) },
  requestExtension: { by: ['leadUnit'], data: z.strictObject({ days: z.int().min(1).max(60), reason: text }) },
  requestShelving: { by: ['leadUnit'], data: z.strictObject({ reason: text, plan: text, named: partyId }) },
  requestTermination: { by: ['leadUnit'], data: reason },
  approve: { by: ['approver'], data: z.strictObject({ request, reason: text.nullable().default(null) }) },
  deny: { by: ['approver'], data: z.strictObject({ request, reason: text }) },
  requestConvening: {
    by: ['leadUnit', 'coordinator'],
    data: z.strictObject({
      conveners: z.array(partyId).min(1).max(8),
      plan,
      invitees: z.array(invitation).min(1).max(30),
    }),
  },
  requestFourParty: { by: ['leadUnit', 'coordinator'], data: z.strictObject({ raisedBy: partyId, reason: text }) },

  // Shelving 挂账
  resume: { by: ['supervisor', 'leadUnit'], data: reason },
  reviewShelving: { by: ['supervisor'], data: z.strictObject({ finding: text }) },

  // Review, call-back, rating 审核、回访、评价
  pass: { by: ['reviewer'] },
  startCallback: { by: ['caller'] },
  returnForRework: { by: ['reviewer'], data: reason },
  rate: {
    by: ['complainant', 'caller'],
    data: z.strictObject({
      of,
      contacted: z.boolean(),
      solved: z.boolean(),
      satisfaction: z.int().min(1).max(5),
      comment: visibleTo(inside, text).nullable().default(null),
    }),
  },
  noAnswer: { by: ['caller'], data: z.strictObject({ of }), repeatable: true },
  checkOnSite: { by: ['caller', 'gridInspector'], data: z.strictObject({ solved: z.boolean(), finding: text }) },
  publishReply: { by: ['caller'], data: z.strictObject({ text }) },
  disputeRating: {
    by: ['leadUnit'],
    data: z.strictObject({ reason: text, evidence: z.array(reference).min(1).max(20) }),
  },
  ruleRating: { by: ['supervisor'], data: z.strictObject({ upheld: z.boolean(), reason: text }) },

  // Escalation 提级
  escalate: {
    by: ['operationsCentre', 'supervisor', 'coordinator'],
    data: z.strictObject({ reason: text, superior: partyId.nullable().default(null) }),
  },
  orderLead: {
    by: ['coordinator'],
    data: z.strictObject({ lead: partyId, coUnits, reason: text }),
    lookups: { authority: bindsLead },
  },
  orderRework: { by: ['coordinator'], data: reason },
  decide: { by: ['coordinator'], data: answer },
  terminate: { by: ['coordinator'], data: reason },

  // The respondent 被反映单位
  state: { by: ['respondent'], data: z.strictObject({ text }) },
  remedy: { by: ['respondent'], data: z.strictObject({ report: text, evidence }), repeatable: true },

  // At any time while the case is open 全程
  withdraw: { by: ['complainant', 'intake'], data: z.strictObject({ of, reason: text }) },
  supplement: {
    by: ['complainant', 'intake'],
    data: z.strictObject({ text: visibleTo(inside, text) }),
    repeatable: true,
  },
  consent: { by: ['complainant', 'intake'] },
  chase: { by: ['complainant', 'intake'], repeatable: true },
  remind: {
    by: ['operationsCentre', 'supervisor'],
    data: z.strictObject({ party: partyId, message: text }),
    repeatable: true,
  },
  copyTo: { by: ['intake', 'operationsCentre', 'supervisor'], data: z.strictObject({ party: partyId }) },
  supervise: {
    by: ['supervisor', 'districtOffice'],
    data: z.strictObject({
      order: localId,
      target: partyId,
      instruction: text,
      due: z.iso.date().nullable().default(null),
    }),
  },
  answerSupervision: { by: ['supervised'], data: z.strictObject({ order: localId, feedback: text }) },
  merge: { by: ['intake', 'operationsCentre'], data: z.strictObject({ into: line, lead: partyId, reason: text }) },
  unmerge: { by: ['operationsCentre'], data: reason },
  adoptAnswer: { by: ['operationsCentre'], data: answer },
  split: { by: ['operationsCentre'], data: z.strictObject({ name: localId, topic: line, reason: text }) },
  markSensitive: {
    by: ['intake', 'operationsCentre', 'supervisor'],
    data: z.strictObject({ flags: z.array(flag).min(1).max(10) }),
  },
  joinAs: {
    by: ['intake'],
    data: z.strictObject({ party: partyId, as: z.enum(['representative', 'supporter']) }),
  },
  nameRespondent: { by: ['intake', 'operationsCentre'], data: z.strictObject({ party: partyId }) },
  warnAbuse: { by: ['intake', 'caller'], data: reason, repeatable: true },
  reopen: { by: ['complainant', 'intake'], data: z.strictObject({ newFacts: visibleTo(inside, text) }) },
} as const
