// New facts after closing 重启.
import { intake, listed } from '../parties.js'
import { unhandled } from '../start.js'
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** A closed complaint begins again with its new facts: nobody has it, and its outer clock is a new one. */
export const reopening: Acts<'reopen'> = {
  reopen: [
    update(({ context, event }) => {
      Object.assign(context, unhandled())
      context.lead = null
      context.coUnits = {}
      context.closure = null
      // The city's date was that of the order it closed: what is new has the time of its kind.
      context.externalDue = null
      context.cycle += 1
      context.supplements.push({ party: event.by, text: event.newFacts })
    }),
    notify('reopened', ({ context }) => ({ to: listed(intake(context)), topic: context.topic })),
  ],
}
