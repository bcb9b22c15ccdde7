// The rulebook beside a case type: what happens stands in it, and what stands in it happens.
import {
  activePaths,
  anyOpenState,
  anyState,
  type CaseDefinition,
  type CaseState,
  caseDefinition,
  type PartyId,
  type Rule,
  type Rulebook,
  sameState,
} from '@convoke/core'
import type { Step } from '../explore/explore.js'
import type { Watched } from '../explore/explore-options.js'
import { wayTo } from '../explore/graph.js'
import { madeLasting } from '../explore/lasting-asks.js'
import type { Study } from '../explore/study.js'
import { recuse } from '../model/acting.js'
import type { Ask, Configuration, Data, Monitor, Move } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import { partiesOf } from '../model/permission.js'
import { isBroken } from '../monitors/monitors.js'
import { cellFor } from '../tables/cells.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'
import { otherLimits } from './rulebook-limits.js'

const watcher = 'rulebook'

/** Who does what in which state, watched step by step where a rule is narrower than what the command declares. */
export function rulebookView(rulebook: Rulebook, modelOf: () => CaseModel): Watched {
  return {
    monitors: { [watcher]: roleMonitor(rulebook.rules, modelOf) },
    asks: [isBroken(watcher)],
    isWholeStep: false,
  }
}

/** The roles to which a place's rules give a command, where they are narrower than what the command declares. */
type Narrower = (type: string, before: Configuration) => ReadonlySet<string> | undefined

function narrowerRoles(rules: readonly Rule[], modelOf: () => CaseModel): Narrower {
  const applicable = new Map<string, readonly Rule[]>()
  const rulesFor = (type: string, before: Configuration): readonly Rule[] => {
    const { definition } = modelOf()
    const name = `${type} ${before.outcome} ${before.nodes.join()}`
    let known = applicable.get(name)
    if (known === undefined) {
      const paths = before.nodes.flatMap(node => definition.paths.get(node) || [])
      known = rules.filter(rule => rule.does === type && isAbout(rule, paths, before.outcome))
      applicable.set(name, known)
    }
    return known
  }
  return (type, before) => {
    const declared = modelOf().definition.commands.get(type)?.by ?? []
    const roles = new Set(rulesFor(type, before).flatMap(({ by }) => by))
    // Where no rule is narrower, deciding asks the same; where there is none, it is told elsewhere.
    return roles.size === 0 || declared.every(role => roles.has(role)) ? undefined : roles
  }
}

function isIn(
  { roles: declared }: CaseDefinition,
  roles: ReadonlySet<string>,
  by: PartyId,
  { context }: Data,
): boolean {
  return declared.some(
    role => roles.has(role.name) && (role.roll !== undefined || partiesOf(role, context as never).includes(by)),
  )
}

function faultOf(
  { definition }: CaseModel,
  { by, type }: Pick<Move & { kind: 'command' }, 'by' | 'type'>,
  { nodes }: Configuration,
  roles: ReadonlySet<string>,
): string {
  const places = nodes.flatMap(node => definition.paths.get(node) || [])
  return `in ${innermostOf(places).join()}, ${by} may ${type}, and the rulebook gives that to ${[...roles].join(', ')}`
}

/** Finds who does something in a state in which no rule gives it to a role of theirs. */
function roleMonitor(rules: readonly Rule[], modelOf: () => CaseModel): Monitor {
  const narrower = narrowerRoles(rules, modelOf)
  return (data, move, kept, before) => {
    if (move.kind !== 'command') return () => false
    const roles = narrower(move.type, before)
    if (roles === undefined || isIn(modelOf().definition, roles, move.by, data)) return () => false
    return () => {
      kept.fault ??= faultOf(modelOf(), move, before, roles)
      return true
    }
  }
}

/** A step of somebody who may be in no role to which the rulebook gives it, and what tells that of the state before. */
export interface Doubtful {
  readonly state: number
  readonly step: Step
  readonly doubt: Doubt
}

/** A move that is doubtful wherever it is made in a place. */
interface Doubt {
  readonly isHolder: Ask
  readonly fault: string
}

/** Whether somebody is in a role, asked for a rulebook: it is the same question each time. */
const holdersAsked = new WeakMap<Watched, Map<string, Ask>>()

