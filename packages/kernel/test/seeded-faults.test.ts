// A test of the tests: kernels with one fault each, which the comparison with XState must find.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type * as kernel from '../src/index.js'
import { compare, noTally, scenario } from './many-machines.js'

const source = new URL('../src/', import.meta.url)
const scratch = mkdtempSync(join(tmpdir(), 'kernel-fault-'))
afterAll(() => rmSync(scratch, { recursive: true }))

type Fault = readonly [what: string, file: string, right: string, wrong: string]

// What XState is asked about (exits, entries, histories, completions) is falsified where the kernel takes up the answer.
const eachNode = 'const state = pathOf(node)'
const raising = 'tasks.push(run => run.queue.push({ type, output: resolve(output, run) } as Event))'
const faults: readonly Fault[] = [
  ['order of exits', 'twin.ts', "tell(run, 'exited', id)", 'void (run.exited = [id, ...run.exited])'],
  ['exit order', 'twin.ts', 'recorder(node.exit,', 'recorder([...node.exit].reverse(),'],
  ['shallow history', 'twin.ts', eachNode, `${eachNode}; if (node.history) Object.assign(node, { history: 'deep' })`],
  ['deep history', 'twin.ts', eachNode, `${eachNode}; if (node.history) Object.assign(node, { history: 'shallow' })`],
  [
    'a history forgotten',
    'twin.ts',
    'twin.transition(from.snapshot,',
    'twin.transition({ ...from.snapshot, historyValue: {} },',
  ],
  ['raise order', 'step.ts', 'run.queue.shift()', 'run.queue.pop()'],
  ['guard params', 'guard.ts', "typeof guard === 'string' ? undefined : guard.params", 'undefined'],
  ['guard params that depend on the context', 'run.ts', 'params({ context, event }) : params', 'params : params'],
  ['onDone of parallel', 'twin.ts', raising, `if (twin.idMap.get(type.slice(18))?.type !== 'parallel') ${raising}`],
  ['onDone of compound', 'twin.ts', raising, `if (twin.idMap.get(type.slice(18))?.type !== 'compound') ${raising}`],
  ['output of a final state', 'twin.ts', 'output: resolve(output, run) } as Event))', 'output } as Event))'],
  ['wildcard order', 'plan.ts', '.sort((a, b) => b.length - a.length)', '.sort((a, b) => a.length - b.length)'],
  [
    'regions that answer for themselves',
    'plan.ts',
    '!found.some(({ transition }) => isWithin(transition.source, source))',
    'found.length === 0',
  ],
  ['re-entry', 'twin.ts', 'transition.number =', 'Object.assign(transition, { reenter: false }).number ='],
  ['always that changed nothing', 'step.ts', 'lookForAlways = raised || changed', 'lookForAlways = true'],
  ['exit actions at the end', 'twin.ts', 'at(after)', "at({ ...after, status: 'stopped' })"],
]

let kernels = 0

/** The kernel's own sources, one place of them changed. */
async function kernelWith(change?: Fault): Promise<typeof kernel.compile> {
  const folder = join(scratch, String(kernels))
  kernels += 1
  mkdirSync(folder)
  const files = readdirSync(source).filter(name => !name.endsWith('.test.ts'))
  if (change !== undefined && !files.includes(change[1])) throw new Error(`there is no ${change[1]}`)
  for (const file of files) {
    let text = readFileSync(new URL(file, source), 'utf8')
    if (change?.[1] === file) {
      const [what, , right, wrong] = change
      const parts = text.split(right)
      if (parts.length !== 2) throw new Error(`the fault '${what}' fits ${parts.length - 1} places of ${file}`)
      text = parts.join(wrong)
    }
    writeFileSync(join(folder, file), text)
  }
  return ((await import(pathToFileURL(join(folder, 'index.ts')).href)) as typeof kernel).compile
}

/** Compares with XState until a machine shows a difference; tells whether one did. */
function differs(compile: typeof kernel.compile, numRuns: number): boolean {
  const property = fc.property(scenario, each => compare(compile as never, each, noTally()))
  return fc.check(property, { numRuns, seed: 5, endOnFailure: true }).failed
}

describe('the comparison with XState', () => {
  it('finds nothing in a copy of the kernel without a fault', async () => {
    expect(differs(await kernelWith(), 300)).toBe(false)
  })

  it.each(faults)('finds a fault in: %s', async (...fault) => {
    expect(differs(await kernelWith(fault), 4_000)).toBe(true)
  })
})
