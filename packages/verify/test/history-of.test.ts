// Histories could have happened, cover what a case type has, and shrink to what a fault needs.
import { evolve } from '@convoke/core'
import {
  caseWalk,
  errand,
  errandOpened,
  everyDayCalendar,
  gathering,
  type Opened,
  paperCase,
  relay,
} from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type History, historyOf } from '../src/fast-check/index.js'
import { asking } from './fixtures/asking.js'
import { form } from './fixtures/form.js'

const histories = historyOf(errand, { openings: [errandOpened] })
const runner: Opened = { opening: { runner: 'r', left: 1 }, by: 'r' }

/** The history a property fails with in the end. */
function shrunk(arbitrary: fc.Arbitrary<History>, holds: (history: History) => boolean, seed: number): History {
  const { counterexample } = fc.check(fc.property(arbitrary, holds), { seed, numRuns: 1_000 })
  if (counterexample === null) throw new Error('the fault was not found')
  return counterexample[0]
}

describe('a history', () => {
  it('could have happened: every step was accepted, in the order of time, and it replays to the same end', () => {
    fc.assert(
      fc.property(histories, ({ attempts, drafts, opened, steps, state }) => {
        expect(attempts.every(({ decision }) => decision.refusal === undefined)).toBe(true)
        expect(drafts.map(({ at }) => at)).toEqual(drafts.map(({ at }) => at).sort((a, b) => a - b))
        const walk = caseWalk(errand)
        const again = steps.reduce(
          (so, step, n) => walk.take(so, step, String(n + 1), n === 0 ? undefined : attempts[n - 1]?.at).decision.state,
          paperCase(errand, opened).state,
        )
        expect(again.machine.toJSON()).toEqual(state.machine.toJSON())
        expect(again.deadlines).toEqual(state.deadlines)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('is what its seed makes it', () => {
    const told = () => fc.sample(histories, { seed: 7, numRuns: 5 }).map(String)
    expect(told()).toEqual(told())
  })

  it('has clocks that run out, cases that answer and cases that join in it', () => {
    const kinds = (arbitrary: fc.Arbitrary<History>) =>
      new Set(fc.sample(arbitrary, { seed: 1, numRuns: 60 }).flatMap(({ drafts }) => drafts.map(({ type }) => type)))
    expect([...kinds(histories)]).toEqual(expect.arrayContaining(['deadline.reply.half', 'deadline.reply']))
    const links = kinds(historyOf(relay, { openings: [runner] }))
    expect([...links]).toEqual(expect.arrayContaining(['case.opened', 'case.refused', 'case.settled']))
    const host = { host: 'h', topic: 'parking' }
    const joined = historyOf(gathering, {
      openings: [{ opening: host, by: 'h' }],
      joining: [{ ...host, topic: 'noise' }],
    })
    expect([...kinds(joined)]).toContain('case.joined')
  })

  it('has delegates in it who act for their principals, while they may', () => {
    const at = Date.UTC(2026, 0, 5, 9)
    const delegations = [
      { id: 'd', principal: 'dept:police', delegate: 'dept:police/wang', from: at, to: at + 3_600_000 },
    ]
    const some = fc.sample(historyOf(errand, { openings: [errandOpened], delegations }), { seed: 1, numRuns: 60 })
    const sent = some.flatMap(({ drafts }) => drafts.filter(({ onBehalfOf }) => onBehalfOf === 'dept:police'))
    expect(sent.length).toBeGreaterThan(5)
    expect(sent.every(({ by, at: when }) => by === 'dept:police/wang' && when < at + 3_600_000)).toBe(true)
  })

  it('has refusals in it where they are asked for, and shrinks without those that do not matter', () => {
    const kept = historyOf(errand, { openings: [errandOpened], refused: 'kept' })
    const isRefused = ({ attempts }: History) => attempts.some(({ decision }) => decision.refusal !== undefined)
    expect(shrunk(kept, history => !isRefused(history), 1).steps).toHaveLength(1)
  })
})

describe('a fault shrinks', () => {
  it('to the answers that leave a case stuck, in plain words', () => {
    const isStuck = ({ state }: History) =>
      state.outcome === null && state.machine.value === 'inviting' && state.deadlines.length === 0
    const { steps, toString: _, ...history } = shrunk(histories, one => !isStuck(one), 3)
    expect(steps.map(({ kind }) => kind)).toEqual(['command', 'command', 'command'])
    expect(history.drafts.map(({ type, data }) => [type, data.seen.answer])).toEqual([
      ['case.started', undefined],
      ['submit', undefined],
      ['reply', expect.anything()],
      ['reply', expect.anything()],
    ])
  })

  it.each([1, 2, 3, 4, 5])('to the fewest steps from whichever seed: %i', seed => {
    const isLate = ({ state }: History) => state.outcome === 'failed'
    // Submitted, the half-time of both, the deadline of one.
    expect(shrunk(histories, one => !isLate(one), seed).steps).toHaveLength(3)
    const isFull = ({ state }: History) => (state.machine.context.lines as number) >= 4
    expect(shrunk(historyOf(form()), one => !isFull(one), seed).steps).toHaveLength(4)
    const isHeld = ({ state }: History) => state.outcome === 'held'
    expect(shrunk(historyOf(asking()), one => !isHeld(one), seed).steps.length).toBeLessThanOrEqual(4)
  })

  it('to the first opening where any opening shows it', () => {
    const second: Opened = { ...errandOpened, opening: { ...errandOpened.opening, topic: '噪声' } }
    const { opened } = shrunk(
      historyOf(errand, { openings: [errandOpened, second] }),
      ({ steps }) => steps.length < 3,
      2,
    )
    expect(opened.opening.topic).toBe('停车')
  })

  it('also where the history was given by hand, with steps that do not matter', () => {
    const [long] = fc.sample(histories, { seed: 1, numRuns: 60 }).filter(({ steps }) => steps.length > 8)
    const given = { ...(long as History) }
    const { counterexample } = fc.check(
      fc.property(histories, ({ steps }) => steps.length < 2),
      { examples: [[given]], numRuns: 1 },
    )
    expect(counterexample?.[0]?.steps).toHaveLength(2)
  })

  it('and is printed one line a step, with what fast-check needs to play it again', () => {
    const property = fc.property(histories, ({ state }) => state.outcome !== 'failed')
    expect(() => fc.assert(property, { seed: 1 })).toThrow(/seed: 1, path: "[\d:]+"/)
    expect(() => fc.assert(property, { seed: 1 })).toThrow(
      /2026-01-05 09:00 rc:chunshen submit -> inviting\n.*clock|deadline\.reply/,
    )
  })
})

it('a journal of a history is one that the rules read', () => {
  const [history] = fc.sample(histories, { seed: 2, numRuns: 1 })
  const { definition } = caseWalk(errand)
  const paper = paperCase(errand, (history as History).opened).after((history as History).drafts.slice(1))
  const disclosures = paper.journal.flatMap(sealed => sealed.disclosures)
  const end = paper.journal.reduce<ReturnType<typeof evolve> | undefined>(
    (state, { entry }) => evolve(definition, state, entry, { disclosures, calendarOf: () => everyDayCalendar() }),
    undefined,
  )
  expect(end?.machine.toJSON()).toEqual(history?.state.machine.toJSON())
})

it('a field without samples and bounds is named before anything is drawn', () => {
  expect(() => historyOf(form({ withoutSamples: true }))).toThrow(/verify\/unbounded: fill\.words\[\]/)
  expect(() => historyOf(form({ withoutSamples: true }), { data: () => ({ words: [], remark: '' }) })).not.toThrow()
})

it('a case type that cannot be opened says so before anything is drawn', () => {
  expect(() => historyOf(errand)).toThrow(/verify\/opening: a case of "errand" cannot be opened/)
  expect(() => historyOf(errand, { openings: [] })).toThrow(/verify\/opening: .*"openings" is empty/)
})
