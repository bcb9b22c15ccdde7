// Where cases of one type stand, but for time: all that core decides by, once for all cases that have it in common.
import {
  activePaths,
  type CaseState,
  type DeadlineState,
  type DueRung,
  deadlineOrigins,
  deadlinesBy,
  decide,
  fired,
  type MachineState,
  rungFired,
} from '@convoke/core'
import type { Meant } from '../case-run.js'
import { factsFor, isStillPossible, type OpenDuty, openDuties, sentKey } from '../duties.js'
import { noted } from '../notes.js'
import { ratedOf } from '../rated.js'
import type { TypeRun } from '../type-run.js'
import { begun, type World } from '../world.js'
import { type Dates, deadlinesIn, type Layout, layoutOf, putDates, shapeOf } from './dates.js'
import { arrivalAt, arrive, type Dating, datingOf, laddersOf, learnArrival } from './dating.js'
import { MomentRead, someMoment, spelled } from './moment.js'

/** A command of a party with its data, once for all that send it. */
export interface Act extends Meant {
  readonly id: number
  readonly party: string
  /** What is remembered of it once it was sent. */
  readonly sent: string
  readonly isRepeatable: boolean
}

/** Where a case stands, but for time. */
export interface Standing {
  readonly id: number
  /** The state of the first case that stood here: its dates are its own. `lastAt` may not be looked at. */
  readonly state: CaseState
  readonly layout: Layout
  readonly duties: readonly OpenDuty[]
  /** The sums of the times in its states. */
  readonly paths: readonly string[]
  readonly pathSlots: readonly number[]
  readonly outcome: string | null
  /** The sum of those who end so; −1 where a case is not settled. */
  readonly outcomeSlot: number
  /** What a settled case adds to rates, as a bundle of the ledger; −1 where it adds nothing. */
  readonly ratesBundle: number
  readonly commands: Map<number, Move>
  /** By the number of the rung among those that have yet to fire. */
  readonly rungs: (Move | undefined)[]
  /** Whether an act would still be accepted. */
  readonly possible: Map<number, boolean>
}

/** What an act does to all cases that stand in one place. */
export interface Move {
  /** What is counted, as a bundle of the ledger. */
  readonly bundle: number
  readonly refusal: string | undefined
  /** The rung that counts as fired before, by its number among those that have yet to fire; −1: none. */
  readonly fires: number
  /** Undefined: the dates stay as they are. */
  readonly dating: Dating<Standing> | undefined
  readonly machine: MachineState
  /** Where it leads, unless other rungs come of it. */
  readonly to: Standing
  /** Where it leads with other rungs, by what tells them apart. */
  readonly elsewhere: Map<string, Standing>
}

/** Everything known of where cases of one type stand. */
export interface Standings {
  readonly type: TypeRun
  /** How many places are known. */
  readonly size: number
  actOf(meant: Meant, party: string): Act
  first(opening: TypeOpening, at: number): Move
  command(standing: Standing, act: Act, dates: Dates, at: number): Move
  /** @param pending the number of the rung among those that have yet to fire */
  rung(standing: Standing, pending: number, dates: Dates): Move
  isPossible(standing: Standing, act: Act): boolean
  /** The deadlines of a case that stands here, as core has them. */
  deadlinesOf(standing: Standing, dates: Dates): readonly DeadlineState[]
  /** Where a case stands after a move from a place (undefined: it begins), and with which dates. */
  moved(move: Move, from: Standing | undefined, dates: Dates, at: number): Standing
}

type TypeOpening = Parameters<typeof begun>[1] extends infer Opening
  ? { readonly opening: Opening; readonly by: string }
  : never

