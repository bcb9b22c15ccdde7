// Duties that are done, and nothing comes of it: a part of P10.

import type { Duty } from '@convoke/core'
import { wayTo } from '../explore/graph.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { calledInChinese } from '../model/called.js'
import type { Move } from '../model/case-data.js'
import type { Violation } from '../verdict.js'
import { clockOf, dutiesIn, isArmed } from './duty-clocks.js'

/** A duty with a deadline. */
type TimedDuty = Duty & { readonly deadline: string }

/**
 * Duties that somebody did while their deadline ran, and wherever they were done nothing came of it: the deadline runs on,
 * and goes against whoever did what is owed. What may be repeated shows nothing by that: it is meant to be done while the
 * deadline runs.
 */
export function dutiesInVain(study: Study): readonly Violation[] {
  const { exploration } = study
  const { model, moves, labels, targets, firstEdge, expanded } = exploration
  const { commands } = model.definition
  // Of these no state tells what comes of them: a deadline that begins anew looks as before.
  const putOff = new Set([...model.putOff.values()].map(({ name }) => name))
  const untold = new Set([...exploration.mixed].map(number => (moves[number] as Move).type))
  const isTold = (duty: Duty): duty is TimedDuty =>
    duty.deadline !== undefined && !putOff.has(duty.deadline) && !duty.commands.some(command => untold.has(command))
  const toldIn: (readonly TimedDuty[] | undefined)[] = []
  const ofUse = new Set<string>()
  const inVain = new Map<string, Violation>()
  for (let state = 0; state < expanded; state++) {
    if (study.isSettled(state)) continue
    const configuration = exploration.configurationOf(state)
    toldIn[configuration] ??= dutiesIn(study, state).filter(isTold)
    for (const duty of toldIn[configuration]) {
      const name = `${duty.role} ${duty.task}`
      for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number) && !ofUse.has(name); edge++) {
        const move = moves[labels[edge] as number] as Move
        if (move.kind !== 'command' || !duty.commands.includes(move.type)) continue
        if (isOtherwise(study, state, targets[edge] as number)) ofUse.add(name)
        else if (
          !inVain.has(name) &&
          commands.get(move.type)?.repeatable !== true &&
          clockOf(study, state, duty.deadline) === 'armed'
        )
          inVain.set(name, doneInVain(study, state, duty, move))
      }
    }
  }
  return [...inVain].flatMap(([name, violation]) => (ofUse.has(name) ? [] : [violation]))
}

/** Whether a step changed anything but what is kept of who did what, for others not to be done by the same. */
function isOtherwise({ exploration }: Study, state: number, target: number): boolean {
  if (target === state) return false
  const { tables, configurationOf } = exploration
  return (
    configurationOf(state) !== configurationOf(target) ||
    tables.columns.some(
      cell =>
        !/^\/(marks|monitors)\//.test(`${cell.path}/`) &&
        tables.contentIn(state, cell) !== tables.contentIn(target, cell),
    )
  )
}

function doneInVain(
  study: Study,
  state: number,
  { role, task, deadline }: TimedDuty,
  move: Move & { readonly kind: 'command' },
): Violation {
  const { caseType } = study.exploration.model.definition
  const where = whereIn(study, state)
  return {
    property: 'P10',
    state,
    severity: 'warning',
    way: [...wayTo(study.exploration, state), move],
    proof: { inVain: deadline },
    isShownBy: after => after.deadlines.some(one => one.name === deadline && isArmed(study, one)),
    message: {
      'zh-CN': `在“${where['zh-CN']}”，${roleInChinese(study, role)}做了任务“${calledInChinese(caseType, 'tasks', task)}”，却什么也没有改变：无论在哪里做，期限“${calledInChinese(caseType, 'deadlines', deadline)}”都照走不误`,
      en: `in "${where.en}", ${role} does "${task}" by ${move.type}, and nothing comes of it: wherever it is done, the deadline "${deadline}" runs on`,
    },
  }
}
