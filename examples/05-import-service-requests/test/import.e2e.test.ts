import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const example = join(import.meta.dirname, '..')
/** Real logs lie beside the project, never in it. */
const real = join(process.env.CONVOKE_REAL_DATA ?? join(example, '../../../shared/data'), 'nyc311-newyear-2020.csv')

function imported(...args: readonly string[]): string {
  const out = mkdtempSync(join(tmpdir(), 'convoke-import-'))
  onTestFinished(() => rmSync(out, { recursive: true, force: true }))
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...[join(example, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source', join(example, 'src/main.ts')],
      ...[...args, '--out', out],
    ],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout
}

test('a synthetic log becomes complaints, and the figures are those the README prints', () => {
  expect(readFileSync(join(example, 'README.md'), 'utf8')).toContain(`\`\`\`text\n${imported()}\`\`\``)
})

test.skipIf(!existsSync(real))('a thousand real requests become complaints with the same figures', () => {
  const printed = imported(real)
  expect(printed).toContain('rows: 1000, imported: 1000, not imported: 0')
  expect(printed).toContain('the summary of the log alone is the same: true')
  expect(printed).toMatch(/audit: 1000 cases, \d+ entries, 0 faults/)
})

test.skipIf(existsSync(real))('the real log is not there, so only a synthetic one is imported', ({ skip }) => skip())
