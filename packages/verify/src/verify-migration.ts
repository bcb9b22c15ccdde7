// Whether cases of an earlier version can be taken over wherever they stand, and are sound there (P16).

import {
  type AnyCaseType,
  type AnyVote,
  activePaths,
  type CaseDefinition,
  type CaseState,
  ConvokeError,
  canonicalJson,
  caseDefinition,
  type Json,
  type JsonObject,
  type Migrated,
  type Migration,
  markKey,
  migrate,
  organisationOf,
  resolveParameters,
} from '@convoke/core'
import { everyDayCalendar } from '@convoke/core/testing'
import { refuseBudget } from './check-options.js'
import { carriedOut, exploringCase } from './explore/explore.js'
import { wayTo } from './explore/graph.js'
import type { Steps, VerifyProgress } from './explore/search.js'
import { type Share, untilStopped } from './explore/stopping.js'
import { type Study, studyOf, whereIn } from './explore/study.js'
import { actorsOf } from './model/acting.js'
import { calledInChinese } from './model/called.js'
import { answersOf, type Move } from './model/case-data.js'
import type { Configuration } from './model/case-model.js'
import { type Opening, openingFor } from './model/opening.js'
import { playing } from './model/replay.js'
import type { Checked } from './properties/checked.js'
import { deadlineOnEveryDuty } from './properties/duties.js'
import { noDeadlock, optionToComplete, silenceCannotStopIt } from './properties/soundness.js'
import { actingFor } from './property-checks.js'
import { scopeOf, sortedOut, told } from './stories/told.js'
import type { Finding, Sentence, VerifyResult, Violation } from './verdict.js'
import type { VerifyOptions } from './verify-options.js'

/** What is looked into of the state that a case comes to. */
const sound: readonly ((study: Study) => Checked)[] = [
  optionToComplete,
  noDeadlock,
  study => deadlineOnEveryDuty(study),
  silenceCannotStopIt,
]

/** How many cases are taken over. */
const mostTaken = 500
/** In how many places it is looked into how a case goes on; where the earlier version is too large to be exhausted. */
const mostOnward = 24
const fewOnward = 3

/** Which part of the time may be gone when the earlier version has been explored, and the later one as it is opened. */
const shares = { earlier: { ends: 0.3, done: 0.35 }, later: { ends: 0.4, done: 0.45 } }

/** The same of cases that were taken over, so many of the places looked into: what is left is for what is found. */
function shareOf(places: number): Share {
  const ends = shares.later.done + places * (0.78 - shares.later.done)
  return { ends, done: ends + 0.04 }
}

type Taken = Extract<Migrated, { readonly ok: true }>

/**
 * Takes over a case of an earlier version from every place where one can stand, as `engine.migrate` would, and says where
 * that fails or loses something: a duty, a deadline, who has done what, what is counted of a vote; and where a case that was
 * taken over cannot be settled, or can be held up by silence, as one that is opened in the new version cannot. A state that
 * the migration leaves on its version with null is no fault.
 *
 * Up to 500 cases, each by the shortest way to where it stands; how one goes on is looked into once for each of up to 24
 * places of the machine, or three where the earlier version is larger than the bounds. Faults that either version has anyway are for its own verification to tell. Pure but for the clock that measures `elapsedMs`.
 *
 * @param to the later version, whose `migrateFrom` names the earlier
 * @param version the earlier version, such as `1.0.0`
 * @throws ConvokeError `verify/migration` where there is no such migration; and as `verifyCaseType`
 * @example
 * import { errandMoved, errandOpened } from '@convoke/core/testing'
 * const { verdicts, findings } = verifyMigration(errandMoved, '1.0.0', { opened: errandOpened })
 * verdicts.map(({ property, verdict }) => `${property}: ${verdict}`) // => ['P16: sampled']
 * findings // => []
 */
export function verifyMigration(to: AnyCaseType, version: string, options: VerifyOptions = {}): VerifyResult {
  return carriedOut(verifyingMigration(to, version, options), undefined)
}

