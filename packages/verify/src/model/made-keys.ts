// Keys that a case makes up by counting, `t3` or `item@2`: there is no end to them, and they are followed up to a bound, as
// lists are.
import type { AnyCaseType, Json } from '@convoke/core'
import * as z from 'zod'
import type { Cell } from '../tables/cells.js'

/** A text that is shorter says nothing when it stands inside a key. */
const shortest = 3

/** Which number a case has counted to where it makes up a key; 0 for keys that are given or declared. */
export interface MadeKeys {
  numberIn(key: string): number
  /** How much further than to begin with the keys of a place have counted where this is one of them. */
  countedOn(cell: Cell): number
}

/**
 * @param given whatever names come into a case with: its opening, its knobs, the answers of linked cases
 */
export function madeKeys(caseType: AnyCaseType, given: readonly unknown[]): MadeKeys {
  const texts = new Set(textsIn([...given, caseType.samples] as unknown as Json))
  const inside = [...texts].filter(({ length }) => length >= shortest).sort((one, other) => other.length - one.length)
  const fields = new Set(fieldsOf(caseType.context))
  const numbers = new Map<string, number>()

  const counted = (key: string): number => {
    if (texts.has(key) || fields.has(key)) return 0
    const rest = inside.reduce((left, text) => left.replaceAll(text, ' '), key)
    return Math.max(0, ...(rest.match(/\d+/g) ?? []).map(Number))
  }
  const numberIn = (key: string): number => {
    let number = numbers.get(key)
    if (number === undefined) {
      number = counted(key)
      numbers.set(key, number)
    }
    return number
  }
  return {
    numberIn,
    countedOn({ key, parent }) {
      const number = numberIn(key)
      if (number === 0 || parent === undefined || parent.numbers.has('list')) return 0
      const begins = [...parent.children.values()].filter(({ initial }) => initial !== 0)
      return number - Math.max(0, ...begins.map(one => numberIn(one.key)))
    },
  }
}

function* textsIn(value: Json | undefined): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      yield key
      yield* textsIn(part as Json)
    }
  }
}

/** The names of all fields that a schema declares. */
function* fieldsOf(schema: z.ZodType): Generator<string> {
  const waiting: unknown[] = [z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [key, part] of Object.entries(next)) {
      if (key === 'properties') yield* Object.keys(part as object)
      waiting.push(part)
    }
  }
}
