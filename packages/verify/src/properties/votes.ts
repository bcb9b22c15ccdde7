// Whether votes are decided as their ballots say (P11): each is counted along, and what the case makes of it compared.

import { type AnyCaseType, type AnyVote, ConvokeError, type VoteOutcome } from '@convoke/core'
import type { Watched } from '../explore/explore-options.js'
import { type Study, whereIn } from '../explore/study.js'
import { eventInChinese } from '../model/called.js'
import type { CaseModel, Move } from '../model/case-model.js'
import { faultOfWord, type VoteFault, voteMonitor } from '../monitors/vote-monitor.js'
import { cellFor } from '../tables/cells.js'
import type { Sentence, Violation } from '../verdict.js'
import type { Checked } from './checked.js'

/** How a vote ended, or that it has not. */
const outcomes: Readonly<Record<'open' | VoteOutcome, Sentence>> = {
  open: { 'zh-CN': '尚无定论', en: 'open' },
  passed: { 'zh-CN': '通过', en: 'passed' },
  rejected: { 'zh-CN': '未通过', en: 'rejected' },
  invalid: { 'zh-CN': '无效', en: 'invalid' },
}

/** The votes of a case type, each counted along in an exploration of its own. */
export function voteViews(votes: Readonly<Record<string, unknown>>, modelOf: () => CaseModel): readonly Watched[] {
  return Object.entries(votes).map(([name, declared]) => {
    const vote = declared as AnyVote
    const failure: { thrown?: unknown } = {}
    const monitor = monitorName(name)
    return {
      vote: { name, title: vote.title, failure },
      monitors: { [monitor]: voteMonitor(modelOf().definition, vote, failure) },
      asks: [({ monitors }) => monitors[monitor]?.fault !== undefined],
    }
  })
}

/** P11: what a vote is taken to have come to is what its members' ballots come to, at that moment and by its rule. */
export function votesAreCounted(study: Study, watched?: Watched): Checked {
  if (watched?.vote === undefined) return { violations: [], isVoid: true }
  const { exploration } = study
  const { name, title, failure } = watched.vote
  const cell = cellFor(exploration.model.root, ['monitors', monitorName(name), 'fault'])
  const [isFaulty] = watched.asks ?? []
  const found = new Map<string, Violation>()
  for (let state = 0; state < exploration.expanded; state++) {
    if (isFaulty === undefined || exploration.answers(state, isFaulty) !== true) continue
    const content = exploration.tables.contentIn(state, cell)
    const word = content?.kind === 'value' ? String(content.value) : ''
    const fault = word === '' ? undefined : faultOfWord(word)
    if (fault?.kind === 'throws') throw unsayable(name, study.statesOf(state, 'en'), failure.thrown)
    // One story for each kind of fault: that it is decided too early shows in both results.
    const kind = fault?.kind ?? word
    if (found.has(kind)) continue
    const move = exploration.moves[exploration.parentMoves[state] as number] as Move
    found.set(kind, {
      property: 'P11',
      state,
      proof: fault?.kind === 'closed' ? 'refusal' : fault && { vote: name, taken: fault.taken },
      message: messageOf(exploration.model.definition.caseType, title, fault, move, whereIn(study, state)),
    })
  }
  return { violations: [...found.values()] }
}

function monitorName(vote: string): string {
  return `vote ${vote}`
}

function messageOf(
  caseType: AnyCaseType,
  title: Sentence,
  fault: VoteFault | undefined,
  move: Move,
  where: Sentence,
): Sentence {
  const [zh, en] = [title['zh-CN'], title.en]
  if (fault === undefined || fault.kind === 'throws')
    return { 'zh-CN': `“${zh}”与清点的选票不符`, en: `the vote "${en}" is not as its ballots are` }
  if (fault.kind === 'closed') {
    const who = move.kind === 'command' ? move.by : ''
    return {
      'zh-CN': `“${zh}”没有在收票，${who} 的“${eventInChinese(caseType, move.type)}”却仍被收下（到了“${where['zh-CN']}”）`,
      en: `no ballots are taken in the vote "${en}", and yet ${move.type} of ${who} is accepted (in "${where.en}")`,
    }
  }
  const [taken, counted] = [outcomes[fault.taken], outcomes[fault.counted]]
  if (fault.kind === 'early')
    return {
      'zh-CN': `“${zh}”被当作“${taken['zh-CN']}”，而余下的选票还能使结果不同，或按规则须等到截止（到了“${where['zh-CN']}”）`,
      en: `the vote "${en}" is taken as ${taken.en} too early: the ballots that are out could still turn it, or its rule has it wait (in "${where.en}")`,
    }
  return {
    'zh-CN': `“${zh}”被当作“${taken['zh-CN']}”，而有表决权者的选票清点出来是“${counted['zh-CN']}”（到了“${where['zh-CN']}”）`,
    en: `the vote "${en}" is taken as ${taken.en}, while the ballots of its members come to ${counted.en} (in "${where.en}")`,
  }
}

function unsayable(name: string, state: string, thrown: unknown): ConvokeError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new ConvokeError('verify/property', `the vote "${name}" cannot be counted along in "${state}": ${reason}`, {
    details: { property: `votes.${name}`, state, reason },
    cause: thrown,
  })
}
