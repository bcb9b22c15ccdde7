// Topics of a round: reading them, sorting them into common problems, and what becomes of each.
import type { Instant, PartyId } from '@convoke/core'
import type { Context, Topic } from './context.js'

type Read = Readonly<Context>
type Decision = NonNullable<Topic['decision']>

/** A topic as it arrives, by hand or from another case. */
export interface NewTopic {
  readonly topic: string
  readonly place: string
  readonly matter: string | null
  readonly situation: string | null
  readonly raisedBy: PartyId | null
  readonly deferrals: number
}

/** Takes a topic in under the next number. */
export function addTopic(context: Context, one: NewTopic, asker: string | null): void {
  context.counter += 1
  context.topics[`t${context.counter}`] = {
    title: one.topic,
    place: one.place,
    matter: kindOf(context, one.matter),
    situation: one.situation,
    raisedBy: one.raisedBy,
    asker,
    deferrals: one.deferrals,
    status: 'open',
    decision: null,
    text: null,
  }
}

/** A kind of the town's list; what is not on it is sorted under the last one. */
export function kindOf({ parameters }: Read, matter: string | null): string {
  const { topicKinds } = parameters
  return matter !== null && topicKinds.includes(matter) ? matter : (topicKinds.at(-1) as string)
}

/** The numbers of the topics with one of these statuses. */
export function topicsThat(context: Read, ...statuses: readonly Topic['status'][]): string[] {
  const { topics } = context
  return Object.keys(topics).filter(id => statuses.includes((topics[id] as Topic).status))
}

/**
 * Whether these topics are one common problem 共性问题: all of one kind, and as many as the threshold asks. Topics put
 * off by earlier sessions count like new ones.
 *
 * @source [the seed article](docs/reference/sources.md#the-seed-article) for studying common problems; the number is ours
 */
export function isCommon(context: Read, ids: readonly string[]): boolean {
  const kinds = new Set(ids.map(id => context.topics[id]?.matter))
  return kinds.size === 1 && ids.length >= context.parameters.batchThreshold
}

/** The common problems among what is collected: each kind that has reached the threshold, with its topics. */
export function commonProblems(context: Read): Readonly<Record<string, readonly string[]>> {
  const byKind: Record<string, string[]> = {}
  for (const id of topicsThat(context, 'open')) {
    const { matter } = context.topics[id] as Topic
    byKind[matter] = [...(byKind[matter] ?? []), id]
  }
  return Object.fromEntries(Object.entries(byKind).filter(([, ids]) => isCommon(context, ids)))
}

/** Whether a session may take these up together: each on the agenda, undecided, named once. */
export function mayDecide(context: Read, ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length && ids.every(id => context.topics[id]?.status === 'agenda')
}

/** Whether every one may still be put off. */
export function mayDefer(context: Read, ids: readonly string[]): boolean {
  return ids.every(id => (context.topics[id]?.deferrals ?? 0) < context.parameters.maxDeferrals)
}

/** Whether an agenda names collected topics, each once, and leaves out none that was put off as often as may be. */
export function isFitAgenda(context: Read, agenda: readonly string[]): boolean {
  const collected = topicsThat(context, 'open')
  const left = collected.filter(id => !agenda.includes(id))
  return new Set(agenda).size === agenda.length && agenda.every(id => collected.includes(id)) && mayDefer(context, left)
}

/** The session decides on topics together. */
export function decideOn(context: Context, ids: readonly string[], decision: Decision, words: string): void {
  for (const id of ids) Object.assign(context.topics[id] as Topic, { status: 'decided', decision, text: words })
}

/** A topic is over without a session: taken back, or put off too often. */
export function finish(context: Context, id: string, decision: Decision, words: string): void {
  Object.assign(context.topics[id] as Topic, { status: 'final', decision, text: words })
}

/**
 * The session did not take place: what was to be discussed is put off, and what was put off as often as may be goes up.
 */
export function putOff(context: Context, kind: 'noSession' | 'notMet', at: Instant): void {
  context.missed += 1
  context.breaches.push({ party: context.chair, kind, at })
  context.meeting = null
  context.invited = {}
  context.present = []
  for (const id of topicsThat(context, 'open', 'agenda')) {
    const topic = context.topics[id] as Topic
    topic.status = 'open'
    if (mayDefer(context, [id])) topic.deferrals += 1
    else finish(context, id, 'escalated', 'no session took it up in time')
  }
}

/** Whatever the session left undecided is put off, or goes up where it was put off as often as may be. */
export function deferRest(context: Context): void {
  for (const id of topicsThat(context, 'agenda')) {
    if (mayDefer(context, [id])) decideOn(context, [id], 'deferred', 'the session did not reach it')
    else decideOn(context, [id], 'escalated', 'put off as often as may be, and not decided')
  }
}

/** What was decided becomes final, and what was not on the agenda waits for the next session. */
export function publish(context: Context): void {
  context.published = true
  for (const id of topicsThat(context, 'decided')) (context.topics[id] as Topic).status = 'final'
  for (const id of topicsThat(context, 'open')) finish(context, id, 'deferred', 'not on the agenda')
  for (const request of Object.values(context.requests)) if (request.status === 'decided') request.status = 'toOpen'
}

/** The next final topic with an answer for whoever brought it. */
export function toAnswer(context: Read): string | undefined {
  return nextFinal(context, decision => decision !== 'deferred')
}

/** The next final topic that the next session has to be asked to take up. */
export function toPassOn(context: Read): string | undefined {
  return nextFinal(context, decision => decision === 'deferred')
}

function nextFinal({ topics }: Read, fits: (decision: Topic['decision']) => boolean): string | undefined {
  for (const id in topics) {
    const topic = topics[id] as Topic
    if (topic.status === 'final' && fits(topic.decision)) return id
  }
  return undefined
}

/** Whoever brought it has its answer, or the next session was asked. */
export function mark(context: Context, id: string | undefined, status: 'settled' | 'waiting'): void {
  const topic = id === undefined ? undefined : context.topics[id]
  if (topic !== undefined) topic.status = status
}

/** What the next session said on a topic becomes this one's answer. */
export function relay(context: Context, id: string, decision: string, words: string): void {
  const topic = context.topics[id]
  if (topic?.status !== 'waiting') return
  const known = (['planAdopted', 'returned', 'convened', 'escalated', 'withdrawn'] as const).find(
    one => one === decision,
  )
  finish(context, id, known ?? 'escalated', words === '' ? decision.slice(0, 200) : words)
}
