// What is noted of a settled case for the rates that a scenario names.
import type { RatePack } from '@convoke/core'
import { packsNamed } from '../scenario/additions/rates.js'
import { assessedBy, type Settled } from './assessed.js'
import type { Tally } from './tally.js'
import type { TypeRun } from './type-run.js'
import type { World } from './world.js'

/** Counts a settled case for the rates of the packs that are named; undefined where none is. */
export function ratedOf({
  arm,
  ledger,
}: World): ((type: TypeRun, state: Settled, add: Tally['add']) => void) | undefined {
  const packs = packsNamed(arm)
  if (packs.length === 0) return undefined
  return (type, state, add) => {
    const rules = type.definition.caseType.rates
    if (rules === undefined) return
    const named = packs.filter(pack => Object.hasOwn(rules.packs, pack))
    if (named.length === 0) return
    const { excluded, is } = assessedBy(type, state, rules)
    add(ledger.slot('rateCounted', '', '', type.name), excluded === null ? 1 : 0, 1)
    if (excluded !== null) {
      add(ledger.slot('rateExcluded', 'reason', excluded, type.name), 1, 1)
      return
    }
    for (const pack of named) {
      const ofPack = ledger.slot('rate', 'pack', pack, type.name)
      const { rates } = rules.packs[pack] as RatePack
      for (const { name, numerator, denominator } of rates)
        if (denominator === 'counted' || is(denominator))
          add(ledger.within(ofPack, 'rate', name), is(numerator) ? 1 : 0, 1)
    }
  }
}
