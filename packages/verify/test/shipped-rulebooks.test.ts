// The shipped case types against their rulebooks, and against what else is looked into with views of its own: along their normal
// courses. Nothing else in the tests holds a machine to the rules that stand beside it.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import { expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'

const shipped: readonly (readonly [AnyCaseType])[] = [
  [ownersCommitteeElection],
  [areaMeeting],
  [complaint],
  [complaintV1_1],
  [conveningRequest],
  [fourParty],
  [fourPartyV1_1],
]

it.each(shipped)(
  '$name $version: what happens along its normal course stands in its rulebook, and what it says holds',
  caseType => {
    const properties = ['P2', 'P6', 'P7', 'P9', 'P12', 'P17', 'rulebook'] as const
    const { findings, verdicts } = verifyCaseType(caseType, { effort: 0, properties })
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ message }) => message.en)).toEqual([])
    // The properties of the rulebook were asked, each by its name.
    const named = caseType.rulebook?.properties ?? []
    expect(named.length).toBeGreaterThan(5)
    expect(verdicts.map(({ property }) => property)).toEqual([...properties, ...named.map(({ name }) => name)])
    expect(verdicts.filter(({ verdict }) => verdict === 'violated')).toEqual([])
  },
)

it('a row that is taken out of a rulebook is missed', () => {
  const { rulebook } = ownersCommitteeElection as AnyCaseType
  const [first] = rulebook?.rules ?? []
  const rules = rulebook?.rules.filter(({ does }) => does !== first?.does) ?? []
  expect(rules.length).toBeLessThan(rulebook?.rules.length ?? 0)
  const { findings } = verifyCaseType({ ...ownersCommitteeElection, rulebook: { ...rulebook, rules } } as AnyCaseType, {
    effort: 0,
    properties: ['rulebook'],
  })
  expect(findings.map(({ message }) => message.en).join('\n')).toContain('by no rule')
})
