// The conditions of the machine. Long because it is one list: each guard is one question with one label.
import type { PartyId } from '@convoke/core'
import { innerKey } from './clocks.js'
import type { Context } from './context.js'
import { isUnreachable, mostOfAKind, policeCame, triesWith } from './handling.js'
import { mostRepresentatives } from './opening.js'
import {
  approver,
  areaChair,
  centre,
  complainants,
  coordinator,
  firstApart,
  isAccused,
  isOfOne,
  isOnItsList,
  mayHandle,
  reviewer,
  ruler,
} from './parties.js'
import { callbackIsOver, isCalledBack, isDissatisfied, needsSiteCheck, spokenFor } from './rating.js'
import { words } from './words.js'

const { when } = words
type Read = Readonly<Context>
type Args = { readonly context: Read }

/** A condition over the data, and over the command that asks. */
type Guard = (args: { readonly context: Read; readonly event: { readonly type: string } }) => boolean

// Names the type once: each guard's own would be spelled out with the whole context in the declaration file.
const guardsOf = <Name extends string>(all: Readonly<Record<Name, Guard>>): Readonly<Record<Name, Guard>> => all

const isOpen = (context: Read) => context.closure === null
const inEmergency = ({ emergency }: Read) =>
  emergency !== null && emergency.status !== 'followedUp' && emergency.status !== 'lapsed'

/** Whether units may have the matter: one lead, its helpers, each once, none accused and none a complainant. */
function isFit(context: Read, lead: PartyId, coUnits: readonly PartyId[]): boolean {
  const all = [lead, ...coUnits]
  return new Set(all).size === all.length && all.every(party => mayHandle(context, party))
}

/** A ruling binds whom the ruler commands or dispatches to; the common superior of both binds by what it is. */
function binds(context: Read, by: PartyId, facts: Asked) {
  return context.dispute?.superior === by || standsOver(facts)
}

/** What the directory was asked with the command. */
type Asked = { readonly authority?: Readonly<Record<string, boolean>> | undefined }

/** Whether whoever sends the command commands the unit it names, or dispatches to it. */
const standsOver = ({ authority }: Asked) => authority?.commands === true || authority?.dispatches === true

const isLate = (context: Read) =>
  context.overdue.some(
    ({ clock, key }) => (clock === 'handling' || clock === 'simpleHandling') && key === innerKey(context),
  )

const trapped = ({ emergency }: Read) => emergency?.trapped === true

/** Violence is for the police before anybody else; once they are on the scene others may be called. */
function policeComeFirst({ emergency }: Read, event: { readonly to: string; readonly violent: boolean }): boolean {
  const running = emergency !== null && emergency.status !== 'followedUp' && emergency.status !== 'lapsed'
  const isViolent = event.violent || (running && emergency.violent)
  return !isViolent || event.to === '110' || (running && policeCame(emergency))
}

/**
 * The conditions of the machine 条件. Each has a label in both languages: it is the reason a party reads when it is
 * refused.
 *
 * @source as noted at the guards; our defaults where nothing is noted
 */
