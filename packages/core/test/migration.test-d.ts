// What the compiler says of a migration that would lose something.
import { describe, test } from 'vitest'
import * as z from 'zod'
import { declareCase, defineCaseType, duration, type PersonalHandle, partyId, personal } from '../src/index.js'
import { errand } from '../src/testing/index.js'

const words = declareCase({
  parameters: z.object({ replyWithin: duration.default({ n: 4, unit: 'hour' }) }),
  opening: z.object({ convener: partyId }),
  context: z.object({ convener: partyId, phone: personal(z.string()).nullable(), round: z.int().default(1) }),
  roles: { convener: { who: c => c.convener } },
  commands: { close: { by: ['convener'] } },
  deadlines: { answer: { on: 'asking', within: 'replyWithin', owes: 'convener' } },
})
const { setup, migrate } = words
const machine = setup().createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, phone: null, round: 1 }),
  initial: 'asking',
  states: {
    asking: { on: { close: 'closed', 'deadline.answer': 'closed' } },
    closed: { type: 'final' },
  },
})
const label = {
  title: 't',
  states: { asking: 'a', closed: 'c' },
  roles: { convener: 'c' },
  commands: { close: 'c' },
  deadlines: { answer: 'a' },
  guards: {},
  tasks: {},
}
const rest = { name: 'errand', version: '2.0.0', machine, labels: { 'zh-CN': label, en: label }, samples: {} } as const
const context = ({ convener, phone }: { convener: string; phone: PersonalHandle | null }) => ({ convener, phone })
const deadlines = { reply: { to: 'answer' } } as const
const states = { drafting: 'asking', inviting: 'asking', agreed: 'closed', failed: 'closed' } as const

describe('a migration', () => {
  test('compiles where every state, deadline and field has somewhere to go', () => {
    defineCaseType(words, { ...rest, migrateFrom: [migrate(errand, { states, deadlines, context })] })
    defineCaseType(words, {
      ...rest,
      migrateFrom: [
        migrate(errand, {
          states: { ...states, drafting: c => (c.topic === '' ? null : 'asking'), inviting: null },
          deadlines: { reply: null },
          // The earlier context is typed, personal values are handles, and a default may be left out.
          context: ({ convener, phone }) => ({ convener, phone }),
        }),
      ],
    })
  })

  test('says which state of the earlier version has nowhere to go', () => {
    const { inviting: _, ...some } = states
    defineCaseType(words, {
      ...rest,
      // @ts-expect-error state "inviting" of the earlier version is no state here
      migrateFrom: [migrate(errand, { states: some, deadlines, context })],
    })
  })

  test('says that a state does not exist', () => {
    defineCaseType(words, {
      ...rest,
      // @ts-expect-error a migration leads to "askin", which is not a state
      migrateFrom: [migrate(errand, { states: { ...states, inviting: 'askin' }, deadlines, context })],
    })
    defineCaseType(words, {
      ...rest,
      // @ts-expect-error also where a function says so
      migrateFrom: [migrate(errand, { states: { ...states, inviting: () => 'askin' as const }, deadlines, context })],
    })
    // @ts-expect-error the earlier version has no state "invitin"
    migrate(errand, { states: { ...states, invitin: 'asking' }, deadlines, context })
  })

  test('asks what becomes of each deadline and of the data', () => {
    // @ts-expect-error nothing is said of the deadline "reply"
    migrate(errand, { states, context })
    // @ts-expect-error the new version has no deadline "anwser"
    migrate(errand, { states, deadlines: { reply: { to: 'anwser' } }, context })
    // @ts-expect-error the data of the earlier version do not fit by themselves
    migrate(errand, { states, deadlines })
    // @ts-expect-error the field "convener" is missing
    migrate(errand, { states, deadlines, context: () => ({ phone: null }) })
    // @ts-expect-error no such command here
    migrate(errand, { states, deadlines, context, commands: { reply: 'cloze' } })
  })
})
