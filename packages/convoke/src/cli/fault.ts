import { type ConvokeErrorLike, describeError, type Locale } from '@convoke/core'
import { cleanLine, jsonText } from '../terminal/clean.js'
import { type Call, casesPath } from './call.js'
import { tell } from './words.js'

/** What the parts that do the work find wrong with what was asked of them: nothing broke. */
const wrongUses: readonly string[] = [
  ...[
    'simulate/explore',
    'simulate/no-case',
    'simulate/no-part',
    'simulate/no-policy',
    'simulate/stop-in-parts',
    'verify/time',
    'verify/with',
  ],
  ...['simulate/part-broken', 'simulate/part-division', 'simulate/part-foreign', 'simulate/part-twice'],
  'simulate/parts-missing',
]

/** Whether what was asked for cannot be meant, as a part behind the command line says that knows what there is. */
export function isWrongUse(error: unknown): boolean {
  return isOurs(error) && wrongUses.includes(error.code)
}

/**
 * Tells what broke: in words where it has a code of ours, in its own words where it has none; whence only when asked. Of a
 * wrong use it tells the same words, and not that anything broke.
 */
export function tellFault(error: unknown, call: Call): void {
  const { lang, isJson, host, paint } = call
  const isDebug = call.globals.debug === true
  const { code, text, advice } = isOurs(error)
    ? describeError(error, lang)
    : { code: 'fault', text: error instanceof Error ? error.message : String(error), advice: '' }
  const trace = isDebug ? traceOf(error) : []
  if (isJson) {
    const document = { error: { code, text, advice, ...(isDebug ? { trace } : {}) } }
    host.stdout.write(`${jsonText(document)}\n`)
    return
  }
  if (isWrongUse(error) && !isDebug) {
    host.stderr.write([text, advice].map(line => `${cleanLine(line)}\n`).join(''))
    return
  }
  const lines = [
    `${paint.red(tell(lang, 'fault.title'))}  ${cleanLine(text)}  ${paint.dim(cleanLine(code))}`,
    ...(code.startsWith('store/') ? [tell(lang, 'fault.file', { file: cleanLine(casesPath(call)) })] : []),
    ...(advice === '' ? [] : [advice]),
    ...definitionFault(error, lang),
    ...(isDebug ? trace : [paint.dim(tell(lang, 'fault.debug'))]),
  ]
  host.stderr.write(lines.map(line => `${line}\n`).join(''))
}

/** Whoever writes a case type reads which one it is, at which place, and what to write there. */
function definitionFault(error: unknown, lang: Locale): readonly string[] {
  if (!isOurs(error) || !error.code.startsWith('definition/')) return []
  const sentence = error.message.replace(`${error.code}: `, '')
  const { caseType } = error.details
  // What its machine alone gets wrong is found before it has a name.
  if (caseType === undefined) return [cleanLine(sentence)]
  return [cleanLine(tell(lang, 'fault.definition', { caseType: String(caseType), sentence }))]
}

/** Errors of packages that do not import core have the same shape. */
function isOurs(error: unknown): error is ConvokeErrorLike {
  if (!(error instanceof Error)) return false
  const { code, details } = error as Partial<ConvokeErrorLike>
  return typeof code === 'string' && code.includes('/') && typeof details === 'object'
}

/** Where it came from, and where its causes did. */
function traceOf(error: unknown): readonly string[] {
  const lines: string[] = []
  let at = error
  for (let depth = 0; at instanceof Error && depth < 8; depth++) {
    lines.push(...(at.stack ?? at.message).split('\n').map(cleanLine))
    at = at.cause
  }
  return lines
}
