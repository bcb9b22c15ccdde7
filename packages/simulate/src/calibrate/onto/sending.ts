// What a party could send in a case of a log that is carried out.
import {
  type AuthorityAnswers,
  type CaseState,
  ConvokeError,
  type JsonObject,
  type WorkingCalendar,
  wouldAccept,
} from '@convoke/core'
import { dataAt, factsFor } from '../../run/duties.js'
import type { TypeRun } from '../../run/type-run.js'
import { filled, isPlain } from '../../scenario/templates.js'
import { withCells } from './cells.js'
import { type CaseTypeMap, type MappedActivity, type Meanings, mappedActs } from './type-map.js'

/** By what cases are carried out. */
export interface Replaying {
  readonly type: TypeRun
  readonly map: CaseTypeMap
  readonly meanings: Meanings
  readonly calendar: WorkingCalendar
  readonly authority: AuthorityAnswers
  /** The data of a command as its machine sees it. */
  readonly prepared: (type: TypeRun, command: string, raw: JsonObject) => JsonObject
  /** The end of the log. */
  readonly to: number
  /** When a case began, where the log says. */
  readonly begun: ReadonlyMap<string, number> | undefined
}

/** The data of a command as the map has them, or the first sample. */
export function templateFor({ command, data }: MappedActivity, { type }: Pick<Replaying, 'type'>): JsonObject {
  const samples = type.definition.caseType.samples as Readonly<Record<string, readonly JsonObject[]>>
  return data ?? samples[command]?.[0] ?? {}
}

/** Every way to fill a template in. */
export function rawsOf(
  template: JsonObject,
  command: string,
  { by, at, state }: { readonly by: string; readonly at: number; readonly state: CaseState },
  how: Replaying,
): Iterable<JsonObject> {
  return isPlain(template) ? [template] : filled(template, fillingFor(command, at, by, state, how))
}

/** What a template is filled in with. */
export function fillingFor(name: string, now: number, party: string, state: CaseState | undefined, how: Replaying) {
  const keys = (state?.deadlines ?? []).map(({ key }) => key).filter(key => key !== '')
  return { key: { k0: 0, k1: 0 }, name, n: 1, now, calendar: how.calendar, party, state, keys } as const
}

/** Whether a party could send a command now, with any data that the map or the case type has for it. */
export function couldSend(command: string, by: string, at: number, state: CaseState, how: Replaying): boolean {
  const { type } = how
  if (!type.definition.machine.handles(state.machine as never, command)) return false
  for (const template of templatesFor(command, how)) {
    for (const raw of rawsOf(template, command, { by, at, state }, how)) {
      try {
        const seen = dataAt(how, { type, state }, { command, data: how.prepared(type, command, raw) }, at)
        if (
          wouldAccept(type.definition, state, {
            type: command,
            seen,
            by,
            facts: factsFor(how, type, state, command, seen, by),
          })
        )
          return true
      } catch (thrown) {
        if (!ConvokeError.is(thrown, 'simulate/data')) throw thrown
      }
    }
  }
  return false
}

function* templatesFor(command: string, how: Replaying): Generator<JsonObject> {
  for (const one of mappedActs(how.map)) {
    if (one.command !== command || one.data === undefined) continue
    const read = withCells(one.data, {})
    if (read.ok) yield read.value
  }
  yield templateFor({ command }, how)
}
