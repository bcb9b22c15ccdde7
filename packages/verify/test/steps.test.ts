import type { AnyCaseType } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { type Apart, type PropertyId, type VerifyOptions, verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { desk } from './fixtures/desk.js'
import { paste as pasted } from './fixtures/pasted.js'

const checked = (caseType: AnyCaseType, property: PropertyId, options: VerifyOptions = {}) => {
  const { findings, verdicts } = verifyCaseType(caseType, { ...options, properties: [property] })
  return { findings, verdict: verdicts[0]?.verdict }
}

/** Runs the body of a pasted test against a case type. */
const paste = (body: string | undefined, caseType: AnyCaseType) => {
  pasted(body, 'desk', caseType)
}

describe('acts that nobody may do both of', () => {
  const mustBeSeparate: readonly Apart[] = [{ did: 'answer', mayNot: 'look' }]

  it('are nothing to speak of where nothing has to be separate', () => {
    expect(checked(asking(), 'P9').verdict).toBe('notApplicable')
  })

  it('are found where the case type leaves a separation out that is asked for from outside', () => {
    const { findings, verdict } = checked(desk({ together: true }), 'P9', { mustBeSeparate })
    expect(verdict).toBe('violated')
    expect(findings.map(({ severity, message }) => `${severity}: ${message.en}`)).toEqual([
      'error: dept:a/one may look although the same organisation did answer',
    ])
    expect(findings[0]?.journal.map(({ type }) => type)).toEqual(['case.started', 'answer', 'look'])
    expect(() => paste(findings[0]?.test, desk({ together: true }))).toThrow()
    expect(() => paste(findings[0]?.test, desk())).not.toThrow()
  })

  it('are none where the separation is declared', () => {
    const { findings, verdict } = checked(desk(), 'P9', { mustBeSeparate })
    expect(findings).toEqual([])
    expect(verdict).toBe('sampled')
  })

  it('may be done by two people of one organisation where it is asked so, and else may not', () => {
    const clerks = ['dept:a/one', 'dept:a/two']
    const opened = { opening: { clerks, head: 'dept:head' }, by: 'dept:a/one' }
    const storyOf = (pair: Apart) =>
      checked(desk({ together: true }), 'P9', { mustBeSeparate: [pair], opened }).findings[0]?.journal.map(
        ({ by }) => by,
      )
    const pair = { did: 'take', mayNot: 'look' }
    expect(checked(desk(), 'P9', { mustBeSeparate: [pair], opened }).verdict).toBe('sampled')
    expect(storyOf({ did: 'note', mayNot: 'look' })).toHaveLength(4)
    // Each of the two looks at what the other has answered; a party alone does not get that far.
    const perParty = { did: 'answer', mayNot: 'look', per: 'party' } as const
    expect(storyOf(perParty)).toEqual(['dept:a/one', 'dept:a/one', 'dept:a/one'])
  })

  it('are told apart by the item they are done on', () => {
    const onItem: readonly Apart[] = [{ did: 'reply', mayNot: 'remark', item: 'text' }]
    // A reply has no text and a remark has: they are about different things.
    expect(checked(asking(), 'P9', { mustBeSeparate: onItem }).verdict).toBe('sampled')
    const onCase: readonly Apart[] = [{ did: 'reply', mayNot: 'remark' }]
    expect(checked(asking(), 'P9', { mustBeSeparate: onCase }).findings[0]?.journal.map(({ type }) => type)).toEqual([
      'case.started',
      'submit',
      'reply',
      'remark',
    ])
  })
})

describe('what is declared to grow only', () => {
  it('grows in a sound case type, and nothing is said where nothing is declared', () => {
    expect(checked(desk(), 'P12').verdict).toBe('sampled')
    expect(checked(asking(), 'P12').verdict).toBe('notApplicable')
  })

  it('is found to shrink, with the step that makes less of it', () => {
    const { findings } = checked(desk({ strikes: true }), 'P12')
    expect(findings.map(({ severity, message }) => `${severity}: ${message.en}`)).toEqual([
      'error: "notes" is declared to grow only, and "strike" makes less of it',
    ])
    expect(findings[0]?.journal.map(({ type }) => type)).toEqual(['case.started', 'note', 'strike'])
    expect(() => paste(findings[0]?.test, desk({ strikes: true }))).toThrow()
    expect(() => paste(findings[0]?.test, desk())).not.toThrow()
  })
})
