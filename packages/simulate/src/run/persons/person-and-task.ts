// A person with what they have in hand, a task with who has it, and what waits: as one run has them.
import type { WorkItem } from '../case-run.js'
import type { Happening } from '../event-list.js'
import type { Staff } from '../staff.js'
import type { Home, Member } from './roster.js'

/** Between skills that a piece of work needs together. */
export const skillJoint = ' + '

/** A person in one replication. */
export interface Person extends Happening {
  readonly member: Member
  readonly home: Home
  /**
   * The sums of what is worked by the persons of the party, and by those of them who know what this one knows; of that beyond
   * their hours; and of their hours.
   */
  readonly workSlots: readonly number[]
  readonly overtimeSlots: readonly number[]
  readonly capacitySlots: readonly number[]
  readonly isAwayOn: (date: string) => boolean
  /** Whether they are there, and until when for sure. */
  isOn: boolean
  onUntil: number
  /** What they have in hand. */
  tasks: Task[]
  /** Up to when it is known how far that is. */
  since: number
  /** Whose end is planned, and when; undefined: none. */
  planned: Task | undefined
  plannedAt: number
  /** The day they were last looked at, whether they are away on it, and the days they have missed in a row. */
  day: string
  isAway: boolean
  missed: number
}

/** A work item as far as the persons who work on it are concerned. */
export interface Task {
  readonly item: WorkItem
  readonly queue: Queue
  /** As the item had them: one that is gone serves again for another. */
  readonly priority: number
  readonly dueAt: number
  readonly readyAt: number
  readonly source: number
  readonly i: number
  readonly purpose: string
  readonly n: number
  /** Working time of a person of speed 1 that is left for whoever takes it up, ms; and of the whole. */
  effort: number
  readonly whole: number
  /** Working time of its person that is left, ms. */
  left: number
  /** What its person has worked on it in measured time, ms; and what others worked on it before, by the parties they are of. */
  worked: number
  readonly before: Map<string, number>
  person: Person | undefined
  hasBegun: boolean
  isGone: boolean
}

/** What waits for those who work for a party and have certain skills. */
export interface Queue {
  readonly staff: Staff
  /** The persons who may take it up, in their order. */
  readonly eligible: readonly Person[]
  /** In which order they get it. */
  readonly assign: 'leastLoaded' | 'affinity' | 'roundRobin'
  /** The sum of what waits of these skills; undefined where none is needed. */
  readonly skillSlot: number | undefined
  /** The sum of what was done of this kind of work, as if by persons of speed 1. */
  readonly kindSlot: number
  readonly lines: Line[]
  /** Tasks in the lines that have not gone. */
  waiting: number
  /** Whose turn was last, by its order. */
  turn: number
}

/** What waits with one priority, the next at `head`. */
export interface Line {
  readonly priority: number
  /** By who has been ready for longer: what was begun has been so for longer than what was not. */
  tasks: Task[]
  head: number
}
