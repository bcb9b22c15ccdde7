import { type AnyCaseType, ConvokeError } from '@convoke/core'
import type { Scenario } from '@convoke/simulate'
import {
  type FoundStaffing,
  findingStaffing,
  questionsIn,
  ranking,
  type StaffRange,
  type Sweep,
  type SweptKnob,
  settling,
  sweeping,
  type Target,
  unfitBound,
  varying,
} from '@convoke/simulate/explore'
import { cleanLine } from '../../terminal/clean.js'
import { exploredLines } from '../../terminal/explored-lines.js'
import { simulationLines } from '../../terminal/simulation-lines.js'
import type { Call } from '../call.js'
import { exitCodes } from '../exit-codes.js'
import { wholeNumber } from '../numbers.js'
import { finished } from '../simulation-run.js'
import { UsageError } from '../usage-error.js'

/** What is asked of many simulations at once. */
export interface ExploreOptions {
  readonly for?: string
  readonly better?: string
  readonly rank?: boolean
  readonly indifference?: string
  readonly tornado?: readonly string[]
  readonly sweep?: readonly string[]
  readonly samples?: string
  readonly find?: readonly string[]
  readonly atMost?: string
  readonly atLeast?: string
  readonly steady?: boolean
}

/** The option that asks for more than one simulation; undefined where none does. */
export function askingOption({
  rank,
  tornado: varied,
  sweep: swept,
  find,
  steady,
}: ExploreOptions): string | undefined {
  const [asking] = Object.entries({ steady, rank, tornado: varied, sweep: swept, find }).find(
    ([, given]) => given !== undefined && given !== false,
  ) ?? [undefined]
  return asking === undefined ? undefined : `--${asking}`
}

/** `convoke simulate SCENARIO` with `--rank`, `--tornado`, `--sweep`, `--find` or `--steady`. Ctrl-C ends it with what is known so far. */
export async function explore(
  call: Call,
  scenario: Scenario,
  { caseTypes, options }: { readonly caseTypes: readonly AnyCaseType[]; readonly options: ExploreOptions },
): Promise<number> {
  // Flows come with the scenario.
  const using = { caseTypes: caseTypes.filter(({ name }) => !Object.hasOwn(scenario.flows, name)) }
  const { lang, paint } = call
  const look = { lang, paint, caseTypes }
  if (options.steady === true) {
    const steady = await finished(call, settling(scenario, using))
    call.print(steady, () => [...exploredLines({ steady }, look), ...simulationLines(steady.result, look)])
    return exitCodes.done
  }
  const target = targetOf(options.for)
  const { better = 'lower' } = options
  if (better !== 'lower' && better !== 'higher')
    throw new UsageError('usage/choice', { option: '--better', known: 'lower, higher', given: cleanLine(better) })
  if (options.rank === true) {
    const indifference =
      options.indifference === undefined ? undefined : amountOf('--indifference', options.indifference)
    const ranked = await finished(call, ranking(scenario, { ...using, target, better, indifference }))
    call.print(ranked, () => exploredLines({ ranking: ranked }, look))
  } else if (options.tornado !== undefined) {
    const variations = options.tornado.map(path => ({ path }))
    const varied = await finished(call, varying(scenario, { ...using, target, variations }))
    call.print(varied, () => exploredLines({ tornado: varied }, look))
  } else if (options.sweep !== undefined) {
    const samples = options.samples === undefined ? undefined : wholeNumber('--samples', options.samples, 1000)
    const knobs = options.sweep.map(knobOf)
    const swept = await finished(call, sweeping(scenario, { ...using, targets: [target], knobs, samples }))
    call.print(swept, () => exploredLines({ sweep: swept }, look))
  } else {
    const staff = Object.fromEntries((options.find ?? []).map(rangeOf))
    const bound = (option: string, given: string | undefined) =>
      given === undefined ? undefined : boundOf(option, given, target)
    const asked = {
      ...{ ...using, staff, target },
      ...{ atMost: bound('--at-most', options.atMost), atLeast: bound('--at-least', options.atLeast) },
    }
    const found = await finished(call, findingStaffing(scenario, asked))
    call.print(found, () => exploredLines({ staffing: found }, look))
  }
  return exitCodes.done
}

