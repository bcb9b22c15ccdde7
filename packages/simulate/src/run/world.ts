import {
  type AnyCaseType,
  type AuthorityAnswers,
  authorityAmong,
  type CaseDefinition,
  type Clock,
  ConvokeError,
  definitionOnDrafts,
  type JsonObject,
  prepareOpening,
  resolveParameters,
  start,
  type WorkingCalendar,
} from '@convoke/core'
import type { Key } from '../random/threefry.js'
import { type Segments, segmentOf } from '../scenario/additions/segments.js'
import type { Arm, Source } from '../scenario/schema.js'
import { filled, isPlain } from '../scenario/templates.js'
import { type Days, daysFrom } from './days.js'
import { shiftOf } from './party-hours.js'
import { preparing } from './prepared-data.js'
import { type Hours, type Shifts, shiftsOf } from './shifts.js'
import { type Ledger, ledger } from './tally.js'
import type { Opened, TypeRun } from './type-run.js'

const dayMs = 86_400_000

/** Everything that is the same in every replication of one policy. */
export interface World {
  readonly arm: Arm
  readonly calendar: WorkingCalendar
  readonly days: Days
  /** The shifts of these hours, worked out once. */
  shiftsFor(hours: Hours, restDays: boolean): Shifts
  readonly authority: AuthorityAnswers
  readonly sources: readonly SourceRun[]
  readonly ledger: Ledger
  /** Parties by number: those of the scenario by name, then others as they come up. */
  readonly parties: PartyNumbers
  /** The first instant of the first day. */
  readonly firstDay: number
  /** First instant; then that from which arrivals are measured; then that up to which; then the last. */
  readonly origin: number
  readonly measuredFrom: number
  readonly measuredTo: number
  readonly end: number
  /** What is before this instant happens: all that falls on the last measured one does, also where nothing is drained. */
  readonly until: number
  /** Ends of the measured days. */
  readonly dayEnds: readonly number[]
  /** The policy by which cases go for which this one does not hold; undefined: it holds for all. */
  readonly first: World | undefined
  /** The case types of the study. */
  readonly types: readonly AnyCaseType[]
  /** From when on it holds. */
  readonly effectiveFrom: number
  /** What a party worked between two instants before the start, by the hours of the first policy: that is how it was. */
  workedBefore(party: string, from: number, to: number): number
  /** The data of a command as its machine sees it. */
  prepared(type: TypeRun, command: string, raw: JsonObject): JsonObject
}

/** Parties, numbered once for all replications of a policy. */
export interface PartyNumbers {
  /** The party of each number. */
  readonly names: readonly string[]
  /** What whoever does its work must know, of each number. */
  readonly skills: readonly (readonly string[] | undefined)[]
  /** The number of a party; of what needs skills there it is another one. */
  of(party: string, skills?: readonly string[]): number
}

function numbered(parties: readonly string[]): PartyNumbers {
  const names = [...parties].sort((a, b) => (a < b ? -1 : 1))
  const numbers = new Map(names.map((party, number) => [party, number]))
  const skills: (readonly string[] | undefined)[] = names.map(() => undefined)
  return {
    names,
    skills,
    of(party, needed) {
      const sorted = needed === undefined ? undefined : [...new Set(needed)].sort()
      const key = sorted === undefined ? party : JSON.stringify([party, ...sorted])
      let number = numbers.get(key)
      if (number === undefined) {
        number = names.length
        names.push(party)
        skills.push(sorted)
        numbers.set(key, number)
      }
      return number
    },
  }
}

/** A source of cases with what it needs. */
export interface SourceRun {
  readonly source: Source
  readonly type: TypeRun
  /** What a case opens with, and who opens it. */
  opened(key: Key, now: number): Opened
  /** What all of them open with; undefined where it is drawn, or nothing arrives. */
  readonly alike: Opened | undefined
}

/** Case types by which cases are simulated, compiled once for all policies. */
export function typesOf(
  caseTypes: readonly AnyCaseType[],
  { isLinked = false }: { readonly isLinked?: boolean } = {},
): ReadonlyMap<string, CaseDefinition> {
  const isLink = (type: string) => type === 'case.open' || type === 'case.tell' || (isLinked && type === 'case.answer')
  return new Map(caseTypes.map(caseType => [caseType.name, definitionOnDrafts(caseType, isLink)]))
}

/**
 * Makes a policy ready to run.
 *
 * @throws ConvokeError `simulate/opening` where a case of it cannot be opened, with the reason
 */
