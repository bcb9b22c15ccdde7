// What properties look at: an exploration, its edges turned round, and how its states are called.
import { type AnyLabels, activePaths, type Locale } from '@convoke/core'
import type { Configuration } from './case-model.js'
import type { Exploration } from './explore.js'
import { backward } from './graph.js'
import type { Study } from './properties/soundness.js'

/** An exploration as properties look at it. */
export function studyOf(exploration: Exploration): Study {
  const { model } = exploration
  const isSettledIn = model.configurations.map(({ outcome }) => outcome !== null)
  const labels = model.definition.caseType.labels as { readonly [L in Locale]: AnyLabels }
  return {
    exploration,
    back: backward(exploration),
    isSettled: state => isSettledIn[exploration.configurationOf(state)] === true,
    isUnknown: state => state >= exploration.expanded || exploration.cut.has(state),
    statesOf(state, locale) {
      const { machine } = model.configurations[exploration.configurationOf(state)] as Configuration
      const paths = activePaths(model.definition, machine as never)
      // The innermost alone: it says where the others are.
      return paths
        .filter(path => !paths.some(other => other.startsWith(`${path}.`)))
        .map(path => labels[locale].states[path] ?? path)
        .join(locale === 'zh-CN' ? '、' : ', ')
    },
  }
}
