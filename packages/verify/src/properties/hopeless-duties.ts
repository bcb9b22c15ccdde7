// Duties that, as the case may come to stand there, nobody can do: a part of P10 (b), by who did what before.
import type { Duty } from '@convoke/core'
import { edgesOf } from '../explore/graph.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { calledInChinese } from '../model/called.js'
import type { Ask, Move } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import { partiesOf } from '../model/permission.js'
import { sameAsk } from '../model/same-ask.js'
import type { Violation } from '../verdict.js'
import { dutiesIn } from './duty-clocks.js'

/**
 * Duties that nobody has done since they began, and that nobody can do from some state on, however long they last, though
 * somebody holds their role and somebody can do them where the case came otherwise. What waits for somebody else first, and
 * what was done and stays written, is none of these.
 *
 * @param perhaps commands of which no state tells whether they are accepted
 */
export function hopelessDuties(study: Study, perhaps: ReadonlySet<string>): readonly Violation[] {
  const { model } = study.exploration
  const all = new Set([...model.definition.duties.values()].flat())
  return [...all].flatMap(duty => {
    if (duty.commands.some(command => perhaps.has(command))) return []
    const state = hopelessFor(study, duty)
    return state === undefined ? [] : [hopeless(study, state, duty)]
  })
}

/** The first state in which a duty is owed that can be done elsewhere, and there and from there on never. */
function hopelessFor(study: Study, duty: Duty): number | undefined {
  const { exploration } = study
  const { states, expanded } = exploration
  const stands = Uint8Array.from({ length: states }, (_, state) =>
    Number(!study.isSettled(state) && dutiesIn(study, state).includes(duty)),
  )
  const isDone = (move: Move): boolean => move.kind === 'command' && duty.commands.includes(move.type)
  const isOver = (move: Move): boolean => move.kind === 'clock' && move.name === duty.deadline && move.rung === 'due'
  const owed = new Uint8Array(states)
  const able = new Uint8Array(states)
  /** Where the duty stands before and after, what leads to each state. */
  const sources: number[][] = []
  const waiting: number[] = []
  const mark = (into: Uint8Array, state: number): void => {
    if (into[state] === 1 || stands[state] === 0) return
    into[state] = 1
    waiting.push(state)
  }
  mark(owed, 0)
  for (let state = 0; state < expanded; state++)
    if (stands[state] === 0) for (const { target } of edgesOf(exploration, state)) mark(owed, target)
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const { move, target } of edgesOf(exploration, state)) if (!isDone(move) && !isOver(move)) mark(owed, target)
  for (let state = 0; state < states; state++) {
    if (stands[state] === 0) continue
    if (study.isUnknown(state)) mark(able, state)
    for (const { move, target } of edgesOf(exploration, state)) {
      if (isDone(move)) mark(able, state)
      else if (stands[target] === 1) {
        sources[target] ??= []
        sources[target]?.push(state)
      }
    }
  }
  // Where nobody can do it anywhere, that is told of the place.
  if (waiting.length === 0) return undefined
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const source of sources[state] ?? []) mark(able, source)
  const { model } = exploration
  const isHeld = sameAsk(model, `somebody is ${duty.role}`, () => held(model, duty))
  for (let state = 0; state < expanded; state++)
    if (owed[state] === 1 && able[state] === 0 && exploration.asked(state, isHeld) === true) return state
  return undefined
}

/** Asks whether anybody holds the role of a duty. */
function held({ definition }: CaseModel, duty: Duty): Ask {
  const role = definition.roles.find(({ name }) => name === duty.role)
  return ({ context }) => role !== undefined && partiesOf(role, context).length > 0
}

function hopeless(study: Study, state: number, { role, task, commands }: Duty): Violation {
  const { model, configurationOf } = study.exploration
  const { caseType } = model.definition
  const zh = commands.map(command => `“${calledInChinese(caseType, 'commands', command)}”`)
  const where = whereIn(study, state)
  const tried = model.commandsIn(configurationOf(state)).filter(({ type }) => commands.includes(type))
  return {
    property: 'P10',
    state,
    severity: 'warning',
    proof: { tried, leadsOn: false },
    message: {
      'zh-CN': `办件这样到了“${where['zh-CN']}”，${roleInChinese(study, role)}的任务“${calledInChinese(caseType, 'tasks', task)}”再没有人做得了：${zh.join('、')}都被拒绝`,
      en: `in "${where.en}", as the case came there, nobody can do "${task}" (${role}) any more: each of ${commands.join(', ')} is refused`,
    },
  }
}
