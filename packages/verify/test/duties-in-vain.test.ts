// Somebody does what is owed, and its deadline runs on all the same (P10).
import type { AnyCaseType } from '@convoke/core'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { verifyCaseType } from '../src/index.js'
import { paste } from './fixtures/pasted.js'
import { small } from './fixtures/small.js'

/** What may be wrong with a statement that is asked for; nothing: it ends its deadline. */
interface Slip {
  /** Nobody keeps what was stated. */
  readonly lost?: boolean
  /** It may be stated again and again. */
  readonly repeatable?: boolean
  /** What was stated begins the deadline anew. */
  readonly anew?: boolean
  /** Whoever stated may not decide, so that it is kept who did. */
  readonly apart?: boolean
}

function hearing({ lost = false, repeatable = false, anew = false, apart = false }: Slip = {}): AnyCaseType {
  const days = (n: number) => ({ n, unit: 'working-day' })
  const statement = {
    within: days(2),
    owes: 'respondent',
    each: ({ stated }: { readonly stated: boolean }) => (stated ? [] : ['']),
  }
  const duty = (role: string, task: string, deadline: string) => ({ role, task, commands: [task], deadline })
  return small({
    name: 'hearing',
    fields: { stated: [z.boolean(), false] },
    parties: { respondent: ['dept:respondent'], clerk: ['dept:clerk'] },
    lastResort: ['clerk'],
    commands: {
      state: { by: ['respondent'], repeatable },
      decide: { by: apart ? ['clerk', 'respondent'] : ['clerk'] },
    },
    deadlines: { statement: { on: 'heard', ...statement }, decision: { on: 'heard', within: days(5), owes: 'clerk' } },
    words: apart ? { separation: [{ did: 'state', mayNot: 'decide' }] } : {},
    machine: ({ update }) => ({
      initial: 'heard',
      states: {
        heard: {
          meta: { duties: [duty('respondent', 'state', 'statement'), duty('clerk', 'decide', 'decision')] },
          on: {
            state: {
              ...(anew ? { target: 'heard', reenter: true } : {}),
              actions: update(({ context }) => {
                context.stated = !lost
              }),
            },
            decide: 'done',
            'deadline.statement': 'unheard',
            'deadline.decision': 'done',
          },
        },
        done: { type: 'final', meta: { outcome: 'done' } },
        unheard: { type: 'final', meta: { outcome: 'unheard' } },
      },
    }),
  })
}

const inVain = (slip: Slip) =>
  verifyCaseType(hearing(slip), { properties: ['P10'] }).findings.filter(({ severity }) => severity !== 'info')

it('a statement that is told and not kept leaves its deadline running, and is found with the story of who made it', () => {
  const [finding, ...more] = inVain({ lost: true })
  expect(more).toEqual([])
  expect(finding?.severity).toBe('warning')
  expect(finding?.doubt).toBeUndefined()
  expect(finding?.message.en).toBe(
    'in "heard", respondent does "state" by state, and nothing comes of it: wherever it is done, the deadline "statement" runs on',
  )
  expect(finding?.message['zh-CN']).toContain('期限“statement”都照走不误')
  expect(finding?.story.at(-1)?.en).toBe('day 1, 09:01: dept:respondent: state')
  expect(() => paste(finding?.test, 'hearing', hearing({ lost: true }))).toThrow(/expected/)
  expect(() => paste(finding?.test, 'hearing', hearing())).not.toThrow()
})

it('also where it is kept who made it, for another to decide', () => {
  expect(inVain({ lost: true, apart: true })).toHaveLength(1)
})

it('one that is kept ends its deadline, and is none', () => {
  expect(inVain({})).toEqual([])
  expect(inVain({ apart: true })).toEqual([])
})

it('what may be repeated is meant to be done while the deadline runs, and is none', () => {
  expect(inVain({ lost: true, repeatable: true })).toEqual([])
})

it('what begins the deadline anew is none: it has more time', () => {
  expect(inVain({ lost: true, anew: true })).toEqual([])
})
