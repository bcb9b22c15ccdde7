import { partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'
import { type Context, declineReason, mandate } from './context.js'
import { superiorsAsked } from './invitees.js'
import { invitation, invitations, itemId, line, plan, text } from './opening.js'

type Read = Readonly<Context>

const reason = z.strictObject({ reason: text })
const note = z.strictObject({ note: text.nullable().default(null) })
const onItem = z.strictObject({ item: itemId })
const onItemWithReason = z.strictObject({ item: itemId, reason: text })
const onSubject = z.strictObject({ subject: z.string().min(1).max(200) })
const onSubjectWithReason = z.strictObject({ subject: z.string().min(1).max(200), reason: text })
const date = z.iso.date()
const mark = z.int().min(0).max(100)

/** A file somewhere else 证据, known by its hash: the case keeps the reference, never the file. */
const reference = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex SHA-256'),
  size: z.int().min(0),
  mediaType: line,
  uri: z.string().min(1).max(500),
})

const appointment = z.strictObject({ date, time: line, place: line })
const duty = z.strictObject({
  item: itemId,
  title: line,
  kind: z.enum(['ownDuty', 'assist', 'needsOwnersDecision', 'needsBudget', 'needsSuperior']).default('ownDuty'),
  assignee: partyId,
  coAssignees: z.array(partyId).max(10).default([]),
  due: date,
  criterion: text,
  place: partyId.nullable().default(null),
})

/** Asks whether the acting party commands the party of a dispute, so that its ruling can bind it. */
const bindsSubject = (context: Read, data: { readonly subject: string }) => ({
  binds: { over: context.disputes[data.subject]?.party ?? data.subject, kind: 'commands' as const },
})

/**
 * What each role may ask 命令. One line of `by` is one permission; in which state it is heard stands in the machine.
 *
 * @source our default, state by state in docs/decisions/0004-convening-request.md
 */
