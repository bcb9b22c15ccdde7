// A city's log of service requests becomes complaints on a SQLite file; its figures, counted from the cases, stay those
// counted from the log alone.
import { createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { complaint } from '@convoke/case-types/complaint'
import { sqliteStore } from '@convoke/store-sqlite'
import { createEngine, escapeCsv } from 'convoke'
import { checkMap, importRows, parseImportMap, type RowOutcome, readCsv } from 'convoke/import'
import { momentIn, reasonOf, table } from './figures.js'
import { forgetOne } from './forget.js'
import { newYork } from './new-york.js'
import { requestsInEngine, requestsInTable, summaryOf } from './summary.js'
import { syntheticLog } from './synthetic.js'

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true })
const out = values.out ?? join(import.meta.dirname, '../out')
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const log = positionals[0] ?? join(out, 'requests.csv')
if (positionals[0] === undefined) {
  writeFileSync(log, syntheticLog({ rows: 1_000, seed: 311 }))
  console.log('log: synthetic, 1002 rows (name a CSV file of the city to import that)')
}

const parsed = parseImportMap(readFileSync(join(import.meta.dirname, '../map.yaml'), 'utf8'))
if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 2))

const engine = createEngine({
  caseTypes: [complaint],
  store: sqliteStore(join(out, 'cases.db')),
  calendar: newYork,
})
const read = () => readCsv(createReadStream(log, 'utf8'))
const { columns, rows } = await read()
const issues = checkMap(parsed, engine.caseTypes, columns)
if (issues.length > 0) throw new Error(JSON.stringify(issues, null, 2))

const left: RowOutcome[] = []
const totals = await importRows({
  ...{ map: parsed.map, rows, engine },
  onRow: outcome => {
    if (outcome.status !== 'imported') left.push(outcome)
  },
})
console.log(`rows: ${totals.rows}, imported: ${totals.imported}, not imported: ${left.length}`)
for (const outcome of left) console.log(`  line ${outcome.line}: ${reasonOf(outcome)}`)

const fromLog = summaryOf(await requestsInTable((await read()).rows, momentIn(parsed.map.zone)))
const fromCases = summaryOf(await requestsInEngine(engine))
const file = join(out, 'summary.csv')
writeFileSync(
  file,
  fromCases
    .map(row =>
      Object.values(row)
        .map(cell => escapeCsv(String(cell ?? '')))
        .join(','),
    )
    .join('\n'),
)
for (const line of table(fromCases)) console.log(line)
console.log(`the summary of the log alone is the same: ${isDeepStrictEqual(fromLog, fromCases)}`)

for (const line of await forgetOne(engine, join(out, 'case-file.json'))) console.log(line)

const audit = await engine.audit()
console.log(`audit: ${audit.cases} cases, ${audit.entries} entries, ${audit.faults.length} faults`)
await engine.close()
if (!isDeepStrictEqual(fromLog, fromCases) || !audit.ok) process.exitCode = 1
