// People that a scenario pays and who have nothing to work on: as a rule a name that is written otherwise elsewhere, or no effort.
import { nearest } from '@convoke/core'
import type { Arm } from '../scenario/schema.js'
import type { Figures } from './indicators.js'
import { hasNoCases } from './no-cases.js'
import type { Sentence } from './result.js'

/** A policy with what came of it. */
interface Ran {
  readonly arm: Pick<Arm, 'parties' | 'cases' | 'behaviour' | 'residents' | 'reactions' | 'start'>
  readonly figures: readonly Figures[]
}

/** A warning for each party whose people were there, and to which no work came under a policy, or none that takes time. The first policy in which that is so. Pure. */
export function idlePartyWarnings(policies: readonly Ran[]): readonly Sentence[] {
  const warned = new Map<string, Sentence>()
  for (const { arm, figures } of policies) {
    // What takes no time is work as well; and what comes while nobody is ever there is not told by anything.
    const served: ReadonlySet<string | undefined> = new Set(
      figures.flatMap(({ id, dims: { party } }) => (id === 'wait' ? [party] : [])),
    )
    // Where no case arrives nobody has work, whatever they are called.
    if (hasNoCases({ arm, figures })) continue
    const idle = figures.filter(
      ({ id, dims, fractions = [] }) =>
        id === 'utilisation' &&
        dims.party !== undefined &&
        dims.skill === undefined &&
        fractions.every(({ sum }) => sum === 0) &&
        fractions.some(({ count }) => count > 0),
    )
    if (idle.length === 0) continue
    const { parties, ...written } = arm
    const names = [...new Set([...Object.keys(parties), ...textsIn(written)])]
    for (const { dims } of idle) {
      const party = dims.party as string
      if (warned.has(party) || !Object.hasOwn(parties, party)) continue
      if (served.has(party)) {
        warned.set(party, {
          en: `nothing that the people of "${party}" do takes any time, so that more of them would change little: say how long it takes ("effort") in the rules of their duties`,
          'zh-CN': `“${party}”的人员所做的都不占用时间，增减人数几乎没有影响：请在其任务的规则中写明用时（"effort"）`,
        })
        continue
      }
      const [meant] = nearest(
        party,
        names.filter(name => name !== party && name.includes(':')),
      )
      warned.set(party, {
        en: `no work came to the people of "${party}"${meant === undefined ? '; are they called so in the cases?' : `; did you mean "${meant}", which is written elsewhere?`}`,
        'zh-CN': `“${party}”的人员没有接到任何工作；${meant === undefined ? '办件中是否用的是这个名称？' : `是否指别处所写的“${meant}”？`}`,
      })
    }
  }
  return [...warned.values()]
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part)
}
