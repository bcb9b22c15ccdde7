import { isCommitment } from '@convoke/core'
import { cleanLine } from './clean.js'
import type { Look } from './look.js'
import { cut } from './table.js'
import { say } from './words.js'

const deepest = 6

/** Data as an outline of names and values, a line each, lists with dashes. */
export function outline(look: Look, value: unknown, indent: number): string[] {
  return lines(look, value, indent, 0)
}

function lines(look: Look, value: unknown, indent: number, depth: number): string[] {
  const margin = ' '.repeat(indent)
  if (Array.isArray(value)) {
    return value.flatMap(item => {
      const [first = '', ...rest] = lines(look, item, indent + 2, depth + 1)
      return [`${margin}- ${first.trimStart()}`, ...rest]
    })
  }
  if (!isBranch(value) || depth > deepest) return [`${margin}${brief(look, value, look.columns - indent)}`]
  return Object.entries(value as object).flatMap(([name, inner]) => {
    const title = `${margin}${look.paint.dim(`${cut(cleanLine(name), 60)}:`)}`
    if (isBranch(inner) || (Array.isArray(inner) && inner.some(isBranch)))
      return [title, ...lines(look, inner, indent + 2, depth + 1)]
    return [`${title} ${brief(look, inner, Math.max(20, look.columns - indent - name.length - 2))}`]
  })
}

function isBranch(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isCommitment(value) &&
    Object.keys(value).length > 0
  )
}

/** Data on one line of so many columns. */
export function brief(look: Pick<Look, 'lang'>, value: unknown, columns: number): string {
  return cut(words(look, value, 0), Math.max(1, columns))
}

function words(look: Pick<Look, 'lang'>, value: unknown, depth: number): string {
  if (typeof value === 'string') return cleanLine(value)
  if (typeof value !== 'object' || value === null) return value === null || value === undefined ? '–' : String(value)
  if (isCommitment(value)) return say(look.lang, 'text.withheld')
  if (depth > deepest) return '…'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(item => words(look, item, depth + 1)).join(', ')
  const fields = Object.entries(value)
  if (fields.length === 0) return '–'
  const inner = fields.map(([name, item]) => `${cleanLine(name)}: ${words(look, item, depth + 1)}`).join('; ')
  return depth === 0 ? inner : `{ ${inner} }`
}
