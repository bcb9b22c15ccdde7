import type { Calibration } from '@convoke/simulate/calibrate'
import { Document, isCollection, visit } from 'yaml'
import { logDays } from './log-days.js'

/** Deeper than this everything is on one line: a rule, a source, a flow. */
const deepest = 2

/** A calibrated scenario as YAML that people can read and change, with what was assumed above it. */
export function scenarioYaml(
  { scenario, notes, log }: Pick<Calibration, 'scenario' | 'notes' | 'log'>,
  lang: 'zh-CN' | 'en',
): string {
  const document = new Document(scenario)
  visit(document, {
    Collection(_, node, path) {
      const depth = path.filter(isCollection).length
      if (depth >= deepest && !(depth === deepest && path.some(one => 'key' in one && String(one.key) === 'flows')))
        node.flow = true
    },
  })
  const days = logDays(log)
  const head =
    lang === 'en'
      ? `Calibrated to ${log.cases} cases and ${log.events} events, ${days.from} to ${days.to}.`
      : `由 ${log.cases} 件、${log.events} 个事件校准，${days.from} 至 ${days.to}。`
  document.commentBefore = [head, ...notes.map(note => note[lang])]
    .map(line => ` ${line.replace(/\s+/g, ' ')}`)
    .join('\n')
  return document.toString({ lineWidth: 160, flowCollectionPadding: true })
}
