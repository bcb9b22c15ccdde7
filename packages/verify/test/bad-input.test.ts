// What a case type must not do, and what one that is far too large comes to: each is told by name, in both languages.
import { ConvokeError, describeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { type PropertyId, type VerifyOptions, verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { type Desk, desk } from './fixtures/desk.js'
import { small } from './fixtures/small.js'
import { switches } from './fixtures/switches.js'

function faultOf(run: () => unknown): { readonly code: string; readonly en: string; readonly zh: string } {
  try {
    run()
  } catch (thrown) {
    if (!ConvokeError.is(thrown)) throw thrown
    const text = (locale: 'en' | 'zh-CN') => Object.values(describeError(thrown, locale)).join(' ')
    return { code: thrown.code, en: text('en'), zh: text('zh-CN') }
  }
  throw new Error('nothing was refused')
}

describe('an update that puts into the data what no journal keeps is told by the field', () => {
  it.each<readonly [string, (context: Desk) => object, RegExp]>([
    ['a map', () => ({ notes: new Map([['a', 1]]) }), /\/context\/notes, a Map/],
    ['a set', () => ({ notes: new Set(['a']) }), /\/context\/notes, a Set/],
    ['a date in a list', () => ({ notes: [new Date(0)] }), /\/context\/notes\/0, a Date/],
    ['a function', () => ({ notes: [() => 1] }), /\/context\/notes\/0, a function/],
    ['a number that is none', () => ({ given: Number.NaN }), /\/context\/given, NaN/],
    ['a promise', () => ({ given: Promise.resolve(1) }), /\/context\/given, a Promise/],
    ['the data inside itself', context => ({ notes: [context] }), /\/context\/notes.*, made of itself/],
  ])('%s', (_, put, where) => {
    const answering = (context: Desk) => {
      Object.assign(context, put(context))
    }
    const fault = faultOf(() => verifyCaseType(desk({ answering })))
    expect(fault.code).toBe('verify/not-json')
    expect(fault.en).toMatch(where)
    expect(fault.en).toContain('Use lists and records')
    expect(fault.zh).toContain('update 把不是 JSON 的内容写入了数据')
  })
})

describe('a function that keeps what it was given is told', () => {
  it('where it changes it in a later step', () => {
    let kept: string[] | undefined
    const answering = (context: Desk) => {
      kept?.push('late')
      kept = context.notes
    }
    const fault = faultOf(() => verifyCaseType(desk({ answering })))
    expect(fault.code).toBe('verify/draft-escaped')
    expect(fault.en).toMatch(/on\.answer, \/context\/notes/)
    expect(fault.zh).toContain('不得留到下一步')
  })

  it('where it only looks at it', () => {
    let kept: string[] | undefined
    const answering = (context: Desk) => {
      if (kept !== undefined) context.given = kept.length
      kept = context.notes
    }
    expect(faultOf(() => verifyCaseType(desk({ answering }))).code).toBe('verify/draft-escaped')
  })
})

describe('a function that throws is named, with where it was asked', () => {
  const bang = (): never => {
    throw new Error('no such clerk')
  }

  it('a guard', () => {
    const fault = faultOf(() => verifyCaseType(desk({ looksAt: bang })))
    expect(fault.code).toBe('verify/machine-threw')
    expect(fault.en).toMatch(/guards\.isRight, in open: no such clerk/)
    expect(fault.zh).toContain('办件类型中的函数抛出错误')
  })

  it('an update', () => {
    expect(faultOf(() => verifyCaseType(desk({ answering: bang }))).en).toMatch(/on\.answer, in open: no such clerk/)
  })
})

// Found here once: a promise was a yes, what an update would do later was lost, and nothing was said of either.
it.each<readonly [string, () => unknown, () => unknown]>([
  ['guards.mayGo', () => Promise.resolve(false), () => undefined],
  ['on.go', () => true, () => Promise.reject(new Error('lost on the way'))],
])('%s that answers with a promise is named, with where it was asked', (place, mayGo, going) => {
  const caseType = small({
    parties: { clerk: ['town:clerk'] },
    commands: { go: { by: ['clerk'] } },
    guards: { mayGo: mayGo as () => boolean },
    machine: ({ update }) => ({
      initial: 'open',
      states: {
        open: {
          meta: { duties: [{ role: 'clerk', task: 'go', commands: ['go'], exempt: 'whenever they like' }] },
          on: { go: { guard: 'mayGo', target: 'gone', actions: update(going as () => void) } },
        },
        gone: { type: 'final' },
      },
    }),
  })
  const fault = faultOf(() => verifyCaseType(caseType))
  expect(fault.code).toBe('bug/selector-answer')
  expect(fault.en).toContain(`${place} (a promise)`)
  expect(fault.zh).toContain('声明不允许')
})

it('a guard that reads the number of an instant is told by its name', () => {
  const fault = faultOf(() => verifyCaseType(asking({ readsClock: true })))
  expect(fault.code).toBe('verify/clock-read')
  expect(fault.en).toMatch(/guards\.isEarly, asked in drafting/)
  expect(fault.zh).toContain('只用期限比较时间')
})

describe('an option by which nothing can be looked for is refused', () => {
  // Found here once: a misspelt command was never given, so that it seemed to be kept apart.
  it.each<readonly [string, VerifyOptions, string]>([
    [
      'a command that is to be kept apart and is none',
      { mustBeSeparate: [{ did: 'anwser', mayNot: 'look' }] },
      'anwser',
    ],
    ['an item no command has', { mustBeSeparate: [{ did: 'answer', mayNot: 'look', item: 'file' }] }, 'answer.file'],
    ['a property there is not', { properties: ['P99' as PropertyId] }, 'P99'],
    ['no states at all', { maxStates: 0 }, '0'],
    ['a number that is none', { maxItems: Number.NaN }, 'NaN'],
    ['half a departure', { departures: 0.5 }, '0.5'],
    ['a misspelt option, which would be as good as none', { maxStats: 10 } as VerifyOptions, 'maxStats'],
  ])('%s', (_, options, value) => {
    const fault = faultOf(() => verifyCaseType(desk(), options))
    expect(fault.code).toBe('verify/option')
    expect(fault.en).toContain(value)
    expect(fault.zh).toContain('无从依据')
  })
})

it.each([null, undefined, {}, 7, 'desk', [desk()]])('%j is no case type, and refused as none', value => {
  const fault = faultOf(() => verifyCaseType(value as never))
  expect(fault.code).toBe('verify/option')
  expect(fault.en).toContain('caseType')
})

describe('a case type of a thousand million states', () => {
  const result = verifyCaseType(switches(30), { maxStates: 60, effort: 300 })

  it('stops where it is told to, and says so of everything that it claims', () => {
    expect(result.complete).toBe(false)
    expect(result.states).toBeLessThan(60 * 31)
    expect(result.limits.map(({ says }) => says.en)).toContain('stopped at 60 states')
    expect(result.verdicts.map(({ verdict }) => verdict)).not.toContain('sampled')
    expect(result.verdicts.map(({ verdict }) => verdict)).not.toContain('holds')
    for (const { scope } of result.verdicts) expect(scope.en).toMatch(/\d+ states/)
  })
})
