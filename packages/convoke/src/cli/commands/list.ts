import { caseDefinition, nearest } from '@convoke/core'
import { caseList } from '../../terminal/case-lines.js'
import { cleanLine } from '../../terminal/clean.js'
import { eyesOf } from '../../terminal/eyes.js'
import type { Look } from '../../terminal/look.js'
import { say } from '../../terminal/words.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface ListOptions {
  readonly as?: string
  readonly type?: string
  readonly state?: string
  readonly party?: string
  readonly role?: string
  readonly overdue?: boolean
  readonly open?: boolean
  readonly settled?: boolean
  readonly text?: string
  readonly limit?: string
  readonly after?: string
}

/** `convoke list` */
export async function list(call: Call, options: ListOptions): Promise<number> {
  const { as, type, state, party, role, overdue, open, settled, text, after } = options
  if (open === true && settled === true) throw new UsageError('usage/both', { one: '--open', other: '--settled' })
  const limit = options.limit === undefined ? 50 : wholeNumber('--limit', options.limit, 500)
  const isSettled = settled === true ? true : open === true ? false : undefined
  return withCases(call, {}, async ({ engine, look }) => {
    const query = { caseType: type, state, party, role, overdue, settled: isSettled, text }
    const page = await engine.list(query, { ...eyesOf(as), limit, after })
    const { next } = page
    call.print(page, () => [
      ...caseList(look, page.items),
      ...(page.items.length === 0 ? unknownNames(look, { type, state }) : []),
      ...(next === undefined ? [] : [say(look.lang, 'next.page', { command: `--after ${cleanLine(next)}` })]),
    ])
    return exitCodes.done
  })
}

/** Why nothing is found where a case type or a state is asked for that nobody has: most likely it was misspelt. */
function unknownNames(
  { lang, caseTypes }: Look,
  { type, state }: Record<'type' | 'state', string | undefined>,
): string[] {
  const among = (given: string, known: readonly string[], word: 'list.no-type' | 'list.no-state'): string[] => {
    if (known.includes(given)) return []
    const [meant] = nearest(given, known)
    const hint = meant === undefined ? '' : ` ${tell(lang, 'usage/did-you-mean', { names: meant })}`
    return [tell(lang, word, { name: cleanLine(given) }) + hint]
  }
  const named = caseTypes.filter(({ name }) => type === undefined || name === type)
  const states = named.flatMap(caseType => [...caseDefinition(caseType).paths.values()])
  return [
    ...(type === undefined
      ? []
      : among(
          type,
          caseTypes.map(({ name }) => name),
          'list.no-type',
        )),
    ...(state === undefined || named.length === 0 ? [] : among(state, states, 'list.no-state')),
  ]
}
