// Ways that many states share.
import { breach, setWork, shut } from '../closing.js'
import { chair, known, listed, triager } from '../parties.js'
import { words } from '../words.js'
import type { Act, Acts, Step } from './acts.js'

const { notify, update } = words

/** The case closes on this ground; the parties are told. */
export const closes = (ground: string): Step => [
  update(({ context }) => {
    shut(context, ground)
  }),
  notify('closed', ({ context }) => ({
    to: [
      ...known(
        context.raisedBy,
        context.residentsCommittee,
        context.partyBranch,
        context.ownersCommittee,
        context.propertyCompany,
      ),
      ...context.informed,
    ],
    topic: context.topic,
    ground,
  })),
]

/** The town is to act on this ground. */
export const toTown = (ground: string): Step => [
  update(({ context }) => {
    context.intervention = ground
  }),
  notify('escalated', ({ context }) => ({ to: listed(context.town), topic: context.topic, ground })),
]

/** Who was silent is on record. */
export const silent = (who: 'triager' | 'company' | 'chair' | 'committee'): Act<'step'> =>
  update(({ context, event }) => {
    if (!('at' in event)) return
    const party = {
      triager: triager(context),
      company: context.propertyCompany,
      chair: chair(context),
      committee: context.ownersCommittee,
    }[who]
    breach(context, party, who === 'chair' ? 'noMeeting' : 'silent', event.at)
  })

/** What was decided is work now, for whoever the decision names. */
export const startsWork: Act<'step'> = update(({ context }) => {
  const { toPost, motion, vote, mediation } = context
  const decision = toPost === null ? undefined : context.decisions[toPost]
  if (decision === undefined) return
  context.toPost = null
  if (decision.by === 'owners') setWork(context, vote?.agenda ?? decision.title, 'vote', null)
  if (decision.by === 'committee')
    setWork(context, motion?.text ?? decision.title, 'committee', motion?.executor ?? null)
  if (decision.by === 'agreement') setWork(context, decision.title, 'agreement', mediation?.executor ?? null)
})

/** The decision is on record and nothing is to be done here. */
export const forgetsPosting: Act<'step'> = update(({ context }) => {
  context.toPost = null
})

/** The executor is asked. */
export const asksWork: Act<'step'> = notify('workAsked', ({ context }) => ({
  to: listed(context.work?.executor ?? null),
  topic: context.topic,
  what: context.work?.what ?? context.topic,
}))

/** Acts of the court's judgment and of a challenge, heard wherever a decision stands. */
export const judging: Acts<'challenge' | 'recordJudgment'> = {
  challenge: [
    update(({ context, event }) => {
      const decision = context.decisions[event.decision]
      if (decision !== undefined) decision.challenges += 1
    }),
    notify('decisionChallenged', ({ context, event }) => ({
      to: known(context.ownersCommittee, context.residentsCommittee, context.housingOffice, context.town),
      topic: context.topic,
      decision: event.decision,
      ground: event.ground,
    })),
  ],
  recordJudgment: [
    update(({ context, event }) => {
      const decision = context.decisions[event.decision]
      context.stayed = null
      if (decision === undefined || !event.annulled) return
      decision.annulled = true
      context.adopted = Object.values(context.decisions).some(
        ({ result, annulled }) => result === 'passed' && !annulled,
      )
      context.closure = null
    }),
    notify('decisionAnnulled', ({ context, event }) => ({
      to: event.annulled ? known(context.ownersCommittee, context.residentsCommittee, context.propertyCompany) : [],
      topic: context.topic,
      decision: event.decision,
    })),
  ],
}
