// What the columns of a log mean, and how its time is told.
import { nearest } from '@convoke/core'
import type { ScenarioIssue } from '@convoke/simulate'
import { type CaseTypeMap, caseTypeMapShape, readYaml } from '@convoke/simulate/calibrate'
import * as z from 'zod'

const column = z.string().min(1).max(200)
const date = z.iso.date()
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time of day such as "09:00"')

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
      ...{ lifecycle: column.optional(), start: column.optional(), id: column.optional() },
      ...{ ended: column.optional(), begun: column.optional() },
    })
    .default({}),
  lifecycle: z
    .strictObject({
      start: z.array(z.string()).default(['start']),
      complete: z.array(z.string()).default(['complete', '']),
    })
    .prefault({}),
  objectType: z.string().optional(),
  hours: z
    .array(z.tuple([clock, clock]))
    .min(1)
    .optional(),
  from: date.optional(),
  to: date.optional(),
  ...caseTypeMapShape,
  type: caseTypeMapShape.type.optional(),
})

/**
 * What the columns of a log mean 日志对应表: data, not code, usually a YAML file. Everything may be left out where the log names its
 * columns as XES does, or as `convoke simulate --log` does.
 *
 * `columns` names those of the case, its activity, the moment at which it was done (`at`), who did it (`by`), whether a row tells that it began or was done
 * (`lifecycle`) or when it began (`start`), what tells one event from another that looks the same (`id`), and those that are filled once a case is over (`ended`) and that say when the case began (`begun`). Moments without an offset are read on the
 * wall clock of `zone` (IANA); without `zone`, moments are taken as they are written, and their offsets left out. `moments` is their
 * form where it is not ISO 8601 (the letters of date-fns). `from` and `to` are the first and the last day on which the log was kept.
 * `hours` are the working hours, where they are known.
 *
 * With `type` the log is calibrated onto that case type: `activities`, `opening`, `parties`, `parameters` and `organisation` are those
 * of a `CaseTypeMap`.
 */
export type LogMap = z.infer<typeof logMap>

/** The members that say how a log is told in the words of a case type. */
const ofCaseType = Object.keys(caseTypeMapShape).filter(name => name !== 'type') as readonly (keyof CaseTypeMap)[]

/**
 * Reads a map from YAML or JSON; whatever is wrong is told with its line, from 1, and the name that was perhaps meant.
 *
 * @example
 * const parsed = parseLogMap('zone: Asia/Shanghai\ncolums: { case: id }')
 * parsed.ok ? [] : parsed.issues.map(({ line, path }) => `${line} ${path}`) // => ['2 colums']
 */
export function parseLogMap(
  text: string,
):
  | { readonly ok: true; readonly map: LogMap; lineAt(path: string): number }
  | { readonly ok: false; readonly issues: readonly ScenarioIssue[] } {
  const read = readYaml(text)
  if (!read.ok) return read
  const issueAt = (path: readonly PropertyKey[], en: string, zh: string): ScenarioIssue => {
    const place = path.map(String).join('.')
    return { path: place, line: read.lineAt(place), message: { en: en.slice(0, 300), 'zh-CN': zh.slice(0, 300) } }
  }
  const parsed = logMap.safeParse(read.value ?? {})
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap(issue => {
      if (issue.code !== 'unrecognized_keys')
        return [issueAt(issue.path, formOf(issue, issue.message), `格式不符（${formOf(issue, issue.message)}）`)]
      const known =
        issue.path[0] === 'columns'
          ? ['case', 'activity', 'at', 'by', 'lifecycle', 'start', 'ended', 'begun']
          : Object.keys(logMap.shape)
      return issue.keys.map(key => {
        const [meant] = nearest(key, known)
        return meant === undefined
          ? issueAt(
              [...issue.path, key],
              `is not known here; known: ${known.join(', ')}`,
              `此处没有这一项；已有：${known.join('、')}`,
            )
          : issueAt(
              [...issue.path, key],
              `is not known here; did you mean "${meant}"?`,
              `此处没有这一项；是否指 "${meant}"？`,
            )
      })
    })
    return { ok: false, issues }
  }
  const { zone, type } = parsed.data
  if (zone !== undefined && !isZone(zone))
    return { ok: false, issues: [issueAt(['zone'], 'is no time zone', '不是时区')] }
  const without = type === undefined ? ofCaseType.filter(name => parsed.data[name] !== undefined) : []
  if (without.length > 0)
    return {
      ok: false,
      issues: without.map(name =>
        issueAt(
          [name],
          'needs "type": the case type onto which the log is calibrated',
          '需要写明 "type"：校准到哪个办件类型',
        ),
      ),
    }
  return { ok: true, map: parsed.data, lineAt: path => read.lineAt(path) }
}

/** Of several forms none fits: what the ones that are meant look like. */
function formOf({ code, path }: z.core.$ZodIssue, message: string): string {
  if (code !== 'invalid_union') return message
  return path[0] === 'activities'
    ? 'write a command, "open", "ignore", { command, role, by, data }, or a list of commands'
    : message
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
