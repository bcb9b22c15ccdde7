import type { AnyCaseView, Entry, PartyId } from '@convoke/core'
import { casePage } from '../../terminal/case-lines.js'
import { changeLines } from '../../terminal/change-lines.js'
import { actText } from '../../terminal/timeline.js'
import { say } from '../../terminal/words.js'
import { refuse } from '../answers.js'
import type { Call } from '../call.js'
import { type Cases, withCases } from '../cases.js'
import { readData } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { UsageError } from '../usage-error.js'

export interface SendOptions {
  readonly by: string
  readonly actor?: string
  readonly onBehalfOf?: string
  readonly commandId?: string
  readonly data?: string
  readonly full?: boolean
}

/** `convoke send CASE COMMAND --by PARTY` */
export async function send(
  call: Call,
  { by, actor, onBehalfOf, commandId, data, full = false }: SendOptions,
  name: string,
  command: string,
): Promise<number> {
  const fields = await readData(call, '--data', data)
  if (Object.hasOwn(fields, 'type')) throw new UsageError('usage/type-in-data')
  return withCases(call, {}, async ({ engine, look }) => {
    const as = onBehalfOf ?? by
    const id = await caseNamed({ engine, look }, name, as)
    const before = await engine.view(id, { as })
    const result = await engine.submit(id, { ...fields, type: command }, { by, actor, onBehalfOf, commandId })
    // The words of the case type are for those who are in the case.
    const caseType = before?.caseType ?? (await engine.view(id, { as }))?.caseType
    if (!result.ok) return refuse(call, look, result.refusal, caseType)
    const { case: view, entry, replayed } = result
    const meanwhile = replayed || call.isJson ? [] : await entriesBetween(engine, view, before, entry, as)
    call.print(result, () => [
      say(look.lang, 'done.sent', { command: actText(entry, look), seq: entry.seq }),
      ...(replayed ? [say(look.lang, 'done.replayed')] : []),
      ...(full
        ? ['', ...casePage(look, view, as)]
        : changeLines(look, { view, before: before ?? view, meanwhile, as })),
    ])
    return exitCodes.done
  })
}

/** What happened since the case was looked at: deadlines that were due came first. */
async function entriesBetween(
  engine: Cases['engine'],
  { id }: AnyCaseView,
  before: AnyCaseView | undefined,
  { seq }: Entry,
  as: PartyId,
): Promise<readonly Entry[]> {
  const from = (before?.seq ?? seq - 1) + 1
  if (from >= seq) return []
  const entries: Entry[] = []
  for await (const entry of engine.journal(id, { as, from })) if (entry.seq < seq) entries.push(entry)
  return entries
}
