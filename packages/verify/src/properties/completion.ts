// Whether a case ends properly (P2): nothing runs on, nothing is left to do and no ballot is out once it is settled.

import type { AnyVote, Duty } from '@convoke/core'
import type { Watched } from '../explore/explore-options.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { calledInChinese } from '../model/called.js'
import type { Configuration } from '../model/case-data.js'
import { cellFor } from '../tables/cells.js'
import type { Violation } from '../verdict.js'
import type { Checked } from './checked.js'
import { dutiesIn } from './duty-clocks.js'

/**
 * P2: when a case is settled nothing is left running, open or to be done but what declares that it survives, a duty by its
 * deadline. Of what no state tells, nothing is said: see {@link leftOpen}.
 */
export function properCompletion(study: Study): Checked {
  const { model, tables, states } = study.exploration
  const violations: Violation[] = []
  const reported = new Set<string>()
  const report = (
    name: string,
    state: number,
    message: Violation['message'],
    shown: Pick<Violation, 'isShownBy' | 'proof'> = {},
  ) => {
    if (reported.has(name)) return
    reported.add(name)
    violations.push({ property: 'P2', state, message, ...shown })
  }
  for (let state = 0; state < states; state++) {
    if (!study.isSettled(state)) continue
    for (const { name, survives } of model.definition.deadlines) {
      if (survives === true) continue
      for (const [key, cell] of cellFor(model.root, ['deadlines', name]).children) {
        const content = tables.contentIn(state, cell)
        const rungs = model.rungsOf(name).length
        if (content?.kind !== 'value' || (content.value as number) >= rungs) continue
        const of = key === '' ? '' : `/${key}`
        const zh = calledInChinese(model.definition.caseType, 'deadlines', name)
        const message = {
          'zh-CN': `办件已办结，期限“${zh}${of}”仍在走，而它没有声明 survives`,
          en: `the case is settled, yet the deadline "${name}${of}" still runs, and does not declare that it survives`,
        }
        const isLeft: Violation['isShownBy'] = ({ deadlines }) =>
          deadlines.some(one => one.name === name && one.key === key && one.rungs.some(({ fired }) => !fired))
        report(name, state, message, { isShownBy: isLeft, proof: { leftRunning: name } })
      }
    }
    for (const [link, cells] of cellFor(model.root, ['links']).children) {
      if (model.definition.caseType.links?.[link]?.survives === true) continue
      for (const cell of cells.children.values()) {
        const content = tables.contentIn(state, cell)
        if (content?.kind !== 'value' || !['opening', 'opened'].includes(String(content.value))) continue
        const message = {
          'zh-CN': `办件已办结，通过“${link}”发起的关联办件还没有结果，而它没有声明 survives`,
          en: `the case is settled while the case it opened through "${link}" is still open, and does not declare that it survives`,
        }
        report(`link ${link}`, state, message)
      }
    }
    for (const { name, message, proof } of leftIn(study, state)) report(name, state, message, { proof })
  }
  return { violations }
}

/** What is left where a settled case stands, by the words of that place alone. */
interface Left {
  readonly name: string
  readonly message: Violation['message']
  readonly proof: Violation['proof']
}

const leftKnown = new WeakMap<Study, (readonly Left[] | undefined)[]>()

/** Duties that still stand in a settled state, and votes whose ballots are still taken there. */
function leftIn(study: Study, state: number): readonly Left[] {
  const known = leftKnown.get(study) ?? []
  leftKnown.set(study, known)
  const { model, configurationOf } = study.exploration
  const configuration = configurationOf(state)
  const left = known[configuration]
  if (left !== undefined) return left
  const { deadlines, paths, caseType } = model.definition
  const { nodes } = model.configurations[configuration] as Configuration
  const survives = new Set(deadlines.flatMap(({ name, survives }) => (survives === true ? [name] : [])))
  const isIn = (on: AnyVote['on']) => nodes.some(node => [on].flat().includes(paths.get(node) as string))
  const made = [
    ...dutiesIn(study, state)
      .filter(({ deadline }) => deadline === undefined || !survives.has(deadline))
      .map(duty => leftToDo(study, state, duty)),
    ...Object.entries(caseType.votes ?? {})
      .filter(([, { on }]) => isIn(on))
      .map(([name, vote]) => leftOut(study, state, name, vote)),
  ]
  known[configuration] = made
  return made
}

function leftToDo(study: Study, state: number, { role, task }: Duty): Left {
  const zh = calledInChinese(study.exploration.model.definition.caseType, 'tasks', task)
  const where = whereIn(study, state)
  return {
    name: `duty ${role} ${task}`,
    proof: { leftToDo: task },
    message: {
      'zh-CN': `办件已在“${where['zh-CN']}”办结，${roleInChinese(study, role)}却还有任务“${zh}”，而它没有声明 survives 的期限`,
      en: `the case is settled in "${where.en}", yet ${role} still has to ${task}, and no deadline of that declares that it survives`,
    },
  }
}

function leftOut(study: Study, state: number, name: string, { title }: Pick<AnyVote, 'title'>): Left {
  const where = whereIn(study, state)
  return {
    name: `vote ${name}`,
    proof: { leftOut: name },
    message: {
      'zh-CN': `办件已在“${where['zh-CN']}”办结，表决“${title['zh-CN']}”却还在收票`,
      en: `the case is settled in "${where.en}", yet ballots of the vote "${title.en}" are still taken`,
    },
  }
}

/** What may be left when a case is settled, as far as states do not tell: to be explored with it in view. */
export function leftOpen({ exploration: { model } }: Study): readonly Watched[] {
  const links = [...cellFor(model.root, ['links']).children].filter(
    ([link, cells]) => cells.children.size > 0 && model.definition.caseType.links?.[link]?.survives !== true,
  )
  return [...[...model.leftRunning].map(deadline => ({ deadline })), ...links.map(([link]) => ({ link }))]
}
