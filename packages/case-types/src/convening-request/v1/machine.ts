// The machine of a convening request 约请: which command is heard in which state, and where it leads. What a step does
// to the data stands in the modules beside this one. Long because it is one table; see README.md for the diagram.
import { escalateTo, restart, shut } from './closing.js'
import { dropOut, screeningParty, sign, signed, unsigned } from './conveners.js'
import { becomeFinal, moveOn, passUp, ruleOn, rulers, sidesOf } from './disputes.js'
import { duties } from './duties.js'
import { lapse } from './evaluation.js'
import { guards } from './guards.js'
import {
  answer,
  coming,
  concede,
  fallSilent,
  fixRulers,
  invited,
  pendingBy,
  raiseDisputes,
  referredUp,
  requiredToCome,
} from './invitees.js'
import {
  askedToConfirm,
  checkLapses,
  collect,
  confirm,
  confirmationLapses,
  decided,
  dropProposals,
  handUp,
  impose,
  inWork,
  itemOf,
  markAsked,
  object,
  passOn,
  proposalOf,
  put,
  reportDone,
  sendBack,
  toAsk,
  toSupervisor,
} from './items.js'
import { arrive, depart, failToAppear, minutesNow, placeOf, prepareMeeting } from './meeting.js'
import { convenerThat, firstContext } from './start.js'
import { words } from './words.js'

const { setup, update, notify } = words

/** The request goes up to the supervisor. */
const toTown = (ground: string) =>
  update(({ context }) => {
    escalateTo(context, 'town', ground)
  })

/** The request closes on this ground. */
const closes = (ground: string) =>
  [
    update(({ context }) => {
      shut(context, ground)
    }),
    notify('closed', ({ context }) => ({
      to: [...signed(context), ...coming(context), ...context.informed],
      topic: context.topic,
      ground,
    })),
  ] as const

const cancelMeeting = notify('meetingCancelled', ({ context }) => ({
  to: context.meeting === null ? [] : coming(context),
  topic: context.topic,
  sequence: context.sequence,
  reason: 'withdrawn or superseded',
}))

