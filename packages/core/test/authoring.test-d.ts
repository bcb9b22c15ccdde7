// Every line under a `@ts-expect-error` must be a compile error, and nothing else may be one.
import { describe, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { declareCase } from '../src/definition/declare-case.js'
import { defineCaseType } from '../src/definition/define-case-type.js'
import { and, not, or } from '../src/definition/guard-combinators.js'
import type { LabelsOf } from '../src/definition/labels.js'
import { duration, type Instant, instant, partyId } from '../src/definition/schemas.js'
import type { ContextOf, EventOf } from '../src/definition/type-words.js'
import type { JsonObject } from '../src/json/json.js'
import type { Command, ShapeOf } from '../src/ports/type-engine.js'
import { type PersonalHandle, personal, visibleTo } from '../src/privacy/marks.js'
import type { asking } from './definition/design-example.js'
import type { conveningRequest } from './definition/small-convening.js'

const parameters = z.object({ quorum: z.int().default(2), replyWithin: duration.default({ n: 1, unit: 'hour' }) })
const opening = z.object({ topic: z.string() })
const roles = { convener: { who: () => 'rc' }, invitee: { who: () => ['a', 'b'] } }
const commands = {
  accept: { by: ['invitee'], data: z.object({ note: z.string().optional() }) },
  stop: { by: ['convener'] },
} as const
const context = z.object({
  topic: z.string(),
  count: z.int(),
  secret: visibleTo(['convener'], z.string()).nullable(),
  decidedAt: instant().nullable(),
})
const hour = { n: 1, unit: 'hour' } as const

describe('declaring the words', () => {
  test('names only roles that exist', () => {
    // @ts-expect-error "convenor" is not a role
    declareCase({ parameters, opening, context, roles, commands: { stop: { by: ['convenor'] } } })
    declareCase({
      parameters,
      opening,
      roles,
      commands,
      // @ts-expect-error a mark names a role that does not exist
      context: z.object({ a: z.array(z.object({ b: visibleTo(['nobody'], z.string()) })) }),
    })
    // @ts-expect-error a mark in the opening names a role that does not exist
    declareCase({ parameters, opening: z.object({ b: visibleTo(['nobody'], z.string()) }), context, roles, commands })
    // @ts-expect-error "convenor" cannot open
    declareCase({ parameters, opening, context, roles, commands, opens: ['convenor'] })
  })

  test('holds only what survives JSON', () => {
    // @ts-expect-error context.at is a Date
    declareCase({ parameters, opening, context: z.object({ at: z.date() }), roles, commands })
    declareCase({
      parameters,
      opening,
      // @ts-expect-error context.tree.seats is a Map
      context: z.object({ tree: z.object({ seats: z.map(z.string(), z.int()) }) }),
      roles,
      commands,
    })
    // @ts-expect-error context.f is a function
    declareCase({ parameters, opening, context: z.object({ f: z.custom<() => void>() }), roles, commands })
    // @ts-expect-error context.x is unknown
    declareCase({ parameters, opening, context: z.object({ x: z.unknown() }), roles, commands })
    // @ts-expect-error context.note is optional
    declareCase({ parameters, opening, context: z.object({ note: z.string().optional() }), roles, commands })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      // @ts-expect-error a command's data is a Date
      commands: { stop: { by: ['convener'], data: z.object({ day: z.date() }) } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      // @ts-expect-error a command's data is not a z.object
      commands: { stop: { by: ['convener'], data: { reason: z.string() } } },
    })
    declareCase({
      parameters,
      opening,
      roles,
      commands,
      context: z.object({ tree: z.json(), list: z.array(z.record(z.string(), z.union([z.int(), z.null()]))) }),
    })
  })

  test('leaves the names of the engine alone', () => {
    declareCase({
      parameters,
      opening,
      context,
      roles,
      // @ts-expect-error the engine sets `by`
      commands: { stop: { by: ['convener'], data: z.object({ by: z.string() }) } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      // @ts-expect-error the engine sets `facts`
      commands: { stop: { by: ['convener'], data: z.object({ facts: z.string() }) } },
    })
    // @ts-expect-error `to` says who is told
    declareCase({ parameters, opening, context, roles, commands, notices: { told: z.object({ to: z.string() }) } })
    // @ts-expect-error the engine puts the parameters into the context
    declareCase({ parameters, opening, context: z.object({ parameters: z.string() }), roles, commands })
  })

  test('counts deadlines by parameters that are durations', () => {
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error no such parameter
      deadlines: { reply: { on: 'a', within: 'replyWihin' } },
    })
    // @ts-expect-error a number is not a duration
    declareCase({ parameters, opening, context, roles, commands, deadlines: { reply: { on: 'a', within: 'quorum' } } })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error no such unit
      deadlines: { reply: { on: 'a', within: { n: 1, unit: 'week' } } },
    })
    // @ts-expect-error no such unit
    duration.default({ n: 1, unit: 'days' })
    // @ts-expect-error no such option
    duration.default({ n: 1, unit: 'hour', rolover: true })
    expectTypeOf(duration.default(() => hour).parse(undefined)).toExtend<{ readonly n: number }>()
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error nobody of that name can owe anything
      deadlines: { reply: { on: 'a', within: hour, owes: 'invite' } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error a window is for commands that exist
      deadlines: { reply: { on: 'a', within: hour, kind: 'window', commands: ['halt'] } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error no such kind
      deadlines: { reply: { on: 'a', within: hour, kind: 'before' } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error a clock runs from entries that exist
      deadlines: { reply: { from: ['started'], within: hour } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error a rung tells roles that exist
      deadlines: { reply: { on: 'a', within: hour, ladder: [{ rung: 'half', fraction: [1, 2], tells: ['nobody'] }] } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      // @ts-expect-error a selector of the context
      deadlines: { reply: { on: 'a', within: hour, each: c => c.nothing } },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      deadlines: {
        reply: {
          on: ['a', 'b'],
          within: 'replyWithin',
          cap: 'replyWithin',
          each: c => [c.topic],
          owes: 'invitee',
          owedBy: (c, key) => [c.topic, key],
          ladder: [{ rung: 'half', fraction: [1, 2], tells: ['convener'] }],
        },
        outer: {
          from: ['case.started', 'accept', 'deadline.reply'],
          until: ['stop'],
          due: (c, key) => `${c.topic}${key}`,
          survives: true,
          suspended: c => c.count > 0,
          extended: () => [{ by: hour, ground: 'g', approver: 'x' }],
        },
        appeal: { kind: 'window', on: 'b', within: hour, commands: ['stop'], desk: 'duty' },
      },
    })
  })

  test('bounds dates by the fields of the data and parameters that are durations', () => {
    const data = z.object({ date: z.iso.date(), items: z.array(z.object({ due: z.iso.date().nullable() })) })
    const dated = <const D>(dates: D) => ({ accept: { by: ['invitee'] as const, data, dates } })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands: {
        accept: {
          by: ['invitee'],
          data,
          dates: { date: { earliest: 'replyWithin', latest: hour }, 'items[].due': { earliest: 'today' } },
        },
      },
    })
    // @ts-expect-error no such field
    declareCase({ parameters, opening, context, roles, commands: dated({ dat: { earliest: 'today' } }) })
    // @ts-expect-error the list is no date
    declareCase({ parameters, opening, context, roles, commands: dated({ items: { earliest: 'today' } }) })
    // @ts-expect-error no such bound
    declareCase({ parameters, opening, context, roles, commands: dated({ date: { earlist: 'today' } }) })
    // @ts-expect-error a number is no duration
    declareCase({ parameters, opening, context, roles, commands: dated({ date: { latest: 'quorum' } }) })
    // @ts-expect-error no such unit
    declareCase({ parameters, opening, context, roles, commands: dated({ date: { latest: { n: 1, unit: 'week' } } }) })
  })

  test('declares separation, races, growth, links and results by name', () => {
    const words = {
      parameters,
      opening,
      context,
      roles,
      commands,
      deadlines: { reply: { on: 'a', within: hour } },
    } as const
    // @ts-expect-error no such command
    declareCase({ ...words, separation: [{ did: 'accept', mayNot: 'halt' }] })
    // @ts-expect-error no command carries an `itm`
    declareCase({ ...words, separation: [{ did: 'accept', mayNot: 'stop', item: 'itm' }] })
    // @ts-expect-error no such deadline
    declareCase({ ...words, races: [{ between: ['accept', 'deadline.repli'], winner: 'accept', reason: 'r' }] })
    // @ts-expect-error no such field
    declareCase({ ...words, onlyGrows: { cout: [] } })
    // @ts-expect-error no such command may reset it
    declareCase({ ...words, onlyGrows: { count: ['halt'] } })
    // @ts-expect-error the result does not fit its schema
    declareCase({ ...words, result: { schema: z.object({ n: z.int() }), of: c => ({ n: c.topic }) } })
    // @ts-expect-error a summary is a line of text
    declareCase({ ...words, summary: c => c.count })
    declareCase({
      ...words,
      separation: [{ did: 'accept', mayNot: 'stop', item: 'note' }],
      onlyGrows: { count: ['stop'] },
      opens: ['convener'],
      races: [{ between: ['accept', 'deadline.reply'], winner: 'accept', reason: 'in time is in time' }],
      result: { schema: z.object({ n: z.int() }), of: c => ({ n: c.count }) },
      summary: c => c.topic,
    })
  })

  test('types lookups from the context and the data of their command', () => {
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands: {
        rule: {
          by: ['convener'],
          data: z.object({ item: z.string() }),
          repeatable: true,
          lookups: {
            commonSuperior: (c, data, by) => ({ [data.item]: [c.topic, by] }),
            authority: (_, data) => ({ [data.item]: { over: data.item, kind: 'commands' } }),
          },
        },
      },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      commands: {
        rule: {
          by: ['convener'],
          data: z.object({ item: z.string() }),
          // @ts-expect-error the data has no `itm`
          lookups: { commonSuperior: (_, data) => ({ x: [data.itm] }) },
        },
      },
    })
    declareCase({
      parameters,
      opening,
      context,
      roles,
      // @ts-expect-error no such lookup
      commands: { rule: { by: ['convener'], lookups: { comonSuperior: () => ({}) } } },
    })
  })
})

