// Whether every case that is settled can be measured (P20).
import { ConvokeError, type Entry } from '@convoke/core'
import type { Watched } from '../explore/explore-options.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import { type Study, whereIn } from '../explore/study.js'
import type { Move } from '../model/case-model.js'
import { abstracted, type Metric, metricMonitor } from '../monitors/metric.js'
import type { Sentence, Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** How many journals a measure is tried on. */
const mostJournals = 400

/** One exploration for each measure that is taken along the way, and one for all that are taken of whole journals. */
export function metricViews(metrics: readonly Metric[]): readonly Watched[] {
  const ofJournals = metrics.filter(({ of }) => of !== undefined)
  const folded = metrics.flatMap(metric => {
    if (metric.fold === undefined) return []
    const failure: { thrown?: unknown } = {}
    const { start } = metric.fold
    const name = `metric ${metric.name}`
    const isMissing: NonNullable<Watched['asks']>[number] = ({ monitors }, { outcome }) => {
      if (outcome === null) return false
      return (monitors[name]?.measure ?? abstracted(start)) === 'none'
    }
    return [
      { metrics: [metric], failure, monitors: { [name]: metricMonitor(metric.fold, failure) }, asks: [isMissing] },
    ]
  })
  return ofJournals.length === 0 ? folded : [...folded, { metrics: ofJournals }]
}

/**
 * P20: every measure has a value in every settled state, however the case came there.
 *
 * @param journalOf the journal of a way as the rules decide it; undefined where it cannot be gone
 */
export function measurable(
  study: Study,
  watched: Watched | undefined,
  journalOf: (way: readonly Move[]) => readonly Entry[] | undefined,
): Checked {
  const { metrics = [], asks: [isMissing] = [], failure } = watched ?? {}
  if (metrics.length === 0) return { violations: [], isVoid: true }
  if (isMissing === undefined) return ofJournals(study, metrics, journalOf)
  const [metric] = metrics as readonly [Metric]
  const { exploration } = study
  for (let state = 0; state < exploration.expanded; state++) {
    if (exploration.answers(state, isMissing) !== true) continue
    if (failure?.thrown !== undefined) throw unsayable(metric, study, state, failure.thrown)
    return { violations: [missing(metric, study, state)] }
  }
  return { violations: [] }
}

const notAll: Sentence = {
  'zh-CN': '没有给每一种办结都排出案卷来计算指标',
  en: 'not for every way of settling a journal was made to measure',
}

/** One journal for each settled state and each edge that leads there. */
function ofJournals(
  study: Study,
  metrics: readonly Metric[],
  journalOf: (way: readonly Move[]) => readonly Entry[] | undefined,
): Checked {
  const { exploration } = study
  const violations = new Map<string, Violation>()
  let count = 0
  let isOpen = false
  for (let source = 0; source < exploration.expanded; source++) {
    for (const { move, target } of edgesOf(exploration, source)) {
      if (!study.isSettled(target) || target === source || violations.size === metrics.length) continue
      if (count === mostJournals) return { violations: [...violations.values()], isOpen: true, unsure: notAll }
      count += 1
      const way = [...wayTo(exploration, source), move]
      const journal = journalOf(way)
      if (journal === undefined) {
        isOpen = true
        continue
      }
      for (const metric of metrics) {
        if (violations.has(metric.name)) continue
        let figure: number | null | undefined
        try {
          figure = metric.of?.(journal)
        } catch (thrown) {
          throw unsayable(metric, study, target, thrown)
        }
        if (abstracted(figure) === 'none') violations.set(metric.name, missing(metric, study, target, way))
      }
    }
  }
  return { violations: [...violations.values()], isOpen, ...(isOpen && { unsure: notAll }) }
}

function missing({ title }: Metric, study: Study, state: number, way?: readonly Move[]): Violation {
  const where = whereIn(study, state)
  return {
    property: 'P20',
    state,
    way,
    message: {
      'zh-CN': `办件办结于“${where['zh-CN']}”，指标“${title['zh-CN']}”却没有数值`,
      en: `the case is settled in "${where.en}", and the measure "${title.en}" has no value`,
    },
  }
}

function unsayable({ name }: Metric, study: Study, at: number, thrown: unknown): ConvokeError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  const state = study.statesOf(at, 'en')
  return new ConvokeError('verify/property', `the measure "${name}" cannot be taken in "${state}": ${reason}`, {
    details: { property: name, state, reason },
    cause: thrown,
  })
}
