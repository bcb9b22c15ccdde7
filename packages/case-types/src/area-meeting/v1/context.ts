import { instant, partyId } from '@convoke/core'
import * as z from 'zod'
import { itemId, kind, line, text } from './opening.js'
import type { parameters } from './parameters.js'

/** What a session may decide on a topic, and what becomes of one without a decision. */
const decision = z.enum(['planAdopted', 'returned', 'convened', 'escalated', 'deferred', 'withdrawn'])

/**
 * A topic 议题. `open` until it is on the agenda; `decided` in the session; `final` once that is published and somebody
 * has to be told or asked; `waiting` for the next session; `settled` when whoever brought it has its answer.
 */
const topic = z.object({
  title: line,
  place: line,
  matter: line,
  situation: text.nullable(),
  raisedBy: partyId.nullable(),
  /** The case that brought it, as the engine names it; null: added by hand. */
  asker: z.string().nullable(),
  deferrals: z.int(),
  status: z.enum(['open', 'agenda', 'decided', 'final', 'waiting', 'settled']),
  decision: decision.nullable(),
  /** The plan, the answer or the reason. */
  text: text.nullable(),
})

/** An invited department 受邀部门. */
const invited = z.object({
  asked: text,
  status: z.enum(['pending', 'accepted', 'declined', 'silent']),
  reason: text.nullable(),
})

/** A duty out of an adopted plan 责任事项: one assignee, a due date, a criterion. */
const duty = z.object({
  title: line,
  topics: z.array(z.string()),
  assignee: partyId,
  due: z.iso.date(),
  criterion: text,
  status: z.enum(['proposed', 'open', 'done', 'passed', 'unverified', 'failed', 'handedUp']),
  report: text.nullable(),
  reason: text.nullable(),
  reworks: z.int(),
  overdue: z.boolean(),
})

/** A new convening request 约请 for a problem that several topics share, and what became of it. */
const request = z.object({
  topics: z.array(z.string()),
  topic: line,
  place: line,
  situation: text,
  tried: text,
  decisionWanted: text,
  conveners: z.array(partyId),
  invitees: z.array(
    z.object({
      party: partyId,
      as: z.enum(['lead', 'required', 'optional', 'observer']),
      asked: text,
      letter: z.boolean(),
    }),
  ),
  screener: partyId,
  status: z.enum(['decided', 'toOpen', 'open', 'settled', 'refused', 'lapsed']),
  outcome: line.nullable(),
})

/**
 * Minutes 纪要 with the fields of the monthly meeting: 参加人员, 讨论事项(已决定), 讨论事项(未决定), 会议内容.
 *
 * @source [the monthly meeting of four](docs/reference/sources.md#the-monthly-meeting-in-minhang)
 */
const minutes = z.object({
  session: z.int(),
  attendees: z.array(partyId),
  decided: text,
  undecided: text.nullable(),
  content: text,
  signed: z.array(partyId),
  unsigned: z.array(partyId),
  dissents: z.array(z.object({ party: partyId, text })),
})

/** The data of one round of the area meeting 片会. */
export const context = z.object({
  kind,
  chair: partyId,
  supervisor: partyId,
  districtOffice: partyId,
  secretary: partyId,
  members: z.array(partyId),
  informed: z.array(partyId),
  topics: z.record(z.string(), topic),
  counter: z.int(),

  session: z.int(),
  meeting: z.object({ date: z.iso.date(), time: line, place: line }).nullable(),
  moves: z.int(),
  invited: z.record(partyId, invited),
  present: z.array(partyId),
  minutes: z.array(minutes),
  missed: z.int(),
  published: z.boolean(),

  duties: z.record(itemId, duty),
  requests: z.record(itemId, request),
  breaches: z.array(
    z.object({
      party: partyId,
      kind: z.enum(['noSession', 'notMet', 'silent', 'notPublished', 'overdue']),
      at: instant(),
    }),
  ),
  reminders: z.int(),
})

/** The context as the machine sees it. */
export type Context = z.output<typeof context> & { readonly parameters: z.output<typeof parameters> }
/** A topic. */
export type Topic = Context['topics'][string]
/** A duty out of an adopted plan. */
export type PlanDuty = Context['duties'][string]
