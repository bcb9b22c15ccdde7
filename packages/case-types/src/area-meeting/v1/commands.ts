import { partyId } from '@convoke/core'
import * as z from 'zod'
import { itemId, line, mostTopics, text } from './opening.js'

const topicId = z.string().regex(/^t[1-9][0-9]{0,3}$/, 'a topic has a number like t1')
const topics = z.array(topicId).min(1).max(mostTopics)
const appointment = z.strictObject({ date: z.iso.date(), time: line, place: line })
const onDuty = z.strictObject({ duty: itemId })
const onDutyWithReason = z.strictObject({ duty: itemId, reason: text })

/** What each role may ask 命令. @source our default */
export const commands = {
  // Collecting 征集
  addTopic: {
    by: ['chair', 'secretary', 'member', 'supervisor'],
    data: z.strictObject({
      topic: line,
      place: line,
      matter: line.nullable().default(null),
      situation: text.nullable().default(null),
    }),
  },
  classifyTopic: { by: ['chair', 'secretary'], data: z.strictObject({ topic: topicId, matter: line }) },
  withdrawTopic: { by: ['chair', 'raiser'], data: z.strictObject({ topic: topicId, reason: text }) },

  // Calling 召集
  callMeeting: {
    by: ['chair'],
    data: appointment.extend({
      agenda: topics,
      departments: z
        .array(z.strictObject({ party: partyId, asked: text }))
        .max(30)
        .default([]),
    }),
  },
  reschedule: { by: ['chair'], data: appointment.extend({ reason: text }) },
  accept: { by: ['invited'] },
  decline: { by: ['invited'], data: z.strictObject({ reason: text }) },
  openMeeting: { by: ['chair'] },

  // In session 开会
  checkIn: { by: ['chair', 'secretary', 'member', 'invited'] },
  begin: { by: ['chair'] },
  noQuorum: { by: ['chair'] },
  adoptPlan: {
    by: ['chair'],
    data: z.strictObject({
      topics,
      plan: text,
      duties: z
        .array(z.strictObject({ duty: itemId, title: line, assignee: partyId, due: z.iso.date(), criterion: text }))
        .max(20)
        .default([]),
    }),
  },
  returnToConvening: { by: ['chair'], data: z.strictObject({ topics, answer: text }) },
  openConvening: {
    by: ['chair'],
    data: z.strictObject({
      topics,
      request: itemId,
      topic: line,
      place: line,
      situation: text,
      tried: text,
      decisionWanted: text,
      conveners: z.array(partyId).min(1).max(8),
      invitees: z
        .array(
          z.strictObject({
            party: partyId,
            as: z.enum(['lead', 'required', 'optional', 'observer']),
            asked: text,
            letter: z.boolean().default(false),
          }),
        )
        .min(1)
        .max(30),
      screener: partyId,
    }),
  },
  escalate: { by: ['chair'], data: z.strictObject({ topics, reason: text }) },
  defer: { by: ['chair'], data: z.strictObject({ topics, reason: text }) },
  recordMinutes: {
    by: ['secretary'],
    data: z.strictObject({ decided: text, undecided: text.nullable().default(null), content: text }),
  },
  signMinutes: {
    by: ['chair', 'secretary', 'member', 'invited'],
    data: z.strictObject({ dissent: text.nullable().default(null) }),
  },
  publish: { by: ['secretary', 'chair'] },

  // Following up 跟踪
  confirmDuty: { by: ['assignee'], data: onDuty },
  objectDuty: { by: ['assignee'], data: onDutyWithReason },
  done: { by: ['assignee'], data: z.strictObject({ duty: itemId, report: text }) },
  passDuty: { by: ['chair', 'supervisor'], data: onDuty },
  failDuty: { by: ['chair', 'supervisor'], data: onDutyWithReason },

  // At any time 全程
  remind: {
    by: ['chair', 'secretary', 'supervisor'],
    data: z.strictObject({ party: partyId, message: text }),
    repeatable: true,
  },
  copyTo: { by: ['chair', 'supervisor'], data: z.strictObject({ party: partyId }) },
} as const
