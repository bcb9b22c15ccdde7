/**
 * Everything `npm test` runs, cheap first, to the end whatever fails. The last line is `N passed, N failed`:
 * each check counts as one, each test of the test run as one.
 *
 * Run: `npm test`, or `node .ci/check.mjs lint layers` for some checks by name.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testCounts } from './test-counts.mjs'
import { oneChecker, root, run, tool } from './workspace.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'convoke-check-'))
// Whatever is killed in a test, or leaves what it made to somebody who never comes, leaves it in here. Others may write there,
// as in any such folder: some tests act as a user with fewer rights.
const temporary = join(scratch, 'tmp')
mkdirSync(temporary)
chmodSync(scratch, 0o755)
chmodSync(temporary, 0o1777)
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
const report = join(scratch, 'tests.json')
const tarballs = join(scratch, 'tarballs')
const script = name => [process.execPath, join(root, '.ci', `${name}.mjs`)]

/**
 * `needs` names the check without which this one has nothing to look at. Those that go `beside` run one after another
 * from the beginning, on a core that the others leave idle, and are told in their place.
 */
const checks = [
  {
    name: 'lint',
    title: 'Biome: format, lint, pure packages',
    command: [...tool('biome'), 'check', '--error-on-warnings', '.'],
  },
  {
    name: 'layers',
    title: 'who imports whom',
    command: [...tool('depcruise'), '--config', '.dependency-cruiser.cjs', 'packages', 'examples'],
  },
  {
    name: 'types',
    title: 'types with TypeScript 7',
    command: [...tool('tsc'), '-p', '.config/tsconfig.json', ...oneChecker],
  },
  {
    name: 'unused',
    title: 'unused files, exports and dependencies',
    command: [...tool('knip'), '--config', '.config/knip.jsonc'],
  },
  {
    name: 'types6',
    title: 'types with TypeScript 6',
    beside: true,
    command: [...tool('tsc6'), '-p', '.config/tsconfig.six.json'],
  },
  {
    name: 'tests',
    title: 'unit, property, contract, type and end-to-end tests',
    live: true,
    command: [...tool('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  },
  { name: 'build', title: 'JavaScript and declarations', beside: true, command: script('build') },
  {
    name: 'packages',
    title: 'the tarballs: publint, attw, imports',
    beside: true,
    needs: 'build',
    command: [...script('pack'), tarballs],
  },
  {
    name: 'consumer',
    title: 'the tarballs, used outside the workspace',
    beside: true,
    needs: 'packages',
    command: [...script('consumer'), tarballs],
  },
]

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !checks.some(check => check.name === name))
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}; known: ${checks.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const chosen = new Set(asked.length > 0 ? asked : checks.map(({ name }) => name))
for (const { name, needs } of [...checks].reverse()) if (needs !== undefined && chosen.has(name)) chosen.add(needs)

const total = { passed: 0, failed: 0, skipped: [] }
const broken = new Map()
const started = performance.now()
const seconds = since => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** What became of a check: the exit code and what was printed, or why it was not run. */
const perform = async ({ name, command, live, needs }) => {
  if (needs !== undefined && broken.has(needs)) {
    broken.set(name, `not run, because ${needs} failed`)
    return { code: 1, output: `   not run, because ${needs} failed\n`, took: '0.0 s' }
  }
  const since = performance.now()
  const { code, output } = await run(command, { live: live === true, env: { TMPDIR: temporary } })
  if (code !== 0) broken.set(name, `exit code ${code}`)
  return { code, output: live === true ? '' : output, took: seconds(since) }
}

const todo = checks.filter(({ name }) => chosen.has(name))
let last = Promise.resolve()
const begun = new Map()
for (const check of todo.filter(({ beside }) => beside)) {
  last = last.then(() => perform(check))
  begun.set(check.name, last)
}

for (const check of todo) {
  const { name, title } = check
  console.log(`\n── ${name}: ${title}`)
  const { code, output, took } = await (begun.get(name) ?? perform(check))
  if (code !== 0) process.stdout.write(output)
  console.log(`   ${code === 0 ? 'ok' : 'FAILED'} in ${took}`)
  if (name === 'tests') {
    const counted = testCounts(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code)
    total.passed += counted.passed
    total.failed += counted.failed
    total.skipped.push(...counted.skipped)
  } else if (code === 0) total.passed++
  else total.failed++
}

console.log(`\n── all checks, ${seconds(started)}`)
for (const test of total.skipped) console.log(`   skipped ${test}`)
for (const [name, why] of broken) console.log(`   FAILED  ${name} (${why}); again: node .ci/check.mjs ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
