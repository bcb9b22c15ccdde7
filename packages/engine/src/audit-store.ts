import { type AuditFault, auditCase } from './audit.js'
import type { Runtime } from './runtime.js'

/** What an audit is to do. */
export interface AuditOptions {
  /** Sign the store as it stands, after it was found sound. Default false. */
  readonly anchor?: boolean | undefined
}

/** What an audit 核验 found. Plain JSON. */
export interface AuditReport {
  readonly ok: boolean
  readonly cases: number
  readonly entries: number
  readonly faults: readonly AuditFault[]
}

const pageSize = 200

/** Looks at every case of the store, of all tenants. */
export async function auditStore(runtime: Runtime, _options: AuditOptions): Promise<AuditReport> {
  const faults: AuditFault[] = []
  let cases = 0
  let entries = 0
  let after: { readonly tenant: string; readonly caseId: string } | undefined
  for (;;) {
    const page = await runtime.store.cases(after, pageSize)
    for (const { tenant, caseId } of page) {
      const found = await auditCase(runtime, tenant, caseId)
      cases += 1
      entries += found.entries
      faults.push(...found.faults)
      after = { tenant, caseId }
    }
    if (page.length < pageSize) return { ok: faults.length === 0, cases, entries, faults }
  }
}
