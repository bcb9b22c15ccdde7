// Histories of a case type, drawn from a seed: what its parties might do, and what the clock does when they do not.

import type { Draft } from '../../deciding/decision.js'
import type { CaseDefinition } from '../../definition/case-definition.js'
import type { AnyCaseType } from '../../definition/case-type.js'
import type { WorkingCalendar } from '../../ports/working-calendar.js'
import { type Opened, paperCase } from '../paper-case.js'
import { type Attempt, type CaseWalk, type CaseWalkOptions, caseWalk } from './case-walk.js'
import { isMakeable, samplesOf } from './command-data.js'
import { drawFrom, oneOf } from './draw.js'

/** A history that was played elsewhere: what was tried, and what is on record of it. */
export interface PlayedHistory {
  /** How the case was opened; absent: its opening is not asked again whether it is pure. */
  readonly opened?: Opened | undefined
  readonly attempts: readonly Attempt[]
  readonly drafts: readonly Draft[]
}

/** What the laws of a case type are checked on. */
export interface CaseTypeLawOptions extends CaseWalkOptions {
  /** How cases are opened; each history begins with one of them, in turn. */
  readonly openings: readonly [Opened, ...(readonly Opened[])]
  /** Histories of your own, such as golden ones: the drafts of each from its start in order, or with all that was tried. */
  readonly played?: readonly (readonly Draft[] | PlayedHistory)[] | undefined
  /** How many histories are drawn; default 40. */
  readonly histories?: number | undefined
  /** Steps of each; default 40. */
  readonly steps?: number | undefined
  /** Default 1. Printed with every law that is broken. */
  readonly seed?: number | undefined
  /** The most a context may weigh, in characters of JSON; default 200 000. */
  readonly mostCharacters?: number | undefined
}

/** One history: what was tried, and what is on record of it. */
export interface History extends PlayedHistory {
  /** Words for a message: which one it is. */
  readonly name: string
}

/** A case type with its histories, drawn once for all its laws. */
export interface Study {
  readonly caseType: AnyCaseType
  readonly definition: CaseDefinition
  readonly calendar: WorkingCalendar
  readonly options: CaseTypeLawOptions
  readonly seed: number
  histories(): readonly History[]
}

/** The study of a case type. */
export function studyOf(caseType: AnyCaseType, options: CaseTypeLawOptions): Study {
  const walk: CaseWalk = caseWalk(caseType, {
    ...options,
    data(type, context, draw) {
      const given = options.data?.(type, context, draw) ?? oneOf(draw, samplesOf(caseType, type))
      // That a command lacks a sample is for a law to say, and no reason to check none.
      return given ?? (isMakeable(walk.definition, type) ? undefined : {})
    },
  })
  const seed = options.seed ?? 1
  let histories: readonly History[] | undefined
  return {
    caseType,
    definition: walk.definition,
    calendar: walk.calendar,
    options,
    seed,
    histories() {
      histories ??= [
        ...(options.played ?? []).map((played, n) => ({ name: `played history ${n}`, ...asPlayed(played) })),
        ...Array.from({ length: options.histories ?? 40 }, (_, n) => drawn(caseType, walk, options, seed, n)),
      ]
      return histories
    },
  }
}

function asPlayed(played: readonly Draft[] | PlayedHistory): PlayedHistory {
  return 'drafts' in played ? played : { attempts: [], drafts: played }
}

/** The same history every time. */
function drawn(caseType: AnyCaseType, walk: CaseWalk, options: CaseTypeLawOptions, seed: number, n: number): History {
  const opened = options.openings[n % options.openings.length] as Opened
  const draw = drawFrom(Math.imul(seed, 7919) ^ Math.imul(n + 1, 104_729))
  const first = paperCase(caseType, opened, [], { calendar: walk.calendar })
  const attempts: Attempt[] = []
  const drafts = [...first.drafts]
  let state = first.state
  for (let count = 0; count < (options.steps ?? 40); count++) {
    const step = walk.propose(state, draw)
    if (step === undefined) break
    const attempt = walk.take(state, step, `${n}-${count}`)
    attempts.push(attempt)
    drafts.push(...attempt.decision.drafts)
    state = attempt.decision.state
  }
  return { name: `history ${n} of seed ${seed}`, opened, attempts, drafts }
}
