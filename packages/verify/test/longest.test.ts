// The longest a case may take, everybody acting at the last permitted instant: as long as `within` has it, to the unit.
import type { AnyCaseType, Duration } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { reportOf, type StateView, verifyCaseType, within } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { council } from './fixtures/council.js'
import { desk } from './fixtures/desk.js'
import { relay } from './fixtures/relay.js'
import { small } from './fixtures/small.js'
import { twoClocks } from './fixtures/two-clocks.js'

const workingDays = (n: number): Duration => ({ n, unit: 'working-day' })
const hours = (n: number): Duration => ({ n, unit: 'hour' })

const measured = (caseType: AnyCaseType, more: object = {}) =>
  verifyCaseType(caseType, { properties: ['P19'], ...more }).verdicts[0]?.measured

const endsIn = (caseType: AnyCaseType, period: Duration) => {
  const isOver = ({ outcome }: StateView<never>) => outcome !== null
  const own = [within('ends', 'it ends', () => true, isOver, period)]
  return verifyCaseType(caseType, { properties: [], own }).verdicts[0]?.verdict
}

describe('the longest a case may take', () => {
  it.each([
    ['one deadline over all', twoClocks({ whole: workingDays(20), answer: workingDays(5) }), workingDays(20)],
    ['a deadline a day longer', twoClocks({ whole: workingDays(21), answer: workingDays(5) }), workingDays(21)],
    ['hours', twoClocks({ whole: hours(30), answer: hours(7) }), hours(30)],
  ])('with %s is the time within which it ends, and no less', (_, caseType, period) => {
    const { says } = measured(caseType) ?? {}
    const unit = period.unit === 'hour' ? 'hours' : 'working days'
    expect(says?.en).toBe(`the longest a case may take: ${period.n} ${unit}`)
    expect(endsIn(caseType, period)).toBe('sampled')
    expect(endsIn(caseType, { ...period, n: period.n - 1 })).toBe('violated')
  })

  it.each([
    ['replies, and a question before', asking(), 13],
    ['a desk', desk({}), 4],
    ['votes held again', council({}), 10],
  ])('with %s, one deadline after the other, is missed with a day less, and not as it is', (_, caseType, n) => {
    expect(measured(caseType)?.says.en).toBe(`the longest a case may take: ${n} working days`)
    expect(endsIn(caseType, workingDays(n))).not.toBe('violated')
    expect(endsIn(caseType, workingDays(n - 1))).toBe('violated')
  })

  it('is told with its dates, and played on the rules', () => {
    const { story, journal } = measured(asking()) ?? {}
    expect(story?.at(-1)?.en).toBe('day 15, 00:00: the deadline "Asking" runs out')
    expect(journal?.at(-1)).toMatchObject({ kind: 'clock', at: Date.UTC(2026, 0, 19) })
  })

  it('is made of units of several kinds, where it waits for one after the other', () => {
    const file = twoClocks({ whole: workingDays(9), answer: { n: 15, unit: 'calendar-day' } })
    expect(measured(file)?.says.en).toBe('the longest a case may take: 9 working days')
    const lasting = asking({ withoutDeadline: true })
    expect(measured(lasting)?.says.en ?? '').toContain('not counted: the time in')
  })

  it('is none where a round takes its time and may be gone for ever', () => {
    const { says, story } = measured(twoClocks({ whole: workingDays(2), answer: hours(3), goesRound: true })) ?? {}
    expect(says?.en).toMatch(
      /^there is no longest time: from "the (open|asked)", the deadline ".*", then .*, again and again/,
    )
    expect(says?.['zh-CN']).toContain('没有最长时间')
    expect(story?.length).toBeGreaterThan(1)
  })

  it('is not told where nothing ever falls due, nor where deadlines may be reached at any moment', () => {
    expect(measured(relay(3))).toBeUndefined()
    expect(measured(asking(), { time: 'any' })).toBeUndefined()
  })

  it('stands in the report', () => {
    const caseType = twoClocks({ whole: workingDays(20), answer: workingDays(5) })
    const page = reportOf(caseType, verifyCaseType(caseType, { properties: ['P19'] }))
    expect(page).toContain('the longest a case may take: 20 working days')
    expect(page).toContain('一件最长要20个工作日')
  })
})

/** So many boxes are ticked or not before a form is sent; whoever answers has its time from then on, and looks at each. */
function ticked(boxes: number): AnyCaseType {
  const names = Array.from({ length: boxes }, (_, n) => `box${n}`)
  return small({
    name: 'ticked',
    fields: { on: [z.record(z.string(), z.boolean()), {}] },
    parties: { clerk: ['dept:clerk'], town: ['dept:town'] },
    lastResort: ['clerk'],
    commands: {
      tick: { by: ['clerk'], data: z.object({ name: z.enum(names) }) },
      send: { by: ['clerk'] },
      answer: { by: ['town'] },
    },
    deadlines: {
      sending: { on: 'open', within: workingDays(2), owes: 'clerk' },
      answering: { on: 'sent', within: { n: 30, unit: 'calendar-day', rollover: false }, owes: 'town' },
      // Falls due when the other does, where it is begun as late as may be.
      closing: { on: 'sent', within: workingDays(30), owes: 'town' },
    },
    guards: { isAllTicked: ({ context }) => names.every(name => context.on[name] === true) },
    samples: { tick: names.map(name => ({ name })) },
    machine: ({ update }) => ({
      initial: 'open',
      states: {
        open: {
          meta: { duties: [{ role: 'clerk', task: 'send', commands: ['send'], deadline: 'sending' }] },
          on: {
            tick: {
              actions: update(({ context, event }) => {
                context.on[(event as unknown as { readonly name: string }).name] = true
              }),
            },
            send: 'sent',
            'deadline.sending': 'lapsed',
          },
        },
        sent: {
          meta: { duties: [{ role: 'town', task: 'answer', commands: ['answer'], deadline: 'answering' }] },
          on: {
            answer: { guard: 'isAllTicked', target: 'answered' },
            'deadline.answering': 'lapsed',
            'deadline.closing': 'lapsed',
          },
        },
        answered: { type: 'final', meta: { outcome: 'answered' } },
        lapsed: { type: 'final', meta: { outcome: 'lapsed' } },
      },
    }),
  })
}

it('where a bound is looked for, is played to the deadline at which the last wait ends', () => {
  // Found here once: the way ended with the last that was done, and the wait after it was left out.
  const { states, verdicts } = verifyCaseType(ticked(8), { properties: ['P19'] })
  expect(states).toBeGreaterThan(500)
  const { says, story } = verdicts[0]?.measured ?? {}
  expect(says?.en).toBe('the longest a case may take: 2 working days and 30 calendar days')
  expect(story?.at(-1)?.en).toBe('day 34, 00:00: the deadline "answering" runs out')
})

it('that may be put off for ever comes to an end in the looking', () => {
  const { verdicts } = verifyCaseType(desk({ together: true, firstEnds: true, putsOff: 'again' }), {
    properties: ['P19'],
  })
  expect(verdicts[0]?.measured?.says.en).toMatch(/^there is no longest time: .* again and again/)
})
