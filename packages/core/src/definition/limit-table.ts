// How long deadlines are and how much a knob allows, as the sources say: a table of its own in the rulebook.
import type { Duration, DurationUnit } from '../ports/working-calendar.js'
import { badRule, cellsOf } from './rule-rows.js'

/** How long a deadline is, or what a knob is set to unless somebody turns it. */
export interface Limit {
  /** `deadline.reply`, or the name of a knob. */
  readonly of: string
  /** What kind of deadline it is; undefined for a knob. */
  readonly kind?: 'within' | 'notBefore' | 'keepFor' | 'window' | undefined
  readonly is: Pick<Duration, 'n' | 'unit'> | number | { readonly need: number; readonly of: number }
  /** Of the sources of the rulebook. */
  readonly source: string
  /** The line of the table, from 1. */
  readonly line: number
}

const columns = ['what', 'is', 'source'] as const
const kinds: Readonly<Record<string, NonNullable<Limit['kind']>>> = {
  within: 'within',
  'not before': 'notBefore',
  'keep for': 'keepFor',
  'window of': 'window',
}
const units: readonly DurationUnit[] = ['working-day', 'calendar-day', 'working-hour', 'hour', 'minute']

/**
 * Reads limits from a table as one writes it in Markdown: what it is about, how much, and the source. A deadline is `within`,
 * `not before`, `keep for` or `window of` so many working days, calendar days, working hours, hours or minutes; a knob is a
 * whole number, a share such as `2 of 3`, or so many days. What no source gives a figure for is left out. Pure.
 *
 * @throws ConvokeError `definition/bad-rule` for a row that has not three cells, or whose figure cannot be read
 * @example
 * const [reply, share] = limitTable(`
 *   | what           | is                    | source |
 *   |----------------|-----------------------|--------|
 *   | deadline.reply | within 2 working days | ours   |
 *   | participation  | 2 of 3                | CC278  |
 * `)
 * reply // => { of: 'deadline.reply', kind: 'within', is: { n: 2, unit: 'working-day' }, source: 'ours', line: 4 }
 * share?.is // => { need: 2, of: 3 }
 */
export function limitTable(table: string): readonly Limit[] {
  return cellsOf(table, columns, 'a limit table').map(({ cells, line, where }) => {
    const [of, is, source] = cells as [string, string, string]
    if (of === '') throw badRule(where, 'is about nothing: name a "deadline.…" or a knob')
    if (source === '') throw badRule(where, 'needs one source; write "ours" where it is our default')
    const figure = of.startsWith('deadline.') ? lengthOf(is) : quantityOf(is)
    if (figure !== undefined) return { of, ...figure, source, line }
    throw badRule(
      where,
      of.startsWith('deadline.')
        ? `says "${is}": write "within", "not before", "keep for" or "window of", and a length such as "2 working days"`
        : `says "${is}": write a whole number, a share such as "2 of 3", or a length such as "2 working days"`,
    )
  })
}

function lengthOf(text: string): Pick<Limit, 'kind' | 'is'> | undefined {
  const found = /^(within|not before|keep for|window of) (.+)$/.exec(text)
  const is = found === null ? undefined : durationOf(found[2] as string)
  return is === undefined ? undefined : { kind: kinds[found?.[1] as string], is }
}

function quantityOf(text: string): Pick<Limit, 'is'> | undefined {
  if (/^\d+$/.test(text)) return { is: Number(text) }
  const share = /^(\d+) of (\d+)$/.exec(text)
  if (share !== null) return { is: { need: Number(share[1]), of: Number(share[2]) } }
  const is = durationOf(text)
  return is && { is }
}

function durationOf(text: string): Pick<Duration, 'n' | 'unit'> | undefined {
  const found = /^(\d+) (.+?)s?$/.exec(text)
  const unit = units.find(one => one === found?.[2]?.replace(' ', '-'))
  return unit === undefined ? undefined : { n: Number(found?.[1]), unit }
}
