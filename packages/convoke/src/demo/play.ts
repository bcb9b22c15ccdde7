import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chinaCalendar } from '@convoke/calendar'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { type Entry, type Locale, staticDirectory } from '@convoke/core'
import { type AnyEngine, createEngine } from '@convoke/engine'
import { sqliteStore } from '@convoke/store-sqlite'
import { type Call, lookOf } from '../cli/call.js'
import { UsageError } from '../cli/usage-error.js'
import { casePage } from '../terminal/case-lines.js'
import { cleanLine } from '../terminal/clean.js'
import { deadlineLines } from '../terminal/deadline-lines.js'
import type { Look } from '../terminal/look.js'
import { timeline } from '../terminal/timeline.js'
import { auditLines, refusalLines } from '../terminal/verdict-lines.js'
import { say } from '../terminal/words.js'
import { begins, committee, edges, names, opening, type Step, steps } from './story.js'

/** Shanghai has had no summer time since 1991. */
const moment = (text: string) => Date.parse(`${text.replace(' ', 'T')}+08:00`)

/** The id of the case: the same in every demonstration, so that what is printed is, too. */
const caseId = '01997e62-5e80-7000-8000-00000000c0de'

/** Plays the story on a new file and prints it as it goes; the file stays for looking around. */
export async function playDemo(call: Call): Promise<void> {
  const file =
    call.globals.db === undefined
      ? join(mkdtempSync(join(tmpdir(), 'convoke-demo-')), 'cases.db')
      : call.path(call.globals.db)
  if (existsSync(file)) throw new UsageError('usage/file-exists', { file })
  const clock = manualClock(moment(begins))
  const calendar = chinaCalendar()
  const engine = createEngine({
    ...{ caseTypes: [conveningRequest], store: sqliteStore(file), calendar, now: clock },
    directory: staticDirectory({ edges }),
    reference: () => '约请〔2025〕7号',
  }) as unknown as AnyEngine
  try {
    const languages: readonly Locale[] = call.isLangGiven ? [call.lang] : ['zh-CN', 'en']
    const looks = languages.map(
      (lang): Look => ({
        ...lookOf({ ...call, lang }, calendar.zone, engine.caseTypes),
        now: moment(begins),
        names: (party, language) => names[party]?.[language],
      }),
    )
    const lines = (text: readonly string[]) => {
      if (!call.isJson) call.host.stdout.write(text.map(line => `${line}\n`).join(''))
    }
    const stage = { engine, clock, looks, lines, told: 0 }
    await open(stage)
    for (const step of steps) await play(stage, step)
    await finish(call, stage, file)
  } finally {
    await engine.close()
  }
}

interface Stage {
  readonly engine: AnyEngine
  readonly clock: ReturnType<typeof manualClock>
  readonly looks: readonly Look[]
  readonly lines: (text: readonly string[]) => void
  /** The newest entry that was printed. */
  told: number
}

async function open({ engine, lines, looks }: Stage): Promise<void> {
  lines(looks.map(({ lang, paint }) => paint.dim(say(lang, 'demo.time'))))
  const opened = await engine.open('convening-request', opening, { by: committee, id: caseId })
  if (!opened.ok) throw new Error(`the demonstration could not be opened: ${opened.refusal.code}`)
}

async function play(stage: Stage, step: Step): Promise<void> {
  const { engine, lines, looks } = stage
  if ('say' in step) {
    await tell(stage)
    lines(['', ...looks.map(({ lang, paint }) => paint.bold(step.say[lang]))])
  } else if ('explain' in step) {
    await tell(stage)
    const [found] = (await engine.deadlines(caseId)).filter(({ name }) => name === step.explain)
    for (const look of looks) lines(deadlineLines(look, conveningRequest, found === undefined ? [] : [found]))
  } else if ('until' in step) {
    await engine.advance(moment(step.until))
  } else {
    await engine.advance(moment(step.at))
    const result = await engine.submit(caseId, step.send, { by: step.by })
    const expected = 'refused' in step ? step.refused : undefined
    const code = result.ok ? undefined : result.refusal.code
    if (code !== expected)
      throw new Error(`the demonstration took another way at ${step.send.type}: ${code ?? 'accepted'}`)
    if (result.ok) return
    await tell(stage)
    for (const look of looks) {
      const who = names[step.by]?.[look.lang] ?? step.by
      const labels = conveningRequest.labels[look.lang]
      const [first = ''] = refusalLines(look, result.refusal, labels)
      lines([`     ${who} · ${labels.commands[step.send.type as keyof typeof labels.commands]}  ${first}`])
    }
  }
}

/** Prints what is new in the journal; reminders before a date only tell somebody something. */
async function tell(stage: Stage): Promise<void> {
  const entries: Entry[] = []
  for await (const entry of stage.engine.journal(caseId, { from: stage.told + 1 })) {
    stage.told = entry.seq
    if (entry.kind !== 'clock' || entry.data.rung === undefined || entry.data.rung === 'due') entries.push(entry)
  }
  if (entries.length > 0) stage.lines(timeline(entries, stage.looks))
}

async function finish(call: Call, stage: Stage, file: string): Promise<void> {
  const { engine, looks, lines } = stage
  await tell(stage)
  const view = await engine.view(caseId)
  if (view === undefined) throw new Error('the case of the demonstration is gone')
  const report = await engine.audit()
  for (const look of looks) {
    // The page up to its sections: what the case holds is long, and told already.
    const page = casePage(look, view)
    lines(['', ...page.slice(0, page.indexOf(''))])
  }
  for (const look of looks) lines(['', ...auditLines(look, report)])
  for (const { lang } of looks)
    lines([say(lang, 'demo.look', { command: `convoke show ${caseId} --db ${cleanLine(file)}` })])
  if (!call.isJson) return
  const entries: Entry[] = []
  for await (const entry of engine.journal(caseId)) entries.push(entry)
  call.print({ file, case: view, entries, audit: report }, () => [])
}

/** A clock that stands still until it is set. */
function manualClock(start: number) {
  let now = start
  return Object.assign(() => now, {
    set(at: number) {
      now = at
    },
  })
}
