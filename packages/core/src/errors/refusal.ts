/**
 * A typed "no" 操作未获准: the rules say the party may not do this now. Returned, never thrown.
 *
 * `details` is plain data and holds nothing the party may not see; `allowed` are the commands this party may try now.
 */
export interface Refusal<Command extends string = string> {
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>
  readonly allowed: readonly Command[]
}

/**
 * Every refusal there is. `input/*`: the request itself is malformed (HTTP 400); `refusal/*`: the rules say no
 * (403, 409 or 422); `missing/case`: the party is not in the case, or there is no such case (404, indistinguishable).
 */
export const refusalCodes = [
  'input/schema',
  'input/not-json',
  'input/too-large',
  'input/unknown-command',
  'input/reserved-name',
  'input/command-id-reused',
  'input/back-dated',
  'input/unknown-case-type',
  'missing/case',
  'refusal/role',
  'refusal/not-in-state',
  'refusal/guard',
  'refusal/delegation',
  'refusal/recused',
  'refusal/separation-of-duties',
  'refusal/too-early',
  'refusal/keep-until',
  'refusal/window-closed',
  'refusal/date-out-of-range',
  'refusal/stale',
  'refusal/case-exists',
  'refusal/parameter-authority',
  'refusal/settled',
] as const

/** One of {@link refusalCodes}. */
export type RefusalCode = (typeof refusalCodes)[number]
