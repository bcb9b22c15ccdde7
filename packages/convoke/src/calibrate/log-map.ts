// What the columns of a log mean, and how its time is told.
import { nearest } from '@convoke/core'
import { LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'

const column = z.string().min(1).max(200)
const date = z.iso.date()

/** The schema of a {@link LogMap}. */
export const logMap = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'write lower-case words joined by "-"')
    .max(60)
    .optional(),
  title: z.string().min(1).max(200).optional(),
  calendar: z.enum(['china', 'week', 'always']).optional(),
  zone: z.string().optional(),
  moments: z.string().min(1).max(100).optional(),
  columns: z
    .strictObject({
      ...{ case: column.optional(), activity: column.optional(), at: column.optional(), by: column.optional() },
      ...{ lifecycle: column.optional(), ended: column.optional(), begun: column.optional() },
    })
    .default({}),
  lifecycle: z
    .strictObject({
      start: z.array(z.string()).default(['start']),
      complete: z.array(z.string()).default(['complete', '']),
    })
    .prefault({}),
  objectType: z.string().optional(),
  from: date.optional(),
  to: date.optional(),
})

/**
 * What the columns of a log mean 日志对应表: data, not code, usually a YAML file. Everything may be left out where the log names its
 * columns as XES does, or as `convoke simulate --log` does.
 *
 * `columns` names those of the case, its activity, the moment (`at`), who did it (`by`), whether it began or was done (`lifecycle`), and
 * those that are filled once a case is over (`ended`) and that say when it began (`begun`). Moments without an offset are read on the
 * wall clock of `zone` (IANA); without `zone`, moments are taken as they are written, and their offsets left out. `moments` is their
 * form where it is not ISO 8601 (the letters of date-fns). `from` and `to` are the first and the last day on which the log was kept.
 */
export type LogMap = z.infer<typeof logMap>

/** What is wrong with a map, with its line from 1. */
export interface LogMapIssue {
  readonly line: number
  readonly path: string
  readonly message: string
}

/**
 * Reads a map from YAML or JSON.
 *
 * @example
 * const parsed = parseLogMap('zone: Asia/Shanghai\ncolums: { case: id }')
 * parsed.ok ? [] : parsed.issues.map(({ line, path }) => `${line} ${path}`) // => ['2 colums']
 */
export function parseLogMap(
  text: string,
): { readonly ok: true; readonly map: LogMap } | { readonly ok: false; readonly issues: readonly LogMapIssue[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0)
    return {
      ok: false,
      issues: document.errors.map(({ message, pos }) => ({
        ...{ line: lines.linePos(pos[0]).line, path: '' },
        message: (message.split('\n')[0] as string).slice(0, 200),
      })),
    }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] | null } | undefined
      if (node?.range) return lines.linePos(node.range[0] as number).line
    }
    return 1
  }
  const issueAt = (path: readonly PropertyKey[], message: string): LogMapIssue => ({
    ...{ line: lineOf(path), path: path.map(String).join('.') },
    message: message.slice(0, 300),
  })
  let made: unknown
  try {
    made = document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch (error) {
    return { ok: false, issues: [issueAt([], (error as Error).message)] }
  }
  const parsed = logMap.safeParse(made)
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap(issue => {
      if (issue.code !== 'unrecognized_keys') return [issueAt(issue.path, issue.message)]
      const known = [...Object.keys(logMap.shape), 'case', 'activity', 'at', 'by', 'lifecycle', 'ended', 'begun']
      return issue.keys.map(key => {
        const [meant] = nearest(key, known)
        return issueAt(
          [...issue.path, key],
          meant === undefined ? 'is not known here' : `is not known here; did you mean "${meant}"?`,
        )
      })
    })
    return { ok: false, issues }
  }
  const { zone } = parsed.data
  if (zone !== undefined && !isZone(zone)) return { ok: false, issues: [issueAt(['zone'], 'is no time zone')] }
  return { ok: true, map: parsed.data }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
