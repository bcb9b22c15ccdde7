// Equal scenario and seed give equal bytes wherever it runs: engines differ in Math.log and its kin, and this is where it shows.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'convoke-platforms-'))
const bundle = join(folder, 'study.mjs')
const script = `import(${JSON.stringify(bundle)}).then(({ hash }) => process.stdout.write(hash))`
const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 550_000 })
const newerNode = (args: readonly string[]) => run('npx', ['-y', 'node@24', ...args])
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

const found = newerNode(['--version'])
const isThere = found.status === 0 && found.stdout.startsWith('v24')
let own = ''

beforeAll(async () => {
  await build({
    ...{ entryPoints: [join(import.meta.dirname, 'platforms/study.ts')], outfile: bundle, bundle: true },
    // What only Node has is not there in a browser: a package that asks for it is not bundled.
    ...{ platform: 'browser', format: 'esm', target: 'es2022', conditions: ['@convoke/source'], logLevel: 'error' },
  })
  own = run(process.execPath, ['-e', script]).stdout
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('on this Node a study has a hash', () => {
  expect(own).toMatch(/^[0-9a-f]{64}$/)
})

describe.runIf(isThere)('on Node 24', () => {
  it('the same study has the same bytes', () => {
    expect(newerNode(['-e', script]).stdout).toBe(own)
  })
})

if (!isThere)
  describe('on Node 24, which cannot be had here', () => {
    it(`nothing is compared: ${found.error?.message ?? found.stderr.trim().split('\n').at(-1)}`, ({ skip }) => skip())
  })

describe.runIf(executablePath !== undefined)('in a browser', () => {
  it('the same study has the same bytes', async () => {
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    try {
      const page = await browser.newPage()
      const source = readFileSync(bundle, 'utf8')
      const url = `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`
      expect(await page.evaluate(`import(${JSON.stringify(url)}).then(({ hash }) => hash)`)).toBe(own)
    } finally {
      await browser.close()
    }
  })
})

if (executablePath === undefined)
  describe('in a browser, of which none is installed where it is looked for', () => {
    it('nothing is compared', ({ skip }) => skip())
  })
