// P19 (b): the longest a case may take, everybody acting at the last permitted instant.

import type { CompiledDeadline, Duration } from '@convoke/core'
import { anyEdge, circleThrough } from '../explore/cycles.js'
import type { Exploration } from '../explore/explore.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import { isCancelled } from '../explore/limits.js'
import type { Steps } from '../explore/search.js'
import { type Study, studyOf, whereIn } from '../explore/study.js'
import type { Configuration, Move } from '../model/case-data.js'
import { beginsAt, type Play } from '../model/replay.js'
import { durationsInWords } from '../ordered/duration-words.js'
import { latestIn, latestWayTo } from '../ordered/latest.js'
import { day, everyDayScale, isInDays } from '../ordered/lengths.js'
import { type Ordered, orderedOver } from '../ordered/ordered.js'
import { type Rules, rulesOf } from '../ordered/rules.js'
import { scheduleOf } from '../ordered/schedule.js'
import { searchedOnce } from '../ordered/searched.js'
import type { Stopwatch } from '../ordered/stopwatch.js'
import { type OrderedWay, orderedWayTo, periodsAlong, type Wait, type Waiting, waitsAlong } from '../ordered/waits.js'
import { isWithin, unbounded } from '../ordered/zone.js'
import { storyOf } from '../stories/story.js'
import type { Measured, Sentence } from '../verdict.js'
import { roundOf } from './endless.js'
import type { Timing } from './timely.js'

/** How many places without a date are named. */
const mostPlaces = 4

/** How many of the latest states are tried to be played on dates. */
const mostTried = 12
/** How many states are looked into for it, with the order of deadlines. */
const mostStates = 5_000
/** How many there may be for a bound. */
const mostAtAll = 20_000
/** How many of them are looked into first. */
const fewStates = 250
/** How many orders of one state are told apart, and how many of each there is room for. */
const mostOrders = 60
const fewOrders = 10

/**
 * How long a case may take until it is settled first: from its opening on, as late as each deadline lets it, on a calendar on
 * which every day works. Where nothing falls due nobody can say; it is named, and taken to last no time. So are extensions
 * and dates of the case. Undefined where it is not worked out.
 */
export function* longestCase(study: Study, { play, isOrdered }: Timing): Steps<Measured | undefined> {
  const { exploration } = study
  if (!isOrdered || study.isSettled(0)) return undefined
  if (exploration.expanded > mostAtAll) return tooMany(mostAtAll)
  const { rules, extended, dated } = asDeclared(rulesOf(exploration))
  const isDaily = rules.periods.some((period, n) => period !== undefined && isInDays(period) && !dated.includes(n))
  const stopwatch: Stopwatch = {
    kind: 'since',
    // From the end of the day on which it is opened, where anything is counted in days: their ends lie whole days apart.
    period: isDaily ? { n: 0, unit: 'calendar-day' } : { n: 0, unit: 'minute' },
    aside: new Set(dated),
    runsIn: (state: number, ran: boolean) => (ran || state === 0) && !study.isSettled(state),
  }
  const how = { maxStates: mostStates, maxOrders: mostOrders, stopwatch }
  const endless = yield* endlessIn(exploration, rules, stopwatch)
  if (endless !== undefined) return endless
  // Where it goes on for ever, a few states tell; all that may be looked into would take their time.
  const few = yield* orderedOnce(exploration, 'few', { ...how, maxStates: fewStates }, rules)
  const early = endlessRound(few)
  if (early !== undefined) return forEver(studyOf(few), few, early)
  if (isCancelled(few.limits)) return undefined
  const counted = {
    isDaily,
    extended,
    dated: dated.map(n => (rules.deadlines[n] as CompiledDeadline).name).filter(rules.isActing),
  }
  const isWhole = few.states <= fewStates
  // Where there is room for fewer orders of each state, they are never told apart.
  if (!isWhole && exploration.expanded * fewOrders > mostStates)
    return yield* byBound(study, play, rules, stopwatch, counted)
  const ordered = isWhole ? few : yield* orderedOnce(exploration, 'all', how, rules)
  const seen = studyOf(ordered)
  const round = isWhole ? undefined : endlessRound(ordered)
  if (round !== undefined) return forEver(seen, ordered, round)
  if (isCancelled(ordered.limits)) return undefined
  if (ordered.states > how.maxStates) return yield* byBound(study, play, rules, stopwatch, counted)
  const inOrder = latestFirst(ordered)
  const most = inOrder[0]?.minutes ?? 0
  const told = longestTold(undefined, inOrder.slice(0, mostTried), seen, ordered, play, isDaily)
  return figureOf(most, told, openPlaces(seen, ordered), exploration, counted)
}

