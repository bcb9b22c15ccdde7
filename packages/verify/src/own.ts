// Properties of one's own, in TypeScript: what always or never holds, what leads to what, and within which time.
import type { Duration, Fairness, OwnProperty, Predicate } from '@convoke/core'
import type { Sentence } from './verdict.js'

/** A sentence in both languages, or in one, which then stands for both. */
export type Says = string | Sentence

/**
 * Holds in every state. Pure.
 *
 * @param name how it is called in verdicts and findings; not that of a built-in property
 * @param says what it says of a sound case type
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const few = always('few', 'nobody invites more than three', ({ holders }) => holders('invitee').length <= 3)
 * verifyCaseType(errand, { opened: errandOpened, properties: [], own: [few] }).verdicts.map(({ verdict }) => verdict)
 * // => ['sampled']
 */
export function always<Context>(name: string, says: Says, holds: Predicate<Context>): OwnProperty {
  return ownProperty('always', name, says, [holds])
}

/**
 * Holds in no state. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const lost = never('lost', 'no errand fails', ({ outcome }) => outcome === 'failed')
 * const { findings } = verifyCaseType(errand, { opened: errandOpened, properties: [], own: [lost] })
 * findings.map(({ message, story }) => `${message.en}; ${story.at(-1)?.en}`)
 * // => ['in "Failed" it is not so: no errand fails; day 1, 13:01: the deadline "Reply" (dept:police) runs out']
 */
export function never<Context>(name: string, says: Says, holds: Predicate<Context>): OwnProperty {
  return ownProperty('never', name, says, [holds])
}

/**
 * Wherever the first holds, the second holds some time after, or at once. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const ends = leadsTo('ends', 'an invitation ends in an outcome', s => s.is('inviting'), s => s.outcome !== null)
 * verifyCaseType(errand, { opened: errandOpened, properties: [], own: [ends] }).verdicts.map(({ verdict }) => verdict)
 * // => ['sampled']
 */
export function leadsTo<Context>(
  name: string,
  says: Says,
  from: Predicate<Context>,
  to: Predicate<Context>,
  options: { readonly fairness?: Fairness } = {},
): OwnProperty {
  return ownProperty('leadsTo', name, says, [from, to], options.fairness)
}

/**
 * From the beginning of a case the first holds until the second does, and the second comes. Pure.
 *
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const open = until('open', 'it is open until it ends', s => s.outcome === null, s => s.outcome !== null, { fairness: 'everybody' })
 * verifyCaseType(errand, { opened: errandOpened, properties: [], own: [open] }).verdicts.map(({ verdict }) => verdict)
 * // => ['sampled']
 */
export function until<Context>(
  name: string,
  says: Says,
  holds: Predicate<Context>,
  comes: Predicate<Context>,
  options: { readonly fairness?: Fairness } = {},
): OwnProperty {
  return ownProperty('until', name, says, [holds, comes], options.fairness)
}

/**
 * Where the first holds it goes on to hold, step after step, unless the second comes, which need not come: what was answered
 * stays answered, a file stays with who took it. Without a second it holds for ever from then on. Pure.
 *
 * @param ends after what it need not hold any more; default: nothing
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const shut = unless('shut', 'what is over stays over', s => s.outcome !== null)
 * const asked = unless('asked', 'who is asked stays asked', s => s.is('inviting'))
 * verifyCaseType(errand, { opened: errandOpened, properties: [], own: [shut, asked] }).verdicts.map(({ verdict }) => verdict)
 * // => ['sampled', 'violated']
 */
export function unless<Context>(
  name: string,
  says: Says,
  holds: Predicate<Context>,
  ends: Predicate<Context> = () => false,
): OwnProperty {
  return ownProperty('unless', name, says, [holds, ends])
}

/**
 * From every state where the first holds, the second holds within a time, whatever the parties do or leave undone, be it at
 * the last permitted instant. The time is counted from when the first begins to hold, as a deadline would be: in working days,
 * calendar days, hours or minutes, the start day excluded; what happens at its end is in time. Pure.
 *
 * Decided where deadlines fall due in an order they can have. What takes longer is told with its dates, played on the real
 * rules; where a way may take longer and cannot be played, as where times of different units are compared by their shortest
 * and longest length, the verdict is `bounded`.
 *
 * @param period the time it may take, or the name of a knob of the case type that holds one
 * @param options `desk`: whose working time is counted; default `office`
 * @example
 * import { errand, errandOpened } from '@convoke/core/testing'
 * const soon = (n: number) =>
 *   within('soon', 'who is invited is done with it soon', s => s.is('inviting'), s => !s.is('inviting'), { n, unit: 'hour' })
 * const verify = (n: number) => verifyCaseType(errand, { opened: errandOpened, properties: [], own: [soon(n)] })
 * verify(4).verdicts.map(({ verdict }) => verdict) // => ['sampled']
 * verify(3).findings.flatMap(({ story }) => story.map(({ en }) => en))
 * // => ['day 1, 09:01: rc:chunshen: Submit', 'day 1, 12:01: 3 hours are over']
 */
export function within<Context>(
  name: string,
  says: Says,
  from: Predicate<Context>,
  to: Predicate<Context>,
  period: Duration | string,
  options: { readonly desk?: string } = {},
): OwnProperty {
  return { ...ownProperty('within', name, says, [from, to]), period, ...(options.desk && { desk: options.desk }) }
}

function ownProperty<Context>(
  kind: OwnProperty['kind'],
  name: string,
  says: Says,
  predicates: readonly Predicate<Context>[],
  fairness: Fairness = 'deadlines',
): OwnProperty {
  const sentence = typeof says === 'string' ? { 'zh-CN': says, en: says } : says
  return { kind, name, says: sentence, fairness, predicates: predicates as readonly Predicate<never>[] }
}
