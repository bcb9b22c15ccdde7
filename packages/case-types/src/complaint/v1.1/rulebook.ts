// What is held of version 1.1 of the complaint 诉求: all that is held of version 1, and what the observation 观察期 adds. No
// source has an observation, so that its rows are ours.
import { type Rulebook, ruleTable } from '@convoke/core'
import { accepted, rulebook as before, ruleRows } from '../v1/rulebook.js'

/** What leads to the observation, and out of it. The caller waits, and so does nobody else. */
const observing = `
  | reviewing   | pass                                 | reviewer         | observing   | ours |
  |             | deadline.review                      |                  | observing   | ours |
  | handling?   | answer                               | leadUnit         | observing?  | ours |
  | escalated   | decide                               | coordinator      | observing   | ours |
  | merged      | adoptAnswer                          | operationsCentre | observing   | ours |
  | observing   | rate                                 | complainant      | callback?, closed.resolved?, rework.working?, escalated.town? | ours |
  |             | deadline.observation                 |                  | callback    | ours |
  |             | deadline.outer                       |                  | callback    | ours |
  | observing?  | deadline.simpleOuter                 |                  | callback    | ours |
  | observing   | escalate                             | operationsCentre, supervisor | escalated.town, escalated.district? | SD12 |
`

/** The rulebook of version 1.1. */
export const rulebook: Rulebook = {
  ...before,
  readOn: '2026-11-27',
  rules: ruleTable(`${ruleRows('observing, callback?')}${observing}`),
  accepted,
  properties: [
    ...(before.properties ?? []),
    {
      name: 'nobody-calls-while-it-is-observed',
      says: {
        'zh-CN': '观察期内不回访，答复须为已解决',
        en: 'what is observed was answered as resolved, and nobody has called back yet',
      },
      kind: 'always',
      fairness: 'deadlines',
      predicates: [
        ({ is, context: { answer, calledBack } }: Observed) =>
          !is('observing') || (answer?.outcome === 'resolved' && !calledBack),
      ],
      source: 'ours',
    },
  ],
}

/** What the property looks at. */
interface Observed {
  is(path: string): boolean
  readonly context: { readonly answer: { readonly outcome: string } | null; readonly calledBack: boolean }
}
