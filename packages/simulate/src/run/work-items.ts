import { type CaseRun, type Meant, overtaken, type WorkItem, type WorkItems } from './case-run.js'
import { type EventList, ranks } from './event-list.js'
import type { Staff, Staffing } from './staff.js'

export function workItems(events: EventList<CaseRun>, { enqueue, withdraw, release, isWorkedOn }: Staffing): WorkItems {
  const spare: WorkItem[] = []
  /** What somebody goes on with to the end though nobody needs it: the case has forgotten it. */
  const finished = new Set<WorkItem>()

  function goOn(this: WorkItem, at: number, rank: number, stamp: number): void {
    this.mentions--
    if (rank === ranks.arrival) {
      if (!this.isOver) enqueue(this.staff, this, at)
    } else if (this.generation === stamp) {
      if (this.vain === undefined) this.run.cases.completed(this, at)
      else end(this, at)
    }
    if (this.isOver && this.mentions === 0) spare.push(this)
  }

  /** Whoever went on with it is free again; all of it was in vain. */
  function end(item: WorkItem, at: number): void {
    finished.delete(item)
    item.isOver = true
    release(item.staff, item, at, item.vain)
  }

  const made = (run: CaseRun, staff: Staff, meant: Meant): WorkItem =>
    events.enter(id => ({
      id,
      source: 0,
      i: 0,
      party: '',
      purpose: '',
      n: 0,
      happen: goOn,
      priority: 0,
      effort: 0,
      dueAt: 0,
      readyAt: 0,
      startedAt: -1,
      working: 0,
      endsAt: -1,
      isQueued: false,
      hasPerson: false,
      satFrom: -1,
      generation: 0,
      mentions: 0,
      run,
      staff,
      slot: 0,
      meant,
      isOver: false,
      vain: undefined,
    }))

  return {
    open(run, staff, slot, meant, purpose, n, effort, priority, dueAt, readyAt, now) {
      const item = spare.length > 0 ? (spare.pop() as WorkItem) : made(run, staff, meant)
      item.source = run.source
      item.i = run.i
      item.party = staff.party
      item.purpose = purpose
      item.n = n
      item.priority = priority
      item.effort = effort
      item.dueAt = dueAt
      item.readyAt = readyAt
      item.run = run
      item.staff = staff
      item.slot = slot
      item.meant = meant
      item.isOver = false
      item.vain = undefined
      // Where nothing else happens at this moment, nothing can come in between: it is looked at once all facts are known.
      if (readyAt === now && !staff.isEndless && events.isQuiet(now)) enqueue(staff, item, now)
      else {
        item.mentions++
        events.add(readyAt, ranks.arrival, item.id, 0)
      }
      return item
    },
    drop(item, now, vain) {
      if (vain === overtaken && item.staff.options.isFinishingOvertaken && isWorkedOn(item.staff, item)) {
        item.vain = vain
        finished.add(item)
        return
      }
      const isMentioned = item.mentions > 0
      item.isOver = true
      withdraw(item.staff, item, now, vain)
      if (!isMentioned) spare.push(item)
    },
    finish(item, now, vain) {
      item.isOver = true
      release(item.staff, item, now, vain)
    },
    cut(now) {
      for (const item of finished) withdraw(item.staff, item, now, item.vain)
      finished.clear()
    },
    left(item) {
      if (item.isOver && item.mentions === 0) spare.push(item)
    },
  }
}
