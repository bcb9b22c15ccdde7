// The machine of a complaint 诉求: which command is heard in which state, and where it leads. What a step does stands in
// acts/, what it changes in the modules beside this one. Long because it is one table.
import { and } from '@convoke/core'
import { answered, callback, reviewing, rework } from './acts/answering.js'
import { anyTime, merged } from './acts/any-time.js'
import { dispatched, dispatching, disputed, reassign } from './acts/dispatching.js'
import { emergency } from './acts/emergency.js'
import { coordinating } from './acts/escalating.js'
import { contacting, handling, shelved } from './acts/handling.js'
import { submitted, supplementing, verifying } from './acts/intake.js'
import { linking } from './acts/linking.js'
import { reopening } from './acts/reopening.js'
import {
  all,
  closed,
  closes,
  escalated,
  late,
  lateBy,
  mayReturn,
  mayReturnNoMore,
  reworks,
  toDistrict,
  toTown,
} from './acts/ways.js'
import { duties } from './duties.js'
import { guards } from './guards.js'
import { firstContext } from './start.js'
import { words } from './words.js'

/** The machine of version 1. An ordinary XState machine. */
export const machine = words.setup({ guards }).createMachine({
  id: 'complaint',
  context: ({ input }) => firstContext(input),
  initial: 'submitted',
  // While the case is open, in every state 全程
  on: {
    withdraw: [
      { guard: and(['mayWithdraw', 'isLastToWithdraw']), target: '.closed.withdrawn', actions: anyTime.lastWithdraw },
      { guard: 'mayWithdraw', actions: anyTime.withdraw },
    ],
    supplement: { guard: 'hasRoom', actions: anyTime.supplement },
    consent: { guard: 'mayConsent', actions: anyTime.consent },
    chase: { guard: 'isOpen', actions: anyTime.chase },
    remind: { guard: 'isInTheCase', actions: anyTime.remind },
    copyTo: { guard: 'mayCopy', actions: anyTime.copyTo },
    supervise: { guard: 'isNewOrder', actions: anyTime.supervise },
    answerSupervision: { guard: 'isOrderedToAnswer', actions: anyTime.answerSupervision },
    merge: { guard: and(['mayMerge', 'isForItToLead']), target: '.merged', actions: anyTime.merge },
    split: { guard: 'maySplit', actions: linking.split },
    markSensitive: [
      { guard: 'becomesForDiscipline', target: '.escalated', actions: anyTime.forDiscipline },
      { guard: 'isOpen', actions: anyTime.markSensitive },
    ],
    joinAs: { guard: 'mayJoin', actions: anyTime.joinAs },
    nameRespondent: { guard: 'mayName', actions: anyTime.nameRespondent },
    warnAbuse: { guard: 'isOpen', actions: anyTime.warnAbuse },
    state: { guard: 'mayState', actions: anyTime.state },
    remedy: { guard: 'mayRemedy', actions: anyTime.remedy },
    handOver: { guard: 'mayHandOver', target: '.emergency', actions: emergency.handOver },
    escalate: { guard: 'mayEscalate', target: '.escalated', actions: coordinating.escalate },
    // What other cases came to, whatever state this one is in by now.
    'case.refused': { guard: 'isOpen', actions: linking.refused },
    'case.settled': { guard: 'isOpen', actions: linking.settled },
    'deadline.convening': { guard: 'isOpen', actions: late('convening', linking.conveningLapses) },
    'deadline.fourParty': { guard: 'isOpen', actions: late('fourParty', linking.fourPartyLapses) },
    'deadline.supervision': { guard: 'isOpen', actions: late('supervision', anyTime.supervisionLapses) },
    // The outer clock: being late changes no state, and each level is told once.
    'deadline.outer': { guard: 'isOpen', actions: late('outer', anyTime.outerLapses) },
    'deadline.outer.oneDayLate': { guard: 'isOpen', actions: lateBy('oneDayLate', 'outer') },
    'deadline.outer.fiveDaysLate': { guard: 'isOpen', actions: lateBy('fiveDaysLate', 'outer') },
    'deadline.simpleOuter': { guard: 'isOpen', actions: late('simpleOuter', anyTime.outerLapses) },
    'deadline.simpleOuter.oneDayLate': { guard: 'isOpen', actions: lateBy('oneDayLate', 'simpleOuter') },
    'deadline.simpleOuter.fiveDaysLate': { guard: 'isOpen', actions: lateBy('fiveDaysLate', 'simpleOuter') },
    // The unit's own clock. It rests while shelved, so that it runs out in handling alone.
    'deadline.handling': { guard: 'isOpen', actions: late('handling') },
    'deadline.handling.oneDayLate': { guard: 'isOpen', actions: lateBy('oneDayLate', 'handling') },
    'deadline.simpleHandling': { guard: 'isOpen', actions: late('simpleHandling') },
    'deadline.simpleHandling.oneDayLate': { guard: 'isOpen', actions: lateBy('oneDayLate', 'simpleHandling') },
  },
  states: {
    submitted: {
      description: '待受理',
      meta: { duties: duties.submitted },
      entry: submitted.enter,
      on: {
        accept: [
          { guard: and(['isForUs', 'needsVerification']), target: 'verifying', actions: submitted.accept },
          { guard: 'isForUs', target: 'dispatching', actions: submitted.accept },
        ],
        reject: { target: 'closed.rejected', actions: submitted.reject },
        askSupplement: { guard: 'mayAskSupplement', target: 'supplementing', actions: submitted.askSupplement },
        informPrevious: { guard: 'isNoHazard', target: 'closed.informedPrevious', actions: submitted.informPrevious },
        closeAsDuplicate: { guard: 'isNoHazard', target: 'closed.duplicate', actions: submitted.closeAsDuplicate },
        adviseChannel: { target: 'closed.adviseChannel', actions: submitted.adviseChannel },
        transfer: { target: 'closed.transferred', actions: submitted.transfer },
        // A complaint does not fail because nobody read it.
        'deadline.intake': [
          { guard: and(['isForUs', 'needsVerification']), target: 'verifying', actions: late('intake') },
          { guard: 'isForUs', target: 'dispatching', actions: late('intake') },
          { target: 'escalated', actions: late('intake', toTown('nobody decided who may handle it')) },
        ],
      },
    },
    supplementing: {
      description: '补正',
      meta: { duties: duties.supplementing },
      on: {
        supplement: { guard: 'hasRoom', target: 'submitted', actions: supplementing.supplement },
        'deadline.supplementing': { target: 'submitted', actions: late('supplementing', supplementing.lapses) },
      },
    },
    verifying: {
      description: '现场核实',
      meta: { duties: duties.verifying },
      entry: verifying.enter,
      on: {
        verify: { target: 'dispatching', actions: verifying.verify },
        findUnfounded: { target: 'closed.unfounded', actions: verifying.findUnfounded },
        'deadline.siteVerification': {
          target: 'dispatching',
          actions: late('siteVerification', verifying.lapses),
        },
      },
    },
    emergency: {
      description: '应急移交',
      initial: 'handedOver',
      on: {
        // Not left and entered again: the clocks of the follow-up and of whoever is trapped run on.
        handOver: { guard: 'mayHandOverAgain', target: '.handedOver', actions: emergency.handOverAgain },
        reportFreed: { guard: 'isTrapped', actions: emergency.reportFreed },
        followUp: [
          { guard: 'mayEndWithFollowUp', target: 'answered', actions: emergency.ends },
          { guard: 'goesOnWithLead', target: 'handling', actions: emergency.followUp },
          { guard: 'goesToDispatch', target: 'dispatching', actions: emergency.followUp },
        ],
        'deadline.trapped': { actions: late('trapped', emergency.trappedTooLong) },
        'deadline.followingUp': [
          { guard: 'hasLead', target: 'handling', actions: late('followingUp', emergency.lapses) },
          { target: 'dispatching', actions: late('followingUp', emergency.lapses) },
        ],
      },
      states: {
        handedOver: {
          meta: { duties: duties.handedOver },
          on: {
            acknowledge: { target: 'acknowledged', actions: emergency.acknowledge },
            reportOnScene: { target: 'onScene', actions: emergency.reportOnScene },
            'deadline.acknowledging': { actions: late('acknowledging') },
          },
        },
        acknowledged: {
          meta: { duties: duties.acknowledged },
          on: {
            reportOnScene: { target: 'onScene', actions: emergency.reportOnScene },
            'deadline.arriving': { actions: late('arriving') },
          },
        },
        onScene: { meta: { duties: duties.onScene } },
      },
    },
    dispatching: {
      description: '待派单',
      meta: { duties: duties.dispatching },
      entry: dispatching.enter,
      on: {
        dispatch: { guard: and(['mayLead', 'isForItToLead']), target: 'dispatched', actions: dispatching.dispatch },
        transfer: { target: 'closed.transferred', actions: submitted.transfer },
        closeAsDuplicate: { guard: 'isNoHazard', target: 'closed.duplicate', actions: submitted.closeAsDuplicate },
        'deadline.dispatching': [
          {
            guard: 'hasFirstReceiver',
            target: 'dispatched',
            actions: late('dispatching', dispatching.toFirstReceiver),
          },
          { target: 'escalated', actions: late('dispatching', toTown('nobody was given the matter')) },
        ],
      },
      always: {
        guard: 'belongsElsewhere',
        target: 'escalated',
        actions: toTown('not for a unit to handle about its own staff'),
      },
    },
    dispatched: {
      description: '已派单',
      meta: { duties: duties.dispatched },
      entry: all(dispatched.enter, mayReturn),
      exit: mayReturnNoMore,
      on: {
        sign: 'contacting',
        returnOrder: { guard: 'mayReturn', target: 'disputed', actions: dispatched.returnOrder },
        recall: { target: 'dispatching', actions: dispatched.recall },
        reassign: {
          guard: and(['mayReassign', 'isForItToLead', 'bindsOnceRuled']),
          target: 'dispatched',
          reenter: true,
          actions: reassign.reassign,
        },
        // Not signing never stops a clock.
        'deadline.signing': { target: 'contacting', actions: late('signing') },
        'deadline.urgentSigning': { target: 'contacting', actions: late('urgentSigning') },
      },
    },
    disputed: {
      description: '派单异议',
      initial: 'centre',
      on: {
        confirmHandler: {
          guard: and(['rulesOnIt', 'bindsTheUnit']),
          target: 'dispatched',
          actions: disputed.confirmHandler,
        },
        reassign: {
          guard: and(['rulesOnIt', 'bindsTheUnit', 'namesFitUnits', 'isForItToLead']),
          target: 'dispatched',
          actions: disputed.reassign,
        },
        splitLeadCo: {
          guard: and(['rulesOnIt', 'bindsTheUnit', 'namesFitUnits', 'isForItToLead']),
          target: 'dispatched',
          actions: disputed.splitLeadCo,
        },
      },
      states: {
        centre: {
          meta: { duties: duties.disputedCentre },
          on: {
            referUp: { guard: 'rulesOnIt', target: 'superior', actions: disputed.referUp },
            'deadline.ruling': { target: 'superior', actions: late('ruling', disputed.goesUp) },
          },
        },
        superior: {
          meta: { duties: duties.disputedSuperior },
          entry: disputed.enterAbove,
          on: {
            // The one above does not stand over the unit either: the district is the end of the line.
            referUp: {
              guard: and(['rulesOnIt', 'hasDistrictAbove']),
              target: '#complaint.escalated.district',
              actions: disputed.referToDistrict,
            },
            'deadline.rulingAbove': {
              target: '#complaint.contacting',
              actions: late('rulingAbove', disputed.staysInSilence),
            },
          },
        },
      },
    },
    contacting: {
      description: '先行联系',
      meta: { duties: duties.contacting },
      entry: mayReturn,
      exit: mayReturnNoMore,
      on: {
        recordContact: { target: 'handling', actions: contacting.recordContact },
        recordTry: [
          { guard: 'triesSuffice', target: 'handling', actions: contacting.lastTry },
          { guard: 'mayTry', actions: contacting.recordTry },
        ],
        returnOrder: { guard: 'mayReturn', target: 'disputed', actions: dispatched.returnOrder },
        reassign: {
          guard: and(['mayReassign', 'isForItToLead', 'bindsOnceRuled']),
          target: 'dispatched',
          actions: reassign.reassign,
        },
        'deadline.firstContact': { target: 'handling', actions: late('firstContact', contacting.lapses) },
      },
      always: { guard: 'contactIsSkipped', target: 'handling' },
    },
    handling: {
      description: '办理中',
      meta: { duties: duties.handling },
      entry: handling.enter,
      on: {
        recordContact: { actions: contacting.recordContact },
        recordTry: [
          { guard: 'triesSuffice', actions: contacting.lastTry },
          { guard: 'mayTry', actions: contacting.recordTry },
        ],
        answer: { target: 'reviewing', actions: handling.answer },
        interimReply: { actions: handling.interimReply },
        transfer: { target: 'closed.transferred', actions: submitted.transfer },
        coTask: { guard: 'mayCoTask', actions: handling.coTask },
        coReport: { guard: 'mayCoReport', actions: handling.coReport },
        requestExtension: { guard: 'mayAskForTime', actions: handling.requestExtension },
        requestShelving: { guard: 'mayAskToShelve', actions: handling.requestShelving },
        requestTermination: { guard: 'mayAskToEnd', actions: handling.requestTermination },
        approve: [
          { guard: and(['mayDecideOn', 'approvesShelving']), target: 'shelved', actions: handling.shelve },
          { guard: and(['mayDecideOn', 'approvesTermination']), target: 'closed.terminated', actions: handling.end },
          { guard: and(['mayDecideOn', 'isInTime']), actions: handling.approve },
        ],
        deny: { guard: 'mayDecideOn', actions: handling.deny },
        reassign: {
          guard: and(['mayReassign', 'isForItToLead', 'bindsOnceRuled']),
          target: 'dispatched',
          actions: reassign.reassign,
        },
        requestConvening: { guard: 'mayConvene', actions: linking.requestConvening },
        requestFourParty: { guard: 'mayAskOwners', actions: linking.requestFourParty },
        'deadline.coTask': { actions: late('coTask', handling.coTaskLapses) },
        'deadline.statement': { actions: late('statement', handling.respondentSilent) },
        'deadline.approval': { actions: late('approval', handling.approvalLapses) },
        // A unit that is a week late does not keep the matter for itself.
        'deadline.handling.fiveDaysLate': {
          target: 'escalated',
          actions: lateBy('fiveDaysLate', 'handling', toTown('the unit is five working days late')),
        },
        'deadline.simpleHandling.fiveDaysLate': {
          target: 'escalated',
          actions: lateBy('fiveDaysLate', 'simpleHandling', toTown('the unit is five working days late')),
        },
      },
      always: {
        guard: 'belongsElsewhere',
        target: 'escalated',
        actions: toTown('not for a unit to handle about its own staff'),
      },
    },
    shelved: {
      description: '挂账',
      meta: { duties: duties.shelved },
      on: {
        resume: { target: 'handling', actions: shelved.resume },
        reviewShelving: [
          { guard: 'reviewsLeft', target: 'shelved', reenter: true, actions: shelved.reviewed },
          { guard: 'hasAreaMeeting', target: 'areaMeeting', actions: shelved.reviewed },
          { target: 'escalated', actions: all(shelved.reviewed, toTown('shelved as long as may be')) },
        ],
        'deadline.shelvingReview': [
          {
            guard: 'reviewsLeft',
            target: 'shelved',
            reenter: true,
            actions: late('shelvingReview', shelved.reviewed),
          },
          {
            guard: 'hasAreaMeeting',
            target: 'areaMeeting',
            actions: late('shelvingReview', shelved.reviewed),
          },
          {
            target: 'escalated',
            actions: late('shelvingReview', shelved.reviewed, toTown('shelved as long as may be')),
          },
        ],
      },
    },
    areaMeeting: {
      description: '提交片会',
      meta: { duties: duties.areaMeeting },
      entry: linking.toAreaMeeting,
      on: {
        resume: { target: 'handling', actions: shelved.resume },
        'case.refused': [
          { guard: 'isAreaMeeting', target: 'escalated', actions: linking.areaMeetingRefused },
          { guard: 'isOpen', actions: linking.refused },
        ],
        'case.settled': [
          { guard: 'isAreaDecision', target: 'handling', actions: linking.areaMeetingSettled },
          { guard: 'isAreaMeeting', target: 'escalated', actions: linking.areaMeetingGoesUp },
          { guard: 'isOpen', actions: linking.settled },
        ],
        'deadline.areaMeeting': {
          target: 'escalated',
          actions: late('areaMeeting', linking.areaMeetingLapses),
        },
      },
    },
    merged: {
      description: '已并案',
      meta: { duties: duties.merged },
      on: {
        unmerge: { target: 'dispatching', actions: merged.unmerge },
        adoptAnswer: { target: 'answered', actions: merged.adoptAnswer },
        // Merging never hides that time is over: then it is handled for itself again.
        'deadline.outer': { target: 'dispatching', actions: late('outer', merged.unmergesLate) },
        'deadline.simpleOuter': { target: 'dispatching', actions: late('simpleOuter', merged.unmergesLate) },
      },
    },
    reviewing: {
      description: '办结审核',
      meta: { duties: duties.reviewing },
      entry: reviewing.enter,
      on: {
        pass: { guard: 'isDocumented', target: 'answered', actions: reviewing.pass },
        returnForRework: [
          { guard: 'mayRework', target: 'rework', actions: all(reviewing.returnForRework, reworks('review')) },
          {
            target: 'escalated',
            actions: all(reviewing.returnForRework, toTown('handled again as often as may be')),
          },
        ],
        'deadline.review': { target: 'answered', actions: late('review', reviewing.lapses) },
      },
      always: { guard: 'reviewIsSkipped', target: 'answered' },
    },
    answered: {
      description: '已答复',
      meta: { duties: duties.answered },
      entry: answered,
      on: {
        startCallback: 'callback',
        'deadline.outer': { target: 'callback', actions: late('outer', anyTime.outerLapses) },
        'deadline.simpleOuter': { target: 'callback', actions: late('simpleOuter', anyTime.outerLapses) },
      },
      always: [
        { guard: 'isNotDrawn', target: 'callback', actions: callback.notDrawn },
        { guard: 'callsBackNow', target: 'callback' },
      ],
    },
    callback: {
      description: '回访',
      meta: { duties: duties.callback },
      entry: callback.enter,
      on: {
        rate: { guard: 'mayRate', actions: callback.rate },
        noAnswer: { guard: 'mayGiveUp', actions: callback.noAnswer },
        checkOnSite: { guard: 'mayCheckOnSite', actions: callback.checkOnSite },
        publishReply: { guard: 'mayPublish', actions: callback.publishReply },
        'deadline.callback': { actions: late('callback', callback.lapses) },
      },
      always: [
        { guard: and(['callbackIsOver', 'isDissatisfied', 'mayRework']), target: 'rework', actions: reworks('rating') },
        {
          guard: and(['callbackIsOver', 'isDissatisfied']),
          target: 'escalated',
          actions: toTown('still dissatisfied after handling it again'),
        },
        { guard: and(['callbackIsOver', 'endsPublicly']), target: 'closed.answeredPublicly' },
        { guard: and(['callbackIsOver', 'endsExplained']), target: 'closed.explained' },
        { guard: and(['callbackIsOver', 'endsUnfounded']), target: 'closed.unfounded' },
        { guard: and(['callbackIsOver', 'endsResolved']), target: 'closed.resolved' },
      ],
    },
    rework: {
      description: '再次处置',
      initial: 'working',
      entry: rework.enter,
      on: {
        recordContact: { actions: contacting.recordContact },
        coTask: { guard: 'mayCoTask', actions: handling.coTask },
        coReport: { guard: 'mayCoReport', actions: handling.coReport },
        'deadline.coTask': { actions: late('coTask', handling.coTaskLapses) },
        'deadline.approval': { actions: late('approval', handling.approvalLapses) },
        'deadline.rework': { actions: late('rework') },
        'deadline.rework.oneDayLate': { actions: lateBy('oneDayLate', 'rework') },
        'deadline.rework.fiveDaysLate': {
          target: 'escalated',
          actions: lateBy('fiveDaysLate', 'rework', toTown('the unit is five working days late again')),
        },
      },
      states: {
        working: {
          meta: { duties: duties.reworking },
          on: {
            answer: { guard: 'headIsNamed', target: '#complaint.reviewing', actions: rework.answer },
            interimReply: { actions: handling.interimReply },
            disputeRating: { guard: 'mayDispute', target: 'ratingDisputed', actions: rework.disputeRating },
            requestTermination: { guard: 'mayAskToEnd', actions: handling.requestTermination },
            approve: {
              guard: and(['mayDecideOn', 'approvesTermination']),
              target: '#complaint.closed.terminated',
              actions: handling.end,
            },
            deny: { guard: 'mayDecideOn', actions: handling.deny },
            reassign: {
              guard: and(['mayReassign', 'isForItToLead', 'bindsOnceRuled']),
              target: '#complaint.dispatched',
              actions: reassign.reassign,
            },
          },
        },
        ratingDisputed: {
          meta: { duties: duties.ratingDisputed },
          on: {
            ruleRating: [
              {
                guard: and(['upholdsDispute', 'endsPublicly']),
                target: '#complaint.closed.answeredPublicly',
                actions: rework.upheld,
              },
              {
                guard: and(['upholdsDispute', 'endsExplained']),
                target: '#complaint.closed.explained',
                actions: rework.upheld,
              },
              {
                guard: and(['upholdsDispute', 'endsUnfounded']),
                target: '#complaint.closed.unfounded',
                actions: rework.upheld,
              },
              { guard: 'upholdsDispute', target: '#complaint.closed.resolved', actions: rework.upheld },
              { target: 'working', actions: rework.ruleRating },
            ],
            'deadline.ratingRuling': {
              target: 'working',
              actions: late('ratingRuling', rework.rulingLapses),
            },
          },
        },
      },
    },
    escalated: {
      description: '提级',
      initial: 'town',
      on: {
        orderLead: {
          guard: and(['mayLead', 'isForItToLead', 'mayOrder', 'bindsTheLead']),
          target: 'dispatched',
          actions: coordinating.orderLead,
        },
        orderRework: { guard: 'mayOrderRework', target: 'rework', actions: coordinating.orderRework },
        decide: { guard: 'mayDecide', target: 'answered', actions: coordinating.decide },
        terminate: { target: 'closed.terminated', actions: coordinating.terminate },
        // The desk and the unit have had their turn: what becomes of it is for the superior to say.
        transfer: { guard: 'coordinates', target: 'closed.transferred', actions: submitted.transfer },
        adviseChannel: { guard: 'coordinates', target: 'closed.adviseChannel', actions: submitted.adviseChannel },
        requestConvening: {
          guard: and(['coordinates', 'hasLead', 'mayConvene']),
          target: 'handling',
          actions: linking.requestConvening,
        },
        requestFourParty: {
          guard: and(['coordinates', 'hasLead', 'mayAskOwners']),
          target: 'handling',
          actions: linking.requestFourParty,
        },
      },
      exit: coordinating.leave,
      states: {
        town: {
          meta: { duties: duties.town },
          entry: escalated,
          on: {
            escalate: { guard: 'mayGoToDistrict', target: 'district', actions: coordinating.further },
            'deadline.escalation': {
              target: 'district',
              actions: late('escalation', toDistrict('the supervisor was silent')),
            },
          },
        },
        district: {
          meta: { duties: duties.district },
          entry: escalated,
          on: {
            // The matter is the district's from here on, whether or not it answers.
            'deadline.districtCoordination': {
              target: '#complaint.closed.transferred',
              actions: late('districtCoordination', closes('left with the district')),
            },
          },
        },
      },
    },
    closed: {
      description: '结案',
      initial: 'resolved',
      entry: closed,
      states: {
        resolved: { meta: { outcome: 'resolved' } },
        explained: { meta: { outcome: 'explained' } },
        unfounded: { meta: { outcome: 'unfounded' } },
        answeredPublicly: { meta: { outcome: 'answeredPublicly' } },
        informedPrevious: { meta: { outcome: 'informedPrevious' } },
        duplicate: { meta: { outcome: 'duplicate' } },
        adviseChannel: { meta: { outcome: 'adviseChannel' } },
        transferred: { meta: { outcome: 'transferred' } },
        withdrawn: { meta: { outcome: 'withdrawn' } },
        terminated: { meta: { outcome: 'terminated' } },
        rejected: { meta: { outcome: 'rejected' } },
      },
      on: {
        reopen: { guard: 'mayReopen', target: 'submitted', actions: reopening.reopen },
      },
    },
  },
})
