import type { PartyId } from '@convoke/core'
import { inboxLines } from '../../terminal/case-lines.js'
import { isLoaded } from '../../terminal/look.js'
import type { Call } from '../call.js'
import { type Cases, withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'

/** `convoke inbox PARTY` */
export async function inbox(call: Call, _: object, party: string): Promise<number> {
  return withCases(call, {}, async cases => {
    const { engine, look } = cases
    const items = await engine.inbox(party)
    const notLoaded = await versionsNotLoaded(cases, party)
    call.print({ items, notLoaded }, () => inboxLines(look, party, items, notLoaded))
    return exitCodes.done
  })
}

/** The versions of open cases of a party whose rules are not loaded, so that nobody knows what is owed in them. */
async function versionsNotLoaded({ engine, look }: Pick<Cases, 'engine' | 'look'>, party: PartyId): Promise<string[]> {
  const versions = new Set<string>()
  let after: string | undefined
  do {
    const page = await engine.list({ party, settled: false }, { limit: 500, after })
    for (const { caseType, version } of page.items)
      if (!isLoaded(look, caseType, version)) versions.add(`${caseType} ${version}`)
    after = page.next
  } while (after !== undefined)
  return [...versions].sort()
}
