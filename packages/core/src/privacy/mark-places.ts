import {
  allCores,
  type Bare,
  bare,
  type Choice,
  defOf,
  described,
  hasMark,
  itemSchema,
  itemsOf,
  restOf,
  type Schema,
  shapeOf,
  together,
} from '../definition/schema-parts.js'
import { checkMarks } from './mark-check.js'
import type { Mark } from './marks.js'

/**
 * A place in data, as its schema knows it: the mark on it, and the places inside. Where a union or an intersection
 * leaves open which schema describes a value, a place stands for all of them and the strictest mark counts.
 */
export interface Place {
  /** All marks on this place as one; null where it is unmarked. */
  readonly mark: Mark | null
  /** Null passes by the personal mark, as in `personal(…).nullable()`: the machine sees null and no handle. */
  readonly nullIsPlain: boolean
  /** Whether any place inside is marked. */
  readonly marksInside: boolean
  /** Whether the value may be something whose inside the schema does not describe, such as the result of a transform. */
  readonly opaque: boolean
  /** Whether items mean something by their position, as in a tuple. */
  readonly positional: boolean
  /** The place of a member; undefined where the schema has no such member. */
  member(key: string): Place | undefined
  item(index: number): Place | undefined
  /** This place with every discriminated union narrowed to the option that the value chose. */
  narrowed(value: object): Place
}

const places = new WeakMap<Schema, Place>()

/**
 * The place a schema describes; the same object for the same schema. Pure.
 *
 * @throws ConvokeError `definition/unknown-schema` or `definition/mark-lost`; see {@link checkMarks}
 */
export function placeOf(schema: Schema): Place {
  const known = places.get(schema)
  if (known !== undefined) return known
  checkMarks(schema)
  return placeOfOne(schema)
}

function placeOfOne(schema: Schema): Place {
  let place = places.get(schema)
  if (place === undefined) {
    place = makePlace(bare(schema))
    places.set(schema, place)
  }
  return place
}

function placeOfAll(schemas: readonly Schema[]): Place | undefined {
  if (schemas.length === 0) return undefined
  return schemas.length === 1 ? placeOfOne(schemas[0]!) : makePlace(together(schemas.map(bare)))
}

function makePlace(own: Bare): Place {
  const { mark, nullIsPlain, cores, choices } = own
  const members = new Map<string, Place | undefined>()
  const items = new Map<number, Place | undefined>()
  const narrow = new Map<string, Place>()
  const everything = allCores(own)
  let rest: Place | undefined
  /** How many items have a place of their own. */
  let slots: number | undefined
  const place: Place = {
    mark,
    nullIsPlain,
    marksInside: everything.some(core => hasMark(core, new Set())),
    opaque: everything.some(core => !described.has(defOf(core).type)),
    positional: everything.some(core => defOf(core).type === 'tuple'),
    member(key) {
      if (members.has(key)) return members.get(key)
      const inShape = cores.filter(core => Object.hasOwn(shapeOf(core), key))
      if (inShape.length === 0) {
        rest ??= placeOfAll(cores.flatMap(restOf))
        return rest
      }
      const beside = cores.filter(core => !inShape.includes(core)).flatMap(restOf)
      const member = placeOfAll([...inShape.map(core => shapeOf(core)[key]!), ...beside])
      members.set(key, member)
      return member
    },
    item(index) {
      slots ??= Math.max(0, ...cores.map(core => itemsOf(core).length))
      const slot = Math.min(index, slots)
      if (!items.has(slot)) items.set(slot, placeOfAll(cores.flatMap(core => itemSchema(core, slot))))
      return items.get(slot)
    },
    narrowed(value) {
      if (choices.length === 0) return place
      const chosen = choices.map(choice => optionOf(choice, value))
      const key = chosen.join()
      let narrowed = narrow.get(key)
      if (narrowed === undefined) {
        const options = choices.flatMap(({ options }, i) => (chosen[i] === -1 ? options : [options[chosen[i]!]!]))
        const inside = together(options.map(bare))
        narrowed = makePlace({ mark, nullIsPlain, cores: [...cores, ...inside.cores], choices: inside.choices })
        narrow.set(key, narrowed)
      }
      return narrowed.narrowed(value)
    },
  }
  return place
}

/** Index of the option that the value's discriminator names; -1, which stands for all of them, where it is unreadable. */
function optionOf({ discriminator, options }: Choice, value: object): number {
  const tag = (value as Readonly<Record<string, unknown>>)[discriminator]
  return options.findIndex(option => option._zod.propValues?.[discriminator]?.has(tag as never))
}
