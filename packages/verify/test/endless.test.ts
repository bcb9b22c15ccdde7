import type { AnyCaseType } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { type PropertyId, type VerifyOptions, verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { desk } from './fixtures/desk.js'

const checked = (caseType: AnyCaseType, property: PropertyId, options: VerifyOptions = {}) => {
  const { findings, verdicts } = verifyCaseType(caseType, { ...options, properties: [property] })
  return { findings, verdict: verdicts[0]?.verdict }
}
const told = (caseType: AnyCaseType, property: PropertyId) =>
  checked(caseType, property).findings.map(({ severity, message }) => `${severity}: ${message.en}`)

describe('a deadline that can be put off', () => {
  it.each([
    ['by entering its state anew', 'again', 'dept:a/one: the putOff'],
    ['by being extended without a cap', 'extends', 'dept:a/one: the putOff'],
    ['by being suspended and resumed', 'suspends', 'dept:a/one: the putOff, then dept:a/one: the goOn'],
  ] as const)('%s, again and again, is found with the circle', (_, putsOff, round) => {
    expect(told(desk({ putsOff }), 'P7')).toEqual([
      `error: the deadline "the answer" may be put off for ever: ${round}, again and again, and it never runs out`,
    ])
  })

  it('is told with one round of the circle as its story, played on the real rules', () => {
    const [finding] = checked(desk({ putsOff: 'suspends' }), 'P7').findings
    expect(finding?.journal.map(({ type }) => type)).toEqual(['case.started', 'putOff', 'goOn'])
  })

  it.each([
    ['again', 'sampled'],
    // Grants are followed as far as lists are, and how many there are is looked at.
    ['extends', 'bounded'],
    ['suspends', 'sampled'],
  ] as const)('twice at most is sound: %s', (putsOff, verdict) => {
    expect(checked(desk({ putsOff, atMostTwice: true }), 'P7')).toMatchObject({ findings: [], verdict })
  })

  it('is none where no deadline is put off', () => {
    expect(checked(desk(), 'P7').findings).toEqual([])
    expect(checked(asking(), 'P7').findings).toEqual([])
  })
})

describe('parties that lead a case round', () => {
  it('for ever are told with their circle, as information', () => {
    expect(told(desk({ firstCome: true, backAndForth: true }), 'P19')).toEqual([
      'info: unbounded: from "the open", dept:a/one: the take, then dept:a/one: the giveBack, and the case is where it was; this may go on as often as anybody likes',
    ])
  })

  it('once only are none', () => {
    expect(told(desk({ firstCome: true, backAndForth: false }), 'P19')).toEqual([])
    expect(checked(desk({ firstCome: true, backAndForth: false }), 'P19').verdict).toBe('sampled')
  })
})

describe('two parties at once', () => {
  it('of whom the first gets the file are a race, told once for each pair of commands', () => {
    const [first, ...more] = told(desk({ firstCome: true }), 'P14')
    expect(first).toBe(
      'info: in "the open", it makes a difference whether take of dept:a/one or take of dept:b comes first, and no race declares who is meant to win',
    )
    // The same pair is not told again; others are, as whether something is noted before the file is answered.
    expect(more.filter(text => text.includes('whether take of dept:a/one or take of'))).toEqual([])
  })

  it('are told in Chinese by the labels of their commands', () => {
    const caseType = desk({ firstCome: true })
    const [finding] = verifyCaseType(caseType, { properties: ['P14'] }).findings
    expect(finding?.message['zh-CN']).toContain('dept:a/one 的“台 take（take）”与 dept:b 的“台 take（take）”谁先谁后')
  })

  it('are a warning where the case ends otherwise', () => {
    const findings = told(desk({ firstEnds: true }), 'P14')
    expect(findings.some(text => text.startsWith('warning: ') && text.includes('to how the case ends'))).toBe(true)
  })

  it('are as declared', () => {
    const findings = told(desk({ firstCome: true, declared: true }), 'P14')
    expect(findings.filter(text => text.includes('take of dept:a/one or take of'))).toEqual([])
  })

  it('that do not meet are no race: each remarks what it likes', () => {
    const findings = told(asking(), 'P14')
    expect(findings.filter(text => text.includes('remark of rc:a or remark of'))).toEqual([])
  })
})
