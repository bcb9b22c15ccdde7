import { declareCase, defineCaseType, knob, partyId } from '@convoke/core'
import * as z from 'zod'

const words = declareCase({
  parameters: z.object({
    rounds: knob(z.int().min(1).default(1), {
      title: { 'zh-CN': '圈数', en: 'Rounds' },
      ...{ authority: 'law', jurisdiction: 'CN', source: 'Act on Pacing, article 7', readOn: '2026-03-02' },
    }),
  }),
  opening: z.object({ walker: partyId }),
  context: z.object({ walker: partyId }),
  roles: { walker: { who: c => c.walker } },
  commands: { turn: { by: ['walker'] } },
  deadlines: { tired: { on: ['walking', 'back'], within: { n: 30, unit: 'calendar-day' } } },
  notices: {},
})

const { setup } = words

const machine = setup({}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
  initial: 'walking',
  states: {
    walking: {
      meta: { duties: [{ role: 'walker', task: 'walk', commands: ['turn'], exempt: 'nobody waits for it' }] },
      on: { turn: 'back', 'deadline.tired': 'resting' },
    },
    back: {
      meta: { duties: [{ role: 'walker', task: 'walk', commands: ['turn'], exempt: 'nobody waits for it' }] },
      on: { turn: 'walking', 'deadline.tired': 'resting' },
    },
    resting: { type: 'final', meta: { outcome: 'rested' } },
  },
})

const labels = {
  title: 'Pacing',
  states: { walking: 'Walking', back: 'Walking back', resting: 'Resting' },
  roles: { walker: 'Walker' },
  commands: { turn: 'Turn' },
  deadlines: { tired: 'Tired' },
  guards: {},
  outcomes: { rested: 'Rested' },
  tasks: { walk: 'Walk' },
}

/** A case type in which somebody may go to and fro for ever. */
export const pacing = defineCaseType(words, {
  name: 'pacing',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': labels, en: labels },
  samples: {},
})
