import type { PartyId } from '@convoke/core'
import { visitKey } from './closing.js'
import type { Context } from './context.js'
import { screeningParty, signed, unsigned, wouldComplete } from './conveners.js'
import { allFinal, isLosingSide, mayBeImposed, whoRules } from './disputes.js'
import * as evaluation from './evaluation.js'
import { delegates, isRequired, requiredToCome, waiting } from './invitees.js'
import {
  everythingSolved,
  inWork,
  itemsThat,
  missingVerdicts,
  somethingSolved,
  toAsk,
  verifiers,
  works,
} from './items.js'
import {
  allAgree,
  hasProposals,
  hasQuorum,
  isPresent,
  maySpeakFor,
  minutesNow,
  placeOf,
  seats,
  unsignedMinutes,
} from './meeting.js'
import { mostConveners, mostInvitees } from './opening.js'
import { words } from './words.js'

const { when } = words
type Read = Readonly<Context>
type Args = { readonly context: Read }

/** A condition over the data, and over the command that asks. */
type Guard = (args: { readonly context: Read; readonly event: { readonly type: string } }) => boolean

// Names the type once: each guard's own would be spelled out with the whole context in the declaration file.
const named = <Name extends string>(all: Readonly<Record<Name, Guard>>): Readonly<Record<Name, Guard>> => all

/** How many supplements, dissents, items and supervision orders a case holds. Ours: a case stays small. */
const mostOfAKind = 100

const isOpen = (context: Read) => context.closure === null

/** Where a party stands in no other part of the case that would bar it from being invited. */
function mayBeInvited(context: Read, party: PartyId): boolean {
  return (
    !(party in context.conveners) &&
    party !== context.supervisor &&
    party !== context.districtOffice &&
    party !== context.areaChair
  )
}

function mayRule(context: Read, subject: string, party: PartyId): boolean {
  const dispute = context.disputes[subject]
  return dispute !== undefined && whoRules(context, dispute) === party
}

/** The authority to bind: fixed when the request was submitted, or asked of the directory with this very command. */
function binds(context: Read, target: PartyId, by: PartyId, asked: boolean | undefined): boolean {
  return context.rulers[target] === by || asked === true
}

const accepting = ['pending', 'countered', 'declined', 'silent']

/**
 * The conditions of the machine 条件. Each has a label in both languages: it is the reason a party reads when it is
 * refused, so a guard is one question with one answer.
 *
 * @source as noted at the guards; our defaults where nothing is noted
 */
