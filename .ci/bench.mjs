/**
 * Runs one benchmark: `npm run bench -- NAME [--json]`, with NAME one of `packages/<package>/bench/NAME.ts`.
 *
 * A benchmark exports `run()`, which returns (or resolves to) `{ bench, reference, ratio, … }` or
 * `{ bench, results: [{ reference, ratio, … }] }`: measured against the named reference in the same run.
 * With `--json` the last line is that object, and nothing else goes to standard output.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install, packages, root } from './workspace.mjs'

const asJson = process.argv.includes('--json')
const [name] = process.argv.slice(2).filter(argument => !argument.startsWith('--'))

const found = packages().flatMap(({ directory }) => {
  const folder = join(directory, 'bench')
  return existsSync(folder)
    ? readdirSync(folder)
        .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map(file => ({ name: file.slice(0, -'.ts'.length), file: join(folder, file) }))
    : []
})
const matching = found.filter(bench => bench.name === name)
if (matching.length !== 1) {
  console.error(
    name === undefined
      ? 'which benchmark?'
      : `${matching.length === 0 ? 'no' : 'more than one'} benchmark is called ${name}`,
  )
  for (const bench of found) console.error(`  ${bench.name.padEnd(24)} ${relative(root, bench.file)}`)
  process.exit(2)
}
const [{ file }] = matching
await install()

// A process of its own: tsx and the source condition are set at start, and the heap is the benchmark's alone.
const child = spawn(
  process.execPath,
  [
    '--conditions=@convoke/source',
    '--expose-gc',
    '--import',
    pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href,
    '--import',
    pathToFileURL(join(root, '.ci/bench-loader.mjs')).href,
    join(root, '.ci/bench-child.mjs'),
    file,
  ],
  { cwd: root, stdio: ['ignore', asJson ? process.stderr : 'inherit', 'inherit', 'ipc'] },
)
let result
child.on('message', message => {
  result = message
})
const code = await new Promise(done => child.on('close', done))
if (code !== 0 || result === undefined) {
  console.error(`${relative(root, file)} ended with exit code ${code} and ${result ? 'a' : 'no'} result`)
  process.exit(1)
}

const isMeasured = value => typeof value?.reference === 'string' && Number.isFinite(value.ratio)
const rows = Array.isArray(result.results) ? result.results : [result]
if (typeof result.bench !== 'string' || rows.length === 0 || !rows.every(isMeasured)) {
  console.error(
    `${relative(root, file)}: a result says { bench, reference, ratio, … } or { bench, results: [{ reference, ratio, … }] }`,
  )
  console.error(JSON.stringify(result))
  process.exit(1)
}

if (asJson) console.log(JSON.stringify(result))
else {
  const show = value =>
    typeof value === 'number' && !Number.isInteger(value)
      ? value.toPrecision(4)
      : Array.isArray(value)
        ? `[${value.map(show).join(', ')}]`
        : typeof value === 'object' && value !== null
          ? JSON.stringify(value)
          : String(value ?? '')
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(column => column !== 'bench')
  const cells = [columns, ...rows.map(row => columns.map(column => show(row[column])))]
  const widths = columns.map((_, at) => Math.max(...cells.map(line => line[at].length)))
  console.log(`\n${result.bench}`)
  for (const line of cells) console.log(`  ${line.map((cell, at) => cell.padEnd(widths[at])).join('  ')}`.trimEnd())
  for (const [key, value] of Object.entries(result)) {
    if (result.results !== undefined && !['bench', 'results'].includes(key)) console.log(`  ${key}: ${show(value)}`)
  }
}
