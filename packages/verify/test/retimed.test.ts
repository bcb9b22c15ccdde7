// Stories that cannot be played at once: given the dates they need, or told apart from what no order of deadlines allows.
import {
  type AnyCaseType,
  type CaseState,
  caseDefinition,
  type Duration,
  evolve,
  quorum,
  ruleTable,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { never, type PropertyId, type StateView, until, verifyCaseType } from '../src/index.js'
import { small } from './fixtures/small.js'

const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })
const calendarDays = (n: number): Duration => ({ n, unit: 'calendar-day', rollover: false })

type Fault =
  | 'trap'
  | 'left-running'
  | 'no-deadline'
  | 'silence'
  | 'same-person'
  | 'shrinks'
  | 'put-off'
  | 'twice'
  | 'idle'
  | 'miscounted'
  | 'race'
  | 'opens-twice'
  | 'by-no-rule'

/** Of what is done while it is late there is no rule. */
const rules = ruleTable(`
  | in            | does            | by     | leads to        | source |
  |---------------|-----------------|--------|-----------------|--------|
  | open?         | ask             | clerk  | asked?          | ours   |
  | *?            | strike          | clerk  | =               | ours   |
  | open?         | judge           | expert | =               | ours   |
  | open?, asked? | deadline.whole  |        | expired?, late? | ours   |
  | asked?        | deadline.answer |        | expired?, late? | ours   |
  | late?         | deadline.judge  |        | judged?         | ours   |
`)

/** A vote of one that is taken to have failed, whatever the ballot says. */
const ruling = {
  title: { 'zh-CN': '裁定', en: 'Ruling' },
  on: 'late',
  rule: () => quorum(1),
  members: (c: { readonly expert: readonly string[] }) => c.expert,
  ballots: { judge: 'yes' },
  result: () => 'rejected',
}

/** How long a file may stay open, how long a question, and which of the two leads to where something is wrong. */
interface Clocks {
  readonly whole: Duration
  readonly answer: Duration
  readonly behind: 'whole' | 'answer'
}

/** A question in a file with a clock each; once the one has run out while it is asked, something is wrong. */
function lateQuestion({ whole, answer, behind }: Clocks, fault: Fault): AnyCaseType {
  const duty = (role: string, task: string, how: object) => ({ duties: [{ role, task, commands: [task], ...how }] })
  const hasDeadline = fault !== 'silence'
  return small({
    name: 'late-question',
    fields: { asks: [z.number(), 0], notes: [z.array(z.string()).max(3), ['n']], hasMore: [z.boolean(), true] },
    parties: { clerk: ['dept:clerk'], expert: ['dept:expert'] },
    lastResort: ['clerk'],
    commands: {
      ask: { by: ['clerk'] },
      judge: { by: fault === 'same-person' ? ['clerk'] : ['expert'] },
      strike: { by: ['clerk'], repeatable: fault !== 'twice' },
    },
    deadlines: {
      whole: { on: ['open', 'asked'], within: whole, owes: 'clerk' },
      answer: { on: 'asked', within: answer, owes: 'expert' },
      ...(hasDeadline && {
        judge: {
          on: fault === 'left-running' ? ['late', 'judged'] : 'late',
          within: workingDays(2),
          owes: 'expert',
          // It runs for nobody.
          ...(fault === 'no-deadline' && { each: () => [] }),
        },
      }),
    },
    guards: {
      isFirst: ({ context }) => context.asks < 1,
      isShort: ({ context }) => context.notes.length < 3,
    },
    words: {
      onlyGrows: { notes: [] },
      ...(fault === 'miscounted' && { votes: { ruling } }),
      ...(fault === 'opens-twice' && { links: { help: { caseType: 'help', survives: true } } }),
    },
    more: fault === 'by-no-rule' ? { rulebook: { readOn: '2026-11-27', sources: { ours: 'ours' }, rules } } : {},
    machine({ update, notify }) {
      const notes: Partial<Record<Fault, object | string>> = {
        shrinks: {
          actions: update(({ context }) => {
            context.notes = []
          }),
        },
        'put-off': { target: 'late', reenter: true },
        race: 'expired',
        'opens-twice': { actions: notify('case.open', () => ({ link: 'help', key: 'first', opening: {} })) },
        twice: {
          guard: 'isShort',
          actions: update(({ context }) => {
            context.notes.push('n')
          }),
        },
      }
      const late = {
        meta: duty(
          fault === 'same-person' ? 'clerk' : 'expert',
          'judge',
          hasDeadline ? { deadline: 'judge' } : { exempt: 'as long as it takes' },
        ),
        on: {
          judge: 'judged',
          strike: notes[fault] ?? {},
          ...(hasDeadline && {
            'deadline.judge': fault === 'idle' ? { target: 'late', reenter: true } : 'judged',
          }),
          ...(fault === 'opens-twice' && { 'case.refused': {}, 'case.settled': {} }),
        },
      }
      return {
        initial: 'open',
        states: {
          open: {
            meta: duty('clerk', 'ask', { deadline: 'whole' }),
            on: {
              ask: {
                guard: 'isFirst',
                target: 'asked',
                actions: update(({ context }) => {
                  context.asks += 1
                }),
              },
              strike: {},
              // Before it is late, it would be a ballot that nobody takes.
              ...(fault !== 'miscounted' && { judge: {} }),
              'deadline.whole': 'expired',
            },
          },
          asked: {
            on: {
              'deadline.whole': behind === 'whole' ? 'late' : 'expired',
              'deadline.answer': behind === 'answer' ? 'late' : 'expired',
            },
          },
          late: fault === 'trap' ? { on: { strike: {}, 'deadline.judge': {} } } : late,
          judged:
            fault === 'left-running'
              ? { meta: { outcome: 'judged' }, on: { 'deadline.judge': {} } }
              : { type: 'final', meta: { outcome: 'judged' } },
          expired: { type: 'final', meta: { outcome: 'expired' } },
        },
      }
    },
  })
}

