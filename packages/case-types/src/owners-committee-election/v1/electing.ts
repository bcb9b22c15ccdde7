// Who is elected 选举: group, seats, ballots and their count, in whole numbers.
import {
  ballotBox,
  ballotOf,
  castBallot,
  countBox,
  type DecisionRule,
  type Membership,
  tallyCounts,
} from '@convoke/core'
import type { Context } from './context.js'

type Read = Readonly<Context>

/** A share as two whole numbers, as the knobs hold it. */
interface Share {
  readonly need: number
  readonly of: number
}

/**
 * Whether a group is as it has to be: an odd number, at least half of them owners, chaired by somebody of the town.
 *
 * @source Shanghai property rules 15, 28
 */
export function groupIsSound(group: Context['group'], chair: string, { need, of }: Share): boolean {
  const owners = group.filter(({ side }) => side === 'owners').length
  const parties = new Set(group.map(({ party }) => party))
  return (
    group.length % 2 === 1 &&
    parties.size === group.length &&
    owners * of >= group.length * need &&
    group.some(({ party, side }) => party === chair && side === 'town')
  )
}

/**
 * Whether a committee may have so many members: odd, five at least, or three where the compound is small; and in a
 * by-election as many as are missing.
 *
 * @source Shanghai property rules 20, 32
 */
export function seatsAreSound(
  { kind, seatsBefore, membersBefore, buildingArea, parameters }: Read,
  seats: number,
): boolean {
  if (kind === 'byElection') return seatsBefore !== null && seats === seatsBefore - membersBefore.length
  const isSmall = buildingArea !== null && buildingArea <= parameters.smallArea
  return seats % 2 === 1 && seats >= (isSmall ? parameters.leastSeatsSmall : parameters.leastSeats)
}

/**
 * Whether an assembly is due: at least half of the area is sold and delivered, or two years have passed since the first.
 *
 * @source Shanghai property rules 13
 */
export function isDue(
  { need, of }: Share,
  said: { readonly delivered: number; readonly total: number; readonly twoYears: boolean },
): boolean {
  return said.twoYears || said.delivered * of >= said.total * need
}

/** Who may be voted for. */
export function eligible({ candidates }: Read): readonly string[] {
  return Object.keys(candidates).filter(party => candidates[party]?.eligible === true)
}

const none = { heads: 0, area: 0 }

/** Who is voted for now: everybody eligible, or in a run-off those who are level. */
const standing = (context: Read): readonly string[] => context.runOff?.candidates ?? eligible(context)

/** How many seats this vote fills. */
const seatsToFill = ({ runOff, plan }: Read): number => runOff?.seats ?? plan?.seats ?? 0

/** Opens the box over the roll. */
export function openBox(context: Context): void {
  if (context.electorate === null) return
  const votes = Object.fromEntries(standing(context).map(party => [party, { ...none }]))
  context.box = {
    electorate: context.electorate,
    returned: { ...none },
    marks: ballotBox(context.electorate).marks,
    votes,
  }
  context.status = 'open'
}

/** The box as one of those who took part. */
export const asBox = ({ electorate, returned, marks }: NonNullable<Context['box']>) => ({
  electorate,
  yes: returned,
  no: none,
  abstain: none,
  marks,
})

/** Whether this ballot goes in: a sound line that has not voted, for candidates, and for no more than there are seats. */
export function mayCast(context: Read, line: Membership | null | undefined, names: readonly string[]): boolean {
  const { box, status } = context
  if (status !== 'open' || box === null || line == null) return false
  const { area } = line.weights
  const isWhole = Number.isSafeInteger(line.index) && Number.isSafeInteger(area) && (area as number) >= 0
  if (!isWhole || line.index < 0 || line.index >= box.electorate.heads) return false
  const fits = box.returned.area + (area as number) <= box.electorate.area
  const distinct = new Set(names).size === names.length
  const known = names.every(party => Object.hasOwn(box.votes, party))
  return fits && distinct && known && names.length <= seatsToFill(context) && ballotOf(asBox(box), line.index) === null
}

/** Puts a ballot in; the guard has made sure that it fits. */
export function cast(context: Context, line: Membership | null | undefined, names: readonly string[]): void {
  const { box } = context
  if (box === null || line == null) return
  const put = castBallot(asBox(box), line.index, 'yes', line.weights, { replaceable: false })
  if (!put.ok) return
  box.marks = put.box.marks
  box.returned = { heads: put.box.yes.heads, area: put.box.yes.area as number }
  for (const party of names) {
    const votes = box.votes[party]
    if (votes === undefined) continue
    votes.heads += 1
    votes.area += line.weights.area as number
  }
}

/** The rule by which a candidate is elected, and that says how many have to take part. */
export const ruleOf = ({ participation, approval }: Context['parameters']): DecisionRule => ({
  participation: ['area', 'heads'].map(weight => ({ weight, share: [participation.need, participation.of] as const })),
  approval: ['area', 'heads'].map(weight => ({
    weight,
    share: [approval.need, approval.of] as const,
    strict: true,
    of: 'participating' as const,
  })),
  veto: null,
  abstention: 'participates',
  unreturned: 'absent',
  tie: 'threshold',
  late: 'ignored',
  replaceable: false,
  decideEarly: false,
})

