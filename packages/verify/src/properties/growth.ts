// What no step may do: make less of what only grows (P12). A watcher of every step finds it.

import type { Watched } from '../explore/explore-options.js'
import type { Study } from '../explore/study.js'
import { eventInChinese } from '../model/called.js'
import type { Move } from '../model/case-model.js'
import { growthMonitor, isBroken } from '../monitors/monitors.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** The fields that only grow, and a question for each whether it became less: to be explored at once. */
export function growthViews(fields: Readonly<Record<string, readonly string[]>>): readonly Watched[] {
  const names = Object.keys(fields)
  if (names.length === 0) return []
  const monitors = names.map(field => [field, growthMonitor(field, fields[field] as readonly string[])] as const)
  return [{ monitors: Object.fromEntries(monitors), asks: names.map(isBroken) }]
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
        'zh-CN': `“${field}”声明只增不减，“${eventInChinese(study.exploration.model.definition.caseType, move.type)}”却让它变少`,
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
