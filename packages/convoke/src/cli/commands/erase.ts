import type { DataOf, EraseOptions } from '@convoke/engine'
import { TZDate } from '@date-fns/tz'
import { noSuchCase } from '../answers.js'
import type { Call } from '../call.js'
import { type Cases, withCases } from '../cases.js'
import { exitCodes } from '../exit-codes.js'
import { caseNamed } from '../find-case.js'
import { wholeNumber } from '../numbers.js'
import { type SigningOptions, signatureOf } from '../signing.js'
import { UsageError } from '../usage-error.js'
import { tell } from '../words.js'

export interface EraseCommand extends SigningOptions {
  readonly subject?: string
  readonly entry?: string
  readonly path?: string
}

export interface RestrictCommand extends EraseCommand {
  readonly until?: string
  readonly lift?: boolean
}

/** `convoke erase [CASE]` */
export function erase(call: Call, options: EraseCommand, name: string | undefined): Promise<number> {
  return onValues(call, options, name, async ({ engine }, of, what) => {
    const count = await engine.erase(of, what)
    return {
      document: { ok: true, erased: count },
      text: tell(call.lang, count === 0 ? 'erase.none' : 'erase.done', { count }),
    }
  })
}

/** `convoke restrict [CASE]` */
export function restrict(call: Call, options: RestrictCommand, name: string | undefined): Promise<number> {
  const { until, lift = false } = options
  if (until !== undefined && lift) throw new UsageError('usage/both', { one: '--until', other: '--lift' })
  return onValues(call, options, name, async ({ engine, look }, of, what) => {
    if (lift) {
      const count = await engine.liftRestriction(of, what)
      return { document: { ok: true, lifted: count }, text: tell(call.lang, 'restrict.lifted', { count }) }
    }
    const end = until === undefined ? undefined : endOf(until, look.zone)
    const count = await engine.restrict(of, { ...what, until: end })
    return {
      document: { ok: true, restricted: count },
      text: tell(call.lang, count === 0 ? 'restrict.none' : 'restrict.done', { count }),
    }
  })
}

interface Done {
  readonly document: object
  readonly text: string
}

async function onValues(
  call: Call,
  { subject, entry, path, ground, sign }: EraseCommand,
  name: string | undefined,
  act: (cases: Cases, of: DataOf, what: EraseOptions) => Promise<Done>,
): Promise<number> {
  if (name === undefined && subject === undefined) throw new UsageError('usage/one-of', { names: 'CASE, --subject' })
  if (name === undefined && (entry !== undefined || path !== undefined))
    throw new UsageError('usage/missing-argument', { name: 'case' })
  if (path !== undefined && !path.startsWith('/')) throw new UsageError('usage/pointer')
  const seq = entry === undefined ? undefined : wholeNumber('--entry', entry)
  const what = { ...signatureOf({ ...(ground === undefined ? {} : { ground }), sign: sign ?? [] }), subject, seq, path }
  return withCases(call, {}, async cases => {
    const { engine, look } = cases
    const id = name === undefined ? undefined : await caseNamed(cases, name)
    if (id !== undefined && (await engine.view(id)) === undefined) return noSuchCase(call, look)
    const { document, text } = await act(cases, id ?? { subject: subject as string }, what)
    call.print(document, () => [text])
    return exitCodes.done
  })
}

/** The end of a day on the clock of the zone, epoch ms. */
function endOf(text: string, zone: string): number {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) throw new UsageError('usage/date')
  const end = new TZDate(year, month - 1, day + 1, zone)
  const start = new TZDate(year, month - 1, day, zone)
  if (start.getMonth() !== month - 1 || start.getDate() !== day) throw new UsageError('usage/date')
  return end.getTime()
}
