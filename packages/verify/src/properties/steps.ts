// What no step may do: act on what one did oneself (P9), make less of what only grows (P12). Watchers of every step find it.
import type { Move } from '../case-model.js'
import type { Watched } from '../explore-options.js'
import { type Apart, apartMonitor, growthMonitor, isBroken, nameOfApart } from '../monitors.js'
import type { Violation } from '../verdict.js'
import type { Checked, Study } from './soundness.js'

/** Two acts, and a question whether somebody did both: to be explored each. */
export function apartViews(pairs: readonly Apart[]): readonly Watched[] {
  return pairs.map(pair => {
    const name = nameOfApart(pair)
    return { apart: pair, monitors: { [name]: apartMonitor(pair) }, asks: [isBroken(name)], isWholeStep: false }
  })
}

/** The fields that only grow, and a question for each whether it became less: to be explored at once. */
export function growthViews(fields: Readonly<Record<string, readonly string[]>>): readonly Watched[] {
  const names = Object.keys(fields)
  if (names.length === 0) return []
  const monitors = names.map(field => [field, growthMonitor(field, fields[field] as readonly string[])] as const)
  return [{ monitors: Object.fromEntries(monitors), asks: names.map(isBroken) }]
}

/** P9: who did the one does not do the other. */
export function separationOfDuties(study: Study, watched?: Watched): Checked {
  if (watched?.apart === undefined) return { violations: [], isVoid: true }
  const { did, item, per } = watched.apart
  return firstWrong(study, watched, ({ state, move }): Violation => {
    if (move.kind !== 'command') throw new Error(`nobody does ${move.type}`)
    const on = item === undefined ? '' : String(move.data[item])
    const who = per === 'party' ? { zh: '本人', en: 'the same party' } : { zh: '本单位', en: 'the same organisation' }
    return {
      property: 'P9',
      state,
      proof: 'refusal',
      message: {
        'zh-CN': `${move.by} 可以“${move.type}”${on && `（${on}）`}，而“${did}”也是${who.zh}做的`,
        en: `${move.by} may ${move.type}${on && ` (${on})`} although ${who.en} did ${did}`,
      },
    }
  })
}

/** P12: what is declared to grow only never becomes less, but by the commands that may reset it. */
export function onlyGrows(study: Study, watched?: Watched): Checked {
  const fields = Object.keys(watched?.monitors ?? {})
  return firstWrong(study, watched, ({ state, move, ask }): Violation => {
    const field = fields[ask] as string
    return {
      property: 'P12',
      state,
      proof: { grows: field },
      message: {
        'zh-CN': `“${field}”声明只增不减，“${move.type}”却让它变少`,
        en: `"${field}" is declared to grow only, and "${move.type}" makes less of it`,
      },
    }
  })
}

/** The first state, for each question, in which something has gone wrong; the step that led there did it. */
function firstWrong(
  { exploration }: Study,
  watched: Watched | undefined,
  tell: (found: { readonly state: number; readonly move: Move; readonly ask: number }) => Violation,
): Checked {
  const violations = (watched?.asks ?? []).flatMap((question, ask) => {
    for (let state = 0; state < exploration.expanded; state++) {
      if (exploration.answers(state, question) !== true) continue
      const move = exploration.moves[exploration.parentMoves[state] as number] as Move
      return [tell({ state, move, ask })]
    }
    return []
  })
  return { violations }
}
