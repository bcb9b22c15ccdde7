import type { AnyCaseType } from '../case-type.js'
import { checkName, checkPlainName, definitionError } from '../definition-error.js'

/** Refuses rates that count what is no fact, or that two of a pack are called alike. */
export function checkRates({ rates }: AnyCaseType): void {
  if (rates === undefined) return
  const facts = Object.keys(rates.facts)
  for (const [fact, { is }] of Object.entries(rates.facts)) {
    const where = `rates.facts.${fact}`
    checkPlainName(where, 'a fact', fact)
    if (fact === 'counted')
      throw definitionError('bad-rate', where, `${where} is the name of all cases that count: choose another.`)
    if (typeof is !== 'function')
      throw definitionError(
        'bad-rate',
        where,
        `${where} cannot be asked: give "is", a function of the data of the case.`,
      )
  }
  for (const reason of Object.keys(rates.exclusions)) checkPlainName(`rates.exclusions.${reason}`, 'a reason', reason)
  for (const [pack, { rates: own }] of Object.entries(rates.packs)) {
    checkPlainName(`rates.packs.${pack}`, 'a pack', pack)
    const names = own.map(({ name }) => name)
    for (const [i, { name, numerator, denominator }] of own.entries()) {
      const where = `rates.packs.${pack}.${name}`
      checkPlainName(where, 'a rate', name)
      if (names.indexOf(name) !== i)
        throw definitionError('bad-rate', where, `${where} is there twice: call them by two names.`, { name })
      checkName('bad-rate', where, 'a fact', numerator, facts)
      checkName('bad-rate', where, 'a fact', denominator, ['counted', ...facts])
    }
    if (own.length === 0)
      throw definitionError(
        'bad-rate',
        `rates.packs.${pack}`,
        `rates.packs.${pack} is empty: name a rate, or leave it out.`,
      )
  }
}
