import { type CaseFileVerdict, describeError, parseCaseFile, verifyCaseFile } from '@convoke/core'
import { caseFileLines } from '../../terminal/case-file-lines.js'
import { goneFrom } from '../../terminal/gone-values.js'
import { anchorNamed } from '../anchor-name.js'
import { type Call, lookOf } from '../call.js'
import { parseJson, readText } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { keysIn } from '../keys.js'

export interface VerifyFileCommand {
  readonly key?: string
  readonly known?: string
  /** Fail unless a checked anchor covers every entry. */
  readonly anchored?: boolean
}

/** `convoke verify-file FILE`: needs no cases, no engine and no network. */
export async function verifyFile(
  call: Call,
  { key, known, anchored = false }: VerifyFileCommand,
  name: string,
): Promise<number> {
  const asked = known === undefined ? undefined : anchorNamed(known)
  const text = name === '-' ? await call.host.stdin() : await readText(call, name)
  const received = parseJson(text, name === '-' ? 'stdin' : call.path(name))
  const verdict = await verifyCaseFile(received, {
    known: asked,
    keys: await keysIn(call, key),
  })
  const isCovered = isAnchored(verdict)
  const ok = verdict.ok && (isCovered || !anchored)
  const undisclosed = verdict.ok ? hiddenIn(received) : 0
  const file = verdict.ok ? parseCaseFile(received) : undefined
  const gone = file === undefined ? [] : goneFrom(file)
  call.print({ ...verdict, ok, undisclosed, gone }, () =>
    caseFileLines(lookOf(call, 'Asia/Shanghai', []), {
      verdict,
      undisclosed,
      gone,
      file,
      isAnchorMissing: anchored && !isCovered,
      faultText: code => describeError({ code, details: {}, message: code }, call.lang).text,
    }),
  )
  return ok ? exitCodes.done : exitCodes.unsound
}

function isAnchored({ anchored, entries }: CaseFileVerdict): boolean {
  return anchored !== null && anchored.signature === 'valid' && anchored.seq >= entries
}

/** How many marked values stand in the file as commitments only. */
function hiddenIn(received: unknown): number {
  const { entries, disclosures } = parseCaseFile(received)
  const opened = new Set(disclosures.map(({ commitment }) => commitment))
  const closed = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const commitment = (value as { readonly '~commitment'?: unknown })['~commitment']
    if (typeof commitment === 'string' && !opened.has(commitment)) closed.add(commitment)
    for (const inner of Object.values(value)) walk(inner)
  }
  for (const { data } of entries) walk(data)
  for (const { value } of disclosures) walk(value)
  return closed.size
}
