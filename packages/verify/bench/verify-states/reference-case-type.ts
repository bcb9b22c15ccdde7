// The reference convening as a case type: one convener, several parties, eleven states, quorum, rounds and deadlines; with
// roles, so that every step is checked for who may take it.
import { type AnyCaseType, declareCase, defineCaseType, partyId } from '@convoke/core'
import * as z from 'zod'

interface Data {
  readonly parties: readonly string[]
  resp: Record<string, number>
  done: Record<string, boolean>
  reminders: number
  rounds: number
}
interface Given {
  readonly context: Data
  readonly event: { readonly by: string; readonly kind: number }
}

/** Commands of whoever leads the case, by the state in which each is heard. */
const lead = [
  'submit',
  'withdraw',
  'approve',
  'return',
  'reject',
  'remind',
  'proceed',
  'divide',
  'absent',
  'assign',
  'all',
  'pass',
  'fail',
  'direct',
  'close',
  'reconvene',
]

/** The case type, for so many parties. */
export function referenceCaseType(parties: number): AnyCaseType {
  const quorum = Math.floor(parties / 2) + 1
  const names = Array.from({ length: parties }, (_, n) => `dept:${n}`)
  const words = declareCase({
    parameters: z.object({}),
    opening: z.object({ lead: partyId, parties: z.array(partyId) }),
    context: z.object({
      lead: partyId,
      parties: z.array(partyId),
      resp: z.record(partyId, z.int().min(0).max(2)),
      done: z.record(partyId, z.boolean()),
      reminders: z.int().max(2),
      rounds: z.int().max(2),
    }),
    roles: {
      lead: { who: (c: { lead: string }) => c.lead, lastResort: true },
      party: { who: (c: Data) => c.parties },
    },
    commands: {
      ...Object.fromEntries(lead.map(name => [name, { by: ['lead'] }])),
      respond: { by: ['party'], data: z.object({ kind: z.int() }) },
      finish: { by: ['party'] },
    },
    deadlines: {
      reply: { on: 'convened', within: { n: 2, unit: 'working-day' }, owes: 'party' },
      work: { on: 'executing', within: { n: 20, unit: 'working-day' }, owes: 'party' },
    },
  } as never) as unknown as {
    setup: (config: object) => { createMachine(config: object): object }
    update: (recipe: (given: Given) => void) => object
  }
  const { setup, update } = words
  const cleared = (context: Data) => {
    for (const party of context.parties) {
      context.resp[party] = 0
      context.done[party] = false
    }
    context.reminders = 0
  }
  const notDone = (context: Data) => {
    for (const party of context.parties) context.done[party] = false
  }
  const duty = (role: string, commands: readonly string[]) => ({
    meta: { duties: [{ role, task: commands[0], commands, exempt: 'of no concern here' }] },
  })
  const ends = (name: string) => ({ [name]: { type: 'final', meta: { outcome: name } } })
  const machine = setup({
    guards: {
      isSilent: ({ context, event }: Given) => context.resp[event.by] === 0,
      mayRemind: ({ context }: Given) => context.reminders < 2,
      isQuorate: ({ context }: Given) => {
        let yes = 0
        for (const party of context.parties) if (context.resp[party] === 1) yes += 1
        return yes >= quorum
      },
      mayFinish: ({ context, event }: Given) => context.resp[event.by] === 1 && context.done[event.by] === false,
      allDone: ({ context }: Given) => context.parties.every(party => context.resp[party] !== 1 || context.done[party]),
      roundsLeft: ({ context }: Given) => context.rounds < 2,
    },
  }).createMachine({
    context: ({ input }: { input: { parameters: object; opening: { parties: readonly string[] } } }) => ({
      parameters: input.parameters,
      ...input.opening,
      resp: Object.fromEntries(names.map(name => [name, 0])),
      done: Object.fromEntries(names.map(name => [name, false])),
      reminders: 0,
      rounds: 0,
    }),
    initial: 'draft',
    states: {
      draft: { ...duty('lead', ['submit']), on: { submit: 'review', withdraw: 'withdrawn' } },
      review: {
        ...duty('lead', ['approve']),
        on: {
          approve: { target: 'convened', actions: update(({ context }) => cleared(context)) },
          return: 'draft',
          reject: 'rejected',
        },
      },
      convened: {
        ...duty('party', ['respond']),
        on: {
          respond: {
            guard: 'isSilent',
            actions: update(({ context, event }) => {
              context.resp[event.by] = event.kind
            }),
          },
          remind: {
            guard: 'mayRemind',
            actions: update(({ context }) => {
              context.reminders += 1
            }),
          },
          'deadline.reply': 'areaMeeting',
          proceed: { guard: 'isQuorate', target: 'onsite' },
        },
      },
      onsite: { ...duty('lead', ['divide']), on: { divide: 'dividing', absent: 'areaMeeting' } },
      dividing: {
        ...duty('lead', ['assign']),
        on: { assign: { target: 'executing', actions: update(({ context }) => notDone(context)) } },
      },
      executing: {
        ...duty('party', ['finish']),
        on: {
          finish: {
            guard: 'mayFinish',
            actions: update(({ context, event }) => {
              context.done[event.by] = true
            }),
          },
          all: { guard: 'allDone', target: 'verifying' },
          'deadline.work': 'areaMeeting',
        },
      },
      verifying: {
        ...duty('lead', ['pass']),
        on: {
          pass: 'closed',
          fail: [
            {
              guard: 'roundsLeft',
              target: 'executing',
              actions: update(({ context }) => {
                notDone(context)
                context.rounds += 1
              }),
            },
            { target: 'areaMeeting' },
          ],
        },
      },
      areaMeeting: {
        ...duty('lead', ['close']),
        on: {
          direct: 'dividing',
          close: 'closed',
          reconvene: {
            guard: 'roundsLeft',
            target: 'convened',
            actions: update(({ context }) => {
              cleared(context)
              context.rounds += 1
            }),
          },
        },
      },
      ...ends('closed'),
      ...ends('withdrawn'),
      ...ends('rejected'),
    },
  })
  const each = (keys: readonly string[]) => Object.fromEntries(keys.map(key => [key, key]))
  const open = ['draft', 'review', 'convened', 'onsite', 'dividing', 'executing', 'verifying', 'areaMeeting']
  const outcomes = ['closed', 'withdrawn', 'rejected']
  const label = {
    title: 'Reference',
    states: each([...open, ...outcomes]),
    roles: each(['lead', 'party']),
    commands: each([...lead, 'respond', 'finish']),
    deadlines: each(['reply', 'work']),
    guards: each(['isSilent', 'mayRemind', 'isQuorate', 'mayFinish', 'allDone', 'roundsLeft']),
    outcomes: each(outcomes),
    tasks: each(['submit', 'approve', 'respond', 'divide', 'assign', 'finish', 'pass', 'close']),
  }
  return (defineCaseType as unknown as (words: unknown, rest: object) => AnyCaseType)(words, {
    name: 'reference',
    version: '1.0.0',
    machine,
    labels: { 'zh-CN': label, en: label },
    samples: { respond: [{ kind: 1 }, { kind: 2 }] },
    openings: [{ lead: 'rc:lead', parties: names }],
  })
}