const faults: readonly (readonly [PropertyId, Fault])[] = [
  ['P1', 'trap'],
  ['P2', 'left-running'],
  ['P4', 'trap'],
  ['P5', 'idle'],
  ['P6', 'no-deadline'],
  ['P7', 'put-off'],
  ['P8', 'silence'],
  ['P9', 'same-person'],
  ['P11', 'miscounted'],
  ['P12', 'shrinks'],
  ['P13', 'twice'],
  ['P14', 'race'],
  ['P17', 'opens-twice'],
  ['rulebook', 'by-no-rule'],
]

function told(caseType: AnyCaseType, property: PropertyId, more: object = {}) {
  const { findings, verdicts } = verifyCaseType(caseType, {
    properties: [property],
    mustBeSeparate: [{ did: 'ask', mayNot: 'judge' }],
    links: { help: [{ outcome: 'helped', result: {} }] },
    everyOpening: true,
    ...more,
  })
  const [verdict] = verdicts
  return { findings, verdict: `${verdict?.verdict} ${verdict?.mode}`, scope: verdict?.scope.en ?? '' }
}

/** Two effects and an order that matters are for whoever reads it to judge. */
const severityOf = (property: PropertyId) => ({ P13: 'info', P14: 'warning' })[property as string] ?? 'error'
const unplayedOf = (property: PropertyId) => (property === 'P13' ? 'info' : 'warning')

describe.each(faults)('%s: %s', (property, fault) => {
  it('where whoever acts has to wait for it, is an error with the dates that have it so, as the rules play it', () => {
    const clocks: Clocks = { whole: workingDays(20), answer: workingDays(5), behind: 'whole' }
    const caseType = lateQuestion(clocks, fault)
    const { findings, verdict } = told(caseType, property)
    expect(verdict).toBe('violated ordered')
    expect(findings[0]).toMatchObject({ severity: severityOf(property), mode: 'ordered' })
    expect(findings[0]?.doubt).toBeUndefined()
    const { story, journal } = findings[0] as (typeof findings)[number]
    // Asked later than five working days before the file runs out.
    const asked = story.findIndex(({ en }) => en.includes('dept:clerk: ask'))
    expect(Number(/day (\d+)/.exec(story[asked]?.en ?? '')?.[1])).toBeGreaterThan(15)
    expect(story[asked + 1]?.en).toBe('day 22, 00:00: the deadline "whole" runs out')
    const definition = caseDefinition(caseType)
    const facts = { disclosures: [], calendarOf: () => everyDayCalendar() }
    const end = journal.reduce<CaseState | undefined>(
      (state, entry) => evolve(definition, state, entry, facts),
      undefined,
    )
    expect(end?.lastAt).toBe(journal.at(-1)?.at)
    expect(journal).toHaveLength(story.length + 1)
  })

  it('where it lies behind an order that deadlines cannot have, is no finding, and the scope says what it would be', () => {
    const clocks: Clocks = { whole: workingDays(3), answer: workingDays(5), behind: 'answer' }
    const { findings, verdict, scope } = told(lateQuestion(clocks, fault), property)
    expect(findings).toEqual([])
    expect(verdict).toBe('sampled ordered')
    // What is looked for in order anyway says nothing of other orders.
    if (property !== 'P1' && property !== 'P8')
      expect(scope).toMatch(
        /only if deadlines could be reached at any moment, and in no order in which they fall due: ./,
      )
  })

  it('where units are compared by their lengths alone and no dates are found, is no error and says so', () => {
    const clocks: Clocks = { whole: workingDays(3), answer: calendarDays(8), behind: 'answer' }
    const { findings, verdict } = told(lateQuestion(clocks, fault), property)
    expect(verdict).toBe('violated ordered')
    expect(findings[0]).toMatchObject({
      severity: unplayedOf(property),
      journal: [],
      doubt: { en: expect.stringContaining('no dates were found'), 'zh-CN': expect.stringContaining('没有找到') },
    })
  })

  it('where the order of deadlines is not looked at, is no error and says so', () => {
    const clocks: Clocks = { whole: workingDays(3), answer: workingDays(5), behind: 'answer' }
    const { findings, verdict } = told(lateQuestion(clocks, fault), property, { time: 'any' })
    expect(verdict).toBe('violated any')
    expect(findings[0]).toMatchObject({
      severity: unplayedOf(property),
      journal: [],
      doubt: { en: expect.stringContaining('their order was not looked at') },
    })
  })
})

