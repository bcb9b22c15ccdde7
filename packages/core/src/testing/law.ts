/**
 * Something every implementation of a port must do, as data: bound to no test runner.
 *
 * @example
 * // in a test file: it.each(laws)('$name', ({ check }) => check(subject()))
 */
export interface Law<Subject> {
  /** A sentence that is true of a correct implementation. */
  readonly name: string
  /** Rejects with {@link LawBroken}, or with the subject's own error, when the sentence is false. */
  readonly check: (subject: Subject) => Promise<void>
}

/** A law was checked and does not hold; the message says what was expected and what was found. */
export class LawBroken extends Error {
  override readonly name = 'LawBroken'
}

/**
 * Breaks the law unless `condition` holds; `claim` says what should have been true.
 *
 * @example
 * holds(1 > 2, 'one is more than two') // => throws one is more than two
 */
export function holds(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new LawBroken(claim)
}

/**
 * Breaks the law unless both are the same plain data; keys whose value is `undefined` count as absent.
 *
 * @example
 * same({ seq: 1, at: undefined }, { seq: 1 }, 'the head') // => undefined
 * same([1], [2], 'the heads') // => throws the heads: expected [2], found [1]
 */
export function same(actual: unknown, expected: unknown, claim: string): void {
  if (isSame(actual, expected)) return
  throw new LawBroken(`${claim}: expected ${show(expected)}, found ${show(actual)}`)
}

/**
 * Breaks the law unless `attempt` throws or rejects with this error code.
 *
 * @example
 * await throwsCode(() => 7, 'store/closed', 'a closed store') // => throws expected store/closed, found 7
 */
export async function throwsCode(attempt: () => unknown, code: string, claim: string): Promise<void> {
  let found: unknown
  try {
    found = await attempt()
  } catch (error) {
    found = (error as { code?: unknown } | null)?.code ?? error
    if (found === code) return
  }
  throw new LawBroken(`${claim}: expected ${code}, found ${show(found)}`)
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]))
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every(key => isSame(left[key], right[key]))
}

function show(value: unknown): string {
  const text = value instanceof Error ? String(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length} characters)` : text
}
