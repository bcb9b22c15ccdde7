// Cases one by one: each step is decided by core on the very data of the case. The other way is measured by this one.
import { activePaths, advance, type CaseState, ConvokeError, type Decision, decide, nextRungAt } from '@convoke/core'
import { draw, label } from '../random/luck.js'
import type { CaseRun, Cases, Meant, Setting, WorkItem } from './case-run.js'
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
import { endless, mostAtOnce } from './endless.js'
import { noted } from './notes.js'
import { concerns, hurried, type RunningDelay, runningDelay, type Trigger, triggersIn } from './reactions.js'
import { begun } from './world.js'

interface PlainRun extends CaseRun {
  state: CaseState
  /** What its parties have to do, by label. */
  readonly duties: Map<string, DutyRecord>
  /** When the states it is in were entered, by path. */
  readonly since: Map<string, number>
  /** How many times their weight commands have since somebody hurried; by command. */
  factors: Readonly<Record<string, number>> | undefined
}

/** What one party has to do: how often it arose, and how far it is. */
interface DutyRecord {
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
}

export function plainCases({ world, counts, events, items, staffFor, opened, settled, watch }: Setting): Cases {
  const { calendar, ledger } = world
  const isReacting = (world.arm.reactions ?? []).length > 0
  const count = (id: string, dim: string, name: string, type: string, value: number, over: number) =>
    counts.add(ledger.slot(id, dim, name, type), value, over)

  /** Looks at what a step of a case came to. */
  function stepped(run: PlainRun, decision: Decision, now: number, isFirst = false): void {
    let before = isFirst ? undefined : run.state.deadlines
    const triggers: Trigger[] = []
    for (const draft of decision.drafts) {
      watch?.(run, draft)
      if (isReacting && !isFirst) triggers.push(...triggersIn(world, run, before, draft))
      if (run.isMeasured) noted(ledger, run.type, before, draft, counts.add)
      before = draft.after.deadlines
    }
    const { nodes } = run.state.machine
    run.state = decision.state
    if (run.isMeasured && (run.since.size === 0 || nodes !== run.state.machine.nodes)) noteStates(run, now)
    if (run.state.outcome !== null) {
      settle(run, now)
      return
    }
    events.plan(run, nextRungAt(run.state) ?? Number.POSITIVE_INFINITY)
    renew(run, now)
    for (const trigger of triggers) react(run, trigger, now)
  }

  /** Lets those who wait turn to it sooner, and those who meant to do nothing think again. */
  function react(run: PlainRun, trigger: Trigger, now: number): void {
    const { hazardTimes, wakes, reworkTimes } = trigger.reaction
    for (const duty of openDuties(run)) {
      const record = run.duties.get(duty.label)
      if (record === undefined || !concerns(trigger, duty)) continue
      if (record.status === 'still' && wakes > 0) {
        record.reconsidered++
        if (draw(run, label(`${duty.label} wakes`), record.reconsidered) >= wakes) continue
        record.status = 'due'
        openItem(run, duty, record, now)
      }
      const { item, running } = record
      if (item === undefined || running === undefined || item.readyAt <= now) continue
      const { shifts } = item.staff.options
      const isElapsed = ruleFor(world, run, duty, record.n)?.delayIn === 'elapsed'
      const elapsed = isElapsed ? now - running.since : shifts.between(running.since, now)
      const sooner = hurried(running, elapsed, hazardTimes)
      if (sooner === running) continue
      const readyAt = isElapsed ? running.since + sooner.delay : shifts.after(running.since, sooner.delay)
      const { staff, slot, meant, purpose, n, effort, priority } = item
      items.drop(item, now)
      record.running = sooner
      record.item = items.open(run, staff, slot, meant, purpose, n, effort, priority, Math.max(now, readyAt), now)
      if (reworkTimes !== undefined && hazardTimes > 1) run.factors = { ...run.factors, ...reworkTimes }
    }
  }

  function noteStates({ type, state, since }: PlainRun, now: number): void {
    const paths = activePaths(type.definition, state.machine)
    for (const [path, from] of since) {
      if (paths.includes(path)) continue
      count('timeInState', 'state', path, type.name, now - from, 0)
      since.delete(path)
    }
    for (const path of paths) if (!since.has(path)) since.set(path, now)
  }

  function settle(run: PlainRun, now: number): void {
    for (const record of run.duties.values()) drop(record, now)
    events.plan(run, Number.POSITIVE_INFINITY)
    settled(run)
    if (!run.isMeasured) return
    const { name } = run.type
    for (const [path, from] of run.since) count('timeInState', 'state', path, name, now - from, 0)
    counts.addTime(ledger.slot('timeToClose', '', '', name), now - run.arrivedAt, true)
    count('outcome', 'outcome', run.state.outcome as string, name, 1, 0)
  }

  /** Opens, keeps and drops duties, as the state of the case now has them. */
  function renew(run: PlainRun, now: number): void {
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
      record.last = undefined
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
        if (isStillPossible(world, run, { ...item.meant, party: item.party })) continue
        drop(record, now)
        record.n--
        record.status = 'due'
      }
      if (record.status === 'due') openItem(run, duty, record, now)
    }
  }

  function recordFor(run: PlainRun, duty: OpenDuty): DutyRecord {
    let record = run.duties.get(duty.label)
    if (record === undefined) {
      const slot = run.duties.size
      record = {
        slot,
        n: 0,
        status: 'due',
        item: undefined,
        last: undefined,
        node: duty.node,
        sent: new Set(),
        isThere: true,
        running: undefined,
        reconsidered: 0,
      }
      run.duties.set(duty.label, record)
    }
    return record
  }

  function openItem(run: PlainRun, duty: OpenDuty, record: DutyRecord, now: number): void {
    const n = record.n + 1
    const rule = ruleFor(world, run, duty, n)
    const isRepeat =
      record.last !== undefined && run.type.definition.commands.get(record.last.command)?.repeatable === true
    // What may be repeated could be done without end: it is done once each time the duty arises.
    if (isRepeat && rule?.choose === undefined) return
    const intention = intentionOf(world, run, duty, {
      rule,
      n,
      now,
      mayRepeat: !isRepeat,
      sent: record.sent,
      factors: run.factors,
    })
    if (intention === undefined) return
    record.n = n
    const luckOfDelay = draw(run, label(`${duty.label} delay`), n)
    const delay = intention === null ? 0 : drawnTime(rule?.delay ?? 0, luckOfDelay)
    const effort = intention === null ? 0 : drawnTime(rule?.effort ?? 0, draw(run, label(`${duty.label} effort`), n))
    if (intention === null || delay === Number.POSITIVE_INFINITY || effort === Number.POSITIVE_INFINITY) {
      record.status = 'still'
      const isMeant = intention !== null || rule?.choose !== undefined
      if (run.isMeasured && isMeant) count('silences', 'task', duty.duty.task, run.type.name, 1, 0)
      return
    }
    const staff = staffFor(world.parties.of(duty.party))
    const readyAt = rule?.delayIn === 'elapsed' ? now + delay : staff.options.shifts.after(now, delay)
    const priority = rule?.priority ?? 0
    const meant = intention as Meant
    record.last = meant
    record.item = items.open(run, staff, record.slot, meant, duty.label, n, effort, priority, readyAt, now)
    record.status = 'open'
    record.running = isReacting ? runningDelay(rule?.delay ?? 0, luckOfDelay, delay, now) : undefined
  }

  function drop(record: DutyRecord, now: number): void {
    const { item } = record
    if (item === undefined) return
    record.item = undefined
    record.last = undefined
    items.drop(item, now)
  }

  const cases: Cases = {
    arrived(source, i, { k0, k1 }, at, isMeasured, { opening, by }) {
      const { type } = world.sources[source] as (typeof world.sources)[number]
      const decision = begun(type, opening, by, { at, calendar })
      if (decision.refusal !== undefined) {
        const { code } = decision.refusal
        throw new ConvokeError('simulate/opening', `a case of "${type.name}" cannot be opened: ${code}`, {
          details: { caseType: type.name, reason: code },
        })
      }
      const run: PlainRun = {
        ...{ cases, type, source, i, k0, k1, arrivedAt: at, isMeasured },
        ...{ rungAt: Number.POSITIVE_INFINITY, ticket: -1, older: undefined, newer: undefined },
        ...{ state: decision.state, duties: new Map(), since: new Map(), actedAt: at, actedTimes: 0 },
        factors: undefined,
      }
      opened(run)
      stepped(run, decision, at, true)
    },
    completed(item, now) {
      const run = item.run as PlainRun
      const record = run.duties.get(item.purpose) as DutyRecord
      record.item = undefined
      items.finish(item, now)
      const { definition } = run.type
      const { meant, party } = item
      const facts = factsFor(world, run.type, run.state, meant.command, meant.data, party)
      const data = { seen: meant.data, committed: meant.data, disclosures: [] }
      const decision = decide(
        definition,
        run.state,
        { type: meant.command, data, by: party, facts, commandId: item.purpose },
        { at: now, calendar },
      )
      if (decision.refusal === undefined) {
        record.status = 'due'
        record.sent.add(sentKey(meant.command, meant.data))
        run.actedTimes = run.actedAt === now ? run.actedTimes + 1 : 1
        run.actedAt = now
        if (run.actedTimes > mostAtOnce) throw endless(item)
      } else {
        record.status = 'still'
        if (run.isMeasured) count('refused', 'code', decision.refusal.code, run.type.name, 1, 0)
      }
      stepped(run, decision, now)
    },
    reached(one, at) {
      const run = one as PlainRun
      stepped(run, advance(run.type.definition, run.state, { at, calendar }), at)
    },
    cut(one, measuredTo, end) {
      const run = one as PlainRun
      for (const record of run.duties.values()) drop(record, measuredTo)
      if (!run.isMeasured) return
      const left = Math.max(0, end - run.arrivedAt)
      counts.addTime(ledger.slot('timeToClose', '', '', run.type.name), left, false)
      for (const [path, from] of run.since)
        count('timeInState', 'state', path, run.type.name, Math.max(0, end - from), 0)
    },
  }
  return cases
}
