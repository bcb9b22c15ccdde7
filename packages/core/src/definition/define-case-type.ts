import type * as z from 'zod'
import type { CaseMachine, MachineNames, XStateMachine } from './case-setup.js'
import type { AnyCaseType, Migration } from './case-type.js'
import { checkCaseType } from './checks/check-case-type.js'
import { withOwnLabels } from './checks/check-labels.js'
import type { Declaration } from './declare-case.js'
import type { BothLabels } from './labels.js'
import type { MigrationsFit } from './migration.js'
import type { RateRules } from './rates.js'
import type { Rulebook } from './rulebook.js'
import type { Declared } from './type-declared.js'
import type { NameIn, Refused, ValueIn } from './type-refused.js'
import type { ContextOf, DataIn, Given, Shape } from './type-words.js'

/** Examples of each command's data, as a party would send it. The verifier and the simulator try them. */
export type Samples<S extends Shape> = {
  readonly [K in NameIn<S['commands']>]?: readonly DataIn<S['commands'][K]>[]
}

/**
 * Examples of what linked cases come back with, by link: an outcome of theirs and what they return. The verifier tries them;
 * a link without any is one whose case never settles.
 */
export type Answers<S extends Shape> = {
  readonly [K in NameIn<S['links']>]?: readonly { readonly outcome: string; readonly result: DataIn<S['links'][K]> }[]
}

/** A case type 事项类型: words, machine, labels and samples, checked and frozen. */
export interface CaseType<Name extends string, S extends Shape, N extends MachineNames> extends Declared<S> {
  readonly name: Name
  readonly version: string
  // Not CaseMachine: XState's EventFrom of a subtype of its machine is `never` under exactOptionalPropertyTypes.
  readonly machine: XStateMachine<S, N['guards']>
  readonly labels: BothLabels<S, N>
  readonly samples: Samples<S>
  readonly openings?: readonly Given<z.input<S['opening']>>[] | undefined
  readonly answers?: Answers<S> | undefined
  /** How cases of earlier versions are taken over. */
  readonly migrateFrom?: readonly Migration[] | undefined
  readonly rulebook?: Rulebook | undefined
  readonly rates?: RateRules | undefined
  /** For types only: read `T['~types']` instead of inferring through the machine. */
  readonly '~types'?: { readonly shape: S; readonly states: N['states'] } | undefined
}

/** `unknown` when every deadline runs on states that exist; otherwise a sentence. */
export type DeadlinesOnStates<S extends Shape, States extends string> = [States] extends [never]
  ? unknown
  : [Exclude<OnNames<S>, States>] extends [never]
    ? unknown
    : Refused<`a deadline is on "${Exclude<OnNames<S>, States>}", which is not a state: write its whole path, such as "a.b"`>

type OnNames<S extends Shape> = Extract<ValueIn<S['deadlines']>, string>

/**
 * Puts the words and the machine together, and refuses a case type that could not be run, explained or verified.
 *
 * The result is an immutable value; nothing is registered anywhere. Checked once, when it is defined. Pure.
 *
 * @throws ConvokeError `definition/…`, one of `definitionCodes`, with the place in `details.where`
 * @example
 * const words = declareCase({
 *   parameters: z.object({}),
 *   opening: z.object({ office: partyId }),
 *   context: z.object({ office: partyId }),
 *   roles: { office: { who: c => c.office } },
 *   commands: { close: { by: ['office'] } },
 * })
 * const machine = words.setup().createMachine({
 *   context: ({ input }) => ({ parameters: input.parameters, ...input.opening }),
 *   initial: 'open',
 *   states: {
 *     open: {
 *       meta: { duties: [{ role: 'office', task: 'close', commands: ['close'], exempt: 'no period is set' }] },
 *       on: { close: 'closed' },
 *     },
 *     closed: { type: 'final' },
 *   },
 * })
 * const name = (text: string) => ({
 *   title: text,
 *   states: { open: text, closed: text },
 *   roles: { office: text },
 *   commands: { close: text },
 *   deadlines: {},
 *   guards: {},
 *   tasks: { close: text },
 * })
 * const filing = defineCaseType(words, {
 *   name: 'filing',
 *   version: '1.0.0',
 *   machine,
 *   labels: { 'zh-CN': name('归档'), en: name('Filing') },
 *   samples: {},
 * })
 * knobsOf(filing) // => {}
 */
export function defineCaseType<
  S extends Shape,
  const Name extends string,
  N extends MachineNames,
  const M extends readonly Migration[] = readonly [],
>(
  declaration: Declaration<S>,
  rest: {
    /** Kebab-case; part of every entry, so it never changes. */
    name: Name & DeadlinesOnStates<S, NoInfer<N>['states']>
    /** Semantic version. A released version is kept for ever. */
    version: string
    machine: CaseMachine<S, N>
    labels: BothLabels<S, NoInfer<N>>
    samples: Samples<S>
    /** Examples of opening data; the first context each gives is checked against the declared one. */
    openings?: readonly Given<z.input<S['opening']>>[]
    /** Examples of what linked cases come back with. */
    answers?: Answers<S>
    /** How cases of earlier versions are taken over, one `migrate(…)` each; without, they end on their version. */
    migrateFrom?: M & MigrationsFit<NoInfer<M>, NoInfer<N>['states']>
    /** What the sources say of it; verification holds it to that, and nothing that decides a case reads it. */
    rulebook?: Rulebook
    /** By which rates places assess its cases; simulation counts them, and nothing that decides a case reads it. */
    rates?: RateRules<ContextOf<S>>
  },
): CaseType<Name, S, N> {
  const { setup: _setup, update: _update, notify: _notify, when: _when, migrate: _migrate, ...words } = declaration
  const declared = { ...words, ...rest } as unknown as AnyCaseType
  const caseType = { ...declared, labels: withOwnLabels(declared) }
  checkCaseType(caseType)
  return Object.freeze(caseType) as unknown as CaseType<Name, S, N>
}
