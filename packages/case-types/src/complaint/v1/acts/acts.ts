import type { Declaration, Events, InnerEvent, Notify, OneOrMany, Update } from '@convoke/core'
import type { Context } from '../context.js'
import type { notices } from '../notices.js'
import type { words } from '../words.js'

type ShapeOf<Words> = Words extends Declaration<infer Shape> ? Shape : never

/** Every event the machine hears, by its type. */
type Heard = Events<ShapeOf<typeof words>>

/** What an act is given: the event it answers, or, as a `step` on entering, leaving or passing on, any. */
type Given<Type> = Type extends keyof Heard ? Heard[Type] : Heard[keyof Heard] | InnerEvent

/** One thing done in answer to an event: a change, or a notice. */
export type Act<Type> = Update<Context, Given<Type>> | Notify<Context, Given<Type>, keyof typeof notices | 'case.open'>

/**
 * The acts of one state by name: those named like the event they answer, and `Others` by the event of each. Written as a
 * type of its own, because the inferred one would spell out the whole case type in every declaration file.
 */
export type Acts<
  Same extends keyof Heard,
  Others extends Readonly<Record<string, keyof Heard | 'step'>> = Readonly<Record<never, never>>,
> = {
  readonly [Name in Same]: OneOrMany<Act<Name>>
} & { readonly [Name in keyof Others]: OneOrMany<Act<Others[Name]>> }

/** Acts that fit every event. */
export type Step = OneOrMany<Act<'step'>>

/** One act that fits every event. */
export type OneStep = Act<'step'>

/** The event of any clock of a complaint. */
type Clocked = Pick<Heard['deadline.outer'], 'key' | 'n' | 'at'>

/** What a clock that runs out leaves behind: it fits the event of every clock. */
export type Lapse = Update<Context, Clocked> | Notify<Context, Clocked, 'overdue'>
