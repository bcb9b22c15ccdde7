import { casePage } from '../../terminal/case-lines.js'
import { actText } from '../../terminal/timeline.js'
import { say } from '../../terminal/words.js'
import { refuse } from '../answers.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { readData } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'

export interface SendOptions {
  readonly by: string
  readonly actor?: string
  readonly onBehalfOf?: string
  readonly commandId?: string
  readonly data?: string
}

/** `convoke send CASE COMMAND --by PARTY` */
export async function send(
  call: Call,
  { by, actor, onBehalfOf, commandId, data }: SendOptions,
  id: string,
  command: string,
): Promise<number> {
  const fields = await readData(call, '--data', data)
  if (Object.hasOwn(fields, 'type')) throw new UsageError('usage/type-in-data')
  return withCases(call, {}, async ({ engine, look }) => {
    const result = await engine.submit(id, { ...fields, type: command }, { by, actor, onBehalfOf, commandId })
    // The words of the case type are for those who are in the case.
    const caseType = (await engine.view(id, { as: onBehalfOf ?? by }))?.caseType
    if (!result.ok) return refuse(call, look, result.refusal, caseType)
    call.print(result, () => [
      say(look.lang, 'done.sent', { command: actText(result.entry, look), seq: result.entry.seq }),
      ...(result.replayed ? [say(look.lang, 'done.replayed')] : []),
      '',
      ...casePage(look, result.case, onBehalfOf ?? by),
    ])
    return exitCodes.done
  })
}
