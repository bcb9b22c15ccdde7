// Whether duties have deadlines and people who can do them, and nothing is written that never happens: P3, P6, P10, P13.

import type { Duty } from '@convoke/core'
import type { Watched } from '../explore/explore-options.js'
import { edgesOf, sameMoves, wayTo } from '../explore/graph.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { calledInChinese } from '../model/called.js'
import type { Configuration, Move } from '../model/case-data.js'
import { isInTime, neverReached } from '../ordered/in-time.js'
import { cellFor } from '../tables/cells.js'
import type { Sentence, Violation } from '../verdict.js'
import { branchesNeverTaken } from './branches.js'
import type { Checked } from './checked.js'
import { dutiesInVain } from './duties-in-vain.js'
import { clockOf, dutiesIn, isArmed } from './duty-clocks.js'
import { hopelessDuties } from './hopeless-duties.js'
import { dutiesUncovered } from './keyed-duties.js'

/** P3: everything that is declared happens somewhere. Only where all was explored does absence say anything. */
export function nothingDead(study: Study): Checked {
  const { exploration } = study
  const { model, moves, labels, expanded } = exploration
  if (exploration.limits.length > 0) return { violations: [], isOpen: true }
  const happened = new Set<string>(exploration.heard)
  for (const label of labels) happened.add((moves[label] as { readonly type: string }).type)
  const entered = new Set<string>()
  const reached = new Set<string>()
  for (let state = 0; state < expanded; state++) {
    const { nodes, outcome } = model.configurations[exploration.configurationOf(state)] as {
      readonly nodes: readonly string[]
      readonly outcome: string | null
    }
    for (const node of nodes) entered.add(node)
    if (outcome !== null) reached.add(outcome)
  }
  const held = new Set([...model.seenIn].flatMap(([role, parties]) => (parties.size > 0 ? [role] : [])))
  const { definition } = model
  const { caseType } = definition
  const dead = (
    kind: Parameters<typeof calledInChinese>[1],
    zh: string,
    en: string,
    names: readonly string[],
  ): Violation[] =>
    names.map(name => ({
      property: 'P3',
      state: -1,
      severity: 'info',
      message: {
        'zh-CN': `用这些样例，${zh}“${calledInChinese(caseType, kind, name)}”从未出现`,
        en: `with these samples, the ${en} "${name}" never comes about`,
      },
    }))
  const never = (names: Iterable<string>, did: ReadonlySet<string>) => [...names].filter(name => !did.has(name))
  const commands = [...definition.commands.values()].filter(({ builtIn }) => !builtIn).map(({ name }) => name)
  return {
    violations: [
      ...dead('commands', '命令', 'command', never(commands, happened)),
      ...dead(
        'states',
        '状态',
        'state',
        never(definition.paths.keys(), entered).map(id => definition.paths.get(id) as string),
      ),
      ...dead('outcomes', '结果', 'outcome', never(new Set(definition.outcomes.values()), reached)),
      ...dead(
        'roles',
        '角色',
        'role',
        never(
          definition.roles.map(({ name }) => name),
          held,
        ),
      ),
      ...dead(
        'deadlines',
        '期限',
        'deadline',
        definition.deadlines
          .map(({ name }) => name)
          .filter(name => cellFor(model.root, ['deadlines', name]).children.size === 0),
      ),
      ...neverReached(exploration).map(
        (name): Violation => ({
          property: 'P3',
          state: -1,
          severity: 'info',
          message: {
            'zh-CN': `用这些样例，期限“${calledInChinese(caseType, 'deadlines', name)}”会开始走，却总在届满前就因别的事结束`,
            en: `with these samples, the deadline "${name}" starts and never runs out before something else ends it`,
          },
        }),
      ),
      ...branchesNeverTaken(study, entered),
    ],
  }
}

/**
 * P6: whoever has to do something has a deadline for it, or the state says why not. A duty that nobody can do any more,
 * as when everybody has answered, is done. One whose deadline has run out and leads nowhere is a warning. Where a deadline runs
 * for each of several keys, there is one of whoever owes it.
 *
 * @param only the one duty to look at; the others are looked at where states tell of them
 */
