/** Why a row cannot become a case. Words: `importWords`. */
export type ImportFaultCode =
  | 'import/broken-row'
  | 'import/duplicate-key'
  | 'import/empty-cell'
  | 'import/not-a-number'
  | 'import/not-a-moment'
  | 'import/not-in-table'

/** A row, or a cell of it, that the map has no answer for. Nothing of the row is imported. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault'
  readonly code: ImportFaultCode
  readonly details: Readonly<Record<string, string>>

  constructor(code: ImportFaultCode, details: Readonly<Record<string, string>> = {}) {
    super(`${code} ${JSON.stringify(details)}`)
    this.code = code
    this.details = details
  }
}
