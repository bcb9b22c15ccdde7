// What verifying a shipped case type costs, property by property: processor time, since what else the machine does makes a
// wall clock say little.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { AnyCaseType } from '@convoke/core'
import { type VerifyOptions, type VerifyResult, verifying } from '../../src/index.js'

/** The case types that are shipped. */
export const shipped: readonly AnyCaseType[] = [
  areaMeeting,
  ownersCommitteeElection,
  conveningRequest,
  complaint,
  complaintV1_1,
  fourParty,
  fourPartyV1_1,
] as never

/** What a verification cost. */
interface Timeline {
  readonly result: VerifyResult
  /** Until the first property was looked at: the first exploration, ms of processor time. */
  readonly first: number
  /** Each property with all that was explored for it, ms. */
  readonly properties: Readonly<Record<string, number>>
  /** All of it, ms. */
  readonly total: number
}

/** Verifies a case type, with an eye on the clock. */
export function timeline(caseType: AnyCaseType, options: VerifyOptions = {}): Timeline {
  const properties: Record<string, number> = {}
  const begun = cpu()
  let since = begun
  let first: number | undefined
  let now: string | undefined
  const turn = (next: string | undefined): void => {
    const at = cpu()
    if (now === undefined) first ??= at - since
    else properties[now] = at - since
    since = at
    now = next
  }
  const steps = verifying(caseType, options)
  let step = steps.next()
  for (; step.done !== true; step = steps.next(undefined))
    if (step.value.property !== undefined) turn(step.value.property)
  turn(undefined)
  return { result: step.value, first: first ?? 0, properties, total: since - begun }
}

/** One line of a bench: how long it took beside how long it may; of several runs the median of each figure, and how far all of it spread. */
export function lineOf(
  caseType: AnyCaseType,
  runs: readonly Timeline[],
  { may, what }: { readonly may: number; readonly what: string },
) {
  const { result, properties } = runs[0] as Timeline
  const totals = runs.map(({ total }) => total)
  const [total, first] = [median(totals), median(runs.map(run => run.first))]
  const dear = Object.keys(properties)
    .map(property => [property, median(runs.map(run => run.properties[property] ?? 0))] as const)
    .filter(([, ms]) => ms >= 10)
    .sort(([, one], [, other]) => other - one)
  const name = `${caseType.name} ${caseType.version}`
  const spread = runs.length > 1 ? ` (${rounded(Math.min(...totals))} to ${rounded(Math.max(...totals))})` : ''
  console.log(
    `${name}, ${what}: ${result.states} states (${result.edgeStates} at the edge), ${result.transitions} edges; first ${rounded(first)}, all ${rounded(total)} ms${spread}; ${dear.map(([property, ms]) => `${property} ${rounded(ms)}`).join(', ')}`,
  )
  return {
    name: `${name}: all of it, ${what}`,
    reference: `${may} ms of processor time`,
    ratio: total / may,
    target: 1,
    ms: Math.round(total),
    states: result.states,
    edgeStates: result.edgeStates,
    edges: result.transitions,
    isComplete: result.complete,
    firstMs: Math.round(first),
    leastMs: Math.round(Math.min(...totals)),
    mostMs: Math.round(Math.max(...totals)),
    propertiesMs: Object.fromEntries(dear.map(([property, ms]) => [property, Math.round(ms)])),
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2
}

function rounded(ms: number): string {
  return ms.toFixed(0)
}

/** Processor time of this process, ms. */
function cpu(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
