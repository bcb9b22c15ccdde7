// What the parties of a case have to do, and what each does about it.
import {
  type CaseState,
  type Duty,
  type Facts,
  type JsonObject,
  owedBy,
  type PartyId,
  wouldAccept,
} from '@convoke/core'
import { quantileOf } from '../random/distribution.js'
import { draw, label } from '../random/luck.js'
import { distributionOf } from '../scenario/distributions.js'
import type { BehaviourRule, TimeDistribution } from '../scenario/schema.js'
import type { CaseRun, TypeRun } from './case-run.js'
import { at, type Filling, filled, isPlain } from './templates.js'
import type { World } from './world.js'

/** A duty as it stands in a state: who has it, and whether somebody without a rule for it does anything. */
export interface OpenDuty {
  readonly duty: Duty
  readonly party: PartyId
  readonly label: string
  /** Id of the state that names it. */
  readonly node: string
  readonly isExpected: boolean
}

/** The duties of the parties of a case in the state it is in. A duty that several states name is one. */
export function openDuties({ type: { definition }, state }: CaseRun): readonly OpenDuty[] {
  const open: OpenDuty[] = []
  const { machine } = state
  for (const node of machine.nodes) {
    const duties = definition.duties.get(node)
    if (duties === undefined) continue
    // A duty without a deadline is the exception where others have one, and what moves the case on where none has.
    const isAnyCovered = duties.some(({ deadline }) => deadline !== undefined)
    for (const duty of duties) {
      const role = definition.roles.find(({ name }) => name === duty.role)
      const held = role?.who(machine.context) ?? null
      const parties = held === null ? [] : typeof held === 'string' ? [held] : held
      for (const party of parties) {
        const name = `${party} ${duty.role} ${duty.task}`
        if (open.some(other => other.label === name)) continue
        open.push({ duty, party, label: name, node, isExpected: !isAnyCovered || duty.deadline !== undefined })
      }
    }
  }
  return open
}

/** What a party does about a duty: a command with its data; null: nothing, ever; undefined: it cannot do anything yet. */
export type Intention = { readonly command: string; readonly data: JsonObject } | null | undefined

/** The first rule that fits a duty. */
export function ruleFor(world: World, run: CaseRun, { duty, party }: OpenDuty, n: number): BehaviourRule | undefined {
  return world.arm.behaviour.find(rule => {
    if (rule.role !== undefined && rule.role !== duty.role) return false
    if (rule.task !== undefined && rule.task !== duty.task) return false
    if (rule.type !== undefined && rule.type !== run.type.name) return false
    if (rule.party !== undefined && ![rule.party].flat().includes(party)) return false
    if (rule.when === undefined) return true
    const times = rule.when.n
    if (times !== undefined && (n < times.from || (times.to !== undefined && n > times.to))) return false
    return Object.entries(rule.when.case ?? {}).every(
      ([path, wanted]) => JSON.stringify(at(run.state.machine.context, path)) === JSON.stringify(wanted),
    )
  })
}

/** What a party means to do, by its luck in the n-th time this duty arises, among what is allowed now. */
export function intentionOf(
  world: World,
  run: CaseRun,
  open: OpenDuty,
  {
    rule,
    n,
    now,
    mayRepeat,
    sent,
  }: {
    readonly rule: BehaviourRule | undefined
    readonly n: number
    readonly now: number
    readonly mayRepeat: boolean
    /** What the party has sent already: the same once more would have no effect. */
    readonly sent: ReadonlySet<string>
  },
): Intention {
  const { duty, party } = open
  const { commands } = run.type.definition
  const weights = rule?.choose
  if (weights === undefined && rule === undefined && !open.isExpected) return null
  const wanted = weights === undefined ? duty.commands : Object.keys(weights)
  const possible: { command: string; data: JsonObject; weight: number }[] = []
  for (const command of wanted) {
    const weight = weights?.[command] ?? 1
    if (command === 'never' || weight === 0) continue
    if (!mayRepeat && commands.get(command)?.repeatable === true) continue
    const data = acceptedData(world, run, { command, rule, party, duty, name: open.label, n, now, sent })
    if (data === undefined) continue
    possible.push({ command, data, weight })
    if (weights === undefined) break
  }
  if (possible.length === 0) return undefined
  const never = weights?.never ?? 0
  const total = possible.reduce((sum, { weight }) => sum + weight, never)
  let left = draw(run.key, label(`${open.label} choice`), n) * total
  for (const { command, data, weight } of possible) {
    left -= weight
    if (left < 0) return { command, data }
  }
  return null
}

