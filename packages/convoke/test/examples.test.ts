// The examples of the help of every command, run as they are printed, in a folder with what they name. What takes long is ended
// as with Ctrl-C: that it is understood and begun is what is asked here.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { catalogue } from '../src/cli/catalogue.js'
import { exitCodes } from '../src/cli/exit-codes.js'
import { type CommandLine, emptyDesk } from './command-line.js'
import { counter } from './fixtures/counter.js'

const id = '019a0000-0000-7000-8000-000000000001'
const by = ['--by', 'rc:chunshen'] as const

/** The words of a line as a shell has them; what is written to a file comes apart. */
function wordsOf(line: string): { readonly words: readonly string[]; readonly into: string | undefined } {
  const words = [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, three]) => one ?? two ?? three ?? '')
  const at = words.indexOf('>')
  return at < 0 ? { words, into: undefined } : { words: words.slice(0, at), into: words[at + 1] }
}

/** Runs a line of the help; what it prints goes where the line says. */
async function run(desk: CommandLine, line: string, isEnded = false) {
  const { words, into } = wordsOf(line)
  const told = await desk.convokeWith(isEnded ? { stopped: AbortSignal.abort() } : {}, ...words)
  if (into !== undefined) writeFileSync(join(desk.folder, into), told.out)
  return told
}

async function done(desk: CommandLine, ...words: readonly string[]): Promise<void> {
  const { code, out, err } = await desk.convoke(...words)
  if (code !== 0) throw new Error(`${words.join(' ')}: ${out}${err}`)
}

const put = (desk: CommandLine, name: string, text: string) => writeFileSync(join(desk.folder, name), text)

/** A convening request that the committee drafts. */
async function drafted(desk: CommandLine): Promise<void> {
  const opening = {
    topic: '停车难',
    place: '春申路',
    plan: { situation: '夜间停满', tried: '劝导一个月', decisionWanted: '职责分工' },
    conveners: ['rc:chunshen'],
    invitees: [{ party: 'dept:police', as: 'lead', asked: '夜间巡查' }],
    screener: 'town:screening-unit',
    supervisor: 'leader:in-charge',
    areaChair: 'area:chunshen',
    districtOffice: 'district:coordination',
  }
  await done(desk, 'open', 'convening-request', '--id', id, ...by, '--data', JSON.stringify(opening))
}

/** The files of the first desk that was made so: many examples begin there. */
const filesWhenAsked = new Map<string, Buffer>()

/** The same, and those who are invited are asked. */
async function asked(desk: CommandLine): Promise<void> {
  if (filesWhenAsked.size === 0) {
    await drafted(desk)
    await done(desk, 'send', id, 'submit', ...by)
    await done(desk, 'send', id, 'accept', '--by', 'town:screening-unit')
    for (const name of readdirSync(desk.folder)) filesWhenAsked.set(name, readFileSync(join(desk.folder, name)))
  } else for (const [name, bytes] of filesWhenAsked) writeFileSync(join(desk.folder, name), bytes)
}

const shown = (language: string): string =>
  readFileSync(new URL('../../../docs/how-to/import-a-table.md', import.meta.url), 'utf8')
    .split(`\`\`\`${language}\n`)[1]
    ?.split('```')[0] as string

/** A log of a few letters in the columns that need no map. */
const letters = Array.from({ length: 80 }, (_, n) => {
  const day = (days: number) => new Date(Date.UTC(2026, 2, 2 + n + days)).toISOString().slice(0, 10)
  return [`${n},Receive,${day(0)}T09:00+08:00`, `${n},Answer,${day(n % 3)}T15:${10 + (n % 49)}+08:00`]
}).flat()
const csv = ['case,activity,timestamp', ...letters].join('\n')

/** The case type of a file of one's own. */
const own = `export { errand } from '${join(import.meta.dirname, 'fixtures/errands.ts')}'\n`

