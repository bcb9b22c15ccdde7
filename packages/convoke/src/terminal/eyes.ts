import type { PartyId } from '@convoke/core'

/** Through whose eyes an engine is asked: those of a party, or of the host where none was named on purpose. */
export function eyesOf(as: PartyId | undefined): { readonly as?: PartyId } {
  return as === undefined ? {} : { as }
}