const words = declareCase({
  parameters,
  opening,
  context,
  roles,
  commands,
  notices: { told: z.object({ n: z.int(), at: instant() }) },
  deadlines: {
    reply: { on: 'a', within: 'replyWithin', ladder: [{ rung: 'half', fraction: [1, 2] }] },
    outer: { from: ['case.started'], within: hour },
  },
})
const { setup, update, notify, when } = words
const rules = setup({
  guards: {
    enough: ({ context }) => context.count >= context.parameters.quorum,
    noted: when('accept', ({ context, event }) => event.note === context.topic),
    asked: when('accept', ({ event }) => event.facts.commonSuperior?.item === event.by && event.delegate === null),
    either: or(['enough', 'noted']),
    over: (_, p: { limit: number }) => p.limit > 1,
  },
  actions: {
    add: update(({ context }, p: { n: number }) => {
      context.count += p.n
    }),
  },
})
const start = {
  context: ({ input }: { input: { opening: { topic: string }; parameters: z.output<typeof parameters> } }) => ({
    parameters: input.parameters,
    topic: input.opening.topic,
    count: 0,
    secret: null,
    decidedAt: null,
  }),
  initial: 'a',
} as const
const machine = rules.createMachine({
  ...start,
  states: {
    a: {
      on: {
        accept: [
          {
            guard: { type: 'over', params: { limit: 2 } },
            target: 'b',
            actions: [
              { type: 'add', params: ({ event }) => ({ n: event.note?.length ?? 0 }) },
              notify('told', ({ event }) => ({ to: event.by, n: 1, at: event.at })),
            ],
          },
          {
            guard: and(['asked', not('enough')]),
            actions: update(({ context, event }) => {
              context.topic = event.note ?? ''
              context.decidedAt = event.at
            }),
          },
        ],
        stop: { guard: 'enough', target: 'b' },
        'deadline.reply': {
          target: 'b',
          actions: update(({ context, event }) => {
            context.count = event.n
            context.topic = event.key
          }),
        },
        'deadline.reply.half': {
          actions: notify('told', ({ context, event }) => ({ to: context.topic, n: event.n, at: event.at })),
        },
        'deadline.outer': 'b',
      },
      meta: { duties: [{ role: 'invitee', task: 'answer', commands: ['accept'], deadline: 'reply' }] },
    },
    b: { type: 'final', meta: { outcome: 'done' } },
  },
})
const empty = { a: {}, b: {} }

