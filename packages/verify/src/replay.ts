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
  decide,
  type Entry,
  prepareCommand,
  receive,
  rungType,
  seal,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import type { CaseModel, Move } from './case-model.js'
import { type Opening, opened } from './opening.js'
import { factsFor } from './permission.js'

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
}

/** Monday 5 January 2026, 09:00 UTC. */
const monday = Date.UTC(2026, 0, 5, 9)
const minute = 60_000

/** Plays moves one after the other: parties act within minutes, the clock when it has to. */
export function replay(model: CaseModel, opening: Opening, way: readonly Move[]): Replay {
  const definition = caseDefinition(model.definition.caseType)
  const calendar = everyDayCalendar()
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  const drafts: Draft[] = []
  const instants: number[] = []
  const first = opened(definition, opening, { at: monday, calendar }, salt)
  drafts.push(...first.drafts)
  let { state } = first
  const acting = new Set(
    definition.deadlines.flatMap(({ name }) => model.rungsOf(name).map(rung => rungType({ name, rung }))),
  )
  let isWhole = true
  for (const [n, move] of way.entries()) {
    const at = state.lastAt + minute
    const made = madeOf(definition, acting, state, move, { at, calendar }, salt, `move-${n}`)
    if (made === undefined) {
      isWhole = false
      break
    }
    drafts.push(...made.drafts)
    state = made.state
    instants.push(state.lastAt)
  }
  return { isWhole, drafts, instants, ...journalOf(definition, drafts), state }
}

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
    const acted = decision.drafts.filter(({ type }) => acting.has(type))
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

function journalOf(definition: CaseDefinition, drafts: readonly Draft[]): Pick<Replay, 'journal' | 'disclosures'> {
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
