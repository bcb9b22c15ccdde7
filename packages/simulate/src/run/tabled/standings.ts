// Where cases of one type stand, but for time: all that core decides by, once for all cases that have it in common.
import {
  activePaths,
  type CaseState,
  type DeadlineOrigin,
  type DeadlineState,
  deadlineOrigins,
  deadlinesBy,
  decide,
  fired,
  type MachineState,
  type nextDue,
  rungFired,
} from '@convoke/core'
import type { Meant } from '../case-run.js'
import { factsFor, isStillPossible, type OpenDuty, openDuties, sentKey } from '../duties.js'
import { noted } from '../notes.js'
import type { TypeRun } from '../type-run.js'
import { begun, type World } from '../world.js'
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
  readonly duties: readonly OpenDuty[]
  /** The sums of the times in its states. */
  readonly paths: readonly string[]
  readonly pathSlots: readonly number[]
  readonly outcome: string | null
  /** The sum of those who end so; −1 where a case is not settled. */
  readonly outcomeSlot: number
  readonly commands: Map<number, Move>
  /** By deadline and rung. */
  readonly rungs: Map<string, Move>
  /** Whether an act would still be accepted. */
  readonly possible: Map<number, boolean>
}

/** What an act does to all cases that stand in one place. */
export interface Move {
  /** What is counted, as a bundle of the ledger. */
  readonly bundle: number
  readonly isRefused: boolean
  /** The rung that counts as fired before. */
  readonly fires: { readonly name: string; readonly key: string; readonly n: number; readonly rung: string } | undefined
  /** Undefined: the deadlines stay as they are. */
  readonly origins: readonly DeadlineOrigin[] | undefined
  readonly machine: MachineState
  /** Whether it leads to the same place whatever the dates are. */
  readonly isSure: boolean
  readonly to: Standing
  /** Where else it leads, by which rungs there are. */
  readonly elsewhere: Map<string, Standing>
}

/** What of a case depends on time. */
export interface Dates {
  deadlines: readonly DeadlineState[]
  lastAt: number
}

/** Everything known of where cases of one type stand. */
export interface Standings {
  readonly type: TypeRun
  /** How many places are known. */
  readonly size: number
  actOf(meant: Meant, party: string): Act
  first(opening: TypeOpening, at: number): Move
  command(standing: Standing, act: Act, dates: Dates, at: number): Move
  rung(standing: Standing, dates: Dates, due: NonNullable<ReturnType<typeof nextDue>>): Move
  isPossible(standing: Standing, act: Act): boolean
  /** Where a case stands after a move, and with which dates. */
  moved(move: Move, dates: Dates, at: number): Standing
}

type TypeOpening = Parameters<typeof begun>[1] extends infer Opening
  ? { readonly opening: Opening; readonly by: string }
  : never

