// A run that does not begin empty: the cases that are open in a store, as they stand at an instant.
import {
  type AnyCaseType,
  type CaseDefinition,
  type CaseSnapshot,
  type CaseState,
  caseDefinition,
  restoreState,
} from '@convoke/core'
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const text = z.string().min(1).max(500)
const moment = z.int().min(0)

const openCase = z.strictObject({
  caseId: text.describe('Its id in the store.'),
  reference: z.string().max(500).default('').describe('Its human reference, as results call it.'),
  type: text.describe('Name of its case type.'),
  version: text.describe('Version of its case type.'),
  snapshot: z
    .looseObject({
      machine: z.record(z.string(), z.unknown()),
      deadlines: z.array(z.looseObject({ name: text, key: z.string(), rungs: z.array(z.looseObject({ rung: text })) })),
      openedAt: moment,
      lastAt: moment,
      outcome: z.string().nullable(),
    })
    .describe('The folded journal, as an engine keeps it.'),
  duties: z
    .record(z.string(), z.strictObject({ since: moment, n: z.int().min(1), sent: z.array(z.string()).default([]) }))
    .default({})
    .describe('By duty: since when (epoch ms) it stands, the how manieth time it is, and what was sent under it.'),
})

/** Where a run begins 起点. */
export const start = z
  .strictObject({
    at: z
      .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
        error: 'write an instant such as "2026-09-29T17:30+08:00"',
      })
      .optional()
      .describe('The instant, on the first day. Default: its beginning.'),
    store: text
      .optional()
      .describe('A file of cases, beside the scenario, from which the command line reads all that are open.'),
    cases: z
      .array(openCase)
      .optional()
      .describe('The open cases themselves, as "openCaseOf" reads them from case files.'),
  })
  .optional()
  .describe('Begin with the cases that are open in a store, instead of with none; each is then told by itself.')

/** Where a run begins. */
export type Start = NonNullable<z.output<typeof start>>

/** A case that is open when a run begins 在办件: where it stands, and since when its parties have had what to do. Plain JSON. */
export type OpenCase = NonNullable<Start['cases']>[number]

/** The state of a case as an engine had it. */
export function stateOf(one: OpenCase, definition: CaseDefinition): CaseState {
  return restoreState(definition, one.snapshot as unknown as CaseSnapshot)
}

interface Around {
  readonly from: string
  readonly warmup: number
  readonly start?: Start | undefined
}

/** What is wrong with where a run begins. */
export function* startIssues(
  { start: declared, from, warmup }: Around,
  localDate: (at: number) => string,
  caseTypes: readonly AnyCaseType[],
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  if (declared === undefined) return
  if (declared.cases === undefined && declared.store === undefined)
    yield issueAt(at, 'says neither "store" nor "cases"', '须填写 "store" 或 "cases"')
  if (warmup > 0)
    yield issueAt(at, 'takes the place of a warm-up: leave "warmup" out', '已有起点，不需要预热：请去掉 "warmup"')
  const begins = declared.at === undefined ? undefined : Date.parse(declared.at)
  if (begins !== undefined && localDate(begins) !== from)
    yield issueAt([...at, 'at'], `must lie on the first day, ${from}`, `须在首日 ${from}`)
  const known = new Set<string>()
  for (const [i, one] of (declared.cases ?? []).entries()) {
    const path = [...at, 'cases', i]
    if (known.has(one.caseId)) yield issueAt([...path, 'caseId'], 'stands here twice', '重复')
    known.add(one.caseId)
    const named = caseTypes.filter(({ name }) => name === one.type)
    const caseType = named.find(({ version }) => version === one.version)
    if (named.length === 0) {
      const names = caseTypes.map(({ name }) => name)
      yield unknownName([...path, 'type'], ['case type', '办件类型'], one.type, names)
    } else if (caseType === undefined) {
      const versions = named.map(({ version }) => version)
      yield unknownName([...path, 'version'], [`version of "${one.type}"`, `"${one.type}" 版本`], one.version, versions)
    } else yield* caseIssues(one, caseType, begins, path)
  }
}

function* caseIssues(
  one: OpenCase,
  caseType: AnyCaseType,
  begins: number | undefined,
  path: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  if (one.snapshot.outcome !== null) yield issueAt(path, 'is settled already', '已办结')
  const newest = Math.max(one.snapshot.lastAt, ...Object.values(one.duties).map(({ since }) => since))
  if (begins !== undefined && newest > begins)
    yield issueAt(path, 'has entries after "start.at"', '有晚于 "start.at" 的记录')
  try {
    stateOf(one, caseDefinition(caseType))
  } catch (thrown) {
    const why = (thrown as Error).message.slice(0, 200)
    yield issueAt(
      [...path, 'snapshot'],
      `is no state of "${caseType.name}" ${caseType.version} (${why})`,
      `不是 "${caseType.name}" ${caseType.version} 的状态（${why}）`,
    )
  }
}