describe('the machine', () => {
  test('handles only events that exist', () => {
    // @ts-expect-error unknown command in `on`, beside a known one
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'b', acept: 'b' } } } })
    // @ts-expect-error unknown deadline
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'b', 'deadline.repli': 'b' } } } })
    // @ts-expect-error unknown rung
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'b', 'deadline.reply.halve': 'b' } } } })
    // @ts-expect-error a rung of another deadline
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'b', 'deadline.outer.half': 'b' } } } })
    // @ts-expect-error without links, no case is opened
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'b', 'case.refused': 'b' } } } })
    // @ts-expect-error unknown event
    when('acept', () => true)
  })

  test('goes only to states that exist', () => {
    // @ts-expect-error unknown target
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'c' } } } })
    rules.createMachine({
      ...start,
      // @ts-expect-error unknown target in an array
      states: { ...empty, a: { on: { stop: [{ guard: 'enough', target: 'c' }, 'b'] } } },
    })
    // @ts-expect-error unknown target of `always`
    rules.createMachine({ ...start, states: { ...empty, a: { always: { target: 'c' }, on: { stop: 'b' } } } })
    // @ts-expect-error unknown initial state
    rules.createMachine({ ...start, initial: 'c', states: { ...empty, a: { on: { stop: 'b' } } } })
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        a: {
          initial: 'x',
          states: { x: { id: 'here', on: { stop: '#here', accept: { target: ['y'] } } }, y: {} },
          on: { stop: '.y', accept: 'a.x' },
        },
      },
    })
  })

  test('names its guards', () => {
    // @ts-expect-error unknown guard
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: { guard: 'enuogh', target: 'b' } } } } })
    rules.createMachine({
      ...start,
      // @ts-expect-error unknown guard inside a combination
      states: { ...empty, a: { on: { stop: { guard: and(['enough', not('ntoed')]), target: 'b' } } } },
    })
    // @ts-expect-error a guard without its params
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: { guard: 'over', target: 'b' } } } } })
    rules.createMachine({
      ...start,
      // @ts-expect-error params that do not fit
      states: { ...empty, a: { on: { stop: { guard: { type: 'over', params: { limit: '2' } }, target: 'b' } } } },
    })
    rules.createMachine({
      ...start,
      // @ts-expect-error a guard without a name cannot say why
      states: { ...empty, a: { on: { stop: { guard: ({ context }) => context.count > 1, target: 'b' } } } },
    })
    setup({
      guards: {
        writes: ({ context }) => {
          // @ts-expect-error a guard does not write
          context.count = 1
          return true
        },
      },
    })
  })

  test('has no misspelt keys', () => {
    // @ts-expect-error misspelt key of a transition, which would leave it unguarded
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: { gaurd: 'enough', target: 'b' } } } } })
    // @ts-expect-error misspelt key of a state
    rules.createMachine({ ...start, states: { ...empty, a: { onn: { stop: 'b' }, on: { stop: 'b' } } } })
    // @ts-expect-error misspelt key of a state's meta
    rules.createMachine({ ...start, states: { ...empty, a: { on: { stop: 'b' }, meta: { duties: [], outcom: 'x' } } } })
  })

  test('starts no timers and no actors', () => {
    // @ts-expect-error `after`
    rules.createMachine({ ...start, states: { ...empty, a: { after: { 1000: 'b' } } } })
    // @ts-expect-error `invoke`
    rules.createMachine({ ...start, states: { ...empty, a: { invoke: { src: 'x' } } } })
  })

  test('acts only by updates and notices', () => {
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        a: {
          on: {
            // @ts-expect-error a plain function is not an update
            stop: {
              actions: () => {
                console.log('effect')
              },
            },
          },
        },
      },
    })
    rules.createMachine({
      ...start,
      // @ts-expect-error unknown notice
      states: { ...empty, a: { on: { stop: { actions: { type: 'tolled', params: { to: 'x', n: 1 } } } } } },
    })
    rules.createMachine({
      ...start,
      // @ts-expect-error params of the notice do not fit
      states: { ...empty, a: { on: { stop: { actions: { type: 'told', params: { to: 'x' } } } } } },
    })
    // @ts-expect-error unknown notice
    notify('tolled', () => ({ to: 'x' }))
    // @ts-expect-error without links, no case is opened
    notify('case.open', () => ({ link: 'x', key: 'k', opening: {} }))
    update(({ context }) => {
      // @ts-expect-error parameters are fixed
      context.parameters.quorum = 3
    })
    // @ts-expect-error a recipe returns nothing
    update(({ context }) => context.count++)
    // @ts-expect-error a recipe is not async
    update(async ({ context }) => {
      context.count = 1
    })
  })

  test('knows the data of each event', () => {
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        a: {
          on: {
            stop: {
              actions: update(({ context, event }) => {
                // @ts-expect-error `event` has no field `note` in this command
                context.topic = event.note
              }),
            },
          },
        },
      },
    })
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        a: {
          on: {
            'deadline.reply': {
              actions: update(({ context, event }) => {
                // @ts-expect-error a deadline is by the clock, not by a party
                context.topic = event.by
              }),
            },
          },
        },
      },
    })
    type Mini = ShapeOf<typeof conveningRequest>
    expectTypeOf<EventOf<Mini>['type']>().toEqualTypeOf<
      'deadline.reply' | 'deadline.verification' | Command<typeof conveningRequest>['type']
    >()
  })

  test('gives a state duties of roles, commands and deadlines that exist', () => {
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        // @ts-expect-error unknown role
        a: { on: { stop: 'b' }, meta: { duties: [{ role: 'invite', task: 't', commands: ['accept'] }] } },
      },
    })
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        // @ts-expect-error unknown command
        a: { on: { stop: 'b' }, meta: { duties: [{ role: 'invitee', task: 't', commands: ['acept'] }] } },
      },
    })
    rules.createMachine({
      ...start,
      states: {
        ...empty,
        a: {
          on: { stop: 'b' },
          // @ts-expect-error unknown deadline
          meta: { duties: [{ role: 'invitee', task: 't', commands: ['accept'], deadline: 'repli' }] },
        },
      },
    })
  })
})

