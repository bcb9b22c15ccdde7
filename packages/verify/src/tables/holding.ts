// What comes to stand in cells, and how long lists may become by it.
import type { Json } from '@convoke/core'
import { type Cell, type Content, childOf, contentOf, isNumber, numberOf, partsOf } from './cells.js'
import type { Domains } from './domains.js'
import type { Recorder } from './record.js'
import type { Site } from './sites.js'
import { type Check, noteReader } from './table.js'

/** Puts values into cells. */
export interface Holding {
  /** How long a list may become, by the cell of its length. */
  mostOf(length: Cell): number
  /** A value comes to stand in a cell and below it: in the row at hand, or, where there is none, anywhere. */
  hold(cell: Cell, value: Json | undefined, row: Uint16Array | undefined, to: Site): void
  /** Items may come to stand wherever a list that nobody tracks may end. */
  mayAppend(check: Check, length: Cell, items: readonly Json[], to: Site): void
}

/** Lists may have so many items beside those they begin with. */
export function holdingIn(domains: Domains, list: number, recorder: Recorder): Holding {
  const mostOf = (length: Cell): number => {
    const first = length.contents[length.initial] as Content
    return list + Math.max(length.basis, isNumber(first) ? first.value : 0)
  }

  const hold: Holding['hold'] = (cell, value, row, to) => {
    const content = contentOf(value)
    const number = numberOf(cell, content)
    domains.mayHold(cell, number, to)
    if (row !== undefined && cell.column >= 0) recorder.write(row, cell.column, number)
    if (content.kind !== 'object' && content.kind !== 'list') return
    for (const [key, part] of partsOf(value as object)) hold(childOf(cell, key), part, row, to)
  }

  return {
    mostOf,
    hold,
    mayAppend(check, length, items, to) {
      const most = mostOf(length)
      noteReader(check, length)
      for (const number of [...domains.at(length, check.table.site)]) {
        const content = length.contents[number] as Content
        const before = isNumber(content) ? content.value : 0
        if (before + items.length > most) {
          domains.shorten(length, to)
          continue
        }
        domains.mayHold(length, numberOf(length, { kind: 'value', value: before + items.length }), to)
        for (const [n, item] of items.entries())
          hold(childOf(length.parent as Cell, String(before + n)), item, undefined, to)
      }
    },
  }
}
