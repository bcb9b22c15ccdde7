import { type Ed25519PrivateKey, ed25519KeyStore, type KeyStore } from '@convoke/core'
import { auditLines } from '../../terminal/verdict-lines.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { parseJson, readText } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'

/** `convoke audit` */
export async function audit(
  call: Call,
  { anchor = false, key }: { readonly anchor?: boolean; readonly key?: string },
): Promise<number> {
  const file = key ?? (call.host.env.CONVOKE_KEY || undefined)
  const keys = file === undefined ? undefined : await keysIn(call, file)
  return withCases(call, { keys }, async ({ engine, look, options }) => {
    const hasKey = (keys ?? options.keys) !== undefined
    if (anchor && !hasKey) throw new UsageError('usage/anchor-key')
    const report = await engine.audit({ anchor })
    call.print(report, () => auditLines(look, report, { hasKey, anchored: anchor }))
    return report.ok ? exitCodes.done : exitCodes.unsound
  })
}

async function keysIn(call: Call, file: string): Promise<KeyStore> {
  const signing = parseJson(await readText(call, file), file)
  if (typeof signing !== 'object' || signing === null) throw new UsageError('usage/not-an-object', { where: file })
  return ed25519KeyStore({ subtle: globalThis.crypto.subtle, signing: signing as Ed25519PrivateKey })
}
