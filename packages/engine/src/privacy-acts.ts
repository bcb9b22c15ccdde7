import { ConvokeError, type ConvokeErrorLike, type DisclosureAct, type PartyId } from '@convoke/core'
import { assertKnown, badOption } from './bad-option.js'
import { type AdminOptions, adminNames, adminWork, checkSigned } from './correct-case.js'
import type { Runtime } from './runtime.js'

/** Whose data: those in one case, or those of one party in every case of the tenant. */
export type DataOf = string | { readonly subject: PartyId }

/** Which personal values to erase, and why. */
export interface EraseOptions extends AdminOptions {
  /** Only the data of this party. */
  readonly subject?: PartyId | undefined
  /** Only those of this entry. */
  readonly seq?: number | undefined
  /** Only the field at this JSON Pointer into the entry's data. */
  readonly path?: string | undefined
}

/** Which personal values to restrict, why, and for how long they have to be kept. */
export interface RestrictOptions extends EraseOptions {
  /**
   * Until when the law wants them kept (epoch ms). Before, they cannot be erased while the restriction lasts. Default: no
   * end is set.
   */
  readonly until?: number | undefined
}

const pageSize = 100

/**
 * Erases, restricts or frees personal values 删除、停止处理: one entry for each case, and the values with it in the same
 * commit. Values that are only hidden from some stay, because the machine reads them: without them the case could not be
 * folded again.
 *
 * @returns how many values it concerned
 * @throws ConvokeError `engine/retention-runs` where a value to be erased has to be kept; nothing of that case is erased.
 * Of several cases, all others are done first; `details` has how many values were `done`, and the `cases` that were not
 */
export async function privacyAct(
  runtime: Runtime,
  of: DataOf,
  act: DisclosureAct['act'],
  ask: RestrictOptions,
): Promise<number> {
  // A misspelt `path` would erase the whole case, and what is erased nobody brings back.
  assertKnown(ask, [...adminNames, 'subject', 'seq', 'path', ...(act === 'restrict' ? ['until'] : [])])
  if (typeof of !== 'string') {
    assertKnown(of, ['subject'])
    if (typeof of.subject !== 'string' || of.subject === '') throw badOption('subject', "'…'")
  }
  checkSigned(ask)
  if (ask.until !== undefined && !Number.isSafeInteger(ask.until)) throw badOption('until', 'ms')
  const options = { act, ...ask }
  if (typeof of === 'string') return onCase(runtime, of, options)
  const { store, tenant } = runtime
  const { subject } = of
  let count = 0
  const kept: { readonly caseId: string; readonly error: ConvokeErrorLike }[] = []
  let after: string | undefined
  for (;;) {
    const ids = await store.concerning(tenant, subject, { limit: pageSize, after })
    for (const id of ids) {
      try {
        count += await onCase(runtime, id, { ...options, subject })
      } catch (error) {
        // What keeps one case from it keeps no other; a store that fails does.
        if (!ConvokeError.is(error) || error.code.startsWith('store/')) throw error
        kept.push({ caseId: id, error })
      }
    }
    after = ids.at(-1)
    if (ids.length < pageSize) break
  }
  const [first] = kept
  if (first === undefined) return count
  const { code, message, details, retry } = first.error
  const cases = kept.map(({ caseId, error }) => ({ caseId, code: error.code }))
  throw new ConvokeError(code, message.replace(`${code}: `, ''), {
    details: { ...details, done: count, cases },
    retry,
    cause: first.error,
  })
}

async function onCase(
  runtime: Runtime,
  id: string,
  { act, subject, seq, path, until, ...admin }: RestrictOptions & Pick<DisclosureAct, 'act'>,
): Promise<number> {
  const { store, tenant, hot, mailboxes } = runtime
  const isMeant = (one: { readonly personal: boolean; readonly subject: PartyId | null } & Place) =>
    one.personal &&
    (subject ?? one.subject) === one.subject &&
    (seq ?? one.seq) === one.seq &&
    (path ?? one.path) === one.path
  const open = act === 'lift' ? [] : (await store.disclosures(tenant, id)).filter(isMeant)
  const locked = act === 'restrict' ? [] : (await store.restricted(tenant, id)).filter(isMeant)
  const kept = act === 'erase' ? locked.find(one => one.until !== null && one.until > runtime.now()) : undefined
  if (kept !== undefined) {
    throw new ConvokeError(
      'engine/retention-runs',
      'a value has to be kept and may not be erased yet; erase it after that moment, or lift the restriction with its ground',
      { details: { caseId: id, seq: kept.seq, path: kept.path, until: kept.until } },
    )
  }
  const disclosed = [...open, ...locked].map(
    (place): DisclosureAct => ({
      act,
      seq: place.seq,
      path: place.path,
      ...(act === 'restrict' ? { until: until ?? null } : {}),
    }),
  )
  if (disclosed.length === 0) return 0
  const recorded = await mailboxes.post(hot.borrow(tenant, id), adminWork(runtime, { ...admin, disclosed }))
  return recorded.ok ? disclosed.length : 0
}

type Place = Pick<DisclosureAct, 'seq' | 'path'>