/**
 * The same, step by step, for whoever has other things to do in between: see {@link verifying}. Being told `false` ends it
 * with what was found so far; the result is `partial` then, and P16 is `bounded` unless it is violated.
 *
 * @throws ConvokeError as {@link verifyMigration}
 * @example
 * import { errandMoved, errandOpened } from '@convoke/core/testing'
 * const steps = verifyingMigration(errandMoved, '1.0.0', { opened: errandOpened })
 * let step = steps.next()
 * while (!step.done) step = steps.next(false)
 * step.value.partial // => true
 * step.value.verdicts.map(({ verdict }) => verdict) // => ['bounded']
 */
export function* verifyingMigration(
  to: AnyCaseType,
  version: string,
  options: VerifyOptions = {},
): Generator<VerifyProgress, VerifyResult, boolean | undefined> {
  const startedAt = performance.now()
  refuseBudget(options)
  const migration = to.migrateFrom?.find(({ from }) => from.version === version)
  if (migration === undefined) throw unknownMigration(to, version)
  const earlier = caseDefinition(migration.from)
  const later = caseDefinition(to)
  const clock = { at: 0, calendar: everyDayCalendar() }
  const opened = openingFor(migration.from, earlier, { ...options.opened, parameters: options.parameters }, clock)
  const { maxStates = 2_000, maxItems = 2 } = options
  const until = untilStopped(options)
  function* explored(caseType: AnyCaseType, opening: Opening, share: Share): Steps<Study> {
    const how = { maxStates, maxItems, isWhole: true, ...actingFor(caseType, options) }
    const steps = exploringCase(caseType, opening, answersOf(caseType, options.links), how)
    return studyOf(yield* until.goingOn(steps, share))
  }
  const study = yield* explored(migration.from, opened, shares.earlier)
  const play = playing(study.exploration.model, opened)
  const settings = settingsOf(later)

  const found: Finding[] = []
  let isOpen = study.exploration.limits.length > 0
  const report = (violation: Violation) => {
    found.push({
      ...told(migration.from, study, opened, violation, play, options.imports),
      severity: violation.severity ?? 'error',
    })
  }
  const known = new Set(
    [...faultsOf(study), ...(yield* ownFaults(to, (...later) => explored(...later, shares.later)))].map(({ en }) => en),
  )
  let taken = 0
  const places = new Set<number>()
  const mostPlaces = study.exploration.limits.length > 0 ? fewOnward : mostOnward
  for (const state of resting(study)) {
    if (taken === mostTaken || until.isThrough()) {
      isOpen = true
      break
    }
    const where = whereIn(study, state)
    const way = wayTo(study.exploration, state)
    const played = play(way)
    if (!played.isWhole) {
      isOpen = true
      continue
    }
    const result = takenOver(earlier, later, migration, played.state, settings)
    if (!result.ok) {
      // Declared: these stay.
      if (result.code !== 'migration/state-stays') report(refusedIn(where, state, result))
      continue
    }
    taken += 1
    const lost = [
      ...lostBy(earlier, later, migration, played.state, result),
      ...forgotten(later, migration, way, result.state),
    ]
    for (const one of lost) report(violationOf(where, state, one))
    const place = study.exploration.configurationOf(state)
    if (result.state.outcome !== null || places.has(place)) continue
    if (places.size === mostPlaces) {
      isOpen = true
      continue
    }
    places.add(place)
    const onward = { opening: opened.opening, by: opened.by, begins: result.state }
    const after = yield* explored(to, onward, shareOf(places.size / mostPlaces))
    isOpen ||= after.exploration.limits.length > 0
    for (const message of faultsOf(after)) {
      if (known.has(message.en)) continue
      known.add(message.en)
      report(violationOf(where, state, afterwards(message)))
    }
  }
  const findings = unlike(found)
  const stopped = until.stopped()
  isOpen ||= stopped !== undefined
  const isVoid = taken === 0 && findings.length === 0 && stopped === undefined
  return sortedOut({
    all: findings,
    accept: options.accept,
    verdicts: [
      {
        property: 'P16',
        says: says(version, to),
        verdict: findings.length > 0 ? 'violated' : isVoid ? 'notApplicable' : isOpen ? 'bounded' : 'sampled',
        mode: 'any',
        scope: scopeOf(migration.from, study.exploration, [], stopped),
      },
    ],
    exploration: study.exploration,
    stopped,
    elapsedMs: performance.now() - startedAt,
  })
}

