import * as z from 'zod'
import { declareCase } from '../../definition/declare-case.js'
import { defineCaseType } from '../../definition/define-case-type.js'
import { duration, partyId } from '../../definition/schemas.js'
import { personal, visibleTo } from '../../privacy/marks.js'
import { errand } from './errand.js'

const words = declareCase({
  parameters: z.object({
    replyWithin: duration.default({ n: 4, unit: 'hour' }),
    quorum: z.int().min(1).default(2),
    lawful: z.int().default(7),
    remindAfter: duration.default({ n: 1, unit: 'hour' }),
  }),
  opening: z.object({ subject: personal(z.string().min(1)), convener: partyId, invitees: z.array(partyId).min(1) }),
  context: z.object({
    subject: personal(z.string()),
    convener: partyId,
    invitees: z.array(partyId),
    phone: personal(z.string()).nullable(),
    budget: visibleTo(['convener'], z.int()).nullable(),
    replies: z.record(partyId, visibleTo(['convener'], z.enum(['yes', 'no']))),
    late: z.array(z.string()),
    round: z.int().default(1),
  }),
  roles: { convener: { who: c => c.convener }, invitee: { who: c => c.invitees } },
  commands: {
    submit: { by: ['convener'] },
    answer: { by: ['invitee'], data: z.object({ answer: z.enum(['yes', 'no']) }) },
  },
  deadlines: {
    answer: {
      on: 'asking',
      each: c => c.invitees.filter(party => !(party in c.replies)),
      within: 'replyWithin',
      owes: 'invitee',
      ladder: [{ rung: 'half', fraction: [1, 2], tells: ['convener'] }],
    },
  },
  notices: { settled: z.object({ round: z.int() }) },
  opens: ['convener'],
})
const { setup, update, notify, when, migrate } = words

const machine = setup({
  guards: {
    enough: ({ context }) =>
      Object.values(context.replies).filter(answer => answer === 'yes').length >= context.parameters.quorum,
    first: when('answer', ({ context, event }) => !(event.by in context.replies)),
  },
}).createMachine({
  context: ({ input: { opening, parameters } }) => ({
    parameters,
    ...opening,
    phone: null,
    budget: null,
    replies: {},
    late: [],
    round: 1,
  }),
  initial: 'drafting',
  states: {
    drafting: {
      meta: { duties: [{ role: 'convener', task: 'submit', commands: ['submit'], exempt: 'a draft harms nobody' }] },
      on: { submit: 'asking' },
    },
    asking: {
      initial: 'open',
      meta: { duties: [{ role: 'invitee', task: 'answer', commands: ['answer'], deadline: 'answer' }] },
      on: {
        answer: {
          guard: 'first',
          actions: update(({ context, event }) => {
            context.replies[event.by] = event.answer
          }),
        },
        'deadline.answer': {
          target: 'failed',
          actions: update(({ context, event }) => {
            context.late.push(event.key)
          }),
        },
      },
      states: { open: { always: { guard: 'enough', target: '#errand.agreed' } } },
    },
    agreed: {
      type: 'final',
      entry: notify('settled', ({ context }) => ({ to: [context.convener], round: context.round })),
      meta: { outcome: 'agreed' },
    },
    failed: { type: 'final', meta: { outcome: 'failed' } },
  },
  id: 'errand',
})

/**
 * The next version of {@link errand}, by which migrations are measured: a state, a command and a deadline are called
 * otherwise, one field has become personal, one is new, one is gone, and there is one more knob.
 */
export const errandMoved = defineCaseType(words, {
  name: 'errand',
  version: '2.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '差事',
      states: { drafting: '拟定', asking: '征询', 'asking.open': '征询中', agreed: '已定', failed: '未成' },
      roles: { convener: '召集方', invitee: '受邀方' },
      commands: { submit: '提交', answer: '答复' },
      deadlines: { answer: '答复期限' },
      guards: { enough: '同意者不足', first: '已经答复过' },
      outcomes: { agreed: '已定', failed: '未成' },
      tasks: { submit: '提交', answer: '答复' },
    },
    en: {
      title: 'Errand',
      states: {
        drafting: 'Drafting',
        asking: 'Asking',
        'asking.open': 'Being asked',
        agreed: 'Agreed',
        failed: 'Failed',
      },
      roles: { convener: 'Convener', invitee: 'Invitee' },
      commands: { submit: 'Submit', answer: 'Answer' },
      deadlines: { answer: 'Answer' },
      guards: { enough: 'too few said yes', first: 'already answered' },
      outcomes: { agreed: 'Agreed', failed: 'Failed' },
      tasks: { submit: 'Submit', answer: 'Answer' },
    },
  },
  samples: { answer: [{ answer: 'yes' }] },
  migrateFrom: [
    migrate(errand, {
      states: { inviting: 'asking' },
      deadlines: { reply: { to: 'answer' } },
      commands: { reply: 'answer' },
      context: ({ topic, counted: _, superior: __, ...kept }) => ({ subject: topic, ...kept }),
    }),
  ],
})
