// What parties do next in a case that stands somewhere, worked out once: which duties fall away, which arise, and where
// luck decides.
import type { JsonObject } from '@convoke/core'
import { type Label, label } from '../../random/luck.js'
import type { BehaviourRule } from '../../scenario/schema.js'
import { isPlain } from '../../scenario/templates.js'
import {
  leavesAlone,
  type OpenDuty,
  owedKeys,
  type Possible,
  possibleFor,
  ruleFor,
  templateFor,
  wantedFor,
} from '../duties.js'
import { type TimeDraw, timeDraw } from '../time-draw.js'
import type { World } from '../world.js'
import { withoutMoment } from './moment.js'
import type { Act, Move, Standing, Standings } from './standings.js'

/** How far a duty of one party is in a case. */
export interface Record {
  readonly duty: string
  readonly n: number
  readonly status: 'due' | 'open' | 'still'
  /** What it was last meant to end in, and whether that is over. */
  readonly act: Act | undefined
  readonly isOver: boolean
  readonly node: string
  readonly sent: readonly string[]
}

/** Where a case stands with all that its parties have begun. */
export interface Situation {
  readonly id: number
  readonly standing: Standing
  readonly records: readonly Record[]
  /** By duty: what its completion does, where no deadline comes first. */
  readonly completions: (Completion | undefined)[]
  /** By the number of a rung among those that have yet to fire: what it does, where nothing else comes at its instant. */
  readonly firings: (Firing | undefined)[]
  /** Everything else, by what happened and where the case stands then. */
  readonly steps: Map<string, Step>
}

export interface Firing {
  readonly move: Move
  readonly step: Step
}

export interface Completion {
  readonly act: Act
  readonly move: Move
  readonly step: Step
  /** Where the case stands then, if that is all: the act is counted, and nobody begins, leaves or waits for anything. */
  readonly only: Situation | undefined
  /** What is counted, as a bundle of the ledger. */
  readonly bundle: number
}

/** What follows from coming to stand somewhere. */
export interface Step {
  readonly standing: Standing
  /** For each state path there, the place it had in the list before, or −1; undefined: the same list. */
  readonly since: readonly number[] | undefined
  /** Places in the list before that are left, each followed by the sum of its time. */
  readonly left: readonly number[]
  /** Undefined where the case is settled. */
  readonly program: Program | undefined
}

/** What parties do then, up to where luck decides. */
export interface Program {
  readonly operations: readonly Operation[]
  /** Undefined at the end. */
  readonly turn: DrawnTurn | undefined
  readonly branches: Map<number, Program>
  readonly to: Situation | undefined
}

/** A duty is opened, or dropped. */
export interface Operation {
  readonly slot: number
  readonly opens: SureTurn | undefined
}

/** A party turns to a duty: by which rule, and with what luck. */
interface AnyTurn {
  readonly slot: number
  readonly duty: OpenDuty
  /** The number of its party in the world. */
  readonly party: number
  readonly n: number
  readonly rule: BehaviourRule | undefined
  readonly delay: TimeDraw
  readonly effort: TimeDraw
  readonly isElapsed: boolean
  /** Whether the party had turned to it before, under the same luck, and could not do what it chose then. */
  readonly isAgain: boolean
  readonly priority: number
  readonly delayLabel: Label
  readonly effortLabel: Label
}

/** It is sure what the party does, and that it does it. */
export interface SureTurn extends AnyTurn {
  readonly act: Act
}

/** Luck decides. */
export interface DrawnTurn extends AnyTurn {
  readonly choiceLabel: Label
  /** Undefined where what is possible is different from case to case. */
  readonly acts: readonly (Pick<Possible, 'weight'> & { readonly act: Act })[] | undefined
  readonly never: number
  /** The sum of those who do nothing. */
  readonly silence: number
  /** Whether doing nothing by choice is told. */
  readonly isMeant: boolean
  readonly mayRepeat: boolean
  readonly sent: ReadonlySet<string>
  readonly records: readonly Record[]
  readonly found: number
}

/** Outcomes of a drawn turn beside the number of an act. */
export const outcomes = { still: -1, later: -2 } as const

/** Situations of cases of one type, and what follows from what. */
export interface Programs {
  readonly size: number
  situation(standing: Standing, records: readonly Record[]): Situation
  /** What follows where a case has come to stand. */
  step(from: Situation | undefined, standing: Standing, records: readonly Record[]): Step
  /** How it goes on after luck has decided. */
  branch(standing: Standing, turn: DrawnTurn, act: Act | typeof outcomes.still | typeof outcomes.later): Program
}

