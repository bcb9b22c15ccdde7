// The machine of the area meeting 片会: which command is heard in which state, and where it leads.
import { and } from '@convoke/core'
import { anyTime } from './acts/any-time.js'
import { answer, called, collecting, conclusionLapses } from './acts/collecting.js'
import { following } from './acts/following.js'
import { deciding, gathering, minutes, publishing } from './acts/session.js'
import { duties } from './duties.js'
import { guards } from './guards.js'
import { firstContext } from './start.js'
import { words } from './words.js'

/** The machine of version 1. An ordinary XState machine. */
export const machine = words.setup({ guards }).createMachine({
  id: 'area',
  context: ({ input }) => firstContext(input),
  initial: 'collecting',
  on: {
    remind: { guard: 'isInTheCase', actions: anyTime.remind },
    copyTo: { guard: 'isNotInformed', actions: anyTime.copyTo },
  },
  states: {
    collecting: {
      description: '征集议题',
      meta: { duties: duties.collecting },
      on: {
        'case.joined': { guard: 'takesIn', actions: collecting.joined },
        addTopic: { guard: 'hasRoom', actions: collecting.addTopic },
        classifyTopic: { guard: 'isCollected', actions: collecting.classifyTopic },
        withdrawTopic: { guard: 'mayWithdraw', actions: collecting.withdrawTopic },
        callMeeting: { guard: 'isFitCall', target: 'called', actions: collecting.callMeeting },
        // The chair was silent for a whole period: what was collected waits for the next one, or goes up.
        'deadline.session': { target: 'collecting', reenter: true, actions: collecting.sessionLapses },
      },
      always: [
        { guard: 'hasToAnswer', actions: answer },
        { guard: 'nothingCollected', target: 'withdrawn' },
        { guard: 'everythingWentUp', target: 'lapsed' },
      ],
    },
    called: {
      description: '已通知',
      meta: { duties: duties.called },
      on: {
        // A moved session needs notice again.
        reschedule: { guard: 'mayReschedule', target: 'called', reenter: true, actions: called.reschedule },
        accept: { guard: 'owesReply', actions: called.accept },
        decline: { guard: 'owesReply', actions: called.decline },
        openMeeting: 'inSession',
        'deadline.reply': { actions: called.replyLapses },
        'deadline.meeting': { target: 'collecting', actions: called.meetingLapses },
      },
    },
    inSession: {
      description: '开会',
      initial: 'gathering',
      states: {
        gathering: {
          meta: { duties: duties.gathering },
          on: {
            checkIn: { guard: 'mayArrive', actions: gathering.checkIn },
            begin: { guard: 'isQuorate', target: 'deciding' },
            noQuorum: { guard: 'lacksQuorum', target: '#area.collecting', actions: gathering.noQuorum },
            'deadline.conclusion': { target: 'minutes', actions: conclusionLapses },
          },
        },
        deciding: {
          meta: { duties: duties.deciding },
          on: {
            checkIn: { guard: 'mayArrive', actions: gathering.checkIn },
            adoptPlan: { guard: and(['mayDecide', 'assigneesAreThere']), actions: deciding.adoptPlan },
            returnToConvening: { guard: 'mayDecide', actions: deciding.returnToConvening },
            openConvening: {
              guard: and(['mayDecide', 'isCommonProblem', 'isFitRequest']),
              actions: deciding.openConvening,
            },
            escalate: { guard: 'mayDecide', actions: deciding.escalate },
            defer: { guard: and(['mayDecide', 'mayPutOff']), actions: deciding.defer },
            'deadline.conclusion': { target: 'minutes', actions: conclusionLapses },
          },
          always: { guard: 'allDecided', target: 'minutes' },
        },
        minutes: {
          meta: { duties: duties.minutes },
          on: {
            recordMinutes: { guard: 'notYetRecorded', actions: minutes.recordMinutes },
            signMinutes: { guard: 'maySign', actions: minutes.signMinutes },
            'deadline.minutes': { target: '#area.publishing', actions: minutes.minutesLapse },
          },
          always: { guard: 'everybodySigned', target: '#area.publishing' },
        },
      },
    },
    publishing: {
      description: '公布议定事项',
      meta: { duties: duties.publishing },
      exit: publishing.publish,
      on: {
        publish: 'following',
        // What was decided takes effect whether or not it was posted; that it was not is on record.
        'deadline.publication': { target: 'following', actions: publishing.publicationLapses },
      },
    },
    following: {
      description: '跟踪落实',
      meta: { duties: duties.following },
      entry: following.enter,
      on: {
        confirmDuty: { guard: 'isAskedToConfirm', actions: following.confirmDuty },
        objectDuty: { guard: 'isAskedToConfirm', actions: following.objectDuty },
        done: { guard: 'mayReportDone', actions: following.done },
        passDuty: { guard: 'mayCheck', actions: following.passDuty },
        failDuty: { guard: 'mayCheck', actions: following.failDuty },
        'deadline.confirmation': { actions: following.confirmationLapses },
        'deadline.dutyDue': { actions: following.dutyDueLapses },
        'deadline.dutyDue.fiveDaysLate': { actions: following.fiveDaysLate },
        'deadline.check': { actions: following.checkLapses },
        'deadline.linked': { actions: following.linkedLapses },
        'case.refused': [
          { guard: 'isAwaitedTopic', actions: following.topicRefused },
          { guard: 'isAwaitedRequest', actions: following.requestRefused },
        ],
        'case.settled': [
          { guard: 'isAwaitedTopic', actions: following.topicSettled },
          { guard: 'isAwaitedRequest', actions: following.requestSettled },
        ],
      },
      always: [
        { guard: 'hasToAnswer', actions: answer },
        { guard: 'hasToPassOn', actions: following.passOn },
        { guard: 'hasToConvene', actions: following.convene },
        { guard: 'isOver', target: 'concluded' },
        { guard: 'isPartlyOver', target: 'partlyConcluded' },
      ],
    },
    concluded: { type: 'final', description: '办结', meta: { outcome: 'concluded' } },
    partlyConcluded: { type: 'final', description: '部分办结', meta: { outcome: 'partlyConcluded' } },
    withdrawn: { type: 'final', description: '议题已撤回', meta: { outcome: 'withdrawn' } },
    lapsed: { type: 'final', description: '未开会，议题提级', meta: { outcome: 'lapsed' } },
  },
})
