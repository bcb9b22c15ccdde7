// What is noted of a settled case for the evaluation of the unit that has it.
import type { AnyCaseType, Rate } from '@convoke/core'
import { type Condition, type Evaluation, outcomeField } from '../scenario/additions/evaluations.js'
import { at } from '../scenario/templates.js'
import { assessedBy, type Settled } from './assessed.js'
import type { Tally } from './tally.js'
import type { TypeRun } from './type-run.js'
import type { World } from './world.js'

/** Counts a settled case for the units of the evaluations of a policy. */
export type CountEvaluated = (type: TypeRun, state: Settled, add: Tally['add']) => void

/** How settled cases count for units; undefined where the policy evaluates none. */
export function evaluatedOf({ arm, ledger }: World): CountEvaluated | undefined {
  if (arm.evaluations === undefined) return undefined
  const all = Object.entries(arm.evaluations).map(([name, one]) => {
    const rates = Object.entries(one.rates)
    return { name, one, rates, isNaming: rates.some(([, { rate }]) => rate !== undefined) }
  })
  return (type, state, add) => {
    for (const { name, one, rates, isNaming } of all) {
      if (one.type !== undefined && one.type !== type.name) continue
      const unit = at(state.machine.context, one.unit)
      // Nobody has it: rejected at the door, withdrawn before it was given to anybody.
      if (typeof unit !== 'string' || unit === '') continue
      const ofUnit = (id: string) => ledger.within(ledger.slot(id, 'evaluation', name, undefined), 'unit', unit)
      const rules = isNaming ? type.definition.caseType.rates : undefined
      const assessed = rules === undefined ? undefined : assessedBy(type, state, rules)
      const isCounted = !anyHolds(one.excluded, state) && (assessed?.excluded ?? null) === null
      add(ofUnit('evaluated'), isCounted ? 1 : 0, 1)
      if (one.solved !== undefined) add(ofUnit('evaluatedSolved'), anyHolds(one.solved, state) ? 1 : 0, 1)
      if (!isCounted) continue
      for (const [rate, { anyOf = [], among, rate: named }] of rates) {
        if (named === undefined) {
          if (among !== undefined && !anyHolds(among, state)) continue
          add(ledger.within(ofUnit('rate'), 'rate', rate), anyHolds(anyOf, state) ? 1 : 0, 1)
          continue
        }
        const asked = rateNamed(type.definition.caseType, named)
        if (assessed === undefined || asked === undefined) continue
        const { numerator, denominator } = asked
        if (denominator === 'counted' || assessed.is(denominator))
          add(ledger.within(ofUnit('rate'), 'rate', rate), assessed.is(numerator) ? 1 : 0, 1)
      }
    }
  }
}

/** The rate that is called `beijing.response`; undefined where a case type has none. */
function rateNamed({ rates }: AnyCaseType, named: string): Rate | undefined {
  const [pack = '', name] = named.split('.')
  if (rates === undefined || !Object.hasOwn(rates.packs, pack)) return undefined
  return rates.packs[pack]?.rates.find(one => one.name === name)
}

const anyHolds = (conditions: Evaluation['excluded'], state: Settled): boolean =>
  conditions.some(one => holds(one, state))

function holds(condition: Condition, { machine, outcome }: Settled): boolean {
  return Object.entries(condition).every(([field, wanted]) =>
    field === outcomeField ? isAmong(outcome, wanted) : fits(machine.context, field.split('.'), wanted),
  )
}

function isAmong(found: unknown, wanted: unknown): boolean {
  const own = JSON.stringify(found)
  return own === JSON.stringify(wanted) || (Array.isArray(wanted) && wanted.some(one => own === JSON.stringify(one)))
}

function fits(found: unknown, [name, ...rest]: readonly string[], wanted: unknown): boolean {
  if (name === undefined) return isAmong(found, wanted)
  if (typeof found !== 'object' || found === null) return false
  if (name === '*') {
    const members = Object.values(found)
    return members.length > 0 && members.every(member => fits(member, rest, wanted))
  }
  return Object.hasOwn(found, name) && fits((found as Readonly<Record<string, unknown>>)[name], rest, wanted)
}