/** Steps that may be by no rule, where states tell who is in which role; undefined where they do not, or there is no rulebook. */
export function doubtsIn({ exploration }: Study, view: Watched | undefined): readonly Doubtful[] | undefined {
  const { model, moves } = exploration
  const { definition } = model
  const { rulebook } = definition.caseType
  if (rulebook === undefined) return undefined
  const narrower = narrowerRoles(rulebook.rules, () => model)
  const asked = new Set<Ask>()
  const holders = (view && holdersAsked.get(view)) ?? new Map<string, Ask>()
  if (view !== undefined) holdersAsked.set(view, holders)
  const places = new Map<Ask, Set<number>>()
  /** What is doubtful of a move, which is tried in one place alone. */
  const doubtOf = (move: Move, configuration: number): Doubt | undefined => {
    if (move.kind !== 'command') return undefined
    const before = model.configurations[configuration] as Configuration
    const roles = narrower(move.type, before)
    if (roles === undefined) return undefined
    const name = `${move.by} ${[...roles].join()}`
    const isHolder = holders.get(name) ?? (data => isIn(definition, roles, move.by, data))
    holders.set(name, isHolder)
    asked.add(isHolder)
    places.set(isHolder, (places.get(isHolder) ?? new Set<number>()).add(configuration))
    return { isHolder, fault: faultOf(model, move, before, roles) }
  }
  const doubts = new Map<number, Doubt | undefined>()
  const found: Doubtful[] = []
  for (let state = 0; state < exploration.expanded; state++) {
    const configuration = exploration.configurationOf(state)
    for (const step of exploration.stepsFrom(state)) {
      const { label } = step
      if (!doubts.has(label)) doubts.set(label, doubtOf(moves[label] as Move, configuration))
      const doubt = doubts.get(label)
      if (doubt !== undefined) found.push({ state, step, doubt })
    }
  }
  const isOf = (configuration: number, ask: Ask) => places.get(ask)?.has(configuration) === true
  madeLasting([...asked])
  return exploration.asksAlso([...asked], isOf) ? found : undefined
}

/** For each rule the places in which it came about, and where it led. */
export type Met = ReadonlyMap<Rule, { readonly places: ReadonlySet<string>; readonly ends: ReadonlySet<string> }>

/**
 * Holds what was explored against the rulebook. Who may do what is compared as it is declared and, where there are doubts or
 * the view was watched, as it came about in each state. Where things lead is compared along the edges that were found.
 */
export function keepsToTheRulebook(
  study: Study,
  { rules, limits = [] }: Pick<Rulebook, 'rules' | 'limits'>,
  told?: Watched | readonly Doubtful[],
): Checked & { readonly met: Met } {
  const { violations, met } = whereItLeads(study, rules)
  const others = otherLimits(caseDefinition(study.exploration.model.definition.caseType), limits)
  return {
    violations: [
      ...whoMay(study, rules),
      ...others.map(other => wrong(other, `与规则书不符：${other}`)),
      ...(isList(told) ? inDoubt(study, told) : whoDid(study, told)),
      ...violations,
    ],
    met,
  }
}

function isAbout({ in: places }: Rule, active: readonly string[], outcome: string | null): boolean {
  return places.some(
    ({ path }) => path === anyState || (path === anyOpenState ? outcome === null : active.includes(path)),
  )
}

function innermostOf(paths: readonly string[]): readonly string[] {
  return paths.filter(path => !paths.some(other => other.startsWith(`${path}.`)))
}

function* whoMay({ exploration }: Study, rules: readonly Rule[]): Generator<Violation> {
  const { commands } = exploration.model.definition
  const told = new Map<string, Set<string>>()
  for (const { does, by } of rules) {
    const roles = told.get(does) ?? new Set()
    told.set(does, roles)
    for (const role of by) roles.add(role)
  }
  for (const { name, by: declared, builtIn } of commands.values()) {
    const roles = told.get(name)
    if (builtIn) continue
    if (roles === undefined) {
      yield wrong(`no rule says who may ${name}`, `没有规则写明谁可以“${name}”`)
      continue
    }
    for (const role of declared)
      if (!roles.has(role)) yield wrong(`${role} may ${name}, by no rule`, `没有规则允许 ${role} “${name}”`)
    for (const role of roles)
      if (!declared.includes(role))
        yield wrong(`${role} may not ${name}, as a rule says`, `按规则 ${role} 可以“${name}”，实际不可以`)
  }
}

function isList(told: Watched | readonly Doubtful[] | undefined): told is readonly Doubtful[] {
  return Array.isArray(told)
}

function* inDoubt({ exploration }: Study, doubts: readonly Doubtful[]): Generator<Violation> {
  const told = new Set<string>()
  for (const { state, step, doubt } of doubts) {
    const { isHolder, fault } = doubt
    if (told.has(fault) || exploration.answers(state, isHolder) !== false) continue
    told.add(fault)
    const way = [...wayTo(exploration, state), exploration.moves[step.label] as Move]
    yield { ...wrong(fault, `与规则不符：${fault}`), state: step.target, way, proof: 'refusal' }
  }
}

