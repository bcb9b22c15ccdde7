import type { Draft, JsonObject } from '@convoke/core'
import type { Key } from '../random/threefry.js'
import type { Brought } from './brought.js'
import type { CaseTimes } from './case-times.js'
import type { Dated, EventList } from './event-list.js'
import type { Slowest } from './slowest.js'
import type { Job, Staff } from './staff.js'
import type { StartedCase } from './started.js'
import type { Tally } from './tally.js'
import type { Opened, TypeRun } from './type-run.js'
import type { World } from './world.js'

/** One case on its way. It is the key of its own luck. */
export interface CaseRun extends Dated, Key {
  /** Who goes on with it. */
  readonly cases: Cases
  readonly type: TypeRun
  readonly arrivedAt: number
  readonly isMeasured: boolean
  /** It was open when the run began: told by itself, and not among those that are measured. */
  readonly isStarted?: boolean | undefined
  /** The groups it is in, where the scenario has any. */
  readonly groups?: Readonly<Record<string, string>> | undefined
  /** Instant of its newest command, and how many there were at that instant. */
  actedAt: number
  actedTimes: number
  /** Its neighbours among the open cases, in the order of their arrival. */
  older: CaseRun | undefined
  newer: CaseRun | undefined
}

/** A way to go on with cases: both ways come to the same, down to the last byte. */
export interface Cases {
  /** A new case. Its key is read at once, and may be another's afterwards. */
  arrived(source: number, i: number, key: Key, at: number, isMeasured: boolean, opened: Opened): void
  /** A case that was open when the run begins goes on. */
  resumed?(one: StartedCase, at: number): void
  /** A party is done with an item. */
  completed(item: WorkItem, now: number): void
  /** From now on the case goes by the policy, where it did not yet. */
  adopted?(run: CaseRun): void
  /** The next deadline of a case is reached. */
  reached(run: CaseRun, at: number): void
  /** The run ends at `end`: what goes on in the case counts up to `measuredTo`. */
  cut(run: CaseRun, measuredTo: number, end: number): void
}

/** Why work was in vain that was begun and then became obsolete, beside the codes of refusals. */
export const overtaken = 'overtaken'

/** What a way to go on with cases works on. */
export interface Setting {
  readonly world: World
  readonly counts: Tally
  readonly events: EventList<CaseRun>
  readonly items: WorkItems
  /** The staff of a party, by the number it has in the world. */
  staffFor(party: number): Staff
  /** A case is open, and then, perhaps at once, it is settled. */
  opened(run: CaseRun): void
  settled(run: CaseRun): void
  /** A case was settled, and somebody will ask to open it again. */
  rests(run: CaseRun): void
  /** What was asked has come: the case is open again, or it stays settled. */
  rested(run: CaseRun, isOpen: boolean): void
  /** Cases that are open, the oldest first. */
  open(): Iterable<CaseRun>
  readonly brought: Brought | undefined
  readonly watch: Watch | undefined
  /** Hears how long measured cases took. */
  readonly sample: CaseTimes | undefined
  /** Hears of measured cases that took long. */
  readonly slowest: Slowest | undefined
}

/** Hears of every entry a case would have in its journal. */
export type Watch = (run: Pick<CaseRun, 'source' | 'i'>, draft: Draft) => void

/** A command with its data, as a party means to send it. */
export interface Meant {
  readonly command: string
  readonly data: JsonObject
}

/** A duty of one party in one case, from when there is something it can do until it is done or falls away. */
export interface WorkItem extends Job {
  source: number
  i: number
  party: string
  purpose: string
  n: number
  priority: number
  effort: number
  dueAt: number
  readyAt: number
  run: CaseRun
  staff: Staff
  /** Which of the duties of the case it is of. */
  slot: number
  meant: Meant
  isOver: boolean
  /** Why it is gone on with in vain; its case has forgotten it, and may be another one by now. */
  vain: string | undefined
}

/** The work items of one replication. One that is over serves again, once nothing mentions it any more. */
export interface WorkItems {
  /** Makes a work item, and plans when it is ready. */
  open(
    run: CaseRun,
    staff: Staff,
    slot: number,
    meant: Meant,
    purpose: string,
    n: number,
    effort: number,
    priority: number,
    dueAt: number,
    readyAt: number,
    now: number,
  ): WorkItem
  /**
   * Nobody needs an item any more. Whoever had it forgets it. With `vain`, what was worked on it was in vain; where its party finishes what is
   * overtaken, whoever works on it goes on to the end.
   */
  drop(item: WorkItem, now: number, vain?: string): void
  /** Its party has done it, and is free for other work. Whoever had it forgets it. With `vain`, the code by which it was refused, it was in vain. */
  finish(item: WorkItem, now: number, vain?: string): void
  /** The run is over: what somebody still goes on with in vain counts as far as it has come. */
  cut(now: number): void
  /** A job has left the queue in which it stood though it had been withdrawn. */
  left(item: WorkItem): void
}
