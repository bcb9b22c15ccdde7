import type { PartyId } from '@convoke/core'
import { ballotOf } from '@convoke/core'
import { mostOfAKind } from './closing.js'
import type { Context } from './context.js'
import { barredInElection, needsOwners } from './matters.js'
import {
  acceptingBody,
  actsForOwners,
  areOfOne,
  fourParties,
  hasVacancies,
  isAccused,
  isBelowHalf,
  known,
  members,
  organiser,
  partiesAreNamed,
} from './parties.js'
import {
  agreesWithBox,
  consensus,
  demandIsReached,
  isComplete,
  isSound,
  mayAnnounce,
  mayCast,
  memberDemandIsReached,
  signatures,
} from './voting.js'
import { words } from './words.js'

const { when } = words
type Read = Readonly<Context>
type Args = { readonly context: Read }

/** A condition over the data, and over the event that asks. */
type Guard = (args: { readonly context: Read; readonly event: { readonly type: string } }) => boolean

// Names the type once: each guard's own would be spelled out with the whole context in the declaration file.
const named = <Name extends string>(all: Readonly<Record<Name, Guard>>): Readonly<Record<Name, Guard>> => all

const isOpen = (context: Read) => context.closure === null
const isUrgent = ({ kind, urgent, ownersCommittee }: Read) =>
  kind === 'urgentRepair' && urgent !== null && ownersCommittee !== null
const isQuiet = ({ vote, box, toPost }: Read) =>
  box === null && toPost === null && (vote === null || vote.status === 'counted')
const inTheCase = (context: Read): readonly PartyId[] => [
  ...known(
    context.raisedBy,
    context.residentsCommittee,
    context.partyBranch,
    context.ownersCommittee,
    context.propertyCompany,
    context.town,
    context.housingOffice,
    context.mediator,
    context.work?.executor ?? null,
  ),
  ...context.participants,
  ...context.ownerRepresentatives,
  ...members(context),
]
const mayMeetAgain = (context: Read) => context.meetings < context.parameters.maxMeetings
const toPost = (context: Read) => (context.toPost === null ? undefined : context.decisions[context.toPost])
const ownersHere = (context: Read) => needsOwners(context.matter)
const isAccepted = (context: Read) => {
  const { work } = context
  if (work === null) return false
  const body = acceptingBody(context)
  const byBody = body !== null && work.accepted.includes(body)
  return byBody && work.accepted.some(party => !isBody(context, party))
}
/** A body of the compound or the town, as opposed to an owner. */
const isBody = ({ ownersCommittee, residentsCommittee, town }: Read, party: PartyId) =>
  [ownersCommittee, residentsCommittee, town].includes(party)
const hasRoom = (all: object, key: string) => !(key in all) && Object.keys(all).length < mostOfAKind
const alreadyRated = (context: Read, subject: string, index: number) => {
  const before = context.ratings[subject]
  if (before === undefined) return false
  const none = { heads: 0 }
  const electorate = { heads: context.electorate?.heads ?? 0 }
  return ballotOf({ electorate, yes: none, no: none, abstain: none, marks: before.marks }, index) !== null
}

/**
 * The conditions of the machine 条件. Each has a label in both languages: it is the reason a party reads when it is
 * refused, so a guard is one question with one answer.
 *
 * @source as noted at the guards; our defaults where nothing is noted
 */
