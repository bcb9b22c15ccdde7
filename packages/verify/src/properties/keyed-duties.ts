// Whether the deadline of a duty runs under a key of whoever owes it: a part of P6.
import type { CompiledDeadline, Duty, PartyId } from '@convoke/core'
import { edgesOf } from '../explore/graph.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { actorsOf } from '../model/acting.js'
import { calledInChinese } from '../model/called.js'
import type { Ask, Move } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import { partiesOf } from '../model/permission.js'
import { sameAsk } from '../model/same-ask.js'
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
    const parties = [...(exploration.model.seenIn.get(keyed.duty.role) ?? [])]
    for (let n = 0; n < parties.length; n += atOnce) {
      const violation = uncovered(study, keyed, parties.slice(n, n + atOnce))
      if (violation !== undefined) return [violation]
    }
    return []
  })
}

/** So many parties are looked at together: a number has a bit for each. */
const atOnce = 31

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

/** The first party that owes it somewhere, and the first state of those, where no key of its own runs. */
function uncovered(study: Study, keyed: Keyed, parties: readonly PartyId[]): Violation | undefined {
  const { exploration } = study
  const { model } = exploration
  const { duty, deadline } = keyed
  const { owes, mayDo } = owing(study, keyed, parties)
  for (const [n, party] of parties.entries()) {
    const name = `${deadline.name} of ${duty.role} runs for nobody like ${party}`
    const isBare = sameAsk(model, name, () => bare(model, keyed, party))
    const state = owes.findIndex(
      (those, at) => ((those & (mayDo[at] as number)) >> n) % 2 !== 0 && exploration.asked(at, isBare) === true,
    )
    if (state < 0) continue
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

/**
 * By state and as bits which parties have not done a duty since it began, its deadline not having run out for them, on some
 * way there; and who may do it there. Where others than the key may owe it, each deadline that runs out is taken for one of everybody's.
 */
function owing(
  study: Study,
  { duty, deadline }: Keyed,
  parties: readonly PartyId[],
): { readonly owes: Int32Array; readonly mayDo: Int32Array } {
  const { exploration } = study
  const all = 2 ** parties.length - 1
  const bitsOf = (some: readonly string[]) =>
    parties.reduce((bits, party, n) => (some.includes(party) ? bits | (1 << n) : bits), 0)
  const isCommand = ({ type }: Move) => duty.commands.includes(type)
  const known = new Map<Move, number>()
  /** Who owes it no more after a move. */
  const doneBy = (move: Move): number => {
    let bits = known.get(move)
    if (bits === undefined) {
      if (move.kind === 'command') bits = isCommand(move) ? bitsOf(actorsOf(move)) : 0
      else if (move.kind !== 'clock' || move.name !== deadline.name || move.rung !== 'due') bits = 0
      else bits = deadline.owedBy === undefined ? bitsOf([move.key]) : all
      known.set(move, bits)
    }
    return bits
  }
  const owes = new Int32Array(exploration.states)
  const mayDo = new Int32Array(exploration.states)
  const stands = (state: number) => !study.isSettled(state) && dutiesIn(study, state).includes(duty)
  const waiting: number[] = []
  const add = (state: number, bits: number): void => {
    const more = bits & ~(owes[state] as number)
    if (more === 0 || !stands(state)) return
    owes[state] = (owes[state] as number) | more
    waiting.push(state)
  }
  add(0, all)
  for (let state = 0; state < exploration.expanded; state++) {
    const isOwed = stands(state)
    for (const { move, target } of edgesOf(exploration, state)) {
      if (!isOwed) add(target, all)
      else if (isCommand(move)) mayDo[state] = (mayDo[state] as number) | doneBy(move)
    }
  }
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const { move, target } of edgesOf(exploration, state)) add(target, (owes[state] as number) & ~doneBy(move))
  return { owes, mayDo }
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
