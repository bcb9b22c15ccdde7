// Ways out that many states share, and what a clock that runs out leaves behind.
import type { DeadlineEvent, OneOrMany } from '@convoke/core'
import type { deadlines } from '../deadlines.js'
import { escalateTo, workAgain } from '../handling.js'
import { centre, coordinator, listed, supervisor, toTell } from '../parties.js'
import { words } from '../words.js'
import type { Lapse, OneStep, Step } from './acts.js'

const { notify, update } = words

type Level = 'due' | 'oneDayLate' | 'fiveDaysLate'

/**
 * A clock ran out 超期, or reached the next level of being late: recorded, and told exactly once to whom the level names.
 * The centre when it is due, the supervisor a working day later, supervisor and district as circular 通报 after five.
 *
 * @source [A city bureau's practice](docs/reference/sources.md#overdue-ladder), as a pattern
 */
export const lateBy = <A = never>(
  level: Level,
  clock: keyof typeof deadlines,
  ...then: readonly OneOrMany<A>[]
): readonly (Lapse | A)[] => [
  update<Pick<DeadlineEvent<string>, 'key' | 'n' | 'at'>>(({ context, event }) => {
    const { cycle, assignment, lead: unit } = context
    context.overdue.push({ clock, key: event.key, level, at: event.at, cycle, assignment, unit })
  }),
  notify<'overdue', Pick<DeadlineEvent<string>, 'key' | 'n' | 'at'>>('overdue', ({ context, event }) => ({
    to: {
      due: listed(centre(context)),
      oneDayLate: listed(supervisor(context)),
      fiveDaysLate: [...listed(supervisor(context)), context.districtOffice],
    }[level],
    topic: context.topic,
    clock,
    key: event.key,
    n: event.n,
    level,
  })),
  ...all(...then),
]

/** A clock ran out, and what else happens then. */
export const late = <A = never>(
  clock: keyof typeof deadlines,
  ...then: readonly OneOrMany<A>[]
): readonly (Lapse | A)[] => lateBy('due', clock, ...then)

/** Several acts, or lists of them, as one list. */
export const all = <A>(...acts: readonly OneOrMany<A>[]): readonly A[] => acts.flat() as readonly A[]

/** The complaint goes up to the supervisor on this ground. */
export const toTown = (ground: string): OneStep =>
  update(({ context }) => {
    escalateTo(context, 'town', ground)
  })

/** The complaint goes to the district. */
export const toDistrict = (ground: string): OneStep =>
  update(({ context }) => {
    escalateTo(context, 'district', ground)
  })

/** The matter is handled again. */
export const reworks = (ground: 'review' | 'rating' | 'order'): OneStep =>
  update(({ context }) => {
    workAgain(context, ground)
  })

/** The case closes on this ground. */
export const closes = (ground: string): OneStep =>
  update(({ context }) => {
    context.closure = { ground }
  })

/** The order lies with a unit that has not begun with it, on entering; on leaving, no longer. */
export const mayReturn: OneStep = update(({ context }) => {
  context.returnable = true
})
export const mayReturnNoMore: OneStep = update(({ context }) => {
  context.returnable = false
})

/** Whoever coordinates is told, on entering. */
export const escalated: Step = notify('escalated', ({ context }) => ({
  to: listed(coordinator(context)),
  topic: context.topic,
  ground: context.escalation?.ground ?? context.topic,
}))

/** Everybody is told how it ended, on entering. */
export const closed: Step = [
  update(({ context }) => {
    context.closure ??= { ground: 'closed' }
    context.emergency = null
    context.merged = null
  }),
  notify('closed', ({ context }) => ({
    to: [...toTell(context), ...listed(context.lead)],
    topic: context.topic,
    ground: context.closure?.ground ?? context.topic,
  })),
]
