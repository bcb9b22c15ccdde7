import { type AnyCaseView, ConvokeError, type Refusal } from '@convoke/core'
import { isLoaded, type Look, labelsOf } from '../terminal/look.js'
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

/**
 * Whoever asks what is due or allowed is not told "nothing" where nobody can know: the rules of that version are not loaded.
 *
 * @throws ConvokeError `history/unknown-version` where the version of the case is not registered
 */
export function needRules(look: Look, { id, caseType, version }: AnyCaseView): void {
  if (isLoaded(look, caseType, version)) return
  throw new ConvokeError(
    'history/unknown-version',
    `this case is of ${caseType} ${version}, which is not registered; name that version in the configuration as well`,
    { details: { caseId: id, caseType, version } },
  )
}
