import type { DiagramState } from '@convoke/core'
import stringWidth from 'string-width'
import { cleanLine } from '../terminal/clean.js'

/** A rectangle in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A line of text, safe to show. */
export type Line = string

export const fontSize = 13
export const lineHeight = 17
/** The line of a box that holds its label. */
export const titleHeight = 22
/** Half an em a column: what a wide fallback font needs. A Chinese character takes two columns. */
const columnWidth = 7.2
/** Longer texts go on in the next line. */
const longestLine = 22
/** More than these lines of one text are not drawn: the page of the case type has them. */
const mostLines = 8

/** A text as lines of some columns, parted at spaces, and between Chinese characters anywhere. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let line = ''
  for (const piece of cleanLine(text).match(/\p{Script=Han}|[^\s\p{Script=Han}]+|\s+/gu) ?? []) {
    if (line.trim() !== '' && stringWidth(line + piece) > longestLine) {
      lines.push(line.trim())
      line = ''
    }
    line += piece
  }
  if (line.trim() !== '') lines.push(line.trim())
  const kept = lines.map(one =>
    stringWidth(one) > longestLine * 2 ? `${[...one].slice(0, longestLine).join('')}…` : one,
  )
  return kept.length > mostLines ? [...kept.slice(0, mostLines - 1), '…'] : kept
}

/** How much room lines of text need. */
function sizeOf(lines: readonly Line[]): { readonly width: number; readonly height: number } {
  const columns = Math.max(0, ...lines.map(line => stringWidth(line)))
  return { width: Math.ceil(columns * columnWidth), height: lines.length * lineHeight }
}

/** How much room a state needs; a box, at least for its label. */
export function stateSize({ kind, label }: DiagramState): { readonly width: number; readonly height: number } {
  if (kind === 'begin') return { width: 14, height: 14 }
  if (kind === 'box') return { width: sizeOf([cleanLine(label)]).width + 32, height: titleHeight * 2 }
  const { width, height } = sizeOf(linesOf(label))
  const more = kind === 'any' ? 44 : 28
  return { width: Math.max(48, width + more), height: height + 18 }
}

/** What stands at an arrow, a line for each way at least; undefined where nothing does. */
export function arrowLabel(
  labels: readonly string[],
): { readonly lines: readonly Line[]; readonly size: { readonly width: number; readonly height: number } } | undefined {
  const lines = labels.flatMap(linesOf)
  if (lines.length === 0) return undefined
  const kept = lines.length > mostLines ? [...lines.slice(0, mostLines - 1), '…'] : lines
  return { lines: kept, size: sizeOf(kept) }
}
