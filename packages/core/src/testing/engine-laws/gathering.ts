import * as z from 'zod'
import { declareCase } from '../../definition/declare-case.js'
import { defineCaseType } from '../../definition/define-case-type.js'
import { partyId } from '../../definition/schemas.js'

const words = declareCase({
  parameters: z.object({ room: z.int().default(3) }),
  opening: z.object({ host: partyId, topic: z.string().min(1) }),
  context: z.object({
    host: partyId,
    topics: z.array(z.object({ topic: z.string(), asker: z.string().nullable(), answer: z.string().nullable() })),
  }),
  roles: { host: { who: c => c.host } },
  commands: {
    answer: { by: ['host'], data: z.object({ topic: z.string(), text: z.string() }), repeatable: true },
    begin: { by: ['host'] },
    end: { by: ['host'] },
  },
  result: {
    schema: z.object({ text: z.string() }),
    of: (c, asker) => ({ text: c.topics.find(one => one.asker === asker)?.answer ?? '' }),
  },
  opens: ['host'],
  joins: 'host',
})
const { setup, update, notify, when } = words

const machine = setup({
  guards: {
    hasRoom: ({ context }) => context.topics.length < context.parameters.room,
    isTopic: when('answer', ({ context, event }) => context.topics.some(({ topic }) => topic === event.topic)),
  },
}).createMachine({
  context: ({ input }) => ({
    parameters: input.parameters,
    host: input.opening.host,
    topics: [{ topic: input.opening.topic, asker: input.asker ?? null, answer: null }],
  }),
  initial: 'collecting',
  on: {
    answer: {
      guard: 'isTopic',
      actions: [
        update(({ context, event }) => {
          for (const one of context.topics) if (one.topic === event.topic) one.answer = event.text
        }),
        notify('case.answer', ({ context, event }) => ({
          asker: context.topics.find(({ topic }) => topic === event.topic)?.asker ?? null,
          outcome: 'answered',
        })),
      ],
    },
  },
  states: {
    collecting: {
      meta: { duties: [{ role: 'host', task: 'begin', commands: ['begin'], exempt: 'a host takes its time' }] },
      on: {
        begin: 'meeting',
        'case.joined': {
          guard: 'hasRoom',
          actions: update(({ context, event }) => {
            context.topics.push({ topic: event.opening.topic, asker: event.asker, answer: null })
          }),
        },
      },
    },
    meeting: {
      meta: { duties: [{ role: 'host', task: 'end', commands: ['end'], exempt: 'a host takes its time' }] },
      on: { end: 'over' },
    },
    over: { meta: { outcome: 'over' } },
  },
})

/** The case type by which joining is measured: it takes the topics of several cases in, and answers each. */
export const gathering = defineCaseType(words, {
  name: 'gathering',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '聚会',
      states: { collecting: '征集', meeting: '开会', over: '结束' },
      roles: { host: '主人' },
      commands: { answer: '答复', begin: '开始', end: '结束' },
      deadlines: {},
      guards: { hasRoom: '议题已满', isTopic: '没有这个议题' },
      outcomes: { over: '结束' },
      tasks: { begin: '开始', end: '结束' },
    },
    en: {
      title: 'Gathering',
      states: { collecting: 'Collecting', meeting: 'Meeting', over: 'Over' },
      roles: { host: 'Host' },
      commands: { answer: 'Answer', begin: 'Begin', end: 'End' },
      deadlines: {},
      guards: { hasRoom: 'there is no room', isTopic: 'there is no such topic' },
      outcomes: { over: 'Over' },
      tasks: { begin: 'Begin', end: 'End' },
    },
  },
  samples: { answer: [{ topic: 'x', text: 'y' }] },
})
