// The command line in this process: on a folder of its own, with a clock that stands.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
// Loaded here, so that no single test has to wait for what commands load when they are asked for.
import '../src/cli/cases.js'
import { run } from '../src/cli/run.js'

// Each run opens the file anew and waits for the disk.
vi.setConfig({ testTimeout: 60_000 })

/** Thursday, 25 September 2025, 09:00 in Shanghai; the Sunday after is worked, the days from 1 October are not. */
export const thursday = Date.parse('2025-09-25T09:00+08:00')
export const day = 24 * 3_600_000

export const config = join(import.meta.dirname, 'fixtures/town.ts')
export const parking = '01997e62-5e80-7000-8000-000000000001'
export const garbage = '01997e62-5e80-7000-8000-000000000002'
export const opening = {
  topic: '停车难',
  convener: 'rc:chunshen',
  invitees: ['dept:police', 'dept:community'],
  contact: '陈阿姨 021-5555-0123',
}

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CommandLine {
  readonly folder: string
  now: number
  /** Runs `convoke` with these words, in English unless they say otherwise. */
  convoke(...argv: readonly string[]): Promise<Outcome>
  /** The same with an environment, standard input, or a terminal. */
  convokeWith(
    setting: {
      readonly env?: Readonly<Record<string, string>>
      readonly stdin?: string
      readonly columns?: number
      /** Aborts when the user presses Ctrl-C. */
      readonly stopped?: AbortSignal
      /** Told what is printed, as it is. */
      readonly onOut?: (text: string) => void
      /** The clock that tells how long something takes, ms. */
      readonly elapsed?: () => number
    },
    ...argv: readonly string[]
  ): Promise<Outcome>
  /** The document that `--json` prints. */
  json(...argv: readonly string[]): Promise<unknown>
}

/** A folder without cases. */
export function emptyDesk(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const desk: CommandLine = {
    folder,
    now: thursday,
    convoke: (...argv) => desk.convokeWith({}, ...argv),
    async convokeWith({ env = {}, stdin = '', columns, stopped, onOut, elapsed = () => 0 }, ...argv) {
      let out = ''
      let err = ''
      const terminal = columns === undefined ? {} : { isTTY: true, columns }
      const code = await run(argv, {
        version: '1.2.3',
        cwd: folder,
        env: { LANG: 'en_US.UTF-8', ...env },
        stdin: async () => stdin,
        stdout: {
          ...terminal,
          write(text) {
            out += text
            onOut?.(text)
          },
        },
        stderr: {
          ...terminal,
          write(text) {
            err += text
          },
        },
        now: () => desk.now,
        elapsed,
        stopped: () => stopped ?? new AbortController().signal,
      })
      return { code, out, err }
    },
    async json(...argv) {
      return JSON.parse((await desk.convoke(...argv, '--json')).out)
    },
  }
  return desk
}

/** The same folder with a case in it: the police and the community office were asked, one of them has answered. */
export async function deskWithCase(): Promise<CommandLine> {
  const desk = emptyDesk()
  const by = ['--config', config, '--by']
  const done = async (...argv: readonly string[]) => {
    const { code, err } = await desk.convoke(...argv)
    if (code !== 0) throw new Error(err)
  }
  await done('open', 'asking', '--id', parking, '--data', JSON.stringify(opening), ...by, 'rc:chunshen')
  await done('send', parking, 'submit', ...by, 'rc:chunshen')
  desk.now += 3_600_000
  const answer = JSON.stringify({ answer: 'yes', remark: '届时派两人' })
  await done('send', parking, 'reply', '--data', answer, '--actor', 'wang', ...by, 'dept:police')
  return desk
}