/** What of the declaration a figure leaves out, and how it is counted. */
interface Counted {
  readonly isDaily: boolean
  readonly extended: readonly string[]
  readonly dated: readonly string[]
}

/** The longest of these ways that can be played, where it takes longer than one that was. */
function longestTold(
  before: Told | undefined,
  inOrder: readonly { readonly state: number; readonly minutes: number }[],
  seen: Study,
  ordered: Ordered,
  play: Play,
  isDaily: boolean,
): Told | undefined {
  let told = before
  for (const { state, minutes } of inOrder) {
    if (minutes <= 0 || (told !== undefined && told.minutes >= minutes)) break
    const found = toldOn(seen, ordered, play, state, isDaily ? day : beginsAt)
    if (found !== undefined && found.minutes > (told?.minutes ?? 0)) told = found
  }
  return told
}

function figureOf(
  most: number,
  told: Told | undefined,
  open: readonly Sentence[],
  { limits }: Exploration,
  { isDaily, extended, dated }: Counted,
): Measured | undefined {
  if (most <= 0) return undefined
  // Who acts before a deadline does so a minute before it, and on the day of the opening any hour may be left.
  const isBound = told === undefined || told.minutes + (isDaily ? day : told.moves) < most
  const [part, whole] = [told && durationsInWords(told.periods()), durationsInWords([inDays(most, isDaily)])]
  const rest = restOf(open, extended, dated)
  const isPartial = limits.length > 0
  const { 'zh-CN': zh, en } = part ?? { 'zh-CN': '', en: '' }
  const [noMoreZh, noMoreEn] = [`合计不超过${whole['zh-CN']}`, `no more than ${whole.en} in all`]
  return {
    says: {
      'zh-CN': `${isPartial ? '已查过的经过中，' : ''}一件最长要${[...(part ? [zh] : []), ...(isBound ? [noMoreZh] : [])].join('，')}${rest['zh-CN']}`,
      en: `${isPartial ? 'of the ways that were looked into, ' : ''}the longest a case may take: ${[...(part ? [en] : []), ...(isBound ? [noMoreEn] : [])].join(', ')}${rest.en}`,
    },
    ...(told?.told() ?? { story: [], journal: [] }),
  }
}

/** Where the orders of deadlines are too many to be told apart: a bound that holds in all, and the longest way that was played. */
function* byBound(
  study: Study,
  play: Play,
  rules: Rules,
  stopwatch: Stopwatch,
  counted: Counted,
): Steps<Measured | undefined> {
  const { exploration } = study
  const found = yield* searchedOnce(
    exploration,
    'latest',
    () => latestIn(exploration, rules, stopwatch),
    ({ length }) => (length === 0 ? undefined : length),
  )
  const late = [...found].sort((one, other) => other.minutes - one.minutes)
  const [first] = late
  if (first === undefined) return undefined
  let told: Told | undefined
  const tried = new Set<number>()
  for (const one of late) {
    const isEnough = told !== undefined && told.minutes + (counted.isDaily ? day : told.moves) >= one.minutes
    if (isEnough || tried.size === mostTried) break
    if (tried.has(one.state)) continue
    tried.add(one.state)
    const ordered = yield* along(exploration, [...latestWayTo(one), ...outOf(exploration, one.state)], rules, stopwatch)
    const round = endlessRound(ordered)
    if (round !== undefined) return forEver(studyOf(ordered), ordered, round)
    told = longestTold(told, latestFirst(ordered).slice(0, 3), studyOf(ordered), ordered, play, counted.isDaily)
  }
  if (first.minutes === Number.POSITIVE_INFINITY) return unknownFrom(study, first.state)
  const open = unlike(late.filter(({ isIdle }) => isIdle).map(({ state }) => whereIn(study, state)))
  return figureOf(first.minutes, told, open, exploration, counted)
}

/** What the clock may bring in a state: the wait in it ends with that. */
function outOf({ stepsFrom, moves }: Exploration, state: number): readonly OnWay[] {
  const isClock = ({ label }: { readonly label: number }) => moves[label]?.kind === 'clock'
  return stepsFrom(state)
    .filter(isClock)
    .map(({ label }) => ({ state, label }))
}