export const guards = guardsOf({
  isOpen: ({ context }: Args) => isOpen(context),

  // Intake
  /**
   * Allegations against staff go to discipline inspection, never to their own unit; state secrets are not handled here.
   *
   * @source [Petition work regulations 22, 30](docs/reference/sources.md#petition-work-regulations);
   * [Beijing regulations 11](docs/reference/sources.md#beijing-complaints)
   */
  isForUs: ({ context }: Args) =>
    !context.sensitive.includes('staffConduct') && !context.sensitive.includes('stateSecret'),
  /** The same, once it is on its way; what a superior ordered after it was marked stands. */
  belongsElsewhere: ({ context }: Args) =>
    context.orders === 0 && (context.sensitive.includes('staffConduct') || context.sensitive.includes('stateSecret')),
  /**
   * What the public reports about the grid is verified on site before it is filed.
   *
   * @source [Grid handling](docs/reference/sources.md#grid-handling)
   */
  needsVerification: ({ context }: Args) =>
    context.gridItem &&
    context.verified === null &&
    context.parameters.verifiedInlets.includes(context.inlet) &&
    context.gridInspector !== null &&
    firstApart(context, [context.gridInspector], [context.lead]) !== null,
  mayAskSupplement: ({ context }: Args) =>
    context.supplementRequests < context.parameters.maxSupplementRequests && complainants(context).length > 0,
  /** New facts and dangers are never answered with what was said before. Our default. */
  isNoHazard: ({ context }: Args) => !context.sensitive.includes('safetyHazard') && context.cycle === 0,

  // Emergency
  mayHandOver: when(
    'handOver',
    ({ context, event }) =>
      isOpen(context) && !inEmergency(context) && !isAccused(context, event.unit) && policeComeFirst(context, event),
  ),
  /**
   * To another service at once, without waiting for one that is silent or was the wrong one. Our default.
   *
   * @source that the police come first where there is violence:
   * [110 and the hotline](docs/reference/sources.md#110-and-the-hotline)
   */
  mayHandOverAgain: when(
    'handOver',
    ({ context, event }) =>
      event.unit !== context.emergency?.unit && !isAccused(context, event.unit) && policeComeFirst(context, event),
  ),
  isTrapped: ({ context }: Args) => trapped(context),
  /** After violence the police come first and the matter is handled jointly afterwards: it does not end there. */
  mayEndWithFollowUp: when(
    'followUp',
    ({ context, event }) => !event.furtherHandling && !trapped(context) && context.emergency?.violent === false,
  ),
  goesOnWithLead: when(
    'followUp',
    ({ context, event }) => event.furtherHandling && !trapped(context) && context.lead !== null,
  ),
  goesToDispatch: when('followUp', ({ context, event }) => event.furtherHandling && !trapped(context)),
  hasLead: ({ context }: Args) => context.lead !== null,

  // Dispatch
  /** The accused is never lead nor co-unit, and nobody handles its own complaint. */
  mayLead: when(['dispatch', 'orderLead'], ({ context, event }) => isFit(context, event.lead, event.coUnits)),
  /**
   * A residents' committee is no office of the town, and is not made to lead what is not on its list.
   *
   * @source [Residents' committee regulations 27](docs/reference/sources.md#residents-committee-regulations); the list is
   * the knob `committeeMatters`, for which no text was found
   */
  isForItToLead: when(['dispatch', 'orderLead', 'reassign', 'splitLeadCo', 'merge'], ({ context, event }) =>
    isOnItsList(context, event.lead),
  ),
  /**
   * Whoever received it first answers for it where nobody was given the matter 首接负责.
   *
   * @source [Beijing regulations 14](docs/reference/sources.md#beijing-complaints); a knob here
   */
  hasFirstReceiver: ({ context }: Args) =>
    context.parameters.firstReceiverLeads &&
    context.firstReceiver !== null &&
    mayHandle(context, context.firstReceiver) &&
    isOnItsList(context, context.firstReceiver),
  /**
   * Once, before first contact, and never after a ruling.
   *
   * @source [Weifang regulations 20, 22](docs/reference/sources.md#weifang-and-jinan): no second return after a ruling
   */
  mayReturn: when(
    'returnOrder',
    ({ context, event }) =>
      !context.ruled &&
      context.returns < context.parameters.returnsAllowed &&
      context.returnable &&
      (event.proposed === null || (isFit(context, event.proposed, []) && isOnItsList(context, event.proposed))) &&
      event.proposed !== event.by,
  ),
  mayReassign: when(
    'reassign',
    ({ context, event }) =>
      isFit(context, event.lead, event.coUnits) &&
      event.lead !== context.lead &&
      context.reassignments < context.parameters.maxReassignments,
  ),
  /**
   * After a ruling the order cannot be returned any more, so that giving it to another unit binds that one as the ruling
   * did, and needs the same authority.
   *
   * @source as for `bindsTheUnit`
   */
  bindsOnceRuled: when('reassign', ({ context, event }) => !context.ruled || standsOver(event.facts)),
  /** In a dispute only whoever rules on it decides who handles. */
  rulesOnIt: when(
    ['confirmHandler', 'reassign', 'splitLeadCo', 'referUp'],
    ({ context, event }) => ruler(context) === event.by,
  ),
  /**
   * A ruling binds only parties under the ruler; otherwise it is referred up.
   *
   * @source [Petition work regulations 24](docs/reference/sources.md#petition-work-regulations);
   * [Local organisation law 84, 87](docs/reference/sources.md#local-organisation-law);
   * [Sub-district regulations 12](docs/reference/sources.md#sub-district-regulations)
   */
  bindsTheUnit: when(['confirmHandler', 'reassign', 'splitLeadCo'], ({ context, event }) =>
    binds(context, event.by, event.facts),
  ),
  /** Where the ruler is the district itself, nobody is left to refer it to. */
  hasDistrictAbove: when('referUp', ({ context, event }) => !isOfOne(context.districtOffice, event.by)),
  namesFitUnits: when(['reassign', 'splitLeadCo'], ({ context, event }) => isFit(context, event.lead, event.coUnits)),

  // First contact
  contactIsSkipped: ({ context }: Args) => context.contact === 'anonymous',
  triesSuffice: when('recordTry', ({ context, event }) => isUnreachable(context, triesWith(context, event))),
  mayTry: when('recordTry', ({ context }) => context.tries.length < mostOfAKind),

  // Handling
  mayCoTask: when('coTask', ({ context, event }) => {
    const known = context.coUnits[event.unit]
    return (
      isFit(context, event.unit, []) &&
      event.unit !== context.lead &&
      known?.status !== 'asked' &&
      (known !== undefined || Object.keys(context.coUnits).length < 10)
    )
  }),
  mayCoReport: when('coReport', ({ context, event }) => {
    const status = context.coUnits[event.by]?.status
    return status === 'asked' || status === 'late'
  }),
  /**
   * Before the time is over, with a reason, and within what extensions may add up to.
   *
   * @source [Zhoushan](docs/reference/sources.md#zhoushan) and a city bureau, as a pattern; the bounds are ours
   */
  mayAskForTime: when(
    'requestExtension',
    ({ context, event }) =>
      context.requests.extension === null &&
      !isLate(context) &&
      context.extensions.length < context.parameters.maxExtensions &&
      event.days <= context.parameters.extensionCap.n - context.extensions.reduce((sum, { days }) => sum + days, 0),
  ),
  mayAskToShelve: when(
    'requestShelving',
    ({ context, event }) =>
      context.requests.shelving === null &&
      context.timesShelved < context.parameters.maxShelvingReviews &&
      !isAccused(context, event.named),
  ),
  mayAskToEnd: when('requestTermination', ({ context }) => context.requests.termination === null),
  approvesShelving: when('approve', ({ event }) => event.request === 'shelving'),
  approvesTermination: when('approve', ({ event }) => event.request === 'termination'),
  mayDecideOn: when(
    ['approve', 'deny'],
    ({ context, event }) => context.requests[event.request] !== null && approver(context, event.request) === event.by,
  ),
  /** More time granted after the time is over would mend nothing. */
  isInTime: when('approve', ({ context, event }) => event.request !== 'extension' || !isLate(context)),
  mayConvene: when('requestConvening', ({ context, event }) => {
    const invited = event.invitees.map(({ party }) => party)
    return (
      context.convening?.status !== 'open' &&
      new Set([...invited, ...event.conveners]).size === invited.length + event.conveners.length &&
      event.conveners.every(party => mayHandle(context, party)) &&
      context.areaChair !== null
    )
  }),
  mayAskOwners: when(
    'requestFourParty',
    ({ context, event }) => context.fourParty?.status !== 'open' && mayHandle(context, event.raisedBy),
  ),
  reviewsLeft: ({ context }: Args) => (context.shelving?.reviews ?? 0) + 1 < context.parameters.maxShelvingReviews,
  hasAreaMeeting: ({ context }: Args) => areaChair(context) !== null,
  /** News of the round it waits for, not of one it was put before earlier. */
  isAreaMeeting: when(['case.refused', 'case.settled'], ({ context, event }) => isOurRound(context, event)),
  /** The round decided something that a unit can work with; whatever else it says goes up. */
  isAreaDecision: when(
    'case.settled',
    ({ context, event }) =>
      isOurRound(context, event) && ['planAdopted', 'convened', 'returned'].includes(event.outcome),
  ),

  // Review, call-back, rating
  /** In a second handling the head of the unit takes part. @source Shanghai Xiayang, as a pattern */
  headIsNamed: when('answer', ({ event }) => event.head !== null),
  reviewIsSkipped: ({ context }: Args) => !context.parameters.reviewBeforeAnswer || reviewer(context) === null,
  /** Evidence where something is said to be resolved, and a record of contact. Our default. */
  isDocumented: ({ context }: Args) =>
    (context.answer?.outcome !== 'resolved' || context.answer.evidence.length > 0) &&
    context.contact !== 'notYet' &&
    context.contact !== 'late',
  mayRework: ({ context }: Args) => context.reworks < context.parameters.maxReworks && context.lead !== null,
  isNotDrawn: ({ context }: Args) => !isCalledBack(context),
  callsBackNow: ({ context }: Args) => context.parameters.callbackAtOnce || context.outerLate,
  mayRate: when('rate', ({ context, event }) => {
    const party = spokenFor(context, event.by, event.of)
    return party !== null && !(party in context.ratings) && !(party in context.unrated)
  }),
  mayGiveUp: when('noAnswer', ({ context, event }) => {
    const party = event.of
    return (
      party !== null &&
      complainants(context).includes(party) &&
      !(party in context.ratings) &&
      !(party in context.unrated)
    )
  }),
  mayCheckOnSite: when(
    'checkOnSite',
    ({ context, event }) =>
      needsSiteCheck(context) && context.siteCheck === null && !isOfOne(event.by, context.answer?.by ?? null),
  ),
  mayPublish: when('publishReply', ({ context }) => context.siteCheck !== null && context.publicReply === null),
  callbackIsOver: ({ context }: Args) => callbackIsOver(context),
  isDissatisfied: ({ context }: Args) => isDissatisfied(context),
  endsPublicly: ({ context }: Args) => context.publicReply !== null,
  endsExplained: ({ context }: Args) => context.answer?.outcome === 'explained',
  endsUnfounded: ({ context }: Args) => context.answer?.outcome === 'unfounded',
  endsResolved: ({ context }: Args) => context.answer?.outcome === 'resolved',
  /** Ruled once. Our default. */
  mayDispute: ({ context }: Args) => context.reworkGround === 'rating' && context.ratingDispute === null,
  upholdsDispute: when('ruleRating', ({ event }) => event.upheld),

  // Escalation
  mayEscalate: when(
    'escalate',
    ({ context, event }) =>
      isOpen(context) &&
      !inEmergency(context) &&
      context.escalation === null &&
      (event.superior === null || !isAccused(context, event.superior)),
  ),
  /** Our default: once escalated, a complaint is the superior's. */
  coordinates: when(
    ['transfer', 'adviseChannel', 'requestConvening', 'requestFourParty'],
    ({ context, event }) => coordinator(context) === event.by,
  ),
  mayGoToDistrict: when('escalate', ({ context, event }) => coordinator(context) === event.by),
  /**
   * An order to lead binds as a ruling does: only a unit that the coordinator commands or dispatches to.
   *
   * @source as for `bindsTheUnit`
   */
  bindsTheLead: when('orderLead', ({ event }) => standsOver(event.facts)),
  mayOrder: ({ context }: Args) => context.orders < context.parameters.maxOrders,
  mayOrderRework: ({ context }: Args) => context.lead !== null && context.orders < context.parameters.maxOrders,
  mayDecide: when('decide', ({ context }) => context.orders <= context.parameters.maxOrders),

  // The respondent
  mayState: when(
    'state',
    ({ context }) => isOpen(context) && context.lead !== null && context.statementOfRespondent === null,
  ),
  mayRemedy: when('remedy', ({ context }) => isOpen(context) && context.lead !== null && context.remedies.length < 20),

  // At any time
  /** A danger is followed up whatever the complainant wishes. Our default. */
  mayWithdraw: when('withdraw', ({ context, event }) => {
    const party = spokenFor(context, event.by, event.of)
    return (
      isOpen(context) &&
      !inEmergency(context) &&
      !context.sensitive.includes('safetyHazard') &&
      party !== null &&
      !context.withdrawals.includes(party)
    )
  }),
  isLastToWithdraw: when('withdraw', ({ context, event }) => {
    const party = spokenFor(context, event.by, event.of)
    return complainants(context).every(person => person === party || context.withdrawals.includes(person))
  }),
  hasRoom: when('supplement', ({ context }) => isOpen(context) && context.supplements.length < mostOfAKind),
  /**
   * A report 举报 is never shown to whom it is about, whatever the reporter says.
   *
   * @source [Jinan regulations 32](docs/reference/sources.md#weifang-and-jinan);
   * [Petition work regulations 30](docs/reference/sources.md#petition-work-regulations)
   */
  mayConsent: ({ context }: Args) =>
    isOpen(context) &&
    !context.consentToContact &&
    context.kind !== 'report' &&
    !context.sensitive.includes('protectedReporter'),
  isInTheCase: when('remind', ({ context, event }) => {
    const known = [context.lead, context.intake, context.operationsCentre, context.supervisor, context.respondent]
    return isOpen(context) && (known.includes(event.party) || event.party in context.coUnits)
  }),
  mayCopy: when(
    'copyTo',
    ({ context, event }) =>
      isOpen(context) &&
      !context.informed.includes(event.party) &&
      !isAccused(context, event.party) &&
      context.informed.length < mostOfAKind,
  ),
  isNewOrder: when(
    'supervise',
    ({ context, event }) =>
      isOpen(context) &&
      !Object.hasOwn(context.supervisions, event.order) &&
      !complainants(context).includes(event.target) &&
      Object.keys(context.supervisions).length < mostOfAKind,
  ),
  isOrderedToAnswer: when('answerSupervision', ({ context, event }) => {
    const order = Object.hasOwn(context.supervisions, event.order) ? context.supervisions[event.order] : undefined
    return isOpen(context) && order?.target === event.by && order.status === 'open'
  }),
  /** What has an answer is not merged any more; merging never hides that time is over. */
  mayMerge: when(
    'merge',
    ({ context, event }) =>
      isOpen(context) &&
      context.answer === null &&
      context.merged === null &&
      !inEmergency(context) &&
      !context.outerLate &&
      context.merges < context.parameters.maxMerges &&
      isFit(context, event.lead, []),
  ),
  maySplit: when(
    'split',
    ({ context, event }) =>
      isOpen(context) && !Object.hasOwn(context.splits, event.name) && Object.keys(context.splits).length < 20,
  ),
  becomesForDiscipline: when(
    'markSensitive',
    ({ context, event }) =>
      isOpen(context) &&
      event.flags.some(one => one === 'staffConduct' || one === 'stateSecret') &&
      context.escalation === null &&
      !inEmergency(context) &&
      context.lead !== null &&
      context.orders === 0,
  ),
  /** Five representatives at most. @source Petition work regulations 20, by analogy */
  mayJoin: when('joinAs', ({ context, event }) => {
    const known = [...complainants(context), ...context.supporters]
    return (
      isOpen(context) &&
      !known.includes(event.party) &&
      !isAccused(context, event.party) &&
      event.party !== context.lead &&
      (event.as === 'supporter' ? context.supporters.length < mostOfAKind : context.group.length < mostRepresentatives)
    )
  }),
  /** Whoever handles the matter has to be relieved of it before it can be accused. */
  mayName: when('nameRespondent', ({ context, event }) => {
    const inIt = [context.lead, ...Object.keys(context.coUnits), ...complainants(context), ...context.supporters]
    return (
      isOpen(context) &&
      context.respondent === null &&
      !inIt.some(party => isOfOne(party, event.party)) &&
      !isOfOne(context.districtOffice, event.party)
    )
  }),
  mayReopen: ({ context }: Args) => context.cycle < context.parameters.maxReopenings && centre(context) !== null,
})

/** News of the round that was asked now, not of an earlier one. */
function isOurRound({ areaMeeting }: Read, event: { readonly link: string; readonly key: string }): boolean {
  return event.link === 'areaMeeting' && areaMeeting?.key === event.key && areaMeeting.status === 'open'
}
