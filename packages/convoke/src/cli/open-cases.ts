// The open cases of a store, for a simulation that begins with them.
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type CheckedScenario, checkScenario, type OpenCase, openCaseOf } from '@convoke/simulate'
import { sqliteStore } from '@convoke/store-sqlite'
import type { Call } from './call.js'
import { configuredCalendars, withCases } from './cases.js'
import { UsageError } from './usage-error.js'

/** A scenario with the cases of the store that its `start` names, which lies beside the scenario's own file. */
export async function withOpenCases(call: Call, checked: CheckedScenario, file: string): Promise<CheckedScenario> {
  if (!checked.ok || checked.scenario.start?.store === undefined) return checked
  const { store, ...start } = checked.scenario.start
  const database = resolve(dirname(file), store)
  if (!existsSync(database)) throw new UsageError('usage/no-file', { file: database })
  const reading = await configuredCalendars(call)
  const cases: OpenCase[] = [...(start.cases ?? [])]
  await withCases(call, { store: sqliteStore(database) }, async ({ engine }) => {
    let after: string | undefined
    do {
      const page = await engine.list({ settled: false }, { limit: 500, after })
      for (const { id } of page.items) {
        const exported = await engine.exportCase(id)
        const open = exported === undefined ? undefined : openCaseOf(exported, reading)
        if (open !== undefined) cases.push(open)
      }
      after = page.next
    } while (after !== undefined)
  })
  cases.sort((a, b) => a.snapshot.openedAt - b.snapshot.openedAt || (a.caseId < b.caseId ? -1 : 1))
  return checkScenario({ ...checked.scenario, start: { ...start, cases } }, reading.caseTypes)
}
