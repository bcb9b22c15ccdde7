import type { PartySpec } from './command-spec.js'
import { UsageError } from './usage-error.js'

/** The party of a command line under the name that its command knows it by. */
export function withParty(
  spec: PartySpec | undefined,
  given: { readonly as?: string; readonly by?: string },
): Readonly<Record<string, unknown>> {
  if (spec === undefined) return given
  const { as, by, ...rest } = given
  if (as !== undefined && by !== undefined && as !== by)
    throw new UsageError('usage/both', { one: '--as', other: '--by' })
  const party = as ?? by
  if (party === undefined && spec.isRequired) throw new UsageError('usage/missing-option', { name: flagsOf(spec) })
  return party === undefined ? rest : { ...rest, [spec.name]: party }
}

/** How help shows the option. */
export function flagsOf({ name }: PartySpec): string {
  return `--${name} <party>`
}

/** The same by its other name, which help does not show. */
export function otherFlagsOf({ name }: PartySpec): string {
  return `--${name === 'as' ? 'by' : 'as'} <party>`
}
