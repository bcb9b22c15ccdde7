// The ballot of an election 选举投票, said once more for verification to count along: whether enough took part.
import { countBox } from '@convoke/core'
import type { Context } from './context.js'
import { asBox, ruleOf } from './electing.js'

type Read = Readonly<Context>

/** Whether an election is valid 选举有效: who is elected follows from the ballots of those who took part. */
export const votes = {
  validity: {
    title: { 'zh-CN': '选举是否有效', en: 'Validity of the election' },
    on: 'voting',
    // What is asked of everybody's ballot is that enough come back.
    rule: ({ parameters }: Read) => ({
      ...ruleOf(parameters),
      approval: [{ weight: 'heads', count: 1, of: 'all' as const }],
    }),
    counts: ({ box, parameters }: Read) => (box === null ? null : countBox(ruleOf(parameters), asBox(box))),
    ballots: { vote: 'yes', enterBallot: 'yes' },
    result: ({ result, runOff }: Read, states: readonly string[]) => {
      if (states.includes('counting')) return 'open'
      if (states.includes('closed')) return null
      const last = runOff?.result ?? result
      return last === null ? null : last === 'valid' ? 'passed' : 'invalid'
    },
  },
} as const
