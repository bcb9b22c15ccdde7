// Runs in each thread of a pool. It keeps the newest study: the next portion mostly is of the same, and much is known of it.
import { deserialize } from 'node:v8'
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { ConvokeError } from '@convoke/core'
import { forgetTables } from '../run/tabled/tables.js'
import type { CheckedScenario } from '../scenario/check.js'
import { runPortion } from '../study/portions.js'
import { fingerprintOf, type Study, studyOf } from '../study/study.js'
import { caseTypesOf } from './modules.js'
import {
  type PortionAnswer,
  type PortionTask,
  type ThreadAnswer,
  type ThreadRequest,
  type ThreadSources,
  type ThreadStart,
  thatItEnds,
  whole,
} from './task.js'

let district = 0
let newest: { readonly fingerprint: string; readonly study: Study } | undefined

/**
 * Loads what portions will need, while the main thread still reads the scenario. What goes wrong is told by the first portion.
 *
 * @example
 * // not executed: the pool of `simulateOnThreads` calls it in its threads
 * await makeReady({ modules: [{ module: import.meta.resolve('@convoke/core/testing'), export: 'errand' }] })
 */
export async function makeReady(sources: ThreadSources): Promise<void> {
  await typesIn(sources).catch(() => undefined)
}

/**
 * Runs one portion of a study in a thread. `simulateOnThreads` calls it; nobody else has to.
 *
 * Never throws: what goes wrong comes back as a value, since errors lose their code on the way between threads.
 *
 * @example
 * // not executed: the pool of `simulateOnThreads` calls it in its threads
 * const answer = await simulatePortion(task)
 */
export async function simulatePortion(task: PortionTask): Promise<PortionAnswer> {
  try {
    return { result: await resultOf(task) }
  } catch (thrown) {
    const { code, details } = ConvokeError.is(thrown) ? thrown : { code: 'simulate/worker', details: {} }
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    return { fault: { code, message, details: JSON.parse(JSON.stringify(details)) as ThreadDetails } }
  }
}

type ThreadDetails = Readonly<Record<string, unknown>>

async function typesIn({ modules, preload = [] }: ThreadSources) {
  for (const address of preload) await preloaded(address)
  return await caseTypesOf(modules)
}

async function resultOf(task: PortionTask) {
  const { checked, study: meant, portion, told, place } = task
  if (Atomics.load(told, 0) !== 0) return null
  if (newest?.fingerprint !== meant) {
    const caseTypes = await typesIn(task)
    // The main thread has checked it: what it is held to here are the case types, by the fingerprint.
    const study = studyOf(deserialize(Uint8Array.from(checked)) as CheckedScenario, { caseTypes })
    newest = { fingerprint: fingerprintOf(study), study }
  }
  if (newest.fingerprint !== meant) throw new Error('the case types of this thread are not those of the main thread')
  if (portion.district !== district) forget(newest.study, district)
  district = portion.district
  const run = runPortion(newest.study, portion)
  for (let step = run.next(); ; step = run.next()) {
    if (step.done === true) {
      Atomics.store(told, place, whole)
      return step.value
    }
    if (Atomics.load(told, 0) !== 0) return null
    Atomics.store(told, place, Math.floor(step.value * whole))
  }
}

/** Forgets what was learnt of a district: what is known of one takes hundreds of megabytes, and the next is another. */
function forget({ divided }: Study, before: number): void {
  for (const worlds of divided) forgetTables(worlds[before])
}

const known = new Map<string, Promise<void>>()

/** Loads a module before all others, once. */
function preloaded(address: string): Promise<void> {
  const loaded = known.get(address) ?? load(address)
  known.set(address, loaded)
  return loaded
}

async function load(address: string): Promise<void> {
  const { register } = (await import(address)) as { readonly register?: unknown }
  if (typeof register === 'function') register()
}

function serve(port: MessagePort): void {
  const answer = (told: ThreadAnswer) => port.postMessage(told)
  port.on('message', (request: ThreadRequest) => {
    if (request === thatItEnds) {
      answer(thatItEnds)
      port.close()
    } else if ('ready' in request) void makeReady(request.ready)
    else void simulatePortion(request.portion).then(answer)
  })
}

const isStart = (data: unknown): data is ThreadStart =>
  typeof data === 'object' && data !== null && (data as Partial<ThreadStart>).isConvokeSimulation === true

if (!isMainThread && parentPort !== null && isStart(workerData)) serve(parentPort)
