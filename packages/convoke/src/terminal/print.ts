import type { CaseEngine, Entry, Locale, PartyId } from '@convoke/core'
import { columnsOf } from './columns.js'
import { deadlineLines } from './deadline-lines.js'
import { caseTypeOf, type Look } from './look.js'
import { paintFor } from './paint.js'
import { timeline } from './timeline.js'

/** One language, or both, one under another. */
export type PrintLanguage = Locale | 'both'

/** How something is printed. */
export interface PrintOptions {
  readonly lang?: PrintLanguage | undefined
  /** Whose eyes; absent: the trusted host. */
  readonly as?: PartyId
  /** IANA zone of the dates; default `Asia/Shanghai`, the zone of the calendar that comes with Convoke. */
  readonly zone?: string | undefined
  /** Epoch ms, to tell what is overdue. Default `Date.now()`. */
  readonly now?: number | undefined
  /** The name a party is known by; its id where this gives none. */
  readonly names?: ((party: PartyId, lang: Locale) => string | undefined) | undefined
  /** Where to; default standard output. Colours are used where it is a terminal and `NO_COLOR` is not set. */
  readonly out?: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number } | undefined
}

/**
 * Prints the journal of a case 办件时间线: when, who, in which role, what, and what about. For a stranger, nothing.
 *
 * @param options `from`: the first entry to print; default 1
 * @example
 * // not executed: needs an engine
 * await printTimeline(engine, id, { lang: 'both', names: party => directoryOfNames[party] })
 */
export async function printTimeline(
  engine: Pick<CaseEngine, 'caseTypes' | 'journal'>,
  id: string,
  options: PrintOptions & { readonly from?: number | undefined } = {},
): Promise<void> {
  const { from, lang = 'en' } = options
  const entries: Entry[] = []
  for await (const entry of engine.journal(id, { ...eyesIn(options), from })) entries.push(entry)
  if (entries.length === 0) return
  const languages: readonly Locale[] = lang === 'both' ? ['zh-CN', 'en'] : [lang]
  write(
    options,
    timeline(
      entries,
      languages.map(language => lookFor(engine, options, language)),
    ),
  )
}

/**
 * Prints the open deadlines of a case 期限 with the arithmetic of each date, day by day, and where the rule stands.
 *
 * @param options `name`: only the deadline of this name
 * @example
 * // not executed: needs an engine
 * await printDeadlines(engine, id, { lang: 'zh-CN', name: 'reply' })
 */
export async function printDeadlines(
  engine: Pick<CaseEngine, 'caseTypes' | 'view' | 'deadlines'>,
  id: string,
  options: PrintOptions & { readonly name?: string | undefined } = {},
): Promise<void> {
  const { name, lang = 'en' } = options
  const eyes = eyesIn(options)
  const view = await engine.view(id, eyes)
  if (view === undefined) return
  const deadlines = (await engine.deadlines(id, eyes)).filter(deadline => name === undefined || deadline.name === name)
  const languages: readonly Locale[] = lang === 'both' ? ['zh-CN', 'en'] : [lang]
  for (const language of languages) {
    const look = lookFor(engine, options, language)
    write(options, deadlineLines(look, caseTypeOf(look, view.caseType, view.version), deadlines))
  }
}

function write({ out = process.stdout }: PrintOptions, lines: readonly string[]): void {
  out.write(`${lines.join('\n')}\n`)
}

/** Whose eyes were asked for; also a name that was lost on the way, which the engine refuses. */
function eyesIn(options: PrintOptions): { readonly as?: PartyId } {
  return Object.hasOwn(options, 'as') ? { as: options.as as PartyId } : {}
}

function lookFor({ caseTypes }: Pick<CaseEngine, 'caseTypes'>, options: PrintOptions, lang: Locale): Look {
  const { out = process.stdout, zone = 'Asia/Shanghai', now = Date.now(), names } = options
  const isTTY = out.isTTY === true
  return {
    ...{ lang, zone, now, names, caseTypes },
    paint: paintFor({ env: process.env, isTTY }),
    columns: columnsOf(out),
  }
}
