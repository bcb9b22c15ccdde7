import { ConvokeError } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { exitCodesOfThreads } from '../../../.ci/exit-codes-of-threads.js'
import { checkScenario, mergeShards, type ScenarioInput, type SimulationProgress, simulate } from '../src/index.js'
import { simulateOnThreads } from '../src/workers/index.js'
import { type StartPool, simulateOnPool, simulateShardOnPool } from '../src/workers/simulate-on-pool.js'
import { makeReady, simulatePortion } from '../src/workers/thread.js'

const module = new URL('../../core/src/testing/index.ts', import.meta.url).href
const on = (workers: number) => ({ modules: [{ module, export: 'errand' }], workers })
const fixture = (name: string) => new URL(`./fixtures/${name}.ts`, import.meta.url).href

const scenario: ScenarioInput = {
  ...{ from: '2026-03-02', days: 5, replications: 5 },
  cases: [{ type: 'errand', arrivals: { perDay: 9 }, opening: errandOpened.opening as Record<string, unknown> }],
  behaviour: [{ delay: { exponential: { mean: '3 h' } } }],
  compare: { slower: { behaviour: [{ delay: { exponential: { mean: '6 h' } } }] } },
}
const whole = JSON.stringify(simulate(scenario, { caseTypes: [errand] }))

/** What a promise is refused with. */
async function faultOf(work: Promise<unknown>): Promise<ConvokeError> {
  try {
    await work
  } catch (thrown) {
    if (ConvokeError.is(thrown)) return thrown as ConvokeError
    throw thrown
  }
  throw new Error('it went well')
}

/** What a thread does, without threads: two of those take seconds to load the sources. */
const here: StartPool = () => ({
  run: task => new Promise(done => setImmediate(() => done(simulatePortion(task)))),
  failed: new Promise<never>(() => undefined),
  end: () => Promise.resolve(),
})

describe('a simulation on threads', () => {
  it('that end without an error leaves nobody waiting', async () => {
    const modules = [{ module: fixture('ends-in-threads'), export: 'errand' }]
    const ended = await faultOf(simulateOnThreads(scenario, { ...on(1), modules }))
    expect(ended).toMatchObject({ code: 'simulate/worker', details: { reason: 'it ended with exit code 3' } })
  })

  // Node 20 aborts the whole process where it makes a thread end whose code is still being compiled.
  it('end by themselves when all is done, and are made to where something keeps them', async () => {
    let done: unknown
    const codes = await exitCodesOfThreads(async () => {
      done = await simulateOnThreads(scenario, on(2))
    })
    expect(JSON.stringify(done)).toBe(whole)
    expect(codes).toEqual([0, 0])
    const modules = [{ module: fixture('keeps-threads-alive'), export: 'errand' }]
    expect(await exitCodesOfThreads(() => simulateOnThreads(scenario, { ...on(1), modules }))).toEqual([1])
  })
})

