// What may happen in every open state 全程.
import { words } from '../words.js'
import type { Acts } from './acts.js'

const { notify, update } = words

/** Acts heard in every open state. */
export const anyTime: Acts<'remind' | 'copyTo'> = {
  remind: [
    update(({ context }) => {
      context.reminders += 1
    }),
    notify('reminded', ({ event }) => ({ to: event.party, message: event.message })),
  ],
  copyTo: [
    update(({ context, event }) => {
      context.informed.push(event.party)
    }),
    notify('copied', ({ context, event }) => ({
      to: event.party,
      topics: Object.values(context.topics).map(({ title }) => title),
    })),
  ],
}
