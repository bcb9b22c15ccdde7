// Cases that are the same but for time, decided together: what core decides for one of them is known for all.
import { draw } from '../../random/luck.js'
import { type CaseRun, type Cases, overtaken, type Setting, type WorkItem } from '../case-run.js'
import { chosen, intentionOf } from '../duties.js'
import { endless, mostAtOnce } from '../endless.js'
import type { TypeRun } from '../type-run.js'
import { type Dates, nextAt, nextPending, noDates } from './dates.js'
import { MomentRead, withoutMoment } from './moment.js'
import {
  completedIn,
  type DrawnTurn,
  type Firing,
  outcomes,
  type Program,
  type Situation,
  type Step,
  type SureTurn,
} from './programs.js'
import type { Act, Move, Standing } from './standings.js'
import { completionIn, type Tables, tablesIn } from './tables.js'

/** A case that is decided together with others. One that is settled serves again, for another case. */
interface TabledRun extends CaseRun, Dates {
  type: TypeRun
  source: number
  i: number
  k0: number
  k1: number
  arrivedAt: number
  isMeasured: boolean
  situation: Situation | undefined
  /** When the states it is in were entered, in the order of its standing's, with room for more; of no use where nobody measures. */
  since: number[]
  /** By duty. */
  readonly items: (WorkItem | undefined)[]
  row: Float64Array
  lastAt: number
}

const never = Number.POSITIVE_INFINITY
/** How many rungs may fire at once before it is left to core to say that they do so without end. */
const mostRungs = 1000

