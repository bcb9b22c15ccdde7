import type { CaseDefinition, CaseState, JsonObject } from '@convoke/core'
import type { Key } from '../random/threefry.js'

/** A case type as one run has it. */
export interface TypeRun {
  readonly name: string
  readonly definition: CaseDefinition
  readonly parameters: JsonObject
}

/** One case on its way. */
export interface CaseRun {
  readonly type: TypeRun
  /** Position of its source, and its own among the cases of that source. */
  readonly source: number
  readonly i: number
  readonly key: Key
  readonly arrivedAt: number
  readonly isMeasured: boolean
  state: CaseState
  /** What its parties have to do, by label. */
  readonly duties: Map<string, DutyRecord>
  /** When the states it is in were entered, by path. */
  readonly since: Map<string, number>
  /** Counts the plans for its next deadline: an earlier plan is void. */
  stamp: number
  /** Instant of its newest command, and how many there were at that instant. */
  actedAt: number
  actedTimes: number
}

/** What one party has to do: how often it arose, and how far it is. */
export interface DutyRecord {
  n: number
  /** `due`: something can be opened; `open`: in work; `still`: nothing more until the duty falls away and arises again. */
  status: 'due' | 'open' | 'still'
  item: WorkItem | undefined
  /** The state in which it stands, and what its party has sent since it came to stand there. */
  node: string
  readonly sent: Set<string>
  /** Whether the duty is there now; kept afterwards for its count. */
  isThere: boolean
}

/** A duty of one party in one case, from when there is something it can do until it is done or falls away. */
export interface WorkItem {
  readonly run: CaseRun
  readonly party: string
  readonly role: string
  readonly task: string
  /** Which time this party has this duty in this case, from 1. */
  readonly n: number
  /** Party, role and task in one. */
  readonly label: string
  /** The command it ends in; null: the party never does anything about it. */
  readonly command: string | null
  readonly data: JsonObject
  /** Working time of a person of speed 1, ms. */
  readonly effort: number
  readonly priority: number
  /** When the delay is over. */
  readyAt: number
  startedAt: number | undefined
  person: object | undefined
  /** Counts what makes a planned event void. */
  generation: number
  isOver: boolean
}
