// Whether a case type decides by what it is given alone (P18): the same again, with clock, chance and network in sight.
import type { Json } from '@convoke/core'
import type { Move } from '../case-data.js'
import type { CaseModel } from '../case-model.js'
import type { Exploration } from '../explore.js'
import type { Evaluation } from '../table.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './soundness.js'

/** What was looked at that no case holds, by what was tried. */
export interface Trespasses {
  readonly seen: Map<string, string>
  /** The model with everything that is tried watched. */
  readonly watching: (model: CaseModel) => CaseModel
}

interface Trap {
  readonly name: string
  readonly holder: object
  readonly key: string
}

const traps: readonly Trap[] = [
  { name: 'Date', holder: globalThis, key: 'Date' },
  { name: 'Math.random', holder: Math, key: 'random' },
  { name: 'crypto', holder: globalThis, key: 'crypto' },
  { name: 'performance', holder: globalThis, key: 'performance' },
  { name: 'fetch', holder: globalThis, key: 'fetch' },
]

/** Watches what evaluations look at; what is on the list is put in place for each of them, and taken away again. */
export function trespasses(): Trespasses {
  const seen = new Map<string, string>()
  return {
    seen,
    watching: model => ({
      ...model,
      get configurations() {
        return model.configurations
      },
      evaluation: (configuration, move) => watched(model.evaluation(configuration, frozen(move)), move.type),
      gates: (configuration, move) =>
        model
          .gates(configuration, move)
          .map(({ name, evaluation }) => ({ name, evaluation: watched(evaluation, move.type) })),
      settling: configuration => watched(model.settling(configuration), 'always'),
    }),
  }

  function watched(inner: Evaluation, type: string): Evaluation {
    return root => {
      const note = (name: string) => {
        if (!seen.has(name)) seen.set(name, type)
      }
      const restore = traps.map(trap => set(trap, note))
      try {
        return inner(root)
      } finally {
        for (const undo of restore.reverse()) undo()
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

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) frozen(part as Json)
  return Object.freeze(value)
}

/**
 * P18: guards, roles and updates read nothing but the case and the command, and change nothing they are given. Everything is
 * tried twice, and the second time watched.
 */
export function purity(first: Exploration, again: Exploration, { seen }: Trespasses): Checked {
  const violations: Violation[] = [...seen].map(([name, type]) => ({
    property: 'P18',
    state: -1,
    message: {
      'zh-CN': `判断“${type}”时，办件类型看了 ${name}：同样的办件，换个时候就会有别的结果`,
      en: `deciding "${type}", the case type looks at ${name}: the same case comes out otherwise another time`,
    },
  }))
  for (const number of again.impure) {
    const move = again.moves[number] as Move
    violations.push({
      property: 'P18',
      state: -1,
      message: {
        'zh-CN': `“${move.type}”被拒绝，却改了办件的数据：条件只能看，不能改`,
        en: `"${move.type}" is refused and changes the data of the case all the same: a guard may look and not touch`,
      },
    })
  }
  const isOtherwise = first.states !== again.states || first.targets.join() !== again.targets.join()
  if (isOtherwise && violations.length === 0) {
    violations.push({
      property: 'P18',
      state: -1,
      message: {
        'zh-CN': '同样的办件再走一遍，结果不同：办件类型记着办件以外的东西',
        en: 'the same case, gone through once more, comes out otherwise: the case type remembers something beside the case',
      },
    })
  }
  return { violations: unlike(violations) }
}

function unlike(violations: readonly Violation[]): readonly Violation[] {
  return [...new Map(violations.map(one => [one.message.en, one])).values()]
}