/** A step of a way: the state before it, and its label. */
interface OnWay {
  readonly state: number
  readonly label: number
}

/** The order of deadlines along a few steps alone. */
function along(exploration: Exploration, way: readonly OnWay[], rules: Rules, stopwatch: Stopwatch): Steps<Ordered> {
  const taken = new Set(way.map(({ state, label }) => `${state} ${label}`))
  const isTaken = (state: number, label: number) => taken.has(`${state} ${label}`)
  const how = { maxStates: mostOnCircle, maxOrders: mostOnCircle, stopwatch, isTaken }
  return orderedOnce(exploration, [...taken].join(), how, rules)
}

/** A search with the order of deadlines as they are declared, made once by that name. */
function orderedOnce(
  exploration: Exploration,
  name: string,
  how: Parameters<typeof orderedOver>[1],
  rules: Rules,
): Steps<Ordered> {
  const search = () => orderedOver(exploration, how, rules)
  return searchedOnce(exploration, name, search, ({ states, limits }) => (isCancelled(limits) ? undefined : states))
}

/** A circle takes its time, as far as is known of the clocks there, and nobody can say whether it can be gone again as it was. */
function unknownFrom(study: Study, state: number): Measured {
  const where = whereIn(study, state)
  return {
    says: {
      'zh-CN': `一件最长要多久说不准：到了“${where['zh-CN']}”，可能一再走回来，每一遍是否都要花时间没有算清`,
      en: `how long a case may take nobody can say: by "${where.en}" it may have come round again and again, and whether each round takes its time was not worked out`,
    },
    story: [],
    journal: [],
  }
}

function unlike(places: readonly Sentence[]): readonly Sentence[] {
  return [...new Map(places.map(place => [place.en, place])).values()]
}

/** How many circles are gone round on their own, and how many states with time may be met on each. */
const mostCircles = 8
const mostOnCircle = 300

/** A circle that may be gone for ever: a few of those that a deadline is part of, each looked at alone. */
function* endlessIn(exploration: Exploration, rules: Rules, stopwatch: Stopwatch): Steps<Measured | undefined> {
  const tried = new Set<string>()
  const nameOf = (state: number, move: Move) => `${state} ${exploration.moves.indexOf(move)}`
  for (let circles = 0; circles < mostCircles; circles++) {
    const circle = circleThrough(
      exploration,
      anyEdge,
      (state, move) => move.kind === 'clock' && !tried.has(nameOf(state, move)),
    )
    if (circle === undefined) return undefined
    const way: OnWay[] = []
    let at = 0
    for (const move of [...wayTo(exploration, circle.state), ...circle.round]) {
      way.push({ state: at, label: exploration.moves.indexOf(move) })
      if (move.kind === 'clock') tried.add(nameOf(at, move))
      at = [...edgesOf(exploration, at)].find(edge => edge.move === move)?.target ?? at
    }
    const ordered = yield* along(exploration, way, rules, stopwatch)
    const round = endlessRound(ordered)
    if (round !== undefined) return forEver(studyOf(ordered), ordered, round)
  }
  return undefined
}

function tooMany(states: number): Measured {
  return {
    says: {
      'zh-CN': `一件最长要多久没有算出：连同期限先后超过${states}个状态`,
      en: `how long a case may take was not worked out: more than ${states} states with the order of deadlines`,
    },
    story: [],
    journal: [],
  }
}

/** A way as long as it may be, played on dates. */
interface Told {
  readonly minutes: number
  /** How many moves it takes. */
  readonly moves: number
  periods(): readonly Pick<Duration, 'n' | 'unit'>[]
  told(): Pick<Measured, 'story' | 'journal'>
}

/** The way to a state and the wait in it, played on dates; undefined where the real rules do not have it so. */
function toldOn(study: Study, ordered: Ordered, play: Play, state: number, begins: number): Told | undefined {
  for (const way of withLastStep(study, ordered, orderedWayTo(ordered, state))) {
    const told = toldAlong(ordered, play, way, begins)
    if (told !== undefined) return told
  }
  return undefined
}