/** What has to be there before the examples of a command are run, one after the other; nothing: an empty folder will do. */
const before: Readonly<Record<string, (desk: CommandLine, line: string) => Promise<void> | void>> = {
  list: asked,
  show: async (desk, line) => {
    await (line.includes('〔') ? done(desk, 'demo', '--db', 'cases.db') : asked(desk))
    await done(
      desk,
      'export',
      ...(line.includes('〔') ? ['约请〔2025〕7号'] : [id]),
      '--out',
      'case.json',
      ...by.map(one => (one === '--by' ? '--as' : one)),
    )
  },
  journal: asked,
  allowed: asked,
  deadlines: asked,
  inbox: asked,
  watch: asked,
  send: async (desk, line) => (line.includes('decline') ? asked(desk) : drafted(desk)),
  import: desk => {
    // Of the table of the page the row that cannot be read is left out.
    put(desk, 'requests.csv', shown('csv').replace(/^4,.*\n/m, ''))
    put(desk, 'map.yaml', shown('yaml'))
  },
  audit: async desk => {
    await asked(desk)
    await done(desk, 'key', 'anchor.jwk')
  },
  export: asked,
  'verify-file': async desk => {
    await asked(desk)
    await done(desk, 'key', 'anchor.jwk')
    await done(desk, 'audit', '--key', 'anchor.jwk', '--anchor')
    await done(desk, 'export', id, '--as', 'rc:chunshen', '--anchors', '--out', 'case-file.json')
  },
  erase: asked,
  restrict: asked,
  migrate: asked,
  outbox: asked,
  backup: asked,
  restore: async desk => {
    await asked(desk)
    await done(desk, 'key', 'anchor.jwk')
    await done(desk, 'audit', '--key', 'anchor.jwk', '--anchor')
    await done(desk, 'backup', 'cases-2026-03-02.db')
    for (const file of ['cases.db', 'cases.db-wal', 'cases.db-shm']) rmSync(join(desk.folder, file), { force: true })
  },
  diagram: async desk => {
    put(desk, 'my-type.ts', own)
    await asked(desk)
  },
  verify: desk => put(desk, 'my-type.ts', own),
  replay: async desk => {
    const faulty = join(import.meta.dirname, 'fixtures/relay.ts')
    put(desk, 'convoke.config.ts', `export { options } from '${faulty}'\n`)
    put(desk, 'verified.json', (await desk.convoke('verify', 'relay', '--json')).out)
  },
  simulate: async desk => {
    put(desk, 'scenario.yaml', counter)
    await done(desk, 'simulate', 'scenario.yaml', '--shard', '2/2', '--out', 'part-2.json')
  },
  calibrate: async desk => {
    put(desk, 'log.csv', csv)
    put(desk, 'map.yaml', 'zone: Asia/Shanghai\ncalendar: always\n')
    await done(desk, 'calibrate', 'log.csv', '--discover', '--bootstrap', '0', '--out', 's.yaml')
    await done(desk, 'simulate', 's.yaml', '--replications', '2', '--log', 'log.xes')
  },
}

/** Lines that go on until somebody ends them, or take long: they are begun and ended. */
const ended = ['watch ', 'verify ']

describe('the examples of the help', () => {
  it.each(catalogue.map(({ name, examples }) => [name, examples] as const))('of convoke %s', async (name, examples) => {
    // Some go on from what the one before has written; the others each begin anew.
    const isOnePath = ['open', 'simulate', 'key', 'outbox'].includes(name)
    const one = emptyDesk()
    // A demonstration without a file of its own leaves one there for its reader.
    vi.stubEnv('TMPDIR', one.folder)
    onTestFinished(() => void vi.unstubAllEnvs())
    if (isOnePath) await before[name]?.(one, '')
    for (const line of examples) {
      const desk = isOnePath ? one : emptyDesk()
      if (!isOnePath) await before[name]?.(desk, line)
      const isEnded = ended.some(some => line.includes(some) || line.startsWith(some))
      const { code, err } = await run(desk, line, isEnded)
      const expected = isEnded && name === 'verify' ? exitCodes.partial : exitCodes.done
      expect({ line, code, told: code === expected ? '' : err }).toEqual({ line, code: expected, told: '' })
      for (const [, file = ''] of line.matchAll(/(?:--out|--report|--csv|>) (\S+)/g))
        expect(existsSync(join(desk.folder, file)), `${line} writes ${file}`).toBe(true)
    }
  })
})
