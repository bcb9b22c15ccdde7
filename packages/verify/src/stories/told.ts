// Violations told as findings: played on the rules, as a story, a diagram, a journal and a test.

import {
  type AnyCaseType,
  activePaths,
  advance,
  canonicalJson,
  caseDefinition,
  type Json,
  type JsonObject,
  type WorkingCalendar,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import type { Exploration } from '../explore/explore.js'
import { wayTo } from '../explore/graph.js'
import { type ExplorationLimit, endedBy, isCancelled, noLimits } from '../explore/limits.js'
import type { Study } from '../explore/study.js'
import type { Configuration } from '../model/case-model.js'
import type { Opening } from '../model/opening.js'
import { factsFor } from '../model/permission.js'
import { type Play, playing, type Replay } from '../model/replay.js'
import type { Dated } from '../ordered/dated.js'
import { durationInWords } from '../ordered/duration-words.js'
import { ordersIn } from '../ordered/orders-in.js'
import type { Acceptance, Finding, PropertyVerdict, Sentence, VerifyResult, Violation } from '../verdict.js'
import { diagramOf, type Proof, storyOf, type TestImports, type ToldMove, testOf, whenIn } from './story.js'

/**
 * What was explored, in words, and what ended it.
 *
 * @param all where the property was looked for: what none of them went beyond is not explored
 */
export function scopeOf(
  caseType: AnyCaseType,
  exploration: Exploration,
  all: readonly Exploration[],
  stopped: ExplorationLimit | undefined,
  unsure?: Sentence,
): Sentence {
  const { states, expanded, transitions } = exploration
  const { all: limits } = noLimits(
    endedBy(
      stopped,
      [exploration, ...all].flatMap(one => one.limits),
    ),
  )
  const time = ordersIn(exploration)
  const links = Object.keys(caseType.links ?? {})
  const zh = limits.length === 0 ? '' : `；未探索：${limits.map(({ says }) => says['zh-CN']).join('；')}`
  const en = limits.length === 0 ? '' : `; not explored: ${limits.map(({ says }) => says.en).join('; ')}`
  const edge = states - expanded
  const [aloneZh, alone] =
    links.length === 0 ? ['', ''] : [`；关联：${links.join('、')}`, `; linked: ${links.join(', ')}`]
  const [exchangedZh, exchanged] = exchangedIn(exploration)
  const acting = actingIn(exploration)
  return {
    'zh-CN': `${expanded} 个状态${edge === 0 ? '' : `（另有 ${edge} 个只发现、未展开）`}，${transitions} 条边，用样例数据，${time['zh-CN']}，${acting['zh-CN']}${aloneZh}${exchangedZh}${zh}${unsure === undefined ? '' : `；${unsure['zh-CN']}`}`,
    en: `${expanded} states${edge === 0 ? '' : ` (${edge} more were found and not looked into)`}, ${transitions} edges, the data of the samples, ${time.en}, ${acting.en}${alone}${exchanged}${en}${unsure === undefined ? '' : `; ${unsure.en}`}`,
  }
}

/** Who was tried as a delegate and who may have recused itself, in words. */
function actingIn({ model: { acting, delegable } }: Exploration): Sentence {
  const { delegation, recusal } = acting
  const steps =
    recusal === true
      ? { 'zh-CN': '至多一方回避', en: 'one party at most recused' }
      : { 'zh-CN': '无人回避', en: 'nobody recused' }
  if (delegation === undefined) return { 'zh-CN': `${steps['zh-CN']}，无人代办`, en: `${steps.en}, no delegates` }
  const looking = [...delegable]
  return {
    'zh-CN': `${steps['zh-CN']}，须分开的命令可由案外一人或做得了另一方的各方代办${looking.length === 0 ? '' : `，看代办人是谁的命令（${looking.join('、')}）可由任何一方代办`}；其余命令由人代办与自办无异`,
    en: `${steps.en}, what has to stay apart also done by one outsider as a delegate and by those who could do the other act${looking.length === 0 ? '' : `, what looks at its delegate (${looking.join(', ')}) by anybody`}; all else comes to the same through a delegate`,
  }
}

/** Which parties were exchanged, in words. */
function exchangedIn({ exchanged }: Exploration): readonly [zh: string, en: string] {
  if (exchanged === undefined || exchanged.groups.length === 0) return ['', '']
  const [zh, en] = ['、', ', '].map(comma => exchanged.groups.map(group => group.join(comma)))
  return [
    `；${zh?.join('；')} 可以互换，只差谁是谁的状态只看一个`,
    `; ${en?.join(' and ')} can be exchanged: of states that differ only by which is which, one`,
  ]
}

/**
 * A violation as a finding; an error once its story was played on the rules.
 *
 * @param play plays it where several stories of the same opening are told
 * @param imports where its test finds the case type
 */
export function told(
  caseType: AnyCaseType,
  { exploration }: Study,
  opened: Opening,
  violation: Violation,
  play: Play = playing(exploration.model, opened),
  imports?: TestImports,
): Finding {
  const { model } = exploration
  const { property, message, state } = violation
  if (state < 0)
    return {
      property,
      severity: violation.severity ?? 'error',
      mode: 'any',
      message,
      states: [],
      story: [],
      journal: [],
      disclosures: [],
      diagram: '',
      test: '',
    }
  const way = violation.way ?? wayTo(exploration, state)
  const dated = 'playedTo' in exploration && violation.way === undefined ? (exploration as Dated) : undefined
  const played = dated?.playedTo(state) ?? play(way, violation.pace)
  const calendar = dated?.dates.calendar
  const { machine } = model.configurations[exploration.configurationOf(state)] as Configuration
  const isThere = played.isWhole && isSame(played.state.machine.value, machine.value)
  const isConfirmed = isThere && violation.isShownBy?.(played.state) !== false
  const moves = way.map((move, n): ToldMove => {
    const before = played.states.findLast(one => one.moves === n)?.state.machine.context
    const isAnswered = move.kind === 'command' && move.answers !== undefined && before !== undefined
    const facts = isAnswered
      ? factsFor(model.definition, before, { ...move, data: move.sample as JsonObject })
      : undefined
    return { move, at: isConfirmed ? played.instants[n] : undefined, facts }
  })
  const begins = played.drafts[0]?.at ?? 0
  const waited = waitedIn(violation, isConfirmed ? played.waitedUntil : undefined, begins, calendar)
  return {
    property,
    severity: violation.severity ?? (isConfirmed ? 'error' : 'warning'),
    mode: 'any',
    message,
    states: activePaths(model.definition, machine as never),
    story: [...storyOf(caseType, moves, begins, calendar), ...waited],
    journal: isConfirmed ? played.journal : [],
    disclosures: isConfirmed ? played.disclosures : [],
    diagram: diagramOf(caseType, moves),
    test: testOf(
      caseType,
      { ...opened, ...(calendar && { at: begins }) },
      moves,
      proofOf(caseType, violation, moves, played, calendar),
      message.en,
      { edition: calendar?.edition, imports },
    ),
  }
}

/** The wait at the end of a story in words. */
function waitedIn(
  { pace }: Violation,
  until: number | undefined,
  begins: number,
  calendar: WorkingCalendar | undefined,
): readonly Sentence[] {
  const { wait } = pace ?? {}
  if (wait === undefined) return []
  const [over, when] = [durationInWords(wait.period), until === undefined ? undefined : whenIn(until, begins, calendar)]
  const isOne = wait.period.n === 1
  return [
    {
      'zh-CN': `${when?.['zh-CN'] ?? '此后'}：${over['zh-CN']}已满`,
      en: `${when?.en ?? 'then'}: ${over.en} ${isOne ? 'is' : 'are'} over`,
    },
  ]
}

const year = 365 * 86_400_000

/** What must not come of the story. Where a case waits in vain, it is how it stands a year later. */
function proofOf(
  caseType: AnyCaseType,
  { proof }: Violation,
  moves: readonly ToldMove[],
  { state, waitedUntil }: Replay,
  calendar: WorkingCalendar | undefined,
): Proof {
  if (proof === 'refusal') return { kind: 'refusal' }
  if (typeof proof === 'object' && 'grows' in proof) return { kind: 'growth', field: proof.grows }
  const last = moves.at(-1)
  if (typeof proof === 'object' && 'raced' in proof) {
    const [one, other] = proof.raced
    const facts = last?.move === other ? last.facts : undefined
    return { kind: 'order', one, other: { move: other, at: last?.at, facts }, told: last?.move === other ? 2 : 1 }
  }
  if (proof === 'twice') return { kind: 'twice' }
  if (typeof proof === 'object' && 'steady' in proof) return { kind: 'steady', move: proof.steady }
  if (typeof proof === 'object' && 'leftRunning' in proof) return { kind: 'leftRunning', deadline: proof.leftRunning }
  if (typeof proof === 'object' && 'disturbed' in proof)
    return { kind: 'disturbed', move: proof.disturbed, by: proof.by, until: state.lastAt + year }
  if (typeof proof === 'object' && 'uncovered' in proof)
    return { kind: 'uncovered', deadline: proof.uncovered, party: proof.party }
  if (typeof proof === 'object' && 'leftToDo' in proof) return { kind: 'leftToDo', task: proof.leftToDo }
  if (typeof proof === 'object' && 'leftOut' in proof) return { kind: 'leftOut', vote: proof.leftOut }
  if (typeof proof === 'object' && 'inVain' in proof) return { kind: 'inVain', deadline: proof.inVain }
  if (typeof proof === 'object' && 'reopened' in proof) return { kind: 'reopened', link: proof.reopened }
  if (typeof proof === 'object' && 'tried' in proof)
    return { kind: 'tried', moves: proof.tried, until: proof.leadsOn ? state.lastAt + year : undefined }
  // A round in which other cases answer is not gone again.
  const round = typeof proof === 'object' && 'round' in proof ? moves.slice(-proof.round) : []
  if (round.length > 0 && round.every(({ move }) => move.kind !== 'link')) return { kind: 'round', moves: round }
  const acted = waitedUntil ?? (last?.move.kind === 'clock' ? last.at : undefined)
  // What a calendar says of the year after may not be known yet: what is waited for in vain is so that day as well.
  const stays = calendar === undefined ? state.lastAt + year : state.lastAt
  const at = proof === 'stays' ? stays : acted
  // What else falls due at that instant comes about as well.
  const later =
    at === undefined
      ? state
      : advance(caseDefinition(caseType), state, { at, calendar: calendar ?? everyDayCalendar() }).state
  const vote = typeof proof === 'object' && 'vote' in proof ? { name: proof.vote, taken: proof.taken } : undefined
  const states = activePaths(caseDefinition(caseType), later.machine)
  return { kind: 'state', value: later.machine.value, outcome: later.outcome, at, vote: vote && { ...vote, states } }
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json)
}

