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

const faults: readonly Fault[] = [
  ['exit order', 'move.ts', 'const left = descending(exitSet(', 'const left = inDocumentOrder(exitSet('],
  ['shallow history', 'move.ts', "past.history === 'deep'", "past.history !== 'none'"],
  ['deep history', 'move.ts', "past.history === 'deep'", "past.history === 'none'"],
  ['raise order', 'action.ts', 'run.queue.push(raised)', 'run.queue.unshift(raised)'],
  ['guard params', 'guard.ts', "typeof guard === 'string' ? undefined : guard.params", 'undefined'],
  [
    'onDone of parallel',
    'move.ts',
    'regionsOf(node).every(child => isComplete',
    'regionsOf(node).some(child => isComplete',
  ],
  [
    'onDone of compound',
    'move.ts',
    "if (parent?.type === 'compound') raise(parent, output)",
    'if (parent) raise(parent)',
  ],
  ['wildcard order', 'plan.ts', '.sort((a, b) => b.length - a.length)', '.sort((a, b) => a.length - b.length)'],
  [
    'conflicts between regions',
    'entry-set.ts',
    'if (!rivals.every(other => isBelow(arc.source, other.source))) continue',
    '',
  ],
  ['re-entry', 'entry-set.ts', 'if (!reenter && targets.every(', 'if (targets.every('],
  ['always that changed nothing', 'step.ts', 'lookForAlways = raised || changed', 'lookForAlways = true'],
  ['exit actions at the end', 'step.ts', "run.status === 'done' ? move.end()", "run.status === 'error' ? move.end()"],
]

let kernels = 0

/** The kernel's own sources, one place of them changed. */
async function kernelWith(change?: Fault): Promise<typeof kernel.compile> {
  const folder = join(scratch, String(kernels))
  kernels += 1
  mkdirSync(folder)
  for (const file of readdirSync(source).filter(name => !name.endsWith('.test.ts'))) {
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
  }, 60_000)

  it.each(faults)(
    'finds a fault in: %s',
    async (...fault) => {
      expect(differs(await kernelWith(fault), 4_000)).toBe(true)
    },
    60_000,
  )
})