function toldAlong(ordered: Ordered, play: Play, way: OrderedWay, begins: number): Told | undefined {
  const minutes = scheduleOf(ordered, way)
  if (minutes === undefined) return undefined
  const moves = way.labels.map(label => ordered.moves[label] as Move)
  const played = play(moves, { minutes: minutes.slice(1) })
  const { nodes } = ordered.model.configurations[ordered.configurationOf(way.states.at(-1) as number)] as Configuration
  if (!played.isWhole || played.state.machine.nodes.join() !== nodes.join()) return undefined
  return {
    minutes: (minutes.at(-1) as number) - begins,
    moves: moves.length,
    periods: () => periodsAlong(ordered, way, minutes),
    told() {
      const { instants, drafts, journal } = played
      const dated = moves.map((move, n) => ({ move, at: instants[n] }))
      return { story: storyOf(ordered.model.definition.caseType, dated, drafts[0]?.at ?? 0), journal }
    },
  }
}

/** The time rules on a calendar on which every day works, with every deadline as long as it is declared. */
function asDeclared(rules: Rules): {
  readonly rules: Rules
  readonly extended: readonly string[]
  readonly dated: readonly number[]
} {
  const { deadlines, periods, isActing } = rules
  return {
    rules: {
      ...rules,
      deadlines: deadlines.map(one => ({ ...one, extended: undefined }) as CompiledDeadline),
      scales: [everyDayScale],
    },
    extended: deadlines.filter(one => one.extended !== undefined && isActing(one.name)).map(({ name }) => name),
    dated: [...deadlines.keys()].filter(n => deadlines[n]?.due !== undefined || periods[n] === undefined),
  }
}

/** Where nothing falls due, the first few of them, and how many more. */
function openPlaces(study: Study, ordered: Ordered): readonly Sentence[] {
  const places: Sentence[] = []
  for (let state = 0; state < ordered.states; state++) {
    if (!ordered.isWatched(state) || study.isUnknown(state)) continue
    const { running } = ordered.timedIn(state)
    if (running.every(({ isAside }) => isAside === true)) places.push(whereIn(study, state))
  }
  return unlike(places)
}

/** What is left out of the figure. */
function restOf(open: readonly Sentence[], extended: readonly string[], dated: readonly string[]): Sentence {
  const zh: string[] = []
  const en: string[] = []
  if (open.length > 0) {
    const named = open.slice(0, mostPlaces)
    const more = open.length - named.length
    zh.push(
      `${named.map(place => `“${place['zh-CN']}”`).join('、')}${more > 0 ? `等${open.length}处` : ''}没有期限在走，停留多久不计`,
    )
    en.push(
      `the time in ${named.map(place => `"${place.en}"`).join(', ')}${more > 0 ? ` and ${more} more` : ''}, where nothing falls due`,
    )
  }
  if (dated.length > 0) {
    zh.push(`由办件定日期的（${dated.join('、')}）不计`)
    en.push(`what the case dates itself (${dated.join(', ')})`)
  }
  if (extended.length > 0) {
    zh.push(`延期（${extended.join('、')}）不计`)
    en.push(`extensions (${extended.join(', ')})`)
  }
  return {
    'zh-CN': zh.map(part => `；${part}`).join(''),
    en: en.length === 0 ? '' : `; not counted: ${en.join('; ')}`,
  }
}

/** The states in which a case is not settled yet, that after the longest time first. */
function latestFirst(ordered: Ordered): readonly { readonly state: number; readonly minutes: number }[] {
  const found: { state: number; minutes: number }[] = []
  for (let state = 0; state < ordered.states; state++) {
    const zone = ordered.timetableOf(state)?.zones[0]
    if (zone === undefined || !ordered.isWatched(state)) continue
    found.push({ state, minutes: (zone[placeOfWatch(zone)] as number) >> 1 })
  }
  return found.sort((one, other) => other.minutes - one.minutes)
}

/** Where the stopwatch stands in a zone: it is the last. */
function placeOfWatch(zone: Int32Array): number {
  return Math.sqrt(zone.length) - 1
}

/**
 * The way, and the deadline at which the wait in its last state ends. Of several that fall due there, that which has run
 * longest first: the others can be begun so late that they do not come before it.
 */