type Votes = NonNullable<Context['box']>['votes'][string]

/** What the ballots in the box come to. */
interface Outcome {
  readonly isValid: boolean
  readonly elected: readonly string[]
  /** Who is level for the seats that are left, where there are more of them than seats. */
  readonly tied: readonly string[]
  readonly seatsLeft: number
}

/**
 * Who is elected: whoever has more than half of area and heads of those who took part, as many as there are seats, most heads
 * first, then most area. Where candidates are level in both for the last seats nobody of them is, and they are voted on once
 * more. In that vote too two thirds have to take part; each of them had its majority before, so that most votes decide.
 *
 * @source Civil Code 278: electing the committee is an ordinary matter; the order among the elected is ours. A tie is voted on
 * again among those who are level: [Electoral law 45](docs/reference/sources.md#electoral-law), by analogy
 */
function outcome(context: Read): Outcome {
  const { box, runOff } = context
  if (box === null) return { isValid: false, elected: [], tied: [], seatsLeft: 0 }
  const rule = ruleOf(context.parameters)
  const passes = (votes: Votes) => {
    const no = { heads: box.returned.heads - votes.heads, area: box.returned.area - votes.area }
    const counts = countBox(rule, { ...asBox(box), yes: votes, no })
    return tallyCounts(rule, counts, { closed: true }).status
  }
  const isValid = passes({ heads: box.returned.heads, area: box.returned.area }) !== 'invalid'
  const order = ([, x]: readonly [string, Votes], [, y]: readonly [string, Votes]) =>
    y.heads - x.heads || y.area - x.area
  const ranked = Object.entries(box.votes)
    .filter(([, votes]) => isValid && (runOff !== null || passes(votes) === 'passed'))
    .sort(order)
  const seats = seatsToFill(context)
  const [last, next] = [ranked[seats - 1], ranked[seats]]
  const isTied = last !== undefined && next !== undefined && order(last, next) === 0
  const elected = isTied ? ranked.filter(one => order(one, last) < 0) : ranked.slice(0, seats)
  const tied = isTied ? ranked.filter(one => order(one, last) === 0) : []
  const names = (all: typeof ranked) => all.map(([party]) => party)
  return { isValid, elected: names(elected), tied: names(tied).sort(), seatsLeft: seats - elected.length }
}

/** Whether candidates are level for the last seats and may be voted on once more. */
export function needsRunOff(context: Read): boolean {
  return outcome(context).tied.length > 0 && (context.runOff?.n ?? 0) < context.parameters.maxRunOffs
}

/** Writes the result down, and who has to be voted on once more. The box is emptied of who voted. */
export function record(context: Context): void {
  const { box } = context
  if (box === null) return
  const { isValid, elected: winners, tied, seatsLeft } = outcome(context)
  const result = isValid ? 'valid' : 'invalid'
  const before = context.runOff
  if (before === null) {
    context.result = result
    context.participation = { ...box.returned }
  } else {
    before.result = result
    before.participation = { ...box.returned }
  }
  for (const [party, votes] of Object.entries(box.votes)) {
    const candidate = context.candidates[party]
    if (candidate === undefined) continue
    candidate[before === null ? 'votes' : 'runOff'] = { heads: votes.heads, area: votes.area }
    candidate.elected = winners.includes(party)
  }
  if (tied.length > 0 && (before?.n ?? 0) < context.parameters.maxRunOffs) {
    const n = (before?.n ?? 0) + 1
    context.runOff = { candidates: [...tied], seats: seatsLeft, n, result: null, participation: null }
  }
  context.box = null
  context.status = 'counted'
}

/** Who was elected. */
export function elected({ candidates }: Read): readonly string[] {
  return Object.keys(candidates).filter(party => candidates[party]?.elected === true)
}

/** The committee as it is now: those elected, and in a by-election those who were there. */
export function committeeNow(context: Read): readonly string[] {
  return context.kind === 'byElection' ? [...context.membersBefore, ...elected(context)] : elected(context)
}

/** How many seats the committee has. */
export function seatsNow({ kind, seatsBefore, plan }: Read): number {
  return kind === 'byElection' ? (seatsBefore ?? 0) : (plan?.seats ?? 0)
}

/** Whether there is a committee: more than half of its seats are taken. @source Shanghai property rules 32 */
export function isFormed(context: Read): boolean {
  return context.result === 'valid' && committeeNow(context).length * 2 > seatsNow(context)
}

/** Whom more than half of the new members back as chair; null while nobody is. */
export function backed(context: Read): string | null {
  const all = committeeNow(context)
  const votes = Object.entries(context.backing).filter(([by]) => all.includes(by))
  return all.find(party => votes.filter(([, chosen]) => chosen === party).length * 2 > all.length) ?? null
}

/** The day that lies so many months before another. Plain dates; a day that month lacks becomes its last. */
export function monthsBefore(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const total = year * 12 + (month - 1) - months
  const y = Math.floor(total / 12)
  const m = (total % 12) + 1
  const isLeap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
  const last = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1] as number
  const two = (n: number) => String(n).padStart(2, '0')
  return `${y}-${two(m)}-${two(Math.min(day, last))}`
}