describe('moments', () => {
  const at = 0 as unknown as Instant
  const later = 1 as unknown as Instant
  test('are stored and never compared', () => {
    expectTypeOf<NonNullable<ContextOf<ShapeOf<typeof mini>>['decidedAt']>>().toEqualTypeOf<Instant>()
    // @ts-expect-error a moment is not compared with a number
    void (at > 5)
    // @ts-expect-error two moments are not compared
    void (later > at)
    // @ts-expect-error a moment is not calculated with
    void (at - 5)
    // @ts-expect-error nor added to
    void (at + 1)
    // @ts-expect-error nor written out
    void `${at}`
    // @ts-expect-error a moment is no number
    notify('told', ({ context }) => ({ to: 'x', n: context.decidedAt, at }))
    update(({ context }) => {
      // @ts-expect-error a number is no moment
      context.decidedAt = 5
    })
  })
})

describe('personal data', () => {
  const p = declareCase({
    parameters,
    roles,
    commands: { call: { by: ['convener'], data: z.object({ phone: personal(z.string()) }) } },
    opening: z.object({ phone: personal(z.string()) }),
    context: z.object({ phone: personal(z.string()) }),
    notices: { call: z.object({ phone: personal(z.string()) }) },
  })
  test('reaches the machine as a handle that can be copied', () => {
    const made = p.setup().createMachine({
      context: ({ input }) => ({ parameters: input.parameters, phone: input.opening.phone }),
      initial: 'a',
      states: {
        a: {
          on: {
            call: {
              actions: [
                update2(({ context, event }) => {
                  context.phone = event.phone
                }),
                p.notify('call', ({ context }) => ({ to: 'x', phone: context.phone })),
              ],
            },
          },
        },
      },
    })
    void made
    p.update(({ context }) => {
      expectTypeOf(context.phone).toEqualTypeOf<PersonalHandle>()
      // @ts-expect-error text from elsewhere is no handle
      context.phone = '138'
    })
  })
  const update2 = p.update
})