/** Why a finding is accepted; undefined where it is not. */
export function acceptanceOf(
  finding: Pick<Finding, 'property' | 'message'>,
  accept: readonly Acceptance[],
): Acceptance | undefined {
  return accept.find(({ property, message }) => property === finding.property && finding.message.en.includes(message))
}

/** What was found as a result: what is accepted apart, and with a verdict of its own. */
export function sortedOut({
  all,
  accept = [],
  verdicts,
  exploration: { states, expanded, transitions, limits },
  stopped,
  left,
  elapsedMs,
}: {
  readonly all: readonly Finding[]
  readonly accept?: readonly Acceptance[] | undefined
  readonly verdicts: readonly PropertyVerdict[]
  readonly exploration: Exploration
  /** What ended it before it was through. */
  readonly stopped: ExplorationLimit | undefined
  /** What was not even looked for. */
  readonly left?: ExplorationLimit | undefined
  readonly elapsedMs: number
}): VerifyResult {
  const accepted: (Finding & { reason: string })[] = []
  const findings: Finding[] = []
  for (const finding of all) {
    const why = acceptanceOf(finding, accept)
    if (why === undefined) findings.push(finding)
    else accepted.push({ ...finding, reason: why.reason })
  }
  const isWanted = (property: string) => !findings.some(one => one.property === property)
  return {
    ok: findings.every(({ severity }) => severity === 'info'),
    complete: limits.length === 0 && stopped === undefined,
    partial: stopped !== undefined,
    states: expanded,
    edgeStates: states - expanded,
    transitions,
    elapsedMs,
    verdicts: verdicts.map(one =>
      one.verdict === 'violated' && isWanted(one.property) ? { ...one, verdict: 'accepted' } : one,
    ),
    findings,
    accepted,
    limits: [
      ...endedBy(stopped, limits),
      ...(stopped === undefined || isCancelled(limits) ? [] : [stopped]),
      ...(left === undefined ? [] : [left]),
    ],
  }
}