export const guards = named({
  // Drafting, cosigning, screening
  isNewConvener: when('inviteCoConvener', ({ context, event }) => {
    const status = context.conveners[event.party]?.status
    const free = status === undefined || status === 'left' || status === 'refused' || status === 'silent'
    return free && !(event.party in context.invitees) && Object.keys(context.conveners).length < mostConveners
  }),
  /** Nobody is invited who convenes, screens or supervises; one lead at most; the kind fits the parties. Our default. */
  planIsFit: ({ context }: Args) => {
    const invitees = Object.entries(context.invitees)
    const required = invitees.filter(([, invitee]) => isRequired(invitee))
    const conveners = signed(context).length + unsigned(context).length
    return (
      required.length > 0 &&
      invitees.filter(([, invitee]) => invitee.as === 'lead').length <= 1 &&
      invitees.every(([party]) => mayBeInvited(context, party)) &&
      !(screeningParty(context) in context.conveners) &&
      !(context.supervisor in context.conveners) &&
      (context.kind !== 'emergency' || conveners === 1) &&
      (context.kind !== 'joint' || conveners > 1) &&
      (context.kind !== 'jointEnforcement' || required.length > 1)
    )
  },
  allCosigned: ({ context }: Args) => unsigned(context).length === 0,
  screeningSkipped: ({ context }: Args) =>
    !context.parameters.screening || (context.kind === 'emergency' && context.parameters.emergencySkipsScreening),
  screens: when('accept', ({ context, event }) => event.by === screeningParty(context)),
  mayReturn: ({ context }: Args) => context.returns < context.parameters.returnsAllowed,
  enoughForArea: when(
    'routeToArea',
    ({ context, event }) => mayGoToArea(context) && 1 + event.requests.length >= context.parameters.areaBatchThreshold,
  ),

  // Inviting
  isEmergency: ({ context }: Args) => context.kind === 'emergency',
  mayAccept: when(['accept', 'acceptWithReservation', 'delegate'], ({ context, event }) =>
    accepting.includes(context.invitees[event.by]?.status ?? ''),
  ),
  mayObject: when('counter', ({ context, event }) => context.invitees[event.by]?.status === 'pending'),
  /**
   * A clash of dates must be a counter-proposal.
   *
   * @source [RFC 5546, COUNTER](docs/reference/sources.md#rfc-5546)
   */
  isNoClash: when(
    'decline',
    ({ context, event }) => event.code !== 'conflictOfDate' && context.invitees[event.by]?.status === 'pending',
  ),
  namesNobodyElse: when('delegate', ({ context, event }) => {
    const taken = event.to in context.invitees || event.to in context.conveners || delegates(context).includes(event.to)
    return !taken && accepting.includes(context.invitees[event.by]?.status ?? '')
  }),
  isContested: when('concede', ({ context, event }) => {
    const status = context.invitees[event.invitee]?.status
    return status === 'countered' || status === 'declined'
  }),
  everybodyAnswered: ({ context }: Args) => waiting(context).length === 0,
  isSummoned: when('checkIn', ({ context, event }) => context.invitees[event.by]?.status === 'pending'),
  requiredAppeared: ({ context }: Args) =>
    waiting(context).every(party => !isRequired(context.invitees[party])) && hasQuorum(context),
  nobodyAppears: ({ context }: Args) =>
    waiting(context).every(party => !isRequired(context.invitees[party])) && !hasQuorum(context),

  // Ruling
  /** Where nobody objected to an item there is no objection to uphold, and no second party's reason to drop it. */
  mayUphold: when('uphold', ({ context, event }) => {
    const dispute = context.disputes[event.subject]
    const objected = dispute?.about !== 'responsibility' || dispute.ground === 'objected'
    return objected && mayRule(context, event.subject, event.by)
  }),
  rulesOnIt: when('overrule', ({ context, event }) => mayRule(context, event.subject, event.by)),
  /**
   * A ruling gives nobody what the owners, the budget or a superior have to decide.
   *
   * @source [Civil Code 278](docs/reference/sources.md#civil-code-owners);
   * [Shanghai property rules 61–63](docs/reference/sources.md#shanghai-property-rules)
   */
  overrulesForDuty: when('overrule', ({ context, event }) => {
    const about = context.disputes[event.subject]?.about
    return about !== 'responsibility' || mayBeImposed(context.items[event.subject])
  }),
  /**
   * A ruling binds only parties under the ruler.
   *
   * @source [Petition work regulations 24](docs/reference/sources.md#petition-work-regulations);
   * [Local organisation law 84, 87](docs/reference/sources.md#local-organisation-law)
   */
  commandsTheUnit: when('overrule', ({ context, event }) => {
    const dispute = context.disputes[event.subject]
    return dispute === undefined || binds(context, dispute.party, event.by, event.facts.authority?.binds)
  }),
  mayReplace: when('replaceInvitee', ({ context, event }) => {
    const { party } = event.instead
    const taken = party in context.invitees || party === context.screener || !mayBeInvited(context, party)
    // Whoever rules on another unit is not invited, or it would rule as an invitee.
    const rules = Object.values(context.rulers).includes(party)
    return (
      mayRule(context, event.subject, event.by) &&
      context.disputes[event.subject]?.about === 'attendance' &&
      !taken &&
      !rules &&
      context.replacements < context.parameters.maxReplacements &&
      Object.keys(context.invitees).length < mostInvitees
    )
  }),
  /** Passing the case round 踢皮球 is bounded. */
  mayPassOn: when('reassignItem', ({ context, event }) => {
    const item = context.items[event.subject]
    return (
      item !== undefined &&
      mayRule(context, event.subject, event.by) &&
      item.bounces < context.parameters.maxBounces &&
      item.assignee !== event.assignee &&
      seats(context).includes(event.assignee)
    )
  }),
  isLosingSide: when(['acceptRuling', 'appeal'], ({ context, event }) =>
    isLosingSide(context, event.subject, event.by),
  ),
  somebodyIsAskedAgain: ({ context }: Args) => allFinal(context) && waiting(context).length > 0,
  somebodyComes: ({ context }: Args) => allFinal(context) && requiredToCome(context).length > 0,
  rulingsAreIn: ({ context }: Args) => allFinal(context),

  // The meeting
  mayReschedule: ({ context }: Args) => context.moves.length < context.parameters.maxReschedules,
  hasASeat: when('confirm', ({ context, event }) => {
    const place = placeOf(context, event.by)
    return place !== undefined && seats(context).includes(place) && !context.confirmations.includes(place)
  }),
  /** Whoever was reported absent or excused may still come: better late than never. */
  mayArrive: when('checkIn', ({ context, event }) => {
    const place = placeOf(context, event.by)
    return place !== undefined && !isPresent(context, place)
  }),
  isThere: when('leave', ({ context, event }) => {
    const place = placeOf(context, event.by)
    return place !== undefined && isPresent(context, place)
  }),
  isQuorate: ({ context }: Args) => hasQuorum(context),
  mayTryAgain: ({ context }: Args) => !hasQuorum(context) && context.adjournments < context.parameters.maxAdjournments,
  lacksQuorum: ({ context }: Args) => !hasQuorum(context),
  mayAdjourn: ({ context }: Args) => context.adjournments < context.parameters.maxAdjournments,
  /** Exactly one lead, whom everybody at the table can see; consent is left to whoever is named. Our default. */
  isWellPut: when('propose', ({ context, event }) => {
    const table = seats(context)
    const there = [event.assignee, ...event.coAssignees]
    const known = context.items[event.item]
    return (
      there.every((party, index) => table.includes(party) && there.indexOf(party) === index) &&
      (event.place === null || context.conveners[event.place]?.status === 'signed') &&
      !(event.item in context.invitees) &&
      (known === undefined ? Object.keys(context.items).length < mostOfAKind : known.status === 'proposed') &&
      (context.chair === event.by || placeOf(context, event.by) !== undefined)
    )
  }),
  isOnTheTable: when('dropProposal', ({ context, event }) => context.items[event.item]?.status === 'proposed'),
  /** A delegate who may only relay cannot agree. Our default. */
  mayAgree: when('agreeResponsibilities', ({ context, event }) => {
    const unit = placeOf(context, event.by)
    return (
      unit !== undefined &&
      isPresent(context, unit) &&
      maySpeakFor(context, unit, event.by) &&
      !context.agreements.includes(unit) &&
      hasProposals(context)
    )
  }),
  everybodyAgrees: ({ context }: Args) => allAgree(context),
  mayDissent: when(
    'dissent',
    ({ context, event }) => placeOf(context, event.by) !== undefined && context.dissents.length < mostOfAKind,
  ),
  deadlockedForArea: when('deadlock', ({ context, event }) => event.to === 'area' && mayGoToArea(context)),
  deadlockedForSupervisor: when('deadlock', ({ event }) => event.to === 'supervisor'),
  notYetRecorded: ({ context }: Args) => minutesNow(context) === undefined,
  maySign: when('signMinutes', ({ context, event }) => {
    const place = placeOf(context, event.by)
    return place !== undefined && minutesNow(context) !== undefined && unsignedMinutes(context).includes(place)
  }),
  everybodySigned: ({ context }: Args) => minutesNow(context) !== undefined && unsignedMinutes(context).length === 0,

  // Responsible matters
  isAsked: when(['confirmItem', 'objectItem'], ({ context, event }) => {
    const item = context.items[event.item]
    return item?.status === 'proposed' && works(item, event.by) && !item.confirmed.includes(event.by)
  }),
  needsRuling: ({ context }: Args) => itemsThat(context, 'proposed').length === 0 && !allFinal(context),
  allConfirmed: ({ context }: Args) => itemsThat(context, 'proposed').length === 0 && allFinal(context),
  hasWork: ({ context }: Args) => inWork(context).length > 0 && allFinal(context),
  asksAgain: ({ context }: Args) => allFinal(context) && itemsThat(context, 'proposed').length > 0,
  itemIsOpen: when(['blocked', 'progress'], ({ context, event }) => {
    const item = context.items[event.item]
    return isInWork(item?.status) && works(item, event.by) && item?.awaiting === null
  }),
  mayReportDone: when('done', ({ context, event }) => {
    const item = context.items[event.item]
    return isInWork(item?.status) && item?.assignee === event.by && item.awaiting === null
  }),
  mayAskForTime: when('requestExtension', ({ context, event }) => {
    const item = context.items[event.item]
    return (
      isInWork(item?.status) &&
      item?.assignee === event.by &&
      item.extension === null &&
      event.until > item.due &&
      item.extensions < context.parameters.maxExtensions
    )
  }),
  timeWasAsked: when(
    ['approveExtension', 'denyExtension'],
    ({ context, event }) => (context.items[event.item]?.extension ?? null) !== null,
  ),
  isBlocked: when('unblock', ({ context, event }) => {
    const item = context.items[event.item]
    return (item?.blocked ?? null) !== null && (item?.assignee === event.by || event.by === screeningParty(context))
  }),
  /** An item dropped needs a reason by two parties, a convener and the screening unit. Our default. */
  mayWaive: when('waive', ({ context, event }) => {
    const item = context.items[event.item]
    return isInWork(item?.status) && !(event.by in (item?.waivers ?? {}))
  }),
  isAwaited: when(
    'recordDecision',
    ({ context, event }) => isInWork(context.items[event.item]?.status) && context.items[event.item]?.awaiting !== null,
  ),
  hasToAskOwners: ({ context }: Args) => toAsk(context, 'owners') !== undefined,
  hasToAskOthers: ({ context }: Args) => toAsk(context) !== undefined,
  workIsOver: ({ context }: Args) => inWork(context).length === 0,

  // Verification, evaluation, closing
  /** Nobody verifies its own work; each convener verifies its own place, the supervisor what is before it. Our default. */
  mayVerify: when(['pass', 'fail'], ({ context, event }) => {
    const item = context.items[event.item]
    if (item === undefined) return false
    if (item.status === 'checking') return event.by === context.supervisor && !works(item, event.by)
    return item.status === 'done' && verifiers(context, item).includes(event.by) && !(event.by in item.verdicts)
  }),
  somethingToRework: ({ context }: Args) => verdictsAreIn(context) && inWork(context).length > 0,
  solvedInPart: ({ context }: Args) => verdictsAreIn(context) && somethingSolved(context),
  nothingSolved: ({ context }: Args) => verdictsAreIn(context),
  somethingSolved: ({ context }: Args) => somethingSolved(context),
  mayScore: when('score', ({ context, event }) => {
    const given = context.departmentScores[event.by] ?? {}
    return evaluation.scoredUnits(context).includes(event.department) && !(event.department in given)
  }),
  mayScorePlan: when('scorePlan', ({ context, event }) => evaluation.units(context).includes(event.by)),
  everybodyScored: ({ context }: Args) =>
    evaluation.conveners(context).length === 0 && evaluation.units(context).length === 0,
  /** Closing needs all conveners. Our default. */
  everybodyCloses: ({ context }: Args) => signed(context).every(party => context.conveners[party]?.closes === true),
  everybodyClosesSolved: ({ context }: Args) =>
    everythingSolved(context) && signed(context).every(party => context.conveners[party]?.closes === true),
  everythingSolved: ({ context }: Args) => everythingSolved(context),
  mayReopen: ({ context }: Args) =>
    context.closure?.solved === true && context.cycle < context.parameters.maxReopenings,
  mayLookBack: ({ context }: Args) => context.closure?.solved === true && context.lookBack === null,
  hasRelapsed: when(
    'lookBack',
    ({ context, event }) =>
      context.closure?.solved === true &&
      context.lookBack === null &&
      event.result === 'relapsed' &&
      context.cycle < context.parameters.maxReopenings,
  ),

  // Area meeting and escalation
  mayGoToArea: ({ context }: Args) => mayGoToArea(context),
  /** Nobody was invited yet, so that nobody could come. */
  isAreaRefusal: when('case.refused', ({ context, event }) => isOurVisit(context, event)),
  /** A plan adopted, or a common problem on which a request of its own convenes. */
  isAreaPlan: when(
    'case.settled',
    ({ context, event }) =>
      isOurVisit(context, event) && (event.outcome === 'planAdopted' || event.outcome === 'convened'),
  ),
  isAreaReturnToNobody: when(
    'case.settled',
    ({ context, event }) =>
      isOurVisit(context, event) && event.outcome === 'returned' && requiredToCome(context).length === 0,
  ),
  isAreaReturn: when(
    'case.settled',
    ({ context, event }) => isOurVisit(context, event) && event.outcome === 'returned',
  ),
  isAreaAnswer: when('case.settled', ({ context, event }) => isOurVisit(context, event)),
  isOwnersLink: when(['case.refused', 'case.settled'], ({ event }) => event.link === 'fourParty'),
  nobodyIsComing: ({ context }: Args) => requiredToCome(context).length === 0,
  /** Routed up before anybody was invited: the meeting begins with the invitations. */
  hasToInvite: ({ context }: Args) => waiting(context).length > 0 && mayOrderMeeting(context),
  mayOrderMeeting: ({ context }: Args) =>
    waiting(context).length === 0 && requiredToCome(context).length > 0 && mayOrderMeeting(context),
  /** @source as for `overrulesForDuty` */
  imposesDuty: when('rule', ({ event }) => mayBeImposed(event.duty)),
  /** A helper would have to confirm, and a duty imposed is confirmed by nobody. Our default. */
  imposesOnOne: when('rule', ({ event }) => event.duty.coAssignees.length === 0),
  imposesOnInvited: when('rule', ({ context, event }) => context.invitees[event.duty.assignee] !== undefined),
  hasFreeName: when('rule', ({ context, event }) => {
    const { item } = event.duty
    const known = context.items[item]
    const free = known === undefined ? Object.keys(context.items).length < mostOfAKind : known.status === 'proposed'
    return free && !(item in context.invitees)
  }),
  /** @source as for `commandsTheUnit` */
  commandsAssignee: when('rule', ({ context, event }) =>
    binds(context, event.duty.assignee, event.by, event.facts.authority?.binds),
  ),

  // At any time while the case is open
  isOpen: ({ context }: Args) => isOpen(context),
  isLastToWithdraw: when(
    'withdraw',
    ({ context, event }) => isOpen(context) && !context.met && wouldComplete(context, 'withdraws', event.by),
  ),
  mayWithdraw: ({ context }: Args) => isOpen(context) && !context.met,
  othersRemain: ({ context }: Args) => isOpen(context) && signed(context).length > 1,
  isInTheCase: when(
    'remind',
    ({ context, event }) =>
      isOpen(context) &&
      (event.party in context.invitees || event.party in context.conveners || seats(context).includes(event.party)),
  ),
  isNotInformed: when(
    'copyTo',
    ({ context, event }) =>
      isOpen(context) && !context.informed.includes(event.party) && context.informed.length < mostOfAKind,
  ),
  isNewOrder: when(
    'supervise',
    ({ context, event }) =>
      isOpen(context) &&
      !(event.order in context.supervisions) &&
      Object.keys(context.supervisions).length < mostOfAKind,
  ),
  isOrderedToAnswer: when('answerSupervision', ({ context, event }) => {
    const order = context.supervisions[event.order]
    return isOpen(context) && order?.status !== 'answered' && order?.target === event.by
  }),
  hasRoom: ({ context }: Args) => isOpen(context) && context.supplements.length < mostOfAKind,
  mayAppointChair: when(
    'substituteChair',
    ({ context, event }) => isOpen(context) && context.chair !== event.party && seats(context).includes(event.party),
  ),
  owesReport: ({ context }: Args) => isOpen(context) && context.reportOwed,
})

function isInWork(status: string | undefined): boolean {
  return status === 'open' || status === 'rework'
}

/** News of the round that was asked at this visit, not at an earlier one. */
function isOurVisit(context: Read, event: { readonly link: string; readonly key: string }): boolean {
  return event.link === 'areaMeeting' && event.key === visitKey(context) && context.areaLink === 'open'
}

function verdictsAreIn(context: Read): boolean {
  return missingVerdicts(context).length === 0 && itemsThat(context, 'checking').length === 0
}

function mayOrderMeeting(context: Read): boolean {
  return context.orderedMeetings < context.parameters.maxOrderedMeetings
}

function mayGoToArea(context: Read): boolean {
  return context.areaVisits < context.parameters.maxAreaVisits
}
