import fc from 'fast-check'

interface Standing {
  readonly where: readonly string[]
}

/**
 * The states that no history of a fixed sample comes through. A property over histories that never get anywhere would
 * prove nothing; whether a generator gets somewhere may not depend on the luck of a run, so the sample is always the same.
 *
 * @param play plays a history and tells after each step where the case stands
 */
export function missed(
  histories: fc.Arbitrary<[number, number[]]>,
  wanted: readonly string[],
  play: (setting: number, choices: readonly number[], check: (one: Standing) => void) => unknown,
): readonly string[] {
  const left = new Set(wanted)
  for (const [setting, choices] of fc.sample(histories, { seed: 1, numRuns: 300 })) {
    if (left.size === 0) break
    play(setting, choices, ({ where }) => {
      for (const state of where) left.delete(state)
    })
  }
  return [...left]
}
