// Segments: what tells cases apart beyond what they open with, such as the area. And where and from when a policy holds.
import * as z from 'zod'
import { draw, label } from '../../random/luck.js'
import type { Key } from '../../random/threefry.js'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const name = z.string().min(1).max(100)

/** Segments 分组 of a scenario. */
export const segments = z
  .record(
    name.regex(/^[A-Za-z][A-Za-z0-9]*$/, 'write one word, such as "area"'),
    z.record(name, z.number().min(0)).refine(weights => Object.values(weights).some(weight => weight > 0), {
      error: 'needs a weight above 0',
    }),
  )
  .optional()
  .describe(
    'Groups of cases by weight: { area: { chunshen: 2, luoyang: 1 } }. Each case is in one of each; figures are told by group as well, and { $segment: area } puts the name into data.',
  )

/** Weights of the groups of each segment. */
export type Segments = NonNullable<z.output<typeof segments>>

const groups = z.record(name, z.union([name, z.array(name).min(1)]))

/** Which groups a rule is about. */
export const ofSegments = groups.optional().describe('Only cases of these groups: { area: [chunshen, luoyang] }.')

/** From when and where a policy holds 生效. */
export const effective = z
  .strictObject({
    from: z.iso.date().optional().describe('From this day on. Default: from the first.'),
    cases: z
      .enum(['new', 'open'])
      .default('new')
      .describe(
        'new: cases that arrive from then on. open: also those that are open then; periods that run keep their date.',
      ),
    where: groups.optional().describe('Only in these groups: a pilot. { area: [chunshen, luoyang] }'),
  })
  .optional()
  .describe(
    'Under "compare": from when and where the policy holds; elsewhere parameters and behaviour are those of the first.',
  )

/** From when and where a policy holds. */
export type Effective = NonNullable<z.output<typeof effective>>

/** The group of a case: by its own luck, which nothing else draws from. Undefined where there is no such segment. */
export function segmentOf(declared: Segments | undefined, dim: string, key: Key): string | undefined {
  if (declared === undefined || !Object.hasOwn(declared, dim)) return undefined
  const weights = Object.entries(declared[dim] as Readonly<Record<string, number>>)
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  let left = draw(key, label(`segment ${dim}`), 1) * total
  for (const [group, weight] of weights) {
    left -= weight
    if (left < 0) return group
  }
  return weights.at(-1)?.[0]
}

/** Whether a case is in one of the groups of each segment named. */
export function isInGroups(
  where: Readonly<Record<string, string | readonly string[]>> | undefined,
  declared: Segments | undefined,
  key: Key,
): boolean {
  return Object.entries(where ?? {}).every(([dim, wanted]) =>
    [wanted].flat().includes(segmentOf(declared, dim, key) ?? ''),
  )
}

/** What is wrong with groups that are named. */
export function* groupIssues(
  where: Readonly<Record<string, string | readonly string[]>> | undefined,
  declared: Segments | undefined,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [dim, wanted] of Object.entries(where ?? {})) {
    const known = declared ?? {}
    if (!Object.hasOwn(known, dim)) {
      yield unknownName([...at, dim], ['segment', '分组'], dim, Object.keys(known))
      continue
    }
    const names = Object.keys(known[dim] as object)
    for (const one of [wanted].flat())
      if (!names.includes(one)) yield unknownName([...at, dim], ['group', '组别'], one, names)
  }
}

/** What is wrong with from when and where a policy holds; `isFirst`: it is that of the scenario itself. */
export function* effectiveIssues(
  declared: Effective | undefined,
  groupsOf: Segments | undefined,
  isFirst: boolean,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  if (declared === undefined) return
  if (isFirst)
    yield issueAt(
      at,
      'belongs under "compare": it says from when a policy differs from the first',
      '须写在 "compare" 之下：它说明该方案自何时何处起不同于第一种方案',
    )
  yield* groupIssues(declared.where, groupsOf, [...at, 'where'])
}
