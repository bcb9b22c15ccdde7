// A history of a case: how it was opened, what happened, and how it is told when a property fails.
import { type AnyCaseType, activePaths, type CaseState, ConvokeError, type Draft } from '@convoke/core'
import {
  type Attempt,
  type CaseWalk,
  type HistoryStep,
  type Opened,
  type PlayedHistory,
  paperCase,
} from '@convoke/core/testing'
import * as fc from 'fast-check'

/**
 * A history of one case, with time: each step was accepted when it was taken (or was kept though refused, where that
 * was asked for). `opened` and `steps` are plain JSON, and say all there is to say; the rest is what came of them.
 */
export interface History extends PlayedHistory {
  readonly caseType: string
  readonly version: string
  readonly opened: Opened
  readonly steps: readonly HistoryStep[]
  /** What was tried, in order: one for each step. */
  readonly attempts: readonly Attempt[]
  /** What is on record of it, from `case.started` on. */
  readonly drafts: readonly Draft[]
  /** The case at the end. */
  readonly state: CaseState
  /** One line for each thing that happened, with its time in UTC. */
  toString(): string
}

/** A history in the making. */
export interface Course {
  readonly opened: Opened
  readonly begins: { readonly state: CaseState; readonly drafts: readonly Draft[] }
  readonly attempts: readonly Attempt[]
}

/** Plays histories of a case type. */
export interface Player {
  readonly caseType: AnyCaseType
  readonly walk: CaseWalk
  readonly openings: readonly Opened[]
  readonly keepsRefused: boolean
  /** Opened, and nothing else. */
  begin(opened: Opened): Course
  /** Takes a step; undefined where that changes nothing, or is refused and refusals are left out. */
  take(course: Course, step: HistoryStep): Course | undefined
}

/** The state a history has come to. */
export function stateOf({ attempts, begins }: Course): CaseState {
  return attempts.at(-1)?.decision.state ?? begins.state
}

/** A {@link Player}. Each opening is played once. */
export function playerOf(
  caseType: AnyCaseType,
  walk: CaseWalk,
  openings: readonly Opened[],
  keepsRefused: boolean,
): Player {
  const opened = new Map<Opened, Course['begins']>()
  return {
    caseType,
    walk,
    openings,
    keepsRefused,
    begin(one) {
      const known = opened.get(one) ?? paperCase(caseType, one, [], { calendar: walk.calendar })
      opened.set(one, known)
      return { opened: one, begins: known, attempts: [] }
    },
    take(course, step) {
      if (course.attempts.at(-1)?.fault !== undefined) return undefined
      const state = stateOf(course)
      if (!isNews(state, step)) return undefined
      const attempt = walk.take(state, step, String(course.attempts.length + 1), course.attempts.at(-1)?.at)
      const { decision, fault } = attempt
      const isNothing = decision.drafts.length === 0 && decision.refusal === undefined && fault === undefined
      if (isNothing || (decision.refusal !== undefined && !keepsRefused)) return undefined
      return { ...course, attempts: [...course.attempts, attempt] }
    },
  }
}

/** Whether a case still waits for this news of a linked one; true of all that is no news. */
function isNews({ links }: CaseState, step: HistoryStep): boolean {
  if (step.kind !== 'link') return true
  const known = links.find(({ link, key }) => link === step.data.link && key === step.data.key)
  return known?.status === (step.type === 'case.settled' ? 'open' : 'opening')
}

/** A course as properties get it. */
export function historyFrom({ caseType, walk }: Player, course: Course): History {
  const { attempts, begins, opened } = course
  let text: string | undefined
  const tell = () => {
    text ??= told(caseType, walk, course)
    return text
  }
  const history = {
    caseType: caseType.name,
    version: caseType.version,
    opened,
    steps: attempts.map(({ step }) => step),
    attempts,
    drafts: [...begins.drafts, ...attempts.flatMap(({ decision }) => decision.drafts)],
    state: stateOf(course),
  }
  // Not enumerable: two histories with the same content are equal, and printing one does not list its functions.
  return Object.defineProperties(history, {
    toString: { value: tell },
    [fc.toStringMethod]: { value: tell },
  }) as History
}

function told({ name, version }: AnyCaseType, { definition }: CaseWalk, { opened, begins, attempts }: Course): string {
  const lines: string[] = []
  let where = ''
  const line = ({ at, kind, by, type, data, after }: Draft) => {
    const seen = kind === 'command' ? withoutFacts(data.seen) : kind === 'case' ? data.seen : {}
    const key = kind === 'clock' && data.seen.key !== '' ? ` (${data.seen.key})` : ''
    const who = kind === 'clock' ? '' : `${by} `
    const what = type === 'case.started' ? `opens ${JSON.stringify(opened.opening)}` : `${type}${key}${jsonOf(seen)}`
    const now = activePaths(definition, after.machine).join(', ')
    lines.push(`${timeOf(at)} ${who}${what}${now === where ? '' : ` -> ${now}`}`)
    where = now
  }
  begins.drafts.forEach(line)
  for (const { step, at, decision, fault } of attempts) {
    decision.drafts.forEach(line)
    const what = step.kind === 'command' ? `${step.by} ${step.type}${jsonOf(step.data)}` : step.kind
    if (decision.refusal !== undefined) lines.push(`${timeOf(at)} ${what} is refused: ${decision.refusal.code}`)
    if (fault !== undefined) lines.push(`${timeOf(at)} ${what} throws: ${messageOf(fault)}`)
  }
  return [`${name} ${version}`, ...lines.map(one => `  ${one}`)].join('\n')
}

function withoutFacts(seen: Readonly<Record<string, unknown>>): object {
  const { facts: _, ...own } = seen
  return own
}

function jsonOf(data: object): string {
  return Object.keys(data).length === 0 ? '' : ` ${JSON.stringify(data)}`
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

function messageOf(fault: unknown): string {
  if (ConvokeError.is(fault)) return fault.message
  return fault instanceof Error ? fault.message : String(fault)
}