describe('links', () => {
  const linked = declareCase({
    parameters,
    opening,
    context,
    roles,
    commands,
    links: { ruling: { caseType: 'ruling', returns: z.object({ lead: z.string() }) }, plain: { caseType: 'plain' } },
  })
  test('open cases and hear of them', () => {
    linked.setup().createMachine({
      ...start,
      states: {
        a: {
          entry: linked.notify('case.open', ({ context }) => ({
            link: 'ruling',
            key: 'k',
            opening: { topic: context.topic },
          })),
          on: {
            accept: {
              actions: linked.notify('case.tell', () => ({ link: 'ruling', key: 'k', command: { type: 'hurry' } })),
            },
            'case.refused': {
              target: 'b',
              actions: linked.update(({ context, event }) => {
                context.topic = event.code
              }),
            },
            'case.settled': {
              target: 'b',
              actions: linked.update(({ context, event }) => {
                context.topic = event.link === 'ruling' ? event.result.lead : event.outcome
              }),
            },
          },
        },
        b: {},
      },
    })
    linked.update(({ event }) => {
      if (event.type === 'case.settled' && event.link === 'plain')
        expectTypeOf(event.result).toEqualTypeOf<JsonObject>()
    })
    // @ts-expect-error no such link
    linked.notify('case.open', () => ({ link: 'rulling', key: 'k', opening: {} }))
  })
})

