// Responsible matters: from proposal to verification. Pure reading, and the recipes that change them.
import type { PartyId } from '@convoke/core'
import type { Context, Item } from './context.js'
import { signed } from './conveners.js'

type Read = Readonly<Context>

/** A proposal as it arrives. */
export interface Proposal {
  readonly title: string
  readonly kind: Item['kind']
  readonly assignee: PartyId
  readonly coAssignees: readonly PartyId[]
  readonly due: string
  readonly criterion: string
  readonly place: PartyId | null
}

/** Puts an item on the table, or another wording of it; agreement given to anything else is void. */
export function put(context: Context, name: string, proposal: Proposal, by: PartyId): void {
  context.items[name] = { ...blank(proposal, by), cycle: context.cycle }
  context.agreements = []
}

function blank(proposal: Proposal, proposedBy: PartyId): Item {
  return {
    ...proposal,
    coAssignees: [...proposal.coAssignees],
    proposedBy,
    cycle: 0,
    status: 'proposed',
    confirmed: [],
    imposedBy: null,
    awaiting: null,
    asked: false,
    linkRefused: false,
    decision: null,
    blocked: null,
    reports: 0,
    missed: 0,
    overdue: false,
    extension: null,
    extensions: 0,
    evidence: [],
    verdicts: {},
    check: null,
    checked: false,
    reworks: 0,
    bounces: 0,
    waivers: {},
    dropped: [],
  }
}

/** The items with one of these statuses. */
export function itemsThat(context: Read, ...statuses: readonly Item['status'][]): string[] {
  return Object.keys(context.items).filter(name => statuses.includes((context.items[name] as Item).status))
}

/** Somebody has to work on it, now or once a decision is in. */
export function inWork(context: Read): string[] {
  return itemsThat(context, 'open', 'rework')
}

/** Items of this cycle that count; what was done before a reopening is history, what was superseded is no item. */
function thisCycle(context: Read): Item[] {
  return Object.values(context.items).filter(item => item.cycle === context.cycle && item.status !== 'superseded')
}

/** At least one item of this cycle was verified. */
export function somethingSolved(context: Read): boolean {
  return thisCycle(context).some(item => item.status === 'passed')
}

/** Every item of this cycle was verified or waived by two parties, and at least one was verified. */
export function everythingSolved(context: Read): boolean {
  return (
    somethingSolved(context) && thisCycle(context).every(item => item.status === 'passed' || item.status === 'waived')
  )
}

/** What stays unsolved, for the record of a closing. */
export function unsolved(context: Read): string[] {
  return Object.keys(context.items).filter(name => {
    const item = context.items[name] as Item
    const settled: readonly string[] = ['passed', 'waived', 'superseded']
    return item.cycle === context.cycle && !settled.includes(item.status)
  })
}

/** Whether a party is the assignee of an item or helps with it. */
export function works(item: Item | undefined, party: PartyId): boolean {
  return item !== undefined && (item.assignee === party || item.coAssignees.includes(party))
}

/** Whoever is asked confirms; the item is open once its assignee and all who help have confirmed. */
export function confirm(context: Context, name: string, party: PartyId): void {
  const item = context.items[name]
  if (item === undefined || item.confirmed.includes(party)) return
  item.confirmed.push(party)
  if ([item.assignee, ...item.coAssignees].every(one => item.confirmed.includes(one))) open(item)
}

function open(item: Item): void {
  item.status = 'open'
  if (item.kind === 'needsOwnersDecision') item.awaiting = 'owners'
  else if (item.kind === 'needsBudget') item.awaiting = 'budget'
  else if (item.kind === 'needsSuperior') item.awaiting = 'superior'
}

/** The assignee objects: a ruling decides. Whoever only helps and objects is released from helping. */
export function object(context: Context, name: string, party: PartyId, reason: string): void {
  const item = context.items[name]
  if (item === undefined) return
  item.dropped.push({ party, reason })
  if (item.assignee === party) contest(context, name, 'objected')
  else releaseHelper(item, party)
}

