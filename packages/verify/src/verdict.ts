// What verification says: a verdict on each property with its scope, and findings with the shortest story.

import type { CaseState, Disclosure, Entry, Locale } from '@convoke/core'
import type { ExplorationLimit } from './explore/limits.js'
import type { Move } from './model/case-model.js'
import type { Pace } from './model/replay.js'

/** The properties that are checked without being asked for, by their identifiers in VERIFY's table. */
export const propertyIds = [
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'P6',
  'P7',
  'P8',
  'P9',
  'P10',
  'P11',
  'P12',
  'P13',
  'P14',
  'P15',
  'P17',
  'P18',
  'P19',
  'P20',
  'rulebook',
] as const
/** The identifier of a property. */
export type PropertyId = (typeof propertyIds)[number]

/** A sentence in both languages. */
export type Sentence = Readonly<Record<Locale, string>>

/**
 * What each property says of a sound case type.
 *
 * @example
 * propertySentences.P4.en // => 'a case that is not settled has something that can happen next'
 */
export const propertySentences: Readonly<Record<PropertyId, Sentence>> = {
  P1: { 'zh-CN': '无论到了哪一步，办件都还能办结', en: 'from every state the case can still be settled' },
  P2: {
    'zh-CN': '办结后没有还在走的期限、未做的任务、还在收的选票，也没有未结的关联办件，声明 survives 的除外',
    en: 'a settled case leaves no deadline running, nothing to do, no ballot out and no linked case open, but what declares that it survives',
  },
  P3: {
    'zh-CN': '声明的每个命令、状态、转移、结果、角色和期限都会出现',
    en: 'every command, state, transition, outcome, role and deadline that is declared comes about',
  },
  P4: { 'zh-CN': '未办结的办件总有下一步', en: 'a case that is not settled has something that can happen next' },
  P5: {
    'zh-CN': '没有人做事时，期限和关联办件不会让办件转圈',
    en: 'deadlines and linked cases alone never lead round in a circle',
  },
  P6: { 'zh-CN': '每项任务都有期限，或写明为何没有', en: 'every duty has a deadline, or says why not' },
  P7: {
    'zh-CN': '期限不会被一再往后推，永远不到期',
    en: 'no deadline can be put off again and again for ever',
  },
  P8: {
    'zh-CN': '任何一两个单位不作声，都拖不住办件；都不作声时，也有期限或兜底的一方',
    en: 'no organisation, and no two, can keep the case from ending by never answering; once all are silent, a deadline or a last resort goes on',
  },
  P9: {
    'zh-CN': '做了一件事的单位，不会自己再做须与之分开的另一件',
    en: 'whoever did something never does what has to be done by somebody else',
  },
  P10: {
    'zh-CN': '每项任务都有人做得了，做了也不会什么都不改变',
    en: 'every duty has somebody who can do it, and something comes of it once it is done',
  },
  P11: {
    'zh-CN': '每次表决都按规则、照有表决权者的选票定结果，不早定，结束后不再收票',
    en: 'a vote ends as its members’ ballots say, by its rule, no earlier than that is certain, and takes none after',
  },
  P12: {
    'zh-CN': '声明只增不减的字段从不变少，可以重置它的命令除外',
    en: 'what is declared to grow only never becomes less, but by the commands that may reset it',
  },
  P13: {
    'zh-CN': '同一命令发两次只生效一次，或声明可以重复',
    en: 'the same command twice takes effect once, or declares that it may be repeated',
  },
  P14: {
    'zh-CN': '两方同时做事，先后不同而结果不同的，都已声明谁为准',
    en: 'where it matters which of two parties acts first, that is declared, with who is meant to win',
  },
  P15: {
    'zh-CN': '期限届满前一毫秒不算逾期，届满之时即为逾期，与何时查看时钟无关',
    en: 'a millisecond before a deadline is in time and the deadline itself is late, whenever the clock is looked at',
  },
  P17: {
    'zh-CN':
      '关联办件未结时不会被同一关键字的另一件顶替；关联办件无论怎样了结，办件都还能办结，已办结的不再变动；主办单位始终至多一个',
    en: 'no linked case that is open is replaced by another; however one ends, the case that opened it can still be settled, and stays so once it is; never more than one lead',
  },
  P18: {
    'zh-CN': '办件类型只凭办件和命令作判断，不看时钟、不掷骰子',
    en: 'the case type decides by the case and the command alone: no clock, no chance, nothing remembered beside',
  },
  P19: {
    'zh-CN': '各方不会让办件没完没了地转圈',
    en: 'parties cannot lead a case round for ever',
  },
  P20: {
    'zh-CN': '每件办结的办件，各项指标都有数值',
    en: 'every measure has a value for every case that is settled',
  },
  rulebook: {
    'zh-CN': '谁在哪一步可以做什么、通往哪里，与规则书一致；规则书所写的都会出现',
    en: 'who does what in which state, and where it leads, is as the rulebook says; and what it says comes about',
  },
}

/**
 * How a property stands. `holds`: in every state, whatever the data (not told yet, since samples are tried); `bounded`: no violation in what was
 * explored, and that was not all, or it depends on the order in which deadlines fall due; `sampled`: as `holds`, for the
 * data that was tried; `notApplicable`: the case type has nothing it speaks about; `accepted`: it is violated, and all that was
 * found is wanted, with a reason.
 */