const labels: LabelsOf<typeof machine> = {
  title: 't',
  states: { a: 'A', b: 'B' },
  roles: { convener: 'c', invitee: 'i' },
  commands: { accept: 'a', stop: 's' },
  deadlines: { reply: 'r', outer: 'o' },
  guards: { enough: 'e', noted: 'n', asked: 'a', either: 'x', over: 'o' },
  outcomes: { done: 'd' },
  tasks: { answer: 'a' },
}
const both = { 'zh-CN': labels, en: labels }
const mini = defineCaseType(words, {
  name: 'mini',
  version: '1.0.0',
  machine,
  labels: both,
  samples: { accept: [{ note: 'x' }] },
  openings: [{ topic: 't' }],
})

describe('putting words and machine together', () => {
  test('needs labels for every name in both languages', () => {
    // @ts-expect-error no Chinese
    defineCaseType(words, { name: 'mini', version: '1.0.0', machine, labels: { en: labels }, samples: {} })
    defineCaseType(words, {
      name: 'mini',
      version: '1.0.0',
      machine,
      // @ts-expect-error a state without a label
      labels: { ...both, en: { ...labels, states: { a: 'A' } } },
      samples: {},
    })
    defineCaseType(words, {
      name: 'mini',
      version: '1.0.0',
      machine,
      // @ts-expect-error an outcome without a label
      labels: { ...both, en: { ...labels, outcomes: {} } },
      samples: {},
    })
    defineCaseType(words, {
      name: 'mini',
      version: '1.0.0',
      machine,
      // @ts-expect-error a task without a label
      labels: { ...both, en: { ...labels, tasks: {} } },
      samples: {},
    })
    defineCaseType(words, {
      name: 'mini',
      version: '1.0.0',
      machine,
      // @ts-expect-error a guard without a label
      labels: { ...both, en: { ...labels, guards: {} } },
      samples: {},
    })
  })

  test('takes samples that fit their commands', () => {
    // @ts-expect-error a sample that does not fit its command
    defineCaseType(words, { name: 'mini', version: '1.0.0', machine, labels: both, samples: { accept: [{ note: 1 }] } })
    // @ts-expect-error a sample for no command
    defineCaseType(words, { name: 'mini', version: '1.0.0', machine, labels: both, samples: { acept: [{}] } })
    defineCaseType(words, {
      name: 'mini',
      version: '1.0.0',
      machine,
      labels: both,
      samples: {},
      // @ts-expect-error an opening that does not fit
      openings: [{ topc: 't' }],
    })
  })

  test('puts deadlines on states that exist', () => {
    const lost = declareCase({
      parameters,
      opening,
      context,
      roles,
      commands,
      deadlines: { reply: { on: ['a', 'nowhere'], within: hour } },
    })
    const lostMachine = lost.setup().createMachine({
      ...start,
      states: { a: { on: { accept: 'b', stop: 'b', 'deadline.reply': 'b' } }, b: { type: 'final' } },
    })
    const fewer: LabelsOf<typeof lostMachine> = {
      title: 't',
      states: { a: 'A', b: 'B' },
      roles: { convener: 'c', invitee: 'i' },
      commands: { accept: 'a', stop: 's' },
      deadlines: { reply: 'r' },
      guards: {},
    }
    defineCaseType(lost, {
      // @ts-expect-error a deadline on a state that does not exist
      name: 'mini',
      version: '1.0.0',
      machine: lostMachine,
      labels: { 'zh-CN': fewer, en: fewer },
      samples: {},
    })
  })

  test('says a mistake of the machine once, and not again at every label', () => {
    const errand = declareCase({
      parameters: z.object({}),
      opening: z.object({ runner: partyId }),
      context: z.object({ runner: partyId }),
      roles: { runner: { who: c => c.runner } },
      commands: { run: { by: ['runner'] } },
    })
    const mistaken = errand.setup().createMachine({
      context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
      initial: 'open',
      states: {
        open: {
          meta: { duties: [{ role: 'runner', task: 'run', commands: ['run'], exempt: 'a test' }] },
          // @ts-expect-error no such state
          on: { run: 'closd' },
        },
        closed: { type: 'final', meta: { outcome: 'done' } },
      },
    })
    expectTypeOf<NonNullable<(typeof mistaken)['~names']>['tasks']>().toEqualTypeOf<never>()
    const words = {
      title: 't',
      states: { open: 'o', closed: 'c' },
      roles: { runner: 'r' },
      commands: { run: 'r' },
      deadlines: {},
      guards: {},
      outcomes: { done: 'd' },
      tasks: { run: 'r' },
    }
    defineCaseType(errand, {
      name: 'errand',
      version: '1.0.0',
      machine: mistaken,
      labels: { 'zh-CN': words, en: words },
      samples: {},
    })
  })

  test('gives back what was declared, with its names', () => {
    expectTypeOf<(typeof asking)['name']>().toEqualTypeOf<'asking'>()
    expectTypeOf<NonNullable<(typeof asking)['~types']>['states']>().toEqualTypeOf<
      'drafting' | 'inviting' | 'agreed' | 'failed'
    >()
    expectTypeOf<ContextOf<ShapeOf<typeof asking>>['replies']>().toEqualTypeOf<Record<string, 'yes' | 'no'>>()
  })
})
