import type { Entry } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { type Metric, verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { small } from './fixtures/small.js'

const title = { 'zh-CN': '首次答复用时', en: 'time to the first reply' }
const since = (journal: readonly Entry[], type: string) => {
  const first = journal.find(one => one.type === type)
  return first === undefined ? undefined : first.at - (journal[0] as Entry).at
}
const ofJournal: Metric = { name: 'firstReply', title, of: journal => since(journal, 'reply') }
const ofFold: Metric = {
  name: 'firstReply',
  title,
  fold: { step: (figure, { type }) => (type === 'reply' ? 1 : figure) },
}

const checked = (...metrics: readonly Metric[]) => {
  const { findings, verdicts } = verifyCaseType(asking(), { properties: ['P20'], metrics })
  return { findings, verdict: verdicts[0]?.verdict }
}

describe('a measure', () => {
  it('is none where nobody gives one', () => {
    expect(checked().verdict).toBe('notApplicable')
  })

  it.each([
    ['of a whole journal', ofJournal, ['case.started', 'deadline.draft']],
    ['taken along the way', ofFold, ['case.started', 'deadline.draft']],
  ] as const)('%s that has no value for some case is found, with how it ended', (_, metric, journal) => {
    const { findings, verdict } = checked(metric)
    expect(verdict).toBe('violated')
    expect(findings.map(({ severity, message }) => `${severity}: ${message.en}`)).toEqual([
      'error: the case is settled in "Asking", and the measure "time to the first reply" has no value',
    ])
    expect(findings[0]?.journal.map(({ type }) => type)).toEqual(journal)
  })

  it('that loses its value in a case that was settled before is found', () => {
    // Found here once: a step from one settled state to another was left out.
    const filed = small({
      name: 'filed',
      parties: { clerk: ['clinic:clerk'] },
      lastResort: ['clerk'],
      commands: { close: { by: ['clerk'] }, file: { by: ['clerk'] } },
      machine: () => ({
        initial: 'open',
        states: {
          open: {
            meta: { duties: [{ role: 'clerk', task: 'close', commands: ['close'] }] },
            on: { close: 'closed' },
          },
          closed: { meta: { outcome: 'closed' }, on: { file: 'filed' } },
          filed: { type: 'final', meta: { outcome: 'filed' } },
        },
      }),
    })
    const metric: Metric = { name: 'x', title, of: journal => (since(journal, 'file') === undefined ? 1 : null) }
    const { findings } = verifyCaseType(filed, { properties: ['P20'], metrics: [metric] })
    expect(findings.map(({ message, story }) => `${message.en}: ${story.length}`)).toEqual([
      'the case is settled in "filed", and the measure "time to the first reply" has no value: 2',
    ])
  })

  it('that has a value for every case is sound, be it 0', () => {
    const whole: Metric = { ...ofJournal, of: journal => since(journal, 'reply') ?? 0 }
    const folded: Metric = { name: 'replies', title, fold: { start: 0, step: figure => figure } }
    expect(checked(whole, folded)).toEqual({ findings: [], verdict: 'sampled' })
  })

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, null])('of %s is no value', figure => {
    expect(checked({ name: 'x', title, of: () => figure }).verdict).toBe('violated')
    expect(checked({ name: 'x', title, fold: { start: 0, step: () => figure } }).verdict).toBe('violated')
  })

  it('is shown that it is more than 0, and not by how much', () => {
    const seen = new Set<number | undefined>()
    const many: Metric = {
      name: 'steps',
      title,
      fold: {
        start: 5,
        step: figure => {
          seen.add(figure)
          return (figure ?? 0) + 1
        },
      },
    }
    expect(checked(many).verdict).toBe('sampled')
    expect([...seen]).toEqual([1])
  })

  it('that throws is an error that names it', () => {
    const broken = () => {
      throw new Error('no such field')
    }
    const message = /the measure "x" cannot be taken in "Asking": no such field/
    expect(() => checked({ name: 'x', title, of: broken })).toThrow(message)
    expect(() => checked({ name: 'x', title, fold: { step: broken } })).toThrow(message)
  })
})
