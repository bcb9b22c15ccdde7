// A story found on abstract time, played on the real rules: with a calendar, dates and every deadline where it falls.
import {
  advance,
  type CaseDefinition,
  type CaseState,
  type Clock,
  caseDefinition,
  type Decision,
  type Disclosure,
  type Draft,
  type Duration,
  decide,
  type Entry,
  type JsonObject,
  nextRungAt,
  type PreparedData,
  prepareCommand,
  receive,
  rungType,
  type StateTexts,
  seal,
  stateTexts,
  withDatesAhead,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { delegationOf } from './acting.js'
import type { CaseModel, Move } from './case-model.js'
import { nameOfMove } from './move-names.js'
import { oneRungFired } from './one-rung.js'
import { type Opening, opened } from './opening.js'
import { factsFor } from './permission.js'

type Command = Move & { readonly kind: 'command' }

/** When the moves of a story are made. */
export interface Pace {
  /** When each is made, in minutes after midnight before the case begins; a deadline is reached when it falls due. */
  readonly minutes?: readonly number[] | undefined
  /** After them nothing else happens until a time is over that began with one of them, `-1`: with the opening. */
  readonly wait?: { readonly since: number; readonly period: Duration } | undefined
}

/** What became of a story on the real rules. */
export interface Replay {
  /** Whether every move could be made, in this order. */
  readonly isWhole: boolean
  readonly drafts: readonly Draft[]
  /** When each move was made, epoch ms. */
  readonly instants: readonly number[]
  readonly journal: readonly Entry[]
  readonly disclosures: readonly Disclosure[]
  readonly state: CaseState
  /** As it was from the opening on, each with the number of moves made until then. */
  readonly states: readonly { readonly state: CaseState; readonly moves: number }[]
  /** When the wait is over, epoch ms; undefined where there is none. */
  readonly waitedUntil: number | undefined
}

/** The Monday on which the cases of stories begin, at nine. */
export const storiesBegin = '2026-01-05'
/** Its midnight, UTC. */
const monday = Date.UTC(2026, 0, 5)
const minute = 60_000
/** The minute of its first day at which the case of a story begins. */
export const beginsAt = 540

/** Plays moves on the real rules, see {@link replay}. */
export type Play = (way: readonly Move[], pace?: Pace) => Replay

/**
 * Plays moves one after the other: parties act within minutes, the clock when it has to.
 *
 * @param pace when moves are made; default: within minutes
 */
export function replay(model: CaseModel, opening: Opening, way: readonly Move[], pace?: Pace): Replay {
  return playing(model, opening)(way, pace)
}

/** A case as far as it was played. */
interface Played {
  readonly before: Played | undefined
  readonly drafts: readonly Draft[]
  readonly state: CaseState
  /** How many moves were made until then. */
  readonly moves: number
  /** When the last of them was made; undefined where time alone has brought it here. */
  readonly instant: number | undefined
  /** How much randomness was used until then. */
  readonly salts: number
  /** Where each move leads from here, within minutes or at an instant; undefined where it cannot be made. */
  readonly further: Map<string, Played | undefined>
  journal: Journal | undefined
}

/** Plays stories of one opening. What several of them begin with at the same instants is played once. */
export function playing(model: CaseModel, opening: Opening): Play {
  const definition = caseDefinition(model.definition.caseType)
  const calendar = everyDayCalendar()
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  /** Commands whose data took no randomness to be read: it says the same each time. */
  const known = new Map<Move, PreparedData | undefined>()
  const dataOf: DataOf = (move, state, clock) => {
    if (known.has(move)) return known.get(move)
    const before = salts
    const data = dataRead(definition, move, salt)?.(state, clock)
    if (salts === before && !hasDates(definition, move)) known.set(move, data)
    return data
  }
  const after = (
    before: Played | undefined,
    { drafts, state }: Decision,
    moves: number,
    instant: number | undefined,
  ): Played => ({ before, drafts, state, moves, instant, salts, further: new Map(), journal: undefined })
  let begun: Played | undefined
  const beginning = (): Played => {
    begun ??= after(
      undefined,
      opened(definition, opening, { at: monday + beginsAt * minute, calendar }, salt),
      0,
      undefined,
    )
    return begun
  }
  const texts = stateTexts()
  const sealedUntil = (last: Played): Journal => {
    const open: Played[] = []
    let at: Played | undefined = last
    for (; at !== undefined && at.journal === undefined; at = at.before) open.push(at)
    let journal = at?.journal ?? { journal: [], disclosures: [] }
    for (const one of open.reverse()) {
      journal = sealedAfter(definition, journal, one.drafts, texts)
      one.journal = journal
    }
    return journal
  }
  /** Lets time pass as far as an instant, with what is due by then. */
  const passed = (from: Played, until: number): Played => {
    let played = from
    salts = from.salts
    for (let at = nextRungAt(played.state); at !== null && at <= until; at = nextRungAt(played.state)) {
      const { state, moves } = played
      played = after(played, advance(definition, state, { at: Math.max(at, state.lastAt), calendar }), moves, undefined)
    }
    return played
  }
  const acting = new Set(
    definition.deadlines.flatMap(({ name }) => model.rungsOf(name).map(rung => rungType({ name, rung }))),
  )
  const made = (from: Played, move: Move, at: number, watched: ReadonlySet<string>): Played | undefined => {
    salts = from.salts
    const { state, moves } = from
    const decision = madeOf(definition, watched, state, move, { at, calendar }, dataOf, `move-${moves}`)
    return decision && after(from, decision, moves + 1, decision.state.lastAt)
  }
  const once = (from: Played, name: string, make: () => Played | undefined): Played | undefined => {
    if (!from.further.has(name)) from.further.set(name, make())
    return from.further.get(name)
  }
  const madeSoon = (from: Played, move: Move): Played | undefined =>
    once(from, nameOfMove(move), () => made(from, move, from.state.lastAt + minute, acting))
  const madeOnTime = (from: Played, move: Move, planned: number | undefined): Played | undefined => {
    const { lastAt } = from.state
    const at = planned === undefined ? lastAt + minute : Math.max(lastAt, monday + planned * minute)
    // With dates of its own, what falls due meanwhile and makes no difference is no other story.
    return once(from, `${at} ${nameOfMove(move)}`, () =>
      made(move.kind === 'clock' ? from : passed(from, at), move, at, none),
    )
  }
  return (way, pace) => {
    let last = beginning()
    let isWhole = true
    for (const [n, move] of way.entries()) {
      const next = pace === undefined ? madeSoon(last, move) : madeOnTime(last, move, pace.minutes?.[n])
      if (next === undefined) {
        isWhole = false
        break
      }
      last = next
    }
    const instants = instantsUntil(last)
    let waitedUntil: number | undefined
    if (isWhole && pace?.wait !== undefined) {
      const { since, period } = pace.wait
      const begins = since < 0 ? (beginning().drafts[0] as Draft).at : (instants[since] as number)
      waitedUntil = calendar.add(begins, period).at
      isWhole = last.state.lastAt <= waitedUntil
      last = passed(last, waitedUntil)
    }
    const all = along(last)
    return {
      isWhole,
      drafts: all.flatMap(({ drafts }) => drafts),
      instants,
      // Most of those who ask look at the states alone, and sealing entries takes its time.
      get journal() {
        return sealedUntil(last).journal
      },
      get disclosures() {
        return sealedUntil(last).disclosures
      },
      state: last.state,
      states: all.map(({ state, moves }) => ({ state, moves })),
      waitedUntil,
    }
  }
}

function along(last: Played): readonly Played[] {
  const all: Played[] = []
  for (let at: Played | undefined = last; at !== undefined; at = at.before) all.push(at)
  return all.reverse()
}

function instantsUntil(last: Played): readonly number[] {
  return along(last).flatMap(({ instant }) => instant ?? [])
}

const none: ReadonlySet<string> = new Set()

function madeOf(
  definition: CaseDefinition,
  acting: ReadonlySet<string>,
  state: CaseState,
  move: Move,
  clock: Clock,
  dataOf: DataOf,
  commandId: string,
): Decision | undefined {
  if (move.kind === 'clock') {
    const { name, key, rung } = move
    const due = state.deadlines
      .find(one => one.name === name && one.key === key)
      ?.rungs.find(one => one.rung === rung && !one.fired)
    if (due === undefined) return undefined
    const drafts: Draft[] = []
    let current = state
    for (;;) {
      const fired = oneRungFired(definition, current, Math.max(due.at, state.lastAt), clock.calendar)
      if (fired === undefined) return undefined
      drafts.push(...fired.drafts)
      current = fired.state
      const { deadline, rung: reached } = fired.due
      // What is due at the same instant and comes after is for the next move.
      if (deadline.name === name && deadline.key === key && reached.rung === rung) return { drafts, state: current }
      // Another deadline that acts, and comes first, would make this another story.
      if (fired.drafts.some(({ type }) => acting.has(type))) return undefined
    }
  }
  if (move.kind === 'link') {
    const news = { type: move.type, data: move.data, by: 'case:other', commandId } as never
    return receive(definition, state, news, clock)
  }
  const data = dataOf(move, state, clock)
  const decision = data && giveOf(definition, move, data, commandId)(state, clock)
  const isAlone = decision?.drafts.every(({ type }) => !acting.has(type))
  return decision?.refusal === undefined && isAlone === true ? decision : undefined
}

/** What the rules make of a command; undefined where its data cannot be read. */
export function given(
  definition: CaseDefinition,
  state: CaseState,
  move: Command,
  clock: Clock,
  salt: () => string,
  commandId: string,
): Decision | undefined {
  return giving(definition, move, salt, commandId)?.(state, clock)
}

/** Nobody reads what a refused party may try instead. */
const unadvised = { allowed: () => [] }

/** A command whose data was read once, to be given in several cases; undefined where it cannot be read. */
export function giving(
  definition: CaseDefinition,
  move: Command,
  salt: () => string,
  commandId: string,
): ((state: CaseState, clock: Clock) => Decision) | undefined {
  const dataAt = dataRead(definition, move, salt)
  return dataAt && ((state, clock) => giveOf(definition, move, dataAt(state, clock), commandId)(state, clock))
}

type DataOf = (move: Command, state: CaseState, clock: Clock) => PreparedData | undefined

const hasDates = ({ commands }: CaseDefinition, { type }: Command): boolean => commands.get(type)?.dates !== undefined

/**
 * The data of a command as the rules read it; undefined where it cannot be read. A date of a sample stands for any that may
 * be chosen: where it may not, for the nearest that may be when the command is given.
 */
function dataRead(
  definition: CaseDefinition,
  move: Command,
  salt: () => string,
): ((state: CaseState, clock: Clock) => PreparedData) | undefined {
  const { type, by, sample } = move
  const readAs = (raw: JsonObject) => {
    const read = prepareCommand(definition, type, raw, { salt, subject: by })
    return read.ok ? read.data : undefined
  }
  const data = readAs(sample)
  if (data === undefined || !hasDates(definition, move)) return data && (() => data)
  return (state, clock) => {
    const raw = withDatesAhead(definition, state, type, sample, clock)
    return raw === sample ? data : (readAs(raw) ?? data)
  }
}

function giveOf(
  definition: CaseDefinition,
  move: Command,
  data: PreparedData,
  commandId: string,
): (state: CaseState, clock: Clock) => Decision {
  const { type, by, delegate } = move
  const acts =
    delegate === undefined ? { by } : { by: delegate, onBehalfOf: by, delegations: [delegationOf(by, delegate)] }
  return (state, clock) => {
    const facts = factsFor(definition, state.machine.context, { ...move, data: data.seen })
    return decide(definition, state, { type, data, ...acts, facts, commandId }, clock, unadvised)
  }
}

/** What the rules wrote, sealed. */
type Journal = Pick<Replay, 'journal' | 'disclosures'>

/** What the rules wrote, as a journal. */
export function journalOf(definition: CaseDefinition, drafts: readonly Draft[]): Journal {
  return sealedAfter(definition, { journal: [], disclosures: [] }, drafts, stateTexts())
}

/** A journal with what was written after it. */
function sealedAfter(
  definition: CaseDefinition,
  before: Journal,
  drafts: readonly Draft[],
  texts: StateTexts,
): Journal {
  const journal = [...before.journal]
  const disclosures = [...before.disclosures]
  for (const draft of drafts) {
    const context = {
      tenant: 'default',
      caseId: 'verify',
      head: journal.at(-1) ?? null,
      recordedAt: draft.at,
      caseSalt: '0'.repeat(32),
      texts,
    }
    const sealed = seal(definition, draft, context)
    journal.push(sealed.entry)
    disclosures.push(...sealed.disclosures)
  }
  return { journal, disclosures }
}
