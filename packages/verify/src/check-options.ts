// Options that would be misread are refused before anything is looked for.
import { type AnyCaseType, ConvokeError, isCaseType, type OwnProperty } from '@convoke/core'
import type { OpeningDate } from './ordered/dated.js'
import { propertyIds } from './verdict.js'
import type { VerifyOptions } from './verify-options.js'

/** All options there are. */
const known: Readonly<Record<keyof VerifyOptions, true>> = {
  accept: true,
  budget: true,
  dates: true,
  departures: true,
  effort: true,
  everyOpening: true,
  imports: true,
  links: true,
  maxItems: true,
  maxStates: true,
  metrics: true,
  mustBeSeparate: true,
  opened: true,
  own: true,
  parameters: true,
  progress: true,
  properties: true,
  signal: true,
  symmetry: true,
  time: true,
  with: true,
}

/** What is no case type, and options that there are not: as good as none, they would be taken for looked at. */
export function refuseUnread(caseType: unknown, options: object): void {
  if (!isCaseType(caseType))
    throw new ConvokeError('verify/option', 'this is no case type: give what defineCaseType() returns', {
      details: { option: 'caseType', value: caseType === null ? 'null' : typeof caseType },
    })
  const unknown = Object.keys(options).find(option => !Object.hasOwn(known, option))
  if (unknown === undefined) return
  const names = Object.keys(known)
  throw new ConvokeError('verify/option', `there is no option "${unknown}"; there are ${names.join(', ')}`, {
    details: { option: unknown, known: names.join(', ') },
  })
}

/** How time may be taken. */
export function refuseTime(time: string, dates: OpeningDate | undefined): void {
  const isOnDates = time === 'calendar'
  if ((isOnDates && dates !== undefined) || time === 'ordered' || time === 'any') return
  const known = ['ordered', 'any', 'calendar']
  const reason = isOnDates ? 'no-dates' : 'unknown'
  throw new ConvokeError(
    'verify/time',
    isOnDates
      ? 'to take time as a calendar has it, pass dates: { calendar, opensOn }'
      : `there is no exploration with time taken as "${time}"; take "ordered", "any" or "calendar"`,
    { details: { time, known, reason } },
  )
}

/** Some time has to be there, and an end to it may be left open. */
export function refuseBudget({ budget }: VerifyOptions): void {
  if (budget === undefined || budget.ms > 0) return
  const ms = String(budget.ms)
  throw new ConvokeError('verify/budget', `a verification cannot be given ${ms} ms`, { details: { ms } })
}

/** The least of each number there may be; the greatest is endless. */
const least = { maxStates: 1, maxItems: 0, effort: 0, departures: 0 } as const

/** Numbers that are none, and names that the case type does not know: what is to be looked for by them would be looked for nowhere. */
export function refuseUnknown(caseType: AnyCaseType, options: VerifyOptions): void {
  for (const name of ['maxStates', 'maxItems', 'effort', 'departures'] as const) {
    const value = options[name]
    const isWhole = Number.isInteger(value) || value === Number.POSITIVE_INFINITY
    if (value !== undefined && !(isWhole && value >= least[name])) throw unreadable(name, String(value))
  }
  for (const property of options.properties ?? [])
    if (!propertyIds.includes(property)) throw unreadable('properties', property)
  for (const { did, mayNot, item } of options.mustBeSeparate ?? []) {
    const commands = [did, mayNot].map(type => {
      if (!Object.hasOwn(caseType.commands, type)) throw unreadable('mustBeSeparate', type)
      return caseType.commands[type]
    })
    const hasItem = commands.some(command => Object.hasOwn((command?.data as Fields)?.shape ?? {}, item ?? ''))
    if (item !== undefined && !hasItem) throw unreadable('mustBeSeparate', `${did}.${item}`)
  }
}

/** Data of a command, as far as it is looked at here. */
type Fields = { readonly shape?: object } | undefined

function unreadable(option: string, value: string): ConvokeError {
  return new ConvokeError('verify/option', `nothing can be looked for by ${option}: ${value}`, {
    details: { option, value },
  })
}

/** Names of properties are told apart, and from those there are. */
export function refuseNames(own: readonly OwnProperty[]): void {
  const names = new Set<string>(propertyIds)
  for (const { name } of own) {
    if (names.has(name) || name.trim() === '')
      throw new ConvokeError(
        'verify/property',
        `a property cannot be called "${name}": there is one, or it is no name`,
        {
          details: { property: name, reason: 'its name is taken or empty' },
        },
      )
    names.add(name)
  }
}
