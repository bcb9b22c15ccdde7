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
  nextRungAt,
  prepareCommand,
  receive,
  rungType,
  seal,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import type { CaseModel, Move } from './case-model.js'
import { type Opening, opened } from './opening.js'
import { factsFor } from './permission.js'

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

/** Monday 5 January 2026, midnight UTC: the cases of stories begin at nine. */
const monday = Date.UTC(2026, 0, 5)
const minute = 60_000
/** The minute of its first day at which the case of a story begins. */
export const beginsAt = 540

/**
 * Plays moves one after the other: parties act within minutes, the clock when it has to.
 *
 * @param pace when moves are made; default: within minutes
 */
export function replay(model: CaseModel, opening: Opening, way: readonly Move[], pace?: Pace): Replay {
  const definition = caseDefinition(model.definition.caseType)
  const calendar = everyDayCalendar()
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  const drafts: Draft[] = []
  const instants: number[] = []
  const first = opened(definition, opening, { at: monday + beginsAt * minute, calendar }, salt)
  drafts.push(...first.drafts)
  let { state } = first
  const states = [{ state, moves: 0 }]
  const take = (decision: Decision): void => {
    drafts.push(...decision.drafts)
    state = decision.state
    states.push({ state, moves: instants.length })
  }
  /** Lets time pass as far as an instant, with what is due by then. */
  const pass = (until: number): void => {
    for (let at = nextRungAt(state); at !== null && at <= until; at = nextRungAt(state))
      take(advance(definition, state, { at: Math.max(at, state.lastAt), calendar }))
  }
  const acting = new Set(
    definition.deadlines.flatMap(({ name }) => model.rungsOf(name).map(rung => rungType({ name, rung }))),
  )
  let isWhole = true
  for (const [n, move] of way.entries()) {
    const planned = pace?.minutes?.[n]
    const at = planned === undefined ? state.lastAt + minute : Math.max(state.lastAt, monday + planned * minute)
    // With dates of its own, what falls due meanwhile and makes no difference is no other story.
    if (pace !== undefined && move.kind !== 'clock') pass(at)
    const made = madeOf(
      definition,
      pace === undefined ? acting : none,
      state,
      move,
      { at, calendar },
      salt,
      `move-${n}`,
    )
    if (made === undefined) {
      isWhole = false
      break
    }
    instants.push(made.state.lastAt)
    take(made)
  }
  let waitedUntil: number | undefined
  if (isWhole && pace?.wait !== undefined) {
    const { since, period } = pace.wait
    waitedUntil = calendar.add(since < 0 ? (drafts[0] as Draft).at : (instants[since] as number), period).at
    isWhole = state.lastAt <= waitedUntil
    pass(waitedUntil)
  }
  // Most of those who ask look at the states alone, and sealing entries takes its time.
  let sealed: Pick<Replay, 'journal' | 'disclosures'> | undefined
  const inJournal = () => {
    sealed ??= journalOf(definition, drafts)
    return sealed
  }
  return {
    isWhole,
    drafts,
    instants,
    get journal() {
      return inJournal().journal
    },
    get disclosures() {
      return inJournal().disclosures
    },
    state,
    states,
    waitedUntil,
  }
}

const none: ReadonlySet<string> = new Set()

function madeOf(
  definition: CaseDefinition,
  acting: ReadonlySet<string>,
  state: CaseState,
  move: Move,
  clock: Clock,
  salt: () => string,
  commandId: string,
): Decision | undefined {
  if (move.kind === 'clock') {
    const { name, key, rung } = move
    const due = state.deadlines
      .find(one => one.name === name && one.key === key)
      ?.rungs.find(one => one.rung === rung && !one.fired)
    if (due === undefined) return undefined
    const decision = advance(definition, state, { ...clock, at: Math.max(due.at, state.lastAt) })
    // Another deadline that acts, and comes first, would make this another story.
    const acted = decision.drafts.filter(({ type }) => type === move.type || acting.has(type))
    return acted.length === 1 && acted[0]?.type === move.type ? decision : undefined
  }
  if (move.kind === 'link') {
    const news = { type: move.type, data: move.data, by: 'case:other', commandId } as never
    return receive(definition, state, news, clock)
  }
  const decision = given(definition, state, move, clock, salt, commandId)
  const isAlone = decision?.drafts.every(({ type }) => !acting.has(type))
  return decision?.refusal === undefined && isAlone === true ? decision : undefined
}

/** What the rules make of a command; undefined where its data cannot be read. */
export function given(
  definition: CaseDefinition,
  state: CaseState,
  move: Move & { readonly kind: 'command' },
  clock: Clock,
  salt: () => string,
  commandId: string,
): Decision | undefined {
  const { type, by, sample } = move
  const read = prepareCommand(definition, type, sample, { salt, subject: by })
  if (!read.ok) return undefined
  const facts = factsFor(definition, state.machine.context, { ...move, data: read.data.seen })
  return decide(definition, state, { type, data: read.data, by, facts, commandId }, clock)
}

/** What the rules wrote, as a journal. */
export function journalOf(
  definition: CaseDefinition,
  drafts: readonly Draft[],
): Pick<Replay, 'journal' | 'disclosures'> {
  const journal: Entry[] = []
  const disclosures: Disclosure[] = []
  for (const draft of drafts) {
    const context = {
      tenant: 'default',
      caseId: 'verify',
      head: journal.at(-1) ?? null,
      recordedAt: draft.at,
      caseSalt: '0'.repeat(32),
    }
    const sealed = seal(definition, draft, context)
    journal.push(sealed.entry)
    disclosures.push(...sealed.disclosures)
  }
  return { journal, disclosures }
}
