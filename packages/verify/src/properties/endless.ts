// What may go on for ever: deadlines that are put off again and again (P7), parties that lead each other round (P19).
import type { AnyCaseType, AnyLabels, Locale } from '@convoke/core'
import { type Along, anyEdge, circleThrough, componentsOf, wayBetween } from '../explore/cycles.js'
import type { Step } from '../explore/explore.js'
import type { Watched } from '../explore/explore-options.js'
import { wayTo } from '../explore/graph.js'
import { type Study, whereIn } from '../explore/study.js'
import type { PutOff } from '../model/case-data.js'
import type { Move, Way } from '../model/case-model.js'
import type { Phase } from '../model/phases.js'
import { cellFor } from '../tables/cells.js'
import type { Sentence, Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** Deadlines that may be put off while they run, as far as was seen: where states do not tell how far they are, explored. */
export function putOffViews({ exploration: { model } }: Study): readonly Watched[] {
  const clocks = [...new Set([...model.putOff.values()].map(({ name }) => name))]
  return clocks.length === 0 ? [] : [{ clocks }]
}

/**
 * P7: a deadline is not put off for ever. A circle in which it is started anew, suspended or extended, and neither fires
 * nor ends, may be gone round as long as the parties like.
 */
export function notPutOffForEver(study: Study): Checked {
  const { exploration } = study
  const { putOff } = exploration.model
  if (putOff.size === 0) return { violations: [], isVoid: true }
  // What is no step of a circle among all edges is on none among some of them.
  const component = componentsOf(exploration, anyEdge)
  const steps: StepFrom[] = []
  for (let state = 0; state < exploration.expanded; state++)
    for (const step of exploration.stepsFrom(state))
      if (step.way >= 0 && component[state] === component[step.target]) steps.push({ state, step })
  return { violations: [...putOff.values()].flatMap(clock => endlesslyPutOff(study, clock, steps) ?? []) }
}

/** A step, and the state from which it is made. */
interface StepFrom {
  readonly state: number
  readonly step: Step
}

function endlesslyPutOff(study: Study, { name, key }: PutOff, steps: readonly StepFrom[]): Violation | undefined {
  const { exploration } = study
  const { model, tables, moves } = exploration
  const cell = cellFor(model.root, ['deadlines', name, key])
  const phaseIn = (state: number): Phase | undefined => {
    const content = tables.contentIn(state, cell)
    return content?.kind === 'value' ? (content.value as Phase) : undefined
  }
  const deadline = model.definition.deadlines.findIndex(one => one.name === name)
  /** Whether a step puts it off, of a deadline that runs before and after it. */
  const isPutOff = ({ way }: Step, before: Phase, after: Phase): boolean => {
    const { spans, extended } = model.ways[way] as Way
    const isAnew = spans[deadline] === 'begins' || spans[deadline] === 'again'
    // What stands still and begins anew stands still as before.
    const isMoved = isAnew ? before !== after || after === 0 : before !== after && after < 0
    return isMoved || extended.includes(`${name}/${key}`)
  }
  const fires = (move: Move): boolean => move.kind === 'clock' && move.name === name && move.key === key
  const along: Along = (state, move, target) =>
    !fires(move) && phaseIn(state) !== undefined && phaseIn(target) !== undefined
  let component: Int32Array | undefined
  for (const { state, step } of steps) {
    const { target, label } = step
    const move = moves[label] as Move
    const before = phaseIn(state)
    const after = before === undefined || fires(move) ? undefined : phaseIn(target)
    if (before === undefined || after === undefined || !isPutOff(step, before, after)) continue
    // Circles are looked for where there is something to go round for.
    component ??= componentsOf(exploration, along)
    if (component[state] !== component[target]) continue
    const back = target === state ? [] : wayBetween(exploration, along, target, state)
    if (back !== undefined) return putOffBy(study, { name, key }, state, [move, ...back])
  }
  return undefined
}

function putOffBy(study: Study, { name, key }: PutOff, state: number, moves: readonly Move[]): Violation {
  const { caseType } = study.exploration.model.definition
  const round = roundOf(caseType, moves)
  const [zh, en] = (['zh-CN', 'en'] as const).map(locale => deadlineIn(caseType, locale, name, key))
  return {
    property: 'P7',
    state,
    way: [...wayTo(study.exploration, state), ...moves],
    proof: { round: moves.length },
    message: {
      'zh-CN': `期限“${zh}”可以一直往后推：${round['zh-CN']}，周而复始，它永远不到期`,
      en: `the deadline "${en}" may be put off for ever: ${round.en}, again and again, and it never runs out`,
    },
  }
}

/** P19: parties do not lead a case round for ever: each circle of theirs uses something up. */
export function boundedEffort(study: Study): Checked {
  const { exploration } = study
  const component = componentsOf(exploration, anyEdge)
  const circle = circleThrough(exploration, anyEdge, (state, move, target) => {
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
        proof: { round: circle.round.length },
        message: {
          'zh-CN': `没有上限：从“${where['zh-CN']}”起，${round['zh-CN']}，又回到原处，想走多少遍都行`,
          en: `unbounded: from "${where.en}", ${round.en}, and the case is where it was; this may go on as often as anybody likes`,
        },
      } satisfies Violation,
    ],
  }
}

/** The moves of a circle in a sentence. */
export function roundOf(caseType: AnyCaseType, round: readonly Move[]): Sentence {
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
