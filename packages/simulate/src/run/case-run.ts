import type { Draft, JsonObject } from '@convoke/core'
import type { Key } from '../random/threefry.js'
import type { Dated, EventList } from './event-list.js'
import type { Staff } from './staff.js'
import type { Tally } from './tally.js'
import type { Opened, TypeRun } from './type-run.js'
import type { WorkItem, WorkItems } from './work-items.js'
import type { World } from './world.js'

/** One case on its way. It is the key of its own luck. */
export interface CaseRun extends Dated, Key {
  /** Who goes on with it. */
  readonly cases: Cases
  readonly type: TypeRun
  readonly arrivedAt: number
  readonly isMeasured: boolean
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
  /** A party is done with an item. */
  completed(item: WorkItem, now: number): void
  /** The next deadline of a case is reached. */
  reached(run: CaseRun, at: number): void
  /** The run ends at `end`: what goes on in the case counts up to `measuredTo`. */
  cut(run: CaseRun, measuredTo: number, end: number): void
}

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
  readonly watch: Watch | undefined
}

/** Hears of every entry a case would have in its journal. */
export type Watch = (run: Pick<CaseRun, 'source' | 'i'>, draft: Draft) => void

/** A command with its data, as a party means to send it. */
export interface Meant {
  readonly command: string
  readonly data: JsonObject
}
