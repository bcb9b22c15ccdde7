// What goes on beside the duties of a case: residents who do something while they wait, and settled cases that are opened again.
import { activePaths } from '@convoke/core'
import { draw, label } from '../random/luck.js'
import { unitExponential } from '../random/unit-exponential.js'
import type { Reopening } from '../scenario/additions/residents.js'
import type { TimeDistribution } from '../scenario/schema.js'
import { millisecondsOf } from '../scenario/time.js'
import type { CaseRun, Meant } from './case-run.js'
import { actOf, drawnTime, type Standing } from './duties.js'
import { type EventList, type Happening, ranks } from './event-list.js'
import type { World } from './world.js'

const dayMs = 86_400_000

/** A case beside whose duties something goes on. */
export interface WaitingRun extends CaseRun, Standing {
  /** How often residents did something, by name; and how often it was opened again. */
  times: Map<string, number> | undefined
}

/** What is done to cases. */
export interface ResidentPorts<Run extends WaitingRun> {
  /** Sends a command; false where it is refused. */
  send(run: Run, act: Meant & { readonly party: string }, now: number): boolean
  /** Opens another case as this one was opened; false where nobody knows how. */
  repeat(run: Run, n: number, now: number): boolean
  /** A resident has done something. */
  noted(run: Run, name: string): void
  /** Opens a settled case again; where that is refused, or nobody can ask for it, it stays settled. */
  reopen(run: Run, act: (Meant & { readonly party: string }) | undefined, settledAt: number, now: number): void
}

/** What goes on beside the duties of cases. */
export interface Residents<Run extends WaitingRun> {
  /** A case is open, for the first time or again. */
  began(run: Run, now: number): void
  /** Whether somebody will open a case again that has just been settled. It is then freed only when that has come to nothing. */
  reopens(run: Run, now: number): boolean
}

/** Undefined where nothing of the kind is declared. */
export function residentsOf<Run extends WaitingRun>(
  world: World,
  events: Pick<EventList<CaseRun>, 'enter' | 'add'>,
  ports: ResidentPorts<Run>,
): Residents<Run> | undefined {
  const { arm, end } = world
  const residents = Object.entries(arm.residents ?? {})
  const reopening = arm.reopening ?? []
  if (residents.length === 0 && reopening.length === 0) return undefined

  const plan = (run: Run, purpose: string, at: number, happen: (now: number) => void) => {
    if (at >= end) return
    const one = events.enter<Happening>(id => ({
      ...{ id, source: run.source, i: run.i, party: '', purpose, n: run.times?.get(purpose) ?? 0 },
      happen,
    }))
    events.add(at, ranks.arrival, one.id, 0)
  }
  const timesOf = (run: Run, purpose: string) => run.times?.get(purpose) ?? 0
  const countTime = (run: Run, purpose: string) => {
    run.times ??= new Map()
    run.times.set(purpose, timesOf(run, purpose) + 1)
  }

  /** The next moment of one resident of one case, drawn when the one before is over: it has no memory of how long it took. */
  function wait(run: Run, [name, one]: (typeof residents)[number], from: number, tick: number): void {
    const purpose = `resident ${name}`
    if (timesOf(run, purpose) >= one.most) return
    const gap = unitExponential(draw(run, label(purpose), tick)) / one.perDay
    const at = from + Math.round(gap * dayMs)
    plan(run, purpose, at, now => {
      if (run.state.outcome !== null) return
      // A moment in another state, or at which the rules refuse it, passes.
      if (one.state === undefined || activePaths(run.type.definition, run.state.machine).includes(one.state)) {
        const n = timesOf(run, purpose) + 1
        const act =
          one.command === undefined
            ? undefined
            : actOf(world, run, { command: one.command, role: one.role, data: one.data, name: purpose, n, now })
        const isDone = one.repeats ? ports.repeat(run, n, now) : act !== undefined && ports.send(run, act, now)
        if (isDone) {
          countTime(run, purpose)
          ports.noted(run, name)
        }
      }
      if (run.state.outcome === null) wait(run, [name, one], now, tick + 1)
    })
  }

  function askFor(run: Run, rule: Reopening, settledAt: number, at: number): void {
    plan(run, 'reopening', at, now => {
      const { command, role, data } = rule
      const n = timesOf(run, 'reopening') + 1
      countTime(run, 'reopening')
      const act = actOf(world, run, { command, role, data, name: 'reopening', n, now })
      ports.reopen(run, act, settledAt, now)
    })
  }

  return {
    began(run, now) {
      for (const resident of residents) {
        const [name, { type, after }] = resident
        if (type !== undefined && type !== run.type.name) continue
        const begin = Math.max(now, run.arrivedAt + millisecondsOf(after as string | 0))
        // Of a case that is opened again the moments are others than of the first time.
        wait(run, [name, resident[1]], begin, 1 + 1000 * timesOf(run, 'reopening'))
      }
    },
    reopens(run, now) {
      const { outcome } = run.state
      const rule = reopening.find(
        one =>
          (one.type === undefined || one.type === run.type.name) &&
          (one.outcome === undefined || [one.outcome].flat().includes(outcome as string)),
      )
      if (rule === undefined) return false
      const n = timesOf(run, 'reopening') + 1
      if (n > rule.most || draw(run, label('reopens'), n) >= rule.share) return false
      const at = now + drawnTime(rule.after as TimeDistribution, draw(run, label('reopens after'), n))
      if (at >= end) return false
      askFor(run, rule, now, at)
      return true
    },
  }
}
