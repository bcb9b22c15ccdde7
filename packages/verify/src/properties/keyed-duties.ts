// Whether the deadline of a duty runs under a key of whoever owes it: a part of P6.
import type { CompiledDeadline, Duty, PartyId } from '@convoke/core'
import { edgesOf } from '../explore/graph.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { actorsOf } from '../model/acting.js'
import { calledInChinese } from '../model/called.js'
import type { Ask, Move } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import { partiesOf } from '../model/permission.js'
import type { Violation } from '../verdict.js'
import { dutiesIn } from './duty-clocks.js'

/** A duty whose deadline runs for each of several keys. */
interface Keyed {
  readonly duty: Duty & { readonly deadline: string }
  readonly deadline: CompiledDeadline
}

/**
 * Holders of a role who have a duty, may do it and have not done it since it began, while its deadline runs under keys of
 * others alone, be there none: a key that nobody forgot is of whoever owes it. Who has done it once owes nothing more, nor who
 * was late with it.
 */
export function dutiesUncovered(study: Study, isSought: (duty: Duty) => boolean): readonly Violation[] {
  const { exploration } = study
  // Where parties are exchanged, no way tells who did what on it.
  if ((exploration.exchanged?.groups.length ?? 0) > 0) return []
  return keyedIn(study, isSought).flatMap(keyed => {
    for (const party of exploration.model.seenIn.get(keyed.duty.role) ?? []) {
      const violation = uncovered(study, keyed, party)
      if (violation !== undefined) return [violation]
    }
    return []
  })
}

function keyedIn(study: Study, isSought: (duty: Duty) => boolean): readonly Keyed[] {
  const { definition } = study.exploration.model
  const found = new Map<Duty, Keyed>()
  for (const duties of definition.duties.values()) {
    for (const duty of duties) {
      const deadline = definition.deadlines.find(({ name }) => name === duty.deadline)
      const isOwed = deadline?.owes === duty.role || deadline?.owedBy !== undefined
      if (deadline?.each === undefined || !isOwed || duty.exempt !== undefined || !isSought(duty)) continue
      found.set(duty, { duty: duty as Keyed['duty'], deadline })
    }
  }
  return [...found.values()]
}

/** The first state in which a party owes it, and no key of its own runs. */
function uncovered(study: Study, { duty, deadline }: Keyed, party: PartyId): Violation | undefined {
  const { exploration } = study
  const { model } = exploration
  const isBare = bare(model, { duty, deadline }, party)
  for (const state of owing(study, { duty, deadline }, party)) {
    const mayDo = [...edgesOf(exploration, state)].some(({ move }) => isBy(move, duty, party))
    if (!mayDo || exploration.asked(state, isBare) !== true) continue
    const where = whereIn(study, state)
    return {
      property: 'P6',
      state,
      proof: { uncovered: deadline.name, party },
      message: {
        'zh-CN': `在“${where['zh-CN']}”，${party}（${roleInChinese(study, duty.role)}）有任务“${calledInChinese(model.definition.caseType, 'tasks', duty.task)}”，却没有它自己的期限在走`,
        en: `in "${where.en}", ${party} (${duty.role}) has to ${duty.task}, and no deadline of its own runs for it`,
      },
    }
  }
  return undefined
}

function isBy(move: Move, { commands }: Duty, party: PartyId): boolean {
  return move.kind === 'command' && commands.includes(move.type) && actorsOf(move).includes(party)
}

/**
 * The states in which a duty stands that a party has not done since it began, and of which its deadline has not run out, on some
 * way there; the nearest first. Where others than the key may owe it, each that runs out is taken for one of its own.
 */
function owing(study: Study, { duty, deadline }: Keyed, party: PartyId): readonly number[] {
  const { exploration } = study
  const owes = new Uint8Array(exploration.states)
  const stands = (state: number) => !study.isSettled(state) && dutiesIn(study, state).includes(duty)
  const waiting: number[] = []
  const add = (state: number): void => {
    if (owes[state] === 1 || !stands(state)) return
    owes[state] = 1
    waiting.push(state)
  }
  add(0)
  for (let state = 0; state < exploration.expanded; state++)
    if (!stands(state)) for (const { target } of edgesOf(exploration, state)) add(target)
  const isOver = (move: Move): boolean =>
    move.kind === 'clock' &&
    move.name === deadline.name &&
    move.rung === 'due' &&
    (move.key === party || deadline.owedBy !== undefined)
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const { move, target } of edgesOf(exploration, state))
      if (!isBy(move, duty, party) && !isOver(move)) add(target)
  return Array.from(owes.keys()).filter(state => owes[state] === 1)
}

/** Asks whether a party holds the role of a duty, and its deadline is there under no key that the party owes. */
function bare(model: CaseModel, { duty, deadline }: Keyed, party: PartyId): Ask {
  const role = model.definition.roles.find(({ name }) => name === duty.role)
  return ({ context, deadlines }) => {
    const holders = role === undefined ? [] : partiesOf(role, context)
    if (!holders.includes(party)) return false
    const owedUnder = (key: string): readonly PartyId[] => {
      if (deadline.owedBy !== undefined) return [deadline.owedBy(context as never, key)].flat()
      return holders.includes(key as PartyId) ? [key as PartyId] : holders
    }
    return !Object.keys(deadlines[deadline.name] ?? {}).some(key => owedUnder(key).includes(party))
  }
}
