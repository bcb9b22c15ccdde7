import { guards as before } from '../v1/guards.js'
import { words } from '../v1/words.js'
import { fellThrough, isInForce } from './in-force.js'

const { when } = words

/** The decision stands, and nothing is being voted on or waits to be published. As in version 1. */
const mayBeAnnulled = when('recordJudgment', before.annuls)

/** The conditions of version 1, and what asks which round 轮次 something belongs to. */
export const guards = {
  ...before,
  annuls: when(
    'recordJudgment',
    ({ context, event }) => isInForce(context, event.decision) && mayBeAnnulled({ context, event }),
  ),
  /** It upholds the decision, or others have replaced the one it annuls: what replaced it stands. @source Civil Code 280 */
  upholds: when('recordJudgment', ({ context, event }) => {
    const decision = context.decisions[event.decision]
    const isStanding = decision?.result === 'passed' && !decision.annulled
    return isStanding && !(event.annulled && isInForce(context, event.decision))
  }),
  endsStay: when('recordJudgment', ({ context, event }) => event.decision === context.stayed),
  isInForce: when('stayExecution', ({ context, event }) => isInForce(context, event.decision)),
  /** What is repeated is a vote of the owners that came to nothing. Our default. */
  mayRevote: (args: Parameters<typeof before.mayRevote>[0]) => fellThrough(args.context) && before.mayRevote(args),
}