function* whoDid({ exploration }: Study, watched: Watched | undefined): Generator<Violation> {
  const [question] = watched?.asks ?? []
  if (question === undefined) return
  const cell = cellFor(exploration.model.root, ['monitors', watcher, 'fault'])
  const reported = new Set<string>()
  for (let state = 0; state < exploration.states; state++) {
    // Beyond what was looked into, a step is told by where it leads.
    if (state < exploration.expanded && exploration.answers(state, question) !== true) continue
    const content = exploration.tables.contentIn(state, cell)
    // Where it comes together with another way, what was wrong on which is not told any more.
    if (content?.kind !== 'value' || content.value === null || reported.has(String(content.value))) continue
    const fault = String(content.value)
    reported.add(fault)
    yield { ...wrong(fault, `与规则不符：${fault}`), state, proof: 'refusal' }
  }
}

function whereItLeads(
  study: Study,
  rules: readonly Rule[],
): { readonly violations: readonly Violation[]; readonly met: Met } {
  const { exploration } = study
  const { model } = exploration
  const paths = model.configurations.map(({ machine }) =>
    activePaths(model.definition, machine as CaseState['machine']),
  )
  const innermost = paths.map(all => innermostOf(all).join())
  const byType = new Map<string, Rule[]>()
  for (const rule of rules) byType.set(rule.does, [...(byType.get(rule.does) ?? []), rule])
  const met = new Map<Rule, { readonly places: Set<string>; readonly ends: Set<string> }>()
  const violations: Violation[] = []
  const seen = new Set<string>()
  /** Of each move, which is tried in one place alone, where it was seen to lead. */
  const leads: (Set<number> | undefined)[] = []
  const { firstEdge, labels, targets, moves } = exploration
  for (let state = 0; state < exploration.expanded; state++) {
    const from = exploration.configurationOf(state)
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const [label, target] = [labels[edge] as number, targets[edge] as number]
      const move = moves[label] as Move
      // What changes nothing does not come about; what is built in is for no rulebook to say.
      if (target === state || move.type === recuse) continue
      const to = exploration.configurationOf(target)
      leads[label] ??= new Set()
      const led = leads[label] as Set<number>
      if (led.has(to)) continue
      led.add(to)
      const name = `${move.type} ${from} ${to}`
      if (seen.has(name)) continue
      seen.add(name)
      const active = paths[from] as readonly string[]
      const { outcome } = model.configurations[from] as Configuration
      const reached = [...(innermost[from] === innermost[to] ? [sameState] : []), ...(paths[to] as readonly string[])]
      const fitting = (byType.get(move.type) ?? []).filter(rule => isAbout(rule, active, outcome))
      for (const rule of fitting) {
        const known = met.get(rule) ?? { places: new Set(), ends: new Set() }
        met.set(rule, known)
        for (const path of [...active, anyState, ...(outcome === null ? [anyOpenState] : [])]) known.places.add(path)
        for (const path of reached) known.ends.add(path)
      }
      if (fitting.some(rule => rule.to.some(({ path }) => reached.includes(path)))) continue
      violations.push({
        ...wrong(
          `in ${innermost[from]}, ${move.type} leads to ${innermost[to]}, by no rule`,
          `在 ${innermost[from]}，“${move.type}”通往 ${innermost[to]}，没有这条规则`,
        ),
        state: target,
        // Not by the shortest way to where it leads, which may be another.
        way: [...wayTo(exploration, state), move],
      })
    }
  }
  return { violations, met }
}

/**
 * What the rulebook says that came about in none of these explorations: each place of a rule and each of its ends has to, but
 * those marked rare.
 */
export function neverMet(rules: readonly Rule[], found: readonly Met[]): readonly Violation[] {
  return rules.flatMap(rule => {
    const { does, in: places, to, line } = rule
    const came = found.flatMap(met => met.get(rule) ?? [])
    const noPlace = places
      .filter(({ path, isRare }) => !isRare && !came.some(({ places }) => places.has(path)))
      .map(({ path }) =>
        wrong(`row ${line}: in ${path}, ${does} never comes about`, `第 ${line} 行：在 ${path}，“${does}”从未出现`),
      )
    if (came.length === 0) return noPlace
    const noEnd = to
      .filter(({ path, isRare }) => !isRare && !came.some(({ ends }) => ends.has(path)))
      .map(({ path }) =>
        wrong(
          `row ${line}: ${does} never leads to ${path === sameState ? 'where it was' : path}`,
          `第 ${line} 行：“${does}”从不通往 ${path === sameState ? '原处' : path}`,
        ),
      )
    return [...noPlace, ...noEnd]
  })
}

function wrong(en: string, zh: string): Violation {
  return { property: 'rulebook', state: -1, message: { en, 'zh-CN': zh } }
}
