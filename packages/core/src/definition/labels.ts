import type { CaseMachine, MachineNames } from './case-setup.js'
import type { Locale } from './case-type.js'
import type { NameIn } from './type-refused.js'
import type { Shape } from './type-words.js'

/** The words of one case type in one language: one for every name, none left out and none too many. */
export type Labels<S extends Shape, N extends MachineNames> = {
  readonly title: string
  readonly states: { readonly [K in N['states']]: string }
  readonly roles: { readonly [K in S['roles']]: string }
  readonly commands: { readonly [K in NameIn<S['commands']>]: string }
  readonly deadlines: { readonly [K in NameIn<S['deadlines']>]: string }
  /** Why a command is refused, one line per guard. */
  readonly guards: { readonly [K in N['guards']]: string }
} & WhenUsed<'outcomes', N['outcomes'], N['states']> &
  WhenUsed<'tasks', N['tasks'], N['states']>

// A machine with a mistake in it has no names at all, not even of states. Its mistake is told where it stands; a second one
// for each label, which is as it should be, would bury it.
type WhenUsed<Kind extends string, Name extends string, States extends string> = [Name] extends [never]
  ? { readonly [K in Kind]?: { readonly [name: string]: [States] extends [never] ? string : never } }
  : { readonly [K in Kind]: { readonly [N in Name]: string } }

/** For labels in a file of their own: `const zh: LabelsOf<typeof machine> = { … }`. */
export type LabelsOf<M> = M extends CaseMachine<infer S, infer N> ? Labels<S, N> : never

/** The words of one case type in both languages. */
export type BothLabels<S extends Shape, N extends MachineNames> = { readonly [L in Locale]: Labels<S, N> }