export function standingsOf(world: World, type: TypeRun): Standings {
  const { calendar, ledger } = world
  const { definition, name } = type
  const known = new Map<string, Standing>()
  const acts = new Map<string, Act>()
  const ladders = laddersOf(calendar)
  const rated = ratedOf(world)
  let spareRow: Float64Array = new Float64Array(64)

  function standingAt(state: CaseState): Standing {
    const { machine, counters, marks, recusals, links, outcome, askers } = state
    const place = spelled([machine.toJSON(), counters, marks, recusals, links, outcome, askers ?? null])
    const key = `${shapeOf(state.deadlines)}\n${place}`
    let standing = known.get(key)
    if (standing === undefined) {
      const paths = activePaths(definition, machine)
      standing = {
        id: known.size,
        state: { ...state, lastAt: someMoment },
        layout: layoutOf(state.deadlines),
        duties: openDuties({ type, state }),
        paths,
        pathSlots: paths.map(path => ledger.slot('timeInState', 'state', path, name)),
        outcome,
        outcomeSlot: outcome === null ? -1 : ledger.slot('outcome', 'outcome', outcome, name),
        ratesBundle: outcome === null || rated === undefined ? -1 : ledger.bundle(rated(type, state)),
        commands: new Map(),
        rungs: [],
        possible: new Map(),
      }
      known.set(key, standing)
    }
    return standing
  }

  const deadlinesOf = ({ layout }: Standing, { row }: Dates) => deadlinesIn(layout, row)

  /** What is learnt of a step: from one case, for all. */
  function learnt(
    from: Standing | undefined,
    before: readonly DeadlineState[],
    after: CaseState,
    {
      sameData,
      fires,
      bundle,
      refusal,
    }: Pick<Move, 'fires' | 'bundle' | 'refusal'> & {
      readonly sameData: boolean
    },
  ): Move {
    const origins = deadlineOrigins(definition, before, after.deadlines, after.machine, sameData)
    const isKept =
      origins.length === before.length &&
      origins.every((one, i) => one.from === i && 'adjusts' in one && one.adjusts === undefined)
    const dating = isKept ? undefined : datingOf<Standing>(origins, ladders)
    const to = standingAt(after)
    if (dating !== undefined) learnArrival(dating, from?.layout, to.layout, to)
    // Written out: what is spread together has another shape for the machine each time, and runs are slow with it.
    return { bundle, refusal, fires, machine: after.machine, dating, to, elsewhere: new Map() }
  }

  const talliesOf = (
    before: readonly DeadlineState[] | undefined,
    drafts: Parameters<typeof noted>[3][],
  ): readonly number[] => {
    const tallies: number[] = []
    for (const draft of drafts)
      noted(ledger, type, before, draft, (slot, value, over) => tallies.push(slot, value, over))
    return tallies
  }

  return {
    type,
    get size() {
      return known.size
    },
    actOf({ command, data }, party) {
      const sent = sentKey(command, data)
      const key = `${party}\n${sent}`
      let act = acts.get(key)
      if (act === undefined) {
        const isRepeatable = definition.commands.get(command)?.repeatable === true
        act = { id: acts.size, command, data, party, sent, isRepeatable }
        acts.set(key, act)
      }
      return act
    },
    first({ opening, by }, at) {
      const { state, refusal } = begun(type, opening, by, { at, calendar, shown: someMoment })
      if (refusal !== undefined) throw new MomentRead()
      return learnt(undefined, [], state, { sameData: false, fires: -1, bundle: ledger.bundle([]), refusal: undefined })
    },
    command(standing, act, dates, at) {
      const known = standing.commands.get(act.id)
      if (known !== undefined) return known
      const deadlines = deadlinesOf(standing, dates)
      const state = { ...standing.state, deadlines, lastAt: dates.lastAt }
      const { command, data, party } = act
      const facts = factsFor(world, type, state, command, data, party)
      const request = { type: command, data: { seen: data, committed: data, disclosures: [] }, by: party, facts }
      const {
        drafts,
        state: after,
        refusal,
      } = decide(definition, state, { ...request, commandId: 'simulated' }, { at, calendar, shown: someMoment })
      const tallies =
        refusal === undefined
          ? talliesOf(deadlines, [...drafts])
          : [ledger.slot('refused', 'code', refusal.code, name), 1, 0]
      const sameData = after.machine.context === state.machine.context && after.deadlines === deadlines
      const move = learnt(standing, deadlines, after, {
        sameData,
        fires: -1,
        bundle: ledger.bundle(tallies),
        refusal: refusal?.code,
      })
      standing.commands.set(act.id, move)
      return move
    },
    rung(standing, pending, dates) {
      const known = standing.rungs[pending]
      if (known !== undefined) return known
      const deadlines = deadlinesOf(standing, dates)
      const state = { ...standing.state, deadlines, lastAt: dates.lastAt }
      const fires = standing.layout.pendingRungs[pending] as Layout['pendingRungs'][number]
      const due = dueIn(deadlines, fires)
      const draft = rungFired(definition, state, due, { at: due.rung.at, calendar, shown: someMoment })
      const before = fired(deadlines, fires)
      // The engine makes a list of its own of what has fired: the same members, where nothing else happened.
      const sameData =
        draft.after.machine.context === state.machine.context && shapeOf(draft.after.deadlines) === shapeOf(before)
      const bundle = ledger.bundle(talliesOf(deadlines, [draft]))
      const move = learnt(standing, before, draft.after, { sameData, fires: pending, bundle, refusal: undefined })
      while (standing.rungs.length < pending) standing.rungs.push(undefined)
      standing.rungs[pending] = move
      return move
    },
    isPossible(standing, act) {
      let possible = standing.possible.get(act.id)
      if (possible === undefined) {
        possible = isStillPossible(world, { type, state: standing.state }, act)
        standing.possible.set(act.id, possible)
      }
      return possible
    },
    deadlinesOf,
    moved(move, from, dates, at) {
      const { fires, dating, machine } = move
      if (move.refusal === undefined) dates.lastAt = at
      if (dating === undefined) return move.to
      const known = arrivalAt(dating, at)
      if (known !== undefined) {
        spareRow = arrive(dating, known, dates, at, spareRow)
        return known.to
      }
      let deadlines = from === undefined ? [] : deadlinesOf(from, dates)
      if (from !== undefined && fires >= 0)
        deadlines = fired(deadlines, from.layout.pendingRungs[fires] as Layout['pendingRungs'][number])
      deadlines = deadlinesBy(dating.origins, deadlines, machine, { at, calendar })
      const shape = shapeOf(deadlines)
      let to = move.elsewhere.get(shape)
      if (to === undefined) {
        to = standingAt({ ...move.to.state, deadlines })
        move.elsewhere.set(shape, to)
        learnArrival(dating, from?.layout, to.layout, to)
      }
      if (dates.row.length < to.layout.width) dates.row = new Float64Array(Math.max(64, 2 * to.layout.width))
      putDates(to.layout, deadlines, dates.row)
      return to
    },
  }
}

function dueIn(deadlines: readonly DeadlineState[], fires: Layout['pendingRungs'][number]): DueRung {
  for (const deadline of deadlines)
    for (const rung of deadline.rungs)
      if (deadline.name === fires.name && deadline.key === fires.key && rung.rung === fires.rung)
        return { deadline, rung }
  throw new Error(`${fires.name} has no rung ${fires.rung}`)
}