/** The time to confirm is over: helpers who are silent are released, a silent assignee's item goes to a ruling. */
export function confirmationLapses(context: Context, name: string): void {
  const item = context.items[name]
  if (item === undefined || item.status !== 'proposed') return
  for (const helper of [...item.coAssignees]) if (!item.confirmed.includes(helper)) releaseHelper(item, helper)
  if (item.confirmed.includes(item.assignee)) {
    if (item.status === 'proposed') open(item)
  } else contest(context, name, 'unconfirmed')
}

function releaseHelper(item: Item, helper: PartyId): void {
  item.coAssignees = item.coAssignees.filter(party => party !== helper)
  item.confirmed = item.confirmed.filter(party => party !== helper)
  if (item.confirmed.includes(item.assignee) && item.coAssignees.every(party => item.confirmed.includes(party))) {
    open(item)
  }
}

function contest(context: Context, name: string, ground: 'objected' | 'unconfirmed'): void {
  const item = context.items[name] as Item
  item.status = 'disputed'
  const ruler = context.rulers[item.assignee] ?? null
  context.disputes[name] = {
    about: 'responsibility',
    ground,
    party: item.assignee,
    ruler,
    // Where nobody stands over both sides, only the supervisor is left, who may release but not impose.
    stage: ruler === null ? 'appeal' : 'ruler',
    ruling: null,
    ruledBy: null,
    reason: null,
  }
}

/** A ruling passes the item to another unit, which is asked to confirm in its turn. */
export function passOn(context: Context, name: string, to: PartyId): void {
  const item = context.items[name]
  if (item === undefined) return
  item.assignee = to
  item.coAssignees = item.coAssignees.filter(party => party !== to)
  item.confirmed = item.confirmed.filter(party => item.coAssignees.includes(party))
  item.bounces += 1
  item.status = 'proposed'
}

/** Who verifies an item: the convener whose place it is, else every convener; never whoever worked on it. */
export function verifiers(context: Read, item: Item): PartyId[] {
  const conveners = signed(context).filter(party => item.place === null || item.place === party)
  return conveners.filter(party => ![item.assignee, ...item.coAssignees].some(one => sameOrganisation(one, party)))
}

function sameOrganisation(a: PartyId, b: PartyId): boolean {
  return organisation(a) === organisation(b)
}

function organisation(party: PartyId): string {
  const slash = party.indexOf('/')
  return slash < 0 ? party : party.slice(0, slash)
}

/** The verdicts still missing, as `item|convener`. */
export function missingVerdicts(context: Read): string[] {
  return itemsThat(context, 'done').flatMap(name => {
    const item = context.items[name] as Item
    return verifiers(context, item).flatMap(party => (party in item.verdicts ? [] : [`${name}|${party}`]))
  })
}

/** The item is reported done: it is now up to the conveners, or to the supervisor where none of them may verify. */
export function reportDone(context: Context, name: string, evidence: Item['evidence'][number]): void {
  const item = context.items[name]
  if (item === undefined) return
  item.status = 'done'
  item.evidence.push(evidence)
  item.verdicts = {}
  item.blocked = null
  item.extension = null
  collect(context, name)
}

/** Weighs the verdicts given so far. All pass: passed; all fail: rework; a disagreement goes to the supervisor. */
export function collect(context: Context, name: string): void {
  const item = context.items[name]
  if (item === undefined || item.status !== 'done') return
  const asked = verifiers(context, item)
  if (asked.length === 0) {
    toSupervisor(item, 'noVerifier')
    return
  }
  const given = asked.map(party => item.verdicts[party])
  if (given.includes(undefined)) return
  if (given.every(verdict => verdict === 'pass')) {
    if (isSpotChecked(context, name)) toSupervisor(item, 'spotCheck')
    else item.status = 'passed'
  } else if (given.every(verdict => verdict === 'fail')) sendBack(context, name)
  else toSupervisor(item, 'disagreement')
}

/** The supervisor looks at an item itself. */
export function toSupervisor(item: Item, check: NonNullable<Item['check']>): void {
  item.status = 'checking'
  item.check = check
}

