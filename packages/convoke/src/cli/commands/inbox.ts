import { inboxLines } from '../../terminal/case-lines.js'
import type { Call } from '../call.js'
import { withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'

/** `convoke inbox PARTY` */
export async function inbox(call: Call, _: object, party: string): Promise<number> {
  return withCases(call, {}, async ({ engine, look }) => {
    const items = await engine.inbox(party)
    call.print({ items }, () => inboxLines(look, party, items))
    return exitCodes.done
  })
}
