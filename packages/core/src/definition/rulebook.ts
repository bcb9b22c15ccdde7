// What the sources say of a case type, written beside its machine and never derived from it: who may do what in which
// state and where it leads, which acts are kept apart, and what always or never holds. Verification holds the machine to it.
import type { Duration, PlainDate } from '../ports/working-calendar.js'
import type { Limit } from './limit-table.js'
import { badRule, cellsOf } from './rule-rows.js'

/** A place in a rule: the path of a state with all inside it, or one of {@link anyState}, {@link anyOpenState}, {@link sameState}. */
export interface RulePlace {
  readonly path: string
  /** It may come about, and the samples of the case type do not have to show it: written with a `?` behind. */
  readonly isRare: boolean
}

/** One act in one row of the table: where, by whom, and where it leads. */
export interface Rule {
  readonly in: readonly RulePlace[]
  /** A command, an event of the clock such as `deadline.reply`, or of a linked case such as `case.settled`. */
  readonly does: string
  /** The roles that may; empty where no party does it. */
  readonly by: readonly string[]
  readonly to: readonly RulePlace[]
  /** Of {@link Rulebook.sources}. */
  readonly source: string
  /** The line of the table, from 1. */
  readonly line: number
}

/** In `in`: whatever state. */
export const anyState = '*'
/** In `in`: every state in which the case is not settled. */
export const anyOpenState = '(open)'
/** In `to`: the innermost states stay the same. */
export const sameState = '='

/** Two acts that are to be done by different people, said by the source and not by the case type. */
export interface KeptApart {
  readonly did: string
  readonly mayNot: string
  /** Name of the data field, in both commands, that holds the item; absent: the whole case. */
  readonly item?: string | undefined
  /** Default: no organisation may do both; `party`: two people of one organisation may. */
  readonly per?: 'organisation' | 'party' | undefined
  readonly source: string
}

/** A deadline of a state: running, suspended, or run out. */
export interface DeadlineInState {
  readonly name: string
  /** Empty where the deadline has no keys. */
  readonly key: string
  /** `over` from its due instant on, also where rungs of its ladder are still to come. */
  readonly status: 'running' | 'suspended' | 'over'
  /** The rungs that came, in their order, as far as the machine hears of them: `due`, then levels of being late. */
  readonly reached: readonly string[]
}

/**
 * A state as a property of one's own sees it. What is read of it is told apart by the states that are explored; reading
 * little keeps them few. It cannot be changed.
 */
export interface StateView<Context = Readonly<Record<string, unknown>>> {
  /** Paths of the active states, outer ones first. */
  readonly states: readonly string[]
  /** Whether a state is active, by its path. */
  is(path: string): boolean
  /** Null as long as the case is not settled. */
  readonly outcome: string | null
  readonly context: Context
  readonly deadlines: readonly DeadlineInState[]
  /** Who holds a role. Empty for a role that nobody holds. */
  holders(role: string): readonly string[]
}

/** Says something of a state. Pure; must return true or false. */
export type Predicate<Context = Readonly<Record<string, unknown>>> = (state: StateView<Context>) => boolean

/**
 * What is taken for granted when something is to come about. `deadlines`: a deadline that stays armed is reached, and linked
 * cases answer; parties may be silent for ever. `everybody`: whoever can do something again and again does it some time.
 * Neither lets a deadline be put off for ever.
 */
export type Fairness = 'deadlines' | 'everybody'

/** A property of one's own: what always or never holds, what stays, what leads to what, and within which time. */
export interface OwnProperty {
  readonly name: string
  readonly says: Readonly<Record<'zh-CN' | 'en', string>>
  readonly kind: 'always' | 'never' | 'leadsTo' | 'until' | 'unless' | 'within'
  readonly fairness: Fairness
  /** Of `within`: the time it may take, or the name of a knob that holds it; counted as a deadline of that desk counts. */
  readonly period?: Duration | string | undefined
  readonly desk?: string | undefined
  /** What holds or begins, and what is to come. */
  readonly predicates: readonly Predicate<never>[]
}

/** A property with where it is said. */
export interface SourcedProperty extends OwnProperty {
  /** Of {@link Rulebook.sources}. */
  readonly source: string
}

/**
 * The rulebook 规则书 of a case type. Write it from the sources, not from the machine: `convoke verify` holds the
 * machine to it on every run, and it stands in the reference of the case type. Nothing that decides a case reads it.
 */
export interface Rulebook {
  /** The date the sources were read. */
  readonly readOn: PlainDate
  /** By a short name: what is cited in full. A name `ours` says that no source was found and the rule is our default. */
  readonly sources: Readonly<Record<string, string>>
  readonly rules: readonly Rule[]
  /** How long deadlines are and how much knobs allow, where a source says so: see {@link limitTable}. */
  readonly limits?: readonly Limit[] | undefined
  readonly apart?: readonly KeptApart[] | undefined
  /** Roles that one party at most holds at a time, such as the lead unit 主办单位. */
  readonly single?: readonly { readonly role: string; readonly source: string }[] | undefined
  readonly properties?: readonly SourcedProperty[] | undefined
  /** Findings of a released version that are left as they are, each with the reason. */
  readonly accepted?: readonly AcceptedFinding[] | undefined
}

/** A finding that is wanted, or left as it is: the property, a part of the English message, and why. */
export interface AcceptedFinding {
  readonly property: string
  readonly message: string
  readonly reason: string
}

const columns = ['in', 'does', 'by', 'leads to', 'source'] as const

/**
 * Reads rules from a table as one writes it in Markdown: in which states, what is done, by which roles, where it leads, and
 * the source. Several names in a cell are separated by commas; several acts in a row are as many rules. An empty first cell
 * means the states of the row above. `*` in the first column is any state, `(open)` every state that is not settled, `=` in
 * the fourth stays where it was; a `?` behind a state says that it may come about but the samples need not show it. Pure.
 *
 * @throws ConvokeError `definition/bad-rule` for a row that has not five cells, names no state, act or end, or no source
 * @example
 * const [first] = ruleTable(`
 *   | in       | does   | by       | leads to         | source |
 *   |----------|--------|----------|------------------|--------|
 *   | drafting | submit | convener | inviting, ended? | ours   |
 * `)
 * first?.does // => 'submit'
 * first?.to // => [{ path: 'inviting', isRare: false }, { path: 'ended', isRare: true }]
 */
export function ruleTable(table: string): readonly Rule[] {
  const rules: Rule[] = []
  let above: readonly RulePlace[] = []
  for (const { cells, line, where } of cellsOf(table, columns, 'a rule table')) {
    const [places, acts, roles, ends, source] = cells.map(named) as [string[], string[], string[], string[], string[]]
    const from = places.length === 0 ? above : places.map(placeOf)
    if (from.length === 0) throw badRule(where, 'says in no state where it holds: name one, "(open)" or "*"')
    if (acts.length === 0) throw badRule(where, 'says nothing that is done: name a command or a "deadline.…"')
    if (ends.length === 0) throw badRule(where, 'leads nowhere: name a state, or "=" for where it was')
    if (source.length !== 1) throw badRule(where, 'needs one source; write "ours" where it is our default')
    above = from
    for (const does of acts)
      rules.push({ in: from, does, by: roles, to: ends.map(placeOf), source: source[0] as string, line })
  }
  return rules
}

function named(cell: string): string[] {
  return cell
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
}

function placeOf(name: string): RulePlace {
  return name.endsWith('?') ? { path: name.slice(0, -1), isRare: true } : { path: name, isRare: false }
}
