import type { Disclosure } from '@convoke/core'

/** A personal name that an entry discloses. */
export const disclosedName = (seq: number): Disclosure => ({
  seq,
  path: '/name',
  salt: 's',
  value: 'Zhang',
  commitment: 'c',
  visibleTo: null,
  personal: true,
  subject: 'a',
})