export function worldOf(
  arm: Arm,
  definitions: ReadonlyMap<string, CaseDefinition>,
  calendar: WorkingCalendar,
  first?: World,
  /** The policy under which things went on before the start. */
  before: Arm = arm,
): World {
  const firstDay = calendar.endOf(dayBefore(arm.from))
  const origin = arm.start?.at === undefined ? firstDay : Date.parse(arm.start.at)
  const dayEnds: number[] = []
  let date = arm.from
  let measuredFrom = origin
  for (let day = 0; day < arm.warmup + arm.days; day++) {
    const end = calendar.endOf(date)
    if (day >= arm.warmup) dayEnds.push(end)
    if (day < arm.warmup) measuredFrom = end
    date = calendar.localDate(end)
  }
  const measuredTo = dayEnds.at(-1) as number
  const end = measuredTo + arm.drain * dayMs
  const until = Math.max(end, measuredTo + 1)
  const days = daysFrom(calendar, firstDay)
  const shiftDays = daysBefore(arm, calendar) ?? days
  const shifts = new Map<string, Shifts>()
  const shiftsFor = (hours: Hours, restDays: boolean): Shifts => {
    const key = `${JSON.stringify(hours)} ${restDays}`
    let known = shifts.get(key)
    if (known === undefined) {
      known = shiftsOf(shiftDays, hours, { restDays, until })
      shifts.set(key, known)
    }
    return known
  }
  const types = new Map<string, TypeRun>()
  const typeOf = (name: string): TypeRun => {
    const known = types.get(name)
    if (known !== undefined) return known
    const definition = definitions.get(name) as CaseDefinition
    const resolved = resolveParameters(definition, [(arm.parameters[name] ?? {}) as JsonObject])
    if (!resolved.ok) {
      throw new ConvokeError('simulate/parameters', `the parameters of "${name}" cannot be set; correct "parameters"`, {
        details: { ...resolved.denial.details, caseType: name, reason: resolved.denial.code },
      })
    }
    const type: TypeRun = { name, definition, parameters: resolved.values }
    types.set(name, type)
    return type
  }
  return {
    arm,
    calendar,
    days,
    shiftsFor,
    workedBefore(party, from, to) {
      const { hours, restDays } = shiftOf(before, party)
      return shiftsFor(hours, restDays).between(from, to)
    },
    authority: authorityAmong(arm.organisation.map(edge => ({ ...edge, from: 0, to: null }))),
    sources: [
      ...arm.cases.map(source => sourceOf(source, typeOf(source.type), calendar, origin, arm.segments)),
      ...[
        ...new Set([
          ...(arm.start?.cases ?? []).map(({ type }) => type),
          ...(arm.links === true ? definitions.keys() : []),
        ]),
      ].map(name => sourceOfOthers(typeOf(name))),
    ],
    firstDay,
    origin,
    measuredFrom,
    measuredTo,
    dayEnds,
    types: [...definitions.values()].map(({ caseType }) => caseType),
    first: arm.effective === undefined ? undefined : first,
    effectiveFrom: arm.effective?.from === undefined ? origin : calendar.endOf(dayBefore(arm.effective.from)),
    end,
    until,
    prepared: preparing(),
    ledger: ledger(),
    parties: numbered(Object.keys(arm.parties)),
  }
}

/** Days from when the oldest duty of a case that is open at the start has stood: what has passed of it was worked then. */
function daysBefore({ start }: Arm, calendar: WorkingCalendar): Days | undefined {
  const since = (start?.cases ?? []).flatMap(({ duties }) => Object.values(duties).map(one => one.since))
  if (since.length === 0) return undefined
  return daysFrom(calendar, calendar.endOf(dayBefore(calendar.localDate(Math.min(...since)))))
}

/** Where cases belong that are open at the start, or that others open: nothing arrives there. */
function sourceOfOthers(type: TypeRun): SourceRun {
  return {
    source: { type: type.name, arrivals: { perDay: 0, restDays: 1 } },
    type,
    alike: undefined,
    opened() {
      throw refused(type, 'nothing arrives among the cases that are open at the start or that others open')
    },
  }
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - dayMs).toISOString().slice(0, 10)
}

function sourceOf(
  source: Source,
  type: TypeRun,
  calendar: WorkingCalendar,
  origin: number,
  segments: Segments | undefined,
): SourceRun {
  const { definition } = type
  const template = (source.opening ?? definition.caseType.openings?.[0]) as JsonObject | undefined
  if (template === undefined) throw refused(type, 'it has no "openings"')
  const prepared = (raw: JsonObject): JsonObject => {
    const read = prepareOpening(definition, raw, { salt: () => '0'.repeat(32), subject: 'simulated' })
    if (!read.ok) throw refused(type, `${read.denial.code} ${JSON.stringify(read.denial.details)}`)
    return read.data.seen
  }
  const openerOf = (opening: JsonObject): string => {
    let reason = 'it names nobody'
    for (const by of source.by === undefined ? new Set(textsIn(opening)) : [source.by]) {
      const { refusal } = begun(type, opening, by, { at: origin, calendar })
      if (refusal === undefined) return by
      reason = `${refusal.code} ${JSON.stringify(refusal.details)}`
    }
    throw refused(type, reason)
  }
  const known = new Map<string, Opened>()
  const openedWith = (raw: JsonObject) => {
    const text = JSON.stringify(raw)
    let opened = known.get(text)
    if (opened === undefined) {
      const opening = prepared(raw)
      opened = { opening, by: openerOf(opening), raw }
      if (known.size >= 10_000) known.clear()
      known.set(text, opened)
    }
    return opened
  }
  if (isPlain(template)) {
    const opened = openedWith(template)
    return { source, type, opened: () => opened, alike: opened }
  }
  return {
    source,
    type,
    alike: undefined,
    opened(key, now) {
      const filling = {
        key,
        name: 'opening',
        n: 1,
        now,
        calendar,
        party: source.by ?? '',
        state: undefined,
        keys: [],
      } as const
      const [raw] = filled(template, { ...filling, segmentOf: dim => segmentOf(segments, dim, key) })
      if (raw === undefined) throw refused(type, 'the opening leaves nothing to choose from')
      return openedWith(raw)
    },
  }
}

/** Opens a case. */
export function begun({ definition, parameters }: TypeRun, opening: JsonObject, by: string, clock: Clock) {
  const data = { seen: opening, committed: opening, disclosures: [] }
  return start(definition, { opening: data, parameters, reference: '', by, commandId: 'open' }, clock)
}

function refused({ name }: TypeRun, reason: string): ConvokeError {
  return new ConvokeError(
    'simulate/opening',
    `a case of "${name}" cannot be opened (${reason}); correct "opening" and "by" of the scenario`,
    { details: { caseType: name, reason } },
  )
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part)
}