describe('portions that are run side by side', () => {
  it('come to the same bytes, however many at once, and in parts that are put together', async () => {
    for (const workers of [1, 3, 256]) {
      const seen: SimulationProgress[] = []
      const onProgress = (progress: SimulationProgress) => void seen.push(progress)
      expect(JSON.stringify(await simulateOnPool(scenario, { ...on(workers), onProgress }, here))).toBe(whole)
      for (const { done, of, share } of seen) {
        expect(of).toBe(10)
        expect(Math.abs(share - done / of)).toBeLessThanOrEqual(0.1)
      }
    }
    const controlled: ScenarioInput = { ...scenario, control: 'workload' }
    const corrected = JSON.stringify(simulate(controlled, { caseTypes: [errand] }))
    expect(JSON.stringify(await simulateOnPool(controlled, on(3), here))).toBe(corrected)
    const parts = [2, 1].map(i => simulateShardOnPool(scenario, { i, n: 2 }, on(1), here))
    const read = JSON.parse(JSON.stringify(await Promise.all(parts))) as readonly unknown[]
    expect(JSON.stringify(mergeShards(read, { caseTypes: [errand] }))).toBe(whole)
  })

  it('are made ready for while the scenario is read, in no more threads than there are portions', async () => {
    const asked: number[] = []
    const noting: StartPool = workers => ({
      ...here(workers),
      ready({ modules }, count) {
        expect(modules).toEqual(on(1).modules)
        asked.push(count)
      },
    })
    expect(JSON.stringify(await simulateOnPool(scenario, on(3), noting))).toBe(whole)
    const checked = checkScenario({ ...scenario, districts: { east: {}, west: {} } }, [errand])
    await simulateOnPool(checked, on(3), noting)
    const odd = { ...scenario, replications: 'many' } as unknown as ScenarioInput
    expect((await faultOf(simulateOnPool(odd, on(3), noting))).code).toBe('simulate/scenario')
    expect((await faultOf(simulateOnPool(checkScenario(odd, [errand]), on(3), noting))).code).toBe('simulate/scenario')
    expect(asked).toEqual([5, 10, 0, 30])
    // What goes wrong then is told by the first portion, with its code.
    await expect(makeReady({ modules: [{ module, export: 'errnd' }] })).resolves.toBeUndefined()
  })

  it('stop at the same replication where the figures say when, however many were run ahead', async () => {
    const narrow = { ...scenario, compare: {}, replications: 2, stop: { relativeHalfWidth: 0.2, atMost: 20 } }
    const alone = simulate(narrow, { caseTypes: [errand] })
    expect(alone.design).toMatchObject({ stop: 'relativeHalfWidth' })
    expect(alone.design.replications).toBeGreaterThan(2)
    for (const workers of [1, 2, 7])
      expect(JSON.stringify(await simulateOnPool(narrow, on(workers), here))).toBe(JSON.stringify(alone))
  })

  it('end with what is done when they are stopped, and say that it is a part', async () => {
    const stopping = new AbortController()
    let before = Promise.resolve<unknown>(undefined)
    const oneByOne: StartPool = workers => ({
      ...here(workers),
      run(task) {
        const own = before.then(() => {
          if (task.portion.replication === 3) stopping.abort()
          return simulatePortion(task)
        })
        before = own
        return own
      },
    })
    const result = await simulateOnPool(scenario, { ...on(1), signal: stopping.signal }, oneByOne)
    expect(result).toMatchObject({ status: 'partial', design: { stop: 'cancelled' } })
    const same = simulate({ ...scenario, replications: 3 }, { caseTypes: [errand] })
    expect(result.indicators).toEqual(same.indicators)
    const never = { ...on(1), signal: AbortSignal.abort() }
    expect((await faultOf(simulateOnPool(scenario, never, here))).code).toBe('simulate/cancelled')
    const part = simulateShardOnPool(scenario, { i: 1, n: 1 }, never, here)
    expect((await faultOf(part)).code).toBe('simulate/part-cancelled')
  })

  it('of districts do not run far ahead of one another, so that whole replications are done when they are stopped', async () => {
    const stopping = new AbortController()
    let [before, begun] = [Promise.resolve<unknown>(undefined), 0]
    const sixOnly: StartPool = workers => ({
      ...here(workers),
      run(task) {
        const own = before.then(() => {
          begun++
          if (begun > 6) stopping.abort()
          return simulatePortion(task)
        })
        before = own
        return own
      },
    })
    const divided = { ...scenario, districts: { west: { weight: 1 }, east: { weight: 3 } } }
    const result = await simulateOnPool(divided, { ...on(1), signal: stopping.signal }, sixOnly)
    expect(result).toMatchObject({ status: 'partial', design: { stop: 'cancelled', replications: 3 } })
    const same = simulate({ ...divided, replications: 3 }, { caseTypes: [errand] })
    expect(result.indicators).toEqual(same.indicators)
    expect(result.districts).toEqual(same.districts)
  })

  it('are refused where the case types are others there', async () => {
    const cases = [{ ...(scenario.cases[0] as ScenarioInput['cases'][number]), type: 'counted' }]
    const other: ScenarioInput = { ...scenario, compare: {}, cases }
    const modules = [{ module: fixture('another-each-time'), export: 'types' }]
    expect((await faultOf(simulateOnPool(other, { ...on(1), modules }, here))).message).toContain(
      'not those of the main',
    )
    for (const name of ['errnd', 'errandOpened']) {
      const strange = { ...on(1), modules: [{ module, export: name }] }
      await expect(simulateOnPool(scenario, strange, here)).rejects.toThrow(`exports no case types as "${name}"`)
    }
  })

  it('tell what went wrong by the code it has everywhere', async () => {
    const endless = { ...scenario, compare: {}, cases: [{ ...scenario.cases[0], by: 'nobody' }] } as ScenarioInput
    expect((await faultOf(simulateOnPool(endless, on(1), here))).code).toBe('simulate/opening')
    const broken: StartPool = () => ({ ...here(1), run: () => Promise.reject(new Error('out of memory')) })
    expect(await faultOf(simulateOnPool(scenario, on(1), broken))).toMatchObject({
      ...{ code: 'simulate/worker', details: { reason: 'out of memory' } },
    })
    for (const workers of [0, 1.5, 257, Number.NaN])
      expect((await faultOf(simulateOnThreads(scenario, on(workers)))).code).toBe('simulate/no-workers')
  })
})
