// The invariants of the complaint by name, each checked after every step of a random history.
import { complaint } from '@convoke/case-types/complaint'
import { caseDefinition, type PartyId, rolesOf, rosterOf } from '@convoke/core'
import { innerKey } from '../../src/complaint/v1/clocks.js'
import type { Context } from '../../src/complaint/v1/context.js'
import { complainants, isAccused, isOfOne } from '../../src/complaint/v1/parties.js'
import { definition, type Scenario, townEdges } from './cast.js'

/** What an invariant sees: the play, the command accepted last, and the context before it. */
export interface Step {
  readonly play: Scenario
  readonly context: Context
  readonly before: Context | undefined
  readonly last: { readonly by: PartyId; readonly type: string } | undefined
}

const isIn = (step: Step, ...states: readonly string[]) => states.some(state => step.play.where.includes(state))
const ledStates = ['dispatched', 'contacting', 'handling', 'shelved', 'areaMeeting', 'merged', 'rework'] as const
const deciding = [
  'intake',
  'operationsCentre',
  'leadUnit',
  'coUnit',
  'gridInspector',
  'reviewer',
  'caller',
  'approver',
  'ruler',
  'coordinator',
  'supervisor',
  'districtOffice',
  'emergencyUnit',
]
const isOuter = ({ name }: { readonly name: string }) => name === 'outer' || name === 'simpleOuter'

