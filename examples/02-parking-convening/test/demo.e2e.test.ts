import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { verifyCaseFile } from 'convoke'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const example = join(import.meta.dirname, '..')

async function played(out: string, ...args: readonly string[]): Promise<{ exit: number | null; output: string }> {
  const tsx = [join(example, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source']
  const main = [...tsx, join(example, 'src/main.ts'), `--out=${out}`, ...args]
  const demo = spawn(process.execPath, main, { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(demo, 'close')
  const output = (await text(demo.stdout)).replaceAll(out, 'OUT')
  const [exit] = await closed
  return { exit, output }
}

describe('the parking convening', () => {
  const out = mkdtempSync(join(tmpdir(), 'convoke-parking-'))
  let output = ''
  let exit: number | null = null
  beforeAll(async () => {
    ;({ output, exit } = await played(out))
  })
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  test('goes as it is written down, through a process killed with SIGKILL', async () => {
    expect(exit).toBe(0)
    await expect(output).toMatchFileSnapshot('expected.txt')
  })

  test('leaves a case file for the police that verifies and does not tell who complained', async () => {
    const written = readFileSync(join(out, 'case-file-for-police-chunshen-station.json'), 'utf8')
    const verdict = await verifyCaseFile(JSON.parse(written))
    expect(verdict).toMatchObject({ ok: true, faults: [], anchored: { n: 1, signature: 'unchecked' } })
    expect(verdict.anchored?.seq).toBe(verdict.entries)
    expect(written).not.toContain('陈阿姨')
    expect(readFileSync(join(out, 'case-file-for-leader-in-charge.json'), 'utf8')).toContain('陈阿姨')
  })
})

describe('the parking convening in brief', () => {
  const out = mkdtempSync(join(tmpdir(), 'convoke-parking-'))
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  test('takes two screens, and leaves out no refusal, no date across a holiday, and nothing that was found', async () => {
    const { exit, output } = await played(out, '--short')
    expect(exit).toBe(0)
    expect(output.split('\n').length).toBeLessThanOrEqual(100)
    const whole = readFileSync(join(example, 'test/expected.txt'), 'utf8')
    const told = [
      ...whole.matchAll(
        /✗ [a-z]+\/[a-z-]+|history\/[a-z-]+@\d+|SIGKILL|partlyResolved|^ +自.*(?:国庆节|调休).*届满.*$/gm,
      ),
    ]
    expect(told.length).toBeGreaterThan(12)
    for (const [part] of told) expect(output).toContain(part.trim())
    await expect(output).toMatchFileSnapshot('expected-short.txt')
  })
})