export const commands = {
  // Drafting and cosigning 拟定与联合发起
  editPlan: {
    by: ['convener'],
    data: z.strictObject({
      topic: line.optional(),
      plan: plan.optional(),
      invitees: invitations.optional(),
      participants: z.array(partyId).max(30).optional(),
    }),
  },
  inviteCoConvener: { by: ['convener'], data: z.strictObject({ party: partyId }) },
  submit: {
    by: ['convener'],
    lookups: { commonSuperior: (context: Read) => superiorsAsked(context, Object.keys(context.invitees)) },
  },
  cosign: { by: ['coConvener'] },
  refuse: { by: ['coConvener'], data: reason },

  // Screening 受理审核; `accept` is also an invitee's answer
  accept: { by: ['screener', 'invitee'], data: note },
  returnForFix: { by: ['screener'], data: z.strictObject({ list: z.array(text).min(1).max(20) }) },
  routeToComplaint: { by: ['screener'], data: reason },
  routeToArea: {
    by: ['screener'],
    data: z.strictObject({ reason: text, requests: z.array(line).max(50).default([]) }),
  },
  reject: { by: ['screener'], data: reason },
  appealRejection: { by: ['convener'], data: reason },

  // Answers to the invitation 答复
  acceptWithReservation: {
    by: ['invitee'],
    data: z.strictObject({ reservation: visibleTo(['convener', 'screener', 'supervisor', 'ruler'], text) }),
  },
  delegate: { by: ['invitee'], data: z.strictObject({ to: partyId, mandate }) },
  counter: {
    by: ['invitee'],
    data: z.strictObject({ time: line.nullable().default(null), scope: text.nullable().default(null) }),
  },
  decline: {
    by: ['invitee'],
    data: z.strictObject({ code: z.enum([...declineReason.options, 'conflictOfDate']), reason: text }),
  },
  concede: { by: ['convener'], data: z.strictObject({ invitee: partyId }) },

  // Rulings 裁定
  uphold: { by: ['ruler'], data: onSubjectWithReason },
  overrule: { by: ['ruler'], data: onSubjectWithReason, lookups: { authority: bindsSubject } },
  replaceInvitee: {
    by: ['ruler'],
    data: z.strictObject({ subject: partyId, reason: text, instead: invitation }),
    lookups: {
      commonSuperior: (context: Read, data: { readonly instead: { readonly party: string } }) =>
        superiorsAsked(context, [data.instead.party]),
    },
  },
  reassignItem: {
    by: ['ruler'],
    data: z.strictObject({ subject: itemId, assignee: partyId, reason: text }),
  },
  acceptRuling: { by: ['convener', 'invitee', 'assignee'], data: onSubject },
  appeal: { by: ['convener', 'invitee', 'assignee'], data: onSubjectWithReason },

  // The meeting 会议
  fixMeeting: { by: ['convener'], data: appointment },
  reschedule: { by: ['convener'], data: appointment.extend({ reason: text }) },
  confirm: { by: ['invitee', 'delegate', 'participant'] },
  substituteChair: { by: ['convener', 'supervisor'], data: z.strictObject({ party: partyId }) },
  openMeeting: { by: ['chair'] },
  checkIn: { by: ['invitee', 'delegate', 'participant', 'convener'] },
  begin: { by: ['chair'] },
  leave: { by: ['invitee', 'delegate', 'participant', 'convener'] },
  quorumFail: { by: ['chair'], data: reason },
  adjourn: { by: ['chair'], data: appointment.extend({ reason: text }) },
  propose: { by: ['convener', 'chair', 'invitee', 'delegate'], data: duty, repeatable: true },
  dropProposal: { by: ['convener', 'chair'], data: onItemWithReason },
  agreeResponsibilities: { by: ['invitee', 'delegate'] },
  dissent: { by: ['convener', 'invitee', 'delegate', 'participant'], data: z.strictObject({ text }), repeatable: true },
  deadlock: { by: ['chair'], data: z.strictObject({ to: z.enum(['area', 'supervisor']), reason: text }) },
  recordMinutes: {
    by: ['chair'],
    data: z.strictObject({ decided: text, undecided: text.nullable().default(null), content: text }),
  },
  signMinutes: {
    by: ['convener', 'invitee', 'delegate', 'participant'],
    data: z.strictObject({ dissent: text.nullable().default(null) }),
  },

  // Responsible matters 责任事项
  confirmItem: { by: ['assignee', 'coAssignee'], data: onItem },
  objectItem: { by: ['assignee', 'coAssignee'], data: onItemWithReason },
  progress: { by: ['assignee', 'coAssignee'], data: z.strictObject({ item: itemId, report: text }), repeatable: true },
  done: { by: ['assignee'], data: z.strictObject({ item: itemId, evidence: reference, report: text }) },
  requestExtension: { by: ['assignee'], data: z.strictObject({ item: itemId, until: date, reason: text }) },
  approveExtension: { by: ['screener'], data: onItemWithReason },
  denyExtension: { by: ['screener'], data: onItemWithReason },
  blocked: { by: ['assignee'], data: onItemWithReason, repeatable: true },
  unblock: { by: ['assignee', 'screener'], data: onItem },
  waive: { by: ['convener', 'screener'], data: onItemWithReason },
  recordDecision: {
    by: ['convener', 'supervisor'],
    data: z.strictObject({ item: itemId, granted: z.boolean(), decision: text }),
  },

  // Verification, evaluation, closing 核验、评价、结案
  pass: { by: ['convener', 'supervisor'], data: onItem },
  fail: { by: ['convener', 'supervisor'], data: onItemWithReason },
  score: {
    by: ['convener'],
    data: z.strictObject({
      department: partyId,
      response: mark,
      attendance: mark,
      solved: mark,
      satisfaction: mark,
      comment: visibleTo(['convener', 'supervisor'], text).nullable().default(null),
    }),
  },
  scorePlan: {
    by: ['invitee'],
    data: z.strictObject({
      quality: mark,
      fitness: mark,
      comment: visibleTo(['invitee', 'supervisor'], text).nullable().default(null),
    }),
  },
  close: { by: ['convener'] },
  objectToClosing: { by: ['convener'], data: reason },
  reopen: { by: ['convener'], data: reason },
  lookBack: { by: ['convener'], data: z.strictObject({ result: z.enum(['held', 'relapsed']), finding: text }) },

  // Area meeting and escalation 片会与提级
  adoptPlan: { by: ['areaChair'], data: z.strictObject({ plan: text }) },
  returnToConvening: { by: ['areaChair'], data: reason },
  escalate: { by: ['areaChair'], data: reason },
  rule: {
    by: ['coordinator'],
    data: z.strictObject({ duty, reason: text }),
    lookups: {
      authority: (_: Read, data: { readonly duty: { readonly assignee: string } }) => ({
        binds: { over: data.duty.assignee, kind: 'commands' as const },
      }),
    },
    repeatable: true,
  },
  orderExecution: { by: ['coordinator'], data: reason },
  orderMeeting: { by: ['coordinator'], data: reason },
  orderClosing: { by: ['coordinator'], data: reason },
  handToArea: { by: ['coordinator'], data: reason },
  handToDistrict: { by: ['coordinator'], data: reason },
  takeOver: { by: ['coordinator'], data: reason },
  declareNoAuthority: { by: ['coordinator'], data: reason },

  // At any time while the case is open 全程
  withdraw: { by: ['convener'], data: reason },
  withdrawPart: { by: ['convener'], data: reason },
  remind: {
    by: ['convener', 'screener', 'supervisor'],
    data: z.strictObject({ party: partyId, message: text }),
    repeatable: true,
  },
  copyTo: { by: ['convener', 'screener', 'supervisor'], data: z.strictObject({ party: partyId }) },
  supervise: {
    by: ['supervisor', 'districtOffice'],
    data: z.strictObject({ order: itemId, target: partyId, instruction: text }),
  },
  answerSupervision: { by: ['supervised'], data: z.strictObject({ order: itemId, feedback: text }) },
  merge: { by: ['screener'], data: z.strictObject({ into: line, reason: text }) },
  supplement: {
    by: ['convener', 'screener', 'invitee', 'participant'],
    data: z.strictObject({ text }),
    repeatable: true,
  },
  supersedeByMediation: { by: ['screener', 'supervisor'], data: z.strictObject({ agreement: line, reason: text }) },
  reportEmergency: { by: ['convener'], data: z.strictObject({ report: text }) },
} as const
