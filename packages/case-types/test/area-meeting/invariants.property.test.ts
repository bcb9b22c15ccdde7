import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/area-meeting/v1/context.js'
import { missed } from '../stage/missed.js'
import { openings, play, settings } from './random-play.js'
import type { Round } from './scenario.js'

interface Step {
  readonly one: Round
  readonly context: Context
  readonly before: Context | undefined
  readonly last: { readonly by: string; readonly type: string } | undefined
}

const topics = ({ context }: Step) => Object.values(context.topics)
const duties = ({ context }: Step) => Object.entries(context.duties)
const is = ({ one }: Step, ...states: readonly string[]) => states.some(state => one.where.includes(state))
const answersTo = (one: Round, asker: string) =>
  one.links().filter(({ act, caseId, name, key }) => act === 'settled' && `${caseId}/${name}/${key}` === asker).length

const invariants: Readonly<Record<string, (step: Step) => boolean>> = {
  'a topic has a decision exactly when it is decided': step =>
    topics(step).every(({ status, decision }) => (decision === null) === (status === 'open' || status === 'agenda')),
  'whoever brought a topic is answered once, when it is settled and not before': step =>
    topics(step).every(
      ({ asker, status }) => asker === null || answersTo(step.one, asker) === (status === 'settled' ? 1 : 0),
    ),
  'no topic is put off more often than it may be': step =>
    topics(step).every(({ deferrals }) => deferrals <= Math.max(step.context.parameters.maxDeferrals, 2)),
  'only a common problem is convened on': step =>
    Object.values(step.context.requests).every(
      ({ topics: ids }) =>
        ids.length >= step.context.parameters.batchThreshold &&
        new Set(ids.map(id => step.context.topics[id]?.matter)).size === 1,
    ),
  'a duty leaves the table confirmed by its assignee, or goes to the supervisor': step =>
    duties(step).every(([name, { status, assignee }]) => {
      if (step.before?.duties[name]?.status !== 'proposed' || status === 'proposed' || status === 'handedUp')
        return true
      return status === 'open' && step.last?.type === 'confirmDuty' && step.last.by === assignee
    }),
  'a duty was given to somebody who was there': step =>
    duties(step).every(([, { assignee }]) => step.context.present.includes(assignee)),
  'every duty has one assignee, a due date and a criterion': step =>
    duties(step).every(([, { due, criterion }]) => /^\d{4}-\d\d-\d\d$/.test(due) && criterion !== ''),
  'nothing is decided before there is a session, and nothing published before minutes': step =>
    !step.context.published || step.context.minutes.some(({ session }) => session === step.context.session),
  'whoever was there signed the minutes, or is listed as not having signed': step =>
    !is(step, 'publishing', 'following') ||
    step.context.minutes
      .filter(({ session }) => session === step.context.session)
      .every(({ attendees, signed, unsigned }) => attendees.every(party => [...signed, ...unsigned].includes(party))),
  'while topics are collected no meeting is fixed': step => !is(step, 'collecting') || step.context.meeting === null,
  'a settled round leaves nobody waiting': step =>
    step.one.outcome === null ||
    (topics(step).every(({ status }) => status === 'settled') &&
      Object.values(step.context.requests).every(({ status }) => !['toOpen', 'open', 'decided'].includes(status)) &&
      duties(step).every(([, { status }]) => !['proposed', 'open', 'done'].includes(status))),
}
const names = Object.keys(invariants)
const histories = fc.tuple(
  fc.nat(openings.length * settings.length - 1),
  fc.array(fc.nat(2 ** 31 - 1), { minLength: 20, maxLength: 90, size: 'max' }),
)

describe('random rounds of the area meeting', () => {
  it(`keep all ${names.length} invariants at every step`, () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        let before: Context | undefined
        play(setting, choices, (one, last) => {
          const { context } = one
          for (const name of names) {
            if (invariants[name]?.({ one, context, before, last }) !== true) {
              throw new Error(`${name}, after ${last?.type ?? 'the clock'} in ${one.where.join()}`)
            }
          }
          before = context
        })
      }),
      { numRuns: 80 },
    )
  })

  it('come through the states that matter', () => {
    const wanted = ['inSession.deciding', 'following', 'concluded', 'partlyConcluded', 'lapsed', 'withdrawn']
    expect(missed(histories, wanted, play)).toEqual([])
  })

  it('settle by the clock alone, wherever everybody falls silent', () => {
    fc.assert(
      fc.property(histories, ([setting, choices]) => {
        const one = play(setting, choices.slice(0, 40))
        let steps = 0
        while (one.outcome === null) {
          if (steps++ > 100) throw new Error(`still in ${one.where.join()}`)
          one.lapse()
        }
      }),
      { numRuns: 40 },
    )
  })
})
