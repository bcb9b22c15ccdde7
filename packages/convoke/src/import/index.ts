// Importing tables as cases: a map says what a row means, the engine does the rest.

export type { Row } from './cells.js'
export { checkMap } from './check-map.js'
export { ImportFault, type ImportFaultCode } from './import-fault.js'
export { type ImportMap, type ImportStep, importMap, type RowCondition, type ValueExpression } from './import-map.js'
export { type ImportOptions, type ImportTotals, importedCaseId, importRows, type RowOutcome } from './import-rows.js'
export { type MapIssue, type ParsedMap, parseImportMap } from './parse-map.js'
export { type PlannedAct, planRow, type RowPlan } from './plan-row.js'
export { type CsvRow, type CsvTable, readCsv } from './read-csv.js'