/** Back to work, or failed for good once it was sent back too often. */
export function sendBack(context: Context, name: string): void {
  const item = context.items[name]
  if (item === undefined) return
  item.check = null
  if (item.reworks >= context.parameters.maxRework) {
    item.status = 'failed'
    return
  }
  item.status = 'rework'
  item.reworks += 1
  item.overdue = false
}

/** The supervisor was silent: a spot check missed leaves the conveners' verdict, anything else is not verified. */
export function checkLapses(context: Context, name: string): void {
  const item = context.items[name]
  if (item === undefined || item.status !== 'checking') return
  item.status = item.check === 'spotCheck' ? 'passed' : 'unverified'
}

/**
 * Whether a verified item is drawn for a second look 抽查. Drawn by the case's own data, so that a replay draws the same.
 *
 * @source our default, both the ten per cent and the method
 */
function isSpotChecked(context: Read, name: string): boolean {
  // FNV-1a: spreads short texts evenly, and whole numbers are the same on every machine.
  let hash = 0x811c9dc5
  for (const unit of `${context.topic}/${name}/${context.cycle}`) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) as number), 0x01000193)
  }
  return (hash >>> 0) % 100 < context.parameters.spotCheckPercent
}

/** What was open when the case closed goes where the case goes. */
export function leaveItems(context: Context, as: 'handedUp' | 'superseded'): void {
  for (const name of itemsThat(context, 'proposed', 'disputed', 'open', 'done', 'checking', 'rework')) {
    ;(context.items[name] as Item).status = as
  }
  for (const dispute of Object.values(context.disputes)) {
    if (dispute.stage === 'final') continue
    dispute.stage = 'final'
    dispute.ruling = 'referredUp'
  }
}

/** More than a week late: the item is taken up by the supervisor. */
export function handUp(context: Context, name: string): void {
  const item = context.items[name]
  if (item !== undefined) item.status = 'handedUp'
}

/** The next item whose decision nobody has been asked for yet; with `whom`, among those that wait for that body. */
export function toAsk(context: Read, whom?: 'owners'): string | undefined {
  return inWork(context).find(name => {
    const { awaiting, asked } = context.items[name] as Item
    return awaiting !== null && !asked && (whom === undefined || awaiting === whom)
  })
}

/** Whoever has to decide was asked. */
export function markAsked(context: Context, name: string | undefined): void {
  const item = name === undefined ? undefined : context.items[name]
  if (item !== undefined) item.asked = true
}

/** The decision is in: work may go on, or the item goes up, because nobody here can replace a decision refused. */
export function decided(context: Context, name: string, granted: boolean, decision: string): void {
  const item = context.items[name]
  if (item === undefined || item.awaiting === null) return
  item.awaiting = null
  item.decision = decision
  if (!granted) item.status = 'handedUp'
}

/** Whoever has not confirmed an item it was named for. */
export function askedToConfirm(context: Read): PartyId[] {
  return itemsThat(context, 'proposed').flatMap(name => {
    const item = context.items[name] as Item
    return [item.assignee, ...item.coAssignees].filter(party => !item.confirmed.includes(party))
  })
}

/** The words of a proposal out of the command that carries it. */
export function proposalOf(command: Proposal): Proposal {
  const { title, kind, assignee, coAssignees, due, criterion, place } = command
  return { title, kind, assignee, coAssignees, due, criterion, place }
}

/** A superior imposes an item on a unit it commands. */
export function impose(context: Context, name: string, proposal: Proposal, by: PartyId): void {
  put(context, name, proposal, by)
  Object.assign(context.items[name] as Item, { status: 'open', imposedBy: by })
}

/** Proposals that nobody agreed to end with the ruling that sets to work what was imposed. */
export function dropProposals(context: Context): void {
  for (const name of itemsThat(context, 'proposed')) (context.items[name] as Item).status = 'superseded'
}

/** The part of a key before its mark, such as the item in `stagger-parking@2`. */
export function itemOf(key: string): string {
  return key.split(/[@|]/, 1)[0] as string
}
