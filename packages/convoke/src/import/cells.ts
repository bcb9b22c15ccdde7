import { tz } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { isValid } from 'date-fns/isValid'
import { parse } from 'date-fns/parse'
import { parseISO } from 'date-fns/parseISO'
import { ImportFault } from './import-fault.js'
import type { ImportMap, RowCondition, ValueExpression } from './import-map.js'

/** The cells of a row by column name, as text. */
export type Row = Readonly<Record<string, string>>

const placeholder = /\{([^{}?]+)(\?)?\}/g

/** The columns a template names. */
export function columnsIn(template: string): string[] {
  return [...template.matchAll(placeholder)].map(match => match[1] as string)
}

/** The text of a template for a row. White space around cells does not count. */
export function textOf(template: string, row: Row): string {
  return template.replace(placeholder, (_, column: string, mayBeEmpty: string | undefined) => {
    const cell = (row[column] ?? '').trim()
    if (cell === '' && mayBeEmpty === undefined) throw new ImportFault('import/empty-cell', { column })
    return cell
  })
}

/** The moment a template gives, in epoch ms. A wall clock that shows it twice means the first time. */
export function momentOf(template: string, row: Row, { zone, moments }: Pick<ImportMap, 'zone' | 'moments'>): number {
  const text = textOf(template, row)
  const options = { in: tz(zone) }
  const date = moments === undefined ? parseISO(text, options) : parse(text, moments, new Date(0), options)
  if (!isValid(date)) throw new ImportFault('import/not-a-moment', { text: text.slice(0, 100) })
  return date.getTime()
}

/** The date on which a moment falls in the zone of the map, `yyyy-mm-dd`. */
function dateOf(template: string, row: Row, map: Pick<ImportMap, 'zone' | 'moments'>): string {
  return format(tz(map.zone)(momentOf(template, row, map)), 'yyyy-MM-dd')
}

/** A party id of a row: white space, which a party id has not, becomes a hyphen. */
export function partyOf(expression: ImportMap['open']['by'], row: Row, tables: ImportMap['tables']): string {
  const text = typeof expression === 'string' ? textOf(expression, row) : String(lookUp(expression, row, tables))
  return text.replace(/\s+/gu, '-')
}

/** Whether a row answers a condition. */
export function holds(condition: RowCondition, row: Row): boolean {
  if ('filled' in condition) return (row[condition.filled] ?? '').trim() !== ''
  if ('in' in condition) return condition.in.includes((row[condition.column] ?? '').trim())
  if ('not' in condition) return !holds(condition.not, row)
  return condition.all.every(one => holds(one, row))
}

const absent: unique symbol = Symbol('absent')

/** The JSON that an expression gives for a row. */
export function jsonOf(expression: ValueExpression, row: Row, map: ImportMap): unknown {
  const value = evaluated(expression, row, map)
  return value === absent ? undefined : value
}

function evaluated(expression: ValueExpression, row: Row, map: ImportMap): unknown {
  if (typeof expression === 'string') return textOf(expression, row)
  if (typeof expression !== 'object' || expression === null) return expression
  if (Array.isArray(expression))
    return expression.map(item => evaluated(item as ValueExpression, row, map)).filter(item => item !== absent)
  const members = expression as { readonly [name: string]: ValueExpression }
  const template = (name: string) => members[name] as string
  if ('$number' in members) return numberOf(textOf(template('$number'), row))
  if ('$moment' in members) return momentOf(template('$moment'), row, map)
  if ('$date' in members) return dateOf(template('$date'), row, map)
  if ('$party' in members) return partyOf(template('$party'), row, map.tables)
  if ('$lookup' in members) return lookUp(members as unknown as Lookup, row, map.tables)
  if ('$optional' in members) return optional(members.$optional as ValueExpression, row, map)
  const made: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(members)) {
    const value = evaluated(member, row, map)
    if (value !== absent) made[name] = value
  }
  return made
}

function optional(expression: ValueExpression, row: Row, map: ImportMap): unknown {
  try {
    return evaluated(expression, row, map)
  } catch (error) {
    if (error instanceof ImportFault && error.code === 'import/empty-cell') return absent
    throw error
  }
}

function numberOf(text: string): number {
  const number = Number(text)
  if (!Number.isFinite(number)) throw new ImportFault('import/not-a-number', { text: text.slice(0, 100) })
  return number
}

interface Lookup {
  readonly $lookup: string
  readonly of: string
  readonly else?: ValueExpression | undefined
}

function lookUp(lookup: Lookup, row: Row, tables: ImportMap['tables']): ValueExpression {
  const table = tables[lookup.$lookup] ?? {}
  const text = textOf(lookup.of, row)
  if (Object.hasOwn(table, text)) return table[text] as ValueExpression
  if (lookup.else !== undefined) return lookup.else
  throw new ImportFault('import/not-in-table', { table: lookup.$lookup, text: text.slice(0, 100) })
}
