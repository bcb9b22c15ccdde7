import type { MigratedCase } from '@convoke/engine'
import { migrationLines } from '../../terminal/migration-lines.js'
import { noSuchCase, refuse } from '../answers.js'
import type { Call } from '../call.js'
import { knownCaseType, withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { type SigningOptions, signatureOf } from '../signing.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface MigrateCommand extends SigningOptions {
  readonly dryRun?: boolean
  readonly shadow?: boolean
  readonly case?: string
  readonly from?: string
  readonly to?: string
  readonly settled?: boolean
}

/** `convoke migrate CASETYPE` */
export async function migrate(call: Call, options: MigrateCommand, caseType: string): Promise<number> {
  const { dryRun = false, shadow = false, case: only, from, to, settled } = options
  if (shadow && !dryRun) throw new UsageError('usage/missing-option', { name: '--dry-run' })
  const how = dryRun ? ({ dryRun: true, shadow } as const) : signatureOf(options)
  return withCases(call, {}, async ({ engine, look }) => {
    const known = knownCaseType(engine.caseTypes, caseType)
    if ('refusal' in known) return refuse(call, look, known.refusal)
    const id = only === undefined ? undefined : await caseNamed({ engine, look }, only)
    if (id !== undefined && (await engine.view(id)) === undefined) return noSuchCase(call, look)
    const cases: MigratedCase[] = []
    for await (const one of engine.migrate({ caseType, id, from, to, settled }, how)) {
      cases.push(one)
      call.progress.tell(() => tell(call.lang, 'progress.migrate', { cases: cases.length }))
    }
    call.print({ dryRun, cases }, () => migrationLines(look, { caseType, dryRun, cases }))
    const isClean = cases.every(one => one.ok && (one.shadow ?? []).length === 0)
    return isClean ? exitCodes.done : exitCodes.refused
  })
}