export function deadlineOnEveryDuty(study: Study, only?: Watched): Checked {
  const { exploration } = study
  const { expanded } = exploration
  const reported = new Map<string, Violation>()
  for (let state = 0; state < expanded; state++) {
    if (study.isSettled(state)) continue
    const open = dutiesIn(study, state).filter(
      ({ task, role, exempt, deadline, commands }) =>
        exempt === undefined &&
        !reported.has(`${task} ${role}`) &&
        (only === undefined || (only.deadline === deadline && only.commands === commands)),
    )
    if (open.length === 0) continue
    const accepted = new Set<string>()
    for (const { move } of edgesOf(exploration, state)) if (move.kind === 'command') accepted.add(move.type)
    for (const { task, role, deadline, commands } of open) {
      if (!commands.some(command => accepted.has(command))) continue
      const clock = deadline === undefined ? 'none' : clockOf(study, state, deadline)
      if (clock === 'armed' || clock === 'untold') continue
      const where = whereIn(study, state)
      const isOver = clock === 'over'
      reported.set(`${task} ${role}`, {
        property: 'P6',
        state,
        proof: 'stays',
        severity: isOver ? 'warning' : undefined,
        isShownBy: ({ deadlines }) => !deadlines.some(one => one.name === deadline && isArmed(study, one)),
        message: {
          'zh-CN': `在“${where['zh-CN']}”，${roleInChinese(study, role)}有任务“${calledInChinese(exploration.model.definition.caseType, 'tasks', task)}”，${isOver ? '期限已过，此后再无期限' : '却没有期限在走'}`,
          en: `in "${where.en}", ${role} has to ${task}, and ${isOver ? 'once its deadline has run out no other runs' : 'no deadline runs for it'}`,
        },
      })
    }
  }
  const isSought = ({ task, role, deadline, commands }: Duty) =>
    !reported.has(`${task} ${role}`) &&
    (only === undefined || (only.deadline === deadline && only.commands === commands))
  return { violations: [...reported.values(), ...dutiesUncovered(study, isSought)] }
}

/** Duties of which states do not tell whether they can be done, or whether their deadline runs: to be explored each. */
export function dutiesUntold(study: Study): readonly Watched[] {
  const { exploration } = study
  const { mixed, moves, expanded } = exploration
  const commands = new Set([...mixed].map(number => (moves[number] as { readonly type: string }).type))
  const untold = new Set<Duty>()
  for (let state = 0; state < expanded; state++) {
    if (study.isSettled(state)) continue
    for (const duty of dutiesIn(study, state)) {
      if (duty.exempt !== undefined || untold.has(duty)) continue
      const isUntold =
        duty.commands.some(command => commands.has(command)) ||
        (duty.deadline !== undefined && clockOf(study, state, duty.deadline) === 'untold')
      if (isUntold) untold.add(duty)
    }
  }
  return [...untold].map(({ commands, deadline }) => ({ commands, deadline }))
}

/**
 * P10: each command that a state takes is accepted from somebody there (a), and each duty has somebody who can do it
 * somewhere, and wherever it is owed at last (b). Only where all was explored can nobody be said to. A duty that was done is not in vain everywhere (c).
 */
export function somebodyMayAct(study: Study): Checked {
  const inVain = dutiesInVain(study)
  if (study.exploration.limits.length > 0) return { violations: inVain, isOpen: true }
  // What is accepted without an effect is an edge where the order of deadlines was worked out.
  const isInOrder = isInTime(study.exploration)
  const { violations, told } = dutiesOfNobody(study)
  // Of these no state tells whether they are accepted: somewhere they are.
  const perhaps = new Set([...study.exploration.mixed].map(number => (study.exploration.moves[number] as Move).type))
  const hopeless = hopelessDuties(study, perhaps)
  return { violations: [...inVain, ...violations, ...hopeless, ...(isInOrder ? commandsOfNobody(study, told) : [])] }
}

/**
 * Commands that the machine takes in a state, and that nobody can give there in any of its situations.
 *
 * @param told by configuration, those of which a duty was told already
 */
function commandsOfNobody(study: Study, told: ReadonlyMap<number, ReadonlySet<string>>): readonly Violation[] {
  const { exploration } = study
  const { model, moves, mixed } = exploration
  const { commands, machine } = model.definition
  const accepted = new Map<number, { readonly first: number; readonly types: Set<string> }>()
  for (let state = 0; state < exploration.expanded; state++) {
    if (study.isUnknown(state)) continue
    const configuration = exploration.configurationOf(state)
    const here = accepted.get(configuration) ?? { first: state, types: new Set<string>() }
    accepted.set(configuration, here)
    for (const { move } of edgesOf(exploration, state)) here.types.add(move.type)
  }
  // Of these no state tells whether they are accepted: somewhere they are.
  const perhaps = new Set([...mixed].map(number => (moves[number] as { readonly type: string }).type))
  const named = [...commands.values()].filter(
    ({ name, builtIn }) => !builtIn && !perhaps.has(name) && !model.untried.includes(name),
  )
  return [...accepted].flatMap(([configuration, { first, types }]) => {
    const place = (model.configurations[configuration] as Configuration).machine
    const refused = named.filter(
      ({ name }) =>
        machine.handles(place as never, name) && !types.has(name) && told.get(configuration)?.has(name) !== true,
    )
    const where = whereIn(study, first)
    return refused.map(
      ({ name }): Violation => ({
        property: 'P10',
        state: first,
        severity: 'info',
        message: {
          'zh-CN': `在“${where['zh-CN']}”写了“${calledInChinese(model.definition.caseType, 'commands', name)}”，却从来没有人发得出：总被拒绝`,
          en: `in "${where.en}", "${name}" is provided for, and nobody can ever give it: it is always refused`,
        },
      }),
    )
  })
}

