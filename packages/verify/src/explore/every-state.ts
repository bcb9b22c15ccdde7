// All states of a case, breadth first: each state and the shortest way to it.

import { leaveOpen, lookIntoOnly, numberAnew } from './ending.js'
import { toldApart } from './exchangeable.js'
import { cancelled, stoppedAt } from './limits.js'
import type { Search, Steps } from './search.js'

/** How many states of each configuration are looked into beforehand. */
const scouted = (maxStates: number): number => Math.min(12, Math.floor(maxStates / 1_000))

/** Finds every state, breadth first, as far as there may be states. */
export function* findAll(search: Search): Steps<void> {
  const { tables, attempts, options, found } = search
  const looked = yield* scout(search)
  if (looked !== undefined) {
    lookIntoOnly(search, looked)
    leaveOpen(search)
    found.limits.add(cancelled)
    numberAnew(search)
    return
  }
  search.begin()
  /** Where to begin anew at the latest once that is necessary: a little later than at once, so that more is learned. */
  let patience = 0
  for (;;) {
    const isDone = found.expanded === tables.vectors.count || tables.vectors.count > options.maxStates
    // There is more to try only where something was worked out, which is seldom: it is looked for now and then.
    const isTime = (found.expanded & 15) === 0 || isDone
    if ((found.expanded & 255) === 0 || isDone) tables.settle()
    if (tables.isOutgrown || (isTime && attempts.isMore())) {
      if (patience === 0) patience = found.expanded + 16 + (found.expanded >> 4)
      if (isDone || found.expanded >= patience) {
        patience = 0
        search.begin()
        continue
      }
    }
    if (found.expanded === tables.vectors.count) {
      if (search.exchange === undefined) break
      const told = toldApart(search, search.exchange)
      if (told?.length === 0) break
      search.apart.push(...(told ?? []))
      search.begin()
      continue
    }
    if (isDone) {
      found.limits.add(stoppedAt(options.maxStates))
      break
    }
    if ((found.expanded & 255) === 0 && (yield* search.pause())) {
      // Of one that has only just begun anew something is told as well.
      if (found.expanded === 0) search.expandNext(256)
      leaveOpen(search)
      found.limits.add(cancelled)
      break
    }
    do search.expandNext(16 - (found.expanded & 15))
    while (
      (found.expanded & 15) !== 0 &&
      !tables.isOutgrown &&
      found.expanded < tables.vectors.count &&
      tables.vectors.count <= options.maxStates
    )
  }
  found.firstEdge.push(found.targets.length)
}

/**
 * Looks into a few states of every configuration first, deep ones too: most of what has to be tracked is learned there,
 * before there is much that would have to be worked out again. Returns those states where somebody ends it meanwhile.
 */
function* scout(search: Search): Steps<readonly number[] | undefined> {
  const { tables, attempts, options } = search
  const most = scouted(options.maxStates)
  for (let isAgain = true; isAgain; ) {
    search.begin()
    /** The states found in each place and not looked into, and how many were. */
    const waiting = new Map<number, { readonly queue: number[]; count: number }>()
    const looked: number[] = []
    for (let queued = 0; ; ) {
      for (; queued < tables.vectors.count; queued++) {
        const configuration = tables.vectors.at(queued, 0)
        const place = waiting.get(configuration)
        if (place === undefined) waiting.set(configuration, { queue: [queued], count: 0 })
        else place.queue.push(queued)
      }
      let next: { readonly queue: number[]; count: number } | undefined
      for (const place of waiting.values())
        if (place.queue.length > 0 && place.count < (next?.count ?? most)) next = place
      if (next === undefined) break
      next.count += 1
      // By turns the first and the last found, so that both the short ways and the long ones are met.
      const state = (looked.length & 1 ? next.queue.pop() : next.queue.shift()) as number
      search.expand(state)
      looked.push(state)
      if ((looked.length & 255) === 0 && (yield* search.pause())) return looked
    }
    tables.settle()
    isAgain = tables.isOutgrown || attempts.isMore()
    if (isAgain && (yield* search.pause())) return looked
  }
  return undefined
}
