import { auditLines } from '../../terminal/verdict-lines.js'
import { anchorNamed } from '../anchor-name.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { keysIn } from '../keys.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface AuditCommand {
  readonly anchor?: boolean
  readonly key?: string
  readonly known?: string
}

/** `convoke audit` */
export async function audit(call: Call, { anchor = false, key, known }: AuditCommand): Promise<number> {
  const keys = await keysIn(call, key)
  const asked = known === undefined ? undefined : anchorNamed(known)
  return withCases(call, { keys }, async ({ engine, look, options }) => {
    if ((anchor || asked !== undefined) && (keys ?? options.keys) === undefined)
      throw new UsageError('usage/anchor-key')
    const report = await engine.audit({
      ...{ anchor, known: asked },
      onProgress: ({ cases }) => call.progress.tell(() => tell(call.lang, 'progress.audit', { cases })),
    })
    call.print(report, () => auditLines(look, report))
    return report.ok ? exitCodes.done : exitCodes.unsound
  })
}
