import { UsageError } from './usage-error.js'

/** The whole number from 1 that an option gives. */
export function wholeNumber(option: string, given: string, highest: number = Number.MAX_SAFE_INTEGER): number {
  const number = /^\d{1,16}$/.test(given) ? Number(given) : 0
  if (number >= 1 && number <= highest) return number
  throw new UsageError('usage/whole-number', {
    option,
    range: highest === Number.MAX_SAFE_INTEGER ? '≥ 1' : `1–${highest}`,
  })
}
