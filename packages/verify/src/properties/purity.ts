// Whether a case type decides by what it is given alone (P18): worked out with clock, chance and network in sight, and again.
import type { Json } from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import type { Steps } from '../explore/search.js'
import { eventInChinese } from '../model/called.js'
import type { Move } from '../model/case-data.js'
import type { CaseModel } from '../model/case-model.js'
import type { Evaluation } from '../tables/table.js'
import type { Sentence, Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** What was looked at that no case holds, by what was tried. */
export interface Trespasses {
  readonly seen: ReadonlyMap<string, string>
  /** The model with everything that is tried watched, as long as traps are set. */
  readonly watching: (model: CaseModel) => CaseModel
  /** Carries something out with traps set; whoever is told how far it is meets none. */
  readonly during: <Result>(steps: Steps<Result>) => Steps<Result>
  /** The same of something that is done at once. */
  readonly within: <Result>(work: () => Result) => Result
}

/** The guard that, deciding this type of event, looks at that; undefined where none does, as where an update or a role does. */
export type GuardThat = (type: string, lookedAt: string) => string | undefined

interface Trap {
  readonly name: string
  readonly gives: 'time' | 'other'
  readonly holder: object
  readonly key: string
}

const traps: readonly Trap[] = [
  { name: 'Date', gives: 'time', holder: globalThis, key: 'Date' },
  // Of whoever took hold of it before.
  { name: 'Date', gives: 'time', holder: Date, key: 'now' },
  { name: 'Math.random', gives: 'other', holder: Math, key: 'random' },
  { name: 'crypto', gives: 'other', holder: globalThis, key: 'crypto' },
  { name: 'performance', gives: 'time', holder: globalThis, key: 'performance' },
  { name: 'fetch', gives: 'other', holder: globalThis, key: 'fetch' },
]

/** Watches what evaluations look at; what else looks at the same while traps are set is left in peace. */
export function trespasses(): Trespasses {
  const seen = new Map<string, string>()
  /** What is being evaluated. */
  let at: string | undefined
  const note = (name: string): void => {
    if (at !== undefined && !seen.has(name)) seen.set(name, at)
  }
  const within = <Result>(work: () => Result): Result => {
    const restore = traps.map(trap => set(trap, note))
    try {
      return work()
    } finally {
      for (const undo of restore.reverse()) undo()
    }
  }
  return {
    seen,
    within,
    *during(steps) {
      let step = within(() => steps.next())
      while (step.done !== true) {
        const said = yield step.value
        step = within(() => steps.next(said))
      }
      return step.value
    },
    watching: model => ({
      ...model,
      get configurations() {
        return model.configurations
      },
      evaluation: (configuration, move) => watched(model.evaluation(configuration, move), move.type),
      gates: (configuration, move) =>
        model
          .gates(configuration, move)
          .map(({ name, evaluation }) => ({ name, evaluation: watched(evaluation, move.type) })),
      settling: configuration => watched(model.settling(configuration), 'always'),
    }),
  }

  function watched(inner: Evaluation, type: string): Evaluation {
    return (root, told) => {
      at = type
      try {
        return inner(root, told)
      } finally {
        at = undefined
      }
    }
  }
}

/** Puts a trap in place of a global; returned: puts it back. What is asked of it is on record, and answered as ever. */
function set({ name, holder, key }: Trap, note: (name: string) => void): () => void {
  const before = Object.getOwnPropertyDescriptor(holder, key)
  if (before === undefined) return () => {}
  const original: unknown = Reflect.get(holder, key)
  Object.defineProperty(holder, key, {
    configurable: true,
    get() {
      note(name)
      return original
    },
  })
  return () => {
    Object.defineProperty(holder, key, before)
  }
}

/** What is looked at by something that is done at once; what it throws says nothing here. */
export function lookedAtIn(work: () => unknown): ReadonlySet<string> {
  const names = new Set<string>()
  const restore = traps.map(trap => set(trap, name => void names.add(name)))
  try {
    work()
  } catch {
    // A guard that is asked by itself may miss what the rules check before.
  } finally {
    for (const undo of restore.reverse()) undo()
  }
  return names
}

/** What to write in place of looking at it. */
const elsewise: Readonly<Record<Trap['gives'], Sentence>> = {
  time: {
    'zh-CN': '与时间有关的，请声明期限，或用事件自己的时间 event.at',
    en: 'for what depends on time declare a deadline, or take the time of the event, event.at',
  },
  other: {
    'zh-CN': '请由发出命令的一方把它作为命令的数据带来',
    en: 'let whoever gives the command bring it along as data of the command',
  },
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) frozen(part as Json)
  return Object.freeze(value)
}

/**
 * P18: guards, roles and updates read nothing but the case and the command, and change nothing they are given. What was
 * worked out is worked out once more with the very same data and commands that nobody can change, watched both times.
 *
 * @param whole states that tell all there is, explored watched
 * @param guardThat names the guard that looks at it
 * @param oneIn one in so many of the things is worked out once more; more than 1 where all of them were before
 */
export function purity(
  whole: Exploration,
  { seen, within }: Trespasses,
  unsteadily: readonly Violation[],
  oneIn: number,
  guardThat: GuardThat,
): Checked {
  const { caseType } = whole.model.definition
  for (const move of whole.moves) frozen(move)
  const otherwise = within(() => workedOutOtherwise(whole, oneIn))
  // What chance or the clock turns is told as such.
  const violations: Violation[] = seen.size > 0 ? [] : [...unsteadily]
  violations.push(
    ...[...seen].map(([name, type]) => {
      const guard = guardThat(type, name)
      const { 'zh-CN': zh, en } = elsewise[traps.find(trap => trap.name === name)?.gives ?? 'other']
      return {
        property: 'P18' as const,
        state: -1,
        message: {
          'zh-CN': `判断“${eventInChinese(caseType, type)}”时，办件类型${guard === undefined ? '' : `在条件“${guard}”中`}看了 ${name}：同样的办件，换个时候就会有别的结果；${zh}`,
          en: `deciding "${type}", the case type looks at ${name}${guard === undefined ? '' : ` in its guard "${guard}"`}: the same case comes out otherwise another time; ${en}`,
        },
      }
    }),
  )
  for (const number of whole.impure) {
    const move = whole.moves[number] as Move
    violations.push({
      property: 'P18',
      state: -1,
      message: {
        'zh-CN': `“${eventInChinese(caseType, move.type)}”被拒绝，却改了办件的数据：条件只能看，不能改`,
        en: `"${move.type}" is refused and changes the data of the case all the same: a guard may look and not touch`,
      },
    })
  }
  if (violations.length === 0) violations.push(...otherwise)
  return { violations: unlike(violations) }
}

/** What comes out otherwise, or looks at something else, when it is worked out once more with the very same data. */
function workedOutOtherwise({ tables, worked, model }: Exploration, oneIn: number): readonly Violation[] {
  return tables.again(oneIn).map(table => {
    const known = worked.menuOf(table.configuration).find(entry => entry.table === table)
    const type = known?.move.type ?? 'always'
    return {
      property: 'P18',
      state: -1,
      message: {
        'zh-CN': `用同样的数据再判断一次“${eventInChinese(model.definition.caseType, type)}”，结果或所看的内容不同：办件类型记着办件以外的东西`,
        en: `"${type}", worked out once more with the same data, comes out otherwise or looks at something else: the case type remembers something beside the case`,
      },
    }
  })
}

function unlike(violations: readonly Violation[]): readonly Violation[] {
  return [...new Map(violations.map(one => [one.message.en, one])).values()]
}
