import { type AnyCaseType, type DiagramOptions as Drawing, diagramOf, mermaidOf } from '@convoke/core'
import { caseTypeOf } from '../../terminal/look.js'
import { noSuchCase, refuse } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { configuredCaseTypes, withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { namedCaseType } from '../named-case-type.js'
import { layoutTool } from '../optional.js'
import { UsageError } from '../usage-error.js'

export interface DiagramOptions {
  readonly case?: string
  readonly svg?: boolean
  readonly xstate?: boolean
}

/** `convoke diagram CASETYPE`: a case type by its name, by name and version, or by the file that exports it. */
export async function diagram(
  call: Call,
  { case: marked, svg = false, xstate = false }: DiagramOptions,
  name: string,
): Promise<number> {
  if (xstate && svg) throw new UsageError('usage/both', { one: '--xstate', other: '--svg' })
  if (xstate && marked !== undefined) throw new UsageError('usage/both', { one: '--xstate', other: '--case' })
  const caseTypes = await configuredCaseTypes(call)
  const known = await namedCaseType(call, caseTypes, name)
  if ('refusal' in known) return refuse(call, lookOf(call, 'UTC', caseTypes), known.refusal)
  if (xstate) {
    const { xstateFileOf } = await import('../xstate-file.js')
    return printText(call, 'xstate', xstateFileOf(known.caseType))
  }
  if (marked === undefined) return draw(call, known.caseType, svg, {})
  return withCases(call, {}, async ({ engine, look }) => {
    const view = await engine.view(await caseNamed({ engine, look }, marked))
    if (view === undefined || view.caseType !== known.caseType.name) return noSuchCase(call, look)
    const caseType = caseTypeOf(look, view.caseType, view.version) ?? known.caseType
    return draw(call, caseType, svg, { highlight: view.states })
  })
}

async function draw(
  call: Call,
  caseType: AnyCaseType,
  isSvg: boolean,
  drawing: Omit<Drawing, 'locale'>,
): Promise<number> {
  const options = { locale: call.lang, ...drawing }
  if (!isSvg) return printText(call, 'mermaid', mermaidOf(caseType, options))
  const layout = await layoutTool()
  const { svgOf } = await import('../../svg/svg.js')
  return printText(call, 'svg', await svgOf(diagramOf(caseType, options), layout))
}

function printText(call: Call, format: 'mermaid' | 'svg' | 'xstate', text: string): number {
  call.print({ format, text }, () => text.trimEnd().split('\n'))
  return exitCodes.done
}