describe('a property of one’s own', () => {
  const isLate = (s: StateView<never>) => s.is('late')
  const own = [
    never('never-late', 'no question is late', isLate),
    until(
      'open-until-settled',
      'it is open until it is settled',
      s => !s.is('late'),
      s => s.outcome !== null,
    ),
  ]
  const result = (clocks: Clocks) =>
    verifyCaseType(lateQuestion(clocks, 'no-deadline'), { properties: [], own }).findings.map(
      ({ property, severity, mode, story }) => [property, severity, mode, story.at(-1)?.en],
    )

  it('that needs somebody to wait is broken on the dates that have it so', () => {
    expect(result({ whole: workingDays(20), answer: workingDays(5), behind: 'whole' })).toEqual([
      ['never-late', 'error', 'ordered', 'day 22, 00:00: the deadline "whole" runs out'],
      ['open-until-settled', 'error', 'ordered', 'day 22, 00:00: the deadline "whole" runs out'],
    ])
  })

  it('that only an impossible order would break, holds', () => {
    expect(result({ whole: workingDays(3), answer: workingDays(5), behind: 'answer' })).toEqual([])
  })
})

it('the story of what takes effect twice has the command twice', () => {
  const clocks: Clocks = { whole: workingDays(20), answer: workingDays(5), behind: 'answer' }
  const { findings } = told(lateQuestion(clocks, 'twice'), 'P13')
  expect(findings[0]?.story.map(({ en }) => en.replace(/^.*?: /, ''))).toEqual([
    'dept:clerk: ask',
    'the deadline "answer" runs out',
    'dept:clerk: strike',
    'dept:clerk: strike',
  ])
})

it('several who are late at one instant are late one after the other, as the rules write it', () => {
  // Found here once: a story with two deadlines that fall due together could not be played.
  const late = small({
    name: 'two-late',
    fields: { missed: [z.array(z.string()).max(4), []] },
    parties: { clerk: ['dept:clerk'], guest: ['dept:a', 'dept:b'] },
    lastResort: ['clerk'],
    commands: { close: { by: ['clerk'] } },
    deadlines: {
      reply: { on: 'open', each: (c: { guest: string[] }) => c.guest, within: workingDays(2), owes: 'guest' },
    },
    machine: ({ update }) => ({
      initial: 'open',
      states: {
        open: {
          meta: { duties: [{ role: 'clerk', task: 'close', commands: ['close'], exempt: 'whenever it likes' }] },
          on: {
            close: 'closed',
            'deadline.reply': {
              actions: update(({ context }) => {
                context.missed.push('x')
              }),
            },
          },
        },
        closed: { type: 'final', meta: { outcome: 'closed' } },
      },
    }),
  })
  const own = [never('both', 'never are both late', s => (s.context as { missed: string[] }).missed.length === 2)]
  const dates = { calendar: everyDayCalendar(), opensOn: '2026-01-05' }
  for (const options of [{}, { dates }]) {
    const { findings } = verifyCaseType(late, { properties: ['P1'], own, ...options })
    expect(findings.map(({ severity, journal }) => [severity, ...journal.map(({ type }) => type)])).toEqual([
      ['error', 'case.started', 'deadline.reply', 'deadline.reply'],
    ])
    const facts = { disclosures: [], calendarOf: () => everyDayCalendar() }
    const { journal } = findings[0] as (typeof findings)[number]
    const end = journal.reduce<CaseState | undefined>(
      (state, entry) => evolve(caseDefinition(late), state, entry, facts),
      undefined,
    )
    expect(end?.machine.context).toMatchObject({ missed: ['x', 'x'] })
  }
})
