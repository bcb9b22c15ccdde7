// What was explored of a case type, kept for whoever verifies the very same object once more in this process: decision tables,
// and the states and edges that follow from them, with the order of their deadlines. Some of what the case type was asked is
// asked once more each time, and all of it is explored anew where one answer is another. Properties are looked for and stories
// played anew each time.
import type { AnyCaseType } from '@convoke/core'
import type { Exploration, Keeping } from './explore/explore.js'
import type { ExploreOptions, Watched } from './explore/explore-options.js'
import { madeLasting } from './explore/lasting-asks.js'
import type { Study } from './explore/study.js'
import { searchedIn } from './ordered/searched.js'
import { type Trespasses, trespasses } from './properties/purity.js'
import { TooMuchEffort } from './tables/combinations.js'

/** What is kept of one case type. Whoever verifies it has it alone, and gives it back. */
export interface Kept {
  /** Sees what evaluations look at. */
  readonly watch: Trespasses
  /**
   * Something made once for the case type, such as what is watched of it: only what is asked with the very same words can be
   * looked up. What anybody brings along is no part of it.
   */
  once<Made>(name: string, make: () => Made): Made
  /** These are of the case type, by that name: what is explored with them in view is kept as well. */
  named<Some extends Watched>(name: string, watched: Some): Some
  /** What something that is watched is called; undefined where somebody brought it along. */
  nameOf(watched: Watched): string | undefined
  /** Where an exploration with these options is kept; undefined where it is looked at with eyes of somebody else. */
  keeping(beginsWith: string, options: ExploreOptions): Keeping | undefined
  /** The same states with the order of their deadlines, by the exploration without it. */
  readonly orders: Map<Exploration, Study>
  /** One in how many of the things an exploration has worked out are to be worked out once more. */
  oneIn(tables: Exploration['tables']): number
  /** Ready for the next: what somebody else asked this time is forgotten. */
  settle(): void
  /** How much it is: about one for each thing that was worked out, and each state. */
  readonly size: number
}

/** About so many of the things an exploration has worked out are worked out again each time it is used, other ones each time. */
const sampled = 100
const oneIn = ({ size }: Exploration['tables']): number => Math.max(1, Math.floor(size / sampled))

/** How much is kept of all case types together: the large ones that are shipped come to 30,000 to 90,000 each. */
const most = 400_000

/** The case type that was verified last comes last. */
const shelf = new Map<AnyCaseType, Kept>()

/** What is kept of a case type; nobody else gets it until it is given back. */
export function taken(caseType: AnyCaseType): Kept {
  const known = shelf.get(caseType)
  shelf.delete(caseType)
  return known ?? nothingKept()
}

/** Keeps it for the next; of too much, what was not used for the longest time is dropped. */
export function givenBack(caseType: AnyCaseType, kept: Kept): void {
  kept.settle()
  shelf.delete(caseType)
  shelf.set(caseType, kept)
  let size = [...shelf.values()].reduce((sum, one) => sum + one.size, 0)
  for (const [oldest, one] of shelf) {
    if (size <= most) break
    size -= one.size
    shelf.delete(oldest)
  }
}

/** Nothing is known of the case type. */
function nothingKept(): Kept {
  const made = new Map<string, unknown>()
  const names = new WeakMap<Watched, string>()
  const explorations = new Map<string, Exploration | 'too much'>()
  const orders = new Map<Exploration, Study>()
  const workedOutAgain = new WeakSet<Exploration['tables']>()
  let turn = 0

  const nameOf = (watched: Watched): string | undefined => names.get(watched) ?? wordsOf(watched)

  const keyOf = (beginsWith: string, { watched, told, progress: _, ...rest }: ExploreOptions): string | undefined => {
    const name = watched === undefined ? '' : nameOf(watched)
    if (name === undefined) return undefined
    return JSON.stringify([beginsWith, name, told?.map(({ path }) => path), Object.entries(rest).sort()])
  }

  return {
    watch: trespasses(),
    once<Made>(name: string, make: () => Made): Made {
      if (!made.has(name)) made.set(name, make())
      return made.get(name) as Made
    },
    named(name, watched) {
      names.set(watched, name)
      madeLasting(watched.asks ?? [])
      return watched
    },
    nameOf,
    keeping(beginsWith, options) {
      const key = keyOf(beginsWith, options)
      if (key === undefined) return undefined
      return {
        take() {
          const known = explorations.get(key)
          if (known === undefined) return undefined
          if (known === 'too much') throw new TooMuchEffort()
          turn += 1
          const { tables } = known
          const each = oneIn(tables)
          // A case type that has come to decide otherwise is explored as if nothing were known of it.
          const isOther = tables.again(each, turn).length > 0 || tables.againAside(each, turn).length > 0
          return isOther ? undefined : known
        },
        put: exploration => {
          explorations.set(key, exploration)
        },
      }
    },
    orders,
    oneIn(tables) {
      if (workedOutAgain.has(tables)) return oneIn(tables)
      workedOutAgain.add(tables)
      return 1
    },
    settle() {
      const all = new Set(explorations.values())
      for (const exploration of all) if (exploration !== 'too much') exploration.forgetAsked()
      for (const exploration of orders.keys()) if (!all.has(exploration)) orders.delete(exploration)
    },
    get size() {
      let size = 0
      for (const exploration of explorations.values())
        if (exploration !== 'too much') size += exploration.tables.size + searchedIn(exploration)
      for (const { exploration } of orders.values()) size += exploration.states
      return size
    },
  }
}

/** What is watched in words, where words say all of it. */
function wordsOf(watched: Watched): string | undefined {
  const { asks, monitors, vote, linked, metrics } = watched
  return asks || monitors || vote || linked || metrics ? undefined : JSON.stringify(watched)
}
