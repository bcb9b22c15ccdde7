// A small convening (约请) with a parallel region, a vote and rework: what a whole declaration looks like.
import * as z from 'zod'
import { declareCase } from '../../src/definition/declare-case.js'
import { defineCaseType } from '../../src/definition/define-case-type.js'
import { duration } from '../../src/definition/schemas.js'
import { visibleTo } from '../../src/privacy/marks.js'

const party = z.string().min(1)
const item = z.object({ title: z.string(), owner: party, done: z.boolean(), rework: z.int() })

const convening = declareCase({
  parameters: z.object({
    replyWithin: duration.default({ n: 2, unit: 'working-day' }),
    verifyWithin: duration.default({ n: 3, unit: 'working-day' }),
    quorum: z.int().default(2),
    approval: z.object({ of: z.int(), need: z.int() }).default({ need: 2, of: 3 }),
    maxRework: z.int().default(2),
  }),
  opening: z.object({
    topic: z.string().min(1),
    reporter: z.string(),
    convener: party,
    departments: z.array(party).min(1),
  }),
  context: z.object({
    topic: z.string(),
    reporter: visibleTo(['convener'], z.string()),
    convener: party,
    departments: z.array(party),
    replies: z.record(party, z.enum(['accepted', 'declined', 'silent'])),
    meeting: z.string().nullable(),
    votes: z.record(party, z.enum(['for', 'against'])),
    items: z.record(z.string(), item),
  }),
  roles: { convener: { who: c => c.convener }, department: { who: c => c.departments } },
  commands: {
    submit: { by: ['convener'] },
    withdraw: { by: ['convener'] },
    accept: { by: ['department'], data: z.object({ note: z.string().max(2000).optional() }) },
    decline: {
      by: ['department'],
      data: z.object({ reason: z.enum(['notInRemit', 'duplicateCase', 'needsHigherLevel']) }),
    },
    fixMeeting: { by: ['convener'], data: z.object({ date: z.iso.date() }) },
    propose: {
      by: ['convener'],
      data: z.object({ items: z.record(z.string(), z.object({ title: z.string(), owner: party })) }),
    },
    vote: { by: ['department'], data: z.object({ choice: z.enum(['for', 'against']) }) },
    done: { by: ['department'], data: z.object({ item: z.string(), evidence: z.string() }) },
    pass: { by: ['convener'] },
    fail: { by: ['convener'], data: z.object({ item: z.string(), reason: z.string() }) },
  },
  deadlines: {
    reply: { on: 'inviting.replies.waiting', within: 'replyWithin' },
    verification: { on: 'verifying', within: 'verifyWithin', source: 'default of this project' },
  },
  notices: { invited: z.object({ topic: z.string() }), decided: z.object({ approved: z.boolean() }) },
})

const { setup, update, notify, when } = convening

const machine = setup({
  guards: {
    isInvited: when(['accept', 'decline', 'vote'], ({ context, event }) => context.departments.includes(event.by)),
    everyoneReplied: ({ context }) => context.departments.every(d => Object.hasOwn(context.replies, d)),
    quorumReached: ({ context }) => accepted(context).length >= context.parameters.quorum,
    voteIsOver: ({ context }) => accepted(context).every(d => Object.hasOwn(context.votes, d)),
    approved: ({ context }) => {
      const inFavour = Object.values(context.votes).filter(v => v === 'for').length
      return inFavour * context.parameters.approval.of >= accepted(context).length * context.parameters.approval.need
    },
    ownsItem: when('done', ({ context, event }) => context.items[event.item]?.owner === event.by),
    everythingDone: ({ context }) => Object.values(context.items).every(i => i.done),
    mayRework: when(
      'fail',
      ({ context, event }) => (context.items[event.item]?.rework ?? 0) < context.parameters.maxRework,
    ),
  },
}).createMachine({
  context: ({ input }) => ({
    parameters: input.parameters,
    ...input.opening,
    replies: {},
    meeting: null,
    votes: {},
    items: {},
  }),
  initial: 'drafting',
  states: {
    drafting: {
      on: {
        submit: {
          target: 'inviting',
          actions: notify('invited', ({ context }) => ({ to: context.departments, topic: context.topic })),
        },
        withdraw: 'withdrawn',
      },
    },
    inviting: {
      type: 'parallel',
      states: {
        replies: {
          initial: 'waiting',
          states: {
            waiting: {
              on: {
                accept: {
                  guard: 'isInvited',
                  actions: update(({ context, event }) => {
                    context.replies[event.by] = 'accepted'
                  }),
                },
                decline: {
                  guard: 'isInvited',
                  actions: update(({ context, event }) => {
                    context.replies[event.by] = 'declined'
                  }),
                },
                'deadline.reply': {
                  actions: update(({ context }) => {
                    for (const d of context.departments) context.replies[d] ??= 'silent'
                  }),
                },
              },
              always: { guard: 'everyoneReplied', target: 'complete' },
            },
            complete: { type: 'final' },
          },
        },
        meeting: {
          initial: 'open',
          states: {
            open: {
              on: {
                fixMeeting: {
                  target: 'fixed',
                  actions: update(({ context, event }) => {
                    context.meeting = event.date
                  }),
                },
              },
            },
            fixed: { type: 'final' },
          },
        },
      },
      on: { withdraw: 'withdrawn' },
      onDone: [
        { guard: 'quorumReached', target: 'onSite' },
        {
          target: 'drafting',
          actions: update(({ context }) => {
            context.replies = {}
          }),
        },
      ],
    },
    onSite: {
      on: {
        propose: {
          target: 'voting',
          actions: update(({ context, event }) => {
            context.votes = {}
            for (const [id, i] of Object.entries(event.items)) context.items[id] = { ...i, done: false, rework: 0 }
          }),
        },
      },
    },
    voting: {
      on: {
        vote: {
          guard: 'isInvited',
          actions: update(({ context, event }) => {
            context.votes[event.by] = event.choice
          }),
        },
      },
      always: [
        {
          guard: 'approved',
          target: 'executing',
          actions: notify('decided', ({ context }) => ({ to: context.departments, approved: true })),
        },
        {
          guard: 'voteIsOver',
          target: 'onSite',
          actions: notify('decided', ({ context }) => ({ to: context.departments, approved: false })),
        },
      ],
    },
    executing: {
      on: {
        done: {
          guard: 'ownsItem',
          actions: update(({ context, event }) => {
            context.items[event.item]!.done = true
          }),
        },
      },
      always: { guard: 'everythingDone', target: 'verifying' },
    },
    verifying: {
      on: {
        pass: 'closed',
        fail: {
          guard: 'mayRework',
          target: 'executing',
          actions: update(({ context, event }) => {
            const failed = context.items[event.item]!
            failed.done = false
            failed.rework += 1
          }),
        },
        'deadline.verification': 'closed',
      },
    },
    closed: { type: 'final' },
    withdrawn: { type: 'final' },
  },
})