export function programsOf(world: World, standings: Standings): Programs {
  const { type } = standings
  const situations = new Map<string, Situation>()
  const recordIds = new Map<string, number>()
  const draws = new WeakMap<BehaviourRule, { readonly delay: TimeDraw; readonly effort: TimeDraw }>()
  const atOnce = timeDraw(0)
  const silenceOf = (task: string) => world.ledger.slot('silences', 'task', task, type.name)

  function situation(standing: Standing, records: readonly Record[]): Situation {
    let key = `${standing.id}`
    for (const { duty, n, status, act, isOver, node, sent } of records) {
      const text = JSON.stringify([duty, n, status, act?.id, isOver, node, [...sent].sort()])
      let id = recordIds.get(text)
      if (id === undefined) {
        id = recordIds.size
        recordIds.set(text, id)
      }
      key += ` ${id}`
    }
    let found = situations.get(key)
    if (found === undefined) {
      found = { id: situations.size, standing, records, completions: [], firings: [], steps: new Map() }
      situations.set(key, found)
    }
    return found
  }

  function step(from: Situation | undefined, standing: Standing, records: readonly Record[]): Step {
    const before = from?.standing.paths ?? []
    const since = standing.paths.map(path => before.indexOf(path))
    const isSame = before.length === since.length && since.every((place, i) => place === i)
    const left = before.flatMap((path, place) =>
      standing.paths.includes(path) ? [] : [place, from?.standing.pathSlots[place] as number],
    )
    return {
      standing,
      since: isSame ? undefined : since,
      left,
      program: standing.outcome === null ? renewal(standing, records) : undefined,
    }
  }

  /** Drops what is not there any more, then looks at what is. */
  function renewal(standing: Standing, before: readonly Record[]): Program {
    const operations: Operation[] = []
    const there = new Set(standing.duties.map(duty => duty.label))
    const records = before.map((record, slot): Record => {
      if (there.has(record.duty)) return record
      if (isOpen(record)) operations.push({ slot, opens: undefined })
      return { ...record, status: 'due', act: undefined, isOver: false, sent: [] }
    })
    return onwards(standing, records, 0, operations)
  }

  /** Goes through the duties that are there, from the one numbered `found`. */
  function onwards(standing: Standing, before: readonly Record[], found: number, operations: Operation[]): Program {
    const records = [...before]
    for (let i = found; i < standing.duties.length; i++) {
      const duty = standing.duties[i] as OpenDuty
      let slot = records.findIndex(record => record.duty === duty.label)
      if (slot < 0) {
        slot = records.length
        const fresh = { duty: duty.label, n: 0, status: 'due', act: undefined, isOver: false } as const
        records.push({ ...fresh, node: duty.node, sent: [] })
      }
      let record = records[slot] as Record
      if (record.node !== duty.node) record = { ...record, node: duty.node, sent: [] }
      let isAgain = false
      if (isOpen(record)) {
        if (standings.isPossible(standing, record.act as Act)) {
          records[slot] = record
          continue
        }
        operations.push({ slot, opens: undefined })
        isAgain = true
        record = { ...record, n: record.n - 1, status: 'due', act: undefined, isOver: false }
      }
      records[slot] = record
      if (record.status !== 'due') continue
      const turn = turnOf(standing, duty, slot, record, records, i, isAgain)
      if (turn === undefined) continue
      const n = record.n + 1
      if (turn === 'still') records[slot] = { ...record, n, status: 'still' }
      else if ('sure' in turn) {
        operations.push({ slot, opens: turn.sure })
        records[slot] = { ...record, n, status: 'open', act: turn.sure.act, isOver: false }
      } else return { operations, turn: turn.drawn, branches: new Map(), to: undefined }
    }
    return { operations, turn: undefined, branches: new Map(), to: situation(standing, records) }
  }

  /** How a party turns to a duty: undefined, not yet; `still`, it never does anything about it and nobody minds. */
  function turnOf(
    standing: Standing,
    duty: OpenDuty,
    slot: number,
    record: Record,
    records: readonly Record[],
    found: number,
    isAgain: boolean,
  ): { readonly sure: SureTurn } | { readonly drawn: DrawnTurn } | 'still' | undefined {
    const { state } = standing
    const n = record.n + 1
    const rule = ruleFor(world, { type, state }, duty, n, 0)
    const isRepeat = record.act?.isRepeatable === true
    if (isRepeat && rule?.choose === undefined) return undefined
    const asked = { rule, n, now: 0, mayRepeat: !isRepeat, sent: new Set(record.sent) }
    if (leavesAlone(duty, asked)) return 'still'
    const { delay, effort } = drawsOf(rule)
    // One shape for all, whatever decides: runs look at turns all the time.
    const turned = (act: Act | undefined, acts: DrawnTurn['acts']) => ({
      slot,
      duty,
      party: world.parties.of(duty.party, rule?.skills),
      n,
      rule,
      delay,
      effort,
      isElapsed: rule?.delayIn === 'elapsed',
      isAgain,
      priority: rule?.priority ?? 0,
      delayLabel: label(`${duty.label} delay`),
      effortLabel: label(`${duty.label} effort`),
      act,
      choiceLabel: label(`${duty.label} choice`),
      acts,
      never: rule?.choose?.never ?? 0,
      silence: silenceOf(duty.duty.task),
      isMeant: rule?.choose !== undefined,
      mayRepeat: asked.mayRepeat,
      sent: asked.sent,
      records,
      found,
    })
    const keys = owedKeys({ type, state }, duty.duty, duty.party).length
    const isSame = wantedFor(type, duty, asked)
      .filter(command => type.definition.machine.handles(state.machine as never, command))
      .every(command => isSameFor(templateFor(type, rule, command), keys))
    if (!isSame) return { drawn: turned(undefined, undefined) }
    // Nothing of it is drawn: any luck will do.
    const possible = possibleFor(world, { type, state, k0: 0, k1: 0 }, duty, asked)
    if (possible.length === 0) return undefined
    const acts = possible.map(({ command, data, weight }) => ({
      weight,
      act: standings.actOf({ command, data: withoutMoment(data) }, duty.party),
    }))
    const isSure = acts.length === 1 && (rule?.choose?.never ?? 0) === 0 && !delay.mayBeNever && !effort.mayBeNever
    return isSure
      ? { sure: turned((acts[0] as { act: Act }).act, undefined) as SureTurn }
      : { drawn: turned(undefined, acts) }
  }

  function drawsOf(rule: BehaviourRule | undefined) {
    if (rule === undefined) return { delay: atOnce, effort: atOnce }
    let known = draws.get(rule)
    if (known === undefined) {
      known = { delay: timeDraw(rule.delay), effort: timeDraw(rule.effort) }
      draws.set(rule, known)
    }
    return known
  }

  return {
    get size() {
      return situations.size
    },
    situation,
    step,
    branch(standing, { slot, n, records: before, found }, outcome) {
      const records = [...before]
      const record = records[slot] as Record
      if (outcome === outcomes.still) records[slot] = { ...record, n, status: 'still' }
      else if (outcome !== outcomes.later)
        records[slot] = { ...record, n, status: 'open', act: outcome as Act, isOver: false }
      return onwards(standing, records, found + 1, [])
    },
  }
}

function isOpen({ status, act, isOver }: Record): boolean {
  return status === 'open' && act !== undefined && !isOver
}

/** The records after one of them has come to its end. */
export function completedIn(records: readonly Record[], slot: number, isRefused: boolean): readonly Record[] {
  return records.map((record, i) => {
    if (i !== slot) return record
    if (isRefused) return { ...record, status: 'still', isOver: true }
    const sent = (record.act as Act).sent
    return {
      ...record,
      status: 'due',
      isOver: true,
      sent: record.sent.includes(sent) ? record.sent : [...record.sent, sent],
    }
  })
}

/** Whether a template is filled in alike in all cases of one standing, with so many keys of deadlines to choose from. */
function isSameFor(template: unknown, keys: number): boolean {
  if (isPlain(template)) return true
  if (template === '$party') return true
  if (template === '$key') return keys <= 1
  if (Array.isArray(template)) return template.every(one => isSameFor(one, keys))
  const object = template as JsonObject
  const [operator] = Object.keys(object)
  if (operator === '$pick' || operator === '$workingDays') return false
  if (operator === '$case' || operator === '$each') return true
  return Object.values(object).every(one => isSameFor(one, keys))
}
