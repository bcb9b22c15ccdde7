// A residents' committee convenes departments over a repair: all answer, one does the work, somebody else looks at it.
import { declareCase, defineCaseType, partyId } from '@convoke/core'
import * as z from 'zod'

/** The two slips. */
export interface Slips {
  /** The clock for answers runs for the lead alone; nobody thought of the others. */
  readonly onlyLeadHasClock?: boolean
  /** Nothing keeps whoever did the work from verifying it. */
  readonly mayVerifyOwnWork?: boolean
}

/** The case type, with the slips that are asked for. */
export function repairMeetingWith({ onlyLeadHasClock = false, mayVerifyOwnWork = false }: Slips = {}) {
  const words = declareCase({
    parameters: z.object({}),
    opening: z.object({ convener: partyId, lead: partyId, invitees: z.array(partyId).min(1).max(5) }),
    context: z.object({
      convener: partyId,
      lead: partyId,
      invitees: z.array(partyId),
      replies: z.record(partyId, z.enum(['comes', 'stays away', 'silent'])),
    }),
    roles: {
      convener: { who: c => c.convener, lastResort: true },
      lead: { who: c => c.lead },
      invitee: { who: c => c.invitees },
    },
    commands: {
      invite: { by: ['convener'] },
      reply: { by: ['invitee'], data: z.object({ answer: z.enum(['comes', 'stays away']) }) },
      report: { by: ['lead'] },
      verify: { by: ['convener', 'invitee'] },
    },
    deadlines: {
      reply: {
        on: 'inviting',
        each: c => (onlyLeadHasClock ? [c.lead] : c.invitees).filter(party => !(party in c.replies)),
        within: { n: 2, unit: 'working-day' },
        owes: 'invitee',
      },
      work: { on: 'working', within: { n: 10, unit: 'working-day' }, owes: 'lead' },
      look: { on: 'verifying', within: { n: 3, unit: 'working-day' }, owes: 'convener' },
    },
    separation: mayVerifyOwnWork ? [] : [{ did: 'report', mayNot: 'verify' }],
  })
  const { setup, update, when } = words
  const machine = setup({
    guards: {
      isOpen: when('reply', ({ context, event }) => !(event.by in context.replies)),
      allAnswered: ({ context }) => context.invitees.every(party => party in context.replies),
    },
  }).createMachine({
    context: ({ input }) => ({ parameters: input.parameters, ...input.opening, replies: {} }),
    initial: 'drafting',
    states: {
      drafting: {
        meta: { duties: [{ role: 'convener', task: 'invite', commands: ['invite'], exempt: 'a draft binds nobody' }] },
        on: { invite: 'inviting' },
      },
      inviting: {
        meta: { duties: [{ role: 'invitee', task: 'reply', commands: ['reply'], deadline: 'reply' }] },
        on: {
          reply: {
            guard: 'isOpen',
            actions: update(({ context, event }) => {
              context.replies[event.by] = event.answer
            }),
          },
          'deadline.reply': {
            actions: update(({ context, event }) => {
              context.replies[event.key] = 'silent'
            }),
          },
        },
        always: { guard: 'allAnswered', target: 'working' },
      },
      working: {
        meta: { duties: [{ role: 'lead', task: 'work', commands: ['report'], deadline: 'work' }] },
        on: { report: 'verifying', 'deadline.work': 'overdue' },
      },
      verifying: {
        meta: { duties: [{ role: 'convener', task: 'look', commands: ['verify'], deadline: 'look' }] },
        on: { verify: 'repaired', 'deadline.look': 'unverified' },
      },
      repaired: { type: 'final', meta: { outcome: 'repaired' } },
      unverified: { type: 'final', meta: { outcome: 'unverified' } },
      overdue: { type: 'final', meta: { outcome: 'overdue' } },
    },
  })
  return defineCaseType(words, {
    name: 'repair-meeting',
    version: '1.0.0',
    machine,
    labels: {
      'zh-CN': {
        title: '维修约请',
        states: {
          drafting: '起草',
          inviting: '待各方回复',
          working: '维修中',
          verifying: '待核验',
          repaired: '已修好',
          unverified: '未核验',
          overdue: '逾期未修',
        },
        roles: { convener: '约请方', lead: '牵头单位', invitee: '被约请单位' },
        commands: { invite: '发出约请', reply: '回复', report: '报告完工', verify: '核验' },
        deadlines: { reply: '回复期限', work: '维修期限', look: '核验期限' },
        guards: { isOpen: '已经回复过了', allAnswered: '还有单位没有回复' },
        outcomes: { repaired: '已修好', unverified: '未核验', overdue: '逾期未修' },
        tasks: { invite: '发出约请', reply: '回复', work: '维修', look: '核验' },
      },
      en: {
        title: 'Repair meeting',
        states: {
          drafting: 'Drafting',
          inviting: 'Waiting for answers',
          working: 'Under repair',
          verifying: 'To be verified',
          repaired: 'Repaired',
          unverified: 'Not verified',
          overdue: 'Not repaired in time',
        },
        roles: { convener: 'convener', lead: 'lead', invitee: 'invitee' },
        commands: {
          invite: 'sends the invitations',
          reply: 'answers',
          report: 'reports the work done',
          verify: 'verifies',
        },
        deadlines: { reply: 'answer', work: 'repair', look: 'verification' },
        guards: { isOpen: 'it has answered already', allAnswered: 'somebody has not answered yet' },
        outcomes: { repaired: 'repaired', unverified: 'not verified', overdue: 'not repaired in time' },
        tasks: { invite: 'send the invitations', reply: 'answer', work: 'do the work', look: 'verify' },
      },
    },
    samples: { reply: [{ answer: 'comes' }, { answer: 'stays away' }] },
    openings: [{ convener: 'rc:chunshen', lead: 'dept:works', invitees: ['dept:works', 'dept:police'] }],
  })
}

/** As it should be. */
export const repairMeeting = repairMeetingWith()