function dutiesOfNobody(study: Study): {
  readonly violations: readonly Violation[]
  readonly told: ReadonlyMap<number, ReadonlySet<string>>
} {
  const { exploration } = study
  const { expanded } = exploration
  const able = new Map<string, boolean>()
  // Of these no state tells whether they are accepted: somewhere they are.
  const perhaps = new Set(
    [...exploration.mixed].map(number => (exploration.moves[number] as { readonly type: string }).type),
  )
  const first = new Map<string, number>()
  const sentences = new Map<string, { readonly duty: Duty; readonly where: Sentence; readonly configuration: number }>()
  /** The duties of each place, by their names in it. */
  const namedIn: (readonly (readonly [name: string, Duty])[] | undefined)[] = []
  for (let state = 0; state < expanded; state++) {
    if (study.isSettled(state) || study.isUnknown(state)) continue
    const accepted = new Set<string>()
    for (const { move } of edgesOf(exploration, state)) if (move.kind === 'command') accepted.add(move.type)
    for (const command of perhaps) accepted.add(command)
    const configuration = exploration.configurationOf(state)
    namedIn[configuration] ??= dutiesIn(study, state).map(duty => [`${configuration} ${duty.role} ${duty.task}`, duty])
    for (const [name, duty] of namedIn[configuration]) {
      const can = duty.commands.some(command => accepted.has(command))
      if (can) able.set(name, true)
      else if (!able.has(name)) able.set(name, false)
      if (first.has(name)) continue
      first.set(name, state)
      sentences.set(name, { duty, where: whereIn(study, state), configuration })
    }
  }
  const told = new Map<number, Set<string>>()
  const violations = [...able]
    .filter(([, can]) => !can)
    .map(([name]): Violation => {
      const { duty, where, configuration } = sentences.get(name) as {
        readonly duty: Duty
        readonly where: Sentence
        readonly configuration: number
      }
      told.set(configuration, new Set([...(told.get(configuration) ?? []), ...duty.commands]))
      const { caseType } = exploration.model.definition
      const zh = duty.commands.map(command => `“${calledInChinese(caseType, 'commands', command)}”`)
      const tried = exploration.model.commandsIn(configuration).filter(({ type }) => duty.commands.includes(type))
      return {
        property: 'P10',
        state: first.get(name) as number,
        severity: 'warning',
        proof: { tried, leadsOn: false },
        message: {
          'zh-CN': `在“${where['zh-CN']}”，${roleInChinese(study, duty.role)}的任务“${calledInChinese(caseType, 'tasks', duty.task)}”从来没有人做得了：${zh.join('、')}都被拒绝`,
          en: `in "${where.en}", nobody can ever do "${duty.task}" (${duty.role}): each of ${duty.commands.join(', ')} is refused`,
        },
      }
    })
  return { violations, told }
}

/** P13: sending the same thing twice has effect once, unless the command says that it may be repeated. */
export function repeatable(study: Study): Checked {
  const { exploration } = study
  const { definition } = exploration.model
  const { moves, labels, targets, firstEdge, expanded } = exploration
  const violations = new Map<string, Violation>()
  const same = sameMoves(exploration)
  const isOnce = moves.map(({ kind, type }) => kind === 'command' && definition.commands.get(type)?.repeatable !== true)
  for (let state = 0; state < expanded; state++) {
    for (let edge = firstEdge[state] as number; edge < (firstEdge[state + 1] as number); edge++) {
      const label = labels[edge] as number
      const target = targets[edge] as number
      if (!isOnce[label] || target === state || target >= expanded) continue
      const move = moves[label] as Move & { readonly kind: 'command' }
      if (violations.has(move.type)) continue
      for (let again = firstEdge[target] as number; again < (firstEdge[target + 1] as number); again++) {
        if (same[labels[again] as number] !== same[label] || targets[again] === target) continue
        violations.set(move.type, {
          property: 'P13',
          state: targets[again] as number,
          severity: 'info',
          // Not by the shortest way to where it leads, which may be another.
          way: [...wayTo(exploration, state), move, move],
          proof: 'twice',
          message: {
            'zh-CN': `${move.by} 把同一条“${calledInChinese(definition.caseType, 'commands', move.type)}”发两次，会生效两次，而它没有声明 repeatable`,
            en: `${move.by} sends the same "${move.type}" twice and it takes effect twice, though it does not declare that it is repeatable`,
          },
        })
      }
    }
  }
  return { violations: [...violations.values()] }
}
