// Whether each transition is taken where its event comes about: a part of P3.

import { eventless } from '@convoke/core'
import type { Study } from '../explore/study.js'
import { type Branch, branchesOf, taking } from '../model/branches.js'
import { eventInChinese } from '../model/called.js'
import type { Move } from '../model/case-data.js'
import { nameOfMove } from '../model/move-names.js'
import { sameAsk } from '../model/same-ask.js'
import { isInTime } from '../ordered/in-time.js'
import type { Sentence, Violation } from '../verdict.js'

/** One of several transitions for an event, or one with a guard. */
interface Sought extends Branch {
  readonly type: string
}

/**
 * Transitions that are never taken where their event comes about and another of its transitions is, or where the clock or a
 * linked case brings it: their guards never hold there, or a guard before them always does. Those of which no state tells
 * whether their guards hold are taken to be, and those that lead where the case never comes are told by that.
 *
 * @param entered the ids of the states that the case comes to
 */
export function branchesNeverTaken(study: Study, entered: ReadonlySet<string>): readonly Violation[] {
  const { exploration } = study
  const { model, labels, moves, firstEdge, expanded } = exploration
  /** Of each event all transitions that may be told, by name, and of each place which of these are its own. */
  const sought = new Map<string, Sought>()
  const soughtIn: (Map<string, Set<string>> | undefined)[] = []
  const met = new Set<string>()
  const taken = new Set<string>(model.alwaysTaken)
  for (const [configuration, { machine }] of model.configurations.entries()) {
    const here = new Map<string, Set<string>>()
    soughtIn[configuration] = here
    for (const type of model.definition.machine.events(machine as never)) {
      const candidates = model.definition.machine.explain(machine as never, { type } as never)
      const branches = branchesOf(candidates, type)
      for (const branch of branches) {
        const isOne = branches.filter(({ source }) => source === branch.source).length === 1
        if (isOne && (branch.guard === null || model.definition.commands.has(type))) continue
        sought.set(branch.name, { ...branch, type })
        here.set(type, (here.get(type) ?? new Set()).add(branch.name))
        // What `always` asks is seen as it is worked out.
        if (type === eventless) met.add(branch.name)
      }
    }
  }
  const askOf = (move: Move, name: string) =>
    sameAsk(model, `${nameOfMove(move)} takes ${name}`, () => taking(model.definition, move, name))
  /** Looks whether a move takes any of those that are still sought in its place. */
  const look = (state: number, label: number): void => {
    const move = moves[label] as Move
    const configuration = exploration.configurationOf(state)
    const here = soughtIn[configuration]?.get(move.type)
    if (here === undefined || here.size === 0) return
    for (const name of here) {
      met.add(name)
      if (!taken.has(name) && exploration.asked(state, askOf(move, name)) !== false) taken.add(name)
      if (taken.has(name)) here.delete(name)
    }
  }
  for (let state = 0; state < expanded; state++)
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++)
      look(state, labels[edge] as number)
  // What leaves a state as it is may be no edge, and be taken all the same.
  if (!isInTime(exploration))
    for (let state = 0; state < expanded; state++) {
      const here = soughtIn[exploration.configurationOf(state)] as Map<string, Set<string>>
      if ([...here.values()].some(({ size }) => size > 0))
        for (const { label } of exploration.stepsFrom(state)) look(state, label)
    }
  const answered = new Set([...taken].map(name => groupOf(name)))
  const dead = [...sought.values()].filter(
    ({ name, type, targets }) =>
      met.has(name) &&
      !taken.has(name) &&
      (answered.has(groupOf(name)) || !model.definition.commands.has(type)) &&
      targets.every(target => entered.has(target)),
  )
  return dead.map(branch => ({ property: 'P3', state: -1, severity: 'info', message: toldOf(study, branch) }))
}

/** All transitions of a state for an event. */
function groupOf(name: string): string {
  return name.slice(0, name.lastIndexOf(' '))
}

function toldOf({ exploration: { model } }: Study, { source, type, guard, targets, name }: Sought): Sentence {
  const { definition } = model
  const named = (locale: 'zh-CN' | 'en', id: string) => {
    const path = definition.paths.get(id) ?? id
    const { title, states } = definition.caseType.labels[locale] as {
      readonly title: string
      readonly states: Readonly<Record<string, string>>
    }
    return path === '' ? title : (states[path] ?? path)
  }
  const [zh, en] = (['zh-CN', 'en'] as const).map(locale => ({
    where: named(locale, source),
    to: targets.map(one => named(locale, one)),
  })) as [{ where: string; to: string[] }, { where: string; to: string[] }]
  const n = Number(name.slice(name.lastIndexOf(' ') + 1)) + 1
  const event = type === eventless ? 'always' : type
  const eventZh = event === 'always' ? event : eventInChinese(definition.caseType, event)
  const toZh = zh.to.length === 0 ? '' : `，去往“${zh.to.join('、')}”`
  const to = en.to.length === 0 ? '' : ` to "${en.to.join(', ')}"`
  return {
    'zh-CN': `用这些样例，在“${zh.where}”，“${eventZh}”的第 ${n} 个转移${guard === null ? '' : `（条件“${guard}”）`}${toZh}，从未走过`,
    en: `with these samples, in "${en.where}", transition ${n} of "${event}"${guard === null ? '' : `, by "${guard}",`}${to} is never taken`,
  }
}
