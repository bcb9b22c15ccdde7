import * as z from 'zod'
import { declareCase } from '../../src/definition/declare-case.js'
import { defineCaseType } from '../../src/definition/define-case-type.js'
import { duration, partyId } from '../../src/definition/schemas.js'
import { visibleTo } from '../../src/privacy/marks.js'

export const words = declareCase({
  parameters: z.object({ replyWithin: duration.default({ n: 2, unit: 'working-day' }), quorum: z.int().default(2) }),
  opening: z.object({ topic: z.string(), convener: partyId, invitees: z.array(partyId) }),
  context: z.object({
    topic: z.string(),
    convener: partyId,
    invitees: z.array(partyId),
    replies: z.record(partyId, visibleTo(['convener'], z.enum(['yes', 'no']))),
  }),
  roles: { convener: { who: c => c.convener }, invitee: { who: c => c.invitees } }, // pure selectors of context
  commands: {
    submit: { by: ['convener'] },
    reply: { by: ['invitee'], data: z.object({ answer: z.enum(['yes', 'no']) }) },
  },
  deadlines: {
    reply: {
      on: 'inviting',
      each: c => c.invitees.filter(p => !(p in c.replies)),
      within: 'replyWithin',
      owes: 'invitee',
    },
  },
  notices: { invited: z.object({ topic: z.string() }) }, // every notice also carries `to`
})
export const { setup, update, notify, when } = words // XState's setup, typed from the words
export const machine = setup({
  guards: {
    enough: ({ context }) =>
      Object.values(context.replies).filter(r => r === 'yes').length >= context.parameters.quorum,
    invited: when('reply', ({ context, event }) => context.invitees.includes(event.by)),
  },
}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, replies: {} }), // input: { opening, parameters, by, at }
  initial: 'drafting',
  states: {
    drafting: {
      on: {
        submit: {
          target: 'inviting',
          actions: notify('invited', ({ context }) => ({ to: context.invitees, topic: context.topic })),
        },
      },
    },
    inviting: {
      on: {
        reply: {
          guard: 'invited',
          actions: update(({ context, event }) => {
            context.replies[event.by] = event.answer
          }),
        },
        'deadline.reply': 'failed',
      },
      always: { guard: 'enough', target: 'agreed' },
    },
    agreed: { type: 'final' },
    failed: { type: 'final' },
  },
})
const zh = {
  title: '约请',
  states: { drafting: '拟定', inviting: '约请', agreed: '已定', failed: '未成' },
  roles: { convener: '召集方', invitee: '受邀方' },
  commands: { submit: '提交', reply: '答复' },
  deadlines: { reply: '答复期限' },
  guards: { enough: '人数不足', invited: '未受邀' },
}
const en = {
  title: 'Asking',
  states: { drafting: 'Drafting', inviting: 'Inviting', agreed: 'Agreed', failed: 'Failed' },
  roles: { convener: 'Convener', invitee: 'Invitee' },
  commands: { submit: 'Submit', reply: 'Reply' },
  deadlines: { reply: 'Reply' },
  guards: { enough: 'too few said yes', invited: 'not invited' },
}
const samples = { reply: [{ answer: 'yes' as const }] }
export const asking = defineCaseType(words, {
  name: 'asking',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': zh, en },
  samples,
})
