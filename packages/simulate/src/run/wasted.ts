import type { Tally } from './tally.js'
import type { World } from './world.js'

/** Adds to what a party worked in vain 白费工时, by why: the code of the refusal, or `overtaken`. Where nothing was, nothing is told. */
export function addWasted(
  { ledger }: Pick<World, 'ledger'>,
  counts: Pick<Tally, 'add'>,
  party: string,
  code: string,
  ms: number,
): void {
  if (ms > 0) counts.add(ledger.within(ledger.slot('wasted', 'party', party, undefined), 'code', code), ms, 0)
}
