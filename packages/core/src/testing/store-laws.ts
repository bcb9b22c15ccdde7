import { dueLaws } from './store-laws/due.js'
import { journalLaws } from './store-laws/journal.js'
import { lifetimeLaws } from './store-laws/lifetime.js'
import { listLaws } from './store-laws/list.js'
import { outboxLaws } from './store-laws/outbox.js'
import type { StoreLaw } from './store-laws/store-law.js'
import { storeWideLaws } from './store-laws/store-wide.js'

export type { OpenStore, StoreLaw } from './store-laws/store-law.js'

/**
 * What every `CaseStore` does, as data for any test runner: give each law a function that opens your store on fresh,
 * empty data. A store that cannot keep a law names it with its reason in {@link storeLawsBut}.
 *
 * @example
 * // it.each(storeLaws)('$name', ({ check }) => check(opener()))
 * storeLaws.every(law => law.name.length > 0) // => true
 */
export const storeLaws: readonly StoreLaw[] = [
  ...journalLaws,
  ...dueLaws,
  ...outboxLaws,
  ...listLaws,
  ...storeWideLaws,
  ...lifetimeLaws,
]

/**
 * The laws a store keeps, and those it is exempt from with the reason of each, for its tests and its documentation.
 *
 * @param exemptions reasons by the name of the law
 * @throws RangeError for a name that is no law's, or an empty reason: an exemption must not outlive its law
 * @example
 * storeLawsBut({}).exempt // => []
 */
export function storeLawsBut(exemptions: Readonly<Record<string, string>>): {
  readonly kept: readonly StoreLaw[]
  readonly exempt: readonly { readonly law: StoreLaw; readonly reason: string }[]
} {
  for (const [name, reason] of Object.entries(exemptions)) {
    if (!storeLaws.some(law => law.name === name)) throw new RangeError(`no store law is called "${name}"`)
    if (reason.trim() === '') throw new RangeError(`say why the store cannot keep "${name}"`)
  }
  const isExempt = (law: StoreLaw) => Object.hasOwn(exemptions, law.name)
  return {
    kept: storeLaws.filter(law => !isExempt(law)),
    exempt: storeLaws.filter(isExempt).map(law => ({ law, reason: exemptions[law.name]! })),
  }
}
