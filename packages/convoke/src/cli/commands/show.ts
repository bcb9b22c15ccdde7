import { casePage } from '../../terminal/case-lines.js'
import { eyesOf } from '../../terminal/eyes.js'
import { noSuchCase } from '../answers.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { isCaseFile, showFile } from './show-file.js'

/** `convoke show CASE`, or of a case file */
export async function show(call: Call, { as }: { readonly as?: string }, name: string): Promise<number> {
  if (isCaseFile(name)) return showFile(call, as, name)
  return withCases(call, {}, async ({ engine, look }) => {
    const id = await caseNamed({ engine, look }, name, as)
    const view = await engine.view(id, eyesOf(as))
    if (view === undefined) return noSuchCase(call, look)
    call.print(view, () => casePage(look, view, as))
    return exitCodes.done
  })
}