interface Attempt {
  readonly command: string
  readonly rule: BehaviourRule | undefined
  readonly party: PartyId
  readonly duty: Duty
  readonly name: string
  readonly n: number
  readonly now: number
  readonly sent: ReadonlySet<string>
}

/** The name under which a command is remembered as sent. */
export function sentKey(command: string, data: JsonObject): string {
  return `${command} ${JSON.stringify(data)}`
}

/** The first data of a command that would be accepted. */
function acceptedData(world: World, run: CaseRun, attempt: Attempt): JsonObject | undefined {
  const { command, rule, party, duty, name, n, now, sent } = attempt
  const { definition } = run.type
  if (!definition.machine.handles(run.state.machine as never, command)) return undefined
  const samples = definition.caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  const template = (rule?.data?.[command] as JsonObject | undefined) ?? samples[command]?.[0] ?? {}
  const accepted = (raw: JsonObject): JsonObject | undefined => {
    const data = world.prepared(run.type, command, raw)
    const isRepeatable = definition.commands.get(command)?.repeatable === true
    if (!isRepeatable && sent.size > 0 && sent.has(sentKey(command, data))) return undefined
    const facts = factsFor(world, run.type, run.state, command, data, party)
    return wouldAccept(definition, run.state, { type: command, seen: data, by: party, facts }) ? data : undefined
  }
  if (isPlain(template)) return accepted(template)
  const filling: Filling = {
    ...{ key: run.key, name: `${name} ${command}`, n, now, calendar: world.calendar, party, state: run.state },
    keys: owedKeys(run, duty, party),
  }
  for (const raw of filled(template, filling)) {
    const data = accepted(raw)
    if (data !== undefined) return data
  }
  return undefined
}

/** Keys of the open deadlines of a duty that a party owes, the earliest first. */
function owedKeys({ type: { definition }, state }: CaseRun, { deadline }: Duty, party: PartyId): readonly string[] {
  if (deadline === undefined) return []
  return state.deadlines
    .filter(one => one.name === deadline && owedBy(definition, state.machine, one).includes(party))
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.key < b.key ? -1 : 1))
    .map(({ key }) => key)
}

/** Whether a command that a party set out to send would still be accepted. */
export function isStillPossible(
  world: World,
  run: CaseRun,
  { command, data, party }: { readonly command: string; readonly data: JsonObject; readonly party: PartyId },
): boolean {
  const facts = factsFor(world, run.type, run.state, command, data, party)
  return wouldAccept(run.type.definition, run.state, { type: command, seen: data, by: party, facts })
}

/** What the organisation of the scenario answers to a command's questions. */
export function factsFor(
  world: World,
  { definition }: TypeRun,
  { machine: { context } }: CaseState,
  command: string,
  data: JsonObject,
  by: PartyId,
): Facts | undefined {
  const lookups = definition.commands.get(command)?.lookups
  if (lookups === undefined) return undefined
  const { authority } = world
  const each = <Question, Answer>(
    questions: Readonly<Record<string, Question>> | undefined,
    answer: (one: Question) => Answer,
  ) => questions && Object.fromEntries(Object.entries(questions).map(([key, one]) => [key, answer(one)]))
  const commonSuperior = each(lookups.commonSuperior?.(context, data, by), parties =>
    authority.commonSuperior(parties, 0),
  )
  const over = each(lookups.authority?.(context, data, by), one => authority.hasAuthority(by, one.over, one.kind, 0))
  const membership = each(lookups.membership?.(context, data, by), () => null)
  return {
    ...(commonSuperior && { commonSuperior }),
    ...(over && { authority: over }),
    ...(membership && { membership }),
  }
}

const quantiles = new WeakMap<object, (u: number) => number>()

/** A time that is drawn, whole ms; `Infinity` is never. */
export function drawnTime(distribution: TimeDistribution, u: number): number {
  if (typeof distribution !== 'object') {
    return distribution === 'never' ? Number.POSITIVE_INFINITY : (distributionOf(distribution) as number)
  }
  let quantile = quantiles.get(distribution)
  if (quantile === undefined) {
    quantile = quantileOf(distributionOf(distribution))
    quantiles.set(distribution, quantile)
  }
  const value = quantile(u)
  return value === Number.POSITIVE_INFINITY ? value : Math.round(value)
}
