// A case whose steps are decided one by one, and what may be done to it.
import type { CaseState, Decision } from '@convoke/core'
import type { Key } from '../random/threefry.js'
import type { Meant, Setting, WorkItem } from './case-run.js'
import type { RunningDelay } from './reactions.js'
import type { WaitingRun } from './residents.js'
import type { StartedCase } from './started.js'
import type { Tally } from './tally.js'
import type { Opened, TypeRun } from './type-run.js'
import type { World } from './world.js'

/** A case whose steps are decided one by one. */
export interface PlainRun extends WaitingRun {
  /** What it was opened with; undefined where another case or a store had it opened. */
  readonly opened: Opened | undefined
  /** How linked cases call it. */
  readonly id: string
  /** How often it opened each linked case, by link and key; undefined where it opened none. */
  opens: Map<string, number> | undefined
  /** The luck by which it is in its groups. */
  readonly root: Key | undefined
  /** The policy it goes by. */
  world: World
  type: TypeRun
  /** Counts for its groups; and for the whole as well. */
  readonly inGroups: Tally['add'] | undefined
  readonly add: Tally['add']
  /** Measures of time that were told. */
  readonly told: Set<string>
  /** Where it was open when the run began. */
  readonly started: StartedCase | undefined
  state: CaseState
  /** What its parties have to do, by label. */
  readonly duties: Map<string, DutyRecord>
  /** When the states it is in were entered, by path. */
  readonly since: Map<string, number>
  /** How many times their weight commands have since somebody hurried; by command. */
  factors: Readonly<Record<string, number>> | undefined
}

/** What one party has to do: how often it arose, and how far it is. */
export interface DutyRecord {
  readonly slot: number
  n: number
  /** `due`: something can be opened; `open`: in work; `still`: nothing more until the duty falls away and arises again. */
  status: 'due' | 'open' | 'still'
  item: WorkItem | undefined
  /** What its newest item was meant to end in. */
  last: Meant | undefined
  /** The state in which it stands, and what its party has sent since it came to stand there. */
  node: string
  readonly sent: Set<string>
  /** Whether the duty is there now; kept afterwards for its count. */
  isThere: boolean
  /** The delay that runs, where somebody may react to what happens. */
  running: RunningDelay | undefined
  /** How often its party was asked to think again. */
  reconsidered: number
  /** Since when it stood before the run began, until its first item is opened. */
  stoodSince: number | undefined
}

/** A case that is to begin. */
export interface Beginning
  extends Pick<PlainRun, 'world' | 'type' | 'source' | 'i' | 'isMeasured' | 'root' | 'opened'> {
  readonly key: Key
}

/** What goes on beside a case's own duties may do to cases. */
export interface PlainHost {
  readonly setting: Setting
  /** The policy by which a case goes that arrives at an instant. */
  worldFor(key: Key, at: number): World
  begin(beginning: Beginning, decision: Decision, at: number): PlainRun
  /** Looks at what a step of a case came to. */
  stepped(run: PlainRun, decision: Decision, now: number): void
  count(run: PlainRun, id: string, dim: string, name: string, value: number, over: number): void
}
