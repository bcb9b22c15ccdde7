import type { AnyOpenResult } from '@convoke/core'
import { casePage } from '../../terminal/case-lines.js'
import { changeLines } from '../../terminal/change-lines.js'
import { cleanLine, jsonText } from '../../terminal/clean.js'
import { labelsOf } from '../../terminal/look.js'
import { say } from '../../terminal/words.js'
import { refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes, knownCaseType, withCases } from '../cases.js'
import { byParty } from '../command-spec.js'
import { readData } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { flagsOf } from '../party.js'
import { UsageError } from '../usage-error.js'

export interface OpenOptions {
  readonly by?: string
  readonly actor?: string
  readonly id?: string
  readonly commandId?: string
  readonly data?: string
  readonly parameters?: string
  /** Which sample opening of the case type; true: the first. */
  readonly sample?: string | true
  /** Print the data of the opening and open nothing. */
  readonly print?: boolean
  readonly full?: boolean
}

/** `convoke open CASETYPE --by PARTY` */
export async function open(call: Call, options: OpenOptions, caseType: string): Promise<number> {
  const { by, actor, id, commandId, data, parameters, sample, print = false, full = false } = options
  if (data !== undefined && sample !== undefined)
    throw new UsageError('usage/both', { one: '--data', other: '--sample' })
  if (by === undefined && !print) throw new UsageError('usage/missing-option', { name: flagsOf(byParty) })
  const caseTypes = await configuredCaseTypes(call)
  const known = knownCaseType(caseTypes, caseType)
  if ('refusal' in known) return refuse(call, lookOf(call, 'UTC', caseTypes), known.refusal)
  const opening =
    sample === undefined
      ? await readData(call, '--data', data)
      : sampleOf(known.caseType.openings ?? [], sample, known.caseType.name)
  if (print) {
    call.host.stdout.write(`${jsonText(opening)}\n`)
    return exitCodes.done
  }
  const turned = parameters === undefined ? undefined : await readData(call, '--parameters', parameters)
  return withCases(call, { create: true }, async ({ engine, look }) => {
    const party = by as string
    const result: AnyOpenResult = await engine.open(caseType, opening, {
      ...{ by: party, actor, id, commandId },
      // Read from JSON, so it is JSON.
      parameters: turned as never,
    })
    if (!result.ok) return refuse(call, look, result.refusal, caseType)
    const { case: view } = result
    const title = labelsOf(look, view.caseType, view.version)?.title ?? view.caseType
    call.print(result, () => [
      say(look.lang, 'done.opened', { reference: cleanLine(view.reference), title: cleanLine(title) }),
      ...(result.replayed ? [say(look.lang, 'done.replayed')] : []),
      ...(full ? ['', ...casePage(look, view, party)] : changeLines(look, { view, as: party })),
    ])
    return exitCodes.done
  })
}

function sampleOf(openings: readonly object[], asked: string | true, caseType: string): object {
  const n = asked === true ? 1 : wholeNumber('--sample', asked)
  const found = openings[n - 1]
  if (found === undefined) throw new UsageError('usage/no-sample', { caseType, count: String(openings.length) })
  return found
}
