// The invariants of the convening request by name, each checked after every step of a random history.

import { conveningRequest } from '@convoke/case-types/convening-request'
import { caseDefinition, type PartyId, rolesOf, rosterOf } from '@convoke/core'
import type { Context } from '../../src/convening-request/v1/context.js'
import { scoredUnits } from '../../src/convening-request/v1/evaluation.js'
import { definition, type Scenario } from './scenario.js'

/** What an invariant sees: the play, the command accepted last, and the context before it. */
export interface Step {
  readonly play: Scenario
  readonly context: Context
  readonly before: Context | undefined
  readonly last: { readonly by: PartyId; readonly type: string } | undefined
}

const isIn = (step: Step, ...states: readonly string[]) => states.some(state => step.play.where.includes(state))
const items = (step: Step) => Object.entries(step.context.items)
const inForce = (step: Step) => Object.entries(step.context.conveners).filter(([, { status }]) => status === 'signed')
const required = (context: Context) =>
  Object.entries(context.invitees).filter(([, { as }]) => as === 'lead' || as === 'required')
const heldByWork = ['open', 'done', 'checking', 'rework', 'passed', 'failed', 'unverified']
const surviving = ['reopening', 'lookBack']

/** Each holds after every step, or names what broke. */
export const invariants: Readonly<Record<string, (step: Step) => boolean>> = {
  'every required invitee has a terminal reply before the meeting': step =>
    !isIn(step, 'scheduled', 'onSite', 'assigned', 'executing', 'verifying', 'evaluating', 'closing') ||
    required(step.context).every(([, { status }]) => !['pending', 'countered', 'declined', 'silent'].includes(status)),

  'an item has exactly one lead assignee, a due date and a criterion': step =>
    items(step).every(
      ([, item]) =>
        item.assignee.length > 0 &&
        !item.coAssignees.includes(item.assignee) &&
        new Set(item.coAssignees).size === item.coAssignees.length &&
        /^\d{4}-\d\d-\d\d$/.test(item.due) &&
        item.criterion.length > 0,
    ),

  'a request has at most one lead invitee': step =>
    Object.values(step.context.invitees).filter(({ as, status }) => as === 'lead' && status !== 'replaced').length <= 1,

  'nobody has an item it did not confirm or that no ruling imposed': step =>
    items(step).every(
      ([, item]) =>
        !heldByWork.includes(item.status) ||
        ((item.confirmed.includes(item.assignee) || item.imposedBy !== null) &&
          (item.imposedBy !== null || item.coAssignees.every(party => item.confirmed.includes(party)))),
    ),

  'a ruling imposes only own duties and help, and only on invited units': step =>
    items(step).every(
      ([, item]) =>
        item.imposedBy === null ||
        ((item.kind === 'ownDuty' || item.kind === 'assist') && step.context.invitees[item.assignee] !== undefined),
    ),

  'whoever worked on an item has no verdict on it': step =>
    items(step).every(([, item]) =>
      Object.keys(item.verdicts).every(party => party !== item.assignee && !item.coAssignees.includes(party)),
    ),

  'an item is dropped for reasons of two parties': step =>
    items(step).every(
      ([, item]) =>
        (item.status !== 'waived' && item.status !== 'released') ||
        new Set(item.dropped.map(({ party }) => party)).size >= 2,
    ),

  'a joint request is submitted by all conveners': step =>
    isIn(step, 'drafting', 'cosigning', 'closed') ||
    Object.values(step.context.conveners).every(({ status }) => status !== 'pending'),

  'a request is withdrawn by all conveners, or by the clock in drafting': step =>
    step.play.outcome !== 'withdrawn' ||
    step.last === undefined ||
    inForce(step).every(([, { withdraws }]) => withdraws),

  'a request is closed by all conveners, or by order of a superior': step =>
    step.play.outcome === null ||
    !surviving.some(name => step.play.state.deadlines.some(deadline => deadline.name === name)) ||
    step.last?.type !== 'close' ||
    inForce(step).every(([, { closes }]) => closes),

  'a request is withdrawn before the meeting or not at all': step =>
    step.play.outcome !== 'withdrawn' || !step.context.met,

  'evaluation is per convener': step =>
    Object.keys(step.context.departmentScores).every(party => step.context.conveners[party] !== undefined),

  'a score not given is recorded as missing': step =>
    !isIn(step, 'closing') ||
    scoredUnits(step.context).length === 0 ||
    inForce(step).every(
      ([party]) => step.context.notScored.includes(party) || step.context.departmentScores[party] !== undefined,
    ),

  'no invitee screens': step => {
    if (isIn(step, 'drafting', 'cosigning', 'closed')) return true
    return Object.keys(step.context.invitees).every(
      party =>
        step.context.invitees[party]?.status === 'replaced' ||
        !rolesOf(definition, step.play.state, party).includes('screener'),
    )
  },

  'no invitee rules': step =>
    Object.keys(step.context.invitees).every(
      party =>
        step.context.invitees[party]?.status === 'replaced' ||
        !rolesOf(definition, step.play.state, party).includes('ruler'),
    ),

  'no invitee supervises': step =>
    isIn(step, 'drafting', 'cosigning', 'closed') || !(step.context.supervisor in step.context.invitees),

  'an emergency that skipped screening owes a report until it is made': step =>
    step.context.kind !== 'emergency' ||
    !step.context.parameters.screening ||
    step.play.outcome !== null ||
    isIn(step, 'drafting', 'cosigning', 'screening') ||
    step.context.reportOwed ||
    step.context.emergencyReport !== null,

  'whoever leaves an emergency before all agreed commits a recorded breach': step => {
    if (step.last?.type !== 'leave' || step.context.kind !== 'emergency') return true
    const { invitees } = step.context
    const mustStay = required(step.context).some(([party]) => party === step.last?.by)
    if (!mustStay || invitees[step.last.by] === undefined || !isIn(step, 'onSite.discussing')) return true
    return step.context.breaches.some(({ party, kind }) => party === step.last?.by && kind === 'leftBeforeAgreement')
  },

  'a request is returned no more often than allowed': step =>
    step.context.returns <= step.context.parameters.returnsAllowed,

  'an item is passed on no more often than allowed': step =>
    items(step).every(([, { bounces }]) => bounces <= step.context.parameters.maxBounces),

  'a relay-only delegate never agreed for its unit': step =>
    step.last?.type !== 'agreeResponsibilities' ||
    Object.values(step.context.invitees).every(
      ({ delegate, mandate }) => delegate !== step.last?.by || mandate === 'decide',
    ),

  'dissent, minutes, breaches and supplements only grow': step =>
    step.before === undefined ||
    (['dissents', 'minutes', 'breaches', 'supplements', 'informed'] as const).every(
      field => step.context[field].length >= (step.before?.[field].length ?? 0),
    ),

  'no party or item that was recorded is lost': step =>
    step.before === undefined ||
    (['conveners', 'rulers', 'disputes', 'supervisions'] as const).every(field =>
      Object.keys(step.before?.[field] ?? {}).every(key => key in step.context[field]),
    ),

  'a settled case has no open item, no open dispute and only clocks that survive': step =>
    step.play.outcome === null ||
    (items(step).every(
      ([, { status }]) => !['proposed', 'disputed', 'open', 'rework', 'done', 'checking'].includes(status),
    ) &&
      Object.values(step.context.disputes).every(({ stage }) => stage === 'final') &&
      step.play.state.deadlines.every(({ name }) => surviving.includes(name))),

  'an open case always has a clock that leads on': step =>
    step.play.outcome !== null ||
    step.play.state.deadlines.some(({ rungs }) => rungs.some(({ rung, fired }) => rung === 'due' && !fired)),

  'every duty of the state has a party that holds its role, or a reason': step =>
    step.play.outcome !== null ||
    [...step.play.state.machine.nodes].every(node =>
      (definition.duties.get(node) ?? []).every(
        duty =>
          duty.exempt !== undefined ||
          [...rosterOf(definition, step.play.state.machine).values()].some(roles => roles.includes(duty.role)),
      ),
    ),

  'the data fits its declared schema': step => {
    const { parameters: _, ...data } = step.context
    return caseDefinition(conveningRequest).context.safeParse(data).success
  },

  'nothing is solved by silence but a spot check the conveners had passed': step =>
    step.last !== undefined ||
    step.before === undefined ||
    items(step).every(
      ([name, item]) =>
        item.status !== 'passed' ||
        step.before?.items[name]?.status === 'passed' ||
        step.before?.items[name]?.check === 'spotCheck',
    ),
}
