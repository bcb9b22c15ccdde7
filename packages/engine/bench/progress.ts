import { declareCase, defineCaseType, duration, partyId, visibleTo } from '@convoke/core'
import * as z from 'zod'

const words = declareCase({
  parameters: z.object({ finishWithin: duration.default({ n: 10, unit: 'working-day' }) }),
  opening: z.object({ topic: z.string(), lead: partyId, units: z.array(partyId) }),
  context: z.object({
    topic: z.string(),
    lead: partyId,
    units: z.array(partyId),
    reports: z.record(partyId, z.object({ text: z.string(), percent: z.int() })),
    estimate: visibleTo(['lead'], z.int()).nullable(),
  }),
  roles: { lead: { who: c => c.lead }, unit: { who: c => c.units } },
  commands: {
    report: { by: ['unit'], data: z.object({ text: z.string().max(500), percent: z.int() }), repeatable: true },
    close: { by: ['lead'] },
  },
  deadlines: { finish: { on: 'working', within: 'finishWithin', owes: 'lead' } },
})
const { setup, update } = words

const machine = setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, reports: {}, estimate: null }),
  initial: 'working',
  states: {
    working: {
      meta: { duties: [{ role: 'lead', task: 'close', commands: ['close'], deadline: 'finish' }] },
      on: {
        report: {
          actions: update(({ context, event }) => {
            context.reports[event.by] = { text: event.text, percent: event.percent }
          }),
        },
        close: 'closed',
        'deadline.finish': 'closed',
      },
    },
    closed: { type: 'final', meta: { outcome: 'closed' } },
  },
})

const labels = {
  title: 'Progress',
  states: { working: 'Working', closed: 'Closed' },
  roles: { lead: 'Lead', unit: 'Unit' },
  commands: { report: 'Report', close: 'Close' },
  deadlines: { finish: 'Finish' },
  guards: {},
  outcomes: { closed: 'Closed' },
  tasks: { close: 'Close' },
}

/** Five units report progress on one case; its context stays the same size however long its journal grows. */
export const progress = defineCaseType(words, {
  name: 'progress',
  version: '1.0.0',
  machine,
  labels: { 'zh-CN': labels, en: labels },
  samples: { report: [{ text: 'half done', percent: 50 }] },
})

/** The units of every case. */
export const units: readonly string[] = ['dept:police', 'dept:planning', 'dept:housing', 'dept:fire', 'dept:health']

/** What a case opens with. */
export const opening = {
  topic: 'Cars park on the fire lane of Chunshen Road 12',
  lead: 'rc:chunshen',
  units: [...units],
}

/** The i-th report, of some 90 characters. */
export function report(i: number): { readonly type: 'report'; readonly text: string; readonly percent: number } {
  return {
    type: 'report',
    text: `Visited the site, spoke with the owners, marked the lane; report number ${i}`,
    percent: i % 101,
  }
}
