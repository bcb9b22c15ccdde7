import fc from 'fast-check'

/**
 * The states that no history of a fixed sample comes through. A property over histories that never get anywhere would
 * prove nothing; whether a generator gets somewhere may not depend on the luck of a run, so the sample is always the same.
 *
 * @param statesOf plays a history and names the states it comes through
 */
export function missed<History>(
  histories: fc.Arbitrary<History>,
  wanted: readonly string[],
  statesOf: (history: History) => ReadonlySet<string>,
): readonly string[] {
  const left = new Set(wanted)
  for (const history of fc.sample(histories, { seed: 1, numRuns: 300 })) {
    if (left.size === 0) break
    for (const state of statesOf(history)) left.delete(state)
  }
  return [...left]
}
