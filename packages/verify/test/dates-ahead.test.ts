// A date of a sample stands for any that may be chosen: nothing is refused for a sample written down in another year.
import type { AnyCaseType } from '@convoke/core'
import { everyDayCalendar, visit } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { never, type VerifyOptions, verifyCaseType } from '../src/index.js'

const samples = {
  appoint: [{ date: '2031-07-01', stops: [{ on: '1999-01-01' }] }],
  come: [{ on: '2031-07-02' }],
}
const old = { ...visit, samples } as unknown as AnyCaseType

const told = (caseType: AnyCaseType, options: VerifyOptions = {}) => {
  const { verdicts, findings, states } = verifyCaseType(caseType, options)
  return {
    states,
    verdicts: verdicts.map(({ property, verdict, mode }) => [property, verdict, mode]),
    told: findings.map(({ property, severity, message }) => `${property} ${severity}: ${message.en}`),
  }
}

it.each([
  ['on abstract time', {}],
  ['on dates', { dates: { calendar: everyDayCalendar(), opensOn: '2026-03-02' } }],
])('a case type is verified alike whatever dates its samples name: %s', (_, options) => {
  const sound = told(visit as AnyCaseType, options)
  expect(sound.told).toEqual([])
  expect(told(old, options)).toEqual(sound)
})

it('a story names a day that may be chosen when the command is given', () => {
  const done = never('done', 'nobody comes', ({ outcome }) => outcome === 'done')
  const { findings } = verifyCaseType(old, { own: [done], properties: [] })
  expect(findings.map(({ severity, journal }) => [severity, journal.map(({ type, data }) => [type, data])])).toEqual([
    [
      'error',
      [
        ['case.started', expect.anything()],
        ['appoint', { date: '2026-02-04', stops: [{ on: '2026-01-05' }] }],
        ['come', { on: '2026-01-05' }],
      ],
    ],
  ])
})
