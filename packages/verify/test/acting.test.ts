// Acts through delegates, and parties that step back: what they show of case types, and that they are looked into as `decide` has them.
import type { AnyCaseType } from '@convoke/core'
import { errand } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { actingOf, askTheRules, explored, otherActs, triedIn } from '../oracle/agreement.js'
import { naively } from '../oracle/naive-exploration.js'
import { randomCaseTypes } from '../oracle/random-case-type.js'
import { nameBy, named } from '../oracle/told-states.js'
import { exploreCase } from '../src/explore/explore.js'
import { studyOf } from '../src/explore/study.js'
import { verifyCaseType } from '../src/index.js'
import { delegationFor, deputy } from '../src/model/acting.js'
import { separationOfDuties } from '../src/properties/separation.js'
import type { VerifyOptions } from '../src/verify-options.js'
import { asking } from './fixtures/asking.js'
import { counterSigned, type Signing } from './fixtures/counter-signed.js'
import { desk } from './fixtures/desk.js'
import { paste } from './fixtures/pasted.js'

const apart = [{ did: 'write', mayNot: 'sign' }]
const found = (signing: Signing, options: VerifyOptions) =>
  verifyCaseType(counterSigned(signing), { properties: ['P9'], mustBeSeparate: apart, ...options }).findings
const stories = (signing: Signing, options: VerifyOptions) =>
  found(signing, options).map(({ message, severity, story }) => [
    severity,
    message.en,
    ...story.map(({ en }) => en.replace(/^day \d+, [\d:]+: /, '')),
  ])

describe('a separation of duties', () => {
  it.each(['declared', 'role', 'guard', 'wary'] as const)('by %s holds as long as everybody acts for itself', by => {
    expect(stories({ by }, {})).toEqual([])
  })

  it('that is declared holds through delegates: both who act count', () => {
    expect(stories({ by: 'declared' }, { with: ['delegation'] })).toEqual([])
  })

  it.each(['role', 'guard'] as const)('by %s is got round by whoever wrote, in the name of another', by => {
    expect(stories({ by }, { with: ['delegation'] })).toEqual([
      [
        'error',
        'office:a, acting for office:b, may sign although the same organisation did write',
        'office:a: the write',
        'office:a for office:b: the sign',
      ],
    ])
  })

  it('by a guard that looks at the delegate is got round all the same by who wrote in the name of another', () => {
    expect(stories({ by: 'wary' }, { with: ['delegation'] })).toEqual([
      [
        'error',
        'office:a may sign although the same organisation did write',
        'office:a for office:b: the write',
        'office:a: the sign',
      ],
    ])
  })

  it('is told in Chinese with who acts for whom', () => {
    const [first] = found({ by: 'role' }, { with: ['delegation'] })
    expect(first?.message['zh-CN']).toBe(
      'office:a（代 office:b）可以“文 sign（sign）”，而“文 write（write）”也是本单位做的',
    )
    expect(first?.story.at(-1)?.['zh-CN']).toContain('office:a 代 office:b 文 sign')
    expect(first?.diagram).toContain('as office#58;a for office#58;b')
  })

  it('that is got round has a test to paste, which turns green once it is declared', () => {
    const [first] = found({ by: 'role' }, { with: ['delegation'] })
    expect(() => paste(first?.test, 'counterSigned', counterSigned({ by: 'role' }))).toThrow(/undefined/)
    expect(() => paste(first?.test, 'counterSigned', counterSigned({ by: 'declared' }))).not.toThrow()
  })

  it('is not got round by one outsider who acts for two, where that is asked of whoever acts', () => {
    // Nobody else acts for anybody here: officers are never each other’s delegates.
    const asOutsider = exploreCase(
      counterSigned({ by: 'role' }),
      opening,
      {},
      {
        maxStates: 1_000,
        maxItems: 1,
        acting: { delegation: { write: [], sign: [] } },
        watched: { commands: ['write', 'sign'] },
      },
    )
    const { violations } = separationOfDuties(studyOf(asOutsider), { apart, commands: ['write', 'sign'] })
    expect(violations.map(({ message }) => message.en)).toEqual([
      `${deputy}, acting for office:b, may sign although the same organisation did write`,
    ])
  })
})

describe('whoever stands down', () => {
  const pairs = { mustBeSeparate: [{ did: 'standDown', mayNot: 'sign' }] }
  const standing: Signing = { by: 'declared', standsDown: true }

  it('by a command of the case type signs in the name of another, where the guard asks after whoever is named alone', () => {
    expect(stories(standing, pairs)).toEqual([])
    expect(stories(standing, { ...pairs, with: ['delegation'] })).toEqual([
      [
        'error',
        'office:a, acting for office:c, may sign although the same organisation did standDown',
        'office:a: the standDown',
        'office:b: the write',
        'office:a for office:c: the sign',
      ],
    ])
  })

  it('by recusing itself does nothing more, in its own name or in that of another', () => {
    const both = { with: ['delegation', 'recusal'] } as const
    const { findings, verdicts } = verifyCaseType(counterSigned({ by: 'declared' }), { properties: ['P9'], ...both })
    expect(findings).toEqual([])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['sampled'])
  })

  it('by recusing itself does not remind either, which changes nothing that anybody looks at', () => {
    const { findings, verdicts } = verifyCaseType(asking(), { properties: ['P9'], with: ['recusal'] })
    expect(findings).toEqual([])
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['sampled'])
  })

  it('would be found to act on, if the rules let it', () => {
    const acting = { delegation: { write: ['sign'], sign: ['write'] }, recusal: true }
    const how = { maxStates: 1_000, maxItems: 1, acting, watched: { commands: ['write', 'sign'] } }
    const careless = exploreCase(counterSigned({ by: 'declared' }), opening, {}, how, model => ({
      ...model,
      gates: (configuration, move) =>
        model.gates(configuration, move).filter(({ name }) => !name.endsWith('has not stepped back')),
    }))
    const { violations } = separationOfDuties(studyOf(careless), { apart: [], commands: [] })
    expect(violations.map(({ message }) => message.en)).toEqual([
      'office:a may write although office:a recused itself',
      'office:b, acting for office:a, may write although office:b recused itself',
      'office:c, acting for office:a, may write although office:c recused itself',
    ])
    expect(violations[0]?.message['zh-CN']).toBe('office:a 已回避，仍可以“文 write（write）”')
    expect(violations[0]?.way?.map(({ type }) => type)).toEqual(['case.recuse', 'write'])
  })
})

