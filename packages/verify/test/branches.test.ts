// Transitions that are never taken, though where they lead is reached by another way.

import { expect, it } from 'vitest'
import * as z from 'zod'
import { verifyCaseType } from '../src/index.js'
import { key, pass } from './fixtures/more-trades.js'
import { small } from './fixtures/small.js'
import { counts, duty, ends, workingDays } from './fixtures/trades.js'

const toldOf = (caseType: Parameters<typeof verifyCaseType>[0]) =>
  verifyCaseType(caseType, { properties: ['P3'] }).findings.map(({ message }) => message.en)

it('a way by a guard that never holds is told, although the state it leads to is reached otherwise', () => {
  expect(toldOf(key(true))).toEqual([
    'with these samples, in "out", transition 1 of "deadline.out", by "isOften", to "lost" is never taken',
  ])
  expect(toldOf(key(false))).toEqual([])
})

it('so is one of "always"', () => {
  expect(toldOf(pass(true))).toEqual([
    'with these samples, in "waiting", transition 1 of "always", by "isFull", to "in" is never taken',
  ])
  expect(toldOf(pass(false))).toEqual([])
})

const asked = (isFirst: (times: number) => boolean) =>
  small({
    name: 'asked',
    fields: { times: [counts, 0], notes: [z.array(z.string()), []] },
    parties: { clerk: ['office:clerk'] },
    lastResort: ['clerk'],
    commands: { note: { by: ['clerk'], repeatable: true }, close: { by: ['clerk'] } },
    deadlines: { open: { on: 'open', within: workingDays(1), owes: 'clerk' } },
    guards: { isFirst: ({ context }) => isFirst(context.times) },
    machine: ({ update }) => ({
      initial: 'open',
      states: {
        open: {
          ...duty('clerk', ['close'], { deadline: 'open' }),
          on: {
            note: [
              {
                guard: 'isFirst',
                actions: update(({ context }) => {
                  context.times = 1
                }),
              },
              { actions: update(({ context }) => void context.notes.push('again')) },
            ],
            close: 'closed',
            'deadline.open': 'closed',
          },
        },
        closed: ends('closed'),
      },
    }),
  })

it('what stands behind a guard that always holds is told, and what changes nothing that matters is not', () => {
  expect(toldOf(asked(times => times >= 0))).toEqual([
    'with these samples, in "open", transition 2 of "note" is never taken',
  ])
  expect(toldOf(asked(times => times === 0))).toEqual([])
})

it('what is explored stays as it was, and nothing is told where not all was', () => {
  const { states, transitions } = verifyCaseType(key(true), { properties: ['P1'] })
  const { states: with3, transitions: by3 } = verifyCaseType(key(true), { properties: ['P3'] })
  expect([with3, by3]).toEqual([states, transitions])
  const { findings, verdicts } = verifyCaseType(key(true), { properties: ['P3'], maxStates: 1, effort: 0 })
  expect([findings, verdicts[0]?.verdict]).toEqual([[], 'bounded'])
})
