// The machine of an election 业委会选举: which command is heard in which state, and where it leads.
import { and } from '@convoke/core'
import { anyTime, electing, founding } from './acts/electing.js'
import { beginning, closes, escalates, forming, preparing } from './acts/forming.js'
import { duties } from './duties.js'
import { guards } from './guards.js'
import { firstContext } from './start.js'
import { words } from './words.js'

/** The machine of version 1. An ordinary XState machine. */
export const machine = words.setup({ guards }).createMachine({
  id: 'election',
  context: ({ input }) => firstContext(input),
  // Every election is looked at here first; those that do not wait for a developer go on at once.
  initial: 'reporting',
  on: {
    remind: { guard: 'isOpen', actions: anyTime.remind },
    withdraw: { guard: 'mayWithdraw', target: '.closed.withdrawn', actions: anyTime.withdraw },
    depositSeals: { guard: and(['isOpen', 'holdsSeals']), actions: forming.depositSeals },
    'deadline.deposit': { actions: forming.depositLapses },
    urgeHandOver: { guard: 'isOpen', actions: forming.urgeHandOver },
    answerObjection: { guard: and(['isOpen', 'isUnanswered']), actions: forming.answerObjection },
  },
  states: {
    reporting: {
      description: '建设单位报告',
      meta: { duties: duties.reporting },
      entry: beginning.askDeveloper,
      on: {
        reportConditions: { guard: 'conditionsAreMet', target: 'forming', actions: beginning.reportConditions },
        requestInWriting: { target: 'forming', actions: beginning.requestInWriting },
        'deadline.conditionsReport': { target: 'awaitingRequest', actions: beginning.developerLapses },
      },
      always: [
        { guard: 'isRegular', target: 'termEnding' },
        { guard: 'isByElection', target: 'preparing' },
        { guard: 'isEarly', target: 'forming' },
        { guard: 'nobodyReports', target: 'awaitingRequest' },
      ],
    },
    termEnding: {
      description: '任期届满报告',
      meta: { duties: duties.termEnding },
      entry: beginning.askCommittee,
      on: {
        reportTermEnd: { target: 'forming', actions: beginning.reportTermEnd },
        requestInWriting: { target: 'forming', actions: beginning.requestInWriting },
        'deadline.termReport': { target: 'awaitingRequest', actions: beginning.committeeLapses },
      },
    },
    awaitingRequest: {
      description: '等待业主书面要求',
      meta: { duties: duties.awaitingRequest },
      entry: beginning.askOwners,
      on: {
        requestInWriting: { target: 'forming', actions: beginning.requestInWriting },
        'deadline.request': { target: 'closed.notFormed', actions: closes('nobody asked for an election') },
      },
    },
    forming: {
      description: '组建筹备组（换届改选小组）',
      meta: { duties: duties.forming },
      entry: forming.ask,
      on: {
        formGroup: { guard: 'groupIsSound', target: 'posting', actions: forming.formGroup },
        'deadline.forming': {
          target: 'escalated',
          actions: [forming.lapses, escalates('the group was not formed')].flat(),
        },
      },
    },
    posting: {
      description: '公告成员名单',
      meta: { duties: duties.posting },
      on: {
        postNames: { target: 'preparing', actions: forming.postNames },
        trainGroup: { actions: forming.trainGroup },
        objectToMember: { guard: 'isInGroup', actions: forming.objectToMember },
        replaceMember: { guard: 'staysSound', actions: forming.replaceMember },
        'deadline.names': { target: 'preparing', actions: forming.namesLapse },
        'deadline.meeting': {
          target: 'escalated',
          actions: [preparing.meetingLapses, escalates('the meeting is late')].flat(),
        },
      },
    },
    preparing: {
      description: '筹备',
      meta: { duties: duties.preparing },
      on: {
        trainGroup: { actions: forming.trainGroup },
        objectToMember: { guard: 'isInGroup', actions: forming.objectToMember },
        replaceMember: { guard: 'staysSound', actions: forming.replaceMember },
        prepare: { guard: 'isNotPrepared', actions: preparing.prepare },
        setRoll: { guard: 'isTrained', actions: preparing.setRoll },
        setSeats: { guard: 'seatsAreSound', actions: preparing.setSeats },
        addAgenda: { guard: 'isNotBarred', actions: preparing.addAgenda },
        nominate: { guard: 'isNewCandidate', actions: preparing.nominate },
        screenCandidate: { guard: 'isCandidate', actions: preparing.screenCandidate },
        announceContents: { guard: 'isPrepared', target: 'announced', actions: preparing.announceContents },
        'deadline.meeting': {
          target: 'escalated',
          actions: [preparing.meetingLapses, escalates('the meeting is late')].flat(),
        },
      },
    },
    announced: {
      description: '公告期',
      meta: { duties: duties.announced },
      on: {
        objectToContents: { guard: 'mayObject', actions: preparing.objectToContents },
        openVoting: { target: 'voting', actions: electing.openVoting },
        'deadline.meeting': {
          target: 'escalated',
          actions: [preparing.meetingLapses, escalates('the meeting is late')].flat(),
        },
      },
    },
    escalated: {
      description: '逾期处理',
      meta: { duties: duties.escalated },
      on: {
        formGroup: { guard: 'mayFormAgain', target: 'posting', actions: forming.formGroup },
        allowMoreTime: { guard: 'mayExtend', target: 'preparing', actions: preparing.allowMoreTime },
        giveUp: { target: 'closed.notFormed', actions: closes('the town gave up') },
        'deadline.escalation': { target: 'closed.notFormed', actions: closes('nothing was done when it was late') },
      },
    },
    voting: {
      description: '表决',
      meta: { duties: duties.voting },
      on: {
        vote: { guard: 'mayVote', actions: electing.vote },
        enterBallot: { guard: 'mayEnterBallot', actions: electing.enterBallot },
        'deadline.votingPeriod': 'counting',
      },
      always: { guard: 'allVoted', target: 'counting' },
    },
    counting: {
      description: '计票',
      meta: { duties: duties.counting },
      entry: electing.ask,
      on: {
        confirmCount: { guard: 'countFits', actions: electing.confirmCount },
        'deadline.count': [
          { guard: 'isTied', target: 'tied', actions: [electing.countLapses, electing.record].flat() },
          { target: 'choosingChair', actions: [electing.countLapses, electing.record].flat() },
        ],
      },
      always: [
        { guard: and(['isCounted', 'isTied']), target: 'tied', actions: electing.record },
        { guard: 'isCounted', target: 'choosingChair', actions: electing.record },
      ],
    },
    tied: {
      description: '票数相等',
      meta: { duties: duties.tied },
      entry: electing.askRunOff,
      on: {
        openRunOff: { target: 'voting', actions: electing.openRunOff },
        // Nobody is drawn by lot: the seats stay empty, for a by-election.
        'deadline.runOff': { target: 'choosingChair', actions: electing.runOffLapses },
      },
    },
    failed: {
      description: '选举未成',
      meta: { duties: duties.failed },
      on: {
        repeatElection: { guard: 'mayRepeat', target: 'preparing', actions: electing.repeatElection },
        giveUp: { target: 'closed.notFormed', actions: closes('no committee was elected') },
        'deadline.repetition': { target: 'closed.notFormed', actions: closes('no committee was elected') },
      },
    },
    choosingChair: {
      description: '推选主任',
      meta: { duties: duties.choosingChair },
      entry: founding.askChair,
      on: {
        backChair: { guard: 'isElected', actions: founding.backChair },
        'deadline.chair': { target: 'postingResult', actions: founding.chairLapses },
      },
      always: [
        { guard: 'isNotFormed', target: 'failed' },
        { guard: 'chairIsChosen', target: 'postingResult', actions: founding.chosen },
      ],
    },
    postingResult: {
      description: '公告当选名单',
      meta: { duties: duties.postingResult },
      on: {
        postResult: { target: 'filing', actions: founding.postResult },
        'deadline.publication': { target: 'filing', actions: founding.postLapses },
      },
    },
    filing: {
      description: '办理备案',
      meta: { duties: duties.filing },
      entry: founding.askFiling,
      on: {
        file: { target: 'registering', actions: founding.file },
        'deadline.filing': {
          target: 'filingOverdue',
          actions: [founding.filingLapses, escalates('the committee was not filed')].flat(),
        },
      },
    },
    filingOverdue: {
      description: '逾期未备案',
      meta: { duties: duties.filingOverdue },
      on: {
        file: { target: 'registering', actions: founding.file },
        'deadline.lateFiling': { target: 'closed.unfiled', actions: closes('elected, never filed') },
      },
    },
    registering: {
      description: '镇备案',
      meta: { duties: duties.registering },
      on: {
        completeFiling: [
          { guard: 'hasSealsToReturn', target: 'handingOver', actions: founding.completeFiling },
          { target: 'closed.formed', actions: [founding.completeFiling, closes('filed')].flat() },
        ],
        returnFiling: { guard: 'mayReturn', target: 'filing', actions: founding.returnFiling },
        // The owners have elected it: a late certificate does not undo that.
        'deadline.registration': [
          { guard: 'hasSealsToReturn', target: 'handingOver', actions: founding.registrationLapses },
          { target: 'closed.formed', actions: [founding.registrationLapses, closes('filed, certificate late')].flat() },
        ],
      },
    },
    handingOver: {
      description: '移交新一届业委会',
      meta: { duties: duties.handingOver },
      on: {
        returnSeals: { target: 'closed.formed', actions: [founding.returnSeals, closes('handed over')].flat() },
        'deadline.sealsBack': {
          target: 'closed.formed',
          actions: [founding.sealsLapse, closes('seals not handed over in time')].flat(),
        },
      },
    },
    closed: {
      description: '办结',
      initial: 'formed',
      states: {
        formed: { meta: { outcome: 'formed' } },
        unfiled: { meta: { outcome: 'unfiled' } },
        notFormed: { meta: { outcome: 'notFormed' } },
        withdrawn: { meta: { outcome: 'withdrawn' } },
      },
    },
  },
})
