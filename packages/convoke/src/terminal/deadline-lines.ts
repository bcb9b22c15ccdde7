import {
  type AnyCaseType,
  type Duration,
  type ExplainedDay,
  type ExplainedDeadline,
  knobsOf,
  type Locale,
} from '@convoke/core'
import { cleanLine } from './clean.js'
import { type Look, labelled, listed, partiesText } from './look.js'
import { endText } from './moment.js'
import { pad, table } from './table.js'
import { say, type Word } from './words.js'

/** Deadlines as the calendar counted them: the rule, who set it and where it stands, every day, the sum. */
export function deadlineLines(
  look: Look,
  caseType: AnyCaseType | undefined,
  deadlines: readonly ExplainedDeadline[],
): string[] {
  if (deadlines.length === 0) return [say(look.lang, 'none.deadlines')]
  return deadlines.flatMap((deadline, at) => [...(at === 0 ? [] : ['']), ...explained(look, caseType, deadline)])
}

function explained(look: Look, caseType: AnyCaseType | undefined, deadline: ExplainedDeadline): string[] {
  const { lang, paint } = look
  const { name, key, kind, owes, source, explanation } = deadline
  const subject = key === '' ? '' : ` · ${cleanLine(key)}`
  const lines = [`${paint.bold(`${cleanLine(deadline.label[lang])}${subject}`)}  ${dueText(look, deadline)}`]
  const field = (word: Word, text: string) => lines.push(`  ${paint.dim(pad(say(lang, word), 10))}${text}`)
  if (owes.length > 0) field('field.owes', partiesText(look, owes))
  const declared = caseType?.deadlines[name]
  const knobName = typeof declared?.within === 'string' ? declared.within : undefined
  if (explanation !== null) {
    const rule = say(lang, `kind.${kind}`, { duration: durationText(look, explanation.duration) })
    field('field.rule', knobName === undefined ? rule : `${rule}  ${paint.dim(`(${knobName})`)}`)
  }
  const knob = knobName === undefined || caseType === undefined ? undefined : knobsOf(caseType)[knobName]
  if (knob !== undefined) {
    field('field.setBy', say(lang, `authority.${knob.authority}`))
    if (knob.source !== undefined) field('field.source', cleanLine(knob.source))
  } else if (source !== null) field('field.source', cleanLine(source))
  if (explanation === null) {
    if (deadline.dueAt === null) return lines
    return [...lines, `  ${say(lang, deadline.moved === undefined ? 'due.noSum' : `due.${deadline.moved}`)}`]
  }
  const days = runs(explanation.days)
  lines.push(
    ...(days.length <= mostDays
      ? table(
          days.map(run => dayRow(look, run)),
          4,
        )
      : [`    ${total(look, days)}`]),
  )
  field('field.sum', explanation.sentence[lang])
  return lines
}

/** Until when, and what there is to say of it. */
export function dueText(
  look: Look,
  { dueAt, overdue, provisional, kind }: Pick<ExplainedDeadline, 'dueAt' | 'overdue' | 'provisional' | 'kind'>,
): string {
  const { lang, paint, zone, now } = look
  if (dueAt === null) return paint.dim(say(lang, 'due.suspended'))
  const parts = [say(lang, 'due.until', { end: endText(dueAt, zone) })]
  if (kind === 'within' && (overdue || dueAt <= now)) parts.push(paint.red(say(lang, 'due.overdue')))
  if (provisional) parts.push(paint.yellow(`(${say(lang, 'due.provisional')})`))
  return parts.join(' ')
}

/** A period in words. */
/** A period in words: `5 working days`. */
export function durationText({ lang }: Pick<Look, 'lang'>, { n, unit }: Duration): string {
  return say(lang, `unit.${unit}.${n === 1 ? 'one' : 'many'}`, { n })
}

/** Days of one nature in a row. */
interface Run {
  readonly first: ExplainedDay
  readonly last: ExplainedDay
  readonly length: number
}

/** More days than this are told as runs: ninety lines explain less than five. */
const mostDays = 31

function runs(days: readonly ExplainedDay[]): readonly Run[] {
  if (days.length <= mostDays) return days.map(day => ({ first: day, last: day, length: 1 }))
  const found: Run[] = []
  for (const day of days) {
    const run = found.at(-1)
    if (run !== undefined && sameNature(run.last, day))
      found[found.length - 1] = { ...run, last: day, length: run.length + 1 }
    else found.push({ first: day, last: day, length: 1 })
  }
  return found
}

/** Stretches too many to tell, as where only weekends are known: from when to when, and how many days of each nature. */
function total({ lang }: Pick<Look, 'lang'>, days: readonly Run[]): string {
  const counts = new Map<string, number>()
  for (const { first, length } of days) {
    const nature = natureText(lang, first)
    counts.set(nature, (counts.get(nature) ?? 0) + length)
  }
  const sums = [...counts].map(([nature, count]) => say(lang, 'day.total', { nature, count }))
  const from = days[0]?.first.date ?? ''
  return `${say(lang, 'day.to', { from, to: days.at(-1)?.last.date ?? '' })}  ${listed({ lang }, sums)}`
}

function sameNature(a: ExplainedDay, b: ExplainedDay): boolean {
  return (
    a.kind === b.kind && a.name === b.name && a.source === b.source && (a.counted === null) === (b.counted === null)
  )
}

function dayRow({ lang, paint }: Look, { first, last, length }: Run): string[] {
  const source = lang === 'en' ? (first.sourceEn ?? first.source) : first.source
  const dates = length === 1 ? first.date : say(lang, 'day.to', { from: first.date, to: last.date })
  const counted = first.counted === null ? '' : length === 1 ? `${first.counted}` : `${first.counted}–${last.counted}`
  const row = [dates, length === 1 ? weekday(first.date, lang) : '', counted, natureText(lang, first), source ?? '']
  return first.counted === null ? row.map(cell => (cell === '' ? '' : paint.dim(cell))) : row
}

function natureText(lang: Locale, { kind, name, nameEn }: ExplainedDay): string {
  const own = lang === 'en' ? (nameEn ?? name) : name
  return `${say(lang, `day.${kind}`)}${own === undefined ? '' : ` ${cleanLine(own)}`}`
}

function weekday(date: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00Z`))
}

/** Deadlines as a table: what, about whom, until when, whose. */
export function deadlineRows(
  look: Look,
  deadlines: readonly Omit<ExplainedDeadline, 'source' | 'explanation'>[],
): string[][] {
  return deadlines.map(deadline => [
    labelled(undefined, deadline.label[look.lang]),
    cleanLine(deadline.key),
    dueText(look, deadline),
    partiesText(look, deadline.owes),
  ])
}
