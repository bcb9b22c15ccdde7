import type { Json } from '../json/json.js'
import type { Instant } from './schemas.js'
import type { NameIn, Nothing, Refused, ValueIn } from './type-refused.js'

/** Paths in T that do not survive JSON; `never` when all of it does. */
type NotJson<T, Path extends string> = [T] extends [Json | undefined]
  ? 0 extends 1 & T
    ? Path
    : never
  : T extends Json | Instant | undefined
    ? never
    : T extends readonly (infer Item)[]
      ? NotJson<Item, `${Path}[]`>
      : T extends Alien
        ? Path
        : T extends object
          ? keyof T extends never
            ? Path
            : ValueIn<{ [K in NameIn<T>]-?: NotJson<T[K], `${Path}.${K}`> }>
          : Path

// biome-ignore lint/suspicious/noExplicitAny: only `any` matches every function, whatever its parameters
type Alien = Date | ReadonlyMap<any, any> | ReadonlySet<any> | bigint | symbol | ((...args: any) => unknown)

/** `unknown` when T survives JSON; otherwise a sentence with the path of what does not. */
export type JsonOnly<T, Path extends string> = [NotJson<T, Path>] extends [never]
  ? unknown
  : Refused<`${NotJson<T, Path>} is not JSON: no Date, Map, Set, bigint, function, class, any or unknown`>

/**
 * A sentence when a root field of the context is optional: XState merges what an `assign` returns, so a root field
 * that `update` deletes would come back.
 */
export type NoOptional<T> = [OptionalIn<T>] extends [never]
  ? unknown
  : Refused<`context.${OptionalIn<T>} is optional: use .nullable(), because a deleted root field would come back`>

type OptionalIn<T> = ValueIn<{ [K in NameIn<T>]-?: Nothing extends Pick<T, K> ? K : never }>
