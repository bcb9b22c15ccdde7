// What becomes of linked cases, and of the case that opened them (P17): none is lost, and each end of theirs lets it go on.
// Whether one is left open when the case is settled is P2.

import type { AnyCaseType } from '@convoke/core'
import type { Exploration } from '../explore/explore.js'
import type { Linked, Watched } from '../explore/explore-options.js'
import { edgesOf, wayTo } from '../explore/graph.js'
import { reach } from '../explore/reach.js'
import { roleInChinese, type Study, whereIn } from '../explore/study.js'
import { eventInChinese } from '../model/called.js'
import type { LinkAnswers } from '../model/case-data.js'
import type { CaseModel, Configuration, Move } from '../model/case-model.js'
import { cellFor } from '../tables/cells.js'
import type { Sentence, Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** The links of a case type and the roles that one party at most may hold: to be explored at once. */
export function linkViews(
  { links = {}, rulebook }: AnyCaseType,
  answers: LinkAnswers,
  modelOf: () => CaseModel,
): readonly Watched[] {
  const names = Object.keys(links)
  const single = rulebook?.single ?? []
  if (names.length === 0 && single.length === 0) return []
  const linked: Linked = {
    links: names.map(name => ({
      name,
      hasAnswers: (answers[name] ?? []).length > 0,
      isOpen: ({ links }) => Object.values(links[name] ?? {}).includes('opened'),
    })),
    single: single.map(({ role }) => ({
      role,
      isShared: ({ context }) => {
        const held = modelOf()
          .definition.roles.find(({ name }) => name === role)
          ?.who(context)
        return Array.isArray(held) && new Set(held).size > 1
      },
    })),
  }
  return [
    {
      linked,
      asks: [
        ...linked.links.flatMap(({ isOpen, hasAnswers }) => (hasAnswers ? [] : [isOpen])),
        ...linked.single.map(({ isShared }) => isShared),
      ],
    },
  ]
}

/** P17: no linked case is lost, none stops the case that opened it, and one party at most leads. */
export function linkedCases(study: Study, watched?: Watched): Checked {
  const { linked } = watched ?? {}
  if (linked === undefined) return { violations: [], isVoid: true }
  const { exploration } = study
  const unanswered = linked.links.filter(({ hasAnswers }) => !hasAnswers)
  let isOpen = false
  /** Nobody knows what becomes of a case whose outcomes were not given: it may yet help. */
  const isWaiting = (state: number): boolean => unanswered.some(one => exploration.answers(state, one.isOpen) === true)
  const found = reach(exploration, study.isSettled, state => {
    const isUnsure = !study.isUnknown(state) && isWaiting(state)
    isOpen ||= isUnsure
    return isUnsure || study.isUnknown(state)
  })
  const violations = [...lost(study, linked), ...shared(study, linked), ...afterNews(study, found)]
  return { violations, isOpen, unsure: followed(study, linked) }
}

/** The first step, for each link, that replaces an open case of the same key: what becomes of that one is never heard. */
function lost({ exploration }: Study, { links }: Linked): readonly Violation[] {
  const { model } = exploration
  return links.flatMap(({ name }) => {
    const step = firstReplacing(exploration, name)
    if (step === undefined) return []
    const { state, move, target } = step
    const who = move.kind === 'command' ? ` of ${move.by}` : ''
    return [
      {
        property: 'P17',
        state: target,
        way: [...wayTo(exploration, state), move],
        proof: { reopened: name },
        message: {
          'zh-CN': `“${eventInChinese(model.definition.caseType, move.type)}”通过“${name}”再次发起同一关键字的关联办件，而前一件还未了结，从此无人过问`,
          en: `${move.type}${who} opens a case through "${name}" for a key whose earlier case is still open, and what becomes of that one is never heard`,
        },
      },
    ]
  })
}

/** The first step that opens a case through a link for a key whose earlier case is open. */
function firstReplacing(
  { model, moves, expanded, stepsFrom }: Exploration,
  link: string,
): { readonly state: number; readonly move: Move; readonly target: number } | undefined {
  if (!model.ways.some(({ replaced }) => replaced.includes(link))) return undefined
  for (let state = 0; state < expanded; state++) {
    for (const { label, target, way } of stepsFrom(state))
      if (model.ways[way]?.replaced.includes(link)) return { state, move: moves[label] as Move, target }
  }
  return undefined
}

/** The first state, for each role that is single, in which several hold it. */
function shared(study: Study, { single }: Linked): readonly Violation[] {
  const { exploration } = study
  return single.flatMap(({ role, isShared }) => {
    const state = firstIn(exploration.expanded, at => exploration.answers(at, isShared) === true)
    if (state === undefined) return []
    const where = whereIn(study, state)
    return [
      {
        property: 'P17',
        state,
        message: {
          'zh-CN': `在“${where['zh-CN']}”，“${roleInChinese(study, role)}”同时由不止一方担任，而它只能有一方`,
          en: `in "${where.en}", more than one party is ${role}, which is for one alone`,
        },
      },
    ]
  })
}

function firstIn(count: number, is: (state: number) => boolean): number | undefined {
  for (let state = 0; state < count; state++) if (is(state)) return state
  return undefined
}

/** News after which a case can never be settled, though it could before, and news that changes how it was settled. */
function afterNews({ exploration, isSettled }: Study, found: Uint8Array): readonly Violation[] {
  const { configurations } = exploration.model
  const outcomeIn = (state: number) => (configurations[exploration.configurationOf(state)] as Configuration).outcome
  const violations = new Map<string, Violation>()
  for (let state = 0; state < exploration.expanded; state++) {
    for (const { move, target } of edgesOf(exploration, state)) {
      if (move.kind !== 'link') continue
      const isStuck = found[state] !== 0 && found[target] === 0
      const isChanged = isSettled(state) && outcomeIn(target) !== outcomeIn(state)
      if (!isStuck && !isChanged) continue
      const news = newsIn(move)
      if (violations.has(news.en)) continue
      violations.set(news.en, {
        property: 'P17',
        state: target,
        way: [...wayTo(exploration, state), move],
        ...(isStuck && { proof: 'stays' }),
        message: isStuck
          ? { 'zh-CN': `${news['zh-CN']}之后，办件永远办不结`, en: `once ${news.en}, the case can never be settled` }
          : {
              'zh-CN': `办件已办结，${news['zh-CN']}却使它不再如此办结`,
              en: `the case is settled, and yet is so no longer, or otherwise, once ${news.en}`,
            },
      })
    }
  }
  return [...violations.values()]
}

function newsIn({ type, data }: Move & { readonly kind: 'link' }): Sentence {
  const { link, outcome } = data as { readonly link: string; readonly outcome?: string }
  if (type === 'case.opened')
    return { 'zh-CN': `关联办件“${link}”立案`, en: `the case opened through "${link}" is open` }
  if (type === 'case.refused')
    return { 'zh-CN': `关联办件“${link}”被拒绝`, en: `the case asked for through "${link}" is refused` }
  return {
    'zh-CN': `关联办件“${link}”以“${outcome}”办结`,
    en: `the case opened through "${link}" is settled as "${outcome}"`,
  }
}

/** How many cases of each link were followed, and of which nobody said how they end. */
function followed({ exploration: { model } }: Study, { links }: Linked): Sentence | undefined {
  if (links.length === 0) return undefined
  const counts = links.map(({ name }) => `${name} ${cellFor(model.root, ['links', name]).children.size}`)
  const unsaid = links.filter(({ hasAnswers }) => !hasAnswers).map(({ name }) => name)
  return {
    'zh-CN': `随办件跟踪的关联办件（按关键字）：${counts.join('、')}${unsaid.length === 0 ? '' : `；未给出结果：${unsaid.join('、')}`}；对方能否办结由其自身验证`,
    en: `linked cases followed, by keys: ${counts.join(', ')}${unsaid.length === 0 ? '' : `; no outcomes given for ${unsaid.join(', ')}`}; that they end is checked of their own case types`,
  }
}
