import { allowedLines } from '../../terminal/case-lines.js'
import { needRules, noSuchCase } from '../answers.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'

/** `convoke allowed CASE --as PARTY` */
export async function allowed(call: Call, { as }: { readonly as: string }, name: string): Promise<number> {
  return withCases(call, {}, async ({ engine, look }) => {
    const id = await caseNamed({ engine, look }, name, as)
    const view = await engine.view(id, { as })
    if (view === undefined) return noSuchCase(call, look)
    needRules(look, view)
    call.print({ allowed: view.allowed }, () => allowedLines(look, view, as))
    return exitCodes.done
  })
}
