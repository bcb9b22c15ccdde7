import { describe, expect, it } from 'vitest'
import type { AnyLabels } from '../definition/case-type.js'
import { ConvokeError } from './convoke-error.js'
import { describeError, describeRefusal, errorCodes } from './describe.js'
import { refusalCodes } from './refusal.js'

const labels: AnyLabels = {
  title: '约请',
  states: { inviting: '邀请中' },
  roles: { invitee: '受邀单位', convener: '约请方' },
  commands: { reply: '答复', accept: '应约' },
  deadlines: { reply: '答复期限' },
  guards: {},
}

describe('a refusal in words', () => {
  it('names roles, commands and deadlines as the case type does', () => {
    const refusal = { code: 'refusal/role' as const, details: { needs: ['invitee', 'supervisor'], has: ['convener'] } }
    expect(describeRefusal(refusal, 'zh-CN', { labels })).toEqual({
      code: 'refusal/role',
      text: '该操作须由其他身份办理：受邀单位、supervisor；你的身份：约请方。',
      advice: '请由具有该身份的当事方办理，或受其委托办理。',
    })
    expect(describeRefusal(refusal, 'en').text).toBe(
      'This is for another role to do: invitee, supervisor; you hold convener.',
    )
  })

  it('gives the label of the guard that said no, in its language', () => {
    const refusal = {
      code: 'refusal/guard' as const,
      details: { guard: 'open', label: { 'zh-CN': '会议已开始', en: 'the meeting has begun' } },
    }
    expect(describeRefusal(refusal, 'en').text).toBe(
      'The rules of this case do not allow it now: the meeting has begun.',
    )
    expect(describeRefusal(refusal, 'zh-CN').text).toBe('按本办件的规则，目前不能这样做：会议已开始。')
  })

  it('leaves out what the details do not tell', () => {
    expect(describeRefusal({ code: 'refusal/role', details: {} }, 'en').text).toBe('This is for another role to do.')
    expect(describeRefusal({ code: 'refusal/role', details: { needs: ['a'], has: [] } }, 'en').text).toBe(
      'This is for another role to do: a.',
    )
    expect(
      describeRefusal({ code: 'refusal/window-closed', details: { deadline: 'reopen', closedAt: null } }, 'en').text,
    ).toBe('The time for this has passed or has not begun (reopen).')
  })

  it('writes moments in UTC, or as it is told to', () => {
    const refusal = { code: 'refusal/too-early' as const, details: { deadline: 'reply', until: 0 } }
    expect(describeRefusal(refusal, 'en').text).toBe(
      'It is too early for this (reply): not before 1970-01-01T00:00:00.000Z.',
    )
    expect(describeRefusal(refusal, 'zh-CN', { labels, instant: () => '明天' }).text).toBe(
      '时间未到，不能办理（答复期限）：明天之前不得办理。',
    )
    expect(describeRefusal({ code: 'refusal/too-early', details: { until: 1e300 } }, 'en').text).toContain('1e+300')
  })

  it('lists the issues of a schema', () => {
    const issues = [
      { at: '/answer', code: 'invalid_value', values: ['yes', 'no'], message: 'expected yes or no' },
      { at: '', code: 'unrecognized_keys', keys: ['more'], message: 'unknown key' },
    ]
    expect(describeRefusal({ code: 'input/schema', details: { issues } }, 'en').text).toBe(
      'The data does not have the form that is asked for: /answer must be one of yes, no; /more is not a field here.',
    )
  })

  it('ends with one sign where the name is asked that was perhaps meant', () => {
    const issues = [{ at: '', code: 'unrecognized_keys', message: '', keys: ['fem'], meant: [['fen']], known: ['fen'] }]
    const said = (locale: 'en' | 'zh-CN') => describeRefusal({ code: 'input/schema', details: { issues } }, locale).text
    expect(said('en')).toMatch(/; did you mean fen\?$/)
    expect(said('zh-CN')).toMatch(/fen[^。]*？$/)
  })

  it('takes no detail for a template, and nothing from the prototype', () => {
    const details = { did: '{mayNot}', mayNot: '[x]', party: '$&' }
    expect(describeRefusal({ code: 'refusal/separation-of-duties', details }, 'en').text).toBe(
      'Whoever did one thing may not do the other: {mayNot}, then [x] ($&).',
    )
    expect(
      describeRefusal({ code: 'refusal/role', details: { needs: ['constructor'] } }, 'en', { labels }).text,
    ).toContain('constructor')
  })

  it('exists for every refusal, in both languages', () => {
    for (const code of refusalCodes) {
      for (const locale of ['en', 'zh-CN'] as const) {
        const { text, advice } = describeRefusal({ code, details: {} }, locale)
        expect(text).toMatch(/[.。?？]$/)
        expect(text).not.toMatch(/[[\]{}]/)
        expect(advice).toMatch(/[.。]$/)
      }
    }
  })
})

describe('an error in words', () => {
  it('says what it means and what to do', () => {
    const error = new ConvokeError('history/diverged', 'x', { details: { seq: 7, type: 'reply' } })
    expect(describeError(error, 'zh-CN').text).toBe('重放记录得到的状态与当时不同：第7条（reply）。')
    expect(describeError(error, 'en').advice).toBe(
      'Run the case on the version that wrote it; do not change a released version. While one is still being written, begin with new cases.',
    )
  })

  it('keeps its own message when a newer package knows it better', () => {
    expect(describeError(new ConvokeError('engine/brand-new', 'do this'), 'zh-CN')).toEqual({
      code: 'engine/brand-new',
      text: 'do this',
      advice: '',
    })
    expect(describeError({ code: 'toString', message: 'do that', details: {} }, 'en').text).toBe('do that')
  })

  it('leaves no bracket or gap open, whatever details are there or not', () => {
    for (const code of errorCodes) {
      for (const locale of ['en', 'zh-CN'] as const) {
        const { text, advice } = describeError(
          {
            code,
            details: { where: 'w', name: 'n', path: 'p', what: 'y', why: 'z', date: 'd', depth: 3 },
            message: '',
          },
          locale,
        )
        expect(`${text}${advice}`).not.toMatch(/[[\]]|\{\w+\}|\s\s/)
      }
    }
  })
})
