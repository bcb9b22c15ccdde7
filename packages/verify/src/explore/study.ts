// An exploration made ready for the properties that look at it.

import { type AnyLabels, activePaths, type Locale } from '@convoke/core'
import type { Configuration } from '../model/case-model.js'
import { TooMuchEffort } from '../tables/combinations.js'
import type { Sentence } from '../verdict.js'
import type { Exploration } from './explore.js'
import type { ExploreOptions } from './explore-options.js'
import { isCancelled } from './limits.js'
import type { Steps } from './search.js'

/** What the properties look at. */
export interface Study {
  readonly exploration: Exploration
  /** Whether the state declares an outcome. */
  isSettled(state: number): boolean
  /** Whether not all that can follow is known. */
  isUnknown(state: number): boolean
  /** The innermost active states, by their labels. */
  statesOf(state: number, locale: Locale): string
}

/** Where a state is, in both languages. */
export function whereIn(study: Study, state: number): Sentence {
  return { 'zh-CN': study.statesOf(state, 'zh-CN'), en: study.statesOf(state, 'en') }
}

/** A role by its Chinese label: an identifier says nothing in a Chinese sentence. */
export function roleInChinese({ exploration }: Study, role: string): string {
  const { labels } = exploration.model.definition.caseType
  const { roles } = labels['zh-CN'] as { readonly roles: Readonly<Record<string, string>> }
  return Object.hasOwn(roles, role) ? (roles[role] as string) : role
}

/** A case looked into for the first time. */
export interface First {
  readonly study: Study
  /** Whether its states tell only what makes a difference. */
  readonly isShort: boolean
  /** How far its lists were followed, for whatever else is looked into of it. */
  readonly maxItems: number
  /** How it was looked into where it is too large for every state; as well. */
  readonly along: Pick<ExploreOptions, 'isWhole' | 'departures' | 'told'> | undefined
}

/**
 * Every state of the case, short, with lists followed as far as is asked for, or else as far as can be; where that are too
 * many, or finding out what may be left out costs too much, all that leaves its normal course so many times.
 */
export function* firstStudy(
  studied: (how: Partial<Pick<ExploreOptions, 'isWhole' | 'effort' | 'departures' | 'maxItems'>>) => Steps<Study>,
  asked: { readonly effort: number; readonly departures: number; readonly maxItems: number | undefined },
): Steps<First> {
  const { effort, departures } = asked
  const most = asked.maxItems ?? 2
  let found: First | undefined
  // The fewest first: what is too much then is too much with more of them as well, and that much is spared.
  for (const maxItems of asked.maxItems === undefined ? [1, 2] : [most]) {
    const study = yield* shortStudy(() => studied({ effort, maxItems }))
    const isEnded = study !== undefined && isCancelled(study.exploration.limits)
    if (study === undefined || !(study.exploration.isExhausted || isEnded)) break
    found = { study, isShort: true, maxItems, along: undefined }
    if (isEnded) break
  }
  if (found !== undefined) return found
  const how = { isWhole: true, departures }
  const study = yield* studied({ ...how, maxItems: most })
  return { study, isShort: false, maxItems: most, along: { ...how, told: study.exploration.tables.columns } }
}

function* shortStudy(studied: () => Steps<Study>): Steps<Study | undefined> {
  try {
    return yield* studied()
  } catch (thrown) {
    if (!(thrown instanceof TooMuchEffort)) throw thrown
    return undefined
  }
}

/** What the properties look at, of what was explored. */
export function studyOf(exploration: Exploration): Study {
  const { model } = exploration
  const isSettledIn = model.configurations.map(({ outcome }) => outcome !== null)
  const labels = model.definition.caseType.labels as { readonly [L in Locale]: AnyLabels }
  let settled: Uint8Array | undefined
  const unknown = new Uint8Array(exploration.states).fill(1, exploration.expanded)
  for (const state of exploration.cut) unknown[state] = 1
  return {
    exploration,
    isSettled(state) {
      settled ??= Uint8Array.from(
        { length: exploration.states },
        (_, n) => +(isSettledIn[exploration.configurationOf(n)] === true),
      )
      return settled[state] === 1
    },
    isUnknown: state => unknown[state] === 1,
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
