// The machine of a convening request 约请: which command is heard in which state, and where it leads. What a step does
// stands in acts/, what it changes in the modules beside this one. Long because it is one table.
import { and } from '@convoke/core'
import { anyTime } from './acts/any-time.js'
import { areaMeeting, district, escalated, town } from './acts/escalating.js'
import { presence, replies } from './acts/inviting.js'
import { assigned, executing } from './acts/items.js'
import { discussing, fixed, fixing, gathering, minutes, onSite } from './acts/meeting.js'
import { cosigning, drafting, referred, reviewing, screening } from './acts/preparing.js'
import { attendance, responsibility, ruling } from './acts/ruling.js'
import { closed, closing, evaluating, verifying } from './acts/verifying.js'
import { closes, toTown } from './acts/ways.js'
import { duties } from './duties.js'
import { guards } from './guards.js'
import { firstContext } from './start.js'
import { words } from './words.js'

/** The machine of version 1. An ordinary XState machine. */
export const machine = words.setup({ guards }).createMachine({
  id: 'convening',
  context: ({ input }) => firstContext(input),
  initial: 'drafting',
  // While the case is open, in every state 全程
  on: {
    withdraw: [
      { guard: 'isLastToWithdraw', target: '.closed.withdrawn', actions: anyTime.lastWithdraw },
      { guard: 'mayWithdraw', actions: anyTime.withdraw },
    ],
    withdrawPart: { guard: 'othersRemain', actions: anyTime.withdrawPart },
    remind: { guard: 'isInTheCase', actions: anyTime.remind },
    copyTo: { guard: 'isNotInformed', actions: anyTime.copyTo },
    supervise: { guard: 'isNewOrder', actions: anyTime.supervise },
    answerSupervision: { guard: 'isOrderedToAnswer', actions: anyTime.answerSupervision },
    'deadline.supervision': { guard: 'isOpen', actions: anyTime.supervisionLapses },
    merge: { guard: 'mayWithdraw', target: '.closed.merged', actions: anyTime.merge },
    supplement: { guard: 'hasRoom', actions: anyTime.supplement },
    supersedeByMediation: {
      guard: 'isOpen',
      target: '.closed.supersededByMediation',
      actions: anyTime.supersedeByMediation,
    },
    substituteChair: { guard: 'mayAppointChair', actions: anyTime.substituteChair },
    reportEmergency: { guard: 'owesReport', actions: anyTime.reportEmergency },
    'deadline.emergencyReport': { guard: 'isOpen', actions: anyTime.emergencyReportLapses },
  },
  states: {
    drafting: {
      description: '拟定约请方案',
      meta: { duties: duties.drafting },
      on: {
        editPlan: { actions: drafting.editPlan },
        inviteCoConvener: { guard: 'isNewConvener', actions: drafting.inviteCoConvener },
        submit: { guard: 'planIsFit', target: 'cosigning', actions: drafting.submit },
        'deadline.draft': { target: 'closed.withdrawn', actions: closes('the draft was never submitted') },
      },
    },
    cosigning: {
      description: '联合发起确认',
      meta: { duties: duties.cosigning },
      on: {
        cosign: { actions: cosigning.cosign },
        refuse: { actions: cosigning.refuse },
        'deadline.cosignature': { actions: cosigning.cosignatureLapses },
      },
      always: { guard: 'allCosigned', target: 'screening' },
    },
    screening: {
      description: '受理审核',
      initial: 'reviewing',
      on: {
        accept: { guard: 'screens', target: 'inviting', actions: screening.accept },
        routeToComplaint: { target: 'closed.routedToComplaint', actions: screening.routeToComplaint },
      },
      states: {
        reviewing: {
          meta: { duties: duties.reviewing },
          entry: reviewing.enter,
          on: {
            returnForFix: [
              { guard: 'mayReturn', target: '#convening.drafting', actions: reviewing.returnForFix },
              { target: 'referred', actions: reviewing.doubtAgain },
            ],
            routeToArea: { guard: 'enoughForArea', target: '#convening.areaMeeting', actions: reviewing.routeToArea },
            reject: { target: 'rejected', actions: reviewing.reject },
            'deadline.screening': 'referred',
          },
          always: { guard: 'screeningSkipped', target: '#convening.inviting', actions: reviewing.skip },
        },
        rejected: {
          meta: { duties: duties.rejected },
          on: {
            appealRejection: 'referred',
            'deadline.rejectionAppeal': {
              target: '#convening.closed.rejected',
              actions: closes('the rejection was not appealed'),
            },
          },
        },
        referred: {
          meta: { duties: duties.referred },
          entry: referred.enter,
          on: {
            reject: { target: '#convening.closed.rejected', actions: referred.reject },
            // A request does not fail because nobody read it.
            'deadline.referredScreening': { target: '#convening.inviting', actions: referred.referredScreeningLapses },
          },
        },
      },
    },
    inviting: {
      description: '约请发出',
      initial: 'replies',
      states: {
        replies: {
          meta: { duties: duties.replies },
          entry: replies.enter,
          on: {
            accept: { guard: 'mayAccept', actions: replies.accept },
            acceptWithReservation: { guard: 'mayAccept', actions: replies.acceptWithReservation },
            delegate: { guard: 'namesNobodyElse', actions: replies.delegate },
            counter: { guard: 'mayObject', actions: replies.counter },
            decline: { guard: 'isNoClash', actions: replies.decline },
            concede: { guard: 'isContested', actions: replies.concede },
            'deadline.reply': { actions: replies.replyLapses },
          },
          always: [
            { guard: 'isEmergency', target: 'presence' },
            { guard: 'everybodyAnswered', target: '#convening.ruling', actions: replies.raise },
          ],
        },
        presence: {
          meta: { duties: duties.presence },
          entry: presence.enter,
          on: {
            checkIn: { guard: 'isSummoned', actions: presence.checkIn },
            'deadline.presence': { actions: presence.presenceLapses },
          },
          exit: presence.exit,
          always: [
            { guard: 'requiredAppeared', target: '#convening.onSite.discussing' },
            { guard: 'nobodyAppears', target: '#convening.escalated', actions: toTown('too few appeared on site') },
          ],
        },
      },
    },
    ruling: {
      description: '异议裁定',
      initial: 'attendance',
      entry: ruling.enter,
      on: {
        uphold: { guard: 'mayUphold', actions: ruling.uphold },
        overrule: { guard: and(['overrulesForDuty', 'commandsTheUnit', 'rulesOnIt']), actions: ruling.overrule },
        acceptRuling: { guard: 'isLosingSide', actions: ruling.acceptRuling },
        appeal: { guard: 'isLosingSide', actions: ruling.appeal },
        'deadline.appealWindow': { actions: ruling.appealWindowLapses },
        'deadline.ruling': { actions: ruling.rulingLapses },
      },
      states: {
        attendance: {
          meta: { duties: duties.attendance },
          on: {
            accept: { guard: 'mayAccept', actions: attendance.accept },
            concede: { guard: 'isContested', actions: attendance.concede },
            replaceInvitee: { guard: 'mayReplace', actions: attendance.replaceInvitee },
          },
          always: [
            { guard: 'somebodyIsAskedAgain', target: '#convening.inviting' },
            { guard: 'somebodyComes', target: '#convening.scheduled' },
            { guard: 'rulingsAreIn', target: '#convening.escalated', actions: toTown('nobody is bound to come') },
          ],
        },
        responsibility: {
          meta: { duties: duties.responsibility },
          on: {
            reassignItem: { guard: 'mayPassOn', actions: responsibility.reassignItem },
          },
          always: [
            { guard: 'asksAgain', target: '#convening.assigned' },
            { guard: 'hasWork', target: '#convening.executing' },
            { guard: 'rulingsAreIn', target: '#convening.escalated', actions: toTown('nobody is responsible') },
          ],
        },
      },
    },
    scheduled: {
      description: '已定会',
      initial: 'fixing',
      on: {
        'deadline.meeting': { target: 'escalated', actions: toTown('the meeting was not held in time') },
      },
      states: {
        fixing: {
          meta: { duties: duties.fixing },
          entry: fixing.enter,
          on: {
            fixMeeting: { target: 'fixed', actions: fixing.fixMeeting },
            'deadline.meetingDate': {
              target: '#convening.escalated',
              actions: toTown('no date was fixed for the meeting'),
            },
          },
        },
        fixed: {
          meta: { duties: duties.fixed },
          on: {
            reschedule: {
              guard: 'mayReschedule',
              target: 'fixed',
              // A moved meeting needs notice again.
              reenter: true,
              actions: fixed.reschedule,
            },
            confirm: { guard: 'hasASeat', actions: fixed.confirm },
            openMeeting: '#convening.onSite',
          },
        },
      },
    },
    onSite: {
      description: '现场会商',
      initial: 'gathering',
      entry: onSite.enter,
      on: {
        leave: { guard: 'isThere', actions: onSite.leave },
        dissent: { guard: 'mayDissent', actions: onSite.dissent },
      },
      states: {
        gathering: {
          meta: { duties: duties.gathering },
          on: {
            checkIn: { guard: 'mayArrive', actions: gathering.checkIn },
            begin: { guard: 'isQuorate', target: 'discussing' },
            quorumFail: [
              { guard: 'mayTryAgain', target: '#convening.scheduled', actions: gathering.quorumFail },
              { guard: 'lacksQuorum', target: '#convening.escalated', actions: toTown('there was no quorum again') },
            ],
            adjourn: { guard: 'mayAdjourn', target: '#convening.scheduled.fixed', actions: gathering.adjourn },
            'deadline.conclusion': { target: '#convening.escalated', actions: toTown('the meeting never began') },
          },
        },
        discussing: {
          meta: { duties: duties.discussing },
          on: {
            checkIn: { guard: 'mayArrive', actions: discussing.checkIn },
            quorumFail: [
              { guard: 'mayTryAgain', target: '#convening.scheduled', actions: discussing.quorumFail },
              { guard: 'lacksQuorum', target: '#convening.escalated', actions: toTown('there was no quorum again') },
            ],
            adjourn: { guard: 'mayAdjourn', target: '#convening.scheduled.fixed', actions: discussing.adjourn },
            propose: { guard: 'isWellPut', actions: discussing.propose },
            dropProposal: { guard: 'isOnTheTable', actions: discussing.dropProposal },
            agreeResponsibilities: { guard: 'mayAgree', actions: discussing.agreeResponsibilities },
            deadlock: [
              { guard: 'deadlockedForArea', target: '#convening.areaMeeting', actions: discussing.deadlockForArea },
              {
                guard: 'deadlockedForSupervisor',
                target: '#convening.escalated',
                actions: discussing.deadlockForSupervisor,
              },
            ],
            'deadline.conclusion': { target: '#convening.escalated', actions: toTown('the meeting reached no result') },
          },
          always: { guard: 'everybodyAgrees', target: 'minutes' },
        },
        minutes: {
          meta: { duties: duties.minutes },
          on: {
            recordMinutes: { guard: 'notYetRecorded', actions: minutes.recordMinutes },
            signMinutes: { guard: 'maySign', actions: minutes.signMinutes },
            'deadline.minutes': { target: '#convening.assigned', actions: minutes.minutesLapses },
          },
          always: { guard: 'everybodySigned', target: '#convening.assigned' },
        },
      },
    },
    assigned: {
      description: '明确职责',
      meta: { duties: duties.assigned },
      entry: assigned.enter,
      on: {
        confirmItem: { guard: 'isAsked', actions: assigned.confirmItem },
        objectItem: { guard: 'isAsked', actions: assigned.objectItem },
        'deadline.confirmation': { actions: assigned.confirmationLapses },
      },
      always: [
        { guard: 'needsRuling', target: 'ruling.responsibility' },
        { guard: 'allConfirmed', target: 'executing' },
      ],
    },
    executing: {
      description: '落实',
      meta: { duties: duties.executing },
      entry: executing.enter,
      on: {
        progress: { guard: 'itemIsOpen', actions: executing.progress },
        done: { guard: 'mayReportDone', actions: executing.done },
        requestExtension: { guard: 'mayAskForTime', actions: executing.requestExtension },
        approveExtension: { guard: 'timeWasAsked', actions: executing.approveExtension },
        denyExtension: { guard: 'timeWasAsked', actions: executing.denyExtension },
        'deadline.extensionAnswer': { actions: executing.extensionAnswerLapses },
        blocked: { guard: 'itemIsOpen', actions: executing.blocked },
        unblock: { guard: 'isBlocked', actions: executing.unblock },
        waive: { guard: 'mayWaive', actions: executing.waive },
        recordDecision: { guard: 'isAwaited', actions: executing.recordDecision },
        // No four-party case could be opened: somebody has to obtain the decision by hand and record it.
        'case.refused': { guard: 'isOwnersLink', actions: executing.linkRefused },
        'case.settled': { guard: 'isOwnersLink', actions: executing.linkSettled },
        'deadline.itemDue': { actions: executing.itemDueLapses },
        'deadline.itemDue.fiveDaysLate': { actions: executing.fiveDaysLate },
        'deadline.progress': { actions: executing.progressLapses },
        'deadline.decision': { actions: executing.decisionLapses },
      },
      always: [
        { guard: 'hasToAskOwners', actions: executing.askOwners },
        { guard: 'hasToAskOthers', actions: executing.askOthers },
        { guard: 'workIsOver', target: 'verifying' },
      ],
    },
    verifying: {
      description: '核验',
      meta: { duties: duties.verifying },
      entry: verifying.enter,
      on: {
        pass: { guard: 'mayVerify', actions: verifying.pass },
        fail: { guard: 'mayVerify', actions: verifying.fail },
        'deadline.verification': { actions: verifying.verificationLapses },
        'deadline.check': { actions: verifying.checkLapses },
      },
      always: [
        { guard: 'somethingToRework', target: 'executing' },
        { guard: 'solvedInPart', target: 'evaluating' },
        { guard: 'nothingSolved', target: 'escalated', actions: toTown('nothing was solved') },
      ],
    },
    evaluating: {
      description: '双向评价',
      meta: { duties: duties.evaluating },
      entry: evaluating.enter,
      on: {
        score: { guard: 'mayScore', actions: evaluating.score },
        scorePlan: { guard: 'mayScorePlan', actions: evaluating.scorePlan },
        'deadline.scoring': { actions: evaluating.scoringLapses },
        'deadline.planScoring': { actions: evaluating.planScoringLapses },
      },
      always: { guard: 'everybodyScored', target: 'closing' },
    },
    closing: {
      description: '结案确认',
      meta: { duties: duties.closing },
      entry: closing.enter,
      on: {
        close: { actions: closing.close },
        objectToClosing: { target: 'escalated', actions: closing.objectToClosing },
        'deadline.closing': { target: 'escalated', actions: toTown('not every convener agreed to close') },
      },
      always: [
        { guard: 'everybodyClosesSolved', target: 'closed.resolved', actions: closes('resolved') },
        { guard: 'everybodyCloses', target: 'closed.partlyResolved', actions: closes('partly resolved') },
      ],
    },
    areaMeeting: {
      description: '片会研究',
      meta: { duties: duties.areaMeeting },
      entry: areaMeeting.enter,
      on: {
        adoptPlan: { target: 'closed.handedToArea', actions: areaMeeting.adoptPlan },
        returnToConvening: [{ guard: 'nobodyIsComing', target: 'inviting' }, { target: 'scheduled' }],
        escalate: { target: 'escalated', actions: areaMeeting.escalate },
        'case.refused': { guard: 'isAreaRefusal', actions: areaMeeting.refused },
        'case.settled': [
          { guard: 'isAreaPlan', target: 'closed.handedToArea', actions: areaMeeting.planAdopted },
          { guard: 'isAreaReturnToNobody', target: 'inviting', actions: areaMeeting.returned },
          { guard: 'isAreaReturn', target: 'scheduled', actions: areaMeeting.returned },
          { guard: 'isAreaAnswer', target: 'escalated', actions: areaMeeting.goesUp },
        ],
        'deadline.areaMeeting': { target: 'escalated', actions: toTown('the area meeting did not take it up') },
        'deadline.areaAnswer': { target: 'escalated', actions: toTown('the area meeting gave no answer') },
      },
    },
    escalated: {
      description: '提级协调',
      initial: 'town',
      on: {
        rule: {
          guard: and(['imposesDuty', 'imposesOnOne', 'imposesOnInvited', 'hasFreeName', 'commandsAssignee']),
          actions: escalated.rule,
        },
        orderExecution: { guard: 'hasWork', target: 'executing', actions: escalated.orderExecution },
        orderMeeting: [
          { guard: 'mayOrderMeeting', target: 'scheduled', actions: escalated.orderMeeting },
          { guard: 'hasToInvite', target: 'inviting', actions: escalated.orderMeeting },
        ],
        orderClosing: [
          { guard: 'everythingSolved', target: 'closed.resolved', actions: closes('resolved, by order') },
          { guard: 'somethingSolved', target: 'closed.partlyResolved', actions: closes('partly resolved, by order') },
        ],
        declareNoAuthority: { target: 'closed.noAuthority', actions: escalated.declareNoAuthority },
      },
      states: {
        town: {
          meta: { duties: duties.town },
          entry: town.enter,
          on: {
            handToArea: { guard: 'mayGoToArea', target: '#convening.areaMeeting', actions: town.handToArea },
            handToDistrict: { target: 'district', actions: town.handToDistrict },
            'deadline.escalation': { target: 'district', actions: town.escalationLapses },
          },
        },
        district: {
          meta: { duties: duties.district },
          entry: district.enter,
          on: {
            takeOver: { target: '#convening.closed.handedToDistrict', actions: district.takeOver },
            // The matter is the district's from here on, whether or not it answers.
            'deadline.districtCoordination': {
              target: '#convening.closed.handedToDistrict',
              actions: closes('left with the district'),
            },
          },
        },
      },
    },
    closed: {
      description: '结案',
      initial: 'resolved',
      states: {
        resolved: {
          meta: { outcome: 'resolved' },
        },
        partlyResolved: { meta: { outcome: 'partlyResolved' } },
        handedToArea: { meta: { outcome: 'handedToArea' } },
        handedToDistrict: { meta: { outcome: 'handedToDistrict' } },
        noAuthority: { meta: { outcome: 'noAuthority' } },
        supersededByMediation: { meta: { outcome: 'supersededByMediation' } },
        withdrawn: { meta: { outcome: 'withdrawn' } },
        merged: { meta: { outcome: 'merged' } },
        routedToComplaint: { meta: { outcome: 'routedToComplaint' } },
        rejected: { meta: { outcome: 'rejected' } },
      },
      on: {
        reopen: { guard: 'mayReopen', target: 'scheduled', actions: closed.reopen },
        lookBack: [
          { guard: 'hasRelapsed', target: 'scheduled', actions: closed.relapse },
          { guard: 'mayLookBack', actions: closed.lookBack },
        ],
        'deadline.lookBack': { actions: closed.lookBackLapses },
      },
    },
  },
})
