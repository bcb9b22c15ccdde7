import { type AnyCaseType, declareCase, defineCaseType, partyId } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { verifyCaseType } from '../src/index.js'

interface How {
  readonly withClock?: boolean
  readonly withChair?: boolean
  /** A third may close as well, so that any two may be silent. */
  readonly withThird?: boolean
}

/** Either of two keepers may close; without a clock, or with one; a chair is the last resort, with or without a duty. */
function twoKeepers(how: How = {}): AnyCaseType {
  const words = declareCase({
    parameters: z.object({}),
    opening: z.object({ first: partyId, second: partyId, chair: partyId }),
    context: z.object({ first: partyId, second: partyId, chair: partyId }),
    roles: {
      keeper: {
        who: (c: { first: string; second: string }) =>
          how.withThird === true ? [c.first, c.second, 'n:d'] : [c.first, c.second],
      },
      chair: { who: (c: { chair: string }) => c.chair, lastResort: true },
    },
    commands: { close: { by: ['keeper'] }, force: { by: ['chair'] } },
    deadlines: { close: { on: 'open', within: { n: 1, unit: 'working-day' }, owes: 'keeper' } },
  } as never) as unknown as { setup: () => { createMachine(config: object): object } }
  const machine = words.setup().createMachine({
    context: ({ input }: { input: { parameters: object; opening: object } }) => ({
      parameters: input.parameters,
      ...input.opening,
    }),
    initial: 'open',
    states: {
      open: {
        meta: {
          duties: [
            { role: 'keeper', task: 'close', commands: ['close'], deadline: 'close' },
            ...(how.withChair === true
              ? [{ role: 'chair', task: 'force', commands: ['force'], exempt: 'it is the end of the line' }]
              : []),
          ],
        },
        on: {
          close: 'closed',
          // Without the clock the deadline is only noted.
          'deadline.close': how.withClock === true ? 'closed' : {},
          ...(how.withChair === true ? { force: 'closed' } : {}),
        },
      },
      closed: { type: 'final', on: undefined, meta: { outcome: 'closed' } },
      ...(how.withChair === true ? {} : { idle: { on: { force: 'closed' }, meta: { duties: [] } } }),
    },
  })
  const text = (language: string) => {
    const each = (...names: string[]) => Object.fromEntries(names.map(name => [name, `${language} ${name}`]))
    return {
      title: `${language} keepers`,
      states: how.withChair === true ? each('open', 'closed') : each('open', 'closed', 'idle'),
      roles: each('keeper', 'chair'),
      commands: each('close', 'force'),
      deadlines: each('close'),
      guards: {},
      outcomes: each('closed'),
      tasks: how.withChair === true ? each('close', 'force') : each('close'),
    }
  }
  return (defineCaseType as unknown as (words: unknown, rest: object) => AnyCaseType)(words, {
    name: 'keepers',
    version: '1.0.0',
    machine,
    labels: { 'zh-CN': text('门'), en: text('the') },
    samples: {},
    openings: [{ first: 'k:a', second: 'l:b', chair: 'm:c' }],
  })
}

const found = (caseType: AnyCaseType) =>
  verifyCaseType(caseType, { properties: ['P8'] }).findings.map(({ severity, message }) => `${severity}: ${message.en}`)

it('two organisations that can hold a case up only together are found, with both names', () => {
  expect(found(twoKeepers())).toEqual([
    'error: in "the open", if k:a (keeper) and l:b (keeper) both never answer, the case can never be settled',
  ])
})

it('neither can where a deadline brings the case to an end, or a last resort may', () => {
  expect(found(twoKeepers({ withClock: true }))).toEqual([])
  expect(found(twoKeepers({ withChair: true }))).toEqual([])
})

describe('where no two can hold a case up, but all of them together', () => {
  it('it is found that no deadline runs and no last resort has its turn, with a story that was replayed', () => {
    expect(found(twoKeepers({ withThird: true }))).toEqual([
      'error: in "the open", once nobody answers any more, no deadline runs and it is not the turn of a last resort',
    ])
    const [finding] = verifyCaseType(twoKeepers({ withThird: true }), { properties: ['P8'] }).findings
    expect(finding?.message['zh-CN']).toContain('各方都不作声时再没有期限在走')
    expect(finding?.journal.map(({ type }) => type)).toEqual(['case.started'])
  })

  it('nothing is found once a deadline ends the case, or a last resort has a duty', () => {
    expect(found(twoKeepers({ withThird: true, withClock: true }))).toEqual([])
    expect(found(twoKeepers({ withThird: true, withChair: true }))).toEqual([])
  })
})
