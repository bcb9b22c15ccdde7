import { deadlineLines } from '../../terminal/deadline-lines.js'
import { eyesOf } from '../../terminal/eyes.js'
import { caseTypeOf } from '../../terminal/look.js'
import { noSuchCase } from '../answers.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'

/** `convoke deadlines CASE [NAME]` */
export async function deadlines(
  call: Call,
  { as, name: only }: { readonly as?: string; readonly name?: string },
  name: string,
): Promise<number> {
  return withCases(call, {}, async ({ engine, look }) => {
    const id = await caseNamed({ engine, look }, name, as)
    const view = await engine.view(id, eyesOf(as))
    if (view === undefined) return noSuchCase(call, look)
    const all = await engine.deadlines(id, eyesOf(as))
    const asked = only === undefined ? all : all.filter(deadline => deadline.name === only)
    call.print({ deadlines: asked }, () => deadlineLines(look, caseTypeOf(look, view.caseType, view.version), asked))
    return exitCodes.done
  })
}
