import * as z from 'zod'
import { declareCase } from '../../definition/declare-case.js'
import { defineCaseType } from '../../definition/define-case-type.js'
import { knob } from '../../definition/knob.js'
import { duration, partyId } from '../../definition/schemas.js'
import { personal, visibleTo } from '../../privacy/marks.js'
import type { Opened } from '../paper-case.js'

const words = declareCase({
  parameters: z.object({
    replyWithin: duration.default({ n: 4, unit: 'hour' }),
    quorum: z.int().min(1).default(2),
    lawful: knob(z.int().default(7), { title: { 'zh-CN': '法定天数', en: 'Statutory days' }, authority: 'law' }),
  }),
  opening: z.object({
    topic: z.string().min(1),
    convener: partyId,
    invitees: z.array(partyId).min(1),
    phone: personal(z.string()).nullable().default(null),
    budget: visibleTo(['convener'], z.int()).nullable().default(null),
  }),
  context: z.object({
    topic: z.string(),
    convener: partyId,
    invitees: z.array(partyId),
    phone: personal(z.string()).nullable(),
    budget: visibleTo(['convener'], z.int()).nullable(),
    counted: z.array(z.int()),
    replies: z.record(partyId, visibleTo(['convener'], z.enum(['yes', 'no']))),
    late: z.array(z.string()),
    superior: partyId.nullable(),
  }),
  roles: { convener: { who: c => c.convener }, invitee: { who: c => c.invitees } },
  commands: {
    submit: { by: ['convener'] },
    count: { by: ['convener', 'invitee'], data: z.object({ step: z.int() }), repeatable: true },
    reply: {
      by: ['invitee'],
      data: z.object({ answer: z.enum(['yes', 'no']), remark: visibleTo(['convener'], z.string()).optional() }),
    },
    escalate: {
      by: ['convener'],
      lookups: { commonSuperior: c => ({ all: c.invitees }) },
    },
  },
  deadlines: {
    reply: {
      on: 'inviting',
      each: c => c.invitees.filter(party => !(party in c.replies)),
      within: 'replyWithin',
      owes: 'invitee',
      ladder: [{ rung: 'half', fraction: [1, 2], tells: ['convener'] }],
    },
  },
  notices: { invited: z.object({ topic: z.string(), phone: personal(z.string()).nullable() }) },
  opens: ['convener'],
})
const { setup, update, notify, when } = words

const count = {
  actions: update<{ readonly step: number }>(({ context, event }) => {
    context.counted.push(event.step)
  }),
}

const machine = setup({
  guards: {
    enough: ({ context }) =>
      Object.values(context.replies).filter(answer => answer === 'yes').length >= context.parameters.quorum,
    first: when('reply', ({ context, event }) => !(event.by in context.replies)),
  },
}).createMachine({
  context: ({ input }) => ({
    parameters: input.parameters,
    ...input.opening,
    counted: [],
    replies: {},
    late: [],
    superior: null,
  }),
  initial: 'drafting',
  states: {
    drafting: {
      meta: { duties: [{ role: 'convener', task: 'submit', commands: ['submit'], exempt: 'a draft harms nobody' }] },
      on: {
        submit: {
          target: 'inviting',
          actions: notify('invited', ({ context }) => ({
            to: context.invitees,
            topic: context.topic,
            phone: context.phone,
          })),
        },
        count,
      },
    },
    inviting: {
      meta: { duties: [{ role: 'invitee', task: 'reply', commands: ['reply'], deadline: 'reply' }] },
      on: {
        count,
        reply: {
          guard: 'first',
          actions: update(({ context, event }) => {
            context.replies[event.by] = event.answer
          }),
        },
        escalate: {
          actions: update(({ context, event }) => {
            context.superior = event.facts.commonSuperior?.all ?? null
          }),
        },
        'deadline.reply': {
          target: 'failed',
          actions: update(({ context, event }) => {
            context.late.push(event.key)
          }),
        },
      },
      always: { guard: 'enough', target: 'agreed' },
    },
    agreed: { type: 'final', meta: { outcome: 'agreed' } },
    failed: { type: 'final', meta: { outcome: 'failed' } },
  },
})

/** The case type by which engines are measured: a convener invites parties, who reply in time or not at all. */
export const errand = defineCaseType(words, {
  name: 'errand',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '差事',
      states: { drafting: '拟定', inviting: '约请', agreed: '已定', failed: '未成' },
      roles: { convener: '召集方', invitee: '受邀方' },
      commands: { submit: '提交', count: '计数', reply: '答复', escalate: '上报' },
      deadlines: { reply: '答复期限' },
      guards: { enough: '同意者不足', first: '已经答复过' },
      outcomes: { agreed: '已定', failed: '未成' },
      tasks: { submit: '提交', reply: '答复' },
    },
    en: {
      title: 'Errand',
      states: { drafting: 'Drafting', inviting: 'Inviting', agreed: 'Agreed', failed: 'Failed' },
      roles: { convener: 'Convener', invitee: 'Invitee' },
      commands: { submit: 'Submit', count: 'Count', reply: 'Reply', escalate: 'Escalate' },
      deadlines: { reply: 'Reply' },
      guards: { enough: 'too few said yes', first: 'already replied' },
      outcomes: { agreed: 'Agreed', failed: 'Failed' },
      tasks: { submit: 'Submit', reply: 'Reply' },
    },
  },
  samples: { count: [{ step: 1 }], reply: [{ answer: 'yes' }] },
})

/** How examples open an {@link errand}: a residents' committee asks two departments about parking. */
export const errandOpened: Opened = {
  opening: {
    topic: '停车',
    convener: 'rc:chunshen',
    invitees: ['dept:police', 'dept:urban'],
    phone: '13800000000',
    budget: 900,
  },
  by: 'rc:chunshen',
}
