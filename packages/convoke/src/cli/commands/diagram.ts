import { mermaidOf } from '@convoke/core'
import { caseTypeOf } from '../../terminal/look.js'
import { noSuchCase, refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes, knownCaseType, withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { UsageError } from '../usage-error.js'
import { xstateFileOf } from '../xstate-file.js'

export interface DiagramOptions {
  readonly case?: string
  readonly xstate?: boolean
}

/** `convoke diagram CASETYPE` */
export async function diagram(call: Call, { case: id, xstate }: DiagramOptions, name: string): Promise<number> {
  if (xstate === true && id !== undefined) throw new UsageError('usage/both', { one: '--xstate', other: '--case' })
  const caseTypes = await configuredCaseTypes(call)
  const known = knownCaseType(caseTypes, name)
  if ('refusal' in known) return refuse(call, lookOf(call, 'UTC', caseTypes), known.refusal)
  if (xstate === true) return printText(call, 'xstate', xstateFileOf(known.caseType))
  if (id === undefined) return printText(call, 'mermaid', mermaidOf(known.caseType, { locale: call.lang }))
  return withCases(call, {}, async ({ engine, look }) => {
    const view = await engine.view(id)
    if (view === undefined || view.caseType !== name) return noSuchCase(call, look)
    const caseType = caseTypeOf(look, view.caseType, view.version) ?? known.caseType
    return printText(call, 'mermaid', mermaidOf(caseType, { locale: call.lang, highlight: view.states }))
  })
}

function printText(call: Call, format: 'mermaid' | 'xstate', text: string): number {
  call.print({ format, text }, () => text.trimEnd().split('\n'))
  return exitCodes.done
}
