import { UsageError } from './usage-error.js'

/** An anchor as the audit that signed it named it: `3:9f86…`. */
export function anchorNamed(text: string): { readonly n: number; readonly root: string } {
  const [, n, root] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (n === undefined || root === undefined) throw new UsageError('usage/anchor')
  return { n: Number(n), root }
}
