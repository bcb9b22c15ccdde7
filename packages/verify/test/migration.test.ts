import type { AnyCaseType, Migration } from '@convoke/core'
import { errandMoved, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { verifyingMigration, verifyMigration } from '../src/index.js'
import { small } from './fixtures/small.js'

const moved = errandMoved as unknown as AnyCaseType
const [migration] = moved.migrateFrom as readonly [Migration]

/** The next version of the errand, with another migration. */
const otherwise = (rules: Partial<Migration>): AnyCaseType => ({ ...moved, migrateFrom: [{ ...migration, ...rules }] })

const checked = (to: AnyCaseType) => {
  const { findings, verdicts } = verifyMigration(to, '1.0.0', { opened: errandOpened })
  return { messages: findings.map(({ message }) => message.en), findings, verdict: verdicts[0]?.verdict }
}

describe('taking over cases of an earlier version', () => {
  it('is sound where each place has one in the new version, and all that ran goes on', () => {
    expect(checked(moved)).toMatchObject({ messages: [], verdict: 'sampled' })
  })

  it('is ended by a signal, or by whoever takes its steps, with what was found so far', () => {
    const aborted = verifyMigration(moved, '1.0.0', { opened: errandOpened, signal: AbortSignal.abort() })
    expect(aborted).toMatchObject({ partial: true, complete: false, findings: [], verdicts: [{ verdict: 'bounded' }] })
    // Once the earlier version is known: nothing is said of what the later one makes of it.
    const steps = verifyingMigration(moved, '1.0.0', { opened: errandOpened })
    let step = steps.next()
    for (let n = 0; step.done !== true; n++) step = steps.next(n < 4)
    expect(step.value).toMatchObject({ partial: true, findings: [], verdicts: [{ verdict: 'bounded' }] })
  })

  it('ends in its time, on a fast machine and on a slow one, and says that it was up', () => {
    for (const slow of [1, 20]) {
      for (const ms of [50, 200, 1_000]) {
        let time = 0
        const elapsed = () => {
          time += slow
          return time
        }
        const { partial, complete, verdicts, limits } = verifyMigration(moved, '1.0.0', {
          opened: errandOpened,
          budget: { ms, elapsed },
        })
        // A look at the clock for each step, and for each case that might be taken over.
        expect(time).toBeLessThanOrEqual(0.9 * ms + 10 * slow)
        if (!partial) continue
        expect([complete, verdicts[0]?.verdict]).toEqual([false, 'bounded'])
        expect(limits.map(({ says }) => says.en)).toContain(`what there was no time for in ${ms / 1_000} seconds`)
        expect(verdicts[0]?.scope.en).not.toContain('cancelled')
      }
    }
  })

  it('takes cases over though the time to explore the earlier version was up, and looks into a few of them', () => {
    const looked = (ms: number) => {
      let time = 0
      const elapsed = () => {
        time += 1
        return time
      }
      const broken = otherwise({ states: { inviting: 'drafting' } })
      return verifyMigration(broken, '1.0.0', { opened: errandOpened, budget: { ms, elapsed } })
    }
    // Whatever the time is, as long as it is some: what is lost by being taken over is seen at once.
    for (let ms = 10; ms <= 30; ms++) expect(looked(ms).findings.length).toBeGreaterThan(0)
  })

  it('is no fault where the migration says that cases stay', () => {
    expect(checked(otherwise({ states: { inviting: null } }))).toMatchObject({ messages: [], verdict: 'sampled' })
  })

  it('is found to fail, with the shortest way to where', () => {
    const context = (earlier: { readonly replies: object }) => {
      if (Object.keys(earlier.replies).length > 0) throw new Error('no replies were foreseen')
      return (migration.context as (context: unknown) => object)(earlier)
    }
    const { messages, findings } = checked(otherwise({ context: context as never }))
    expect(messages).toContain('in "Inviting", a case cannot be taken over (migration/threw {"place":"context"})')
    expect(findings[0]?.severity).toBe('error')
    expect(findings[0]?.journal.map(({ type }) => type)).toContain('reply')
  })

  it('loses a deadline where cases come to a place in which it does not run', () => {
    const { messages } = checked(otherwise({ states: { inviting: 'drafting' } }))
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^in "Inviting", the deadline "reply\/.*" does not go on in the new version, and migrate does not say that it ends$/,
        ),
        expect.stringMatching(/^in "Inviting", the duty of invitee to .* is nobody's in the new version$/),
      ]),
    )
  })

  it('finds that a case can be held up once it was taken over, as none can that is opened there', () => {
    const { messages } = checked(otherwise({ deadlines: { reply: null }, context: withoutInvitees as never }))
    expect(messages).toEqual(expect.arrayContaining([expect.stringMatching(/^in "Inviting", once taken over, /)]))
  })

  it('is an error where there is no such migration', () => {
    expect(() => verifyMigration(moved, '0.9.0')).toThrow(
      /errand 2.0.0 does not take over cases of 0.9.0: it takes over 1.0.0/,
    )
  })
})

describe('who did what, and for whom', () => {
  const duty = (task: string) => ({
    meta: { duties: [{ role: 'clerk', task, commands: [task], exempt: 'in a test' }] },
  })
  const paper = (version: string, words: object, from?: AnyCaseType) =>
    small({
      parties: { clerk: ['dept:a', 'dept:b'] },
      lastResort: ['clerk'],
      commands: { report: { by: ['clerk'] }, judge: { by: ['clerk'] } },
      words,
      machine: () => ({
        initial: 'open',
        states: {
          open: { ...duty('report'), on: { report: 'reported' } },
          reported: { ...duty('judge'), on: { judge: 'judged' } },
          judged: { type: 'final', meta: { outcome: 'judged' } },
        },
      }),
      more: { version, ...(from && { migrateFrom: [{ from, states: {}, commands: {}, deadlines: {} }] }) },
    })
  const separation = [{ did: 'report', mayNot: 'judge' }]
  const forgets = paper('2.0.0', { separation }, paper('1.0.0', {}))
  const keeps = paper('2.0.0', { separation }, paper('1.0.0', { separation }))

  it('is lost where the earlier version kept no account of it, and the later one has somebody else go on', () => {
    const { findings, verdicts } = verifyMigration(forgets, '1.0.0')
    expect(findings.map(({ message }) => message.en)).toEqual([
      'in "reported", the new version does not know that dept:a did report, after which somebody else has to judge',
    ])
    expect(findings[0]?.journal.map(({ type }) => type)).toEqual(['case.started', 'report'])
    expect(verdicts[0]?.verdict).toBe('violated')
    expect(verifyMigration(keeps, '1.0.0').findings).toEqual([])
  })

  it('is looked at with delegates and recusals where that is asked for, in both versions', () => {
    const plain = verifyMigration(keeps, '1.0.0')
    const { findings, states, verdicts } = verifyMigration(keeps, '1.0.0', { with: ['delegation', 'recusal'] })
    expect(states).toBeGreaterThan(plain.states)
    expect(verdicts[0]?.scope.en).toContain(
      'one party at most recused, what has to stay apart also done by one outsider',
    )
    expect(findings).toEqual([])
  })
})

/** Nobody is left who could answer. */
function withoutInvitees(earlier: object): object {
  return { ...(migration.context as (context: unknown) => object)(earlier), invitees: [] }
}
