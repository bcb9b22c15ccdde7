// A scenario that falls into districts which have no people in common: each is simulated by itself, and their sums are added.

import { gapCount } from './arrival-gaps.js'
import { districtStarts } from './district-start.js'
import { isRecord } from './is-record.js'
import { issueAt, type ScenarioIssue } from './issues.js'
import { patched } from './patch.js'
import type { Arm } from './schema.js'

/** One district of a policy; the whole of one that is not divided. */
export interface District {
  /** Null where nothing is divided. */
  readonly name: string | null
  /** Its share of all cases; those of a policy add up to 1. */
  readonly size: number
  readonly arm: Arm
}

const dayMs = 86_400_000

type Path = readonly PropertyKey[]
type Declared = NonNullable<Arm['districts']>[string]
type Parsed = { readonly arm: Arm } | { readonly issues: readonly ScenarioIssue[] }

/** A policy district by district, as documents; `read` gives each its defaults and checks it. */
export function districtsOf(
  arm: Arm,
  read: (document: unknown) => Parsed,
  under: Path,
): { readonly districts: readonly District[]; readonly issues: readonly ScenarioIssue[] } {
  if (arm.districts === undefined) return { districts: [{ name: null, size: 1, arm }], issues: [] }
  const issues: ScenarioIssue[] = []
  const made: { readonly name: string; arm: Arm }[] = []
  const declared = Object.entries(arm.districts)
  const weightOf = ({ cases, weight = 1 }: Declared) => (cases === undefined ? weight : 0)
  const total = declared.reduce((sum, [, one]) => sum + weightOf(one), 0)
  for (const [name, one] of declared) {
    const { weight: _, open: __, ...changes } = one
    const { districts: ___, start: ____, ...rest } = arm
    const parsed = read(inDistrict(patched(rest, changes), name))
    if ('issues' in parsed) {
      issues.push(
        ...parsed.issues.map(issue => placed(issue, inDistrict(one, name), [...under, 'districts', name], under)),
      )
      continue
    }
    const whole = one.cases === undefined ? parsed.arm.cases.find(({ arrivals }) => !('perDay' in arrivals)) : undefined
    if (whole !== undefined)
      issues.push(
        'at' in whole.arrivals
          ? issueAt(
              [...under, 'districts', name, 'cases'],
              'is needed: moments that are recorded cannot be divided by weight',
              '必须填写：按记录时刻到达的办件不能按权重分配',
            )
          : issueAt(
              [...under, 'districts', name, 'cases'],
              'is needed: arrivals by gaps cannot be divided by weight; give each district its own, or say "perDay"',
              '必须填写：按间隔到达的办件不能按权重分配；请分片区填写，或改用 "perDay"',
            ),
      )
    made.push({ name, arm: one.cases === undefined ? scaled(parsed.arm, weightOf(one) / total) : parsed.arm })
  }
  issues.push(...sharedPools(made, under))
  if (arm.start !== undefined && issues.length === 0) {
    const { starts, issues: lost } = districtStarts(arm.start, made, arm.districts, under)
    issues.push(...lost)
    for (const [i, one] of made.entries()) one.arm = { ...one.arm, start: starts[i] }
  }
  const sizes = made.map(({ arm: own }) => own.cases.reduce((sum, { arrivals }) => sum + rateOf(arrivals, arm), 0))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const sizeAt = (i: number) => (all > 0 ? (sizes[i] as number) / all : 1 / made.length)
  return { districts: made.map((one, i) => ({ ...one, size: sizeAt(i) })), issues }
}

/** The policy as one: its people are those of all districts. */
export function wholeOf(parts: readonly District[]): Arm {
  const { arm } = parts[0] as District
  if (parts.length === 1) return arm
  const members = (of: (arm: Arm) => object) => Object.assign({}, ...parts.map(one => of(one.arm)))
  return { ...arm, parties: members(one => one.parties), titles: members(one => one.titles) }
}

/** A document with the name of a district wherever it says `$district`. */
export function inDistrict(value: unknown, name: string): unknown {
  if (typeof value === 'string') return value.replaceAll('$district', () => name)
  if (Array.isArray(value)) return value.map(one => inDistrict(one, name))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key.replaceAll('$district', () => name), inDistrict(one, name)]),
  )
}

function scaled(arm: Arm, share: number): Arm {
  const cases = arm.cases.map(source =>
    'perDay' in source.arrivals
      ? { ...source, arrivals: { ...source.arrivals, perDay: source.arrivals.perDay * share } }
      : source,
  )
  return { ...arm, cases }
}

function rateOf(arrivals: Arm['cases'][number]['arrivals'], { days, warmup }: Arm): number {
  if ('at' in arrivals) return arrivals.at.length / (days + warmup)
  return 'gaps' in arrivals ? gapCount(arrivals.gaps, (days + warmup) * dayMs) / (days + warmup) : arrivals.perDay
}

/** People that several districts would have in common: then none of them could be simulated by itself. */
function* sharedPools(made: readonly Omit<District, 'size'>[], under: Path): Generator<ScenarioIssue> {
  const homes = new Map<string, string>()
  for (const { name, arm } of made) {
    for (const party of Object.keys(arm.parties)) {
      const home = homes.get(party)
      if (home === undefined) homes.set(party, name ?? '')
      else
        yield issueAt(
          [...under, 'parties', party],
          `has people in the districts "${home}" and "${name}", which then share them; name it with "$district", or in one district only`,
          `"${home}" 与 "${name}" 两个片区共用其人员；请用 "$district" 命名，或只写在一个片区`,
        )
    }
  }
}

/** An issue where it was written: at the district, if it says something of its own there. */
function placed(issue: ScenarioIssue, one: unknown, at: Path, under: Path): ScenarioIssue {
  const [head = '', ...rest] = issue.path.split('.')
  const written = (one as Readonly<Record<string, unknown>>)[head]
  const isOwn =
    Array.isArray(written) || (isRecord(written) && Object.keys(written).some(key => rest.join('.').startsWith(key)))
  return { ...issue, path: [...(isOwn ? at : under), issue.path].map(String).join('.') }
}
