// Linked cases (P17): none is lost, each end of theirs lets the case go on, a settled one stays so, and one party leads.
import { describe, expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { helpAnswers, helping, type Slips } from './fixtures/helping.js'

const checked = (slips: Slips = {}, links: typeof helpAnswers | Record<string, never> = helpAnswers) =>
  verifyCaseType(helping(slips), { properties: ['P17'], links })
const told = (slips: Slips) => checked(slips).findings.map(({ severity, message }) => `${severity}: ${message.en}`)
const journalOf = (slips: Slips) => checked(slips).findings[0]?.journal.map(({ type }) => type)

describe('a linked case', () => {
  it('of which one at a time is open, and after which the case goes on however it ends, is sound', () => {
    const { findings, verdicts } = checked()
    expect(findings).toEqual([])
    expect(verdicts[0]).toMatchObject({ property: 'P17', verdict: 'sampled', mode: 'any' })
  })

  it('is told with how many of its link were followed, and whether anybody said how they end', () => {
    expect(checked().verdicts[0]?.scope.en).toContain('linked cases followed, by keys: help 1; that they end')
    const [open] = checked({}, {}).verdicts
    expect(open?.verdict).toBe('bounded')
    expect(open?.scope.en).toContain('no outcomes given for help')
  })

  it('that is opened a second time under its key is found, as the rules play it', () => {
    expect(told({ asksTwice: true })).toEqual([
      'error: ask of dept:a opens a case through "help" for a key whose earlier case is still open, and what becomes of that one is never heard',
    ])
    expect(journalOf({ asksTwice: true })).toEqual(['case.started', 'ask', 'ask'])
  })

  it('that is told something while it is open is not opened again, and its news comes as before', () => {
    const { findings } = verifyCaseType(helping({ tells: true }), {
      properties: ['P17', 'P1', 'P3'],
      links: helpAnswers,
    })
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
    const stuck = helping({ tells: true, isDeaf: true })
    expect(verifyCaseType(stuck, { properties: ['P17'], links: helpAnswers }).findings).toHaveLength(1)
  })

  it('one of whose ends leaves the case waiting for ever is found with that end', () => {
    expect(told({ isDeaf: true })).toEqual([
      'error: once the case opened through "help" is settled as "failed", the case can never be settled',
    ])
    expect(journalOf({ isDeaf: true })).toEqual(['case.started', 'ask', 'case.opened', 'case.settled'])
  })

  it('of which the case type itself says what it comes back with needs no saying by whoever checks', () => {
    const { verdicts, findings } = verifyCaseType(
      { ...helping({ isDeaf: true }), answers: helpAnswers },
      { properties: ['P17'] },
    )
    expect(findings).toHaveLength(1)
    expect(verdicts[0]?.scope.en).not.toContain('no outcomes given')
    const silent = verifyCaseType(
      { ...helping({ isDeaf: true }), answers: helpAnswers },
      { properties: ['P17'], links: { help: [] } },
    )
    expect(silent.verdicts[0]?.scope.en).toContain('no outcomes given for help')
  })

  it('whose late end takes a settled case back is found', () => {
    expect(told({ reopens: true })).toEqual([
      'error: the case is settled, and yet is so no longer, or otherwise, once the case opened through "help" is settled as "helped"',
      'error: the case is settled, and yet is so no longer, or otherwise, once the case opened through "help" is settled as "failed"',
    ])
  })

  it('that is abandoned by a case which is settled is found by P2, and is no second finding', () => {
    expect(told({ abandons: true })).toEqual([])
    const { findings } = verifyCaseType(helping({ abandons: true }), { properties: ['P2'], links: helpAnswers })
    expect(findings.map(({ severity, message }) => `${severity}: ${message.en}`)).toEqual([
      'error: the case is settled while the case it opened through "help" is still open, and does not declare that it survives',
    ])
  })
})

it('two who lead at once are found, and one after the other is sound', () => {
  expect(told({ sharesLead: true })).toEqual([
    'error: in "the open", more than one party is lead, which is for one alone',
  ])
  expect(journalOf({ sharesLead: true })).toEqual(['case.started', 'takeLead'])
})

it('a case type without links, and without a role that is for one alone, has nothing to be checked', () => {
  const [verdict] = verifyCaseType(asking(), { properties: ['P17'] }).verdicts
  expect(verdict?.verdict).toBe('notApplicable')
  expect(verdict?.scope.en).toMatch(/^\d+ states, /)
})
