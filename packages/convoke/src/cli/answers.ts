import type { Refusal } from '@convoke/core'
import { type Look, labelsOf } from '../terminal/look.js'
import { refusalLines, refusalWords } from '../terminal/verdict-lines.js'
import type { Call } from './call.js'
import { type ExitCode, exitCodes } from './exit-codes.js'

/** Tells a refusal. Words go to standard error; with `--json` the document goes to standard output. */
export function refuse(call: Call, look: Look, refusal: Refusal, caseType?: string | undefined): ExitCode {
  const labels = caseType === undefined ? undefined : labelsOf(look, caseType)
  const { text, advice } = refusalWords(look, refusal, labels)
  if (call.isJson) call.print({ ok: false, refusal: { ...refusal, text, advice } }, () => [])
  else
    call.host.stderr.write(
      refusalLines(look, refusal, labels)
        .map(line => `${line}\n`)
        .join(''),
    )
  return refusal.code === 'missing/case' ? exitCodes.noCase : exitCodes.refused
}

/** There is no such case, or the party is not in it: the two cannot be told apart. */
export function noSuchCase(call: Call, look: Look): ExitCode {
  return refuse(call, look, { code: 'missing/case', details: {}, allowed: [] })
}
