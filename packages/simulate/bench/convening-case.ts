// The convening case of the SimPy program: a desk, a review by rank, four units that race a deadline, a team on site.
import { declareCase, defineCaseType, partyId } from '@convoke/core'
import * as z from 'zod'
import type { ScenarioInput } from '../src/index.js'

const words = declareCase({
  parameters: z.object({
    answerWithin: z.object({ n: z.int(), unit: z.literal('hour') }).default({ n: 10, unit: 'hour' }),
  }),
  opening: z.object({ units: z.array(partyId), rank: z.int() }),
  context: z.object({ units: z.array(partyId), rank: z.int(), answered: z.array(partyId) }),
  roles: {
    desk: { who: () => 'desk' },
    reviewer: { who: () => 'review' },
    unit: { who: c => c.units },
    team: { who: () => 'team' },
  },
  commands: { take: { by: ['desk'] }, pass: { by: ['reviewer'] }, answer: { by: ['unit'] }, visit: { by: ['team'] } },
  deadlines: { answers: { on: 'asking', within: 'answerWithin' } },
  notices: {},
})
const { setup, update, when } = words

const machine = setup({
  guards: {
    first: when('answer', ({ context, event }) => !context.answered.includes(event.by)),
    all: ({ context }) => context.answered.length === context.units.length,
  },
}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, answered: [] }),
  initial: 'intake',
  states: {
    intake: {
      meta: { duties: [{ role: 'desk', task: 'take', commands: ['take'], exempt: 'a queue' }] },
      on: { take: 'reviewing' },
    },
    reviewing: {
      meta: { duties: [{ role: 'reviewer', task: 'pass', commands: ['pass'], exempt: 'a queue' }] },
      on: { pass: 'asking' },
    },
    asking: {
      meta: { duties: [{ role: 'unit', task: 'answer', commands: ['answer'], deadline: 'answers' }] },
      on: {
        answer: {
          guard: 'first',
          actions: update(({ context, event }) => {
            context.answered.push(event.by)
          }),
        },
        'deadline.answers': 'onSite',
      },
      always: { guard: 'all', target: 'onSite' },
    },
    onSite: {
      meta: { duties: [{ role: 'team', task: 'visit', commands: ['visit'], exempt: 'a queue' }] },
      on: { visit: 'done' },
    },
    done: { type: 'final', meta: { outcome: 'done' } },
  },
})

const labels = {
  title: 'Convening',
  states: { intake: 'Intake', reviewing: 'Review', asking: 'Asking', onSite: 'On site', done: 'Done' },
  roles: { desk: 'Desk', reviewer: 'Reviewer', unit: 'Unit', team: 'Team' },
  commands: { take: 'Take', pass: 'Pass', answer: 'Answer', visit: 'Visit' },
  deadlines: { answers: 'Answers' },
  guards: { first: 'already answered', all: 'not all have answered' },
  outcomes: { done: 'Done' },
  tasks: { take: 'Take', pass: 'Pass', answer: 'Answer', visit: 'Visit' },
}

/** The convening case of the SimPy program, as a case type. */
export const conveningCase = defineCaseType(words, {
  name: 'convening',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': labels, en: labels },
  samples: {},
})

const units = ['unit:1', 'unit:2', 'unit:3', 'unit:4']

export function scenario(days: number, replications = 2): ScenarioInput {
  return {
    ...{ from: '2026-01-01', days, replications, calendar: 'always' },
    cases: [0, 1, 2].map(rank => ({
      type: 'convening',
      arrivals: { perDay: 20 },
      by: 'desk',
      opening: { units, rank },
    })),
    parties: {
      desk: { staff: 3 },
      review: { staff: 2 },
      team: { staff: 4 },
      ...Object.fromEntries(units.map(unit => [unit, { staff: 3 }])),
    },
    behaviour: [
      { role: 'desk', effort: { exponential: { mean: '48 min' } } },
      ...[0, 1, 2].map(rank => ({
        ...{ role: 'reviewer', when: { case: { rank } }, priority: -rank },
        effort: { exponential: { mean: '30 min' } },
      })),
      { role: 'unit', effort: { exponential: { mean: '1 h' } } },
      { role: 'team', effort: { exponential: { mean: '72 min' } } },
    ],
  }
}
