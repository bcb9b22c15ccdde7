/** The process in which the blocks run, one after the other: `runner.ts PLAN`, results as messages to the parent. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { matches, render } from './matches.js'
import type { Plan, PlannedBlock } from './run-blocks.js'

/**
 * A page is read for longer than holidays are published: its code runs more than a year from now, so that it still does
 * when somebody reads it then. What it needs of a certain day it says itself, with a clock of its own.
 */
const ahead = 400 * 86_400_000
const Now = Date
globalThis.Date = class extends Now {
  constructor(...given: readonly unknown[]) {
    super(...((given.length === 0 ? [Now.now() + ahead] : given) as [number]))
  }
  static override now(): number {
    return Now.now() + ahead
  }
} as DateConstructor

/** A block that waits for ever must not hang the run; no block needs this long. */
const patienceMs = 30_000

declare global {
  var __expect: (at: number, value: () => Promise<unknown>) => Promise<unknown>
  var __expectNow: (at: number, value: () => unknown) => unknown
}

const runBlock = async ({ file, expectations }: PlannedBlock): Promise<string[]> => {
  const faults: string[] = []
  const reached = new Set<number>()
  const judge = (at: number, value: unknown, thrown: boolean): void => {
    reached.add(at)
    const { line, expected } = expectations[at] ?? { line: 0, expected: '' }
    const promised = /^throws\s+(.+)$/s.exec(expected)?.[1]
    if (thrown !== (promised !== undefined)) {
      if (thrown) throw value
      faults.push(`line ${line}: expected it to throw ${promised}, but it gave ${render(value)}`)
    } else if (promised !== undefined) {
      const { code, message } = value as { code?: string; message?: string }
      if (code !== promised && !message?.includes(promised)) {
        faults.push(`line ${line}: expected it to throw ${promised}, but it threw ${code ?? ''} ${message ?? ''}`)
      }
    } else if (!matches(expected, value))
      faults.push(`line ${line}: expected ${expected}\n  but it is ${render(value)}`)
  }
  globalThis.__expect = async (at, compute) => {
    try {
      const value = await compute()
      judge(at, value, false)
      return value
    } catch (error) {
      judge(at, error, true)
      return undefined
    }
  }
  globalThis.__expectNow = (at, compute) => {
    let value: unknown
    let thrown = false
    try {
      value = compute()
    } catch (error) {
      value = error
      thrown = true
    }
    judge(at, value, thrown)
    return value
  }

  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not end')), patienceMs)
  })
  try {
    await Promise.race([import(pathToFileURL(file).href), tooLong])
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : render(error))
  } finally {
    clearTimeout(timer)
  }
  if (faults.length > 0) return faults
  return expectations.flatMap(({ line }, at) => (reached.has(at) ? [] : [`line ${line}: this line was never reached`]))
}

const { blocks }: Plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
for (const [at, block] of blocks.entries()) {
  // Files that an example writes (a database, say) go to a folder of its own.
  const directory = mkdtempSync(join(tmpdir(), 'convoke-docs-'))
  process.chdir(directory)
  const faults = await runBlock(block)
  await new Promise<void>(sent => process.send?.({ at, faults }, () => sent()))
  process.chdir(tmpdir())
  rmSync(directory, { recursive: true, force: true })
}
process.exit(0)
