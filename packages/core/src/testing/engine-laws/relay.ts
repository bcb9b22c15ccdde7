import * as z from 'zod'
import { declareCase } from '../../definition/declare-case.js'
import { defineCaseType } from '../../definition/define-case-type.js'
import { partyId } from '../../definition/schemas.js'

const words = declareCase({
  parameters: z.object({}),
  opening: z.object({ runner: partyId, left: z.int().min(0).default(0) }),
  context: z.object({
    runner: partyId,
    /** Whoever opened it: a party, or another case. */
    starter: partyId,
    left: z.int(),
    heard: z.array(z.string()),
    nudged: z.array(z.int()),
  }),
  roles: { runner: { who: c => c.runner }, starter: { who: c => c.starter } },
  commands: {
    pass: { by: ['runner'], data: z.object({ baton: z.string() }) },
    ask: { by: ['runner'], data: z.object({ host: partyId, topic: z.string() }) },
    lose: { by: ['runner'], data: z.object({ baton: z.string() }) },
    tell: { by: ['runner'], data: z.object({ baton: z.string(), step: z.int() }) },
    nudge: { by: ['starter', 'runner'], data: z.object({ step: z.int() }) },
    finish: { by: ['runner'] },
  },
  links: {
    next: { caseType: 'relay', returns: z.object({ score: z.int() }) },
    nowhere: { caseType: 'unregistered' },
    meeting: { caseType: 'gathering', returns: z.object({ text: z.string() }) },
  },
  result: { schema: z.object({ score: z.int() }), of: c => ({ score: c.nudged.length }) },
})
const { setup, update, notify, when } = words

const machine = setup({
  guards: {
    more: ({ context }) => context.left > 0,
    welcome: when('nudge', ({ event }) => event.step >= 0),
  },
}).createMachine({
  context: ({ input }) => ({
    parameters: input.parameters,
    ...input.opening,
    starter: input.by,
    heard: [],
    nudged: [],
  }),
  initial: 'starting',
  states: {
    starting: {
      always: [
        {
          guard: 'more',
          target: 'running',
          actions: notify('case.open', ({ context }) => ({
            link: 'next',
            key: 'chain',
            opening: { runner: context.runner, left: context.left - 1 },
          })),
        },
        { target: 'running' },
      ],
    },
    running: {
      meta: { duties: [{ role: 'runner', task: 'run', commands: ['finish'], exempt: 'a relay takes its time' }] },
      on: {
        pass: {
          actions: notify('case.open', ({ context, event }) => ({
            link: 'next',
            key: event.baton,
            opening: { runner: context.runner },
          })),
        },
        lose: {
          actions: notify('case.open', ({ event }) => ({ link: 'nowhere', key: event.baton, opening: {} })),
        },
        ask: {
          actions: notify('case.open', ({ event }) => ({
            link: 'meeting',
            key: event.topic,
            as: event.host,
            opening: { host: event.host, topic: event.topic },
          })),
        },
        tell: {
          actions: notify('case.tell', ({ event }) => {
            const command = { type: 'nudge', step: event.step }
            return { link: 'next', key: event.baton, command }
          }),
        },
        nudge: {
          guard: 'welcome',
          actions: update(({ context, event }) => {
            context.nudged.push(event.step)
          }),
        },
        'case.opened': {
          actions: update(({ context, event }) => {
            context.heard.push(`opened ${event.key}`)
          }),
        },
        'case.refused': {
          actions: update(({ context, event }) => {
            context.heard.push(`refused ${event.key} ${event.code}`)
          }),
        },
        'case.settled': {
          actions: update(({ context, event }) => {
            const said = Object.values(event.result).join()
            context.heard.push(`settled ${event.key} ${event.outcome} ${said}`)
          }),
        },
        finish: 'finished',
      },
    },
    finished: { type: 'final', meta: { outcome: 'finished' } },
  },
})

/** The case type by which links between cases are measured: each case may open the next, tell it things, and hear back. */
export const relay = defineCaseType(words, {
  name: 'relay',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '接力',
      states: { starting: '起跑', running: '在跑', finished: '到达' },
      roles: { runner: '跑者', starter: '发令者' },
      commands: { pass: '交棒', ask: '提请', lose: '丢棒', tell: '告知', nudge: '催促', finish: '到达' },
      deadlines: {},
      guards: { more: '没有下一棒', welcome: '不受理' },
      outcomes: { finished: '到达' },
      tasks: { run: '跑' },
    },
    en: {
      title: 'Relay',
      states: { starting: 'Starting', running: 'Running', finished: 'Finished' },
      roles: { runner: 'Runner', starter: 'Starter' },
      commands: { pass: 'Pass', ask: 'Ask', lose: 'Lose', tell: 'Tell', nudge: 'Nudge', finish: 'Finish' },
      deadlines: {},
      guards: { more: 'nobody is next', welcome: 'not welcome' },
      outcomes: { finished: 'Finished' },
      tasks: { run: 'Run' },
    },
  },
  samples: {
    pass: [{ baton: 'a' }],
    ask: [{ host: 'h', topic: 'a' }],
    lose: [{ baton: 'a' }],
    tell: [{ baton: 'a', step: 1 }],
    nudge: [{ step: 1 }],
  },
})
