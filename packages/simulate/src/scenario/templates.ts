// Data as a scenario writes it: JSON in which some values are found when it is needed.
import type { CaseState, Json, JsonObject, WorkingCalendar } from '@convoke/core'
import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'

/** Operators of a template, and what each takes. */
export const operators = ['$pick', '$case', '$each', '$workingDays', '$segment'] as const

/** What a template is filled in for. */
export interface Filling {
  readonly key: Key
  /** The name under which its draws are made, and which time. */
  readonly name: string
  readonly n: number
  readonly now: number
  readonly calendar: WorkingCalendar
  readonly party: string
  readonly state: CaseState | undefined
  /** The group of the case, by segment. */
  readonly segmentOf?: ((dim: string) => string | undefined) | undefined
  /** Keys of open deadlines that the party owes, the earliest first. */
  readonly keys: readonly string[]
}

/** Whether every filling of a template is the same. */
export function isPlain(template: unknown): boolean {
  if (template === '$key' || template === '$party') return false
  if (typeof template !== 'object' || template === null) return true
  if (Array.isArray(template)) return template.every(isPlain)
  return Object.entries(template).every(([name, value]) => !name.startsWith('$') && isPlain(value))
}

/**
 * Every way to fill a template in, the likeliest to be meant first: more than one where it says `$key` or `$each`. The whole of it may
 * be one of several: `{ $pick: [{ outcome: resolved }, { outcome: unfounded }] }`.
 */
export function* filled(template: JsonObject, filling: Filling): Generator<JsonObject> {
  yield* valuesOf(template, filling, '') as Generator<JsonObject>
}

function* valuesOf(template: Json | undefined, filling: Filling, path: string): Generator<Json> {
  if (template === '$party') yield filling.party
  else if (template === '$key') yield* filling.keys
  else if (Array.isArray(template)) yield* list(template, filling, path, 0)
  else if (typeof template === 'object' && template !== null) {
    const [operator] = Object.keys(template)
    const operand = (template as JsonObject)[operator ?? '']
    if (operator === '$pick') {
      const choices = operand as readonly Json[]
      const u = draw(filling.key, label(`${filling.name} ${path}`), filling.n)
      yield* valuesOf(choices[Math.floor(u * choices.length)], filling, path)
    } else if (operator === '$case') yield (at(filling.state?.machine.context, operand as string) ?? null) as Json
    else if (operator === '$each') yield* each(at(filling.state?.machine.context, operand as string))
    else if (operator === '$segment') yield filling.segmentOf?.(operand as string) ?? null
    else if (operator === '$workingDays') {
      const due = filling.calendar.add(filling.now, { n: operand as number, unit: 'working-day' })
      yield filling.calendar.localDate(due.at - 1)
    } else yield* object(template as JsonObject, filling, path)
  } else if (template !== undefined) yield template
}

function* object(template: JsonObject, filling: Filling, path: string): Generator<Json> {
  const names = Object.keys(template)
  yield* members({}, 0)
  function* members(before: JsonObject, n: number): Generator<Json> {
    const name = names[n]
    if (name === undefined) {
      yield before
      return
    }
    for (const one of valuesOf(template[name], filling, `${path}/${name}`))
      yield* members({ ...before, [name]: one }, n + 1)
  }
}

function* list(template: readonly Json[], filling: Filling, path: string, n: number): Generator<Json> {
  if (n === template.length) {
    yield []
    return
  }
  for (const first of valuesOf(template[n], filling, `${path}/${n}`))
    for (const rest of list(template, filling, path, n + 1)) yield [first, ...(rest as Json[])]
}

function* each(found: unknown): Generator<Json> {
  if (Array.isArray(found)) yield* found as Json[]
  else if (typeof found === 'object' && found !== null) yield* Object.keys(found)
}

/** What stands at a dotted path of a context. */
export function at(context: unknown, path: string): unknown {
  let found = context
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Readonly<Record<string, unknown>>)[name]
  }
  return found
}
