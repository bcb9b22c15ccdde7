import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const example = join(import.meta.dirname, '..')
/** Real logs lie beside the project, never in it. */
const real = join(process.env.CONVOKE_REAL_DATA ?? join(example, '../../../shared/data'), 'nyc311-newyear-2020.csv')

const tsx = [join(example, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source']

/** What the import printed, and the folder it wrote to. */
function imported(...args: readonly string[]): { readonly printed: string; readonly out: string } {
  const out = mkdtempSync(join(tmpdir(), 'convoke-import-'))
  onTestFinished(() => rmSync(out, { recursive: true, force: true }))
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...tsx, join(example, 'src/main.ts'), ...args, '--out', out],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return { printed: stdout, out }
}

/** The command line, in a folder. */
function convoke(cwd: string, ...args: readonly string[]): { readonly code: number | null; readonly said: string } {
  const cli = join(example, '../../packages/convoke/src/cli.ts')
  const { stdout, stderr, status } = spawnSync(process.execPath, [...tsx, cli, ...args], { cwd, encoding: 'utf8' })
  return { code: status, said: stdout + stderr }
}

/** The case file holds without any cases beside it and names what was erased; the audit of all cases is clean. */
function holdsAfterErasure(out: string): void {
  const elsewhere = mkdtempSync(join(tmpdir(), 'convoke-receiver-'))
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }))
  copyFileSync(join(out, 'case-file.json'), join(elsewhere, 'case-file.json'))
  const checked = convoke(elsewhere, 'verify-file', 'case-file.json', '--json', '--lang', 'en')
  expect(checked.code, checked.said).toBe(0)
  expect(JSON.parse(checked.said)).toMatchObject({
    ok: true,
    faults: [],
    gone: [{ seq: 1, path: '/opening/door', how: 'erased' }],
  })
  const config = join(example, 'convoke.config.ts')
  const audit = convoke(elsewhere, 'audit', '--db', join(out, 'cases.db'), '--config', config, '--json', '--lang', 'en')
  expect(audit.code, audit.said).toBe(0)
  expect(JSON.parse(audit.said)).toMatchObject({ ok: true, cases: 1000, faults: [] })
}

test('a synthetic log becomes complaints, and the figures are those the README prints', () => {
  const { printed, out } = imported()
  expect(readFileSync(join(example, 'README.md'), 'utf8')).toContain(`\`\`\`text\n${printed}\`\`\``)
  holdsAfterErasure(out)
})

test.skipIf(!existsSync(real))('a thousand real requests become complaints with the same figures', () => {
  const { printed, out } = imported(real)
  expect(printed).toContain('rows: 1000, imported: 1000, not imported: 0')
  expect(printed).toContain('the summary of the log alone is the same: true')
  expect(printed).toMatch(/audit: 1000 cases, \d+ entries, 0 faults/)
  holdsAfterErasure(out)
})

if (!existsSync(real)) test('the real log is not there, so only a synthetic one is imported', ({ skip }) => skip())
