import { declareCase, defineCaseType, duration, partyId } from 'convoke'
import * as z from 'zod'

// 1. The words: what a case is opened with, what it remembers, who may do what, which clocks run.
const words = declareCase({
  parameters: z.object({ repairWithin: duration.default({ n: 2, unit: 'working-day' }) }),
  opening: z.object({ what: z.string().min(1), resident: partyId, company: partyId }),
  context: z.object({ what: z.string(), resident: partyId, company: partyId }),
  roles: { resident: { who: c => c.resident }, company: { who: c => c.company } },
  commands: {
    repair: { by: ['company'], data: z.object({ report: z.string().min(1) }) },
    confirm: { by: ['resident'] },
  },
  deadlines: {
    repair: { on: 'broken', within: 'repairWithin', owes: 'company' },
    confirm: { on: 'repaired', within: { n: 5, unit: 'working-day' }, owes: 'resident' },
  },
  notices: { asked: z.object({ what: z.string() }) },
})

// 2. The machine: ordinary XState over these words. Who acts in a state, and which clock covers that, stands in `duties`.
const machine = words.setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
  initial: 'broken',
  states: {
    broken: {
      meta: { duties: [{ role: 'company', task: 'repair', commands: ['repair'], deadline: 'repair' }] },
      entry: words.notify('asked', ({ context }) => ({ to: context.company, what: context.what })),
      on: { repair: 'repaired', 'deadline.repair': 'late' },
    },
    repaired: {
      meta: { duties: [{ role: 'resident', task: 'confirm', commands: ['confirm'], deadline: 'confirm' }] },
      on: { confirm: 'done', 'deadline.confirm': 'done' },
    },
    done: { type: 'final', meta: { outcome: 'repaired' } },
    late: { type: 'final', meta: { outcome: 'notRepaired' } },
  },
})

// 3. The case type: a name in both languages for everything. One that is missing is a compile error.
export const repair = defineCaseType(words, {
  name: 'repair',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '报修',
      states: { broken: '待修', repaired: '待确认', done: '已修复', late: '逾期未修' },
      roles: { resident: '居民', company: '物业企业' },
      commands: { repair: '报告修复', confirm: '确认' },
      deadlines: { repair: '维修期限', confirm: '确认期限' },
      guards: {},
      outcomes: { repaired: '已修复', notRepaired: '未修复' },
      tasks: { repair: '维修', confirm: '确认' },
    },
    en: {
      title: 'Repair',
      states: { broken: 'Broken', repaired: 'To be confirmed', done: 'Done', late: 'Late' },
      roles: { resident: 'Resident', company: 'Property company' },
      commands: { repair: 'Report the repair', confirm: 'Confirm' },
      deadlines: { repair: 'Repair', confirm: 'Confirmation' },
      guards: {},
      outcomes: { repaired: 'Repaired', notRepaired: 'Not repaired' },
      tasks: { repair: 'Repair', confirm: 'Confirm' },
    },
  },
  openings: [{ what: 'the lamp at gate 3', resident: 'resident:chen', company: 'property:chunshen' }],
  samples: { repair: [{ report: 'lamp replaced' }] },
})
