import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { verifyCaseFile } from 'convoke'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const example = join(import.meta.dirname, '..')
const out = mkdtempSync(join(tmpdir(), 'convoke-parking-'))

describe('the parking convening', () => {
  let output = ''
  let exit: number | null = null
  beforeAll(async () => {
    const demo = spawn(
      process.execPath,
      [
        join(example, 'node_modules/tsx/dist/cli.mjs'),
        '--conditions=@convoke/source',
        join(example, 'src/main.ts'),
        `--out=${out}`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const closed = once(demo, 'close')
    output = (await text(demo.stdout)).replaceAll(out, 'OUT')
    ;[exit] = await closed
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
