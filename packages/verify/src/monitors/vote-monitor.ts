// Votes counted along, step by step: by the commands that cast a ballot, whatever the case type makes of them.
import type { AnyVote, CaseDefinition, Choice, Electorate, JsonObject, VoteCounts, VoteOutcome } from '@convoke/core'
import type { Configuration, Kept, Monitor, Move } from '../model/case-data.js'
import { ClockRead } from '../tables/cells.js'
import { isSignal } from '../tables/combinations.js'
import { countedAlong, countedBySums } from './vote-oracle.js'

/** What can be wrong with a vote: its result; that it ends before it may; that ballots are taken when none is open. */
export type VoteFault =
  | { readonly kind: 'result' | 'early'; readonly taken: VoteOutcome; readonly counted: 'open' | VoteOutcome }
  | { readonly kind: 'closed' }
  /** What the case type says of its vote throws. */
  | { readonly kind: 'throws' }

/** All that can be wrong, as words a monitor can keep. */
function faultWord(fault: VoteFault): string {
  return 'taken' in fault ? `${fault.kind} ${fault.taken} ${fault.counted}` : fault.kind
}

/** What a word says that {@link faultWord} made. */
export function faultOfWord(word: string): VoteFault {
  const [kind, taken, counted] = word.split(' ')
  if (kind === 'closed' || kind === 'throws') return { kind }
  return { kind, taken, counted } as VoteFault
}

/**
 * Counts a vote along, and finds what is wrong with it.
 *
 * @param failure is told what the case type's own words about the vote throw
 */
export function voteMonitor(
  definition: Pick<CaseDefinition, 'paths'>,
  vote: AnyVote,
  failure: { thrown?: unknown },
): Monitor {
  const counting = countingMonitor(definition, vote)
  const guarded = (kept: Kept, count: () => boolean): boolean => {
    try {
      return count()
    } catch (thrown) {
      if (isSignal(thrown) || thrown instanceof ClockRead) throw thrown
      failure.thrown ??= thrown
      return broken(kept, { kind: 'throws' })
    }
  }
  return (data, move, kept, before) => {
    let judge: ReturnType<Monitor> = () => true
    const isSound = !guarded(kept, () => {
      judge = counting(data, move, kept, before)
      return false
    })
    return after => (isSound ? guarded(kept, () => judge(after)) : true)
  }
}

function countingMonitor({ paths }: Pick<CaseDefinition, 'paths'>, vote: AnyVote): Monitor {
  const on = new Set([vote.on].flat())
  const pathsOf = ({ nodes }: Configuration) => nodes.flatMap(node => paths.get(node) || []).sort()
  const isOpenIn = (place: Configuration) => pathsOf(place).some(path => on.has(path))
  return (data, move, kept, before) => {
    const context = (): JsonObject => data.context as JsonObject
    const isBallot = move.kind === 'command' && Object.hasOwn(vote.ballots, move.type)
    const wasOpen = isOpenIn(before)
    const mayEnd = wasOpen || kept.vote === 'ended' || kept.vote === 'cut'
    // A box may be emptied by the step that writes the result down.
    const box = mayEnd && !isBallot ? countsOf(vote, context()) : null
    return after => {
      const isOpen = isOpenIn(after)
      if (isBallot && !wasOpen && !isOpen) return broken(kept, { kind: 'closed' })
      if (isOpen && (!wasOpen || kept.vote === undefined)) begin(kept)
      if (isBallot) keep(kept, vote, context(), move)
      if (wasOpen && !isOpen) kept.vote = endsIt(vote, move) ? 'ended' : 'cut'
      if (isOpen || kept.vote === undefined) return false
      const taken = vote.result(context(), pathsOf(after))
      if (taken === 'open') return false
      const fault = taken === null ? undefined : judged(vote, context(), kept, { taken, box })
      delete kept.vote
      delete kept.ballots
      return fault !== undefined && broken(kept, fault)
    }
  }
}

function broken(kept: Kept, fault: VoteFault): true {
  kept.fault ??= faultWord(fault)
  return true
}

function begin(kept: Kept): void {
  kept.vote = 'open'
  kept.ballots = {}
}

/** Whether what ends it may end it, however many ballots are out. */
function endsIt({ closes = [] }: AnyVote, move: Move): boolean {
  return move.kind !== 'command' || closes.includes(move.type)
}

function keep(kept: Kept, vote: AnyVote, context: JsonObject, move: Move): void {
  if (move.kind !== 'command' || vote.members === undefined) return
  const ballot = vote.ballots[move.type]
  const choice = typeof ballot === 'function' ? ballot(move.data) : ballot
  if (choice == null) return
  kept.ballots ??= {}
  if (kept.ballots[move.by] === undefined || vote.rule(context).replaceable) kept.ballots[move.by] = choice
}

function judged(
  vote: AnyVote,
  context: JsonObject,
  kept: Kept,
  { taken, box }: { readonly taken: VoteOutcome; readonly box: VoteCounts | null },
): VoteFault | undefined {
  const isClosed = kept.vote === 'ended'
  const rule = vote.rule(context)
  const counts = box ?? countsOf(vote, context)
  const counted =
    vote.members === undefined
      ? counts === null
        ? 'open'
        : countedBySums(rule, counts, isClosed)
      : countedAlong(
          rule,
          electorateOf(vote.members(context)),
          (kept.ballots ?? {}) as Record<string, Choice>,
          isClosed,
        )
  if (counted === taken) return undefined
  return { kind: counted === 'open' ? 'early' : 'result', taken, counted }
}

function countsOf({ counts }: AnyVote, context: JsonObject): VoteCounts | null {
  return counts?.(context) ?? null
}

function electorateOf(members: Electorate | readonly string[]): Electorate {
  return Array.isArray(members) ? Object.fromEntries(members.map(member => [member, {}])) : (members as Electorate)
}