/** The machine of version 1. An ordinary XState machine. */
export const machine = setup({ guards }).createMachine({
  id: 'convening',
  context: ({ input }) => firstContext(input),
  initial: 'drafting',
  // While the case is open, in every state 全程
  on: {
    withdraw: [
      {
        guard: 'isLastToWithdraw',
        target: '.closed.withdrawn',
        actions: [
          cancelMeeting,
          update(({ context, event }) => {
            const convener = context.conveners[event.by]
            if (convener !== undefined) convener.withdraws = true
            shut(context, event.reason)
          }),
        ],
      },
      {
        guard: 'mayWithdraw',
        actions: update(({ context, event }) => {
          const convener = context.conveners[event.by]
          if (convener !== undefined) convener.withdraws = true
        }),
      },
    ],
    withdrawPart: {
      guard: 'othersRemain',
      actions: update(({ context, event }) => {
        dropOut(context, event.by, 'left', event.reason)
        for (const name of Object.keys(context.items)) collect(context, name)
      }),
    },
    remind: {
      guard: 'isInTheCase',
      actions: [
        update(({ context }) => {
          context.reminders += 1
        }),
        notify('reminded', ({ context, event }) => ({ to: event.party, topic: context.topic, message: event.message })),
      ],
    },
    copyTo: {
      guard: 'isNotInformed',
      actions: [
        update(({ context, event }) => {
          context.informed.push(event.party)
        }),
        notify('copied', ({ context, event }) => ({ to: event.party, topic: context.topic })),
      ],
    },
    supervise: {
      guard: 'isNewOrder',
      actions: [
        update(({ context, event }) => {
          context.supervisions[event.order] = {
            target: event.target,
            level: event.by === context.supervisor ? 'town' : 'district',
            instruction: event.instruction,
            ordered: event.by,
            feedback: null,
            status: 'open',
          }
        }),
        notify('supervised', ({ context, event }) => ({
          to: event.target,
          topic: context.topic,
          instruction: event.instruction,
        })),
      ],
    },
    answerSupervision: {
      guard: 'isOrderedToAnswer',
      actions: [
        update(({ context, event }) => {
          const order = context.supervisions[event.order]
          if (order === undefined) return
          order.feedback = event.feedback
          order.status = 'answered'
        }),
        notify('supervisionAnswered', ({ context, event }) => ({
          to: context.supervisions[event.order]?.ordered ?? [],
          topic: context.topic,
          feedback: event.feedback,
        })),
      ],
    },
    'deadline.supervision': {
      guard: 'isOpen',
      actions: update(({ context, event }) => {
        const order = context.supervisions[event.key]
        if (order !== undefined) order.status = 'overdue'
      }),
    },
    merge: {
      guard: 'mayWithdraw',
      target: '.closed.merged',
      actions: [
        cancelMeeting,
        update(({ context, event }) => {
          shut(context, `${event.reason} (${event.into})`)
        }),
        notify('closed', ({ context, event }) => ({
          to: signed(context),
          topic: context.topic,
          ground: `${event.reason} (${event.into})`,
        })),
      ],
    },
    supplement: {
      guard: 'hasRoom',
      actions: update(({ context, event }) => {
        context.supplements.push({ party: event.by, text: event.text })
      }),
    },
    supersedeByMediation: {
      guard: 'isOpen',
      target: '.closed.supersededByMediation',
      actions: [
        cancelMeeting,
        update(({ context, event }) => {
          shut(context, `${event.reason} (${event.agreement})`, 'superseded')
        }),
      ],
    },
    substituteChair: {
      guard: 'mayAppointChair',
      actions: update(({ context, event }) => {
        context.chair = event.party
      }),
    },
    reportEmergency: {
      guard: 'owesReport',
      actions: [
        update(({ context, event }) => {
          context.reportOwed = false
          context.emergencyReport = event.report
        }),
        notify('emergencyReported', ({ context, event }) => ({
          to: [screeningParty(context), context.supervisor],
          topic: context.topic,
          report: event.report,
        })),
      ],
    },
    'deadline.emergencyReport': {
      guard: 'isOpen',
      actions: [
        update(({ context, event }) => {
          for (const party of signed(context)) context.breaches.push({ party, kind: 'noReport', at: event.at })
        }),
        notify('breached', ({ context }) => ({
          to: [screeningParty(context), context.supervisor],
          topic: context.topic,
          party: signed(context)[0] ?? context.chair,
          breach: 'noReport',
        })),
      ],
    },
  },
  states: {
    drafting: {
      description: '拟定约请方案',
      meta: { duties: duties.drafting },
      on: {
        editPlan: {
          actions: update(({ context, event }) => {
            if (event.topic !== undefined) context.topic = event.topic
            if (event.plan !== undefined) context.plan = event.plan
            if (event.participants !== undefined) context.participants = event.participants
            if (event.invitees === undefined) return
            context.invitees = Object.fromEntries(event.invitees.map(unit => [unit.party, invited(unit)]))
          }),
        },
        inviteCoConvener: {
          guard: 'isNewConvener',
          actions: update(({ context, event }) => {
            context.conveners[event.party] = convenerThat('pending')
          }),
        },
        submit: {
          guard: 'planIsFit',
          target: 'cosigning',
          actions: [
            update(({ context, event }) => {
              sign(context, event.by)
              context.toFix = []
              fixRulers(context, Object.keys(context.invitees), event.facts.commonSuperior ?? {})
            }),
            notify('cosignatureAsked', ({ context }) => ({ to: unsigned(context), topic: context.topic })),
          ],
        },
        'deadline.draft': { target: 'closed.withdrawn', actions: closes('the draft was never submitted') },
      },
    },
    cosigning: {
      description: '联合发起确认',
      meta: { duties: duties.cosigning },
      on: {
        cosign: {
          actions: update(({ context, event }) => {
            const convener = context.conveners[event.by]
            if (convener !== undefined) convener.status = 'signed'
          }),
        },
        refuse: {
          actions: update(({ context, event }) => {
            dropOut(context, event.by, 'refused', event.reason)
          }),
        },
        'deadline.cosignature': {
          actions: update(({ context, event }) => {
            dropOut(context, event.key, 'silent', null)
          }),
        },
      },
      always: { guard: 'allCosigned', target: 'screening' },
    },
    screening: {
      description: '受理审核',
      initial: 'reviewing',
      on: {
        accept: {
          guard: 'screens',
          target: 'inviting',
          actions: update(({ context }) => {
            context.referred = false
            context.rejection = null
          }),
        },
        routeToComplaint: {
          target: 'closed.routedToComplaint',
          actions: update(({ context, event }) => {
            shut(context, event.reason)
          }),
        },
      },
      states: {
        reviewing: {
          meta: { duties: duties.reviewing },
          entry: notify('screeningAsked', ({ context }) => ({ to: screeningParty(context), topic: context.topic })),
          on: {
            returnForFix: [
              {
                guard: 'mayReturn',
                target: '#convening.drafting',
                actions: [
                  update(({ context, event }) => {
                    context.returns += 1
                    context.toFix = event.list
                  }),
                  notify('returnedForFix', ({ context, event }) => ({
                    to: signed(context),
                    topic: context.topic,
                    list: event.list,
                  })),
                ],
              },
              {
                target: 'referred',
                actions: update(({ context, event }) => {
                  context.toFix = event.list
                }),
              },
            ],
            routeToArea: {
              guard: 'enoughForArea',
              target: '#convening.areaMeeting',
              actions: update(({ context, event }) => {
                context.routed = { reason: event.reason, requests: event.requests }
              }),
            },
            reject: {
              target: 'rejected',
              actions: [
                update(({ context, event }) => {
                  context.rejection = { party: event.by, reason: event.reason }
                }),
                notify('rejected', ({ context, event }) => ({
                  to: signed(context),
                  topic: context.topic,
                  reason: event.reason,
                })),
              ],
            },
            'deadline.screening': 'referred',
          },
          always: {
            guard: 'screeningSkipped',
            target: '#convening.inviting',
            actions: update(({ context }) => {
              context.reportOwed = context.kind === 'emergency'
            }),
          },
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
          entry: [
            update(({ context }) => {
              context.referred = true
            }),
            notify('screeningAsked', ({ context }) => ({ to: context.supervisor, topic: context.topic })),
          ],
          on: {
            reject: {
              target: '#convening.closed.rejected',
              actions: [
                update(({ context, event }) => {
                  context.rejection = { party: event.by, reason: event.reason }
                  shut(context, event.reason)
                }),
                notify('rejected', ({ context, event }) => ({
                  to: signed(context),
                  topic: context.topic,
                  reason: event.reason,
                })),
              ],
            },
            // A request does not fail because nobody read it.
            'deadline.referredScreening': {
              target: '#convening.inviting',
              actions: update(({ context }) => {
                context.referred = false
                context.rejection = null
              }),
            },
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
          entry: [
            notify('invited', ({ context }) => ({
              to: context.kind === 'emergency' ? [] : pendingBy(context, false),
              topic: context.topic,
              place: context.place,
            })),
            notify('letter', ({ context }) => ({
              to: context.kind === 'emergency' ? [] : pendingBy(context, true),
              topic: context.topic,
              asked: context.plan.decisionWanted,
            })),
          ],
          on: {
            accept: {
              guard: 'mayAccept',
              actions: update(({ context, event }) => {
                answer(context, event.by, event.at, { status: 'accepted' })
              }),
            },
            acceptWithReservation: {
              guard: 'mayAccept',
              actions: update(({ context, event }) => {
                answer(context, event.by, event.at, { status: 'reserved', reservation: event.reservation })
              }),
            },
            delegate: {
              guard: 'namesNobodyElse',
              actions: update(({ context, event }) => {
                answer(context, event.by, event.at, { status: 'delegated', delegate: event.to, mandate: event.mandate })
              }),
            },
            counter: {
              guard: 'mayObject',
              actions: [
                update(({ context, event }) => {
                  answer(context, event.by, event.at, {
                    status: 'countered',
                    counter: { time: event.time, scope: event.scope },
                  })
                }),
                notify('answered', ({ context, event }) => ({
                  to: signed(context),
                  topic: context.topic,
                  party: event.by,
                  answer: 'countered',
                })),
              ],
            },
            decline: {
              guard: 'isNoClash',
              actions: [
                update(({ context, event }) => {
                  if (event.code === 'conflictOfDate') return
                  answer(context, event.by, event.at, { status: 'declined', reason: event.code })
                }),
                notify('answered', ({ context, event }) => ({
                  to: signed(context),
                  topic: context.topic,
                  party: event.by,
                  answer: 'declined',
                })),
              ],
            },
            concede: {
              guard: 'isContested',
              actions: update(({ context, event }) => {
                concede(context, event.invitee)
              }),
            },
            'deadline.reply': {
              actions: update(({ context, event }) => {
                fallSilent(context, event.key, event.at)
              }),
            },
          },
          always: [
            { guard: 'isEmergency', target: 'presence' },
            {
              guard: 'everybodyAnswered',
              target: '#convening.ruling',
              actions: update(({ context }) => {
                raiseDisputes(context)
              }),
            },
          ],
        },
        presence: {
          meta: { duties: duties.presence },
          entry: notify('summoned', ({ context }) => ({
            to: pendingBy(context),
            topic: context.topic,
            place: context.place,
          })),
          on: {
            checkIn: {
              guard: 'isSummoned',
              actions: update(({ context, event }) => {
                arrive(context, event.by, event.at, 'present')
              }),
            },
            'deadline.presence': {
              actions: [
                update(({ context, event }) => {
                  failToAppear(context, event.key, event.at)
                }),
                notify('breached', ({ context, event }) => ({
                  to: [context.supervisor, context.districtOffice],
                  topic: context.topic,
                  party: event.key,
                  breach: 'absent',
                })),
              ],
            },
          },
          exit: update(({ context }) => {
            for (const invitee of Object.values(context.invitees)) {
              if (invitee.status === 'pending') invitee.status = 'excused'
            }
          }),
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
      entry: [
        notify('rulingAsked', ({ context }) => ({ to: rulers(context), topic: context.topic })),
        notify('referredUp', ({ context }) => ({
          to: [context.supervisor, context.districtOffice],
          topic: context.topic,
          subject: referredUp(context).join(', '),
        })),
      ],
      on: {
        uphold: {
          guard: 'mayRule',
          actions: [
            update(({ context, event }) => {
              ruleOn(context, event.subject, event.by, 'upheld', event.reason)
            }),
            notify('ruled', ({ context, event }) => ({
              to: sidesOf(context, event.subject),
              topic: context.topic,
              subject: event.subject,
              ruling: 'upheld',
              reason: event.reason,
            })),
          ],
        },
        overrule: {
          guard: 'mayOverrule',
          actions: [
            update(({ context, event }) => {
              ruleOn(context, event.subject, event.by, 'overruled', event.reason)
            }),
            notify('ruled', ({ context, event }) => ({
              to: sidesOf(context, event.subject),
              topic: context.topic,
              subject: event.subject,
              ruling: 'overruled',
              reason: event.reason,
            })),
          ],
        },
        acceptRuling: {
          guard: 'isLosingSide',
          actions: update(({ context, event }) => {
            becomeFinal(context, event.subject)
          }),
        },
        appeal: {
          guard: 'isLosingSide',
          actions: [
            update(({ context, event }) => {
              const dispute = context.disputes[event.subject]
              if (dispute !== undefined) dispute.stage = 'appeal'
            }),
            notify('appealed', ({ context, event }) => ({
              to: context.supervisor,
              topic: context.topic,
              subject: event.subject,
            })),
          ],
        },
        'deadline.appealWindow': {
          actions: update(({ context, event }) => {
            becomeFinal(context, event.key)
          }),
        },
        'deadline.ruling': {
          actions: [
            update(({ context, event }) => {
              passUp(context, itemOf(event.key))
            }),
            notify('referredUp', ({ context, event }) => ({
              to: [context.supervisor, context.districtOffice],
              topic: context.topic,
              subject: itemOf(event.key),
            })),
          ],
        },
      },
      states: {
        attendance: {
          meta: { duties: duties.attendance },
          on: {
            accept: {
              guard: 'mayAccept',
              actions: update(({ context, event }) => {
                concede(context, event.by)
                answer(context, event.by, event.at, { status: 'accepted' })
              }),
            },
            concede: {
              guard: 'isContested',
              actions: update(({ context, event }) => {
                concede(context, event.invitee)
              }),
            },
            replaceInvitee: {
              guard: 'mayReplace',
              actions: update(({ context, event }) => {
                const { instead, subject } = event
                moveOn(context, subject, event.by, 'replaced', event.reason)
                const before = context.invitees[subject]
                if (before !== undefined) before.status = 'replaced'
                context.invitees[instead.party] = invited({ ...instead, as: before?.as ?? instead.as })
                context.replacements += 1
                fixRulers(context, [instead.party], event.facts.commonSuperior ?? {})
              }),
            },
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
            reassignItem: {
              guard: 'mayPassOn',
              actions: update(({ context, event }) => {
                moveOn(context, event.subject, event.by, 'reassigned', event.reason)
                passOn(context, event.subject, event.assignee)
              }),
            },
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
          entry: update(({ context }) => {
            prepareMeeting(context)
          }),
          on: {
            fixMeeting: {
              target: 'fixed',
              actions: [
                update(({ context, event }) => {
                  context.meeting = { date: event.date, time: event.time, place: event.place }
                  context.sequence += 1
                }),
                notify('meetingFixed', ({ context, event }) => ({
                  to: [...coming(context), ...context.participants],
                  topic: context.topic,
                  date: event.date,
                  time: event.time,
                  place: event.place,
                  sequence: context.sequence,
                })),
              ],
            },
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
              actions: [
                update(({ context, event }) => {
                  context.meeting = { date: event.date, time: event.time, place: event.place }
                  context.sequence += 1
                  context.confirmations = []
                  context.moves.push({ party: event.by, reason: event.reason })
                }),
                notify('meetingMoved', ({ context, event }) => ({
                  to: [...coming(context), ...context.participants],
                  topic: context.topic,
                  date: event.date,
                  time: event.time,
                  place: event.place,
                  sequence: context.sequence,
                })),
              ],
            },
            confirm: {
              guard: 'hasASeat',
              actions: update(({ context, event }) => {
                const place = placeOf(context, event.by)
                if (place !== undefined && !context.confirmations.includes(place)) context.confirmations.push(place)
              }),
            },
            openMeeting: '#convening.onSite',
          },
        },
      },
    },
    onSite: {
      description: '现场会商',
      initial: 'gathering',
      entry: [
        update(({ context }) => {
          context.met = true
        }),
        notify('meetingOpened', ({ context }) => ({
          to: [...coming(context), ...context.participants],
          topic: context.topic,
        })),
      ],
      on: {
        leave: {
          guard: 'isThere',
          actions: update(({ context, event }) => {
            depart(context, event.by, event.at)
          }),
        },
        dissent: {
          guard: 'mayDissent',
          actions: update(({ context, event }) => {
            context.dissents.push({ party: placeOf(context, event.by) ?? event.by, text: event.text })
          }),
        },
      },
      states: {
        gathering: {
          meta: { duties: duties.gathering },
          on: {
            checkIn: {
              guard: 'mayArrive',
              actions: update(({ context, event }) => {
                arrive(context, event.by, event.at, 'present')
              }),
            },
            begin: { guard: 'isQuorate', target: 'discussing' },
            quorumFail: [
              {
                guard: 'mayTryAgain',
                target: '#convening.scheduled',
                actions: update(({ context }) => {
                  context.adjournments += 1
                }),
              },
              { guard: 'lacksQuorum', target: '#convening.escalated', actions: toTown('there was no quorum again') },
            ],
            adjourn: {
              guard: 'mayAdjourn',
              target: '#convening.scheduled.fixed',
              actions: [
                update(({ context, event }) => {
                  prepareMeeting(context)
                  context.adjournments += 1
                  context.meeting = { date: event.date, time: event.time, place: event.place }
                  context.sequence += 1
                }),
                notify('meetingMoved', ({ context, event }) => ({
                  to: [...coming(context), ...context.participants],
                  topic: context.topic,
                  date: event.date,
                  time: event.time,
                  place: event.place,
                  sequence: context.sequence,
                })),
              ],
            },
            'deadline.conclusion': { target: '#convening.escalated', actions: toTown('the meeting never began') },
          },
        },
        discussing: {
          meta: { duties: duties.discussing },
          on: {
            checkIn: {
              guard: 'mayArrive',
              actions: update(({ context, event }) => {
                arrive(context, event.by, event.at, 'late')
              }),
            },
            quorumFail: [
              {
                guard: 'mayTryAgain',
                target: '#convening.scheduled',
                actions: update(({ context }) => {
                  context.adjournments += 1
                }),
              },
              { guard: 'lacksQuorum', target: '#convening.escalated', actions: toTown('there was no quorum again') },
            ],
            adjourn: {
              guard: 'mayAdjourn',
              target: '#convening.scheduled.fixed',
              actions: [
                update(({ context, event }) => {
                  prepareMeeting(context)
                  context.adjournments += 1
                  context.meeting = { date: event.date, time: event.time, place: event.place }
                  context.sequence += 1
                }),
                notify('meetingMoved', ({ context, event }) => ({
                  to: [...coming(context), ...context.participants],
                  topic: context.topic,
                  date: event.date,
                  time: event.time,
                  place: event.place,
                  sequence: context.sequence,
                })),
              ],
            },
            propose: {
              guard: 'isWellPut',
              actions: update(({ context, event }) => {
                put(context, event.item, proposalOf(event), event.by)
              }),
            },
            dropProposal: {
              guard: 'isOnTheTable',
              actions: update(({ context, event }) => {
                delete context.items[event.item]
                context.agreements = []
              }),
            },
            agreeResponsibilities: {
              guard: 'mayAgree',
              actions: update(({ context, event }) => {
                const unit = placeOf(context, event.by)
                if (unit !== undefined && !context.agreements.includes(unit)) context.agreements.push(unit)
              }),
            },
            deadlock: [
              {
                guard: 'deadlockedForArea',
                target: '#convening.areaMeeting',
                actions: update(({ context, event }) => {
                  context.routed = { reason: event.reason, requests: [] }
                }),
              },
              {
                guard: 'deadlockedForSupervisor',
                target: '#convening.escalated',
                actions: update(({ context, event }) => {
                  escalateTo(context, 'town', event.reason)
                }),
              },
            ],
            'deadline.conclusion': { target: '#convening.escalated', actions: toTown('the meeting reached no result') },
          },
          always: { guard: 'everybodyAgrees', target: 'minutes' },
        },
        minutes: {
          meta: { duties: duties.minutes },
          on: {
            recordMinutes: {
              guard: 'notYetRecorded',
              actions: [
                update(({ context, event }) => {
                  context.minutes.push({
                    meeting: context.sequence,
                    decided: event.decided,
                    undecided: event.undecided,
                    content: event.content,
                    signed: [],
                    unsigned: [],
                  })
                }),
                notify('minutesRecorded', ({ context }) => ({
                  to: Object.keys(context.presence),
                  topic: context.topic,
                })),
              ],
            },
            signMinutes: {
              guard: 'maySign',
              actions: update(({ context, event }) => {
                const place = placeOf(context, event.by) ?? event.by
                minutesNow(context)?.signed.push(place)
                if (event.dissent !== null) context.dissents.push({ party: place, text: event.dissent })
              }),
            },
            'deadline.minutes': {
              target: '#convening.assigned',
              actions: update(({ context }) => {
                const minutes = minutesNow(context)
                if (minutes === undefined) return
                minutes.unsigned = Object.keys(context.presence).filter(party => !minutes.signed.includes(party))
              }),
            },
          },
          always: { guard: 'everybodySigned', target: '#convening.assigned' },
        },
      },
    },
    assigned: {
      description: '明确职责',
      meta: { duties: duties.assigned },
      entry: notify('confirmationAsked', ({ context }) => ({ to: askedToConfirm(context), topic: context.topic })),
      on: {
        confirmItem: {
          guard: 'isAsked',
          actions: update(({ context, event }) => {
            confirm(context, event.item, event.by)
          }),
        },
        objectItem: {
          guard: 'isAsked',
          actions: update(({ context, event }) => {
            object(context, event.item, event.by, event.reason)
          }),
        },
        'deadline.confirmation': {
          actions: update(({ context, event }) => {
            confirmationLapses(context, event.key)
          }),
        },
      },
      always: [
        { guard: 'needsRuling', target: 'ruling.responsibility' },
        { guard: 'allConfirmed', target: 'executing' },
      ],
    },
    executing: {
      description: '落实',
      meta: { duties: duties.executing },
      entry: notify('workBegun', ({ context }) => ({
        to: inWork(context).map(name => context.items[name]?.assignee ?? context.chair),
        topic: context.topic,
      })),
      on: {
        progress: {
          guard: 'itemIsOpen',
          actions: update(({ context, event }) => {
            const item = context.items[event.item]
            if (item !== undefined) item.reports += 1
          }),
        },
        done: {
          guard: 'mayReportDone',
          actions: update(({ context, event }) => {
            reportDone(context, event.item, event.evidence)
          }),
        },
        requestExtension: {
          guard: 'mayAskForTime',
          actions: [
            update(({ context, event }) => {
              const item = context.items[event.item]
              if (item !== undefined) item.extension = { until: event.until, reason: event.reason }
            }),
            notify('extensionAsked', ({ context, event }) => ({
              to: screeningParty(context),
              topic: context.topic,
              item: event.item,
              until: event.until,
            })),
          ],
        },
        approveExtension: {
          guard: 'timeWasAsked',
          actions: [
            update(({ context, event }) => {
              const item = context.items[event.item]
              if (item === undefined || item.extension === null) return
              item.due = item.extension.until
              item.extensions += 1
              item.extension = null
              item.overdue = false
            }),
            notify('extensionAnswered', ({ context, event }) => ({
              to: context.items[event.item]?.assignee ?? [],
              topic: context.topic,
              item: event.item,
              granted: true,
            })),
          ],
        },
        denyExtension: {
          guard: 'timeWasAsked',
          actions: [
            update(({ context, event }) => {
              const item = context.items[event.item]
              if (item !== undefined) item.extension = null
            }),
            notify('extensionAnswered', ({ context, event }) => ({
              to: context.items[event.item]?.assignee ?? [],
              topic: context.topic,
              item: event.item,
              granted: false,
            })),
          ],
        },
        'deadline.extensionAnswer': {
          actions: [
            update(({ context, event }) => {
              const item = context.items[event.key]
              if (item !== undefined) item.extension = null
            }),
            notify('extensionAnswered', ({ context, event }) => ({
              to: context.items[event.key]?.assignee ?? [],
              topic: context.topic,
              item: event.key,
              granted: false,
            })),
          ],
        },
        blocked: {
          guard: 'itemIsOpen',
          actions: [
            update(({ context, event }) => {
              const item = context.items[event.item]
              if (item !== undefined) item.blocked = event.reason
            }),
            notify('blocked', ({ context, event }) => ({
              to: [...signed(context), context.supervisor],
              topic: context.topic,
              item: event.item,
              reason: event.reason,
            })),
          ],
        },
        unblock: {
          guard: 'isBlocked',
          actions: update(({ context, event }) => {
            const item = context.items[event.item]
            if (item !== undefined) item.blocked = null
          }),
        },
        waive: {
          guard: 'mayWaive',
          actions: update(({ context, event }) => {
            const item = context.items[event.item]
            if (item === undefined) return
            item.waivers[event.by] = event.reason
            const parties = Object.keys(item.waivers)
            const both =
              parties.includes(screeningParty(context)) && parties.some(party => signed(context).includes(party))
            if (!both) return
            item.status = 'waived'
            item.dropped.push(...parties.map(party => ({ party, reason: item.waivers[party] ?? '' })))
          }),
        },
        recordDecision: {
          guard: 'isAwaited',
          actions: update(({ context, event }) => {
            decided(context, event.item, event.granted, event.decision)
          }),
        },
        // No four-party case could be opened: somebody has to obtain the decision by hand and record it.
        'case.refused': {
          actions: [
            update(({ context, event }) => {
              const item = context.items[event.key]
              if (item !== undefined) item.linkRefused = true
            }),
            notify('decisionAsked', ({ context, event }) => ({
              to: signed(context),
              topic: context.topic,
              item: event.key,
              awaiting: 'owners',
            })),
          ],
        },
        'case.settled': {
          actions: update(({ context, event }) => {
            decided(context, event.key, event.result.adopted, event.outcome)
          }),
        },
        'deadline.itemDue': {
          actions: [
            update(({ context, event }) => {
              const item = context.items[itemOf(event.key)]
              if (item === undefined) return
              item.overdue = true
              context.breaches.push({ party: item.assignee, kind: 'overdue', at: event.at })
            }),
            notify('overdue', ({ context, event }) => ({
              to: [...signed(context), context.supervisor],
              topic: context.topic,
              item: itemOf(event.key),
            })),
          ],
        },
        'deadline.itemDue.fiveDaysLate': {
          actions: [
            update(({ context, event }) => {
              handUp(context, itemOf(event.key))
            }),
            notify('referredUp', ({ context, event }) => ({
              to: [context.supervisor, context.districtOffice],
              topic: context.topic,
              subject: itemOf(event.key),
            })),
          ],
        },
        'deadline.progress': {
          actions: update(({ context, event }) => {
            const item = context.items[itemOf(event.key)]
            if (item === undefined) return
            item.missed += 1
            context.breaches.push({ party: item.assignee, kind: 'noProgress', at: event.at })
          }),
        },
        'deadline.decision': {
          actions: update(({ context, event }) => {
            decided(context, event.key, false, 'no decision in time')
          }),
        },
      },
      always: [
        {
          guard: 'hasToAskOwners',
          actions: [
            notify('case.open', ({ context }) => ({
              link: 'fourParty',
              key: toAsk(context, 'owners') ?? '',
              opening: {
                topic: context.items[toAsk(context, 'owners') ?? '']?.title ?? context.topic,
                place: context.place,
                raisedBy: signed(context)[0] ?? context.chair,
              },
            })),
            update(({ context }) => {
              markAsked(context, toAsk(context, 'owners'))
            }),
          ],
        },
        {
          guard: 'hasToAskOthers',
          actions: [
            notify('decisionAsked', ({ context }) => ({
              to: [context.supervisor, ...signed(context)],
              topic: context.topic,
              item: toAsk(context) ?? '',
              awaiting: context.items[toAsk(context) ?? '']?.awaiting ?? 'superior',
            })),
            update(({ context }) => {
              markAsked(context, toAsk(context))
            }),
          ],
        },
        { guard: 'workIsOver', target: 'verifying' },
      ],
    },
    verifying: {
      description: '核验',
      meta: { duties: duties.verifying },
      entry: notify('verificationAsked', ({ context }) => ({ to: signed(context), topic: context.topic })),
      on: {
        pass: {
          guard: 'mayVerify',
          actions: update(({ context, event }) => {
            const item = context.items[event.item]
            if (item === undefined) return
            if (item.status === 'checking') {
              item.status = 'passed'
              item.checked = true
              return
            }
            item.verdicts[event.by] = 'pass'
            collect(context, event.item)
          }),
        },
        fail: {
          guard: 'mayVerify',
          actions: update(({ context, event }) => {
            const item = context.items[event.item]
            if (item === undefined) return
            if (item.status === 'checking') {
              sendBack(context, event.item)
              return
            }
            item.verdicts[event.by] = 'fail'
            collect(context, event.item)
          }),
        },
        'deadline.verification': {
          actions: [
            update(({ context, event }) => {
              const item = context.items[itemOf(event.key)]
              if (item?.status === 'done') toSupervisor(item, 'silence')
            }),
            notify('checkAsked', ({ context }) => ({ to: context.supervisor, topic: context.topic })),
          ],
        },
        'deadline.check': {
          actions: update(({ context, event }) => {
            checkLapses(context, event.key)
          }),
        },
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
      entry: notify('evaluationAsked', ({ context }) => ({
        to: [...signed(context), ...requiredToCome(context)],
        topic: context.topic,
      })),
      on: {
        score: {
          guard: 'mayScore',
          actions: update(({ context, event }) => {
            const { department, response, attendance, solved, satisfaction, comment } = event
            const own = context.departmentScores[event.by] ?? {}
            own[department] = { response, attendance, solved, satisfaction, comment }
            context.departmentScores[event.by] = own
          }),
        },
        scorePlan: {
          guard: 'mayScorePlan',
          actions: update(({ context, event }) => {
            context.planScores[event.by] = { quality: event.quality, fitness: event.fitness, comment: event.comment }
          }),
        },
        'deadline.scoring': {
          actions: update(({ context, event }) => {
            lapse(context, event.key)
          }),
        },
        'deadline.planScoring': {
          actions: update(({ context, event }) => {
            lapse(context, event.key)
          }),
        },
      },
      always: { guard: 'everybodyScored', target: 'closing' },
    },
    closing: {
      description: '结案确认',
      meta: { duties: duties.closing },
      entry: notify('closingAsked', ({ context }) => ({ to: signed(context), topic: context.topic })),
      on: {
        close: {
          actions: update(({ context, event }) => {
            const convener = context.conveners[event.by]
            if (convener !== undefined) convener.closes = true
          }),
        },
        objectToClosing: {
          target: 'escalated',
          actions: update(({ context, event }) => {
            escalateTo(context, 'town', event.reason)
          }),
        },
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
      entry: [
        update(({ context }) => {
          context.areaVisits += 1
        }),
        notify('areaMeetingAsked', ({ context }) => ({ to: context.areaChair, topic: context.topic })),
      ],
      on: {
        adoptPlan: {
          target: 'closed.handedToArea',
          actions: update(({ context, event }) => {
            context.areaPlan = event.plan
            shut(context, event.plan)
          }),
        },
        returnToConvening: [{ guard: 'nobodyIsComing', target: 'inviting' }, { target: 'scheduled' }],
        escalate: {
          target: 'escalated',
          actions: update(({ context, event }) => {
            escalateTo(context, 'town', event.reason)
          }),
        },
        'deadline.areaMeeting': { target: 'escalated', actions: toTown('the area meeting did not take it up') },
      },
    },
    escalated: {
      description: '提级协调',
      initial: 'town',
      on: {
        rule: {
          guard: 'mayImpose',
          actions: update(({ context, event }) => {
            impose(context, event.duty.item, proposalOf(event.duty), event.by)
          }),
        },
        orderExecution: {
          guard: 'hasWork',
          target: 'executing',
          actions: update(({ context }) => {
            dropProposals(context)
            context.escalation = null
          }),
        },
        orderMeeting: {
          guard: 'mayOrderMeeting',
          target: 'scheduled',
          actions: update(({ context }) => {
            context.orderedMeetings += 1
            context.escalation = null
          }),
        },
        orderClosing: [
          { guard: 'everythingSolved', target: 'closed.resolved', actions: closes('resolved, by order') },
          { guard: 'somethingSolved', target: 'closed.partlyResolved', actions: closes('partly resolved, by order') },
        ],
        declareNoAuthority: {
          target: 'closed.noAuthority',
          actions: update(({ context, event }) => {
            shut(context, event.reason)
          }),
        },
      },
      states: {
        town: {
          meta: { duties: duties.town },
          entry: notify('escalated', ({ context }) => ({
            to: context.supervisor,
            topic: context.topic,
            ground: context.escalation?.ground ?? '',
          })),
          on: {
            handToArea: {
              guard: 'mayGoToArea',
              target: '#convening.areaMeeting',
              actions: update(({ context, event }) => {
                context.escalation = null
                context.routed = { reason: event.reason, requests: [] }
              }),
            },
            handToDistrict: {
              target: 'district',
              actions: update(({ context, event }) => {
                escalateTo(context, 'district', event.reason)
              }),
            },
            'deadline.escalation': {
              target: 'district',
              actions: update(({ context }) => {
                escalateTo(context, 'district', context.escalation?.ground ?? 'the supervisor was silent')
              }),
            },
          },
        },
        district: {
          meta: { duties: duties.district },
          entry: notify('escalated', ({ context }) => ({
            to: context.districtOffice,
            topic: context.topic,
            ground: context.escalation?.ground ?? '',
          })),
          on: {
            takeOver: {
              target: '#convening.closed.handedToDistrict',
              actions: update(({ context, event }) => {
                shut(context, event.reason)
              }),
            },
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
        reopen: {
          guard: 'mayReopen',
          target: 'scheduled',
          actions: [
            update(({ context }) => {
              restart(context)
            }),
            notify('reopened', ({ context, event }) => ({
              to: coming(context),
              topic: context.topic,
              reason: event.reason,
            })),
          ],
        },
        lookBack: [
          {
            guard: 'hasRelapsed',
            target: 'scheduled',
            actions: [
              update(({ context }) => {
                restart(context)
              }),
              notify('reopened', ({ context, event }) => ({
                to: coming(context),
                topic: context.topic,
                reason: event.finding,
              })),
            ],
          },
          {
            guard: 'mayLookBack',
            actions: update(({ context, event }) => {
              context.lookBack = event.result
            }),
          },
        ],
        'deadline.lookBack': {
          actions: update(({ context }) => {
            context.lookBack = 'notDone'
          }),
        },
      },
    },
  },
})
