import { ConvokeError } from '@convoke/core'
import type { WorkItem } from './case-run.js'

/** How many commands one case may take at one instant, before it counts as running round in a circle. */
export const mostAtOnce = 1000

/** Somebody who would go on for ever within one instant. The duty is told by party, role and task. */
export function endless({ party, purpose, meant: { command }, run }: WorkItem): ConvokeError {
  const [role, task] = purpose.slice(party.length + 1).split(' ')
  return new ConvokeError(
    'simulate/endless',
    `${party} goes on with "${command}" without end at one instant; give the duty "${task}" a rule with an effort or a delay, or "never"`,
    { details: { caseType: run.type.name, party, role, task, command } },
  )
}
