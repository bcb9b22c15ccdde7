// What may go on for ever: deadlines that are put off again and again (P7), parties that lead each other round (P19).
import type { AnyCaseType, AnyLabels, Locale } from '@convoke/core'
import type { Move } from '../case-model.js'
import { cellFor } from '../cells.js'
import { circleThrough, componentsOf } from '../cycles.js'
import type { Watched } from '../explore-options.js'
import { wayTo } from '../graph.js'
import type { Sentence, Violation } from '../verdict.js'
import { type Checked, type Study, whereIn } from './soundness.js'

/** Deadlines that may be put off while they run, as far as was seen: to be explored each. */
export function putOffViews({ exploration: { model } }: Study): readonly Watched[] {
  return [...model.putOff.values()].map(({ name, key }) => ({
    deadline: name,
    turning: { name, key },
    asks: [({ turns }) => turns[name]?.[key] === true],
  }))
}

/**
 * P7: a deadline is not put off for ever. A circle in which it is started anew, suspended or extended, and neither fires
 * nor ends, may be gone round as long as the parties like.
 */
export function notPutOffForEver(study: Study, watched?: Watched): Checked {
  const { exploration } = study
  const { turning } = watched ?? {}
  if (turning === undefined) return { violations: [], isVoid: study.exploration.model.putOff.size === 0 }
  const { name, key } = turning
  const { model, tables } = exploration
  const cell = cellFor(model.root, ['deadlines', name, key])
  const turn = cellFor(model.root, ['turns', name, key])
  const valueIn = (state: number, of: typeof cell) => {
    const content = tables.contentIn(state, of)
    return content?.kind === 'value' ? content.value : undefined
  }
  const lasts = new Uint8Array(exploration.states)
  for (let state = 0; state < exploration.states; state++) lasts[state] = valueIn(state, cell) === undefined ? 0 : 1
  const circle = circleThrough(
    exploration,
    ({ state, move, target }) => {
      const fires = move.kind === 'clock' && move.name === name && move.key === key
      return !fires && lasts[state] === 1 && lasts[target] === 1
    },
    ({ state, target }) => valueIn(state, turn) !== valueIn(target, turn),
  )
  if (circle === undefined) return { violations: [] }
  const { caseType } = model.definition
  const round = roundOf(caseType, circle.round)
  const [zh, en] = (['zh-CN', 'en'] as const).map(locale => deadlineIn(caseType, locale, name, key))
  return {
    violations: [
      {
        property: 'P7',
        state: circle.state,
        way: [...wayTo(exploration, circle.state), ...circle.round],
        message: {
          'zh-CN': `期限“${zh}”可以一直往后推：${round['zh-CN']}，周而复始，它永远不到期`,
          en: `the deadline "${en}" may be put off for ever: ${round.en}, again and again, and it never runs out`,
        },
      },
    ],
  }
}

/** P19: parties do not lead a case round for ever: each circle of theirs uses something up. */
export function boundedEffort(study: Study): Checked {
  const { exploration } = study
  const all = () => true
  const component = componentsOf(exploration, all)
  const circle = circleThrough(exploration, all, ({ state, move, target }) => {
    return move.kind === 'command' && component[state] === component[target]
  })
  if (circle === undefined) return { violations: [] }
  const round = roundOf(exploration.model.definition.caseType, circle.round)
  const where = whereIn(study, circle.state)
  return {
    violations: [
      {
        property: 'P19',
        state: circle.state,
        severity: 'info',
        way: [...wayTo(exploration, circle.state), ...circle.round],
        message: {
          'zh-CN': `没有上限：从“${where['zh-CN']}”起，${round['zh-CN']}，又回到原处，想走多少遍都行`,
          en: `unbounded: from "${where.en}", ${round.en}, and the case is where it was; this may go on as often as anybody likes`,
        },
      } satisfies Violation,
    ],
  }
}

/** The moves of a circle in a sentence. */
function roundOf(caseType: AnyCaseType, round: readonly Move[]): Sentence {
  const told = (locale: Locale) => round.map(move => moveIn(caseType, locale, move))
  return { 'zh-CN': told('zh-CN').join('，再'), en: told('en').join(', then ') }
}

function moveIn(caseType: AnyCaseType, locale: Locale, move: Move): string {
  const labels = labelsIn(caseType, locale)
  if (move.kind === 'command') {
    const label = labels.commands[move.type] ?? move.type
    return locale === 'en' ? `${move.by}: ${label}` : `${move.by}${label}`
  }
  if (move.kind === 'clock') {
    const label = deadlineIn(caseType, locale, move.name, move.key)
    return locale === 'en' ? `the deadline "${label}"` : `期限“${label}”`
  }
  return locale === 'en' ? 'news of a linked case' : '关联办件来信'
}

function labelsIn(caseType: AnyCaseType, locale: Locale): AnyLabels {
  return (caseType.labels as { readonly [L in Locale]: AnyLabels })[locale]
}

function deadlineIn(caseType: AnyCaseType, locale: Locale, name: string, key: string): string {
  const label = labelsIn(caseType, locale).deadlines[name] ?? name
  return key === '' ? label : `${label}/${key}`
}