export function standingsOf(world: World, type: TypeRun): Standings {
  const { calendar, ledger } = world
  const { definition, name } = type
  const known = new Map<string, Standing>()
  const acts = new Map<string, Act>()

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
        duties: openDuties({ type, state }),
        paths,
        pathSlots: paths.map(path => ledger.slot('timeInState', 'state', path, name)),
        outcome,
        outcomeSlot: outcome === null ? -1 : ledger.slot('outcome', 'outcome', outcome, name),
        commands: new Map(),
        rungs: new Map(),
        possible: new Map(),
      }
      known.set(key, standing)
    }
    return standing
  }

  /** The state of a case that stands here, as core takes it. */
  const stateOf = ({ state }: Standing, { deadlines, lastAt }: Dates): CaseState => ({ ...state, deadlines, lastAt })

  /** What is learnt of a step: from one case, for all. */
  function learnt(
    before: readonly DeadlineState[],
    after: CaseState,
    {
      sameData,
      fires,
      bundle,
      isRefused,
    }: Pick<Move, 'fires' | 'bundle' | 'isRefused'> & {
      readonly sameData: boolean
    },
  ): Move {
    const all = deadlineOrigins(definition, before, after.deadlines, sameData)
    const isKept =
      all.length === before.length &&
      all.every((one, i) => one.from === i && 'adjusts' in one && one.adjusts === undefined)
    // A deadline that looks at the case again, or whose reminders would come before it starts, differs with its dates.
    const isSure = all.every(one => {
      if ('adjusts' in one) return one.adjusts === undefined
      const { ladder, due, suspended, extended } = one.starts
      return ladder === undefined && due === undefined && suspended === undefined && extended === undefined
    })
    // Written out: what is spread together has another shape for the machine each time, and runs are slow with it.
    return {
      bundle,
      isRefused,
      fires,
      isSure,
      machine: after.machine,
      origins: isKept ? undefined : all,
      to: standingAt(after),
      elsewhere: new Map(),
    }
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
      return learnt([], state, { sameData: false, fires: undefined, bundle: ledger.bundle([]), isRefused: false })
    },
    command(standing, act, dates, at) {
      const known = standing.commands.get(act.id)
      if (known !== undefined) return known
      const state = stateOf(standing, dates)
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
          ? talliesOf(dates.deadlines, [...drafts])
          : [ledger.slot('refused', 'code', refusal.code, name), 1, 0]
      const sameData = after.machine.context === state.machine.context && after.deadlines === dates.deadlines
      const move = learnt(dates.deadlines, after, {
        sameData,
        fires: undefined,
        bundle: ledger.bundle(tallies),
        isRefused: refusal !== undefined,
      })
      standing.commands.set(act.id, move)
      return move
    },
    rung(standing, dates, due) {
      const { deadline, rung } = due
      const fires = { name: deadline.name, key: deadline.key, n: deadline.n, rung: rung.rung }
      const key = `${fires.name}\n${fires.key}\n${fires.rung}`
      const known = standing.rungs.get(key)
      if (known !== undefined) return known
      const state = stateOf(standing, dates)
      const draft = rungFired(definition, state, due, { at: rung.at, calendar, shown: someMoment })
      const before = fired(dates.deadlines, fires)
      // The engine makes a list of its own of what has fired: the same members, where nothing else happened.
      const sameData =
        draft.after.machine.context === state.machine.context && shapeOf(draft.after.deadlines) === shapeOf(before)
      const tallies = talliesOf(dates.deadlines, [draft])
      const move = learnt(before, draft.after, { sameData, fires, bundle: ledger.bundle(tallies), isRefused: false })
      standing.rungs.set(key, move)
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
    moved(move, dates, at) {
      const { fires, origins, machine } = move
      if (fires !== undefined) dates.deadlines = fired(dates.deadlines, fires)
      if (origins !== undefined) dates.deadlines = deadlinesBy(origins, dates.deadlines, machine, { at, calendar })
      if (!move.isRefused) dates.lastAt = at
      if (move.isSure || hasShape(dates.deadlines, move.to.state.deadlines)) return move.to
      const shape = shapeOf(dates.deadlines)
      let to = move.elsewhere.get(shape)
      if (to === undefined) {
        to = standingAt({ ...move.to.state, deadlines: dates.deadlines })
        move.elsewhere.set(shape, to)
      }
      return to
    },
  }
}

/** What of deadlines tells cases apart other than by their dates. */
function shapeOf(deadlines: readonly DeadlineState[]): string {
  let shape = ''
  for (const { name, key, n, dueAt, rungs } of deadlines) {
    shape += `${JSON.stringify([name, key])}${n}${dueAt === null ? 'suspended' : ''}`
    for (const { rung, fired: hasFired } of rungs) shape += `${hasFired ? '+' : '-'}${rung}`
    shape += ';'
  }
  return shape
}

function hasShape(one: readonly DeadlineState[], other: readonly DeadlineState[]): boolean {
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i++) {
    const a = one[i] as DeadlineState
    const b = other[i] as DeadlineState
    if (a.n !== b.n || (a.dueAt === null) !== (b.dueAt === null) || a.rungs.length !== b.rungs.length) return false
    if (a.name !== b.name || a.key !== b.key) return false
    for (let j = 0; j < a.rungs.length; j++) {
      const own = a.rungs[j] as (typeof a.rungs)[number]
      const its = b.rungs[j] as (typeof b.rungs)[number]
      if (own.rung !== its.rung || own.fired !== its.fired) return false
    }
  }
  return true
}
