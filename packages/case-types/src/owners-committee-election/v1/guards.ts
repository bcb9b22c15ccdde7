import { mostOfAKind } from './acts/forming.js'
import type { Context } from './context.js'
import {
  backed,
  committeeNow,
  eligible,
  groupIsSound,
  isDue,
  isFormed,
  mayCast,
  needsRunOff,
  seatsAreSound,
} from './electing.js'
import { groupChair, monitor } from './roles.js'
import { words } from './words.js'

const { when } = words
type Read = Readonly<Context>
type Args = { readonly context: Read }

/** A condition over the data, and over the event that asks. */
type Guard = (args: { readonly context: Read; readonly event: { readonly type: string } }) => boolean

// Names the type once: each guard's own would be spelled out with the whole context in the declaration file.
const named = <Name extends string>(all: Readonly<Record<Name, Guard>>): Readonly<Record<Name, Guard>> => all

/** What the old committee may not decide while its successor is elected. @source Shanghai property rules 28 */
const barred = ['propertyCompany', 'fees', 'majorWorks', 'otherMajor']
const everything = 6

/**
 * The conditions of the machine 条件, each with a label in both languages.
 *
 * @source as noted at the guards; our defaults where nothing is noted
 */
export const guards = named({
  isRegular: ({ context }: Args) => context.kind === 'regular' && context.ownersCommittee !== null,
  /** The town convenes, and the assembly starts it. @source Shanghai property rules 32 */
  isEarly: ({ context }: Args) => context.kind === 'early' || context.kind === 'byElection',
  nobodyReports: ({ context }: Args) => context.kind === 'regular' || context.developer === null,
  isByElection: ({ context }: Args) => context.kind === 'byElection' && context.ownersCommittee !== null,
  /** @source Shanghai property rules 13 */
  conditionsAreMet: when('reportConditions', ({ context, event }) => isDue(context.parameters.deliveredShare, event)),
  /** @source Shanghai property rules 15, 28 */
  groupIsSound: when('formGroup', ({ context, event }) =>
    groupIsSound(event.members, event.chair, context.parameters.ownersInGroup),
  ),
  staysSound: when('replaceMember', ({ context, event }) => {
    const group = context.group.map(one => (one.party === event.party ? event.instead : one))
    return (
      context.group.some(({ party }) => party === event.party) &&
      groupIsSound(group, context.groupChair ?? '', context.parameters.ownersInGroup)
    )
  }),
  isInGroup: when(
    'objectToMember',
    ({ context, event }) =>
      context.objections.length < mostOfAKind && context.group.some(({ party }) => party === event.party),
  ),
  mayObject: ({ context }: Args) => context.objections.length < mostOfAKind,
  isUnanswered: when('answerObjection', ({ context, event }) => context.objections[event.objection]?.answer === null),
  /** No preparation before the group is trained. @source Shanghai property rules 15 */
  isTrained: ({ context }: Args) => context.trained || context.kind === 'byElection',
  holdsSeals: ({ context }: Args) => context.seals === 'held',
  isNotPrepared: when(
    'prepare',
    ({ context, event }) =>
      (context.trained || context.kind === 'byElection') && !context.prepared.includes(event.what),
  ),
  /** @source Shanghai property rules 20 */
  seatsAreSound: when(
    'setSeats',
    ({ context, event }) =>
      seatsAreSound(context, event.seats) &&
      event.term >= context.parameters.leastTerm &&
      event.term <= context.parameters.longestTerm,
  ),
  /** Between two terms: no decision on company, fees, major works. @source Shanghai property rules 28 */
  isNotBarred: when(
    'addAgenda',
    ({ context, event }) =>
      context.agenda.length < mostOfAKind && (context.kind === 'first' || !barred.includes(event.matter)),
  ),
  isNewCandidate: when(
    'nominate',
    ({ context, event }) =>
      !(event.candidate in context.candidates) &&
      !context.membersBefore.includes(context.kind === 'byElection' ? event.candidate : '') &&
      Object.keys(context.candidates).length < mostOfAKind,
  ),
  isCandidate: when('screenCandidate', ({ context, event }) => event.candidate in context.candidates),
  /** All six preparations, seats, a roll, and candidates enough. @source Shanghai property rules 16 */
  isPrepared: ({ context }: Args) =>
    context.plan !== null &&
    context.roll !== null &&
    context.electorate !== null &&
    (context.kind === 'byElection' || context.prepared.length === everything) &&
    eligible(context).length >= context.plan.seats,
  mayExtend: ({ context }: Args) =>
    context.extensions < context.parameters.maxExtensions && groupChair(context) !== null,
  mayFormAgain: when(
    'formGroup',
    ({ context, event }) =>
      context.extensions < context.parameters.maxExtensions &&
      groupIsSound(event.members, event.chair, context.parameters.ownersInGroup),
  ),
  /** On the roll, not yet voted, for candidates; a proxy with written instruction. @source Shanghai property rules 18 */
  mayVote: when(
    'vote',
    ({ context, event }) =>
      mayCast(context, event.facts.seats?.propertyOwner, event.names) &&
      (event.delegate === null || event.instruction !== null),
  ),
  mayEnterBallot: when('enterBallot', ({ context, event }) =>
    mayCast(context, event.facts.membership?.voter, event.names),
  ),
  allVoted: ({ context }: Args) => context.box !== null && context.box.returned.heads === context.box.electorate.heads,
  countFits: when(
    'confirmCount',
    ({ context, event }) =>
      context.box !== null &&
      context.box.returned.heads === event.returned.heads &&
      context.box.returned.area === event.returned.area &&
      !context.confirmed.includes(event.by),
  ),
  isCounted: ({ context }: Args) =>
    [groupChair(context), monitor(context)].every(party => party === null || context.confirmed.includes(party)),
  /** @source Electoral law 45, by analogy; how often is a knob */
  isTied: ({ context }: Args) => needsRunOff(context),
  isNotFormed: ({ context }: Args) => context.status === 'counted' && !isFormed(context),
  mayRepeat: ({ context }: Args) => context.revotes < context.parameters.maxRevotes && groupChair(context) !== null,
  isElected: when('backChair', ({ context, event }) => committeeNow(context).includes(event.member)),
  chairIsChosen: ({ context }: Args) => backed(context) !== null,
  mayReturn: ({ context }: Args) => context.returns < context.parameters.maxReturns,
  hasSealsToReturn: ({ context }: Args) => context.seals === 'deposited' && context.housingOffice !== null,
  isOpen: ({ context }: Args) => context.closure === null && context.reminders < 1000,
  mayWithdraw: ({ context }: Args) => context.closure === null && context.status === 'none',
})
