// Engines and stores that are right agree with the rules; those with a planted fault are found, in a few commands.
import { type CaseEngine, type CaseStore, memoryStore, staticDirectory } from '@convoke/core'
import { errand, errandOpened, gathering, type OpenEngine, poll, relay } from '@convoke/core/testing'
import { createEngine } from '@convoke/engine'
import { sqliteStore } from '@convoke/store-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  againstEngine,
  againstStore,
  commandsOf,
  interleaved,
  type ModelSetup,
  type RaceSetting,
  races,
} from '../src/fast-check/index.js'
import { asking } from './fixtures/asking.js'

const openings = [errandOpened]
const convening = asking()
const open: OpenEngine = async setting => createEngine({ ...setting, store: memoryStore() })

const runs = (setup: ModelSetup, commands = commandsOf(errand)) =>
  fc
    .asyncProperty(fc.commands(commands, { size: '+1' }), all => fc.asyncModelRun(setup, all))
    .afterEach(() => setup.close())

/** The commands of a counterexample that were run. */
function commandsIn({ counterexample }: { readonly counterexample: readonly Iterable<unknown>[] | null }) {
  return [...(counterexample?.[0] ?? [])]
}

/** Two engines on one store, asked in turn. */
async function two(setting: RaceSetting): Promise<CaseEngine> {
  const [one, other] = [createEngine(setting), createEngine(setting)]
  let turn = 0
  const submit: CaseEngine['submit'] = (...args) => (turn++ % 2 === 0 ? one : other).submit(...args)
  return { ...one, submit } as CaseEngine
}

describe('commands sent to an engine', () => {
  // Found here once: a state of another machine was told, and nothing of the case type that was built twice.
  it('have to be of the very case type that is run, built once', async () => {
    const result = await fc.check(runs(againstEngine(asking(), open), commandsOf(convening)), { numRuns: 5, seed: 1 })
    expect(result.errorInstance).toMatchObject({ code: 'verify/other-case-type' })
  })

  it('come to what the rules say, for one invited party after another', async () => {
    await fc.assert(runs(againstEngine(errand, open, { openings })), { numRuns: 25, seed: 1 })
  })

  it('come to it on a SQLite file as well, and for a case type of deadlines and duties', async () => {
    const onFile: OpenEngine = async setting => createEngine({ ...setting, store: sqliteStore(':memory:') })
    await fc.assert(runs(againstEngine(convening, onFile), commandsOf(convening)), { numRuns: 20, seed: 2 })
  })

  it('come to it where cases open others, which answer', async () => {
    const options = { openings: [{ opening: { runner: 'r', left: 1 }, by: 'r' }] }
    await fc.assert(runs(againstEngine(relay, open, options), commandsOf(relay)), { numRuns: 20, seed: 3 })
  })

  it('show an engine that follows other rules, in a few commands', async () => {
    const other: OpenEngine = setting => open({ ...setting, caseTypes: [asking({ withTrap: true })] })
    const result = await fc.check(runs(againstEngine(convening, other), commandsOf(convening)), {
      numRuns: 200,
      seed: 1,
    })
    expect(result.failed).toBe(true)
    expect(String(result.errorInstance)).toMatch(/the rules/)
    expect(commandsIn(result).length).toBeLessThanOrEqual(5)
  })

  it('show an engine whose clock never fires', async () => {
    const asleep: OpenEngine = async setting => ({ ...(await open(setting)), advance: async () => {} }) as CaseEngine
    const result = await fc.check(runs(againstEngine(errand, asleep, { openings })), { numRuns: 100, seed: 1 })
    expect(String(result.errorInstance)).toContain('the engine does not write deadline.reply')
  })
})

describe('what the rules decide, kept in a store', () => {
  it('is read again as it was written', async () => {
    await fc.assert(runs(againstStore(errand, async () => memoryStore(), { openings })), { numRuns: 25, seed: 1 })
  })

  it('shows a store that forgets a snapshot once there are three entries', async () => {
    const forgetful = async (): Promise<CaseStore> => {
      const store = memoryStore()
      const append: CaseStore['append'] = batch =>
        store.append(batch.map(one => (one.head.seq < 3 ? one : { ...one, snapshot: '{}' })))
      return { ...store, append }
    }
    const result = await fc.check(runs(againstStore(errand, forgetful, { openings })), { numRuns: 100, seed: 1 })
    expect(String(result.errorInstance)).toMatch(/what is loaded after entry [34]/)
    expect(commandsIn(result).length).toBeLessThanOrEqual(3)
  })
})

describe('several senders at once', () => {
  const raced = (open: (setting: RaceSetting) => Promise<CaseEngine>, store?: () => CaseStore) =>
    fc.asyncProperty(fc.scheduler(), races(), (scheduler, race) =>
      interleaved(errand, open, scheduler, race, { openings, store }),
    )

  it('are answered as if they had come one after the other', async () => {
    await fc.assert(
      raced(async setting => createEngine(setting)),
      { numRuns: 30, seed: 1 },
    )
  })

  it('are so, too, where two engines share a store', async () => {
    await fc.assert(raced(two), { numRuns: 30, seed: 2 })
  })

  it('show a store that says yes to an append that came too late', async () => {
    const flattering = () => {
      const store = memoryStore()
      const append: CaseStore['append'] = async batch => (await store.append(batch)).map(() => ({ ok: true }) as const)
      return { ...store, append }
    }
    const result = await fc.check(raced(two, flattering), { numRuns: 200, seed: 1 })
    expect(result.failed).toBe(true)
    expect(result.counterexample?.[1].atOnce).toHaveLength(2)
  })
})

it('case types whose members are on a roll, or that others join, run in an engine as well', async () => {
  const roll = { sha256: '1'.repeat(64), size: 120, mediaType: 'text/csv', uri: 'urn:roll:1' }
  const members = Object.fromEntries([0, 1].map(index => [`flat:${index}`, { index, weights: { area: 60 } }]))
  const directory = staticDirectory({ rolls: { [roll.sha256]: members } })
  const polls = againstEngine(poll, open, { openings: [{ opening: { teller: 't', roll }, by: 't' }], directory })
  await fc.assert(runs(polls, commandsOf(poll, { members: () => members })), { numRuns: 10, seed: 1 })
  const meetings = againstEngine(gathering, open, { openings: [{ opening: { host: 'h', topic: 't' }, by: 'h' }] })
  await fc.assert(runs(meetings, commandsOf(gathering)), { numRuns: 10, seed: 1 })
})
