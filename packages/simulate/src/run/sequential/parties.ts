// Parties and what is known of stages, as columns: filled in as the plan learns.
import type { StaffOptions } from '../staff.js'
import { staffOptionsOf } from '../staff-options.js'
import type { World } from '../world.js'
import {
  type Columns,
  entry as entryIn,
  line as lineIn,
  nowhere,
  party as partyIn,
  stage as stageIn,
  time,
  widthOfEntry,
  widthOfLine,
  widthOfParty,
  widthOfStage,
  widthOfTimes,
} from './columns.js'
import { NotSequential } from './eligible.js'
import type { Plan } from './stages.js'

const never = Number.POSITIVE_INFINITY

export interface Parties {
  readonly options: readonly StaffOptions[]
  /** Takes in what the plan has learnt. */
  learn(): void
  /** When work is done that somebody begins now, or when somebody turns to it. */
  after(party: number, now: number, working: number): number
  /**
   * Undefined where a party is on shift. Otherwise it looks at its queues when it next is: at the instant that is told,
   * `Infinity` where it does so anyway.
   */
  looksLater(party: number, now: number): number | undefined
}

export function partiesOf(world: World, plan: Plan, columns: Columns): Parties {
  const { room, at } = columns
  const options: StaffOptions[] = []
  let known = { lines: 0, stages: 0, entries: 0 }
  const shiftsOf = (party: number) => (options[party] as StaffOptions).shifts
  const more = () => {
    const { parties, lines, stages, entries } = plan
    const { f, w } = columns
    const { ledger } = world
    const isMore = parties.length > room.parties || lines.length > room.lines || stages.length > room.stages
    if (isMore || entries.length > room.entries || ledger.bundles.length > room.slots)
      throw new NotSequential('more than there is room for')
    for (let s = options.length; s < parties.length; s++) {
      const party = world.parties.names[parties[s] as number] as string
      const own = staffOptionsOf(world, party)
      options.push(own)
      const place = s * widthOfParty
      f[s * widthOfTimes + time.speed] = own.speed
      w[place + partyIn.waitSlot] = world.ledger.slot('wait', 'party', party, undefined)
      w[place + partyIn.workSlot] = world.ledger.slot('work', 'party', party, undefined)
      w[place + partyIn.isEndless] = own.persons === null ? 1 : 0
      w[place + partyIn.finishes] = own.shiftEnd === 'finish' ? 1 : 0
      w[place + partyIn.free] = own.persons ?? 0
    }
    const priorityAt = (place: number) => lines[(place - at.lines) / widthOfLine]?.priority as number
    for (let n = known.lines; n < lines.length; n++) {
      const own = at.lines + n * widthOfLine
      let place = (lines[n]?.staff as number) * widthOfParty + partyIn.line
      while (w[place] !== nowhere && priorityAt(w[place] as number) > priorityAt(own))
        place = (w[place] as number) + lineIn.next
      w[own + lineIn.next] = w[place] as number
      w[place] = own
    }
    for (let id = known.stages; id < stages.length; id++) {
      const { staff, line, slot, isElapsed } = stages[id] as (typeof stages)[number]
      const own = at.stages + id * widthOfStage
      w[own + stageIn.party] = staff
      w[own + stageIn.line] = at.lines + line * widthOfLine
      w[own + stageIn.slot] = slot
      w[own + stageIn.isElapsed] = isElapsed ? 1 : 0
    }
    if (known.stages < stages.length || known.entries < entries.length)
      for (const { id, done } of stages)
        w[at.stages + id * widthOfStage + stageIn.done] = done === undefined ? nowhere : done.id
    for (let id = known.entries; id < entries.length; id++) {
      const { bundle, isSettled, stage, turn, times, since } = entries[id] as (typeof entries)[number]
      const own = at.entries + id * widthOfEntry
      w[own + entryIn.bundle] = bundle
      w[own + entryIn.isSettled] = isSettled ? 1 : 0
      w[own + entryIn.stage] = stage === undefined ? nowhere : stage.id
      w[own + entryIn.isDrawn] = turn === undefined ? 0 : 1
      w[own + entryIn.moves] = since === undefined ? 0 : 1
      w[own + entryIn.ends] = times.length
      for (const [i, one] of times.entries()) w[own + entryIn.times + i] = one
    }
    known = { lines: lines.length, stages: stages.length, entries: entries.length }
    if (ledger.names.length > room.slots) throw new NotSequential('more sums than there is room for')
  }
  return {
    options,
    learn() {
      const { parties, lines, stages, entries } = plan
      // Most often there is nothing new.
      if (known.stages !== stages.length || known.entries !== entries.length || options.length !== parties.length)
        more()
      else if (known.lines !== lines.length) more()
    },
    after(party, now, working) {
      const shifts = shiftsOf(party)
      columns.f[party * widthOfTimes + time.onUntil] = shifts.until(now)
      return shifts.after(now, working)
    },
    looksLater(party, now) {
      const { f } = columns
      const shifts = shiftsOf(party)
      const until = shifts.until(now)
      f[party * widthOfTimes + time.onUntil] = until
      if (until > now) return undefined
      const next = shifts.nextOn(now)
      if (next >= (f[party * widthOfTimes + time.lookAt] as number)) return never
      f[party * widthOfTimes + time.lookAt] = next
      // However many come before a shift begins, it is planned once: there is room for one look of each party.
      if (f[party * widthOfTimes + time.comesOn] === next) return never
      f[party * widthOfTimes + time.comesOn] = next
      return next
    },
  }
}
