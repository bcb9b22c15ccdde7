import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
// @ts-expect-error a script of the repository, without declarations
import { oneChecker } from '../workspace.mjs'
import type { Block } from './block.js'
import { instrument } from './instrument.js'

/** What the runner gets: each block's file, and what its `// =>` comments say. */
export interface PlannedBlock {
  readonly file: string
  readonly expectations: ReadonlyArray<{ readonly line: number; readonly expected: string }>
}

export interface Plan {
  readonly blocks: readonly PlannedBlock[]
}

const root = resolve(import.meta.dirname, '../..')

/** Blocks stand in such a folder of their home while they are checked, so that imports resolve as there. */
const folderName = `.docs-test-${process.pid}`

const typeFaults = (files: readonly string[], folder: string): Map<string, string[]> => {
  const tsconfig = join(folder, 'tsconfig.json')
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: { lib: ['ES2023', 'ESNext.Disposable', 'DOM'], declaration: false },
      files,
    }),
  )
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', tsconfig, '--pretty', 'false', ...oneChecker],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  )
  const faults = new Map<string, string[]>()
  let current: string[] | undefined
  for (const line of stdout.split('\n')) {
    const found = /^(.+?)\((\d+),\d+\): error (.*)$/.exec(line)
    if (found !== null) {
      const file = resolve(root, found[1] ?? '')
      current = faults.get(file) ?? []
      faults.set(file, current)
      current.push(`line ${found[2]}: ${found[3]}`)
    } else if (line.startsWith(' ')) current?.push(line)
  }
  return faults
}

const run = (plan: Plan, folder: string): Promise<Map<number, string[]>> => {
  const file = join(folder, 'plan.json')
  writeFileSync(file, JSON.stringify(plan))
  return new Promise(done => {
    const results = new Map<number, string[]>()
    const child = spawn(
      process.execPath,
      [
        ...['--conditions=@convoke/source', '--no-warnings'],
        ...['--import', pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href],
        join(import.meta.dirname, 'runner.ts'),
        file,
      ],
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, NODE_OPTIONS: '' } },
    )
    let errors = ''
    child.stderr?.on('data', data => {
      errors += data
    })
    child.on('message', message => {
      const { at, faults } = message as { at: number; faults: string[] }
      results.set(at, faults)
    })
    child.on('close', code => {
      for (const at of plan.blocks.keys()) {
        if (!results.has(at))
          results.set(at, [`the process ended (exit code ${code}) before this block did\n${errors}`])
      }
      done(results)
    })
  })
}

/**
 * Type-checks all blocks in one program and runs them in one process.
 *
 * @returns for each block in order, what is wrong with it: empty if it is right
 */
export const runBlocks = async (blocks: readonly Block[]): Promise<string[][]> => {
  const folders = new Set(blocks.map(({ home }) => join(root, home, folderName)))
  const main = join(root, 'packages/convoke', folderName)
  folders.add(main)
  try {
    for (const folder of folders) mkdirSync(folder, { recursive: true })
    const planned = blocks.map(({ home, code }, at) => {
      const { code: instrumented, expectations, faults } = instrument(code)
      const folder = join(root, home, folderName)
      const written = join(folder, `${at}.ts`)
      const file = join(folder, `${at}.run.ts`)
      writeFileSync(written, `${code}\nexport {}\n`)
      writeFileSync(file, instrumented)
      return { written, file, expectations, faults }
    })
    const types = typeFaults(
      planned.map(({ written }) => written),
      main,
    )
    const results = await run({ blocks: planned }, main)
    return planned.map(({ written, faults }, at) => [
      ...faults,
      ...(types.get(written) ?? []),
      ...(results.get(at) ?? []),
    ])
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}
