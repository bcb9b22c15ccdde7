// Cases one by one: each step is decided by core on the very data of the case. The other way is measured by this one.
import { activePaths, advance, type CaseState, ConvokeError, type Decision, decide, nextRungAt } from '@convoke/core'
import { draw, label } from '../random/luck.js'
import type { Key } from '../random/threefry.js'
import { isInGroups } from '../scenario/additions/segments.js'
import type { BehaviourRule } from '../scenario/schema.js'
import { groupingFor, groupsOf, measuresOf } from './case-marks.js'
import { type Cases, type Meant, overtaken, type Setting } from './case-run.js'
import {
  dataAt,
  drawnTime,
  dueAtOf,
  factsFor,
  intentionOf,
  isStillPossible,
  type OpenDuty,
  openDuties,
  ruleFor,
  sentKey,
} from './duties.js'
import { endless, mostAtOnce } from './endless.js'
import { evaluatedOf } from './evaluated.js'
import { noted } from './notes.js'
import { linkedCases } from './plain-links.js'
import { waitingResidents } from './plain-residents.js'
import type { Beginning, DutyRecord, PlainHost, PlainRun } from './plain-run.js'
import { ratedOf } from './rated.js'
import { concerns, hurried, runningDelay, type Trigger, triggersIn } from './reactions.js'
import { leftOf } from './started.js'
import type { Tally } from './tally.js'
import { begun, type World } from './world.js'