/** Departments that accepted, in the order they were invited. */
function accepted(context: { departments: readonly string[]; replies: Readonly<Record<string, string>> }): string[] {
  return context.departments.filter(d => context.replies[d] === 'accepted')
}

export const conveningRequest = defineCaseType(convening, {
  name: 'convening-request',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '约请会商',
      states: {
        drafting: '拟定',
        inviting: '约请',
        'inviting.replies': '答复',
        'inviting.replies.waiting': '等待答复',
        'inviting.replies.complete': '答复完毕',
        'inviting.meeting': '会议',
        'inviting.meeting.open': '待定',
        'inviting.meeting.fixed': '已定',
        onSite: '现场会商',
        voting: '表决',
        executing: '落实',
        verifying: '核验',
        closed: '结案',
        withdrawn: '撤回',
      },
      roles: { convener: '召集方', department: '部门' },
      commands: {
        submit: '提交',
        withdraw: '撤回',
        accept: '接受',
        decline: '谢绝',
        fixMeeting: '定会',
        propose: '提案',
        vote: '表决',
        done: '完成',
        pass: '通过',
        fail: '退回',
      },
      deadlines: { reply: '答复期限', verification: '核验期限' },
      guards: {
        isInvited: '未受邀',
        everyoneReplied: '尚有未答复',
        quorumReached: '人数不足',
        voteIsOver: '表决未完',
        approved: '未通过',
        ownsItem: '非本单位事项',
        everythingDone: '尚有未完成',
        mayRework: '返工次数已满',
      },
    },
    en: {
      title: 'Convening request',
      states: {
        drafting: 'Drafting',
        inviting: 'Inviting',
        'inviting.replies': 'Replies',
        'inviting.replies.waiting': 'Waiting for replies',
        'inviting.replies.complete': 'All replied',
        'inviting.meeting': 'Meeting',
        'inviting.meeting.open': 'Not fixed',
        'inviting.meeting.fixed': 'Fixed',
        onSite: 'On site',
        voting: 'Voting',
        executing: 'Executing',
        verifying: 'Verifying',
        closed: 'Closed',
        withdrawn: 'Withdrawn',
      },
      roles: { convener: 'Convener', department: 'Department' },
      commands: {
        submit: 'Submit',
        withdraw: 'Withdraw',
        accept: 'Accept',
        decline: 'Decline',
        fixMeeting: 'Fix the meeting',
        propose: 'Propose',
        vote: 'Vote',
        done: 'Report done',
        pass: 'Pass',
        fail: 'Fail',
      },
      deadlines: { reply: 'Reply', verification: 'Verification' },
      guards: {
        isInvited: 'not invited',
        everyoneReplied: 'replies are missing',
        quorumReached: 'too few accepted',
        voteIsOver: 'votes are missing',
        approved: 'not approved',
        ownsItem: 'not the owner of this item',
        everythingDone: 'items are open',
        mayRework: 'reworked too often',
      },
    },
  },
  samples: {
    accept: [{}, { note: 'yes' }],
    decline: [{ reason: 'notInRemit' }],
    vote: [{ choice: 'for' }, { choice: 'against' }],
  },
})
