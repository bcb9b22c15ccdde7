// What the parties of a case have to do, and what each does about it.
import {
  type CaseState,
  type Duty,
  type Facts,
  type JsonObject,
  owedBy,
  type PartyId,
  withDatesAhead,
  wouldAccept,
} from '@convoke/core'
import { quantileOf } from '../random/distribution.js'
import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { isInGroups, segmentOf } from '../scenario/additions/segments.js'
import { distributionOf } from '../scenario/distributions.js'
import { isAmongMoments, isOfMoments } from '../scenario/rule-moments.js'
import type { BehaviourRule, TimeDistribution } from '../scenario/schema.js'
import { at, type Filling, filled, isPlain } from '../scenario/templates.js'
import { longestTime } from './time-draw.js'
import type { TypeRun } from './type-run.js'
import type { World } from './world.js'

/** A case where it stands, with its luck. */
export interface Standing extends Key {
  readonly type: TypeRun
  readonly state: CaseState
  /** The luck by which it is in its groups: that of the case for which it was opened. Default: its own. */
  readonly root?: Key | undefined
}

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
export function openDuties({ type: { definition }, state }: Pick<Standing, 'type' | 'state'>): readonly OpenDuty[] {
  const open: OpenDuty[] = []
  const { machine } = state
  for (const node of machine.nodes) {
    const duties = definition.duties.get(node)
    if (duties === undefined) continue
    // A duty without a deadline is the exception where others have one, and what moves the case on where none has.
    const isAnyCovered = duties.some(({ deadline }) => deadline !== undefined)
    for (const duty of duties) {
      if (isOfAnotherKind(duty, duties, state)) continue
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

/** Whether a duty is that of another kind of case: its clock never began, and that of one with which all of it can be done did. */
function isOfAnotherKind(
  { role, deadline, commands }: Duty,
  duties: readonly Duty[],
  { counters }: CaseState,
): boolean {
  if (deadline === undefined || duties.length === 1) return false
  const hasBegun = (name: string) => Object.keys(counters).some(key => key === name || key.startsWith(`${name}/`))
  if (hasBegun(deadline)) return false
  return duties.some(
    other =>
      other.role === role &&
      other.deadline !== undefined &&
      other.deadline !== deadline &&
      commands.every(command => other.commands.includes(command)) &&
      hasBegun(other.deadline),
  )
}

/** What a party does about a duty: a command with its data; null: nothing, ever; undefined: it cannot do anything yet. */
export type Intention = { readonly command: string; readonly data: JsonObject } | null | undefined

/** The first rule that fits a duty that arises `now`. */
export function ruleFor(
  world: World,
  run: Pick<Standing, 'type' | 'state' | 'root'> & Partial<Key>,
  { duty, party }: OpenDuty,
  n: number,
  now: number,
): BehaviourRule | undefined {
  return world.arm.behaviour.find(rule => {
    if (rule.role !== undefined && rule.role !== duty.role) return false
    if (rule.task !== undefined && rule.task !== duty.task) return false
    if (rule.type !== undefined && rule.type !== run.type.name) return false
    if (rule.party !== undefined && ![rule.party].flat().includes(party)) return false
    if (rule.when === undefined) return true
    const { k0 = 0, k1 = 0 } = run.root ?? run
    if (!isInGroups(rule.when.segment, world.arm.segments, { k0, k1 })) return false
    const times = rule.when.n
    if (times !== undefined && (n < times.from || (times.to !== undefined && n > times.to))) return false
    if (isOfMoments(rule.when) && !isAmongMoments(rule.when, now, world.calendar)) return false
    return Object.entries(rule.when.case ?? {}).every(
      ([path, wanted]) => JSON.stringify(at(run.state.machine.context, path)) === JSON.stringify(wanted),
    )
  })
}

/** When and for which time somebody asks what to do about a duty. */
export interface Turn {
  readonly rule: BehaviourRule | undefined
  readonly n: number
  readonly now: number
  readonly mayRepeat: boolean
  /** What the party has sent already: the same once more would have no effect. */
  readonly sent: ReadonlySet<string>
  /** How many times their weight some commands have in this case, since somebody hurried; by command. */
  readonly factors?: Readonly<Record<string, number>> | undefined
}

/** A command that is allowed now, and how likely it is to be chosen. */
export interface Possible {
  readonly command: string
  readonly data: JsonObject
  readonly weight: number
}

/** What a party means to do, by its luck in the n-th time this duty arises, among what is allowed now. */
export function intentionOf(world: World, run: Standing, open: OpenDuty, turn: Turn): Intention {
  if (leavesAlone(open, turn)) return null
  const possible = possibleFor(world, run, open, turn)
  if (possible.length === 0) return undefined
  return chosen(possible, turn.rule?.choose?.never ?? 0, draw(run, label(`${open.label} choice`), turn.n))
}

/** Whether a party leaves a duty alone because nothing says that it does anything about it. */
export function leavesAlone({ isExpected }: OpenDuty, { rule }: Pick<Turn, 'rule'>): boolean {
  return rule === undefined && !isExpected
}

/** What is chosen by a uniform variate; null for nothing. */
export function chosen<One extends Pick<Possible, 'weight'>>(
  possible: readonly One[],
  never: number,
  u: number,
): One | null {
  let total = never
  for (const { weight } of possible) total += weight
  let left = u * total
  for (const one of possible) {
    left -= one.weight
    if (left < 0) return one
  }
  return null
}

/** The commands that the party may choose from, without those it never chooses. */
export function wantedFor({ definition }: TypeRun, { duty }: OpenDuty, { rule, mayRepeat }: Turn): readonly string[] {
  const weights = rule?.choose
  return (weights === undefined ? duty.commands : Object.keys(weights)).filter(command => {
    if (command === 'never' || weights?.[command] === 0) return false
    return mayRepeat || definition.commands.get(command)?.repeatable !== true
  })
}

/** What is allowed now of what a party may choose: the first where nothing is said of how it chooses. */
export function possibleFor(world: World, run: Standing, open: OpenDuty, turn: Turn): readonly Possible[] {
  const { rule, n, now, sent, factors } = turn
  const { duty, party } = open
  const possible: Possible[] = []
  for (const command of wantedFor(run.type, open, turn)) {
    const data = acceptedData(world, run, { command, rule, party, duty, name: open.label, n, now, sent })
    if (data === undefined) continue
    possible.push({ command, data, weight: (rule?.choose?.[command] ?? 1) * (factors?.[command] ?? 1) })
    if (rule?.choose === undefined) break
  }
  return possible
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
function acceptedData(world: World, run: Standing, attempt: Attempt): JsonObject | undefined {
  const { command, rule, party, duty, name, n, now, sent } = attempt
  const { definition } = run.type
  if (!definition.machine.handles(run.state.machine as never, command)) return undefined
  const template = templateFor(run.type, rule, command)
  const accepted = (raw: JsonObject): JsonObject | undefined => {
    const data = dataAt(world, run, { command, data: world.prepared(run.type, command, raw) }, now)
    const isRepeatable = definition.commands.get(command)?.repeatable === true
    if (!isRepeatable && sent.size > 0 && sent.has(sentKey(command, data))) return undefined
    const facts = factsFor(world, run.type, run.state, command, data, party)
    return wouldAccept(definition, run.state, { type: command, seen: data, by: party, facts }) ? data : undefined
  }
  if (isPlain(template)) return accepted(template)
  const filling: Filling = {
    ...{ key: run, name: `${name} ${command}`, n, now, calendar: world.calendar, party, state: run.state },
    keys: owedKeys(run, duty, party),
    segmentOf: dim => segmentOf(world.arm.segments, dim, run.root ?? run),
  }
  for (const raw of filled(template, filling)) {
    const data = accepted(raw)
    if (data !== undefined) return data
  }
  return undefined
}

/** A command that somebody means to send without having a duty to, and whoever of its role may. */
export interface Wanted {
  readonly command: string
  readonly role: string | undefined
  readonly data: Readonly<Record<string, unknown>> | undefined
  readonly name: string
  readonly n: number
  readonly now: number
}

const noneSent: ReadonlySet<string> = new Set()

/** Who sends it, with data the rules accept; undefined where nobody can now. */
export function actOf(
  world: World,
  run: Standing,
  { command, role, data, name, n, now }: Wanted,
): { readonly command: string; readonly data: JsonObject; readonly party: PartyId } | undefined {
  const { definition } = run.type
  const rule = { data: data === undefined ? undefined : { [command]: data } } as unknown as BehaviourRule
  for (const may of role === undefined ? (definition.commands.get(command)?.by ?? []) : [role]) {
    const held = definition.roles.find(one => one.name === may)?.who(run.state.machine.context) ?? null
    for (const party of held === null ? [] : typeof held === 'string' ? [held] : held) {
      const duty: Duty = { role: may, task: name, commands: [command] }
      const found = acceptedData(world, run, { command, rule, party, duty, name, n, now, sent: noneSent })
      if (found !== undefined) return { command, data: found, party }
    }
  }
  return undefined
}

/** The data of a command as a rule has them, or the first sample. */
export function templateFor({ definition }: TypeRun, rule: BehaviourRule | undefined, command: string): JsonObject {
  const samples = definition.caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  return (rule?.data?.[command] as JsonObject | undefined) ?? samples[command]?.[0] ?? {}
}

/** When a duty of a party is due by its deadlines, the earliest of them, epoch ms; `Infinity` where none runs. */
export function dueAtOf(
  { type: { definition }, state }: Pick<Standing, 'type' | 'state'>,
  { deadline }: Duty,
  party: PartyId,
): number {
  return state.deadlines
    .filter(one => one.name === deadline && owedBy(definition, state.machine, one).includes(party))
    .reduce((first, { dueAt }) => Math.min(first, dueAt ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY)
}

/** Keys of the open deadlines of a duty that a party owes, the earliest first. */
export function owedKeys(
  { type: { definition }, state }: Pick<Standing, 'type' | 'state'>,
  { deadline }: Duty,
  party: PartyId,
): readonly string[] {
  if (deadline === undefined) return []
  return state.deadlines
    .filter(one => one.name === deadline && owedBy(definition, state.machine, one).includes(party))
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.key < b.key ? -1 : 1))
    .map(({ key }) => key)
}

/** The data of a command with its dates on days that may be chosen now: whoever sends it looks at the calendar. */
export function dataAt(
  { calendar }: Pick<World, 'calendar'>,
  { type: { definition }, state }: Pick<Standing, 'type' | 'state'>,
  { command, data }: { readonly command: string; readonly data: JsonObject },
  at: number,
): JsonObject {
  return withDatesAhead(definition, state, command, data, { at, calendar })
}

/** Whether a command that a party set out to send would still be accepted. */
export function isStillPossible(
  world: World,
  run: Pick<Standing, 'type' | 'state'>,
  { command, data, party }: { readonly command: string; readonly data: JsonObject; readonly party: PartyId },
): boolean {
  const facts = factsFor(world, run.type, run.state, command, data, party)
  return wouldAccept(run.type.definition, run.state, { type: command, seen: data, by: party, facts })
}

/** What the organisation of the scenario answers to a command's questions. */
export function factsFor(
  world: Pick<World, 'authority'>,
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

/** The inverse distribution function of a time that is not the same for all, in ms. */
export function quantileFor(distribution: TimeDistribution & object): (u: number) => number {
  let quantile = quantiles.get(distribution)
  if (quantile === undefined) {
    quantile = quantileOf(distributionOf(distribution))
    quantiles.set(distribution, quantile)
  }
  return quantile
}

/** A time that is drawn, whole ms; `Infinity` is never. */
export function drawnTime(distribution: TimeDistribution, u: number): number {
  if (typeof distribution !== 'object') {
    return distribution === 'never'
      ? Number.POSITIVE_INFINITY
      : Math.min(distributionOf(distribution) as number, longestTime)
  }
  const value = quantileFor(distribution)(u)
  return value === Number.POSITIVE_INFINITY ? value : Math.min(Math.round(value), longestTime)
}