export function tabledCases({
  world,
  counts,
  events,
  items: work,
  staffFor,
  opened,
  settled,
  brought,
  sample,
  slowest,
}: Setting): Cases {
  const { ledger } = world
  const timeToClose = Int32Array.from(world.sources, ({ type }) => ledger.slot('timeToClose', '', '', type.name))
  const slowestOf = world.sources.map(({ type }) => slowest?.of(type.name))
  // Those that are given up in the middle serve the cases that began with them.
  const tables = [...tablesIn(world)]
  const spare: TabledRun[] = []
  const sinceBefore: number[] = []

  /** Where the case stands after a move; its dates and what is counted are those of the case. */
  function move(run: TabledRun, from: Standing | undefined, moved: Move, at: number): Standing {
    if (run.isMeasured) counts.addBundle(moved.bundle)
    if (moved.dating === undefined) {
      if (moved.refusal === undefined) run.lastAt = at
      return moved.to
    }
    return (tables[run.source] as Tables).standings.moved(moved, from, run, at)
  }

  /** Fires what is due by `now`, one rung after the other. */
  function fire(run: TabledRun, from: Standing, now: number): Standing {
    const { standings } = tables[run.source] as Tables
    let standing = from
    for (let count = 0; ; count++) {
      const { layout } = standing
      const pending = nextPending(layout, run.row)
      const dueAt = pending < 0 ? never : (run.row[layout.pending[pending] as number] as number)
      if (dueAt > now) return standing
      if (count > mostRungs) throw new MomentRead()
      standing = move(run, standing, standings.rung(standing, pending, run), Math.max(dueAt, run.lastAt))
    }
  }

  function take(run: TabledRun, { standing, since, left, program }: Step, now: number): void {
    if (run.isMeasured && since !== undefined) {
      for (let i = 0; i < left.length; i += 2)
        counts.add(left[i + 1] as number, now - (run.since[left[i] as number] as number), 0)
      enter(run, since, now)
    }
    if (program === undefined) {
      settle(run, standing, now)
      return
    }
    if (standing.layout.pending.length > 0) events.plan(run, nextAt(standing.layout, run.row))
    else if (run.rungAt < never) events.plan(run, never)
    play(run, standing, program, now)
  }

  /** Notes when states were entered: each stands in the list of its standing. */
  function enter(run: TabledRun, from: readonly number[], now: number): void {
    const { since } = run
    if (from.length === 1) {
      const place = from[0] as number
      since[0] = place < 0 ? now : (since[place] as number)
      return
    }
    for (let i = 0; i < since.length; i++) sinceBefore[i] = since[i] as number
    for (let i = 0; i < from.length; i++) {
      const place = from[i] as number
      since[i] = place < 0 ? now : (sinceBefore[place] as number)
    }
  }

  function settle(run: TabledRun, standing: Standing, now: number): void {
    const { items } = run
    for (let slot = 0; slot < items.length; slot++) drop(run, slot, now, overtaken)
    if (run.rungAt < never) events.plan(run, never)
    settled(run)
    if (run.isMeasured) {
      const { pathSlots } = standing
      for (let i = 0; i < pathSlots.length; i++) counts.add(pathSlots[i] as number, now - (run.since[i] as number), 0)
      const ms = now - run.arrivedAt
      counts.addTime(timeToClose[run.source] as number, ms, true)
      sample?.note(run.type.name, run.k0, run.arrivedAt, ms, true)
      const slow = slowestOf[run.source]
      if (slow !== undefined && ms >= slow.least) slow.note(run.source, run.i, run.arrivedAt, ms, standing.outcome)
      counts.add(standing.outcomeSlot, 1, 0)
      if (standing.ratesBundle >= 0) counts.addBundle(standing.ratesBundle)
    }
    run.situation = undefined
    spare.push(run)
  }

  function drop({ items }: TabledRun, slot: number, now: number, vain?: string): void {
    const item = items[slot]
    if (item === undefined) return
    items[slot] = undefined
    work.drop(item, now, vain)
  }

  function play(run: TabledRun, standing: Standing, first: Program, now: number): void {
    let program = first
    for (;;) {
      const { operations } = program
      for (let i = 0; i < operations.length; i++) {
        const operation = operations[i] as (typeof operations)[number]
        const turn = operation.opens
        if (turn !== undefined) {
          const { delay, effort, n } = turn
          open(
            run,
            turn,
            turn.act,
            delay.fixed ?? delay.of(draw(run, turn.delayLabel, n)),
            effort.fixed ?? effort.of(draw(run, turn.effortLabel, n)),
            standing,
            now,
          )
        } else {
          drop(run, operation.slot, now, overtaken)
        }
      }
      const decided = program.turn
      if (decided === undefined) {
        run.situation = program.to
        return
      }
      const outcome = drawn(run, standing, decided, now)
      const id = typeof outcome === 'number' ? outcome : outcome.id
      let next = program.branches.get(id)
      if (next === undefined) {
        next = (tables[run.source] as Tables).programs.branch(standing, decided, outcome)
        program.branches.set(id, next)
      }
      program = next
    }
  }

  /** Lets luck decide about a duty, and opens it where it decides so. */
  function drawn(run: TabledRun, standing: Standing, turn: DrawnTurn, now: number) {
    const { n, delay, effort } = turn
    const act = turn.acts === undefined ? meantBy(run, standing, turn, now) : choice(run, turn)
    if (act === undefined) return outcomes.later
    const [wait, work] =
      act === null
        ? [0, 0]
        : [
            delay.fixed ?? delay.of(draw(run, turn.delayLabel, n)),
            effort.fixed ?? effort.of(draw(run, turn.effortLabel, n)),
          ]
    if (act === null || wait === never || work === never) {
      if (run.isMeasured && (act !== null || turn.isMeant)) counts.add(turn.silence, 1, 0)
      return outcomes.still
    }
    open(run, turn, act, wait, work, standing, now)
    return act
  }

  function choice(run: TabledRun, { acts = [], never: weight, choiceLabel, n }: DrawnTurn): Act | null {
    if (acts.length === 1 && weight === 0) return (acts[0] as { readonly act: Act }).act
    return chosen(acts, weight, draw(run, choiceLabel, n))?.act ?? null
  }

  /** What a party means to do where that is different from case to case. */
  function meantBy(run: TabledRun, standing: Standing, turn: DrawnTurn, now: number): Act | null | undefined {
    const { duty, rule, n, mayRepeat, sent } = turn
    const { standings } = tables[run.source] as Tables
    const state = { ...standing.state, deadlines: standings.deadlinesOf(standing, run) }
    const at = { type: run.type, state, k0: run.k0, k1: run.k1 }
    const meant = intentionOf(world, at, duty, { rule, n, now, mayRepeat, sent })
    if (meant === undefined || meant === null) return meant
    const { command, data } = meant
    return standings.actOf({ command, data: withoutMoment(data) }, duty.party)
  }

  function open(
    run: TabledRun,
    turn: SureTurn | DrawnTurn,
    act: Act,
    wait: number,
    effort: number,
    standing: Standing,
    now: number,
  ): void {
    const { slot, n, duty, priority, party, rule } = turn
    const staff = staffFor(party)
    const readyAt = turn.isElapsed ? now + wait : wait === 0 ? now : staff.options.shifts.after(now, wait)
    if (brought !== undefined && run.isMeasured && !turn.isAgain && rule !== undefined) {
      const { standings } = tables[run.source] as Tables
      const deadlines = () => standings.deadlinesOf(standing, run)
      const { definition } = run.type
      brought({ run, party, rule, duty, n, now, readyAt, definition, machine: standing.state.machine, deadlines })
    }
    const { items } = run
    while (items.length < slot) items.push(undefined)
    items[slot] = work.open(run, staff, slot, act, duty.label, n, effort, priority, 0, readyAt, now)
  }

  function stepFrom(run: TabledRun, what: string, standing: Standing, records: () => Situation['records']): Step {
    const situation = run.situation as Situation
    const key = `${what} ${standing.id}`
    let step = situation.steps.get(key)
    if (step === undefined) {
      step = (tables[run.source] as Tables).programs.step(situation, standing, records())
      situation.steps.set(key, step)
    }
    return step
  }

  const made = (type: TypeRun): TabledRun => ({
    cases,
    type,
    source: 0,
    i: 0,
    k0: 0,
    k1: 0,
    arrivedAt: 0,
    isMeasured: false,
    rungAt: never,
    ticket: -1,
    older: undefined,
    newer: undefined,
    actedAt: 0,
    actedTimes: 0,
    situation: undefined,
    since: [],
    items: [],
    row: noDates,
    lastAt: 0,
  })

  const cases: Cases = {
    arrived(source, i, { k0, k1 }, at, isMeasured, openedWith) {
      const known = tables[source] as Tables
      const run = spare.length > 0 ? (spare.pop() as TabledRun) : made(known.standings.type)
      run.type = known.standings.type
      run.source = source
      run.i = i
      run.k0 = k0
      run.k1 = k1
      run.arrivedAt = at
      run.isMeasured = isMeasured
      run.actedAt = at
      run.actedTimes = 0
      run.lastAt = at
      const first = known.first(openedWith, at)
      opened(run)
      const standing = move(run, undefined, first.move, at)
      take(run, standing === first.move.to ? first.step : known.firstStep(first, standing), at)
    },
    completed(item, now) {
      const run = item.run as TabledRun
      const { slot } = item
      run.items[slot] = undefined
      const situation = run.situation as Situation
      let moved: Move
      let step: Step
      if (run.rungAt > now) {
        const completion =
          situation.completions[slot] ?? completionIn(tables[run.source] as Tables, situation, slot, run, now)
        const { only } = completion
        if (only !== undefined) {
          work.finish(item, now)
          if (run.isMeasured) counts.addBundle(completion.bundle)
          run.lastAt = now
          acted(run, item, now)
          run.situation = only
          return
        }
        moved = completion.move
        const standing = move(run, situation.standing, moved, now)
        step = standing === moved.to ? completion.step : afterCompletion(run, slot, moved, standing)
      } else {
        // What is due comes first, as everywhere.
        const before = fire(run, situation.standing, now)
        const act = situation.records[slot]?.act as Act
        moved = (tables[run.source] as Tables).standings.command(before, act, run, now)
        step = afterCompletion(run, slot, moved, move(run, before, moved, now))
      }
      work.finish(item, now, moved.refusal)
      if (moved.refusal === undefined) acted(run, item, now)
      take(run, step, now)
    },
    reached(one, at) {
      const run = one as TabledRun
      const situation = run.situation as Situation
      const { layout } = situation.standing
      const pending = nextPending(layout, run.row)
      const { move: moved, step } = situation.firings[pending] ?? firingOf(run, pending)
      const dueAt = run.row[layout.pending[pending] as number] as number
      const first = move(run, situation.standing, moved, Math.max(dueAt, run.lastAt))
      // Most often it is the only one of its instant.
      const standing = nextAt(first.layout, run.row) > at ? first : fire(run, first, at)
      take(run, standing === moved.to ? step : stepFrom(run, 'rung', standing, () => situation.records), at)
    },
    cut(one, measuredTo, end) {
      const run = one as TabledRun
      for (let slot = 0; slot < run.items.length; slot++) drop(run, slot, measuredTo)
      if (!run.isMeasured) return
      const left = Math.max(0, end - run.arrivedAt)
      counts.addTime(timeToClose[run.source] as number, left, false)
      sample?.note(run.type.name, run.k0, run.arrivedAt, left, false)
      slowestOf[run.source]?.note(run.source, run.i, run.arrivedAt, left, null)
      const { pathSlots } = (run.situation as Situation).standing
      for (let i = 0; i < pathSlots.length; i++)
        counts.add(pathSlots[i] as number, Math.max(0, end - (run.since[i] as number)), 0)
    },
  }

  function acted(run: TabledRun, item: WorkItem, now: number): void {
    run.actedTimes = run.actedAt === now ? run.actedTimes + 1 : 1
    run.actedAt = now
    if (run.actedTimes > mostAtOnce) throw endless(item)
  }

  function firingOf(run: TabledRun, pending: number): Firing {
    const situation = run.situation as Situation
    const { standings, programs } = tables[run.source] as Tables
    const moved = standings.rung(situation.standing, pending, run)
    const firing = { move: moved, step: programs.step(situation, moved.to, situation.records) }
    while (situation.firings.length < pending) situation.firings.push(undefined)
    situation.firings[pending] = firing
    return firing
  }

  function afterCompletion(run: TabledRun, slot: number, { refusal }: Move, standing: Standing): Step {
    const isRefused = refusal !== undefined
    return stepFrom(run, `${slot} ${isRefused}`, standing, () =>
      completedIn((run.situation as Situation).records, slot, isRefused),
    )
  }

  return cases
}