export const guards = named({
  // Bringing and sorting
  partiesAreNamed: ({ context }: Args) => partiesAreNamed(context),
  isEmergency: ({ context }: Args) =>
    partiesAreNamed(context) && context.kind === 'emergency' && context.propertyCompany !== null,
  hasCompany: ({ context }: Args) => context.propertyCompany !== null,
  /** @source Shanghai property rules 73: the five listed matters only */
  isUrgentRepair: ({ context }: Args) => isUrgent(context),
  hasCommittee: ({ context }: Args) => context.ownersCommittee !== null,
  lacksCommittee: ({ context }: Args) => context.ownersCommittee === null,
  mayAskOwners: when(
    'toOwnersMeeting',
    ({ context, event }) => needsOwners(event.matter) && organiser(context) !== null,
  ),
  ownersLackBody: when(
    'toOwnersMeeting',
    ({ context, event }) => needsOwners(event.matter) && organiser(context) === null,
  ),
  areDisputants: when('toMediation', ({ context, event }) => {
    const parties = new Set(event.between)
    return parties.size > 1 && [...parties].every(party => inTheCase(context).includes(party))
  }),
  mayConveneDepartments: ({ context }: Args) => context.residentsCommittee !== null && context.convening === null,
  /** A first committee where there is none, members one by one while more than half are left. @source Shanghai 13, 32 */
  mayElect: when('toElection', ({ context, event }) => {
    if (context.town === null || context.election === 'open') return false
    if (event.kind === 'first') return context.ownersCommittee === null
    return event.kind === 'early' ? context.ownersCommittee !== null : hasVacancies(context)
  }),
  hasNoAssembly: ({ context }: Args) => context.ownersCommittee === null && context.mandate === null,
  ownersDecideThis: ({ context }: Args) => ownersHere(context),

  // The committee
  /** What the owners have to decide is put to them; an urgent repair is the committee's. @source Civil Code 278, Shanghai 73 */
  isWithinMandate: when('proposeDecision', ({ context, event }) => {
    const free = context.motion === null && members(context).length > 0
    return free && (event.leadsTo === 'vote' || !ownersHere(context) || isUrgent(context))
  }),
  maySignDecision: when(
    'signDecision',
    ({ context, event }) => context.motion !== null && event.delegate === null && !(event.by in context.motion.votes),
  ),
  mayDemandMeeting: when(
    'demandCommitteeMeeting',
    ({ context, event }) => event.delegate === null && !context.memberDemands.includes(event.by),
  ),
  // Counting comes last: these are asked after every step.
  motionLeadsToVote: ({ context }: Args) =>
    context.motion?.leadsTo === 'vote' && organiser(context) !== null && signatures(context) === 'passed',
  motionPasses: ({ context }: Args) => signatures(context) === 'passed',
  motionFails: ({ context }: Args) => ['rejected', 'invalid'].includes(signatures(context)),

  // The joint meeting
  mayMeet: ({ context }: Args) => mayMeetAgain(context),
  mayTakePosition: when(
    ['agree', 'reserve'],
    ({ context, event }) =>
      fourParties(context).includes(event.by) && context.meeting !== null && !(event.by in context.meeting.positions),
  ),
  agreedForOwners: ({ context }: Args) =>
    ownersHere(context) && organiser(context) !== null && consensus(context) === 'passed',
  agreedWithoutBody: ({ context }: Args) => ownersHere(context) && consensus(context) === 'passed',
  agreedForCommittee: ({ context }: Args) =>
    context.matter === 'committee' && context.ownersCommittee !== null && consensus(context) === 'passed',
  agreedToDecide: ({ context }: Args) => context.purpose === 'decide' && consensus(context) === 'passed',
  allAgree: ({ context }: Args) => consensus(context) === 'passed',
  isSplit: ({ context }: Args) => consensus(context) === 'rejected',
  hasToBeMinuted: ({ context }: Args) => isOpen(context) && context.minutes.length < context.meetings,

  // The owners' meeting
  mayAnnounce: when('announceVote', ({ context, event }) => mayAnnounce(context, event)),
  /** @source Shanghai property rules 28 */
  isNotBarred: when(
    'announceVote',
    ({ context, event }) => context.committee?.betweenTerms !== true || !barredInElection(event.matter),
  ),
  /** On the roll, not yet voted; a proxy brings the owner's written instruction. @source Shanghai property rules 18 */
  mayVote: when('vote', ({ context, event }) => {
    const line = event.facts.seats?.voter
    return mayCast(context, line) && (event.delegate === null || event.instruction !== null)
  }),
  mayEnterBallot: when('enterBallot', ({ context, event }) => mayCast(context, event.facts.membership?.voter)),
  allVoted: ({ context }: Args) => isComplete(context),
  countFits: when(
    'confirmCount',
    ({ context, event }) => agreesWithBox(context, event) && context.vote?.confirmed.includes(event.by) === false,
  ),
  isCounted: ({ context }: Args) => {
    const { vote } = context
    return vote !== null && known(vote.organiser, vote.monitor).every(party => vote.confirmed.includes(party))
  },
  isRejected: ({ context }: Args) => toPost(context)?.result === 'rejected',
  isInvalid: ({ context }: Args) => toPost(context)?.result === 'invalid',
  isForDecision: ({ context }: Args) => context.purpose === 'decide',
  mayRevote: ({ context }: Args) =>
    context.vote !== null && organiser(context) !== null && context.revotes < context.parameters.maxRevotes,
  mayDemand: when('demandMeeting', ({ context, event }) => {
    const line = event.facts.seats?.propertyOwner
    if (!isOpen(context) || context.electorate === null || !isSound(line, context.electorate)) return false
    return context.demand === null || ballotOf(context.demand.box, line.index) === null
  }),
  isStanding: when(['challenge', 'stayExecution', 'recordJudgment'], ({ context, event }) => {
    const decision = context.decisions[event.decision]
    return decision?.result === 'passed' && !decision.annulled
  }),
  annuls: when('recordJudgment', ({ context, event }) => {
    const decision = context.decisions[event.decision]
    return event.annulled && decision?.result === 'passed' && !decision.annulled && isQuiet(context)
  }),
  upholds: when('recordJudgment', ({ context, event }) => {
    const decision = context.decisions[event.decision]
    return !event.annulled && decision?.result === 'passed' && !decision.annulled
  }),

  // Mediation
  mayConsent: when(
    'consentMediation',
    ({ context, event }) => context.mediation?.consents.includes(event.by) === false,
  ),
  allConsent: ({ context }: Args) =>
    context.mediation?.parties.every(party => context.mediation?.consents.includes(party)) === true,
  maySignAgreement: when(
    'signAgreement',
    ({ context, event }) => context.mediation?.signed.includes(event.by) === false,
  ),
  signedForOwners: ({ context }: Args) => allSigned(context) && ownersHere(context) && organiser(context) !== null,
  signedWithoutBody: ({ context }: Args) => allSigned(context) && ownersHere(context),
  signedToDecide: ({ context }: Args) => allSigned(context) && context.purpose === 'decide',
  allSigned: ({ context }: Args) => allSigned(context),
  mayApplyConfirmation: when(
    'applyConfirmation',
    ({ context, event }) =>
      context.mediation?.outcome === 'agreed' && !context.mediation.confirmation.includes(event.by),
  ),

  // Carrying out, accepting, evaluating
  mayWorkOn: ({ context }: Args) => context.work !== null,
  /** Nobody accepts its own work, and one body and one owner accept: a second body is no owner. Our default. */
  mayAccept: when('acceptWork', ({ context, event }) => {
    const { work, propertyCompany } = context
    if (work === null || areOfOne(event.by, work.executor) || areOfOne(event.by, propertyCompany)) return false
    if (isBody(context, event.by) && event.by !== acceptingBody(context)) return false
    return !isAccused(context, event.by) && !work.accepted.includes(event.by)
  }),
  isAccepted: ({ context }: Args) => isAccepted(context),
  mayRework: when(
    'rejectWork',
    ({ context, event }) =>
      !areOfOne(event.by, context.work?.executor ?? null) &&
      (context.work?.reworks ?? 0) < context.parameters.maxReworks,
  ),
  mayReject: when('rejectWork', ({ context, event }) => !areOfOne(event.by, context.work?.executor ?? null)),
  mayRate: when('rate', ({ context, event }) => {
    const line = event.facts.seats?.propertyOwner
    if (context.electorate === null || !isSound(line, context.electorate)) return false
    return !alreadyRated(context, event.subject, line.index)
  }),
  hasNotGivenOpinion: when('giveOpinion', ({ context, event }) => !(event.by in context.opinions)),
  opinionsAreIn: ({ context }: Args) =>
    known(context.residentsCommittee, context.partyBranch).every(party => party in context.opinions),
  opinionsAreInAndDone: ({ context }: Args) =>
    known(context.residentsCommittee, context.partyBranch).every(party => party in context.opinions) &&
    (context.work === null ? context.adopted : isAccepted(context)),
  isDone: ({ context }: Args) => (context.work === null ? context.adopted : isAccepted(context)),

  // The company leaves
  isAnotherCompany: when('nameSuccessor', ({ context, event }) => event.company !== context.exit?.oldCompany),
  /** By the committee, or by the residents' committee for at least a fifth of the owners. @source Shanghai property rules 52 */
  mayAskStandIn: when(
    'requestStandIn',
    ({ context, event }) =>
      context.exit?.standInAsked === false &&
      (event.by === context.ownersCommittee || (context.ownersCommittee === null && demandIsReached(context))),
  ),
  standInIsAsked: when(
    'appointStandIn',
    ({ context, event }) =>
      context.exit?.standInAsked === true && context.exit.standIn === null && event.company !== context.exit.oldCompany,
  ),
  /** Until somebody takes over, the old company carries on. @source Civil Code 950 */
  somebodyTakesOver: ({ context }: Args) => (context.exit?.successor ?? context.exit?.standIn ?? null) !== null,
  isHandedOver: when('confirmReceipt', ({ context, event }) => context.exit?.handed.includes(event.what) === true),
  isNotHandedOver: when('handOver', ({ context, event }) => context.exit?.handed.includes(event.what) === false),
  allReceivedBySuccessor: ({ context }: Args) =>
    (context.exit?.received.length ?? 0) === 3 && (context.exit?.successor ?? null) !== null,
  allReceived: ({ context }: Args) => (context.exit?.received.length ?? 0) === 3,
  hasSuccessor: ({ context }: Args) => (context.exit?.successor ?? null) !== null,

  // The town
  mayOrder: ({ context }: Args) => context.orders < 1 && actsForOwners(context) !== null,
  /** At the owners' request; or below half, inactive, unlawful. @source Shanghai property rules 25, 32 */
  mayConvene: when('conveneMeeting', ({ context, event }) => {
    if (event.ground === 'requested') return context.townAsked || demandIsReached(context)
    return event.ground === 'belowHalf' ? isBelowHalf(context) : context.ownersCommittee !== null
  }),
  /** @source Shanghai property rules 26: on the owners' written request, another member */
  mayNameConvenor: when(
    'nameConvenor',
    ({ context, event }) =>
      (context.townAsked || memberDemandIsReached(context)) &&
      members(context).includes(event.member) &&
      context.convenor !== event.member,
  ),
  mayRequestTown: ({ context }: Args) => isOpen(context) && !context.townAsked,

  // Links
  isComplaintNews: when(['case.refused', 'case.settled'], ({ event }) => event.link === 'complaint'),
  isElectionNews: when(['case.refused', 'case.settled'], ({ event }) => event.link === 'election'),
  isConveningNews: when(['case.refused', 'case.settled'], ({ event }) => event.link === 'convening'),
  /** Units that met decide nothing that is the owners': such a matter comes back to the four parties. @source Civil Code 278 */
  conveningSolved: when(
    'case.settled',
    ({ context, event }) =>
      event.link === 'convening' &&
      event.outcome === 'resolved' &&
      event.result.unresolved.length === 0 &&
      !ownersHere(context),
  ),
  isNewComplaint: when(
    'openComplaint',
    ({ context, event }) => isOpen(context) && hasRoom(context.complaints, event.complaint),
  ),

  // At any time
  isOpen: ({ context }: Args) => isOpen(context),
  mayEscalate: ({ context }: Args) => isOpen(context) && context.town !== null && isQuiet(context),
  mayWithdraw: ({ context }: Args) => isOpen(context) && isQuiet(context) && !context.adopted,
  isInTheCase: when(
    'remind',
    ({ context, event }) => isOpen(context) && inTheCase(context).includes(event.party) && context.reminders < 1000,
  ),
  isNotInformed: when(
    'copyTo',
    ({ context, event }) =>
      isOpen(context) && !context.informed.includes(event.party) && context.informed.length < mostOfAKind,
  ),
  isNewDocument: when(
    'requireDocument',
    ({ context, event }) =>
      isOpen(context) && hasRoom(context.documents, event.doc) && inTheCase(context).includes(event.from),
  ),
  /** A document that is owed is posted by whoever owes it; a decision is posted by its own command. */
  mayPost: when('postDocument', ({ context, event }) => {
    const before = context.documents[event.doc]
    if (!isOpen(context)) return false
    if (before === undefined) return hasRoom(context.documents, event.doc) && !(event.doc in context.decisions)
    return (before.status === 'owed' || before.status === 'overdue') && before.by === event.by
  }),
  isOwnPosting: when(
    'takeDown',
    ({ context, event }) =>
      context.documents[event.doc]?.status === 'posted' && context.documents[event.doc]?.by === event.by,
  ),
  isPosted: when('objectToDocument', ({ context, event }) => context.documents[event.doc]?.status === 'posted'),
  mayQuery: when(
    'query',
    ({ context, event }) =>
      isOpen(context) && Object.hasOwn(context.documents, event.doc) && hasRoom(context.queries, event.query),
  ),
  isAskedQuery: when(
    'answerQuery',
    ({ context, event }) =>
      isOpen(context) && context.queries[event.query]?.answer === null && context.queries[event.query]?.to === event.by,
  ),
  mayMessage: when(
    'sendMessage',
    ({ context, event }) => isOpen(context) && context[event.to] !== null && hasRoom(context.messages, event.message),
  ),
  isAddressee: when(
    'answerMessage',
    ({ context, event }) =>
      isOpen(context) &&
      context.messages[event.message]?.answer === null &&
      context.messages[event.message]?.to === event.by,
  ),
  mayAnnounceReception: ({ context }: Args) => isOpen(context) && context.receptions.length < mostOfAKind,
  mayRefer: ({ context }: Args) => isOpen(context) && context.referrals.length < mostOfAKind,
})

function allSigned({ mediation }: Read): boolean {
  return mediation?.parties.every(party => mediation.signed.includes(party)) === true
}
