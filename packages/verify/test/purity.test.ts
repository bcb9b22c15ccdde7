import { describe, expect, it } from 'vitest'
import { verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { desk, type Slip } from './fixtures/desk.js'

const found = (slip: Slip) =>
  verifyCaseType(desk(slip), { properties: ['P18'] }).findings.map(
    ({ severity, message }) => `${severity}: ${message.en}`,
  )

/** Who takes hold of it where the module is loaded meets no trap in the place of `Date`. */
const Clock = Date

const asTime = 'for what depends on time declare a deadline, or take the time of the event, event.at'
const asData = 'let whoever gives the command bring it along as data of the command'

describe('a case type that decides by something beside the case', () => {
  it.each([
    ['the clock', 'Date', asTime, () => Date.now() > 0],
    ['the clock, taken hold of before', 'Date', asTime, () => Clock.now() > 0],
    ['a date', 'Date', asTime, () => new Date().toISOString() > '2'],
    ['chance', 'Math.random', asData, () => Math.random() < 2],
    ['chance from elsewhere', 'crypto', asData, () => crypto.randomUUID().length > 0],
    ['the network', 'fetch', asData, () => typeof fetch === 'function'],
  ] as const)(
    '%s, is told what it looks at, in which guard, and what to write instead',
    (_, name, instead, looksAt) => {
      expect(found({ looksAt })).toEqual([
        `error: deciding "answer", the case type looks at ${name} in its guard "isRight": the same case comes out otherwise another time; ${instead}`,
      ])
    },
  )

  it('in an update, is told of no guard', () => {
    const answering = () => void Date.now()
    expect(found({ answering })).toEqual([
      `error: deciding "answer", the case type looks at Date: the same case comes out otherwise another time; ${asTime}`,
    ])
  })

  it.each([
    ['every other time', () => (n: number) => n % 2 === 0],
    ['twice in four times', () => (n: number) => n % 4 > 1],
    ['once in three times', () => (n: number) => n % 3 === 0],
  ])('something it remembers, is found by giving the same several times: %s', (_, turning) => {
    let times = 0
    const turns = turning()
    const remembers = { looksAt: () => turns(times++) }
    const told = found(remembers)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/comes out otherwise: the case type remembers something beside the case$/)
  })

  it.each([
    ['each time', (n: number) => n],
    ['every other time', (n: number) => n % 2],
    ['once in six times', (n: number) => (n % 6 === 0 ? 1 : 0)],
  ])('something an update remembers, and writes otherwise %s, is found likewise', (_, written) => {
    let times = 0
    const answering = (context: { given: number }) => {
      context.given = written(times++)
    }
    const told = found({ answering })
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/comes out otherwise.*: the case type remembers something beside the case$/)
  })

  it('is found to change in a guard what it is given', () => {
    expect(found({ guardWrites: true, looksAt: () => false })).toEqual([
      'error: "answer" is refused and changes the data of the case all the same: a guard may look and not touch',
    ])
  })
})

it('a case type that decides by the case alone is left in peace, and so are the globals', () => {
  const before = [Date, Math.random, globalThis.crypto, globalThis.fetch]
  expect(found({})).toEqual([])
  expect(verifyCaseType(asking(), { properties: ['P18'] }).verdicts[0]?.verdict).toBe('sampled')
  expect([Date, Math.random, globalThis.crypto, globalThis.fetch]).toEqual(before)
})
