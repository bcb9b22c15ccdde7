import { casePage } from '../../terminal/case-lines.js'
import { cleanLine } from '../../terminal/clean.js'
import { say } from '../../terminal/words.js'
import { refuse } from '../answers.js'
import type { Call } from '../call.js'
import { knownCaseType, withCases } from '../cases.js'
import { readData } from '../data.js'
import { exitCodes } from '../exit-codes.js'

export interface OpenOptions {
  readonly by: string
  readonly actor?: string
  readonly id?: string
  readonly commandId?: string
  readonly data?: string
  readonly parameters?: string
}

/** `convoke open CASETYPE --by PARTY` */
export async function open(
  call: Call,
  { by, actor, id, commandId, data, parameters }: OpenOptions,
  caseType: string,
): Promise<number> {
  const opening = await readData(call, '--data', data)
  const turned = parameters === undefined ? undefined : await readData(call, '--parameters', parameters)
  return withCases(call, { create: true }, async ({ engine, look }) => {
    const result = await engine.open(caseType, opening, {
      ...{ by, actor, id, commandId },
      // Read from JSON, so it is JSON.
      parameters: turned as never,
    })
    if (!result.ok) {
      const known = knownCaseType(engine.caseTypes, caseType)
      return 'refusal' in known ? refuse(call, look, known.refusal) : refuse(call, look, result.refusal, caseType)
    }
    call.print(result, () => [
      say(look.lang, 'done.opened', { reference: cleanLine(result.case.reference) }),
      ...(result.replayed ? [say(look.lang, 'done.replayed')] : []),
      '',
      ...casePage(look, result.case, by),
    ])
    return exitCodes.done
  })
}
