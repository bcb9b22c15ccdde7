import type { Json, JsonObject } from '@convoke/core'

/** What stands in a cell, as data of a case. */
interface Cell {
  readonly $column: string
  /** What each text means; a text that is not among them is told. */
  readonly values?: Readonly<Record<string, Json>> | undefined
  readonly as?: 'number' | undefined
}

/** A cell whose text says nothing that is known. */
export interface StrangeCell {
  readonly column: string
  readonly cell: string
  readonly known: readonly string[]
}

const isCell = (value: unknown): value is Cell =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Cell>).$column === 'string'

/** The columns that a template asks for. */
export function columnsIn(template: unknown): readonly string[] {
  if (isCell(template)) return [template.$column]
  if (typeof template !== 'object' || template === null) return []
  return Object.values(template).flatMap(columnsIn)
}

/** A template with what stands in the cells; members whose cell is empty are left out. */
export function withCells(
  template: JsonObject,
  cells: Readonly<Record<string, string>>,
): { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly strange: StrangeCell } {
  let strange: StrangeCell | undefined
  const filled = (one: Json | Cell): Json | undefined => {
    if (isCell(one)) {
      const cell = cells[one.$column] ?? ''
      if (one.values !== undefined && Object.hasOwn(one.values, cell)) return one.values[cell]
      if (cell === '') return undefined
      if (one.values !== undefined) strange ??= { column: one.$column, cell, known: Object.keys(one.values) }
      if (one.as !== 'number') return cell
      const number = Number(cell)
      if (!Number.isFinite(number)) strange ??= { column: one.$column, cell, known: ['1', '2.5'] }
      return number
    }
    if (Array.isArray(one)) return one.map(filled).filter(value => value !== undefined)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(
      Object.entries(one).flatMap(([name, value]) => {
        const own = filled(value as Json)
        return own === undefined ? [] : [[name, own] as const]
      }),
    )
  }
  const value = filled(template) as JsonObject
  return strange === undefined ? { ok: true, value } : { ok: false, strange }
}
