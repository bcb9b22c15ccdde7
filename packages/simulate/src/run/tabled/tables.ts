import type { JsonObject } from '@convoke/core'
import type { Opened, TypeRun } from '../type-run.js'
import type { World } from '../world.js'
import type { Dates } from './dates.js'
import { type Completion, completedIn, type Programs, programsOf, type Situation, type Step } from './programs.js'
import { type Act, type Move, type Standing, type Standings, standingsOf } from './standings.js'

/** What every case with one opening begins with. */
export interface First {
  readonly move: Move
  readonly step: Step
  readonly elsewhere: Map<Standing, Step>
}

/** Everything that is known of the cases of one type under one policy. Grows as cases come to where none was before. */
export interface Tables {
  readonly standings: Standings
  readonly programs: Programs
  first(opened: Opened, at: number): First
  firstStep(first: First, standing: Standing): Step
  /** Whether cases come to places where others have been, often enough to be worth knowing; and all are few enough to keep. */
  isWorthIt(): boolean
}

/** Where a case is at most twice where none was before, tables are faster than deciding; measured, with room. */
const mostNewOfEach = 2
/** Before that many places are known, nothing is concluded. */
const fewest = 2000
/** A few hundred megabytes. */
const most = 250_000

const known = new WeakMap<World, (Tables | undefined)[]>()

/** What is known of the cases of each source, of one type together; undefined where each is decided by itself. */
export function tablesIn(world: World): (Tables | undefined)[] {
  let tables = known.get(world)
  if (tables === undefined) {
    const byType = new Map<TypeRun, Tables>()
    tables = world.sources.map(({ type }) => {
      // Which dates may be chosen is another question each day.
      if ([...type.definition.commands.values()].some(({ dates }) => dates !== undefined)) return undefined
      const own = byType.get(type) ?? tablesOf(world, type)
      byType.set(type, own)
      return own
    })
    known.set(world, tables)
  }
  return tables
}

/** What the completion of a duty does, where no deadline comes first. */
export function completionIn(
  { standings, programs }: Tables,
  situation: Situation,
  slot: number,
  dates: Dates,
  now: number,
): Completion {
  const { standing, records, completions } = situation
  const known = completions[slot]
  if (known !== undefined) return known
  const act = records[slot]?.act as Act
  const move = standings.command(standing, act, dates, now)
  const isRefused = move.refusal !== undefined
  const step = programs.step(situation, move.to, completedIn(records, slot, isRefused))
  const isSame = !isRefused && move.dating === undefined
  const isQuiet = step.since === undefined && step.program?.operations.length === 0
  const only = isSame && isQuiet ? step.program?.to : undefined
  const completion = { act, move, step, only, bundle: move.bundle }
  while (completions.length < slot) completions.push(undefined)
  completions[slot] = completion
  return completion
}

/** Forgets all that is known of the cases of a policy. */
export function forgetTables(world: World | undefined): void {
  if (world !== undefined) known.delete(world)
}

function tablesOf(world: World, type: TypeRun): Tables {
  const standings = standingsOf(world, type)
  const programs = programsOf(world, standings)
  const firsts = new WeakMap<JsonObject, First>()
  let served = 0
  let lastOpened: Opened | undefined
  let last: First | undefined
  return {
    standings,
    programs,
    isWorthIt() {
      const known = programs.size
      return known < fewest || (known < most && known < mostNewOfEach * served)
    },
    first(opened, at) {
      served++
      // Most sources open all their cases alike.
      if (opened === lastOpened) return last as First
      const { opening, by } = opened
      let first = firsts.get(opening)
      if (first === undefined) {
        const move = standings.first({ opening, by }, at)
        first = { move, step: programs.step(undefined, move.to, []), elsewhere: new Map() }
        firsts.set(opening, first)
      }
      lastOpened = opened
      last = first
      return first
    },
    firstStep({ elsewhere }, standing) {
      let step = elsewhere.get(standing)
      if (step === undefined) {
        step = programs.step(undefined, standing, [])
        elsewhere.set(standing, step)
      }
      return step
    },
  }
}