function withLastStep(study: Study, ordered: Ordered, way: OrderedWay): readonly OrderedWay[] {
  const state = way.states.at(-1) as number
  const { waits } = waitsAlong(ordered, way).at(-1) as Waiting
  const begunAt = (move: Move): number => {
    const isOf = ({ running: { deadline, key } }: Wait) =>
      move.kind === 'clock' && ordered.rules.deadlines[deadline]?.name === move.name && key === move.key
    return waits.find(isOf)?.due?.step ?? Number.POSITIVE_INFINITY
  }
  const ends = [...edgesOf(ordered, state)]
    .filter(({ move }) => move.kind === 'clock')
    .map(end => ({ ...end, begun: begunAt(end.move), isSettled: study.isSettled(end.target) }))
    .sort((one, other) => one.begun - other.begun || Number(other.isSettled) - Number(one.isSettled))
  if (ends.length === 0) return [way]
  return ends.map(({ move, target }) => ({
    states: [...way.states, target],
    labels: [...way.labels, ordered.moves.indexOf(move)],
  }))
}

/** Minutes as a period: whole days, or hours. */
function inDays(minutes: number, isDaily: boolean): Pick<Duration, 'n' | 'unit'> {
  return isDaily ? { n: Math.ceil(minutes / day), unit: 'calendar-day' } : { n: Math.ceil(minutes / 60), unit: 'hour' }
}

/** How many pairs of states on one way are held against each other. */
const mostCompared = 50_000

/** A round that takes its time and can be gone again as it was. */
interface Round {
  readonly state: number
  readonly moves: readonly Move[]
}

/**
 * A circle on the way to a state after which all that was known of the clocks may be so again, and more time has passed on
 * the whole: it may be gone for ever. Looked for where too many orders of a state were met.
 */
function endlessRound(ordered: Ordered): Round | undefined {
  let compared = 0
  for (let state = 0; state < ordered.states && compared < mostCompared; state++) {
    for (let at = ordered.parents[state] as number; at >= 0; at = ordered.parents[at] as number) {
      if (ordered.untimed[at] !== ordered.untimed[state]) continue
      compared += 1
      if (!isLater(ordered, at, state)) continue
      const { labels, states } = orderedWayTo(ordered, state)
      const begins = states.indexOf(at)
      return { state: at, moves: labels.slice(begins).map(label => ordered.moves[label] as Move) }
    }
  }
  return undefined
}

/** Whether the clocks of a state may stand as in an earlier one, all but that more time has passed since the opening. */
function isLater(ordered: Ordered, before: number, after: number): boolean {
  const [one, other] = [ordered.timetableOf(before), ordered.timetableOf(after)]
  if (one === undefined || other === undefined || ordered.isBlurredIn(before) || ordered.isBlurredIn(after))
    return false
  if (one.clocks.join() !== other.clocks.join() || one.isPlain.join() !== other.isPlain.join()) return false
  let isMore = false
  for (const [scale, zone] of one.zones.entries()) {
    const size = Math.sqrt(zone.length)
    const since = placeOfWatch(zone)
    const next = other.zones[scale] as Int32Array
    let more = unbounded
    for (let i = 0; i < size; i++) {
      const [was, is] = [zone[i * size + since] as number, next[i * size + since] as number]
      if (i !== since && was < unbounded) more = Math.min(more, (is - was) & ~1)
    }
    if (more < 0) return false
    isMore ||= more > 0 && more < unbounded
    // The earlier zone, with the opening so much longer ago, lies within the later one.
    const shifted = zone.slice()
    const by = more < unbounded ? more : 0
    for (let i = 0; i < size; i++) {
      if (i === since) continue
      const [from, to] = [i * size + since, since * size + i]
      if ((shifted[from] as number) < unbounded) shifted[from] = (shifted[from] as number) + by
      if ((shifted[to] as number) < unbounded) shifted[to] = (shifted[to] as number) - by
    }
    if (!isWithin(shifted, next)) return false
  }
  return isMore
}

function forEver(study: Study, ordered: Ordered, { state, moves }: Round): Measured {
  const { caseType } = ordered.model.definition
  const where = whereIn(study, state)
  const round = roundOf(caseType, moves)
  const way = orderedWayTo(ordered, state).labels.map(label => ordered.moves[label] as Move)
  return {
    says: {
      'zh-CN': `没有最长时间：从“${where['zh-CN']}”起，${round['zh-CN']}，周而复始，每一遍都要花时间`,
      en: `there is no longest time: from "${where.en}", ${round.en}, again and again, and each round takes its time`,
    },
    story: storyOf(
      caseType,
      [...way, ...moves].map(move => ({ move, at: undefined })),
      0,
    ),
    journal: [],
  }
}
