import { type Ed25519PrivateKey, ed25519KeyStore, type KeyStore } from '@convoke/core'
import { auditLines } from '../../terminal/verdict-lines.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { parseJson, readText } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'

export interface AuditCommand {
  readonly anchor?: boolean
  readonly key?: string
  readonly known?: string
}

/** `convoke audit` */
export async function audit(call: Call, { anchor = false, key, known }: AuditCommand): Promise<number> {
  const file = key ?? (call.host.env.CONVOKE_KEY || undefined)
  const keys = file === undefined ? undefined : await keysIn(call, file)
  const asked = known === undefined ? undefined : anchorNamed(known)
  return withCases(call, { keys }, async ({ engine, look, options }) => {
    if ((anchor || asked !== undefined) && (keys ?? options.keys) === undefined)
      throw new UsageError('usage/anchor-key')
    const report = await engine.audit({ anchor, known: asked })
    call.print(report, () => auditLines(look, report))
    return report.ok ? exitCodes.done : exitCodes.unsound
  })
}

/** An anchor as the audit that signed it named it: `3:9f86…`. */
function anchorNamed(text: string): { readonly n: number; readonly root: string } {
  const [, n, root] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (n === undefined || root === undefined) throw new UsageError('usage/anchor')
  return { n: Number(n), root }
}

async function keysIn(call: Call, file: string): Promise<KeyStore> {
  const signing = parseJson(await readText(call, file), file)
  if (typeof signing !== 'object' || signing === null) throw new UsageError('usage/not-an-object', { where: file })
  return ed25519KeyStore({ subtle: globalThis.crypto.subtle, signing: signing as Ed25519PrivateKey })
}
