// The rules of an election, row by row, kept by hand.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { type AnyLabels, caseDefinition, knobsOf } from '@convoke/core'
import { stateNodes } from '@convoke/kernel/description'
import { describe, expect, it } from 'vitest'

const definition = caseDefinition(ownersCommitteeElection)
const leaves = stateNodes(ownersCommitteeElection.machine as never).filter(({ children }) => children.length === 0)

/** Clock → days, kind and article. */
const clocks: Readonly<Record<string, readonly [number, string, RegExp]>> = {
  conditionsReport: [30, 'within', /14/],
  forming: [60, 'within', /15, 28/],
  names: [7, 'within', /15/],
  deposit: [10, 'within', /29/],
  meeting: [90, 'within', /16/],
  notice: [15, 'notBefore', /16/],
  publication: [3, 'within', /21/],
  filing: [30, 'within', /23, 29, 33/],
  registration: [20, 'within', /34/],
  sealsBack: [10, 'within', /29/],
}

describe('the table of elections', () => {
  it('has these states', () => {
    expect(leaves.map(({ path }) => path).sort()).toEqual(
      [
        'reporting',
        'termEnding',
        'awaitingRequest',
        'forming',
        'posting',
        'preparing',
        'announced',
        'escalated',
        'voting',
        'counting',
        'tied',
        'failed',
        'choosingChair',
        'postingResult',
        'filing',
        'filingOverdue',
        'registering',
        'handingOver',
        'closed.formed',
        'closed.unfiled',
        'closed.notFormed',
        'closed.withdrawn',
      ].sort(),
    )
    expect([...definition.outcomes.values()].sort()).toEqual(['formed', 'notFormed', 'unfiled', 'withdrawn'])
  })

  it.each(Object.entries(clocks))('the clock "%s" is %j', (name, [n, kind, article]) => {
    const clock = definition.deadlines.find(deadline => deadline.name === name)
    expect(definition.parameters.parse({})[String(clock?.within)]).toEqual({ n, unit: 'calendar-day' })
    expect(clock?.kind ?? 'within').toBe(kind)
    expect(clock?.source).toMatch(article)
  })

  it('every knob says whose it is; what is not ours has a jurisdiction, a source and the date it was read', () => {
    for (const [name, knob] of Object.entries(knobsOf(ownersCommitteeElection))) {
      expect(knob.title['zh-CN'], name).toMatch(/\p{Script=Han}/u)
      if (knob.authority === 'ours') continue
      expect([knob.jurisdiction, knob.source, knob.readOn].every(Boolean), name).toBe(true)
    }
  })

  it('no Chinese label is left in English, and no English one in Chinese', () => {
    const words = ({ title, ...kinds }: AnyLabels) => [
      title,
      ...Object.values(kinds).flatMap(kind => Object.values(kind ?? {})),
    ]
    for (const word of words(ownersCommitteeElection.labels['zh-CN'])) expect(word).toMatch(/\p{Script=Han}/u)
    for (const word of words(ownersCommitteeElection.labels.en)) expect(word).not.toMatch(/\p{Script=Han}/u)
  })
})
