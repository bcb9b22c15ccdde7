// What becomes of cases in which one duty follows another, worked out once for all of them from the tables.
import { type Dates, noDates } from '../tabled/dates.js'
import type { DrawnTurn, Program, Situation, Step, SureTurn } from '../tabled/programs.js'
import type { Move, Standing } from '../tabled/standings.js'
import { completionIn, type Tables, tablesIn } from '../tabled/tables.js'
import type { World } from '../world.js'
import { NotSequential } from './eligible.js'

/** A case at rest: one party has one thing to do, or nobody has. */
export interface Stage {
  readonly id: number
  readonly situation: Situation
  /** Which of the duties it is; −1: nobody does anything, ever. */
  readonly slot: number
  /** Place of the party among those that work, and of the queue among all. */
  readonly staff: number
  readonly line: number
  readonly isElapsed: boolean
  /** What its completion does, once that is known. */
  done: Entry | undefined
}

/** How a case comes to stand somewhere. */
export interface Entry {
  readonly id: number
  /** What is counted, as a bundle of the ledger. */
  readonly bundle: number
  /** Sums of times that end now, each followed by its place among the instants at which states were entered. */
  readonly times: readonly number[]
  /** For each state there, the place it had before, or −1; undefined: as before. */
  readonly since: readonly number[] | undefined
  readonly isSettled: boolean
  /** Who has to do what then; undefined where luck decides, or the case is settled. */
  readonly stage: Stage | undefined
  readonly turn: SureTurn | undefined
  readonly program: Program | undefined
  readonly standing: Standing
}

/** A queue of a party: those with one priority. */
export interface Line {
  readonly staff: number
  readonly priority: number
}

/** Everything known of a policy whose cases go one duty after another. Grows as cases come to where none was before. */
export interface Plan {
  readonly tables: readonly Tables[]
  readonly stages: readonly Stage[]
  readonly entries: readonly Entry[]
  /** Numbers in the world of the parties that work, in the order in which they look at their queues. */
  readonly parties: readonly number[]
  readonly lines: readonly Line[]
  /** By source: how its cases begin. */
  first(source: number, at: number): Entry
  completed(stage: Stage, source: number, dates: Dates, now: number): Entry
  /** Works out what completions do to cases of a source, from how they begin to where luck decides. */
  lookAhead(source: number, at: number): void
  stageOf(situation: Situation, turn: SureTurn | DrawnTurn | undefined): Stage
}

/** States of a case at once, of which it is known since when. */
const mostPaths = 3
/** Beyond that, cases are of too many kinds. */
export const mostStages = 250

/** By the tables it is made of: who forgets them forgets it. */
const known = new WeakMap<object, Plan>()

export function planOf(world: World): Plan {
  const tables = tablesIn(world)
  let plan = known.get(tables)
  if (plan === undefined) {
    plan = planFor(world, tables as readonly Tables[])
    known.set(tables, plan)
  }
  return plan
}

function planFor(world: World, tables: readonly Tables[]): Plan {
  const { ledger } = world
  const stages: Stage[] = []
  const entries: Entry[] = []
  const bySituation = new Map<Situation, Stage>()
  const parties = Object.keys(world.arm.parties)
    .map(party => world.parties.of(party))
    .sort((a, b) => a - b)
  const lines: Line[] = []
  const firsts: Entry[] = []

  const lineOf = (party: number, priority: number): number => {
    let staff = parties.indexOf(party)
    if (staff < 0) staff = parties.push(party) - 1
    const found = lines.findIndex(line => line.staff === staff && line.priority === priority)
    return found < 0 ? lines.push({ staff, priority }) - 1 : found
  }

  function stageOf(situation: Situation, turn: SureTurn | DrawnTurn | undefined): Stage {
    let stage = bySituation.get(situation)
    if (stage === undefined) {
      if (stages.length >= mostStages) throw new NotSequential('more kinds of cases than are worth keeping')
      const line = turn === undefined ? -1 : lineOf(turn.party, turn.priority)
      const staff = line < 0 ? -1 : (lines[line]?.staff as number)
      const isElapsed = turn?.isElapsed === true
      stage = { id: stages.length, situation, slot: turn?.slot ?? -1, staff, line, isElapsed, done: undefined }
      stages.push(stage)
      bySituation.set(situation, stage)
    }
    return stage
  }

  /** @param more what else is counted */
  function entryOf(
    { bundle, to, refusal }: Move,
    { standing, since, left, program }: Step,
    more: readonly number[],
  ): Entry {
    if (standing !== to || standing.layout.width > 0) throw new NotSequential('a deadline')
    // What was worked was in vain then, and of whom that is told is not kept here.
    if (refusal !== undefined) throw new NotSequential('a command that was refused')
    if (standing.paths.length > mostPaths) throw new NotSequential('many states at once')
    const counted = [...(ledger.bundles[bundle] as readonly number[]), ...more]
    const times: number[] = []
    /** A time that ends now: it is told even where all of them are nothing. */
    const ends = (slot: number, place: number) => {
      counted.push(slot, 0, 0)
      if (place >= 0) times.push(slot, place)
    }
    for (let i = 0; i < left.length; i += 2) ends(left[i + 1] as number, left[i] as number)
    const isSettled = program === undefined
    if (isSettled) {
      for (const [i, slot] of standing.pathSlots.entries()) ends(slot, since === undefined ? i : (since[i] as number))
      counted.push(standing.outcomeSlot, 1, 0)
      if (standing.ratesBundle >= 0) counted.push(...(ledger.bundles[standing.ratesBundle] as readonly number[]))
    }
    const turn = program === undefined ? undefined : sureIn(program)
    const isSure = program?.to !== undefined
    const entry: Entry = {
      id: entries.length,
      bundle: ledger.bundle(counted),
      times,
      since,
      isSettled,
      stage: isSure ? stageOf(program.to as Situation, turn) : undefined,
      turn: isSure ? turn : undefined,
      program,
      standing,
    }
    entries.push(entry)
    return entry
  }

  function first(source: number, at: number): Entry {
    const found = firsts[source]
    if (found !== undefined) return found
    const { alike, type } = world.sources[source] as (typeof world.sources)[number]
    if (alike === undefined) throw new NotSequential('openings that are drawn')
    const { move, step } = (tables[source] as Tables).first(alike, at)
    const entry = entryOf(move, step, [ledger.slot('arrived', '', '', type.name), 1, 0])
    if (entry.isSettled) throw new NotSequential('cases that are settled when they arrive')
    firsts[source] = entry
    return entry
  }

  function completed(stage: Stage, source: number, dates: Dates, now: number): Entry {
    if (stage.done !== undefined) return stage.done
    const { move, step } = completionIn(tables[source] as Tables, stage.situation, stage.slot, dates, now)
    stage.done = entryOf(move, step, [])
    return stage.done
  }

  return {
    tables,
    stages,
    entries,
    parties,
    lines,
    first,
    completed,
    lookAhead(source, at) {
      let { stage } = first(source, at)
      while (stage !== undefined && stage.slot >= 0 && stage.done === undefined)
        stage = completed(stage, source, { row: noDates, lastAt: at }, at).stage
    },
    stageOf,
  }
}

/** The one duty that is opened before luck decides anything; undefined where none is. */
export function sureIn({ operations }: Program): SureTurn | undefined {
  if (operations.length > 1 || operations.some(({ opens }) => opens === undefined))
    throw new NotSequential('several duties at once')
  return operations[0]?.opens
}
