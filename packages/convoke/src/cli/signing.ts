import type { AdminOptions } from '@convoke/engine'
import { UsageError } from './usage-error.js'

/** What an administrative act is signed with, as the command line takes it. */
export interface SigningOptions {
  readonly ground?: string
  readonly sign?: readonly string[]
}

/** The ground and the two signatures; who signs is taken at its word, as `--by` is. */
export function signatureOf({ ground, sign = [] }: SigningOptions): AdminOptions {
  if (ground === undefined) throw new UsageError('usage/missing-option', { name: '--ground <words>' })
  const signatures = sign.map(text => {
    const at = text.lastIndexOf('=')
    if (at < 1 || at === text.length - 1) throw new UsageError('usage/sign')
    return { by: text.slice(0, at), actor: text.slice(at + 1) }
  })
  const [first, second, ...more] = signatures
  if (first === undefined || second === undefined || more.length > 0) throw new UsageError('usage/sign')
  return { ground, signatures: [first, second] }
}
