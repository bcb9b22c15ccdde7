// What version 1.1 does otherwise than version 1: scenarios, the laws of every case type, and its kept behaviour.
import { complaintV1, complaintV1_1 } from '@convoke/case-types/complaint'
import { type JsonObject, knobsOf } from '@convoke/core'
import { caseTypeLaws } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/complaint/v1/context.js'
import { keepsItsBehaviour } from '../stage/keep.js'
import { seededChoices } from '../stage/random.js'
import { monday } from '../stage/stage.js'
import {
  accepted,
  again,
  angry,
  anonymous,
  calledBack,
  centre,
  desk,
  dispatched,
  evidence,
  group,
  housing,
  inspector,
  leader,
  type Options,
  pleased,
  pothole,
  reason,
  received,
  shelved,
  solved,
  zhang,
} from './cast.js'
import { dataFor, openerOf, openings, playAtRandom, settings } from './random-play.js'

const caseType = complaintV1_1
const answered = (options: Options = {}, answer: object = solved) => calledBack({ caseType, ...options }, answer)

describe('a complaint of version 1.1', () => {
  it('is observed before the call-back where the answer says that it is solved', () => {
    const scenario = answered()
    expect(scenario.where).toEqual(['observing'])
    expect(scenario.lapse('observation').where).toEqual(['callback'])
    expect(scenario.send(zhang, 'rate', pleased).outcome).toBe('resolved')
  })

  it('is called back at once where the answer explains or found nothing, as before', () => {
    for (const outcome of ['explained', 'unfounded'])
      expect(answered({}, { ...solved, outcome, evidence: [evidence] }).where).toEqual(['callback'])
  })

  it('lets the complainant rate at any time, and nobody for it while it is observed', () => {
    const scenario = answered()
    expect(scenario.refusal(desk, 'rate', { ...pleased, of: zhang })).toMatchObject({ code: 'refusal/guard' })
    expect(scenario.send(zhang, 'rate', angry).where[0]).toBe('rework')
  })

  it('goes on to the call-back when one of a group has rated, and asks the others there', () => {
    const scenario = answered({ opening: group }).send('resident:1', 'rate', pleased)
    expect(scenario.where).toEqual(['callback'])
    expect(Object.keys(scenario.context.ratings)).toEqual(['resident:1'])
  })

  it('is observed no longer than the outer clock runs', () => {
    const scenario = answered({ parameters: { observeFor: { n: 60, unit: 'working-day' } } }).lapse('outer')
    expect(scenario.where).toEqual(['callback'])
    expect(scenario.context).toMatchObject({ outerLate: true })
  })

  it('keeps its orders of supervision while it is observed', () => {
    const scenario = answered().send(leader, 'supervise', {
      order: 'order-1',
      target: housing,
      instruction: '督办',
    })
    expect(scenario.where).toEqual(['observing'])
    expect(scenario.due('supervision')).toBeTypeOf('number')
  })

  it('has one knob more than version 1, which says in both languages what it is and whose', () => {
    const before = Object.keys(knobsOf(complaintV1))
    const knobs = knobsOf(complaintV1_1)
    expect(Object.keys(knobs).filter(name => !before.includes(name))).toEqual(['observeFor'])
    expect(before.filter(name => !(name in knobs))).toEqual([])
    expect(knobs.observeFor).toMatchObject({ authority: 'ours', title: { 'zh-CN': '办结观察期' } })
  })
})

/** The plays whose journals are kept: each goes through the observation, and leaves it by another way. */
const plays = {
  'observed-and-called-back': () => answered().lapse('observation').send(zhang, 'rate', pleased),
  'rated-while-observed': () => answered().send(zhang, 'rate', pleased),
  'observed-until-time-is-up': () =>
    answered({ parameters: { observeFor: { n: 60, unit: 'working-day' } } })
      .lapse('outer')
      .send(zhang, 'rate', angry),
  'handled-again-and-observed-again': () => again({ caseType }).send(housing, 'answer', solved),
} as const

keepsItsBehaviour({
  caseType,
  plays,
  seeded: Array.from(
    { length: openings.length * settings.length },
    (_, setting) => () => playAtRandom(setting, seededChoices(setting, 60), undefined, caseType),
  ),
})

/** Ways to the states that histories at random seldom come to. */
const aside = [
  () => received({ caseType }).send(desk, 'askSupplement', { list: ['时间'] }),
  () =>
    dispatched({ caseType })
      .send(housing, 'returnOrder', { ...reason, basis: '职责清单' })
      .lapse('ruling'),
  () => shelved({ caseType }).lapse('shelvingReview').lapse('shelvingReview'),
  () => again({ caseType }).send(housing, 'disputeRating', { ...reason, evidence: [evidence] }),
  () =>
    received({ caseType, opening: anonymous })
      .send(desk, 'accept')
      .send(centre, 'dispatch', { lead: housing })
      .send(housing, 'sign')
      .send(housing, 'answer', solved)
      .send(centre, 'pass')
      .lapse('observation')
      .send(inspector, 'checkOnSite', { solved: true, finding: '通道已清' })
      .send(desk, 'publishReply', { text: '通道已清理' }),
  // What version 1 has as well, and histories drawn by chance may miss.
  () => accepted({ caseType, opening: pothole }),
  () => calledBack({ caseType }, { ...solved, outcome: 'explained' }).send(zhang, 'rate', pleased),
]

describe('version 1.1 of the complaint, like every case type', () => {
  const opened = openings.map((opening, index) => ({
    opening: opening as JsonObject,
    by: openerOf(opening),
    parameters: settings[index % settings.length] as JsonObject,
  }))
  const laws = caseTypeLaws(complaintV1_1, {
    openings: opened as [(typeof opened)[number]],
    played: [...Object.values(plays), ...aside].map(begin => begin().drafts),
    data: (type, context, draw) => dataFor(type, { context: context as Context, at: monday }, draw) as JsonObject,
    steps: 60,
  })

  it.each(laws)('$name', ({ check }) => check())
})
