import { allOf, ownersOrdinary, quorum } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { council, type Flaw } from './fixtures/council.js'
import { paste as pasted } from './fixtures/pasted.js'

const checked = (flaw: Flaw) => {
  const { findings, verdicts } = verifyCaseType(council(flaw), { properties: ['P11'] })
  return { findings, verdict: verdicts[0]?.verdict }
}

/** Runs the body of a pasted test against the council. */
const paste = (body: string | undefined, flaw: Flaw) => {
  pasted(body, 'council', council(flaw))
}

describe('a vote that is decided as its ballots say', () => {
  it('is nothing to speak of where no vote is declared', () => {
    expect(verifyCaseType(asking(), { properties: ['P11'] }).verdicts[0]?.verdict).toBe('notApplicable')
  })

  it.each<[string, Flaw]>([
    ['a quorum', {}],
    ['consensus', { rule: allOf() }],
    ['a rule that waits for the end', { rule: quorum(2, { decideEarly: false }) }],
    ['shares, of heads alone', { rule: { ...quorum(1), participation: [{ weight: 'heads', share: [2, 3] }] } }],
    ['abstention of all who are silent', { rule: quorum(2, { unreturned: 'abstain' }) }],
  ])('is sound by %s, once more after it was opened again', (_, flaw) => {
    expect(checked(flaw)).toEqual({ findings: [], verdict: 'sampled' })
  })
})

describe('a vote that is decided otherwise', () => {
  it.each<[string, Flaw, string, readonly string[]]>([
    [
      'one yes short of its quorum',
      { isOneShort: true },
      'the vote "Proposal" is taken as passed, while the ballots of its members come to rejected (in "the counted")',
      ['case.started', 'vote', 'vote', 'vote'],
    ],
    [
      'by the ballot of a guest',
      { guestsCount: true },
      'the vote "Proposal" is taken as passed too early: the ballots that are out could still turn it, or its rule has it wait (in "the counted")',
      ['case.started', 'vote', 'vote'],
    ],
    [
      'by the first ballot',
      { isRash: true },
      'the vote "Proposal" is taken as passed too early: the ballots that are out could still turn it, or its rule has it wait (in "the counted")',
      ['case.started', 'vote'],
    ],
    [
      'by silence',
      { silencePasses: true },
      'the vote "Proposal" is taken as passed, while the ballots of its members come to rejected (in "the counted")',
      ['case.started', 'deadline.vote'],
    ],
    [
      'with ballots taken after its end',
      { takesLate: true },
      'no ballots are taken in the vote "Proposal", and yet vote of m:a is accepted (in "the counted")',
      ['case.started', 'deadline.vote', 'vote'],
    ],
  ])('is found: %s, with its shortest story, replayed on the rules', (_, flaw, message, journal) => {
    const { findings, verdict } = checked(flaw)
    expect(verdict).toBe('violated')
    const found = findings.find(({ message: { en } }) => en === message)
    expect(findings.map(({ message: { en } }) => en)).toContain(message)
    expect(found?.severity).toBe('error')
    expect(found?.journal.map(({ type }) => type)).toEqual(journal)
    expect(() => paste(found?.test, flaw)).toThrow()
    expect(() => paste(found?.test, {})).not.toThrow()
  })

  it('says in Chinese what it says in English', () => {
    const { findings } = checked({ isOneShort: true })
    expect(findings.map(({ message }) => message['zh-CN'])).toEqual([
      '“提案”被当作“通过”，而有表决权者的选票清点出来是“未通过”（到了“会 counted”）',
    ])
  })

  it('is an error that names the vote where its own words throw', () => {
    expect(() => checked({ throws: true })).toThrow(
      /the vote "proposal" cannot be counted along in .*: there is no rule/,
    )
  })
})

describe('the declaration of a vote', () => {
  it.each<[string, Flaw['vote'], RegExp]>([
    [
      'a state that is none',
      { on: 'votin' },
      /votes\.proposal is on "votin", which is no state: did you mean "voting"\?/,
    ],
    ['no ballots', { ballots: {} }, /takes no ballots/],
    ['a command that is none', { ballots: { vot: 'yes' } }, /votes\.proposal.*vot/],
    ['nobody to count', { members: undefined }, /give either "members"/],
  ])('is refused with %s', (_, vote, message) => {
    expect(() => council({ vote } as Flaw)).toThrow(message)
  })

  it('may give sums in place of members, which are compared once it has ended', () => {
    const counts = (c: { members: readonly string[]; ballots: Record<string, string> }) => {
      const heads = (choice?: string) => ({
        heads: Object.entries(c.ballots).filter(([who, said]) => c.members.includes(who) && said === choice).length,
      })
      const sums = { yes: heads('yes'), no: heads('no'), abstain: heads('abstain') }
      return { electorate: { heads: c.members.length }, ...sums, vetoed: false, vetoesOut: 0, casting: null }
    }
    const bySums = { members: undefined, counts } as unknown as Flaw['vote']
    const rule = { ...ownersOrdinary(), participation: [], approval: quorum(2).approval }
    expect(checked({ rule, vote: bySums } as Flaw).findings).toEqual([])
    const { findings } = checked({ rule, vote: bySums, silencePasses: true } as Flaw)
    expect(findings.map(({ severity }) => severity)).toEqual(['error'])
  })
})