export type VerdictWord = 'holds' | 'violated' | 'accepted' | 'bounded' | 'sampled' | 'notApplicable'

/**
 * How time was taken. `any`: every armed deadline may be reached at any moment, so that what holds in every state does so in
 * whatever order they fall due, and what comes about somewhere may need an order that no calendar has. `ordered`: deadlines
 * fall due in an order they can have. `calendar`: on concrete dates.
 */
export type TimeMode = 'any' | 'ordered' | 'calendar'

/** A figure that was measured beside a property, and how it comes about. Plain JSON. */
export interface Measured {
  /** The figure in words. */
  readonly says: Sentence
  /** How it comes about, step by step, with dates where it was played on the rules. */
  readonly story: readonly Sentence[]
  /** That as entries of a journal; empty where it was not played. */
  readonly journal: readonly Entry[]
}

/** One property and how it stands. */
export interface PropertyVerdict {
  /** Its identifier, or the name of a property of one's own. */
  readonly property: string
  /** What it says of a sound case type. */
  readonly says: Sentence
  readonly verdict: VerdictWord
  /** How time was taken. */
  readonly mode: TimeMode
  /** What was explored, in words; printed with every verdict. */
  readonly scope: Sentence
  /** Of a `bounded` verdict: what nobody could say, beside the limits of what was explored. Also in the scope. */
  readonly unsure?: Sentence | undefined
  /** Of P19: the longest a case may take, everybody acting at the last permitted instant; absent where it is not worked out. */
  readonly measured?: Measured | undefined
}

/** Something wrong with a case type. Plain JSON. */
export interface Finding {
  /** Its identifier, or the name of a property of one's own. */
  readonly property: string
  /** `error`: it was replayed on the real rules; `warning`: it was not, or it is a matter of taste; `info`: look at it. */
  readonly severity: 'error' | 'warning' | 'info'
  readonly mode: TimeMode
  readonly message: Sentence
  /** Why it was not played on the real rules, and what it may be then; absent where it was, or is about no single state. */
  readonly doubt?: Sentence | undefined
  /** Paths of the states in which it shows; empty where it is about no single state. */
  readonly states: readonly string[]
  /** What happens, step by step, shortest first found. */
  readonly story: readonly Sentence[]
  /** The story as entries of a journal, as the rules decide it; empty where it could not be replayed. */
  readonly journal: readonly Entry[]
  /** What the marked fields of that journal hold, so that it can be replayed. */
  readonly disclosures: readonly Disclosure[]
  /** The story as a Mermaid sequence diagram. */
  readonly diagram: string
  /** The story as the body of a vitest test. */
  readonly test: string
}

/** A property broken at one state, before it is told as a story. */
export interface Violation {
  readonly property: string
  readonly message: Sentence
  /** Where it shows; −1 where it is about no single state. */
  readonly state: number
  readonly severity?: 'warning' | 'info' | undefined
  /** What happens; default: the shortest way to the state. It has to end in that state, or in one that looks like it. */
  readonly way?: readonly Move[] | undefined
  /** When its moves are made, where that matters. */
  readonly pace?: Pace | undefined
  /** Whether a case as the rules have it shows it, where more than the place it stands in tells that. */
  readonly isShownBy?: ((state: CaseState) => boolean) | undefined
  /** What its test holds against the case type; default: that the case comes to stand there. */
  readonly proof?:
    | 'stays'
    | 'refusal'
    | { readonly grows: string }
    | { readonly vote: string; readonly taken: string }
    | { readonly raced: readonly [one: Move, other: Move] }
    /** So many of the last moves lead round. */
    | { readonly round: number }
    | { readonly leftRunning: string }
    /** This deadline runs under no key that the party owes. */
    | { readonly uncovered: string; readonly party: string }
    /** This task is still to be done in a case that is settled. */
    | { readonly leftToDo: string }
    /** Ballots of this vote are still taken in a case that is settled. */
    | { readonly leftOut: string }
    /** The last command is taken, and this deadline runs on. */
    | { readonly inVain: string }
    | 'twice'
    | { readonly steady: Move }
    /** It comes to the same after another case has gone this way. */
    | { readonly disturbed: Move; readonly by: readonly Move[] }
    /** None of these is accepted, or leads elsewhere. */
    | { readonly tried: readonly Move[]; readonly leadsOn: boolean }
    | { readonly reopened: string }
    | undefined
}

/** A finding that is wanted: the property, a part of the English message, and why. */
export interface Acceptance {
  readonly property: string
  readonly message: string
  readonly reason: string
}

/** What verification found. Plain JSON. */
export interface VerifyResult {
  /** No unaccepted violation of severity `error` or `warning`. Says nothing of what was not explored: see `complete`. */
  readonly ok: boolean
  /** Whether every state within the bounds was looked into. */
  readonly complete: boolean
  /** Whether it was ended before it was through: what is not violated is `bounded` then. */
  readonly partial: boolean
  /** States that were looked into. */
  readonly states: number
  /** States that were found at the edge of those, and not looked into: nothing is proved from them. */
  readonly edgeStates: number
  readonly transitions: number
  /** Wall clock, ms. */
  readonly elapsedMs: number
  readonly verdicts: readonly PropertyVerdict[]
  readonly findings: readonly Finding[]
  readonly accepted: readonly (Finding & { readonly reason: string })[]
  /** What was not explored. */
  readonly limits: readonly ExplorationLimit[]
}
