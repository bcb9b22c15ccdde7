import type * as z from 'zod'
import type { Instant } from '../definition/schemas.js'
import type { Flat, Refused } from '../definition/type-refused.js'
import type { Json } from '../json/json.js'
import type { IsMarked, MarkOf, Marks, Wrapped } from './marks.js'

/** `unknown` when every role that a mark in S names is a role of the case type; otherwise a sentence with the wrong one. */
export type MarksAreRoles<S, Role extends string> = [Exclude<Marks<S>, Role>] extends [never]
  ? unknown
  : Refused<`visibleTo names "${Exclude<Marks<S>, Role>}", which is not a role of this case type`>

/** A value as it is outside the machine: an opaque {@link Instant} is epoch ms again. */
export type Outside<T> = [T] extends [Json | undefined]
  ? T
  : T extends Instant
    ? number
    : { [K in keyof T]: Outside<T[K]> }

/**
 * What a party may see of a value of schema S: fields that carry a mark are optional, personal fields have their real
 * type again, moments are epoch ms.
 */
export type Redacted<S> = [MarkedPart<S>] extends [never]
  ? S extends z.ZodType
    ? Outside<z.output<S>>
    : never
  : Def<S> extends { readonly shape: infer Fields }
    ? Flat<
        { [K in keyof Fields as IsMarked<Fields[K]> extends true ? never : K]: Redacted<Fields[K]> } & {
          [K in keyof Fields as IsMarked<Fields[K]> extends true ? K : never]?: Redacted<Fields[K]>
        }
      >
    : Def<S> extends { readonly type: 'optional'; readonly innerType: infer I }
      ? Redacted<I> | undefined
      : Def<S> extends { readonly type: 'nullable'; readonly innerType: infer I }
        ? Redacted<I> | null
        : [Wrapped<S>] extends [never]
          ? Def<S> extends { readonly element: infer I }
            ? Redacted<I>[]
            : Def<S> extends { readonly valueType: infer I }
              ? Record<string, Redacted<I>>
              : Def<S> extends { readonly options: readonly (infer I)[] }
                ? EachRedacted<I>
                : S extends z.ZodType
                  ? Outside<z.output<S>>
                  : never
          : Redacted<Wrapped<S>>

type Def<S> = S extends { readonly _zod: { readonly def: infer D } } ? D : never

/** `true` when S or anything in it carries a mark, `never` otherwise. */
type MarkedPart<S> = [MarkOf<S>] extends [never]
  ? Def<S> extends { readonly shape: infer Fields }
    ? { [K in keyof Fields]: MarkedPart<Fields[K]> }[keyof Fields]
    : Def<S> extends { readonly innerType: infer I } | { readonly element: infer I } | { readonly valueType: infer I }
      ? MarkedPart<I>
      : Def<S> extends { readonly options: readonly (infer I)[] }
        ? Def<S> extends z.ZodJSONSchema['_zod']['def']
          ? never
          : EachMarkedPart<I>
        : never
  : true

type EachRedacted<S> = S extends unknown ? Redacted<S> : never
type EachMarkedPart<S> = S extends unknown ? MarkedPart<S> : never
