// The W3C suite for SCXML, and that of SCION, as XState machines: the kernel must do what XState does on each.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { initialTransition, transition } from 'xstate'
import { type CompiledMachine, compile, type Effect, type Step } from '../src/index.js'
import { outcome, same } from './observed.js'
import { exclusions } from './scxml/exclusions.js'
import { readXml } from './scxml/read-xml.js'
import { Excluded, toMachine } from './scxml/to-machine.js'

const limit = 200
const require = createRequire(import.meta.url)
const suite = join(dirname(require.resolve('@scion-scxml/test-framework/package.json')), 'test')

interface Script {
  readonly initialConfiguration: readonly string[]
  readonly events: readonly {
    readonly event: { readonly name: string; readonly data?: unknown }
    readonly after?: number
    readonly nextConfiguration: readonly string[]
  }[]
}

const documents = readdirSync(suite, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.scxml'))
  .sort()
const scripts = new Set(readdirSync(suite, { recursive: true, encoding: 'utf8' }))

interface Sent {
  readonly type: string
  readonly data?: unknown
}

/** Timers that effects have asked for. */
function timersAfter(
  timers: readonly { readonly id: unknown; readonly event: Sent; readonly due: number }[],
  effects: readonly Effect[],
  now: number,
) {
  let running = [...timers]
  for (const { type, params } of effects) {
    const { event, id, delay, sendId } = params as { event: Sent; id: unknown; delay?: number; sendId?: unknown }
    if (type === 'xstate.cancel') running = running.filter(timer => timer.id !== sendId)
    if (type === 'xstate.raise' && delay !== undefined) running.push({ id, event, due: now + delay })
  }
  return running.sort((a, b) => a.due - b.due)
}

function told({
  state,
  effects,
}: Pick<Step, 'effects'> & { readonly state: Pick<Step['state'], 'value' | 'context' | 'status' | 'output'> }) {
  const { value, context, status, output } = state
  return {
    value: JSON.stringify(value),
    context,
    status,
    output,
    effects: effects.map(({ type, params }) => ({ type, params })),
  }
}

interface Ran {
  readonly steps: number
  /** Whether the configurations are those the suite expects of an SCXML processor. */
  readonly asExpected: boolean
}

function run(file: string): Ran {
  const load = (src: string) => readFileSync(join(suite, dirname(file), src.replace(/^file:/, '')), 'utf8')
  const machine = toMachine(readXml(readFileSync(join(suite, file), 'utf8')), load)
  const script = JSON.parse(readFileSync(join(suite, file.replace(/scxml$/, 'json')), 'utf8')) as Script
  machine.options.maxIterations = limit
  const compiled: CompiledMachine = compile(machine)
  let [snapshot, actions] = initialTransition(machine)
  let step = compiled.initial()
  let steps = 0
  let asExpected = true
  let now = 0
  const compare = () => {
    if (step.state.status === 'error') expect(snapshot.status).toBe('error')
    else same(told(step), told({ state: snapshot, effects: actions as never }))
    steps += 1
  }
  const expects = (ids: readonly string[]) => {
    const leaves = step.state.nodes.filter(id => !step.state.nodes.some(other => compiledParent(machine, other) === id))
    asExpected &&= leaves.join() === [...ids].sort((a, b) => leaves.indexOf(a) - leaves.indexOf(b)).join()
  }
  let timers = timersAfter([], step.effects, now)
  /** Tells whether both took the event; one may throw what the other throws. */
  const send = (event: Sent): boolean => {
    const expected = outcome(() => transition(machine, snapshot, event))
    const actual = outcome(() => compiled.next(step.state, event))
    if (!('result' in expected) || !('result' in actual)) {
      expect(actual).toEqual(expected)
      return false
    }
    ;[snapshot, actions] = expected.result
    step = actual.result
    compare()
    timers = timersAfter(timers, step.effects, now)
    return true
  }
  const elapse = (until: number) => {
    for (
      let fired = 0;
      fired < 30 && timers[0] !== undefined && timers[0].due <= until && step.state.status === 'active';
      fired += 1
    ) {
      const [timer, ...rest] = timers as [(typeof timers)[0], ...typeof timers]
      now = timer.due
      timers = rest
      if (!send(timer.event)) return
    }
    now = Math.max(now, until)
  }
  compare()
  if (script.events.length === 0) elapse(60_000)
  expects(script.initialConfiguration)
  for (const { event, after = 0, nextConfiguration } of script.events) {
    elapse(now + after)
    if (!send({ type: event.name, data: event.data })) return { steps, asExpected: false }
    expects(nextConfiguration)
  }
  return { steps, asExpected }
}

function compiledParent(machine: ReturnType<typeof toMachine>, id: string): string | undefined {
  return machine.getStateNodeById(`#${id.replaceAll('.', '\\.')}`).parent?.id
}

describe('the SCXML suite', () => {
  const ran = new Map<string, Ran>()
  const excluded = new Map<string, string>()

  beforeAll(() => {
    for (const file of documents) {
      if (!scripts.has(file.replace(/scxml$/, 'json'))) {
        excluded.set(file, 'is part of another document')
        continue
      }
      try {
        ran.set(file, run(file))
      } catch (error) {
        if (!(error instanceof Excluded)) throw new Error(`${file}: ${(error as Error).message}`, { cause: error })
        excluded.set(file, error.message)
      }
    }
  })

  it('is done by the kernel as XState does it, every document that has an XState counterpart', () => {
    expect({
      documents: documents.length,
      ran: ran.size,
      steps: [...ran.values()].reduce((sum, { steps }) => sum + steps, 0),
      // XState is no SCXML processor to the letter; where it differs, the kernel differs with it.
      asAnScxmlProcessor: [...ran.values()].filter(({ asExpected }) => asExpected).length,
    }).toEqual({ documents: 335, ran: 219, steps: 449, asAnScxmlProcessor: 179 })
  })

  it('leaves out no document but those that are listed, each for the reason that is given', () => {
    const listed = Object.entries(exclusions).flatMap(([why, files]) => files.map(file => [file, why] as const))
    // Both ways: a document that would now run, and one that is not in the suite, are wrong here.
    expect(new Map([...excluded].sort())).toEqual(new Map([...listed].sort()))
  })
})
