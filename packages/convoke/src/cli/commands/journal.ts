import type { Entry } from '@convoke/core'
import { eyesOf } from '../../terminal/eyes.js'
import { timeline } from '../../terminal/timeline.js'
import { noSuchCase } from '../answers.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { wholeNumber } from '../numbers.js'

/** `convoke journal CASE` */
export async function journal(
  call: Call,
  { as, from }: { readonly as?: string; readonly from?: string },
  name: string,
): Promise<number> {
  const first = from === undefined ? 1 : wholeNumber('--from', from)
  return withCases(call, {}, async ({ engine, look }) => {
    const id = await caseNamed({ engine, look }, name, as)
    if ((await engine.view(id, eyesOf(as))) === undefined) return noSuchCase(call, look)
    const entries: Entry[] = []
    for await (const entry of engine.journal(id, { ...eyesOf(as), from: first })) entries.push(entry)
    call.print({ entries }, () => timeline(entries, [look]))
    return exitCodes.done
  })
}
