// How a case comes to work to be done, and to its end.
import type { Context } from './context.js'

/** What is to be done now, and by whom; whoever did something before starts anew. */
export function setWork(
  context: Context,
  what: string,
  origin: NonNullable<Context['work']>['origin'],
  executor: string | null,
): void {
  context.work = {
    what,
    origin,
    executor: executor ?? context.propertyCompany ?? context.ownersCommittee,
    due: null,
    reports: 0,
    evidence: null,
    accepted: [],
    reworks: 0,
    overdue: false,
  }
}

/** The case ends on this ground. */
export function shut(context: Context, ground: string): void {
  context.closure = { ground }
}

/** Somebody did not do in time what it owes; kept, and never turned into a mark by itself. */
export function breach(
  context: Context,
  party: string | null,
  kind: Context['breaches'][number]['kind'],
  at: Context['breaches'][number]['at'],
): void {
  if (party !== null && context.breaches.length < mostOfAKind) context.breaches.push({ party, kind, at })
}

/** How many documents, questions, messages and the like a case holds. Ours: a case stays small. */
export const mostOfAKind = 100

/** Which way was chosen, by whom and why; the journal has it in any case. */
export function route(context: Context, way: Context['routes'][number]): void {
  if (context.routes.length < mostOfAKind) context.routes.push(way)
}
