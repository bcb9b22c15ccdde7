// The test of a finding as a file of its own: vitest runs it as it was written.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Finding, type VerifyOptions, verifyCaseType } from '../src/index.js'
import { asking } from './fixtures/asking.js'
import { desk } from './fixtures/desk.js'
import { helpAnswers, helping } from './fixtures/helping.js'
import { paste } from './fixtures/pasted.js'

const folder = mkdtempSync(join(tmpdir(), 'convoke-pasted-'))
symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'))
afterAll(() => rmSync(folder, { recursive: true }))

const fixture = JSON.stringify(join(import.meta.dirname, 'fixtures/asking.ts'))

/** Runs a file of tests with vitest in a folder that has nothing else but the case type. */
function ran(test: string, made: string) {
  writeFileSync(join(folder, 'asking.ts'), `import { asking as made } from ${fixture}\nexport const mine = ${made}\n`)
  writeFileSync(join(folder, 'pasted.test.ts'), test)
  const conditions = `conditions: ['@convoke/source']`
  const config = `export default { root: ${JSON.stringify(folder)}, resolve: { ${conditions} }, ssr: { resolve: { ${conditions} } } }\n`
  writeFileSync(join(folder, 'vitest.config.mjs'), config)
  const vitest = join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
  return spawnSync(process.execPath, [vitest, 'run', '--config', join(folder, 'vitest.config.mjs')], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  })
}

const found = (caseType: Parameters<typeof verifyCaseType>[0], options: VerifyOptions): Finding => {
  const [finding] = verifyCaseType(caseType, options).findings
  if (finding === undefined) throw new Error('nothing was found')
  return finding
}

it('runs as it is, red where the fault is and green once it is mended', () => {
  const imports = { caseType: { module: './asking.ts', name: 'mine' } }
  const { test } = found(asking({ withTrap: true }), { properties: ['P4'], imports })
  const red = ran(test, 'made({ withTrap: true })')
  expect(red.status).toBe(1)
  expect(red.stdout + red.stderr).toMatch(/AssertionError: expected \[\] to not deeply equal \[\]/)
  expect(ran(test, 'made()').status).toBe(0)
})

it('compares both orders of a race, and is green once they come to the same or the race is declared', () => {
  const raced = desk({ firstCome: true })
  const { test } = found(raced, { properties: ['P14'] })
  expect(test).toContain('race.between')
  expect(() => paste(test, 'desk', raced)).toThrow(/to deeply equal/)
  expect(() => paste(test, 'desk', desk({ firstCome: true, declared: true }))).not.toThrow()
  expect(() => paste(test, 'desk', desk())).not.toThrow()
})

it('gives a case on paper the news of its linked cases, and goes on after them', () => {
  const deaf = helping({ isDeaf: true })
  const { test, story } = found(deaf, { properties: ['P17'], links: helpAnswers })
  expect(story.map(({ en }) => en).join()).toContain('the linked case "help" was settled')
  expect(() => paste(test, 'helping', deaf)).toThrow(/to not deeply equal|not to deeply equal/)
  expect(() => paste(test, 'helping', helping())).not.toThrow()
})

it('says where the case type may be, where nobody said it', () => {
  const { test } = found(asking({ withTrap: true }), { properties: ['P4'] })
  expect(test.split('\n').slice(0, 5)).toEqual([
    "import { paperCase } from '@convoke/core/testing'",
    "import { expect, it } from 'vitest'",
    '// Wherever the case type is.',
    "import { asking } from './asking.js'",
    '',
  ])
})
