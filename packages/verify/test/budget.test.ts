// A verification that has so much time and no more ends in it, and says what it did not come to.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import { type AnyCaseType, type ConvokeErrorLike, describeError } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { propertyIds, type VerifyOptions, type VerifyResult, verifying } from '../src/index.js'
import { relay } from './fixtures/relay.js'

/**
 * Verifies by a clock that goes on by one with each look at it, and by so much with each state that becomes known: the
 * machine is as slow as that.
 */
function timed(caseType: AnyCaseType, ms: number, slow: number, options: VerifyOptions = {}) {
  let time = 0
  const elapsed = () => {
    time += 1
    return time
  }
  const steps = verifying(caseType, { ...options, budget: { ms, elapsed } })
  let known = 0
  let step = steps.next()
  while (step.done !== true) {
    const { states } = step.value
    // Each exploration counts from nothing.
    time += slow * (states < known ? states : states - known)
    known = states
    step = steps.next()
  }
  return { result: step.value, took: time }
}

const saidOf = ({ limits }: VerifyResult) => limits.map(({ says }) => says.en)
const leftOut = (result: VerifyResult): readonly string[] => {
  const said = saidOf(result).find(en => en.startsWith('there was no time to look for these: '))
  return said === undefined ? [] : (said.split(': ')[1] as string).split(', ')
}
const withoutTime = ({ elapsedMs: _, ...rest }: VerifyResult) => rest

const further: VerifyOptions = { departures: 2, effort: 100, maxStates: 100_000 }

describe('a verification that may take so long', () => {
  it('ends in that time, whenever it is over and however slow the machine is', () => {
    for (const slow of [0, 1, 30]) {
      for (const ms of [1, 10, 60, 100, 400, 1_000, 3_000, 10_000]) {
        const { result, took } = timed(relay(1), ms, slow, further)
        // A look at the clock for each property that is left out, and the states known between two looks.
        expect(took).toBeLessThanOrEqual(1.1 * ms + 2 * propertyIds.length + slow * 300)
        expect(result.verdicts.map(({ property }) => property)).toEqual(propertyIds)
      }
    }
  })

  it('names each property that it did not come to, and says nothing of it', () => {
    const { result } = timed(relay(1), 10, 0, further)
    const left = leftOut(result)
    expect(left.length).toBeGreaterThan(10)
    expect([result.partial, result.complete]).toEqual([true, false])
    for (const { property, verdict, scope } of result.verdicts) {
      if (!left.includes(property)) continue
      expect(verdict).toBe('bounded')
      expect(scope.en).toBe(`there was no time to look for these: ${property}`)
    }
    expect(result.findings.filter(({ property }) => left.includes(property))).toEqual([])
  })

  it.each([0, -1, Number.NaN])('refuses a time that is none (%s), in both languages', ms => {
    let thrown: unknown
    try {
      verifying(relay(1), { budget: { ms } }).next()
    } catch (fault) {
      thrown = fault
    }
    expect(thrown).toMatchObject({ code: 'verify/budget' })
    expect(describeError(thrown as ConvokeErrorLike, 'en').text).toBe(
      `A verification cannot be given this time: ${ms} ms.`,
    )
    expect(describeError(thrown as ConvokeErrorLike, 'zh-CN').text).toBe(`不能这样限定验证的时间：${ms} 毫秒。`)
  })

  it('finds the same as ever where the time is enough', () => {
    const { result } = timed(relay(1), 1e9, 1, further)
    const steps = verifying(relay(1), further)
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    expect(withoutTime(result)).toEqual(withoutTime(step.value))
    expect(result.partial).toBe(false)
  })

  it('leaves time for properties: what is found before it is over is looked at', () => {
    const { result, took } = timed(ownersCommitteeElection as AnyCaseType, 2_000, 1, {
      ...further,
      properties: ['P1', 'P4', 'P8'],
    })
    expect(result.partial).toBe(true)
    expect(result.states).toBeGreaterThan(50)
    expect(leftOut(result)).toEqual([])
    expect(took).toBeLessThanOrEqual(2_200)
  })
})
