// An exploration made ready for the properties that look at it.
import { type AnyLabels, activePaths, type Locale } from '@convoke/core'
import type { Configuration } from './case-model.js'
import { TooMuchEffort } from './combinations.js'
import type { Exploration, ExploreOptions } from './explore.js'
import { backward } from './graph.js'
import type { Study } from './properties/soundness.js'

/** The case in short states; in whole ones where finding out what may be left out costs too much. */
export function firstStudy(
  studied: (how: Pick<ExploreOptions, 'isWhole' | 'effort'>) => Study,
  maxStates: number,
): { readonly study: Study; readonly isShort: boolean } {
  try {
    return { study: studied({ effort: 10_000 + 10 * maxStates }), isShort: true }
  } catch (thrown) {
    if (!(thrown instanceof TooMuchEffort)) throw thrown
    return { study: studied({ isWhole: true }), isShort: false }
  }
}

/** What the properties look at, of what was explored. */
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
