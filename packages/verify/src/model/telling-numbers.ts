// The numbers that stand in the functions of a machine: where a rule begins or ends by a number, it may be one of them.

const known = new WeakMap<object, readonly number[]>()

/** The numbers in the guards and updates of a machine, as they are written; not those that come from elsewhere. */
export function tellingNumbers(machine: object): readonly number[] {
  let numbers = known.get(machine)
  if (numbers === undefined) {
    const { config, implementations } = machine as { readonly config: object; readonly implementations: object }
    numbers = [...new Set([...functionsIn([config, implementations])].flatMap(numbersIn))]
    known.set(machine, numbers)
  }
  return numbers
}

function numbersIn(written: object): readonly number[] {
  const words = String(written).match(/(?<![\w$.])(?:0[xob][\da-f]+|\d[\d_]*(?:\.\d+)?(?:e\d+)?)/gi) ?? []
  return words.map(word => Number(word.replaceAll('_', ''))).filter(Number.isFinite)
}

/** All functions below these, be they kept under a symbol. */
function* functionsIn(begin: readonly object[]): Generator<object> {
  const seen = new Set<unknown>()
  const waiting: unknown[] = [...begin]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue
    seen.add(next)
    if (typeof next === 'function') yield next
    for (const key of Reflect.ownKeys(next)) {
      const described = Reflect.getOwnPropertyDescriptor(next, key)
      if (described !== undefined && 'value' in described) waiting.push(described.value)
    }
  }
}
