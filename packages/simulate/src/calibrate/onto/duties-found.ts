// What parties did about their duties in a log: which command, how soon, how long it took.

import type { TimeDistribution } from '../../scenario/schema.js'
import { type Measuring, observer } from '../discover.js'
import { type FittedDuration, fewest, fitDuration } from '../fit/fit-duration.js'
import { kaplanMeier, valuesOf } from '../fit/kaplan-meier.js'
import type { Parameter } from '../fit/maximum-likelihood.js'
import { isCensored, type Observation } from '../fit/observation.js'
import { smoothedShares } from '../fit/shares.js'
import { distributionText } from '../time-text.js'
import type { ReplayedCase } from './replay.js'
import type { Turn } from './turns.js'

/** A duty as a log shows it. Plain JSON. */
export interface DutyFound {
  readonly role: string
  readonly task: string
  /** Null for all parties that are not told apart. */
  readonly party: string | null
  /** How often it arose, and how often somebody did something about it. */
  readonly n: number
  readonly acted: number
  readonly choices: readonly {
    /** The first time a party has it in a case, any later time, or every time. */
    readonly visit: 'first' | 'later' | 'every'
    readonly n: number
    readonly commands: readonly { readonly command: string; readonly count: number; readonly share: Parameter }[]
  }[]
  /** From when it arose until something was done, or work on it began; null where too few were seen. */
  readonly delay: FittedDuration | null
  /** The work itself; null where the log does not say when it began. */
  readonly effort: FittedDuration | null
}

/** A duty with the times as a scenario writes them. */
export interface DutyTimes extends DutyFound {
  readonly times: { readonly delay: TimeDistribution; readonly effort: TimeDistribution }
  /** The mean delay in all time, working or not, ms: what an exponential model would know. */
  readonly elapsedMean: number
}

/** Parties that did less often share the times of all others that have the duty. Ours. */
const leastOfParty = 30
/** Later times that were seen less often are not told apart from the first. Ours. */
const leastLater = 10

/** Akaike's criterion must be so much lower. @source Burnham, Anderson (2002): then nothing speaks for the other model */
const decisive = 10

/** How times are measured and fitted. */
export interface FittingDuties {
  readonly measuring: Pick<Measuring, 'shifts' | 'resolution'>
  readonly hasStarts: boolean
  readonly bootstrap?: number | undefined
  readonly seed?: number | undefined
  readonly onStep?: ((done: number, of: number) => void) | undefined
}

/** The duties of the cases of a log; those of a certain party before those of all others. */
export function dutiesFound(cases: readonly ReplayedCase[], how: FittingDuties): readonly DutyTimes[] {
  const byDuty = new Map<string, SeenTurn[]>()
  for (const { turns, openedAt, isOpeningSeen } of cases)
    for (const turn of turns) {
      const key = `${turn.role} ${turn.task}`
      const one = { ...turn, isTimed: isOpeningSeen || turn.from !== openedAt }
      const own = byDuty.get(key)
      if (own === undefined) byDuty.set(key, [one])
      else own.push(one)
    }
  const groups = [...byDuty.values()].flatMap((turns): readonly (readonly [string | null, readonly SeenTurn[]])[] => {
    const byParty = new Map<string, SeenTurn[]>()
    for (const turn of turns) byParty.set(turn.party, [...(byParty.get(turn.party) ?? []), turn])
    const acted = (list: readonly SeenTurn[]) => list.filter(({ command }) => command !== null).length
    const apart = byParty.size < 2 ? [] : [...byParty].filter(([, own]) => acted(own) >= leastOfParty)
    const names = new Set(apart.map(([party]) => party))
    const rest = turns.filter(({ party }) => !names.has(party))
    return [...apart, ...(rest.length > 0 ? [[null, rest] as const] : [])]
  })
  return groups.map(([party, turns], i) => {
    const found = dutyFound(party, turns, how)
    how.onStep?.(i + 1, groups.length)
    return found
  })
}

type SeenTurn = Turn & { readonly isTimed: boolean }

function dutyFound(party: string | null, turns: readonly SeenTurn[], how: FittingDuties): DutyTimes {
  const { measuring, hasStarts, bootstrap, seed } = how
  const observe = observer(measuring)
  const acted = turns.filter(({ command }) => command !== null)
  const seen = turns
    .filter(({ isTimed }) => isTimed)
    .map(({ from, to, start, command }) =>
      observe(from, hasStarts ? Math.max(from, start ?? to) : to, command !== null),
    )
  const worked = hasStarts ? acted.map(({ start, to }) => observe(start ?? to, to, true)) : []
  const fit = (list: readonly Observation[]) =>
    list.filter(one => !isCensored(one)).length < fewest
      ? null
      : fitDuration(list, { bootstrap, seed, mayBeNever: mayBeNever(list) })
  const [delay, effort] = [fit(seen), fit(worked)]
  const [{ role, task }] = turns as [SeenTurn, ...SeenTurn[]]
  const lengths = acted.map(({ from, to }) => to - from)
  return {
    ...{ role, task, party, n: turns.length, acted: acted.length, choices: choicesOf(turns), delay, effort },
    times: { delay: textOf(delay, seen), effort: textOf(effort, worked) },
    elapsedMean: lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length),
  }
}

/** Whether much speaks for it that some never do anything: a few that were cut short are no reason. */
function mayBeNever(seen: readonly Observation[]): boolean {
  if (!seen.some(isCensored)) return false
  const best = (isAsked: boolean) => fitDuration(seen, { bootstrap: 0, mayBeNever: isAsked }).families[0]?.aic
  return (best(true) ?? 0) < (best(false) ?? 0) - decisive
}

function textOf(fit: FittedDuration | null, seen: readonly Observation[]): TimeDistribution {
  if (fit !== null) return distributionText(fit.distribution)
  if (seen.length === 0) return 0
  return seen.every(isCensored) ? 'never' : distributionText({ empirical: valuesOf(kaplanMeier(seen)) })
}

function choicesOf(turns: readonly Turn[]): DutyFound['choices'] {
  const acted = turns.filter(({ command }) => command !== null)
  const commands = [...new Set(acted.map(({ command }) => command as string))].sort()
  if (commands.length === 0) return []
  const counted = (visit: DutyFound['choices'][number]['visit'], list: readonly Turn[]) => {
    const counts = commands.map(command => list.filter(one => one.command === command).length)
    const shares = smoothedShares(counts)
    return {
      ...{ visit, n: list.length },
      commands: commands.map((command, i) => ({
        command,
        count: counts[i] as number,
        share: shares[i] as Parameter,
      })),
    }
  }
  const later = acted.filter(({ n }) => n > 1)
  if (later.length < leastLater || commands.length < 2) return [counted('every', acted)]
  return [
    counted('later', later),
    counted(
      'first',
      acted.filter(({ n }) => n === 1),
    ),
  ]
}
