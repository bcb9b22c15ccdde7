import * as z from 'zod'
import { declareCase } from '../../definition/declare-case.js'
import { defineCaseType } from '../../definition/define-case-type.js'
import { fileReference, partyId } from '../../definition/schemas.js'
import type { PartyId } from '../../ports/party.js'
import type { FileReference } from '../../ports/roll.js'
import { visibleTo } from '../../privacy/marks.js'

const choice = z.enum(['yes', 'no'])

const lineOf = (
  roll: FileReference | null,
  party: PartyId,
): Readonly<Record<string, { readonly roll: FileReference; readonly party: PartyId }>> =>
  roll === null ? {} : { voter: { roll, party } }

const words = declareCase({
  parameters: z.object({}),
  opening: z.object({ teller: partyId, roll: fileReference.nullable() }),
  context: z.object({
    teller: partyId,
    roll: fileReference.nullable(),
    votes: z.record(z.string(), visibleTo(['teller'], choice)),
    area: z.int(),
  }),
  roles: { teller: { who: c => c.teller }, voter: { roll: c => c.roll } },
  commands: {
    vote: { by: ['voter'], data: z.object({ choice: visibleTo(['teller'], choice) }) },
    enter: {
      by: ['teller'],
      data: z.object({ voter: partyId, choice: visibleTo(['teller'], choice) }),
      lookups: { membership: (c, data) => lineOf(c.roll as FileReference | null, data.voter) },
    },
    replaceRoll: { by: ['teller'], data: z.object({ roll: fileReference.nullable() }) },
    close: { by: ['teller'] },
  },
})
const { setup, update, when } = words

const machine = setup({
  guards: {
    isFirst: when('vote', ({ context, event }) => !(String(event.facts.seats?.voter?.index) in context.votes)),
    isOnRoll: when('enter', ({ event }) => (event.facts.membership?.voter ?? null) !== null),
  },
}).createMachine({
  context: ({ input }) => ({ parameters: input.parameters, ...input.opening, votes: {}, area: 0 }),
  initial: 'open',
  states: {
    open: {
      meta: {
        duties: [{ role: 'teller', task: 'close', commands: ['close'], exempt: 'a poll lasts as long as it is' }],
      },
      on: {
        vote: {
          guard: 'isFirst',
          actions: update(({ context, event }) => {
            const seat = event.facts.seats?.voter
            if (seat === undefined) return
            context.votes[String(seat.index)] = event.choice
            context.area += seat.weights.area ?? 0
          }),
        },
        enter: {
          guard: 'isOnRoll',
          actions: update(({ context, event }) => {
            const line = event.facts.membership?.voter
            if (line == null) return
            context.votes[String(line.index)] = event.choice
            context.area += line.weights.area ?? 0
          }),
        },
        replaceRoll: {
          actions: update(({ context, event }) => {
            context.roll = event.roll
          }),
        },
        close: 'closed',
      },
    },
    closed: { type: 'final', meta: { outcome: 'closed' } },
  },
})

/** The case type by which engines are measured on rolls: whoever is on the roll votes, or has a ballot entered. */
export const poll = defineCaseType(words, {
  name: 'poll',
  version: '1.0.0',
  machine,
  labels: {
    'zh-CN': {
      title: '表决',
      states: { open: '进行中', closed: '已结束' },
      roles: { teller: '计票人', voter: '表决人' },
      commands: { vote: '表决', enter: '录入表决票', replaceRoll: '更换名册', close: '结束' },
      deadlines: {},
      guards: { isFirst: '已经表决过', isOnRoll: '不在名册上' },
      outcomes: { closed: '已结束' },
      tasks: { close: '结束' },
    },
    en: {
      title: 'Poll',
      states: { open: 'Open', closed: 'Closed' },
      roles: { teller: 'Teller', voter: 'Voter' },
      commands: { vote: 'Vote', enter: 'Enter a ballot', replaceRoll: 'Replace the roll', close: 'Close' },
      deadlines: {},
      guards: { isFirst: 'already voted', isOnRoll: 'not on the roll' },
      outcomes: { closed: 'Closed' },
      tasks: { close: 'Close' },
    },
  },
  samples: {
    vote: [{ choice: 'yes' }],
    enter: [{ voter: 'flat:1', choice: 'no' }],
    replaceRoll: [{ roll: null }],
  },
})