function says(version: string, { version: next }: AnyCaseType): Sentence {
  return {
    'zh-CN': `${version} 版的办件无论到了哪一步，转到 ${next} 版后不丢任务、期限和已做的事，也仍能办结`,
    en: `a case of ${version} can be taken over to ${next} wherever it stands, loses no duty, deadline or act by it, and can still be settled`,
  }
}

/** The states in which a case rests. */
function resting({ exploration }: Study): readonly number[] {
  const all = Array.from({ length: exploration.states }, (_, state) => state)
  const { configurations } = exploration.model
  return all.filter(state => (configurations[exploration.configurationOf(state)] as Configuration).isStable)
}

function faultsOf(study: Study): readonly Sentence[] {
  return sound.flatMap(check => check(study).violations.map(({ message }) => message))
}

function settingsOf(definition: CaseDefinition): JsonObject {
  const resolved = resolveParameters(definition, [{}])
  return resolved.ok ? resolved.values : {}
}

function takenOver(
  from: CaseDefinition,
  to: CaseDefinition,
  migration: Migration,
  state: CaseState,
  settings: JsonObject,
): Migrated {
  let salts = 0
  const act = {
    ground: 'verification',
    signatures: [
      { by: 'verify', actor: 'verify/1' },
      { by: 'verify', actor: 'verify/2' },
    ] as const,
    commandId: 'verify',
    settings,
    salt: () => (salts++).toString(16).padStart(32, '0'),
  }
  return migrate(from, to, migration, state, act, { at: state.lastAt, calendar: everyDayCalendar() })
}

function refusedIn(where: Sentence, state: number, { code, details }: Extract<Migrated, { ok: false }>): Violation {
  const reason = `${code} ${JSON.stringify(details)}`
  return violationOf(where, state, {
    'zh-CN': `不能转到新版（${reason}）`,
    en: `a case cannot be taken over (${reason})`,
  })
}

function violationOf(where: Sentence, state: number, what: Sentence): Violation {
  return {
    property: 'P16',
    state,
    message: { 'zh-CN': `在“${where['zh-CN']}”：${what['zh-CN']}`, en: `in "${where.en}", ${what.en}` },
  }
}

function afterwards(message: Sentence): Sentence {
  return { 'zh-CN': `转到新版后，${message['zh-CN']}`, en: `once taken over, ${message.en}` }
}

/** What a case has lost by being taken over. */
function lostBy(
  from: CaseDefinition,
  to: CaseDefinition,
  migration: Migration,
  before: CaseState,
  { state, report }: Taken,
): readonly Sentence[] {
  const lost: Sentence[] = []
  const isDeclared = (name: string) => migration.deadlines[name] === null
  for (const { name, key } of report.deadlines.ended) {
    if (isDeclared(name)) continue
    const of = key === '' ? '' : `/${key}`
    lost.push({
      'zh-CN': `期限“${calledInChinese(from.caseType, 'deadlines', name)}${of}”在新版不再走，而 migrate 没有写明它就此结束`,
      en: `the deadline "${name}${of}" does not go on in the new version, and migrate does not say that it ends`,
    })
  }
  for (const { name, key, from: was, to: is } of report.deadlines.moved) {
    const old = earlierName(migration, name)
    if (is <= was || migration.deadlines[old]?.dates !== undefined) continue
    lost.push({
      'zh-CN': `期限“${calledInChinese(to.caseType, 'deadlines', name)}${key === '' ? '' : `/${key}`}”往后推了，而 migrate 没有写明`,
      en: `the deadline "${name}${key === '' ? '' : `/${key}`}" falls due later, and migrate does not say so`,
    })
  }
  for (const { role, task, commands } of dutiesOf(from, before)) {
    const now = commands.map(command => migration.commands[command] ?? command)
    if (dutiesOf(to, state).some(duty => duty.commands.some(command => now.includes(command)))) continue
    if (state.outcome !== null) continue
    lost.push({
      'zh-CN': `“${calledInChinese(from.caseType, 'roles', role)}”的任务“${calledInChinese(from.caseType, 'tasks', task)}”在新版无人承担`,
      en: `the duty of ${role} to ${task} is nobody's in the new version`,
    })
  }
  if (!isSame([...before.recusals].sort(), [...state.recusals].sort()))
    lost.push({ 'zh-CN': '回避丢失', en: 'a recusal is lost' })
  for (const vote of lostVotes(from, to, before, state))
    lost.push({ 'zh-CN': `表决“${vote}”的选票变了`, en: `the ballots of the vote "${vote}" are not what they were` })
  return lost
}

