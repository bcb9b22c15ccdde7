// The machine of four-party coordination 四方协调: which command is heard in which state, and where it leads. What a step
// does stands in acts/, what it asks in guards.ts. Long because it is one table.
import { and } from '@convoke/core'
import { anyTime, bridge, clearWindow } from './acts/any-time.js'
import { committee, district, joint, service } from './acts/deciding.js'
import { arrears, exit, town } from './acts/lanes.js'
import { demanding, invalid, noticing, posting, tallying, voting } from './acts/meeting.js'
import { acceptance, advising, evaluating, executing, mediation } from './acts/settling.js'
import { linked, raised, triaged } from './acts/sorting.js'
import { asksWork, closes, forgetsPosting, judging, silent, startsWork, toTown } from './acts/ways.js'
import { duties } from './duties.js'
import { guards } from './guards.js'
import { firstContext } from './start.js'
import { words } from './words.js'

const adopted = words.update(({ context }) => {
  context.adopted = true
})

/** The machine of version 1. An ordinary XState machine. */
export const machine = words.setup({ guards }).createMachine({
  id: 'fourParty',
  context: ({ input }) => firstContext(input),
  initial: 'raised',
  // In every state 全程
  on: {
    withdraw: { guard: 'mayWithdraw', target: '.closed.withdrawn', actions: anyTime.withdraw },
    escalate: { guard: 'mayEscalate', target: '.intervention', actions: anyTime.escalate },
    remind: { guard: 'isInTheCase', actions: anyTime.remind },
    copyTo: { guard: 'isNotInformed', actions: anyTime.copyTo },
    requestTown: { guard: 'mayRequestTown', actions: town.requestTown },
    demandMeeting: { guard: 'mayDemand', actions: demanding.demandMeeting },
    recordMinutes: { guard: 'hasToBeMinuted', actions: joint.recordMinutes },
    // 连心桥
    sendMessage: { guard: 'mayMessage', actions: bridge.sendMessage },
    answerMessage: { guard: 'isAddressee', actions: bridge.answerMessage },
    announceReception: { guard: 'mayAnnounceReception', actions: bridge.announceReception },
    'deadline.messageAnswer': { actions: bridge.messageLapses },
    // 透明窗
    requireDocument: { guard: 'isNewDocument', actions: clearWindow.requireDocument },
    postDocument: { guard: 'mayPost', actions: clearWindow.postDocument },
    takeDown: { guard: 'isOwnPosting', actions: clearWindow.takeDown },
    objectToDocument: { guard: 'isPosted', actions: clearWindow.objectToDocument },
    query: { guard: 'mayQuery', actions: clearWindow.query },
    answerQuery: { guard: 'isAskedQuery', actions: clearWindow.answerQuery },
    'deadline.documentDue': { actions: clearWindow.documentLapses },
    'deadline.queryAnswer': { actions: clearWindow.queryLapses },
    // 维权网
    openComplaint: { guard: 'isNewComplaint', actions: anyTime.openComplaint },
    referToLegalAid: { guard: 'mayRefer', actions: anyTime.referToLegalAid },
    reportViolation: { guard: 'isOpen', actions: anyTime.reportViolation },
    cutSupply: { guard: 'isOpen', actions: arrears.cutSupply },
    reportSupplyCut: { guard: 'isOpen', actions: arrears.reportSupplyCut },
    applyConfirmation: { guard: 'mayApplyConfirmation', actions: mediation.applyConfirmation },
    challenge: { guard: 'isStanding', actions: judging.challenge },
    recordJudgment: [
      { guard: 'annuls', target: '.invalid', actions: judging.recordJudgment },
      { guard: 'upholds', actions: judging.recordJudgment },
    ],
    'case.refused': [
      { guard: 'isComplaintNews', actions: linked.complaintRefused },
      { guard: 'isElectionNews', actions: linked.electionRefused },
      { guard: 'isConveningNews', actions: linked.conveningRefused },
    ],
    'case.settled': [
      { guard: 'isComplaintNews', actions: linked.complaintSettled },
      { guard: 'isElectionNews', actions: linked.electionSettled },
      // Too late to be waited for: kept, and nothing is adopted by it.
      { guard: 'isConveningNews', actions: linked.conveningSettled },
    ],
  },
  states: {
    raised: {
      description: '议题提出',
      meta: { duties: duties.raised },
      entry: raised.enter,
      on: {
        nameParties: { actions: raised.nameParties },
        'deadline.naming': { target: 'closed.lapsed', actions: closes('the parties were never named') },
      },
      always: [
        { guard: 'isEmergency', target: 'propertyService.emergency' },
        { guard: 'partiesAreNamed', target: 'triaged' },
      ],
    },
    triaged: {
      description: '分流',
      meta: { duties: duties.triaged },
      entry: triaged.enter,
      on: {
        toPropertyCompany: { guard: 'hasCompany', target: 'propertyService', actions: triaged.toPropertyCompany },
        toOwnersCommittee: [
          { guard: 'isUrgentRepair', target: 'committeeDecision.urgent', actions: triaged.toOwnersCommittee },
          { guard: 'hasCommittee', target: 'committeeDecision', actions: triaged.toOwnersCommittee },
          { guard: 'lacksCommittee', target: 'noOwnersCommittee', actions: triaged.toOwnersCommittee },
        ],
        toOwnersMeeting: [
          { guard: 'mayAskOwners', target: 'noticing', actions: triaged.toOwnersMeeting },
          { guard: 'ownersLackBody', target: 'noOwnersCommittee', actions: triaged.toOwnersMeeting },
        ],
        toJointMeeting: { target: 'jointMeeting', actions: triaged.toJointMeeting },
        toMediation: { guard: 'areDisputants', target: 'mediation', actions: triaged.toMediation },
        toConvening: { guard: 'mayConveneDepartments', target: 'awaitingConvening', actions: triaged.toConvening },
        toElection: { guard: 'mayElect', target: 'awaitingElection', actions: triaged.toElection },
        toExit: { guard: 'hasCompany', target: 'exit', actions: triaged.toExit },
        toArrears: { guard: 'hasCompany', target: 'arrears', actions: triaged.toArrears },
        settleBeforeAssembly: { guard: 'hasNoAssembly', target: 'executing', actions: triaged.settleBeforeAssembly },
        'deadline.triage': { target: 'jointMeeting', actions: silent('triager') },
      },
    },
    propertyService: {
      description: '物业处置',
      initial: 'answering',
      states: {
        answering: {
          meta: { duties: duties.answering },
          entry: service.ask,
          on: {
            reportDone: { target: '#fourParty.acceptance', actions: service.reportDone },
            refuseService: { target: '#fourParty.jointMeeting', actions: service.refuseService },
            needFund: [
              { guard: 'isUrgentRepair', target: '#fourParty.committeeDecision.urgent', actions: service.needFund },
              { guard: 'hasCommittee', target: '#fourParty.committeeDecision', actions: service.needFund },
              { target: '#fourParty.noOwnersCommittee', actions: service.needFund },
            ],
            'deadline.propertyAnswer': { target: '#fourParty.jointMeeting', actions: service.answerLapses },
          },
        },
        emergency: {
          meta: { duties: duties.emergency },
          entry: service.alarm,
          on: {
            takeEmergencyMeasures: { target: '#fourParty.triaged', actions: service.takeEmergencyMeasures },
            'deadline.emergency': {
              target: '#fourParty.intervention',
              actions: [service.emergencyLapses, toTown('nobody took emergency measures')].flat(),
            },
          },
        },
      },
    },
    committeeDecision: {
      description: '业委会决定',
      initial: 'ordinary',
      entry: committee.ask,
      on: {
        proposeDecision: { guard: 'isWithinMandate', actions: committee.proposeDecision },
        signDecision: { guard: 'maySignDecision', actions: committee.signDecision },
        demandCommitteeMeeting: { guard: 'mayDemandMeeting', actions: committee.demandCommitteeMeeting },
      },
      always: [
        {
          guard: 'motionLeadsToVote',
          target: 'noticing',
          actions: [committee.adopted, forgetsPosting].flat(),
        },
        { guard: 'motionPasses', target: 'posting', actions: committee.adopted },
        { guard: 'motionFails', target: 'jointMeeting', actions: committee.rejected },
      ],
      states: {
        ordinary: {
          meta: { duties: duties.ordinary },
          on: {
            declineToDecide: { target: '#fourParty.jointMeeting', actions: committee.declineToDecide },
            'deadline.committeeDecision': {
              target: '#fourParty.intervention',
              actions: [committee.lapses, toTown('the owners’ committee did not decide')].flat(),
            },
          },
        },
        urgent: {
          meta: { duties: duties.urgent },
          on: {
            'deadline.urgentDecision': { target: '#fourParty.districtRepair', actions: committee.urgentLapses },
          },
        },
      },
    },
    districtRepair: {
      description: '区代为维修',
      meta: { duties: duties.districtRepair },
      on: {
        orderRepair: { target: 'executing', actions: district.orderRepair },
        declineRepair: { target: 'jointMeeting', actions: district.declineRepair },
        'deadline.districtDecision': 'jointMeeting',
      },
    },
    jointMeeting: {
      description: '联席会议',
      initial: 'convening',
      states: {
        convening: {
          meta: { duties: duties.convening },
          entry: joint.ask,
          on: {
            holdMeeting: { guard: 'mayMeet', target: 'positions', actions: joint.holdMeeting },
            toMediation: { guard: 'areDisputants', target: '#fourParty.mediation', actions: triaged.toMediation },
            'deadline.jointMeeting': {
              target: '#fourParty.intervention',
              actions: [silent('chair'), toTown('the joint meeting was not held')].flat(),
            },
          },
        },
        positions: {
          meta: { duties: duties.positions },
          on: {
            agree: { guard: 'mayTakePosition', actions: joint.agree },
            reserve: { guard: 'mayTakePosition', actions: joint.reserve },
            'deadline.position': { target: '#fourParty.split', actions: joint.positionLapses },
          },
          always: [
            { guard: 'agreedForOwners', target: '#fourParty.noticing' },
            { guard: 'agreedWithoutBody', target: '#fourParty.noOwnersCommittee' },
            { guard: 'agreedForCommittee', target: '#fourParty.committeeDecision' },
            {
              guard: 'agreedToDecide',
              target: '#fourParty.closed.decided',
              actions: [joint.agreed, closes('the parties agreed')].flat(),
            },
            { guard: 'allAgree', target: '#fourParty.executing', actions: joint.agreed },
            { guard: 'isSplit', target: '#fourParty.split' },
          ],
        },
      },
    },
    split: {
      description: '分歧',
      meta: { duties: duties.split },
      entry: joint.split,
      on: {
        toMediation: { guard: 'areDisputants', target: 'mediation', actions: triaged.toMediation },
        toOwnersMeeting: { guard: 'mayAskOwners', target: 'noticing', actions: triaged.toOwnersMeeting },
        reconvene: { guard: 'mayMeet', target: 'jointMeeting', actions: joint.reconvene },
        closeWithoutResult: { target: 'advising', actions: joint.closeWithoutResult },
        'deadline.splitChoice': 'advising',
      },
    },
    noticing: {
      description: '公告',
      initial: 'preparing',
      states: {
        preparing: {
          meta: { duties: duties.preparing },
          entry: noticing.ask,
          on: {
            announceVote: {
              guard: and(['mayAnnounce', 'isNotBarred']),
              target: 'announced',
              actions: noticing.announceVote,
            },
            declineToCall: {
              target: '#fourParty.intervention',
              actions: [noticing.declineToCall, toTown('the owners’ meeting was refused')].flat(),
            },
            'deadline.announcement': {
              target: '#fourParty.intervention',
              actions: [noticing.announceLapses, toTown('the owners’ meeting was not called')].flat(),
            },
          },
        },
        announced: {
          meta: { duties: duties.announced },
          on: {
            // Another roll, another notice.
            correctRoll: { target: 'announced', reenter: true, actions: noticing.correctRoll },
            cancelVote: { target: '#fourParty.jointMeeting', actions: noticing.cancelVote },
            openVoting: { target: '#fourParty.voting', actions: noticing.openVoting },
            'deadline.voteOpening': {
              target: '#fourParty.intervention',
              actions: [noticing.openingLapses, toTown('the vote was not opened')].flat(),
            },
          },
        },
      },
    },
    voting: {
      description: '业主表决',
      meta: { duties: duties.voting },
      on: {
        vote: { guard: 'mayVote', actions: voting.vote },
        enterBallot: { guard: 'mayEnterBallot', actions: voting.enterBallot },
        'deadline.votingPeriod': 'tallying',
      },
      always: { guard: 'allVoted', target: 'tallying' },
    },
    tallying: {
      description: '计票',
      meta: { duties: duties.tallying },
      entry: tallying.ask,
      on: {
        confirmCount: { guard: 'countFits', actions: tallying.confirmCount },
        // The box says what it says, confirmed or not.
        'deadline.count': { target: 'posting', actions: [tallying.lapses, tallying.record].flat() },
      },
      always: { guard: 'isCounted', target: 'posting', actions: tallying.record },
    },
    posting: {
      description: '公布决定',
      meta: { duties: duties.posting },
      on: {
        postDecision: [
          {
            guard: 'isRejected',
            target: 'closed.rejected',
            actions: [posting.postDecision, forgetsPosting, closes('the owners rejected it')].flat(),
          },
          { guard: 'isInvalid', target: 'invalid', actions: [posting.postDecision, forgetsPosting].flat() },
          {
            guard: 'isForDecision',
            target: 'closed.decided',
            actions: [posting.postDecision, forgetsPosting, closes('decided')].flat(),
          },
          { target: 'executing', actions: [posting.postDecision, startsWork].flat() },
        ],
        'deadline.publication': [
          {
            guard: 'isRejected',
            target: 'closed.rejected',
            actions: [posting.lapses, forgetsPosting, closes('the owners rejected it')].flat(),
          },
          { guard: 'isInvalid', target: 'invalid', actions: [posting.lapses, forgetsPosting].flat() },
          {
            guard: 'isForDecision',
            target: 'closed.decided',
            actions: [posting.lapses, forgetsPosting, closes('decided')].flat(),
          },
          { target: 'executing', actions: [posting.lapses, startsWork].flat() },
        ],
      },
    },
    invalid: {
      description: '表决无效',
      meta: { duties: duties.invalid },
      on: {
        revote: { guard: 'mayRevote', target: 'noticing', actions: invalid.revote },
        giveUp: { target: 'closed.invalid', actions: [invalid.giveUp, closes('the vote was invalid')].flat() },
        'deadline.revoteChoice': { target: 'closed.invalid', actions: closes('the vote was invalid') },
      },
    },
    mediation: {
      description: '调解',
      initial: 'consent',
      entry: mediation.ask,
      states: {
        consent: {
          meta: { duties: duties.consent },
          on: {
            consentMediation: { guard: 'mayConsent', actions: mediation.consentMediation },
            refuseMediation: { target: '#fourParty.advising', actions: mediation.refuseMediation },
            'deadline.mediationConsent': { target: '#fourParty.advising', actions: mediation.consentLapses },
          },
          always: { guard: 'allConsent', target: 'sessions' },
        },
        sessions: {
          meta: { duties: duties.sessions },
          on: {
            proposeAgreement: { target: 'signing', actions: mediation.proposeAgreement },
            failMediation: { target: '#fourParty.advising', actions: mediation.failMediation },
            // Whoever no longer wants it may stop it.
            refuseMediation: { target: '#fourParty.advising', actions: mediation.refuseMediation },
            'deadline.mediation': { target: '#fourParty.advising', actions: mediation.lapses },
          },
        },
        signing: {
          meta: { duties: duties.signing },
          on: {
            proposeAgreement: { actions: mediation.proposeAgreement },
            signAgreement: { guard: 'maySignAgreement', actions: mediation.signAgreement },
            declineAgreement: { target: '#fourParty.advising', actions: mediation.declineAgreement },
            'deadline.agreementSigning': { target: '#fourParty.advising', actions: mediation.signingLapses },
          },
          always: [
            // An agreement of some binds nobody else: what the owners have to decide goes to them.
            { guard: 'signedForOwners', target: '#fourParty.noticing' },
            { guard: 'signedWithoutBody', target: '#fourParty.noOwnersCommittee' },
            {
              guard: 'signedToDecide',
              target: '#fourParty.closed.decided',
              actions: [mediation.agreed, forgetsPosting, closes('agreed in mediation')].flat(),
            },
            {
              guard: 'allSigned',
              target: '#fourParty.executing',
              actions: [mediation.agreed, startsWork].flat(),
            },
          ],
        },
      },
    },
    advising: {
      description: '告知渠道',
      meta: { duties: duties.advising },
      on: {
        adviseChannel: { target: 'closed.adviseChannel', actions: advising.adviseChannel },
        'deadline.advice': { target: 'closed.adviseChannel', actions: advising.lapses },
      },
    },
    executing: {
      description: '实施',
      meta: { duties: duties.executing },
      entry: asksWork,
      on: {
        planWork: { guard: 'mayWorkOn', actions: executing.planWork },
        reportProgress: { guard: 'mayWorkOn', actions: executing.reportProgress },
        completeWork: { guard: 'mayWorkOn', target: 'acceptance', actions: executing.completeWork },
        stayExecution: { guard: 'isStanding', target: 'underChallenge', actions: executing.stayExecution },
        'deadline.execution': [
          { guard: 'mayMeet', target: 'jointMeeting', actions: executing.lapses },
          { target: 'intervention', actions: [executing.lapses, toTown('the work is late')].flat() },
        ],
      },
    },
    underChallenge: {
      description: '决定被诉',
      meta: { duties: duties.underChallenge },
      on: {
        recordJudgment: [
          { guard: 'annuls', target: 'invalid', actions: judging.recordJudgment },
          { guard: 'upholds', target: 'executing', actions: judging.recordJudgment },
        ],
        'deadline.judgment': 'advising',
      },
    },
    acceptance: {
      description: '验收',
      meta: { duties: duties.acceptance },
      entry: acceptance.ask,
      on: {
        acceptWork: { guard: 'mayAccept', actions: acceptance.acceptWork },
        rejectWork: [
          { guard: 'mayRework', target: 'executing', actions: acceptance.rejectWork },
          { guard: 'mayReject', target: 'advising', actions: acceptance.rejectForGood },
        ],
        // Not accepted is not accepted: the case goes on and says so.
        'deadline.acceptance': 'evaluating',
      },
      always: { guard: 'isAccepted', target: 'evaluating', actions: adopted },
    },
    evaluating: {
      description: '公平秤评价',
      meta: { duties: duties.evaluating },
      entry: evaluating.ask,
      on: {
        rate: { guard: 'mayRate', actions: evaluating.rate },
        giveOpinion: { guard: 'hasNotGivenOpinion', actions: evaluating.giveOpinion },
        close: [
          { guard: 'opinionsAreInAndDone', target: 'closed.resolved', actions: evaluating.close },
          { guard: 'opinionsAreIn', target: 'closed.unverified', actions: evaluating.close },
        ],
        'deadline.evaluation': [
          { guard: 'isDone', target: 'closed.resolved', actions: closes('settled') },
          { target: 'closed.unverified', actions: closes('carried out, not accepted') },
        ],
      },
    },
    exit: {
      description: '物业退出',
      initial: 'notice',
      states: {
        notice: {
          meta: { duties: duties.exitNotice },
          entry: exit.ask,
          on: {
            nameSuccessor: { guard: 'isAnotherCompany', actions: exit.nameSuccessor },
            requestStandIn: { guard: 'mayAskStandIn', actions: exit.requestStandIn },
            appointStandIn: { guard: 'standInIsAsked', actions: exit.appointStandIn },
            leave: { guard: 'somebodyTakesOver', target: 'handOver', actions: exit.leave },
            'deadline.succession': {
              target: '#fourParty.intervention',
              actions: [exit.carriesOn, toTown('nobody follows the property company')].flat(),
            },
          },
        },
        handOver: {
          meta: { duties: duties.handOver },
          on: {
            handOver: { guard: 'isNotHandedOver', actions: exit.handOver },
            confirmReceipt: { guard: 'isHandedOver', actions: exit.confirmReceipt },
            'deadline.handOver': { target: 'overdue', actions: exit.handOverLapses },
          },
          always: [
            { guard: 'allReceivedBySuccessor', target: '#fourParty.evaluating', actions: exit.takesOver },
            { guard: 'allReceived', target: 'standIn', actions: exit.takesOver },
          ],
        },
        overdue: {
          meta: { duties: duties.overdue },
          on: {
            handOver: { guard: 'isNotHandedOver', actions: exit.handOver },
            confirmReceipt: { guard: 'isHandedOver', actions: exit.confirmReceipt },
            'deadline.handOverOrdered': [
              {
                guard: 'hasSuccessor',
                target: '#fourParty.evaluating',
                actions: [exit.orderLapses, exit.takesOver].flat(),
              },
              { target: 'standIn', actions: [exit.orderLapses, exit.takesOver].flat() },
            ],
          },
          always: [
            { guard: 'allReceivedBySuccessor', target: '#fourParty.evaluating', actions: exit.takesOver },
            { guard: 'allReceived', target: 'standIn', actions: exit.takesOver },
          ],
        },
        standIn: {
          meta: { duties: duties.standIn },
          on: {
            nameSuccessor: {
              guard: 'isAnotherCompany',
              target: '#fourParty.evaluating',
              actions: [exit.nameSuccessor, exit.takesOver].flat(),
            },
            'deadline.standIn': {
              target: '#fourParty.intervention',
              actions: toTown('the stand-in’s time is over'),
            },
          },
        },
      },
    },
    arrears: {
      description: '物业费欠费',
      initial: 'urging',
      on: {
        recordPayment: { target: 'closed.resolved', actions: [arrears.recordPayment, closes('paid')].flat() },
        dropClaim: { target: 'closed.withdrawn', actions: [arrears.dropClaim, closes('the claim was dropped')].flat() },
      },
      states: {
        urging: {
          meta: { duties: duties.urging },
          entry: arrears.ask,
          on: {
            urgePayment: { target: 'unpaid', actions: arrears.urgePayment },
            'deadline.urging': { target: 'unpaid', actions: silent('committee') },
          },
        },
        unpaid: {
          meta: { duties: duties.unpaid },
          on: {
            demandPayment: { target: 'demanded', actions: arrears.demandPayment },
            'deadline.demandOpen': '#fourParty.advising',
          },
        },
        demanded: {
          meta: { duties: duties.demanded },
          on: {
            sue: {
              target: '#fourParty.closed.adviseChannel',
              actions: [arrears.sue, closes('the company went to court or arbitration')].flat(),
            },
            'deadline.claim': '#fourParty.advising',
          },
        },
      },
    },
    noOwnersCommittee: {
      description: '未成立业委会',
      meta: { duties: duties.noOwnersCommittee },
      on: {
        recordMandate: [
          { guard: 'ownersDecideThis', target: 'noticing', actions: triaged.recordMandate },
          { target: 'jointMeeting', actions: triaged.recordMandate },
        ],
        toElection: { guard: 'mayElect', target: 'awaitingElection', actions: triaged.toElection },
        toJointMeeting: { target: 'jointMeeting', actions: triaged.toJointMeeting },
        settleBeforeAssembly: { guard: 'hasNoAssembly', target: 'executing', actions: triaged.settleBeforeAssembly },
        'deadline.withoutCommittee': 'jointMeeting',
      },
    },
    awaitingElection: {
      description: '等待业委会选举',
      meta: { duties: duties.awaitingElection },
      on: {
        'case.settled': { guard: 'isElectionNews', target: 'triaged', actions: linked.electionSettled },
        'case.refused': {
          guard: 'isElectionNews',
          target: 'intervention',
          actions: [linked.electionRefused, toTown('the election could not be opened')].flat(),
        },
        'deadline.election': { target: 'intervention', actions: toTown('the election takes too long') },
      },
    },
    awaitingConvening: {
      description: '等待约请结果',
      meta: { duties: duties.awaitingConvening },
      on: {
        'case.settled': [
          { guard: 'conveningSolved', target: 'evaluating', actions: linked.conveningSolved },
          { guard: 'isConveningNews', target: 'jointMeeting', actions: linked.conveningSettled },
        ],
        'case.refused': { guard: 'isConveningNews', target: 'jointMeeting', actions: linked.conveningRefused },
        'deadline.convening': 'jointMeeting',
      },
    },
    intervention: {
      description: '镇介入',
      initial: 'considering',
      states: {
        considering: {
          meta: { duties: duties.considering },
          on: {
            orderMeeting: { guard: 'mayOrder', target: 'townOrdered', actions: town.orderMeeting },
            conveneMeeting: { guard: 'mayConvene', target: 'townConvened', actions: town.conveneMeeting },
            nameConvenor: {
              guard: 'mayNameConvenor',
              target: '#fourParty.committeeDecision',
              actions: town.nameConvenor,
            },
            toElection: { guard: 'mayElect', target: '#fourParty.awaitingElection', actions: triaged.toElection },
            returnToMeeting: { guard: 'mayMeet', target: '#fourParty.jointMeeting', actions: town.returnToMeeting },
            adviseChannel: { target: '#fourParty.closed.adviseChannel', actions: advising.adviseChannel },
            'deadline.intervention': '#fourParty.advising',
          },
        },
        townOrdered: {
          description: '责令限期召开',
          meta: { duties: duties.townOrdered },
          on: {
            announceVote: {
              guard: and(['mayAnnounce', 'isNotBarred']),
              target: '#fourParty.noticing.announced',
              actions: noticing.announceVote,
            },
            declineToCall: {
              target: 'considering',
              actions: [noticing.declineToCall, toTown('the ordered meeting was refused')].flat(),
            },
            'deadline.orderedMeeting': { target: 'considering', actions: town.orderLapses },
          },
        },
        townConvened: {
          description: '组织召开',
          meta: { duties: duties.townConvened },
          on: {
            announceVote: {
              guard: 'mayAnnounce',
              target: '#fourParty.noticing.announced',
              actions: noticing.announceVote,
            },
            'deadline.convenedMeeting': '#fourParty.advising',
          },
        },
      },
    },
    closed: {
      description: '办结',
      initial: 'resolved',
      states: {
        resolved: { meta: { outcome: 'resolved' } },
        unverified: { meta: { outcome: 'unverified' } },
        decided: { meta: { outcome: 'decided' } },
        rejected: { meta: { outcome: 'rejected' } },
        invalid: { meta: { outcome: 'invalid' } },
        adviseChannel: { meta: { outcome: 'adviseChannel' } },
        withdrawn: { meta: { outcome: 'withdrawn' } },
        lapsed: { meta: { outcome: 'lapsed' } },
      },
    },
  },
})
