import { accessSync, constants, existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chinaCalendar } from '@convoke/calendar'
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty, fourPartyV1_1 } from '@convoke/case-types/four-party'
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import {
  type AnyCaseType,
  type CaseStore,
  ConvokeError,
  nearest,
  type Refusal,
  type WorkingCalendar,
} from '@convoke/core'
import { type AnyEngine, createEngine, type EngineOptions } from '@convoke/engine'
import { sqliteStore } from '@convoke/store-sqlite'
import { caseTypeOf, type Look } from '../terminal/look.js'
import { type Call, casesPath, lookOf } from './call.js'
import { type ConfiguredOptions, configured } from './config.js'
import { UsageError } from './usage-error.js'

/** Every case type that comes with Convoke, as its name stands for it; later versions are registered by whoever means them. */
export const shippedCaseTypes: readonly AnyCaseType[] = [
  areaMeeting,
  complaint,
  conveningRequest,
  fourParty,
  ownersCommitteeElection,
]

/** Every version of a case type that comes with Convoke: to look into before anybody registers it. */
export const shippedVersions: readonly AnyCaseType[] = [...shippedCaseTypes, complaintV1_1, fourPartyV1_1]

/** The cases of a run: an engine on their file, and how they are shown. */
export interface Cases {
  readonly engine: AnyEngine
  readonly look: Look
  readonly options: ConfiguredOptions
}

/** What a command does with the file of cases. */
export interface OpenCases {
  /** Whether the file may be made. Default: it has to be there. */
  readonly create?: boolean
  /** Another store than the file: for a dry run. */
  readonly store?: CaseStore
  readonly keys?: EngineOptions['keys']
}

/**
 * Opens the file of cases for one command and closes it after.
 *
 * The engine is not started: a command line that delivered notices would take them from the program they are for.
 */
export async function withCases<Result>(
  call: Call,
  { create = false, keys, store: other }: OpenCases,
  work: (cases: Cases) => Promise<Result>,
): Promise<Result> {
  const options = await configured(call)
  const made = settings(options)
  const store = other ?? storeOf(call, options, create)
  let engine: AnyEngine
  try {
    engine = createEngine({
      ...made,
      store,
      now: options.now ?? call.host.now,
      ...(keys === undefined ? {} : { keys }),
    }) as unknown as AnyEngine
  } catch (error) {
    await store.close()
    throw error
  }
  try {
    return await work({ engine, look: lookOf(call, made.calendar.zone, engine.caseTypes), options })
  } finally {
    await engine.close()
  }
}

/** The case types of a run, for commands that need no cases. */
export async function configuredCaseTypes(call: Call): Promise<readonly AnyCaseType[]> {
  return settings(await configured(call)).caseTypes
}

/** By what a journal is read that comes from elsewhere. */
export interface Calendars {
  readonly caseTypes: readonly AnyCaseType[]
  readonly zone: string
  /** Throws `calendar/unknown-edition`. */
  readonly calendarOf: (edition: string) => WorkingCalendar
}

/** The case types and calendars of a run, for commands that read the journal of a file. */
export async function configuredCalendars(call: Call): Promise<Calendars> {
  const { caseTypes, calendar, earlierCalendars = [] } = settings(await configured(call))
  // Here and not above: every command loads this file, and few need a simulation.
  const { alwaysCalendar } = await import('@convoke/simulate')
  const editions = new Map([alwaysCalendar(), ...earlierCalendars, calendar].map(one => [one.edition, one]))
  return {
    ...{ caseTypes, zone: calendar.zone },
    calendarOf(edition) {
      const found = editions.get(edition)
      if (found !== undefined) return found
      throw new ConvokeError('calendar/unknown-edition', `no calendar "${edition}" is configured`, {
        details: { edition, known: [...editions.keys()] },
      })
    },
  }
}

/** The case type of this name; undefined, or the refusal an engine would give. */
export function knownCaseType(
  caseTypes: readonly AnyCaseType[],
  name: string,
): { readonly caseType: AnyCaseType } | { readonly refusal: Refusal } {
  const caseType = caseTypeOf({ caseTypes }, name)
  if (caseType !== undefined) return { caseType }
  const known = [...new Set(caseTypes.map(({ name: other }) => other))]
  return {
    refusal: { code: 'input/unknown-case-type', details: { known, nearest: nearest(name, known) }, allowed: [] },
  }
}

function settings(options: ConfiguredOptions) {
  return {
    ...options,
    caseTypes: options.caseTypes ?? shippedCaseTypes,
    // A year whose holidays are not published yet must not stop the command line; such dates are shown as provisional.
    calendar: options.calendar ?? chinaCalendar({ allowProvisional: true }),
  }
}

function storeOf(call: Call, { store }: ConfiguredOptions, create: boolean): CaseStore {
  if (store !== undefined) {
    if (call.globals.db !== undefined) throw new UsageError('usage/both', { one: '--db', other: 'options.store' })
    return store
  }
  const file = casesPath(call)
  if (!create && !existsSync(file)) throw new UsageError('usage/no-file', { file })
  return sqliteStore(mayWrite(file) ? file : `${pathToFileURL(file).href}?mode=ro`)
}

/** Whoever may only read a file can read it here, with every command that only reads. */
function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    return true
  } catch {
    return !existsSync(file)
  }
}