it('a case that one party alone can end is stuck where that party recuses itself, with the story; without recusals nothing shows', () => {
  const caseType = counterSigned({ by: 'declared', isOneSignatory: true })
  const properties = ['P1', 'P4'] as const
  expect(verifyCaseType(caseType, { properties }).findings).toEqual([])
  const { findings } = verifyCaseType(caseType, { properties, with: ['recusal'] })
  expect(findings.map(({ property, severity }) => `${property} ${severity}`)).toEqual(['P1 error', 'P4 error'])
  expect(findings[1]?.journal.map(({ type, by }) => `${type} ${by}`)).toEqual([
    'case.started office:a',
    'write office:a',
    'case.recuse office:c',
  ])
})

it('what is tried stands in the scope, and what there is not is refused', () => {
  const scope = (options: VerifyOptions) =>
    verifyCaseType(counterSigned({ by: 'wary' }), { properties: ['P4'], mustBeSeparate: apart, ...options }).verdicts[0]
      ?.scope.en
  expect(scope({})).toContain('nobody recused, no delegates')
  expect(scope({ with: ['recusal'] })).toContain('one party at most recused, no delegates')
  expect(scope({ with: ['delegation'] })).toContain('what looks at its delegate (sign) by anybody')
  expect(scope({ with: ['recusal'], symmetry: true })).not.toContain('can be exchanged')
  expect(() => verifyCaseType(counterSigned({ by: 'wary' }), { with: ['delegate' as never] })).toThrow(
    /take "delegation" or "recusal"/,
  )
})

const opening = { opening: { officers: ['office:a', 'office:b', 'office:c'] }, by: 'office:a' } as const
const openings = {
  asking: { opening: { convener: 'rc:a', invitees: ['dept:b', 'dept:c'] }, by: 'rc:a' },
  errand: { opening: { topic: 'x', convener: 'rc:a', invitees: ['dept:b', 'dept:c'] }, by: 'rc:a' },
  desk: { opening: { clerks: ['dept:a/one', 'dept:b'], head: 'dept:head' }, by: 'dept:b' },
} as const

it('random case types are gone through as decide has them, with delegates and recusals', () => {
  const compared = randomCaseTypes(24, 7).flatMap(caseType => {
    const one = explored(caseType.name, caseType, { maxStates: 1_500, maxItems: 2, acting: actingOf(caseType) })
    return one.exploration.limits.length > 0 ? [] : [{ states: one.exploration.states, otherwise: askTheRules(one) }]
  })
  expect(compared.filter(({ otherwise }) => otherwise !== undefined)).toEqual([])
  expect(compared.filter(({ states }) => states > 12).length).toBeGreaterThan(5)
})

describe.each([['delegation'], ['recusal'], ['delegation and recusal']])('with %s', kinds => {
  it.each([
    ['a declared separation', counterSigned({ by: 'declared' }), opening],
    ['a separation by role', counterSigned({ by: 'role' }), opening],
    ['a guard that looks at the delegate', counterSigned({ by: 'wary' }), opening],
    ['officers who stand down', counterSigned({ by: 'wary', standsDown: true }), opening],
    ['a convening', asking(), openings.asking],
    ['an errand', errand, openings.errand],
    ['a desk', desk(), openings.desk],
  ] as const)(
    '%s: the very states and edges are found that decide finds on whole cases, whoever acts for whom',
    (_, caseType, begun) => {
      const isRecusing = kinds.includes('recusal')
      // Of what is not named here nobody tries delegates but the oracle, which tries them for everything.
      const delegation = delegationFor((caseType as unknown as AnyCaseType).separation ?? [])
      const acting = { ...(kinds.includes('delegation') && { delegation }), ...(isRecusing && { recusal: true }) }
      const how = { maxStates: 20_000, maxItems: 2, isWhole: true, acting }
      const exploration = exploreCase(caseType as never, begun as never, {}, how)
      expect(exploration.limits).toEqual([])
      const naive = naively(caseType as never, begun as never, nameBy(exploration), triedIn(exploration))
      const mine = named(exploration)
      expect(mine.states).toEqual(naive.states)
      expect(mine.edges).toEqual(naive.edges)
      expect(otherActs(exploration, naive.acts, mine.acts)).toBe(0)
      expect(mine.states.size).toBeGreaterThan(3)
    },
  )
})