export function plainCases(setting: Setting): Cases {
  const { world, counts, events, items, staffFor, opened, settled, brought, watch, sample, slowest } = setting
  const { calendar, ledger, first, effectiveFrom } = world
  const isReacting = [world, first].some(one => (one?.arm.reactions ?? []).length > 0)
  const measures = measuresOf(world)
  const evaluated = evaluatedOf(world)
  const rated = ratedOf(world)
  const count = (run: PlainRun, id: string, dim: string, name: string, value: number, over: number) =>
    run.add(ledger.slot(id, dim, name, run.type.name), value, over)

  const host: PlainHost = { setting, worldFor, begin, stepped, count }
  const links = world.arm.links === true ? linkedCases(host) : undefined
  const residents = waitingResidents(host, { links, conclude })

  const slowestOf = world.sources.map(({ type }) => slowest?.of(type.name))
  const countTime = (run: PlainRun, ms: number, isEnded: boolean) => {
    const slot = ledger.slot('timeToClose', '', '', run.type.name)
    counts.addTime(slot, ms, isEnded)
    sample?.note(run.type.name, run.k0, run.arrivedAt, ms, isEnded)
    const slow = slowestOf[run.source]
    if (slow !== undefined && (!isEnded || ms >= slow.least))
      slow.note(run.source, run.i, run.arrivedAt, ms, isEnded ? run.state.outcome : null)
    run.inGroups?.(slot, ms, 1)
  }

  /** Looks at what a step of a case came to. */
  function stepped(run: PlainRun, decision: Decision, now: number, isFirst = false): void {
    let before = isFirst ? undefined : run.state.deadlines
    const triggers: Trigger[] = []
    for (const draft of decision.drafts) {
      if (run.started === undefined) watch?.(run, draft)
      else run.started.noted(draft)
      if (isReacting && !isFirst) triggers.push(...triggersIn(run.world, run, before, draft))
      if (run.isMeasured) noted(ledger, run.type, before, draft, run.add)
      before = draft.after.deadlines
    }
    const { nodes } = run.state.machine
    run.state = decision.state
    if (run.isMeasured && (run.since.size === 0 || nodes !== run.state.machine.nodes)) noteStates(run, now)
    if (run.isMeasured) measures?.stood(run.type, run.state, now - run.arrivedAt, run.told, run.add)
    if (run.state.outcome !== null) settle(run, now)
    else {
      events.plan(run, nextRungAt(run.state) ?? Number.POSITIVE_INFINITY)
      renew(run, now)
      for (const trigger of triggers) react(run, trigger, now)
    }
    links?.carry(run, decision.drafts, now)
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
      const isElapsed = ruleFor(run.world, run, duty, record.n, running.since)?.delayIn === 'elapsed'
      const elapsed = isElapsed ? now - running.since : shifts.between(running.since, now)
      const sooner = hurried(running, elapsed, hazardTimes)
      if (sooner === running) continue
      const readyAt = isElapsed ? running.since + sooner.delay : shifts.after(running.since, sooner.delay)
      const { staff, slot, meant, purpose, n, effort, priority, dueAt } = item
      items.drop(item, now)
      record.running = sooner
      const ready = Math.max(now, readyAt)
      record.item = items.open(run, staff, slot, meant, purpose, n, effort, priority, dueAt, ready, now)
      if (reworkTimes !== undefined && hazardTimes > 1) run.factors = { ...run.factors, ...reworkTimes }
    }
  }

  function noteStates(run: PlainRun, now: number): void {
    const { type, state, since } = run
    const paths = activePaths(type.definition, state.machine)
    for (const [path, from] of since) {
      if (paths.includes(path)) continue
      count(run, 'timeInState', 'state', path, now - from, 0)
      since.delete(path)
    }
    for (const path of paths) if (!since.has(path)) since.set(path, now)
  }

  function settle(run: PlainRun, now: number): void {
    for (const record of run.duties.values()) drop(record, now, overtaken)
    events.plan(run, Number.POSITIVE_INFINITY)
    settled(run)
    links?.settled(run)
    run.started?.settled(now)
    if (residents?.reopens(run, now) === true) setting.rests(run)
    else conclude(run, now)
  }

  /** What is told of a case that is settled for good. */
  function conclude(run: PlainRun, now: number): void {
    if (!run.isMeasured) return
    for (const [path, from] of run.since) count(run, 'timeInState', 'state', path, now - from, 0)
    countTime(run, now - run.arrivedAt, true)
    count(run, 'outcome', 'outcome', run.state.outcome as string, 1, 0)
    measures?.settled(run.type, run.state, run.add)
    evaluated?.(run.type, run.state, counts.add)
    const additions = rated?.(run.type, run.state) ?? []
    for (let i = 0; i < additions.length; i += 3)
      run.add(additions[i] as number, additions[i + 1] as number, additions[i + 2] as number)
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
      drop(record, now, overtaken)
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
      let isAgain = false
      if (record.status === 'open' && item !== undefined) {
        if (isStillPossible(run.world, run, { ...item.meant, party: item.party })) continue
        drop(record, now, overtaken)
        record.n--
        record.status = 'due'
        isAgain = true
      }
      if (record.status === 'due') openItem(run, duty, record, now, isAgain)
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
        stoodSince: undefined,
      }
      run.duties.set(duty.label, record)
    }
    return record
  }

  function openItem(run: PlainRun, duty: OpenDuty, record: DutyRecord, now: number, isAgain = false): void {
    const n = record.n + 1
    const rule = ruleFor(run.world, run, duty, n, record.stoodSince ?? now)
    const isRepeat =
      record.last !== undefined && run.type.definition.commands.get(record.last.command)?.repeatable === true
    // What may be repeated could be done without end: it is done once each time the duty arises.
    if (isRepeat && rule?.choose === undefined) return
    const party = world.parties.of(duty.party, rule?.skills)
    const staff = staffFor(party)
    const { stoodSince } = record
    const elapsed =
      stoodSince === undefined
        ? 0
        : rule?.delayIn === 'elapsed'
          ? now - stoodSince
          : world.workedBefore(duty.party, stoodSince, now)
    const begun = stoodSince === undefined ? undefined : leftOf(rule?.delay ?? 0, elapsed)
    const intention = intentionOf(run.world, run, duty, {
      rule,
      n,
      now,
      mayRepeat: !isRepeat,
      sent: record.sent,
      factors: begun === undefined || rule === undefined ? run.factors : rarer(rule, begun.left),
    })
    if (intention === undefined) return
    record.n = n
    record.stoodSince = undefined
    const luckOfDelay = draw(run, label(`${duty.label} delay`), n)
    const delay =
      intention === null
        ? 0
        : begun === undefined
          ? drawnTime(rule?.delay ?? 0, luckOfDelay)
          : Math.max(elapsed, Math.round(begun.of(luckOfDelay)))
    const effort = intention === null ? 0 : drawnTime(rule?.effort ?? 0, draw(run, label(`${duty.label} effort`), n))
    if (intention === null || delay === Number.POSITIVE_INFINITY || effort === Number.POSITIVE_INFINITY) {
      record.status = 'still'
      const isMeant = intention !== null || rule?.choose !== undefined
      if (run.isMeasured && isMeant) count(run, 'silences', 'task', duty.duty.task, 1, 0)
      return
    }
    const left = delay - elapsed
    const readyAt = rule?.delayIn === 'elapsed' ? now + left : staff.options.shifts.after(now, left)
    if (run.isMeasured && !isAgain && begun === undefined && rule !== undefined) {
      const { machine, deadlines } = run.state
      const { definition } = run.type
      brought?.({ run, party, rule, duty, n, now, readyAt, definition, machine, deadlines: () => deadlines })
    }
    const priority = rule?.priority ?? 0
    const meant = intention as Meant
    record.last = meant
    const dueAt = staff.options.isByDue === true ? dueAtOf(run, duty.duty, duty.party) : 0
    record.item = items.open(run, staff, record.slot, meant, duty.label, n, effort, priority, dueAt, readyAt, now)
    record.status = 'open'
    record.running = isReacting
      ? runningDelay(rule?.delay ?? 0, begun?.share(luckOfDelay) ?? luckOfDelay, delay, stoodSince ?? now)
      : undefined
  }

  function drop(record: DutyRecord, now: number, vain?: string): void {
    const { item } = record
    if (item === undefined) return
    record.item = undefined
    record.last = undefined
    items.drop(item, now, vain)
  }

  /** The policy by which a case goes that arrives at an instant. */
  function worldFor(key: Key, at: number): World {
    if (first === undefined) return world
    const isMeant = at >= effectiveFrom && isInGroups(world.arm.effective?.where, world.arm.segments, key)
    return isMeant ? world : first
  }

  /** Takes in a case that was opened. */
  function begin({ key: { k0, k1 }, source, i, ...beginning }: Beginning, decision: Decision, at: number): PlainRun {
    const { root = { k0, k1 } } = beginning
    const groups = groupsOf(world, root)
    const inGroups = groupingFor(world, counts, groups, at)
    const run: PlainRun = {
      ...beginning,
      ...{ cases, source, i, k0, k1, arrivedAt: at, groups, inGroups, id: `${source}-${i}`, opens: undefined },
      ...{ add: bothOf(counts.add, inGroups), told: new Set<string>() },
      ...{ rungAt: Number.POSITIVE_INFINITY, ticket: -1, older: undefined, newer: undefined },
      ...{ state: decision.state, duties: new Map(), since: new Map(), actedAt: at, actedTimes: 0 },
      ...{ factors: undefined, started: undefined, times: undefined },
    }
    opened(run)
    links?.opened(run)
    stepped(run, decision, at, true)
    if (run.state.outcome === null) residents?.began(run, at)
    return run
  }

  const cases: Cases = {
    adopted(one) {
      const run = one as PlainRun
      if (run.world === world || !isInGroups(world.arm.effective?.where, world.arm.segments, run.root ?? run)) return
      run.world = world
      run.type = (world.sources[run.source] as (typeof world.sources)[number]).type
      const { definition, parameters } = run.type
      const json = run.state.machine.toJSON() as { readonly context: object }
      const machine = definition.machine.restore({ ...json, context: { ...json.context, parameters } })
      run.state = { ...run.state, machine: machine as CaseState['machine'] }
    },
    arrived(source, i, { k0, k1 }, at, isMeasured, asked) {
      const { opening, by } = asked
      const own = worldFor({ k0, k1 }, at)
      const { type } = own.sources[source] as (typeof world.sources)[number]
      const decision = begun(type, opening, by, { at, calendar })
      if (decision.refusal !== undefined) {
        const { code } = decision.refusal
        throw new ConvokeError('simulate/opening', `a case of "${type.name}" cannot be opened: ${code}`, {
          details: { caseType: type.name, reason: code },
        })
      }
      const beginning = { world: own, type, source, i, key: { k0, k1 }, isMeasured, root: undefined, opened: asked }
      begin(beginning, decision, at)
    },
    resumed(one, now) {
      const { source, i, key, type, state, openedAt, duties } = one
      const groups = groupsOf(world, key)
      const run: PlainRun = {
        ...{ id: `${source}-${i}`, opens: undefined, root: undefined, opened: undefined, times: undefined },
        ...{ cases, world: first ?? world, type, source, i, k0: key.k0, k1: key.k1, arrivedAt: openedAt, groups },
        ...{ isMeasured: false, isStarted: true, inGroups: undefined, add: counts.add, told: new Set<string>() },
        ...{ rungAt: Number.POSITIVE_INFINITY, ticket: -1, older: undefined, newer: undefined },
        ...{ state, duties: new Map(), since: new Map(), actedAt: now, actedTimes: 0, factors: undefined },
        started: one,
      }
      opened(run)
      links?.opened(run)
      if (state.outcome !== null) {
        settle(run, now)
        return
      }
      for (const duty of openDuties(run)) {
        const known = Object.hasOwn(duties, duty.label) ? duties[duty.label] : undefined
        if (known === undefined) continue
        const record = recordFor(run, duty)
        record.n = known.n - 1
        record.stoodSince = Math.min(now, known.since)
        for (const sent of known.sent) record.sent.add(sent)
      }
      events.plan(run, nextRungAt(state) ?? Number.POSITIVE_INFINITY)
      renew(run, now)
      residents?.began(run, now)
    },
    completed(item, now) {
      const run = item.run as PlainRun
      const record = run.duties.get(item.purpose) as DutyRecord
      record.item = undefined
      const { definition } = run.type
      const { party } = item
      const meant = { ...item.meant, data: dataAt(run.world, run, item.meant, now) }
      const facts = factsFor(run.world, run.type, run.state, meant.command, meant.data, party)
      const data = { seen: meant.data, committed: meant.data, disclosures: [] }
      const decision = decide(
        definition,
        run.state,
        { type: meant.command, data, by: party, facts, commandId: item.purpose },
        { at: now, calendar },
      )
      items.finish(item, now, decision.refusal?.code)
      if (decision.refusal === undefined) {
        record.status = 'due'
        record.sent.add(sentKey(meant.command, meant.data))
        run.actedTimes = run.actedAt === now ? run.actedTimes + 1 : 1
        run.actedAt = now
        if (run.actedTimes > mostAtOnce) throw endless(item)
      } else {
        record.status = 'still'
        if (run.isMeasured) count(run, 'refused', 'code', decision.refusal.code, 1, 0)
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
      countTime(run, left, false)
      for (const [path, from] of run.since) count(run, 'timeInState', 'state', path, Math.max(0, end - from), 0)
    },
  }
  return cases
}

/** Who has done nothing yet is less likely to be one who does something. What must be over waits for somebody, and tells nothing. */
function rarer({ choose = {} }: BehaviourRule, left: number): Readonly<Record<string, number>> | undefined {
  if (left === 0 || left === 1) return undefined
  return Object.fromEntries(Object.keys(choose).map(command => [command, left]))
}

function bothOf(one: Tally['add'], other: Tally['add'] | undefined): Tally['add'] {
  if (other === undefined) return one
  return (slot, value, over) => {
    one(slot, value, over)
    other(slot, value, over)
  }
}
