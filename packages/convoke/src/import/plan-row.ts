import { holds, jsonOf, momentOf, partyOf, type Row, textOf } from './cells.js'
import type { ImportMap } from './import-map.js'

/** What one row asks for: a case to open, and commands to send to it, each with the moment the row records. */
export interface RowPlan {
  readonly key: string
  readonly open: PlannedAct & { readonly parameters: Record<string, unknown> }
  readonly steps: readonly (PlannedAct & { readonly command: string; readonly index: number })[]
}

/** One act of a plan. `at` is epoch ms. */
export interface PlannedAct {
  readonly by: string
  readonly at: number
  readonly data: Record<string, unknown>
}

/** Why the map leaves a row out; undefined where it does not. */
export function skipReason(map: ImportMap, row: Row): string | undefined {
  return map.skip.find(({ when }) => holds(when, row))?.reason
}

/**
 * What the map makes of a row. Pure.
 *
 * @example
 * const parsed = parseImportMap('caseType: errand\nsource: register\nkey: "{no}"\nopen: { by: desk, at: "{when}", data: { n: { $number: "{no}" } } }')
 * parsed.ok && planRow(parsed.map, { no: '7', when: '1970-01-01T00:00:01Z' })
 * // => { key: '7', open: { by: 'desk', at: 1000, data: { n: 7 }, parameters: {} }, steps: [] }
 * @throws ImportFault where a cell is empty that must not be, or says nothing the map understands
 */
export function planRow(map: ImportMap, row: Row): RowPlan {
  const act = ({ by, at, data }: Pick<ImportMap['open'], 'by' | 'at' | 'data'>): PlannedAct => ({
    by: partyOf(by, row, map.tables),
    at: momentOf(at, row, map),
    data: jsonOf(data, row, map) as Record<string, unknown>,
  })
  const steps = map.steps.flatMap((step, index) =>
    step.when === undefined || holds(step.when, row) ? [{ ...act(step), command: step.command, index }] : [],
  )
  const parameters = jsonOf(map.open.parameters, row, map) as Record<string, unknown>
  return { key: textOf(map.key, row), open: { ...act(map.open), parameters }, steps }
}
