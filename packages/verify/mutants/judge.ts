// Whether a fault makes a difference, and whether the verifier finds it.
import {
  type AnyCaseType,
  ConvokeError,
  caseDefinition,
  type JsonObject,
  type OwnProperty,
  type Rulebook,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { type Exploration, exploreCase } from '../src/explore/explore.js'
import type { Watched } from '../src/explore/explore-options.js'
import type { Study } from '../src/explore/study.js'
import { studyOf } from '../src/explore/study.js'
import type { LinkAnswers } from '../src/model/case-model.js'
import { openingFor } from '../src/model/opening.js'
import type { Apart } from '../src/monitors/monitors.js'
import type { Checked } from '../src/properties/checked.js'
import { properCompletion } from '../src/properties/completion.js'
import { deadlineOnEveryDuty, nothingDead, repeatable, somebodyMayAct } from '../src/properties/duties.js'
import { boundedEffort } from '../src/properties/endless.js'
import { growthViews, onlyGrows } from '../src/properties/growth.js'
import { ownView } from '../src/properties/own-checks.js'
import { racesAreDeclared } from '../src/properties/races.js'
import { keepsToTheRulebook, type Met, neverMet, rulebookView } from '../src/properties/rulebook.js'
import { apartViews, separationOfDuties } from '../src/properties/separation.js'
import { noDeadlock, noIdleLoop, optionToComplete, silenceCannotStopIt } from '../src/properties/soundness.js'
import { acceptanceOf } from '../src/stories/told.js'
import { difference } from './differs.js'

/** How a case type is looked at, sound or not. */
export interface Setting {
  readonly opened?: { readonly opening?: JsonObject; readonly by?: string } | undefined
  readonly parameters?: JsonObject | undefined
  readonly maxStates: number
  readonly maxItems: number
  /** Where every state is too much: how many times a way may leave the normal course. */
  readonly departures?: number | undefined
  /** Cells of which every state tells: what the sound case type was found to look at, so that mutants need not find it out anew. */
  readonly told?: Exploration['tables']['columns'] | undefined
  readonly links?: LinkAnswers | undefined
  /** Whether nobody watches steps for what grows only: that multiplies what has to be worked out. */
  readonly isUnwatched?: boolean | undefined
  /** Commands that are left out, so that the rest is known further. */
  readonly without?: readonly string[] | undefined
  /** What is said of the case type beside its own words. */
  readonly mustBeSeparate?: readonly Apart[] | undefined
  readonly own?: readonly OwnProperty[] | undefined
  /** The rulebook of a case type that ships without one. */
  readonly rulebook?: Rulebook | undefined
  /** Each way of looking at it beside, where one is not enough: how it is opened, and how far lists are followed. */
  readonly also?:
    | readonly Partial<Pick<Setting, 'opened' | 'maxItems' | 'departures' | 'parameters' | 'links'>>[]
    | undefined
}

/** What was found, as `property: sentence`; information is told apart. */
export interface Told {
  readonly exploration: Exploration
  /** By the properties that every case type has to have. */
  readonly defaults: ReadonlySet<string>
  /** By what the case type, or whoever checks it, declares. */
  readonly declared: ReadonlySet<string>
  /** What of the rulebook came about. */
  readonly met: Met | undefined
}

/** What one property has found, once it is asked. */
type Question = () => readonly string[]

/** A case type that was explored, and what there is to ask of it. */
interface Asked {
  readonly exploration: Exploration
  readonly defaults: readonly Question[]
  readonly declared: readonly Question[]
  readonly met: () => Met | undefined
}

/** Explores a case type, in one exploration of whole states for every property. */
function asked(caseType: AnyCaseType, setting: Setting): Asked {
  const {
    opened = {},
    parameters,
    maxStates,
    maxItems,
    departures,
    told,
    links = {},
    without = [],
    mustBeSeparate = [],
    own = [],
    rulebook = caseType.rulebook,
    isUnwatched = false,
  } = setting
  const clock = { at: 0, calendar: everyDayCalendar() }
  const opening = openingFor(caseType, caseDefinition(caseType), { ...opened, parameters } as never, clock)
  const plain = (rulebook?.apart ?? []).map(({ did, mayNot, item, per }) => ({ did, mayNot, item, per }))
  const apart = apartViews([...(caseType.separation ?? []), ...plain, ...mustBeSeparate], false)
  const rules = rulebook && rulebookView(rulebook, () => (exploration as Exploration).model)
  const growth = isUnwatched ? [] : growthViews(caseType.onlyGrows ?? {})
  let exploration: Exploration | undefined
  const owns = [...(rulebook?.properties ?? []), ...own].map(property =>
    ownView(property, () => (exploration as Exploration).model),
  )
  const views: readonly Watched[] = [
    ...apart,
    ...growth,
    ...(rules ? [rules] : []),
    ...owns.map(({ watched }) => watched),
  ]
  const watched: Watched = {
    asks: views.flatMap(({ asks = [] }) => asks),
    monitors: Object.assign({}, ...views.map(({ monitors }) => monitors)),
    isWholeStep: views.some(({ isWholeStep, monitors }) => monitors !== undefined && isWholeStep !== false),
  }
  const how = { maxStates, maxItems, departures, told, isWhole: true, watched }
  exploration = exploreCase(caseType, opening, links, how, model => {
    exploration = { model } as Exploration
    return without.length === 0
      ? model
      : {
          ...model,
          commandsIn: configuration =>
            model.commandsIn(configuration).filter(move => move.kind !== 'command' || !without.includes(move.type)),
        }
  })
  const study = studyOf(exploration)
  const said = ({ violations }: Checked) =>
    violations
      // Of notes, those on what never comes about, and on what takes effect twice, told by the command alone. Others are many,
      // and name the first example they meet.
      .filter(({ property, severity }) => severity !== 'info' || property === 'P3' || property === 'P13')
      // What the rulebook accepts is a finding of no mutant either.
      .filter(violation => acceptanceOf(violation, rulebook?.accepted ?? []) === undefined)
      .map(({ property, message, way }) =>
        property === 'P13' ? `P13: ${way?.at(-1)?.type} takes effect twice` : `${property}: ${message.en}`,
      )
  const kept = once(() => rulebook && keepsToTheRulebook(study, rulebook, rules))
  return {
    exploration,
    defaults: everyType.map(check => () => said(check(study))),
    declared: [
      ...apart.map(view => () => said(separationOfDuties(study, view))),
      ...growth.map(view => () => said(onlyGrows(study, view))),
      ...owns.map(
        ({ check }) =>
          () =>
            said(check(study)),
      ),
      () => said(kept() ?? { violations: [] }),
    ],
    met: () => kept()?.met,
  }
}

/** What every case type has to have; what costs least first. */
const everyType: readonly ((study: Study) => Checked)[] = [
  noDeadlock,
  noIdleLoop,
  properCompletion,
  optionToComplete,
  deadlineOnEveryDuty,
  nothingDead,
  somebodyMayAct,
  boundedEffort,
  repeatable,
  silenceCannotStopIt,
  racesAreDeclared,
]

function once<Result>(answer: () => Result): () => Result {
  let known: { readonly result: Result } | undefined
  return () => {
    known ??= { result: answer() }
    return known.result
  }
}

/**
 * A case type looked at in every way of the setting: twice, so that it is looked at as its mutants are. What is tried in which
 * order, and so which course is the normal one, goes by what was known before.
 */
export function judgedAll(caseType: AnyCaseType, setting: Setting): readonly Told[] {
  return waysOf(setting).map(way => {
    const { exploration: first } = asked(caseType, way)
    const { exploration, defaults, declared, met } = asked(caseType, { ...way, told: first.tables.columns })
    const all = (questions: readonly Question[]) => new Set(questions.flatMap(question => question()))
    return { exploration, defaults: all(defaults), declared: all(declared), met: met() }
  })
}

function waysOf(setting: Setting): readonly Setting[] {
  return [setting, ...(setting.also ?? []).map(way => ({ ...setting, ...way }))]
}

/** What the rulebook says that came about in none of them. */
export function unmetIn(
  caseType: AnyCaseType,
  setting: Setting,
  all: readonly Pick<Told, 'met'>[],
): ReadonlySet<string> {
  const rules = (setting.rulebook ?? caseType.rulebook)?.rules ?? []
  const met = all.flatMap(({ met }) => met ?? [])
  return new Set(neverMet(rules, met).map(({ message }) => message.en))
}

/** What it took to find a mutant: defaults alone, or what is declared of it beside: its rulebook, separations, what only grows. */
export type Means = 'defaults' | 'declared'

/** What became of a mutant; where it is found, the first property that found it and what it said. */
export type Fate =
  | { readonly is: 'alike' }
  | { readonly is: 'found'; readonly by: readonly string[]; readonly means: Means }
  | { readonly is: 'survives' }

/**
 * Judges a mutant beside the case type it was made of, one way after another until it is found: by defaults where one of them
 * finds it, else by what is declared.
 */
export function fateOf(sound: readonly Told[], caseType: AnyCaseType, setting: Setting): Fate {
  const looked: Asked[] = []
  let isOther = false
  for (const [n, way] of waysOf(setting).entries()) {
    const before = sound[n] as Told
    try {
      const now = asked(caseType, { ...way, told: before.exploration.tables.columns })
      looked.push(now)
      if (difference(before.exploration, now.exploration) === undefined) continue
      isOther = true
      const byDefaults = firstNews(now.defaults, before.defaults)
      if (byDefaults.length > 0) return { is: 'found', by: byDefaults, means: 'defaults' }
      const byDeclared = firstNews(now.declared, before.declared)
      if (byDeclared.length > 0) return { is: 'found', by: byDeclared, means: 'declared' }
    } catch (thrown) {
      // What cannot be explored is told by its code.
      if (!(thrown instanceof Error)) throw thrown
      return { is: 'found', by: [thrown instanceof ConvokeError ? thrown.code : thrown.message], means: 'defaults' }
    }
  }
  if (!isOther) return { is: 'alike' }
  const unmet = news(
    unmetIn(
      caseType,
      setting,
      looked.map(({ met }) => ({ met: met() })),
    ),
    unmetIn(caseType, setting, sound),
  )
  return unmet.length > 0 ? { is: 'found', by: unmet, means: 'declared' } : { is: 'survives' }
}

function firstNews(questions: readonly Question[], before: ReadonlySet<string>): readonly string[] {
  for (const question of questions) {
    const found = news(question(), before)
    if (found.length > 0) return found
  }
  return []
}

function news(mine: Iterable<string>, before: ReadonlySet<string>): readonly string[] {
  return [...mine].filter(one => !before.has(one))
}