/** What the questions come to that a scenario asks itself. */
export interface AskedInFile {
  readonly sweep?: Sweep | undefined
  readonly find?: FoundStaffing | undefined
}

/** Answers the questions that a scenario asks itself; one that is stopped before anything is known is left out. */
export async function answeredInFile(
  call: Call,
  scenario: Scenario,
  caseTypes: readonly AnyCaseType[],
): Promise<AskedInFile> {
  const using = { caseTypes: caseTypes.filter(({ name }) => !Object.hasOwn(scenario.flows, name)) }
  const { sweep, find } = questionsIn(scenario)
  const unlessStopped = async <Answer>(answer: () => Promise<Answer>): Promise<Answer | undefined> => {
    if (call.host.stopped().aborted) return undefined
    try {
      return await answer()
    } catch (thrown) {
      if (ConvokeError.is(thrown, 'simulate/cancelled')) return undefined
      throw thrown
    }
  }
  const swept = sweep && (await unlessStopped(() => finished(call, sweeping(scenario, { ...using, ...sweep }))))
  const found = find && (await unlessStopped(() => finished(call, findingStaffing(scenario, { ...using, ...find }))))
  return { ...(swept === undefined ? {} : { sweep: swept }), ...(found === undefined ? {} : { find: found }) }
}

/** `wait[party=desk:a]`, `timeToClose[share=0.9]` */
function targetOf(text: string | undefined): Target {
  const found = /^(\w+)(?:\[(.*)\])?$/.exec(text ?? 'timeToClose')
  if (found === null) throw new UsageError('usage/figure', { text: text ?? '' })
  const parts = (found[2] ?? '').split(',').filter(part => part !== '')
  const dims = Object.fromEntries(
    parts.map(part => {
      const at = part.indexOf('=')
      if (at < 1) throw new UsageError('usage/figure', { text: text ?? '' })
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    }),
  )
  const { share, ...rest } = dims
  return { id: found[1] as string, dims: rest, ...(share === undefined ? {} : { share: Number(share) }) }
}

const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `20 min`, `95%`, `0.95`, `12` */
function amountOf(option: string, text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*(s|min|h|d|w|%)?$/.exec(text.trim()) ?? []
  if (number === undefined) throw new UsageError('usage/amount', { option, text })
  return Number(number) * (unit === '%' ? 0.01 : (units[unit] ?? 1))
}

const unfit = { time: 'usage/bound-time', share: 'usage/bound-share', number: 'usage/bound-number' } as const

/** How far a figure may go, as far as it is of the kind that the figure is. */
function boundOf(option: string, text: string, { id }: Target): number {
  const amount = amountOf(option, text)
  const wanted = unfitBound(id, text)
  if (wanted === undefined) return amount
  const number = Number.parseFloat(text)
  throw new UsageError(unfit[wanted], {
    ...{ option, number: String(number), share: String(Number((number / 100).toPrecision(12))) },
  })
}

/** `path=1,2,3`, `path=1..5` */
function knobOf(text: string): SweptKnob {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new UsageError('usage/knob-values', { text })
  const [path, given] = [text.slice(0, at), text.slice(at + 1)]
  const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)$/.exec(given)
  if (range !== null) return { path, from: Number(range[1]), to: Number(range[2]) }
  return {
    path,
    values: given.split(',').map(one => (/^-?\d+(?:\.\d+)?$/.test(one.trim()) ? Number(one) : one.trim())),
  }
}

/** `party=1..9`, with what a person costs `party=1..9@2` */
function rangeOf(text: string): readonly [string, StaffRange] {
  const found = /^(.+)=(\d+)\.\.(\d+)(?:@(\d+(?:\.\d+)?))?$/.exec(text)
  if (found === null) throw new UsageError('usage/staff-range', { text })
  const [, party = '', from, to, cost] = found
  return [party, { from: Number(from), to: Number(to), ...(cost === undefined ? {} : { cost: Number(cost) }) }]
}
