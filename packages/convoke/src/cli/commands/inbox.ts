import { inboxLines } from '../../terminal/case-lines.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'

/** `convoke inbox PARTY` */
export async function inbox(call: Call, _: object, party: string): Promise<number> {
  return withCases(call, {}, async ({ engine, look }) => {
    const items = await engine.inbox(party)
    const { leftOut = [] } = items
    const foreign = leftOut.filter(({ code }) => code === 'history/unknown-version')
    const notLoaded = [...new Set(foreign.map(({ caseType, version }) => `${caseType} ${version}`))].sort()
    call.print({ items, notLoaded, leftOut }, () => inboxLines(look, party, items, notLoaded))
    return exitCodes.done
  })
}
