// One run of one policy: cases arrive, parties work, deadlines fall due. The cases are decided by core, as in an engine.
import { activePaths, advance, ConvokeError, type Decision, type Draft, decide, nextRungAt } from '@convoke/core'
import { draw, keyOf, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { arrivalsOf } from './arrivals.js'
import type { CaseRun, DutyRecord, WorkItem } from './case-run.js'
import {
  drawnTime,
  factsFor,
  intentionOf,
  isStillPossible,
  type OpenDuty,
  openDuties,
  ruleFor,
  sentKey,
} from './duties.js'
import { eventList, ranks } from './event-list.js'
import { type Hours, type Shifts, shiftsOf } from './shifts.js'
import { type Staff, staffOf } from './staff.js'
import { type ReplicationResult, tally } from './tally.js'
import { begun, type SourceRun, type World } from './world.js'

/** Hears of every entry a case would have in its journal. */
export type Watch = (run: Pick<CaseRun, 'source' | 'i'>, draft: Draft) => void

/** How many commands one case may take at one instant, before it counts as running round in a circle. */
const mostAtOnce = 1000
const eventsBetweenPauses = 500

/**
 * Runs one replication; pauses now and then, so that a host can show how far it is, or stop.
 *
 * @throws ConvokeError `simulate/endless` where parties go on doing things for ever within one instant
 */
export function* replicate(
  world: World,
  replication: number,
  luck: Key,
  watch?: Watch,
): Generator<number, ReplicationResult> {
  const { arm, calendar, origin, measuredFrom, measuredTo, end } = world
  const events = eventList()
  const counts = tally()
  const open = new Map<CaseRun, undefined>()
  const openByType = new Map(world.sources.map(({ type }) => [type.name, 0]))
  const openAt = new Map(world.sources.map(({ type }) => [type.name, [] as number[]]))
  let unsettled = 0
  let arrived = 0
  let areArrivalsMeasuredOver = false
  let done = 0

  const shifts = new Map<string, Shifts>()
  const shiftsFor = (hours: Hours, restDays: boolean): Shifts => {
    const key = `${JSON.stringify(hours)} ${restDays}`
    let known = shifts.get(key)
    if (known === undefined) {
      known = shiftsOf(calendar, hours, { restDays, origin })
      shifts.set(key, known)
    }
    return known
  }
  const staff = new Map<string, Staff>()
  const staffFor = (party: string): Staff => {
    let known = staff.get(party)
    if (known === undefined) {
      known = staffOf(optionsFor(party), ports)
      staff.set(party, known)
    }
    return known
  }
  const isAlways = arm.calendar === 'always'
  const usualHours: Hours =
    arm.hours ??
    (isAlways
      ? [['00:00', '24:00']]
      : [
          ['09:00', '12:00'],
          ['13:30', '17:30'],
        ])
  const optionsFor = (party: string) => {
    const own = Object.hasOwn(arm.parties, party) ? arm.parties[party] : undefined
    return {
      party,
      persons: own?.staff ?? null,
      shifts: shiftsFor(own?.hours ?? usualHours, isAlways || own?.restDays === true),
      speed: own?.speed ?? 1,
      shiftEnd: own?.shiftEnd ?? ('pause' as const),
    }
  }

  const ports = {
    events,
    begun(item: WorkItem, now: number) {
      const isStaffed = staffFor(item.party).options.persons !== null
      if (item.run.isMeasured && isStaffed) counts.add('wait', 'party', item.party, undefined, now - item.readyAt, 1)
    },
    completed,
    spent(party: string, from: number, to: number, worked: number) {
      const [start, stop] = [Math.max(from, measuredFrom), Math.min(to, measuredTo)]
      if (stop <= start) return
      const { shifts: own, shiftEnd } = staffFor(party).options
      const inside =
        start === from && stop === to ? worked : shiftEnd === 'finish' ? stop - start : own.between(start, stop)
      counts.add('work', 'party', party, undefined, inside, 0)
    },
  }

  for (const party of Object.keys(arm.parties)) staffFor(party)
  for (const [index, source] of world.sources.entries()) plant(source, index)
  for (const [day, at] of world.dayEnds.entries()) {
    events.add({
      ...{ at, rank: ranks.observer, source: -1, i: day, party: '', purpose: 'day', n: 0 },
      happen() {
        for (const [type, number] of openByType) openAt.get(type)?.push(number)
      },
    })
  }
  events.add({
    ...{ at: measuredTo, rank: ranks.observer, source: -1, i: -1, party: '', purpose: 'measured', n: 0 },
    happen() {
      areArrivalsMeasuredOver = true
    },
  })

  for (let event = events.next(); event !== undefined; event = events.next()) {
    if (event.at >= end || (areArrivalsMeasuredOver && unsettled === 0)) break
    event.happen()
    done++
    if (done % eventsBetweenPauses === 0) yield (event.at - origin) / (measuredTo - origin)
  }
  return result()

  function plant({ source }: SourceRun, index: number): void {
    const key = keyOf(luck, label('source'), index)
    const arrivals = arrivalsOf(source, key, { calendar, origin })
    const next = (i: number) => {
      const { value: at, done: isOver } = arrivals.next()
      if (isOver === true || at === undefined) return
      events.add({
        at,
        rank: ranks.arrival,
        source: index,
        i,
        party: '',
        purpose: 'arrival',
        n: 0,
        happen() {
          arrive(index, i, at)
          next(i + 1)
        },
      })
    }
    next(0)
  }

  function arrive(index: number, i: number, now: number): void {
    const { type, opened } = world.sources[index] as SourceRun
    const key = keyOf(luck, label(`case of ${index}`), i)
    const { opening, by } = opened(key, now)
    const decision = begun(type, opening, by, { at: now, calendar })
    if (decision.refusal !== undefined) {
      throw new ConvokeError(
        'simulate/opening',
        `a case of "${type.name}" cannot be opened: ${decision.refusal.code}`,
        {
          details: { caseType: type.name, reason: decision.refusal.code },
        },
      )
    }
    const isMeasured = now >= measuredFrom && now < measuredTo
    const run: CaseRun = {
      type,
      source: index,
      i,
      key,
      arrivedAt: now,
      isMeasured,
      state: decision.state,
      duties: new Map(),
      since: new Map(),
      stamp: 0,
      actedAt: now,
      actedTimes: 0,
    }
    open.set(run, undefined)
    openByType.set(type.name, (openByType.get(type.name) ?? 0) + 1)
    if (isMeasured) {
      unsettled++
      arrived++
      counts.add('arrived', '', '', type.name, 1, 0)
    }
    stepped(run, decision, now, true)
  }

  /** Looks at what a step of a case came to. */
  function stepped(run: CaseRun, decision: Decision, now: number, isFirst = false): void {
    let before = isFirst ? undefined : run.state
    for (const draft of decision.drafts) {
      watch?.(run, draft)
      if (run.isMeasured) note(run, before, draft)
      before = draft.after
    }
    const { nodes } = run.state.machine
    run.state = decision.state
    if (run.isMeasured && (run.since.size === 0 || nodes !== run.state.machine.nodes)) noteStates(run, now)
    if (run.state.outcome !== null) {
      settled(run, now)
      return
    }
    planRung(run)
    renew(run, now)
  }

  function note({ type: { name, definition } }: CaseRun, before: CaseRun['state'] | undefined, draft: Draft): void {
    const { deadlines } = draft.after
    if (draft.kind === 'command') counts.add('acts', 'command', draft.type, name, 1, 0)
    const fired = draft.kind === 'clock' ? (draft.data.seen as { key: string; rung?: string }) : undefined
    const own = fired === undefined ? undefined : draft.type.split('.')[1]
    if (fired !== undefined && fired.rung !== undefined)
      counts.add('rungs', 'rung', draft.type.slice('deadline.'.length), name, 1, 0)
    const isWithin = (deadline: string) =>
      (definition.deadlines.find(declared => declared.name === deadline)?.kind ?? 'within') === 'within'
    if (fired !== undefined && fired.rung === undefined && own !== undefined && isWithin(own))
      counts.add('deadlineMet', 'deadline', own, name, 0, 1)
    if (before === undefined || before.deadlines === deadlines) return
    for (const one of before.deadlines) {
      if (own === one.name && fired?.key === one.key && fired.rung === undefined) continue
      if (one.rungs.some(({ rung, fired: hasFired }) => rung === 'due' && hasFired)) continue
      if (deadlines.some(other => other.name === one.name && other.key === one.key && other.n === one.n)) continue
      if (isWithin(one.name)) counts.add('deadlineMet', 'deadline', one.name, name, 1, 1)
    }
  }

  function noteStates({ type, state, since }: CaseRun, now: number): void {
    const paths = activePaths(type.definition, state.machine)
    for (const [path, from] of since) {
      if (paths.includes(path)) continue
      counts.add('timeInState', 'state', path, type.name, now - from, 0)
      since.delete(path)
    }
    for (const path of paths) if (!since.has(path)) since.set(path, now)
  }

  function settled(run: CaseRun, now: number): void {
    for (const record of run.duties.values()) drop(record, now)
    run.stamp++
    leave(run)
    if (!run.isMeasured) return
    unsettled--
    const { name } = run.type
    for (const [path, from] of run.since) counts.add('timeInState', 'state', path, name, now - from, 0)
    counts.add('timeToClose', '', '', name, now - run.arrivedAt, 1)
    counts.addTime(name, now - run.arrivedAt, true)
    counts.add('outcome', 'outcome', run.state.outcome as string, name, 1, 0)
  }

  function leave(run: CaseRun): void {
    open.delete(run)
    openByType.set(run.type.name, (openByType.get(run.type.name) ?? 0) - 1)
  }

  function planRung(run: CaseRun): void {
    const at = nextRungAt(run.state)
    const stamp = ++run.stamp
    if (at === null) return
    events.add({
      at,
      rank: ranks.deadline,
      source: run.source,
      i: run.i,
      party: '',
      purpose: 'deadline',
      n: 0,
      happen() {
        if (run.stamp === stamp) stepped(run, advance(run.type.definition, run.state, { at, calendar }), at)
      },
    })
  }

  /** Opens, keeps and drops duties, as the state of the case now has them. */
  function renew(run: CaseRun, now: number): void {
    const found = openDuties(run)
    for (const record of run.duties.values()) record.isThere = false
    for (const duty of found) {
      const record = run.duties.get(duty.label)
      if (record !== undefined) record.isThere = true
    }
    for (const record of run.duties.values()) {
      if (record.isThere) continue
      drop(record, now)
      record.status = 'due'
      record.item = undefined
      record.sent.clear()
    }
    for (const duty of found) {
      const record = recordFor(run, duty)
      if (record.node !== duty.node) {
        record.node = duty.node
        record.sent.clear()
      }
      const { item } = record
      if (record.status === 'open' && item !== undefined) {
        if (
          item.command === null ||
          isStillPossible(world, run, { command: item.command, data: item.data, party: item.party })
        )
          continue
        drop(record, now)
        record.n--
        record.status = 'due'
      }
      if (record.status === 'due') openItem(run, duty, record, now)
    }
  }

  function recordFor(run: CaseRun, duty: OpenDuty): DutyRecord {
    let record = run.duties.get(duty.label)
    if (record === undefined) {
      record = { n: 0, status: 'due', item: undefined, node: duty.node, sent: new Set(), isThere: true }
      run.duties.set(duty.label, record)
    }
    return record
  }

  function openItem(run: CaseRun, duty: OpenDuty, record: DutyRecord, now: number): void {
    const n = record.n + 1
    const rule = ruleFor(world, run, duty, n)
    const isRepeat =
      record.item !== undefined && run.type.definition.commands.get(record.item.command as string)?.repeatable === true
    // What may be repeated could be done without end: it is done once each time the duty arises.
    if (isRepeat && rule?.choose === undefined) return
    const intention = intentionOf(world, run, duty, { rule, n, now, mayRepeat: !isRepeat, sent: record.sent })
    if (intention === undefined) return
    record.n = n
    const delay = intention === null ? 0 : drawnTime(rule?.delay ?? 0, draw(run.key, label(`${duty.label} delay`), n))
    const effort =
      intention === null ? 0 : drawnTime(rule?.effort ?? 0, draw(run.key, label(`${duty.label} effort`), n))
    if (intention === null || delay === Number.POSITIVE_INFINITY || effort === Number.POSITIVE_INFINITY) {
      record.status = 'still'
      const isMeant = intention !== null || rule?.choose !== undefined
      if (run.isMeasured && isMeant) counts.add('silences', 'task', duty.duty.task, run.type.name, 1, 0)
      return
    }
    const own = staffFor(duty.party)
    const readyAt = rule?.delayIn === 'elapsed' ? now + delay : own.options.shifts.after(now, delay)
    const item: WorkItem = {
      run,
      party: duty.party,
      role: duty.duty.role,
      task: duty.duty.task,
      n,
      label: duty.label,
      command: intention.command,
      data: intention.data,
      effort,
      priority: rule?.priority ?? 0,
      readyAt,
      startedAt: undefined,
      person: undefined,
      generation: 0,
      isOver: false,
    }
    record.item = item
    record.status = 'open'
    events.add({
      at: readyAt,
      rank: ranks.arrival,
      source: run.source,
      i: run.i,
      party: duty.party,
      purpose: duty.label,
      n,
      happen() {
        if (!item.isOver) own.enqueue(item, readyAt)
      },
    })
  }

  function drop(record: DutyRecord, now: number): void {
    const { item } = record
    if (item === undefined || item.isOver) return
    item.isOver = true
    record.item = undefined
    staffFor(item.party).withdraw(item, now)
  }

  function completed(item: WorkItem, now: number): void {
    const { run, party } = item
    const record = run.duties.get(item.label) as DutyRecord
    item.isOver = true
    staffFor(party).release(item, now)
    const { definition } = run.type
    const command = item.command as string
    const facts = factsFor(world, run.type, run.state, command, item.data, party)
    const data = { seen: item.data, committed: item.data, disclosures: [] }
    const decision = decide(
      definition,
      run.state,
      { type: command, data, by: party, facts, commandId: item.label },
      { at: now, calendar },
    )
    if (decision.refusal === undefined) {
      record.status = 'due'
      record.sent.add(sentKey(command, item.data))
      run.actedTimes = run.actedAt === now ? run.actedTimes + 1 : 1
      run.actedAt = now
      if (run.actedTimes > mostAtOnce) throw endless(run, item)
    } else {
      record.status = 'still'
      if (run.isMeasured) counts.add('refused', 'code', decision.refusal.code, run.type.name, 1, 0)
    }
    stepped(run, decision, now)
  }

  function result(): ReplicationResult {
    let censored = 0
    for (const run of open.keys()) {
      // Work that goes on counts as far as it has come.
      for (const record of run.duties.values()) drop(record, measuredTo)
      if (!run.isMeasured) continue
      censored++
      counts.add('timeToClose', '', '', run.type.name, Math.max(0, end - run.arrivedAt), 1)
      counts.addTime(run.type.name, Math.max(0, end - run.arrivedAt), false)
      for (const [path, from] of run.since)
        counts.add('timeInState', 'state', path, run.type.name, Math.max(0, end - from), 0)
    }
    for (const { options } of staff.values()) {
      if (options.persons !== null)
        counts.add(
          'capacity',
          'party',
          options.party,
          undefined,
          options.shifts.between(measuredFrom, measuredTo) * options.persons,
          0,
        )
    }
    return {
      replication,
      measures: counts.measures(),
      times: counts.times(),
      open: [...openAt].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, list]) => ({ type, counts: list })),
      ...{ censored, arrived, events: done },
    }
  }
}

function endless(run: CaseRun, item: WorkItem): ConvokeError {
  return new ConvokeError(
    'simulate/endless',
    `${item.party} goes on with "${item.command}" without end at one instant; give the duty "${item.task}" a rule with an effort or a delay, or "never"`,
    {
      details: { caseType: run.type.name, party: item.party, role: item.role, task: item.task, command: item.command },
    },
  )
}