/** Each holds after every step, or names what broke. */
export const invariants: Readonly<Record<string, (step: Step) => boolean>> = {
  'there is exactly one lead unit wherever a unit has the matter, and it is none of its own helpers': step =>
    !isIn(step, ...ledStates) || (step.context.lead !== null && !(step.context.lead in step.context.coUnits)),

  'whoever is accused holds no role that decides': step =>
    [...rosterOf(definition, step.play.state.machine)].every(
      ([party, roles]) => !isAccused(step.context, party) || roles.every(role => !deciding.includes(role)),
    ),

  'whoever is accused acts by statement, remedy and answering a supervision order alone': step =>
    step.last === undefined ||
    step.before === undefined ||
    !isAccused(step.before, step.last.by) ||
    ['state', 'remedy', 'answerSupervision'].includes(step.last.type),

  'nobody handles its own complaint': step =>
    step.context.lead === null || !complainants(step.context).some(person => isOfOne(person, step.context.lead)),

  'whoever handled it neither reviews it nor calls back': step => {
    const { lead, answer } = step.context
    return ['reviewer', 'caller'].every(role =>
      [lead, answer?.by ?? null].every(
        party => party === null || !rolesOf(definition, step.play.state, party).includes(role),
      ),
    )
  },

  'no order is returned after a ruling, nor more often than allowed': step =>
    (step.last?.type !== 'returnOrder' || step.before?.ruled === false) &&
    step.context.returns <= step.context.parameters.returnsAllowed,

  'an answer is given by the lead unit alone, or decided by whoever coordinates': step =>
    step.last?.type !== 'answer' || step.last.by === step.before?.lead,

  'nothing is resolved without an answer and a call-back record, or an explicit "unrated"': step =>
    step.play.outcome !== 'resolved' ||
    (step.context.answer !== null &&
      (step.context.calledBack || step.context.callbackOver) &&
      complainants(step.context).every(party => party in step.context.ratings || party in step.context.unrated)),

  'silence is unrated, never satisfied': step =>
    Object.keys(step.context.unrated).every(party => !(party in step.context.ratings)),

  'a rating is set aside by a ruling that upheld the dispute, or not at all': step =>
    Object.values(step.context.ratings).every(({ excluded }) => !excluded) ||
    step.context.ratingDispute?.ruling === 'upheld',

  'more time is asked for and granted before the time is over, with a reason, and within the cap': step => {
    const { extensions, overdue, parameters } = step.context
    if (extensions.reduce((sum, { days }) => sum + days, 0) > parameters.extensionCap.n) return false
    if (!extensions.every(({ reason }) => reason.length > 0)) return false
    const granted = extensions.length > (step.before?.extensions.length ?? 0)
    return !granted || !overdue.some(({ clock, key }) => /andling/.test(clock) && key === innerKey(step.context))
  },

  'the outer clock runs from the arrival and is never reset but by reopening': step => {
    const running = step.play.state.deadlines.filter(isOuter)
    if (step.play.outcome !== null) return running.length === 0
    const [clock] = running
    if (running.length !== 1 || clock === undefined || clock.n !== step.context.cycle + 1) return false
    return clock.n > 1 || clock.startedAt === step.play.state.openedAt
  },

  'a date fixed by the city is moved by nobody': step => {
    const { externalDue } = step.context
    const clock = step.play.state.deadlines.find(isOuter)
    return externalDue === null || clock === undefined || (clock.dueAt !== null && clock.extensions === 0)
  },

  'every clock that is late tells each level exactly once': step => {
    const told = step.play
      .told('overdue')
      .map(({ params }) => JSON.stringify([params.clock, params.key, params.n, params.level]))
    const fired = step.play.drafts.filter(({ type }) => {
      const kind = definition.deadlines.find(({ name }) => type === `deadline.${name}`)
      return kind !== undefined && (kind.kind ?? 'within') === 'within'
    })
    const due = step.play.told('overdue').filter(({ params }) => params.level === 'due')
    return new Set(told).size === told.length && due.length === fired.length
  },

  'what the case remembers of being late is what it told': step =>
    step.context.overdue.length === step.play.told('overdue').length,

  'a group has five representatives at most, each once': step =>
    step.context.group.length <= 5 && new Set(step.context.group).size === step.context.group.length,

  'a danger is never withdrawn': step =>
    step.play.outcome !== 'withdrawn' || !step.context.sensitive.includes('safetyHazard'),

  'a complaint is withdrawn by all who complain': step =>
    step.play.outcome !== 'withdrawn' ||
    complainants(step.context).every(party => step.context.withdrawals.includes(party)),

  'merging closes nothing: whoever was merged is answered and asked': step =>
    step.last?.type !== 'merge' || (step.play.outcome === null && step.context.merged !== null),

  'allegations against staff are not given to a unit': step =>
    !isIn(step, 'dispatching', 'dispatched') ||
    !step.context.sensitive.includes('staffConduct') ||
    step.context.orders > 0,

  'nobody trapped in a lift for two hours goes unreported': step => {
    const { emergency } = step.context
    const reached = step.play.drafts.some(({ type }) => type === 'deadline.trapped')
    return !reached || emergency === null || step.play.told('accident').length > 0
  },

  'an emergency is with one service at a time, and whoever had it before has no part in it': step => {
    const { emergency } = step.context
    return (
      emergency === null ||
      emergency.earlier.every(
        ({ unit }) => unit === emergency.unit || !rolesOf(definition, step.play.state, unit).includes('emergencyUnit'),
      )
    )
  },

  'nobody is ordered to lead by somebody who does not stand over it, nor given it once it was ruled on': step =>
    !(step.last?.type === 'orderLead' || (step.last?.type === 'reassign' && step.before?.ruled === true)) ||
    townEdges.some(({ superior, subordinate }) => superior === step.last?.by && subordinate === step.context.lead),

  "a residents' committee leads nothing that is not on its list": ({ context }) => {
    const { lead, matter, residentsCommittees, parameters } = context
    if (lead === null || parameters.committeeMatters === null) return true
    const isCommittee = residentsCommittees.some(one => isOfOne(one, lead))
    return !isCommittee || (matter !== null && parameters.committeeMatters.includes(matter))
  },

  'a window to return is open only where the unit can still return': step =>
    step.play.state.deadlines.every(({ name }) => name !== 'returning') || isIn(step, 'dispatched', 'contacting'),

  'every way back is bounded': step => {
    const { parameters, reworks, orders, reassignments, merges, cycle, supplementRequests } = step.context
    return (
      reworks <= parameters.maxReworks + parameters.maxOrders + 1 &&
      orders <= parameters.maxOrders + 1 &&
      reassignments <= parameters.maxReassignments &&
      merges <= parameters.maxMerges &&
      cycle <= parameters.maxReopenings &&
      supplementRequests <= parameters.maxSupplementRequests
    )
  },

  'what is shelved was approved by the supervisor, not by the unit': step =>
    !isIn(step, 'shelved') || (step.context.shelving !== null && step.context.shelving.reviews < 2),

  'it is shelved no more often than it may be reviewed': step =>
    step.context.timesShelved <= step.context.parameters.maxShelvingReviews,

  'a settled complaint has no clock but the window to reopen': step =>
    step.play.outcome === null || step.play.state.deadlines.every(({ name }) => name === 'reopening'),

  'an open complaint always has a clock that leads on': step =>
    step.play.outcome !== null ||
    step.play.state.deadlines.some(
      ({ rungs, left }) =>
        left !== null || rungs.some(({ rung, fired }) => rung === 'due' && !fired) || rungs.some(({ fired }) => !fired),
    ),

  'no supplement, order, answer of a respondent or late clock is ever lost': step =>
    step.before === undefined ||
    (['supplements', 'overdue', 'remedies', 'informed', 'supporters'] as const).every(
      field => step.context[field].length >= (step.before?.[field].length ?? 0),
    ),

  'the data fits its declared schema': step => {
    const { parameters: _, ...data } = step.context
    return caseDefinition(complaint).context.safeParse(data).success
  },
}
