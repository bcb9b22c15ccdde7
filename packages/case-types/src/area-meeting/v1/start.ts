import type * as z from 'zod'
import type { Context } from './context.js'
import type { opening } from './opening.js'
import type { parameters } from './parameters.js'
import { addTopic } from './topics.js'

/** The first context of a round: collecting, with the topic that opened it. */
export function firstContext(input: {
  readonly opening: z.output<typeof opening>
  readonly parameters: z.output<typeof parameters>
  readonly asker?: string | null
}): Context {
  const { kind, chair, supervisor, districtOffice, secretary, members } = input.opening
  const context: Context = {
    parameters: input.parameters,
    ...{ kind, chair, supervisor, districtOffice, members, secretary: secretary ?? chair },
    informed: [],
    topics: {},
    counter: 0,
    session: 0,
    meeting: null,
    moves: 0,
    invited: {},
    present: [],
    minutes: [],
    missed: 0,
    published: false,
    duties: {},
    requests: {},
    breaches: [],
    reminders: 0,
  }
  addTopic(context, input.opening, input.asker ?? null)
  return context
}