/** Who did what, of which the later version does not know, though somebody else has to do another act after it. */
function forgotten(
  { caseType }: CaseDefinition,
  { commands }: Migration,
  way: readonly Move[],
  { marks, outcome }: CaseState,
): readonly Sentence[] {
  if (outcome !== null) return []
  const { separation = [] } = caseType
  const lost = new Map<string, Sentence>()
  for (const { did, mayNot, item } of separation) {
    for (const move of way) {
      const name = Object.hasOwn(commands, move.type) ? commands[move.type] : move.type
      if (move.kind !== 'command' || name !== did) continue
      const known = (marks[markKey(did, item, move.data)] ?? []).map(organisationOf)
      for (const party of actorsOf(move).filter(one => !known.includes(organisationOf(one))))
        lost.set(`${did} ${mayNot} ${party}`, {
          'zh-CN': `新版不知道 ${party} 做过“${calledInChinese(caseType, 'commands', did)}”，而做过的不得再“${calledInChinese(caseType, 'commands', mayNot)}”`,
          en: `the new version does not know that ${party} did ${move.type}, after which somebody else has to ${mayNot}`,
        })
    }
  }
  return [...lost.values()]
}

function earlierName({ deadlines }: Migration, name: string): string {
  return Object.keys(deadlines).find(old => deadlines[old]?.to === name) ?? name
}

function dutiesOf(definition: CaseDefinition, { machine }: CaseState) {
  return machine.nodes.flatMap(node => definition.duties.get(node) ?? [])
}

/** Votes that are open in both versions, by sums, whose sums are not what they were. */
function lostVotes(from: CaseDefinition, to: CaseDefinition, before: CaseState, after: CaseState): readonly string[] {
  const sumsOf = (definition: CaseDefinition, { machine }: CaseState, name: string): Json | undefined => {
    const vote = definition.caseType.votes?.[name] as AnyVote | undefined
    const states = activePaths(definition, machine)
    if (vote?.counts === undefined || ![vote.on].flat().some(path => states.includes(path))) return undefined
    return vote.counts(machine.context as JsonObject) as unknown as Json
  }
  return Object.keys(from.caseType.votes ?? {}).filter(name => {
    const [was, is] = [sumsOf(from, before, name), sumsOf(to, after, name)]
    return was !== undefined && is !== undefined && !isSame(was, is)
  })
}

/** What is wrong with a case that is opened in the version, by the same checks. */
function* ownFaults(
  to: AnyCaseType,
  explored: (caseType: AnyCaseType, opening: Opening) => Steps<Study>,
): Steps<readonly Sentence[]> {
  const clock = { at: 0, calendar: everyDayCalendar() }
  let opened: Opening
  try {
    opened = openingFor(to, caseDefinition(to), {}, clock)
  } catch (error) {
    if (ConvokeError.is(error)) return []
    throw error
  }
  return faultsOf(yield* explored(to, opened))
}

function unlike(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map(one => [one.message.en, one])).values()]
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json)
}

function unknownMigration({ name, version: to, migrateFrom = [] }: AnyCaseType, version: string): ConvokeError {
  const known = migrateFrom.map(({ from }) => from.version)
  const instead = known.length === 0 ? 'it takes over no other version' : `it takes over ${known.join(', ')}`
  return new ConvokeError('verify/migration', `${name} ${to} does not take over cases of ${version}: ${instead}`, {
    details: { caseType: name, version: to, from: version, known },
  })
}
