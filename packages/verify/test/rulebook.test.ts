// The rulebook beside a case type: who does what where, and where it leads.
import { limitTable, type Rulebook, ruleTable } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { type Mutant, mutantsOf, original } from '../mutants/mutator.js'
import { verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { relay } from './fixtures/relay.js'

const sources = { made: 'made up with the case type', ours: 'our default' }
const rows = `
  | in       | does           | by       | leads to            | source |
  |----------|----------------|----------|---------------------|--------|
  | drafting | submit         | convener | inviting            | made   |
  |          | deadline.draft |          | failed              | made   |
  | inviting | reply          | invitee  | =, agreed, refused  | made   |
  |          | deadline.reply |          | =, agreed, refused  | made   |
  | agreed   | hold           | convener | held                | made   |
  | refused  | again          | convener | failed              | made   |
  | agreed, refused | deadline.meeting |  | failed              | made   |
  | *?       | remind         | convener | =                   | made   |
  | *?       | remark         | convener, invitee | =          | made   |
`
const held = (table: string, caseType: object = asking(), more: Partial<Rulebook> = {}) =>
  verifyCaseType(
    { ...caseType, rulebook: { readOn: '2026-11-27', sources, rules: ruleTable(table), ...more } } as never,
    {
      properties: ['rulebook'],
      everyOpening: true,
    },
  )
const faults = (...asked: Parameters<typeof held>) => held(...asked).findings.map(({ message }) => message.en)

describe('the rulebook', () => {
  it('is kept by a case type that does what it says', () => {
    const { verdicts, findings } = held(rows)
    expect(findings).toEqual([])
    expect(verdicts.map(({ property, verdict }) => `${property} ${verdict}`)).toEqual(['rulebook sampled'])
  })

  it('is broken by what leads elsewhere, and tells how; and by what it says that never comes about', () => {
    const { findings } = held(rows.replace('convener | inviting', 'convener | agreed '))
    expect(findings.map(({ message }) => message.en)).toEqual([
      'in drafting, submit leads to inviting, by no rule',
      'row 4: submit never leads to agreed',
    ])
    expect(findings[0]?.story.map(({ en }) => en)).toEqual(['day 1, 09:01: rc:a: Asking'])
    expect(faults(`${rows}  | held | submit | convener | = | ours |\n`)).toEqual([
      'row 13: in held, submit never comes about',
    ])
  })

  it('is broken with the story of that very step, not of a shorter way to where it leads', () => {
    // A draft that nobody submits fails as well, and sooner.
    const { findings } = held(rows.replace('convener | failed  ', 'convener | agreed? '))
    expect(findings.map(({ message }) => message.en)).toEqual(['in refused, again leads to failed, by no rule'])
    expect(findings[0]?.story.length).toBeGreaterThan(2)
    expect(findings[0]?.story.at(-1)?.en).toContain('rc:a')
  })

  it('is looked for along ways that leave the normal course once more, where the others do not show it all', () => {
    const handedOn = `
      | in    | does   | by     | leads to                             | source |
      |-------|--------|--------|--------------------------------------|--------|
      | *?    | tick   | runner | =                                    | made   |
      | *?    | handOn | runner | second?, third?, fourth?, fifth?, sixth?, done, lost | made |
    `
    const unmet = (lostWith: number) =>
      verifyCaseType(
        { ...relay(lostWith), rulebook: { readOn: '2026-11-27', sources, rules: ruleTable(handedOn) } },
        { properties: ['rulebook'], everyOpening: true, effort: 1 },
      ).findings.map(({ message }) => message.en)
    expect(unmet(2)).toEqual([])
    expect(unmet(3)).toEqual(['row 5: handOn never leads to lost'])
  })

  it('says of what is marked rare only that it may come about', () => {
    expect(faults(`${rows}  | held? | submit | convener | failed | ours |\n`)).toEqual([])
    expect(faults(rows.replace('| inviting            |', '| inviting, held?     |'))).toEqual([])
  })

  it('is broken by who may do what by no rule, and by what nobody may by a rule', () => {
    expect(faults(rows.replace('submit         | convener', 'submit         | invitee '))).toEqual([
      'convener may submit, by no rule',
      'invitee may not submit, as a rule says',
      'in drafting, rc:a may submit, and the rulebook gives that to invitee',
    ])
    expect(faults(rows.replace(/.*hold .*\n/, ''))).toEqual([
      'no rule says who may hold',
      'in agreed, hold leads to held, by no rule',
    ])
  })

  it('tells apart who may do something in one state and in another', () => {
    const invitees = rows.replace('| remark         | convener, invitee |', '| reply          | convener |')
    expect(faults(`${invitees}  | *? | remark | convener, invitee | = | made |\n`)).toEqual([
      'convener may not reply, as a rule says',
    ])
  })

  it('brings along what has to be done by different people, and properties of its own', () => {
    const apart = [{ did: 'submit', mayNot: 'hold', source: 'ours' }]
    const caseType = { ...asking(), rulebook: { readOn: '2026-11-27', sources, rules: ruleTable(rows), apart } }
    const { findings } = verifyCaseType(caseType as never, { properties: ['P9'] })
    expect(findings.map(({ property }) => property)).toEqual(['P9'])
    const says = { 'zh-CN': '从不同意', en: 'nobody ever agrees' }
    const never = { name: 'never-agreed', says, kind: 'never', fairness: 'deadlines', source: 'ours' } as const
    const predicates = [({ is }: { is(path: string): boolean }) => is('agreed')]
    expect(faults(rows, asking(), { properties: [{ ...never, predicates }] })).toEqual([
      'in "Asking" it is not so: nobody ever agrees',
    ])
  })

  it('is broken by a deadline of another length or kind, and by a knob that is set otherwise', () => {
    const limited = (table: string) => faults(rows, asking(), { limits: limitTable(table) })
    expect(limited('| deadline.reply | within 2 working days | ours |')).toEqual([])
    expect(limited('| deadline.reply | window of 3 working days | ours |')).toEqual([
      'deadline.reply is of the kind within, and the rulebook says window',
      'deadline.reply is 2 working days long, and the rulebook says 3 working days',
    ])
    const quorum = (most: string) =>
      verifyCaseType(
        {
          ...errand,
          rulebook: { readOn: '2026-11-27', sources, rules: [], limits: limitTable(`| quorum | ${most} | ours |`) },
        } as never,
        { opened: errandOpened, properties: ['rulebook'] },
      ).findings.map(({ message }) => message.en)
    const other = 'quorum is 2, and the rulebook says 3'
    expect(quorum('3')).toContain(other)
    expect(quorum('2')).not.toContain(other)
    expect(quorum('2 of 3')).toContain('quorum is 2, and the rulebook says 2 of 3')
  })

  it('may accept what a released version does otherwise, with a reason', () => {
    const accepted = [{ property: 'rulebook', message: 'in drafting, submit', reason: 'released so' }]
    const wrong = rows.replace('convener | inviting', 'convener | inviting?, agreed?').replace('inviting?, ', '')
    const { findings, accepted: kept } = held(wrong, asking(), { accepted })
    expect(findings).toEqual([])
    expect(kept.map(({ reason }) => reason)).toEqual(['released so'])
  })

  it('is broken by what is accepted and changes nothing any more', () => {
    const isOfReply = ({ operator, place }: Mutant) =>
      operator === 'dropped update' && place.startsWith('inviting on reply')
    const mutant = [...mutantsOf(original(asking() as never))].find(isOfReply) as Mutant
    expect(faults(rows, mutant.caseType)).toContain('row 6: in inviting, reply never comes about')
  })
})
