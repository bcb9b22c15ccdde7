import { isCaseType } from '@convoke/core'
import { type Allowed, assertAllowed, assertKnown, badOption } from './bad-option.js'
import type { OutboxOptions } from './deliveries.js'
import { defaultLimits } from './engine-limits.js'
import type { EngineOptions } from './engine-options.js'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const calling = (method: string): Allowed => ({
  words: `{ ${method}(), … }`,
  isMet: value => isObject(value) && typeof (value as Readonly<Record<string, unknown>>)[method] === 'function',
})
const listOf = ({ words, isMet }: Allowed): Allowed => ({
  words: `[${words}, …]`,
  isMet: value => Array.isArray(value) && value.every(isMet),
})
const callable = (words: string): Allowed => ({ words, isMet: value => typeof value === 'function' })
const object: Allowed = { words: '{ … }', isMet: isObject }
const authorities = ['ours', 'town', 'district', 'city', 'law']

const allowed: Readonly<Record<keyof EngineOptions, Allowed>> = {
  caseTypes: listOf({ words: 'defineCaseType(…)', isMet: isCaseType }),
  store: calling('append'),
  calendar: calling('add'),
  earlierCalendars: listOf(calling('add')),
  parameters: object,
  authority: { words: authorities.join(', '), isMet: value => authorities.includes(value as string) },
  directory: object,
  now: callable('() => ms'),
  deliver: callable('notice => …'),
  outbox: object,
  keys: object,
  tenant: { words: "'…'", isMet: value => typeof value === 'string' && value !== '' },
  reference: callable('(caseType, at, id) => …'),
  limits: object,
  longestSleep: { words: '> 0 (ms)', isMet: value => typeof value === 'number' && value > 0 },
  onEvent: callable('event => …'),
}

const whole = (from: number): Allowed => ({
  words: `${from}, ${from + 1}, …`,
  isMet: value => Number.isSafeInteger(value) && (value as number) >= from,
})
const outbox: Readonly<Record<keyof OutboxOptions, Allowed>> = {
  ...{ timeout: whole(1), backoff: whole(0), longestBackoff: whole(0), attempts: whole(1), parallel: whole(1) },
}

/**
 * Throws `engine/bad-option` for what types would not let through, as it comes from JavaScript, a file or a cast: a
 * misspelt option would otherwise be as good as none.
 */
export function assertEngineOptions(options: unknown): asserts options is EngineOptions {
  if (!isObject(options)) throw badOption('options', '{ caseTypes: […], … }')
  assertKnown(options, Object.keys(allowed))
  for (const [option, { words, isMet }] of Object.entries(allowed)) {
    const value = (options as Readonly<Record<string, unknown>>)[option]
    if ((value !== undefined || option === 'caseTypes') && !isMet(value)) throw badOption(option, words)
  }
  assertKnown((options as EngineOptions).limits ?? {}, Object.keys(defaultLimits), 'limits.')
  assertAllowed((options as EngineOptions).outbox ?? {}, outbox, 'outbox.')
}
