// SPIN, where it is installed: makes its verifier from a model, and runs it.
import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SpinModel } from '../src/promela/promela.js'

const run = promisify(execFile)
const patience = { timeout: 600_000, maxBuffer: 1 << 26 }

/** A verifier that SPIN made of a model; of several cases, a run takes one. */
export interface SpinVerifier {
  /** The one for a case. */
  of(which: number): SpinSearch
  close(): Promise<void>
}

/** SPIN's search of one case. */
export interface SpinSearch {
  /**
   * Every state, breadth first.
   *
   * @param limit how many steps far
   */
  count(limit?: number): Promise<SpinCount>
  /**
   * The numbers of the moves of the shortest way to a case that is stuck, or to one in this configuration; undefined where there is none.
   *
   * @param limit how many steps far
   */
  wayTo(goal: 'stuck' | number, limit?: number): Promise<readonly number[] | undefined>
  /** Whether there is a circle in which no party does anything. */
  hasIdleCircle(): Promise<boolean>
}

/** What SPIN counted, its own first state and what leads from there left out. */
export interface SpinCount {
  readonly states: number
  readonly transitions: number
  /** What SPIN says it took, in seconds. */
  readonly seconds: number
  readonly megabytes: number
  /** Processor time of the whole run, seconds. */
  readonly cpuSeconds: number
}

/** Why SPIN cannot be run here; undefined: it can. */
export function spinIsMissing(): string | undefined {
  const missing = ['spin', 'gcc'].filter(command => {
    try {
      execFileSync('sh', ['-c', `command -v ${command}`])
      return false
    } catch {
      return true
    }
  })
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not installed`
}

/**
 * Makes a verifier.
 *
 * @param how `optimised`: how much gcc is to optimise, 0 compiles fast and 2 runs fast; `vector`: the most bytes of a state;
 * `hash`: how many slots its hash has, as a power of two; `depth`: how many steps far it looks at most; `search`: `breadth` finds
 * shortest ways, `depth` is what SPIN does by itself
 */
export async function spinVerifier(
  { promela, tables }: SpinModel,
  { optimised = 0, vector = 4_096, hash = 18, depth = 100_000, search = 'breadth' } = {},
): Promise<SpinVerifier> {
  const folder = await mkdtemp(join(tmpdir(), 'convoke-spin-'))
  const searching = ['-E', `-m${depth}`, `-w${hash}`]
  const within = { ...patience, cwd: folder }
  await writeFile(join(folder, 'model.pml'), promela)
  await writeFile(join(folder, 'tables.h'), tables)
  const compile = async (name: string, how: readonly string[], macros: readonly string[] = []): Promise<void> => {
    const made = await run('spin', ['-a', ...macros, 'model.pml'], within)
    if (!existsSync(join(folder, 'pan.c'))) throw new Error(`spin refused the model: ${made.stdout}${made.stderr}`)
    await run('gcc', [`-O${optimised}`, '-w', `-DVECTORSZ=${vector}`, ...how, '-o', name, 'pan.c'], within)
  }
  await compile('search', [...(search === 'breadth' ? ['-DBFS'] : []), '-DNOREDUCE', '-DSAFETY'])
  const ran = async (name: string, options: readonly string[], environment: Readonly<Record<string, string>>) => {
    try {
      const timed = ['-c', `TIMEFORMAT='cpu %U %S'; time ./${name} ${options.join(' ')} 2>&1`]
      const { stdout, stderr } = await run('bash', timed, { ...within, env: { ...process.env, ...environment } })
      return `${stdout}${stderr}`
    } catch (thrown) {
      const { stdout = '', code } = thrown as { readonly stdout?: string; readonly code?: number }
      throw new Error(`SPIN's verifier ended with ${code}: ${stdout.split('\n').slice(0, 5).join(' ')}`, {
        cause: thrown,
      })
    }
  }
  let circles: Promise<void> | undefined
  const limited = (limit: number | undefined) => (limit === undefined ? {} : { LIMIT: String(limit) })
  const of = (which: number): SpinSearch => {
    const CASE = String(which)
    return {
      async count(limit) {
        const told = await ran('search', searching, { CASE, ...limited(limit) })
        const number = (pattern: RegExp): number => {
          const found = pattern.exec(told)?.[1]
          if (found === undefined) throw new Error(`SPIN said nothing of ${pattern.source}: ${told}`)
          return Number(found)
        }
        if (!/errors: 0/.test(told) || /max search depth too small/.test(told))
          throw new Error(`SPIN did not finish: ${told}`)
        return {
          states: number(/(\d+) states, stored/) - 1,
          transitions: number(/(\d+) transitions \(= stored\+matched\)/) - 2,
          seconds: Number(/elapsed time ([\d.e+-]+) seconds/.exec(told)?.[1] ?? 0),
          cpuSeconds:
            /^cpu ([\d.]+) ([\d.]+)$/m
              .exec(told)
              ?.slice(1)
              .reduce((sum, seconds) => sum + Number(seconds), 0) ?? 0,
          megabytes: number(/([\d.]+)\s+total actual memory usage/),
        }
      },
      async wayTo(goal, limit) {
        await rm(join(folder, 'model.pml.trail'), { force: true })
        const told = await ran('search', searching, { CASE, ...limited(limit), GOAL: String(goal) })
        if (/errors: 0/.test(told)) return undefined
        const replayed = await ran('search', ['-r', '-C', 'model.pml.trail'], { CASE, GOAL: String(goal) })
        return [...replayed.matchAll(/^move (\d+)$/gm)].map(([, move]) => Number(move))
      },
      async hasIdleCircle() {
        circles ??= compile('circles', ['-DNP', '-DNOREDUCE'], ['-DIDLE'])
        await circles
        const told = await ran('circles', ['-l', '-E', `-m${depth}`, '-w18'], { CASE })
        if (/max search depth too small/.test(told)) throw new Error('SPIN did not look far enough for circles')
        return !/errors: 0/.test(told)
      },
    }
  }
  return { of, close: () => rm(folder, { recursive: true, force: true }) }
}
