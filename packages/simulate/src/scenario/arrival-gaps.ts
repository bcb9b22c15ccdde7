// Arrivals one gap after another: what is expected of them, and what is wrong with them.
import pow from '@stdlib/math-base-special-pow'
import { type Mean, meanOf } from '../random/mean.js'
import { distributionOf } from './distributions.js'
import { issueAt, type ScenarioIssue } from './issues.js'
import type { Arm, TimeDistribution } from './schema.js'

/** Cases that come faster than one a millisecond on average have no moments of their own. */
const leastMean = 1

/** The mean of gaps in milliseconds, and the share of them that are never. */
export function gapMean(gaps: TimeDistribution): Mean {
  return meanOf(distributionOf(gaps))
}

/** How many cases there are in all on average, were there time; `Infinity` where no gap is never. */
export function gapTotal({ never }: Mean): number {
  return never === 0 ? Number.POSITIVE_INFINITY : (1 - never) / never
}

/**
 * About how many cases arrive within so many milliseconds from the first instant: as many as there are mean gaps in it, of which one that is
 * never is the last. How far a renewal process is off that in the mean does not grow with time.
 *
 * @source elementary renewal theorem
 */
export function gapCount(gaps: TimeDistribution, within: number): number {
  const about = gapMean(gaps)
  if (about.never === 1) return 0
  const mean = within / about.mean
  return about.never === 0 ? mean : gapTotal(about) * (1 - pow(1 - about.never, mean))
}

/** What is wrong with sound gaps: they never come to an end, or more is asked of them than is known. */
export function* gapIssues(
  gaps: TimeDistribution,
  { control }: Pick<Arm, 'control'>,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const { mean, never } = gapMean(gaps)
  if (never < 1 && !(mean >= leastMean))
    yield issueAt(
      at,
      'are less than a millisecond on average: cases arrive without end at one instant; give them a longer time',
      '平均不足一毫秒：同一时刻将无休止地来件；请写更长的间隔',
    )
  if (control !== undefined)
    yield issueAt(
      at,
      'cannot be with "control": how many cases are expected is not known exactly; leave "control" out, or say "perDay"',
      '不能与 "control" 并用：来件数的期望值没有精确结果；请去掉 "control"，或改用 "perDay"',
    )
}
