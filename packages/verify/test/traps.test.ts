import type { AnyCaseType } from '@convoke/core'
import { relay } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { verifyCaseType, verifying } from '../src/index.js'
import { cellAt, numberOf } from '../src/tables/cells.js'
import { asking } from './fixtures/asking.js'
import { paste } from './fixtures/pasted.js'

const propertiesOf = (result: ReturnType<typeof verifyCaseType>) =>
  result.findings.filter(({ severity }) => severity !== 'info').map(({ property }) => property)

describe('a sound convening', () => {
  const result = verifyCaseType(asking())

  it('has nothing that is wrong, in all its states', () => {
    expect(propertiesOf(result)).toEqual([])
    expect(result.ok).toBe(true)
    expect(result.complete).toBe(true)
  })

  it('is explored without what nobody asks: reminders that are only counted, remarks nobody reads', () => {
    // Two invitees, each silent, yes or no, in five states: not a multiple of what was said and how often.
    expect(result.states).toBeLessThan(20)
  })
})

it('a state with no way out is found, with the shortest way into it', () => {
  const { findings, ok } = verifyCaseType(asking({ withTrap: true }))
  const trap = findings.find(({ property }) => property === 'P1')
  expect(ok).toBe(false)
  expect(trap?.severity).toBe('error')
  expect(trap?.journal.map(({ type }) => type)).toEqual(['case.started', 'submit', 'reply', 'reply'])
  expect(trap?.story.map(({ en }) => en)).toHaveLength(3)
  expect(trap?.diagram).toContain('sequenceDiagram')
})

it('the test of a finding fails while the fault is there, and passes once it is mended', () => {
  const { findings } = verifyCaseType(asking({ withTrap: true }))
  const { test } = findings.find(({ property }) => property === 'P4') as (typeof findings)[number]
  expect(() => paste(test, 'asking', asking({ withTrap: true }))).toThrow(/to not deeply equal \[\]/)
  expect(() => paste(test, 'asking', asking())).not.toThrow()
})

it('a guard that uses an instant as a number is named by where it is asked', () => {
  expect(() => verifyCaseType(asking({ readsClock: true }))).toThrow(/asked in drafting uses an instant as a number/)
})

it('a machine that does not come to rest is refused, by the states it goes through', () => {
  expect(() => verifyCaseType(asking({ isRestless: true }))).toThrow(/End the cycle .* through (inviting|refused)/)
})

it('a field that takes ever more values is named before numbers run out', () => {
  const cell = cellAt(undefined, 'x')
  const fill = () => {
    for (let value = 0; value < 70_000; value++) numberOf(cell, { kind: 'value', value })
  }
  expect(fill).toThrow(/takes ever more values/)
})

it('a duty whose deadline runs out and leads nowhere is a warning; one that everybody has done is none', () => {
  const { findings } = verifyCaseType(asking({ withTrap: true }))
  const duties = findings.filter(({ property }) => property === 'P6')
  expect(duties.map(({ severity, message }) => `${severity}: ${message.en}`)).toEqual([
    'warning: in "Asking", convener has to again, and once its deadline has run out no other runs',
  ])
})

it('an invitee that can hold a case up by silence is named', () => {
  const { findings } = verifyCaseType(asking({ withoutDeadline: true }))
  const held = findings.filter(({ property }) => property === 'P8')
  expect(held.map(({ message }) => message.en)).toEqual([
    expect.stringContaining('if dept:b (invitee) never answers'),
    expect.stringContaining('if dept:c (invitee) never answers'),
  ])
  expect(held[0]?.journal.map(({ type }) => type)).toEqual(['case.started', 'submit'])
})

it('a finding that is wanted is reported apart, with its reason', () => {
  const accept = [{ property: 'P8' as const, message: 'never answers', reason: 'the town writes by hand' }]
  const { findings, accepted } = verifyCaseType(asking({ withoutDeadline: true }), { accept })
  expect(findings.filter(({ property }) => property === 'P8')).toEqual([])
  expect(accepted.map(({ reason }) => reason)).toEqual(['the town writes by hand', 'the town writes by hand'])
})

it('a case that cannot be opened as asked is an error that says what to do', () => {
  const opened = { opening: { convener: 'rc:a', invitees: [] }, by: 'dept:z' }
  expect(() => verifyCaseType(asking(), { opened })).toThrow(/pass opened: \{ opening, by \}/)
})

it('an exploration that is cut off says so, and claims nothing for what it has not seen', () => {
  const { complete, limits, verdicts } = verifyCaseType(asking(), { maxStates: 5 })
  expect(complete).toBe(false)
  expect(limits.map(({ says }) => says.en)).toEqual([
    'ways that leave the normal course more than once',
    'stopped at 5 states',
  ])
  expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['bounded', 'notApplicable']))
})

it('a command whose data has no sample is not passed over in silence', () => {
  const { samples: _, ...rest } = asking()
  const { complete, limits } = verifyCaseType({ ...rest, samples: {} } as unknown as AnyCaseType, {
    properties: ['P4'],
  })
  expect(complete).toBe(false)
  expect(limits.map(({ says }) => says.en)).toEqual([
    '"remark" is not tried, for want of a sample of its data',
    '"reply" is not tried, for want of a sample of its data',
  ])
})

it('an exploration that is cancelled reports what it found so far', () => {
  const { complete, limits } = verifyCaseType(asking(), { progress: () => false })
  expect(complete).toBe(false)
  expect(limits.map(({ says }) => says.en)).toEqual(['cancelled', 'it ended before these were looked for: P13, P14'])
})

it('a verification is ended by a signal, and by whoever carries it out step by step; what it had found stays found', () => {
  const byself = verifyCaseType(asking({ withTrap: true }), { signal: AbortSignal.abort() })
  expect([byself.partial, byself.complete]).toEqual([true, false])
  expect(new Set(byself.verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['bounded', 'notApplicable']))
  const endedAfter = (most: number) => {
    const steps = verifying(asking({ withTrap: true }))
    let step = steps.next()
    let told = 1
    for (; step.done !== true; told++) step = steps.next(told < most)
    return { told, result: step.value }
  }
  const { told, result } = endedAfter(Number.POSITIVE_INFINITY)
  expect(result.partial).toBe(false)
  // A little before its end.
  const { result: most } = endedAfter(told - 2)
  expect(most.partial).toBe(true)
  expect(most.verdicts.at(-1)?.verdict).toMatch(/bounded|notApplicable/)
  expect(most.findings.map(({ property }) => property)).toContain('P4')
  expect(verifyCaseType(asking()).partial).toBe(false)
})

describe('a case that is settled while one it opened goes on', () => {
  const opened = { opening: { runner: 'rc:a', left: 1 }, by: 'rc:a' }
  const found = (caseType: AnyCaseType) =>
    verifyCaseType(caseType, { opened, properties: ['P2'] }).findings.map(({ message }) => message.en)

  const left = (link: string) =>
    `the case is settled while the case it opened through "${link}" is still open, and does not declare that it survives`

  it('is found for each link, in explorations that look at that link alone', () => {
    expect(found(relay).sort()).toEqual([left('meeting'), left('next'), left('nowhere')])
  })

  it('is none where the link says that the other case goes its own way', () => {
    const words = { ...relay, links: { ...relay.links, next: { ...relay.links?.next, survives: true } } }
    expect(found(words as unknown as AnyCaseType).sort()).toEqual([left('meeting'), left('nowhere')])
  })
})
