import * as z from 'zod'
import { declareCase } from '../../definition/declare-case.js'
import { defineCaseType } from '../../definition/define-case-type.js'
import { duration, partyId } from '../../definition/schemas.js'
import type { Opened } from '../paper-case.js'

const date = z.iso.date()

const words = declareCase({
  parameters: z.object({
    notice: duration.default({ n: 1, unit: 'working-day' }),
    horizon: duration.default({ n: 30, unit: 'calendar-day', rollover: false }),
  }),
  opening: z.object({ host: partyId, guest: partyId }),
  context: z.object({
    host: partyId,
    guest: partyId,
    date: date.nullable(),
    stops: z.array(date),
    cameOn: date.nullable(),
  }),
  roles: { host: { who: c => c.host, lastResort: true }, guest: { who: c => c.guest } },
  commands: {
    appoint: {
      by: ['host'],
      data: z.object({
        date,
        stops: z
          .array(z.object({ on: date.nullable() }))
          .max(5)
          .default([]),
      }),
      dates: { date: { earliest: 'notice', latest: 'horizon' }, 'stops[].on': { earliest: 'today' } },
    },
    come: { by: ['guest'], data: z.object({ on: date }), dates: { on: { latest: 'today' } } },
  },
  deadlines: {
    agree: { on: 'agreeing', within: { n: 5, unit: 'working-day' }, owes: 'host' },
    visit: { on: 'appointed', due: c => c.date, within: 'notice', owes: 'guest' },
  },
})
const { setup, update } = words

const machine = setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, date: null, stops: [], cameOn: null }),
  initial: 'agreeing',
  states: {
    agreeing: {
      meta: { duties: [{ role: 'host', task: 'appoint', commands: ['appoint'], deadline: 'agree' }] },
      on: {
        appoint: {
          target: 'appointed',
          actions: update(({ context, event }) => {
            context.date = event.date
            context.stops = event.stops.flatMap(({ on }) => on ?? [])
          }),
        },
        'deadline.agree': 'missed',
      },
    },
    appointed: {
      meta: { duties: [{ role: 'guest', task: 'come', commands: ['come'], deadline: 'visit' }] },
      on: {
        come: {
          target: 'done',
          actions: update(({ context, event }) => {
            context.cameOn = event.on
          }),
        },
        'deadline.visit': 'missed',
      },
    },
    done: { type: 'final', meta: { outcome: 'done' } },
    missed: { type: 'final', meta: { outcome: 'missed' } },
  },
})

/** The case type by which engines are measured on dates: a visit is appointed for a day ahead, and told when it is over. */
export const visit = defineCaseType(words, {
  name: 'visit',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '上门走访',
      states: { agreeing: '约定中', appointed: '已约定', done: '已走访', missed: '未成行' },
      roles: { host: '接待方', guest: '走访方' },
      commands: { appoint: '约定日期', come: '登记走访' },
      deadlines: { agree: '约定期限', visit: '走访日期' },
      guards: {},
      outcomes: { done: '已走访', missed: '未成行' },
      tasks: { appoint: '约定日期', come: '走访' },
    },
    en: {
      title: 'Visit',
      states: { agreeing: 'Agreeing', appointed: 'Appointed', done: 'Done', missed: 'Missed' },
      roles: { host: 'Host', guest: 'Guest' },
      commands: { appoint: 'Appoint a day', come: 'Record the visit' },
      deadlines: { agree: 'To be appointed by', visit: 'The day of the visit' },
      guards: {},
      outcomes: { done: 'Done', missed: 'Missed' },
      tasks: { appoint: 'Appoint a day', come: 'Visit' },
    },
  },
  samples: { appoint: [{ date: '2026-01-08', stops: [] }], come: [{ on: '2026-01-05' }] },
  openings: [{ host: 'family:3', guest: 'rc:chunshen' }],
})

/** How examples open a {@link visit}. */
export const visitOpened: Opened = { opening: { host: 'family:3', guest: 'rc:chunshen' }, by: 'family:3' }
