// What is noted of a settled case for the rates that a scenario names.
import type { RatePack } from '@convoke/core'
import { packsNamed } from '../scenario/additions/rates.js'
import { assessedBy, type Settled } from './assessed.js'
import type { TypeRun } from './type-run.js'
import type { World } from './world.js'

/** What a settled case adds to sums: of each its number, what is added, and to what it is a sum over. */
export type Rated = (type: TypeRun, state: Settled) => readonly number[]

/** How settled cases count for the rates of the packs that are named; undefined where none is. */
export function ratedOf({ arm, ledger }: Pick<World, 'arm' | 'ledger'>): Rated | undefined {
  const packs = packsNamed(arm)
  if (packs.length === 0) return undefined
  return (type, state) => {
    const rules = type.definition.caseType.rates
    const named = packs.filter(pack => rules !== undefined && Object.hasOwn(rules.packs, pack))
    if (rules === undefined || named.length === 0) return []
    const { excluded, is } = assessedBy(type, state, rules)
    const additions = [ledger.slot('rateCounted', '', '', type.name), excluded === null ? 1 : 0, 1]
    if (excluded !== null) return [...additions, ledger.slot('rateExcluded', 'reason', excluded, type.name), 1, 1]
    for (const pack of named) {
      const ofPack = ledger.slot('rate', 'pack', pack, type.name)
      const { rates } = rules.packs[pack] as RatePack
      for (const { name, numerator, denominator } of rates)
        if (denominator === 'counted' || is(denominator))
          additions.push(ledger.within(ofPack, 'rate', name), is(numerator) ? 1 : 0, 1)
    }
    return additions
  }
}
