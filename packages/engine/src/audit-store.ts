import {
  type AnchoredHead,
  type AnchorReport,
  anchoredHeads,
  ConvokeError,
  changedHeads,
  checkAnchors,
  makeAnchor,
} from '@convoke/core'
import { type AuditFault, auditCase } from './audit.js'
import type { Runtime } from './runtime.js'

/** What an audit is to do. */
export interface AuditOptions {
  /** Sign the store as it stands, once it was found sound. Default false. */
  readonly anchor?: boolean | undefined
  /** An anchor known from elsewhere (printed, published, sent to a supervisor), which must be among those kept. */
  readonly known?: { readonly n: number; readonly root: string } | undefined
  /** Told how far it is, after each case. Must not throw. */
  readonly onProgress?: ((done: { readonly cases: number; readonly entries: number }) => void) | undefined
}

/** What an audit 核验 found. Plain JSON. */
export interface AuditReport {
  readonly ok: boolean
  readonly cases: number
  readonly entries: number
  readonly faults: readonly AuditFault[]
  /** What the journals were compared with; null without `keys`, when nothing was compared. */
  readonly anchors: Pick<AnchorReport, 'ok' | 'anchors' | 'cases'> | null
  /** The anchor made by this audit, to be kept where whoever can write the store cannot reach; null where none was. */
  readonly anchored: { readonly n: number; readonly root: string } | null
}

const pageSize = 200

/** Looks at every case of the store, of all tenants, and compares the journals with what was signed. */
export async function auditStore(
  runtime: Runtime,
  { anchor = false, known, onProgress }: AuditOptions,
): Promise<AuditReport> {
  const { store, keys } = runtime
  if (keys === undefined && (anchor || known !== undefined)) {
    throw new ConvokeError('engine/no-key', 'anchors are signed and checked with keys; give createEngine a KeyStore')
  }
  const faults: AuditFault[] = []
  const heads: AnchoredHead[] = []
  let entries = 0
  let after: { readonly tenant: string; readonly caseId: string } | undefined
  for (;;) {
    const page = await store.cases(after, pageSize)
    for (const { tenant, caseId, head } of page) {
      const found = await auditSteadily(runtime, tenant, caseId)
      entries += found.entries
      faults.push(...found.faults)
      heads.push({ tenant, caseId, seq: head.seq, hash: head.hash })
      after = { tenant, caseId }
      onProgress?.({ cases: heads.length, entries })
    }
    if (page.length < pageSize) break
  }
  const kept = await store.anchors.all()
  const compared =
    keys === undefined ? null : await checkAnchors({ anchors: kept, keys, entryAt: entryAt(runtime), known })
  for (const { code, tenant = '', caseId = '', seq = null } of compared?.faults ?? [])
    faults.push({ tenant, caseId, seq, code })
  const ok = faults.length === 0
  let anchored: AuditReport['anchored'] = null
  if (anchor && ok && keys !== undefined) {
    const changed = changedHeads(anchoredHeads(kept), heads)
    const text = await makeAnchor(kept.at(-1) ?? null, changed, runtime.now(), keys)
    await store.anchors.append(text)
    const { n, root } = JSON.parse(text) as { readonly n: number; readonly root: string }
    anchored = { n, root }
  }
  const anchors = compared === null ? null : { ok: compared.ok, anchors: compared.anchors, cases: compared.cases }
  return { ok, cases: heads.length, entries, faults, anchors, anchored }
}

/** How often a case is looked at again that others go on with meanwhile. */
const mostRounds = 8

/**
 * {@link auditCase} of a store that is in use: what differs because somebody wrote between two looks is no fault, so that
 * a case which has grown meanwhile is looked at again.
 */
async function auditSteadily(runtime: Runtime, tenant: string, caseId: string): ReturnType<typeof auditCase> {
  let found = await auditCase(runtime, tenant, caseId)
  for (let round = 1; found.faults.length > 0 && round < mostRounds; round++) {
    const before = found.entries
    found = await auditCase(runtime, tenant, caseId)
    if (found.entries === before) break
  }
  return found
}

function entryAt({ store }: Runtime) {
  return async (tenant: string, caseId: string, seq: number) => {
    const [entry] = await store.entries(tenant, caseId, seq, 1)
    return entry?.seq === seq ? entry : undefined
  }
}
