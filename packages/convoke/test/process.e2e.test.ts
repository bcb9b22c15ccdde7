import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundled } from '../../../.ci/bundled.js'

const folder = mkdtempSync(join(tmpdir(), 'convoke-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The command is started often, therefore bundled; from its sources only where what is tested is loaded from them too. */
const sources = [
  ...['--conditions=@convoke/source', '--import', import.meta.resolve('tsx')],
  join(import.meta.dirname, '../src/cli.ts'),
]
let bundle = ''

interface Spawned {
  /** Closes its end of the pipe at once, as a pager does that is left. */
  readonly isLeft?: boolean
  readonly input?: string
  readonly uid?: number
  readonly isFromSources?: boolean
}

/** The command as a process of its own. */
function convoke(
  { isLeft = false, input = '', uid, isFromSources = false }: Spawned,
  ...argv: readonly string[]
): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--no-warnings', ...(isFromSources ? sources : [bundle]), ...argv], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'en_US.UTF-8', NO_COLOR: '' },
      ...(uid === undefined ? {} : { uid }),
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    if (isLeft) child.stdout.destroy()
    child.stdin.end(input)
    child.on('error', failed).on('close', code => done({ code, out, err }))
  })
}

describe('the process convoke', () => {
  let id = ''
  beforeAll(async () => {
    const home = join(import.meta.dirname, '..')
    bundle = await bundled('convoke-process', join(home, 'src/cli.ts'), home)
    const { out } = await convoke({}, 'demo', '--db', 'cases.db', '--json')
    id = (JSON.parse(out) as { case: { id: string } }).case.id
  })

  it('prints its version without loading what it does not need', async () => {
    expect(await convoke({}, '--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    })
  })

  it('ends by itself, with the code of what it did', async () => {
    expect((await convoke({}, 'list')).code).toBe(0)
    expect((await convoke({}, 'lst')).code).toBe(2)
    expect((await convoke({}, 'send', id, 'submit', '--by', 'rc:chunshen')).code).toBe(3)
    expect((await convoke({}, 'show', 'nothing')).code).toBe(4)
  })

  it('says nothing when its reader has stopped reading, and keeps its exit code', async () => {
    expect(await convoke({ isLeft: true }, 'journal', id, '--json')).toMatchObject({ code: 0, err: '' })
    expect(await convoke({ isLeft: true }, 'show', 'nothing', '--json')).toMatchObject({ code: 4, err: '' })
  })

  it('reads data from standard input', async () => {
    const sent = await convoke(
      { input: '{"reason":"通道再次停满"}' },
      'send',
      id,
      'reopen',
      '--by',
      'pm:chunshen',
      '--data',
      '-',
    )
    expect(sent.code).toBe(3)
    expect(sent.err).toContain('refusal/')
  })

  it('tells in words that it may not write the file', async () => {
    const file = join(folder, 'cases.db')
    chmodSync(folder, 0o555)
    chmodSync(file, 0o444)
    try {
      // To root nothing is read-only.
      const uid = userInfo().uid === 0 ? 65_534 : undefined
      const { code, err } = await convoke(
        { ...(uid === undefined ? {} : { uid }) },
        'send',
        id,
        'reopen',
        '--by',
        'rc:chunshen',
        '--data',
        '{"reason":"x"}',
      )
      expect(code).toBe(1)
      expect(err).toContain('store/')
      expect(err).toContain(file)
      expect(err).not.toContain('    at ')
    } finally {
      chmodSync(folder, 0o755)
      chmodSync(file, 0o644)
    }
  })

  it('reads a file that it may not write', async () => {
    const file = join(folder, 'cases.db')
    chmodSync(folder, 0o777)
    chmodSync(file, 0o444)
    try {
      const { code, out, err } = await convoke({ ...(userInfo().uid === 0 && { uid: 65_534 }) }, 'audit')
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain('Sound. Cases: 1')
    } finally {
      chmodSync(folder, 0o755)
      chmodSync(file, 0o644)
    }
  })

  it('simulates on threads to the very bytes of one, also with the case types of a configuration', async () => {
    const scenario = [
      'from: 2026-03-02',
      'days: 5',
      'replications: 3',
      'cases: [{ type: asking, arrivals: { perDay: 3 }, opening: { topic: x, convener: rc, invitees: [a, b] } }]',
    ]
    writeFileSync(join(folder, 'asking.yaml'), scenario.join('\n'))
    const words = ['simulate', 'asking.yaml', '--config', join(import.meta.dirname, 'fixtures/town.ts'), '--json']
    const alone = await convoke({ isFromSources: true }, ...words)
    const threads = await convoke({ isFromSources: true }, ...words, '--workers', '2')
    expect(alone.code).toBe(0)
    expect(threads).toEqual(alone)
  })
})
