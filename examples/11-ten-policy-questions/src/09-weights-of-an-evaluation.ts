import type { EvaluatedUnit, UnitDifference } from '@convoke/simulate'
import { answered, ask } from './answer.js'

const percent = (share: number | null) => (share === null ? 'not defined' : `${(100 * share).toFixed(0)} %`)
const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`
const within = (ci: readonly number[] | null, write: (value: number) => string, between: string) =>
  ci === null ? '' : ` (${ci.map(write).join(between)})`

export function weightsOfAnEvaluation(): void {
  const result = answered('09-weights-of-an-evaluation.yaml')
  ask(
    9,
    '考核权重由 30/35/35 改为 20/40/40，或剔除从严，名次会怎样？',
    'Other weights, or stricter exclusions: what becomes of the ranks?',
    result,
  )
  for (const { units } of result.evaluations ?? []) for (const unit of units) console.log(`  ${unitLine(unit)}`)
  for (const { name, evaluations = [] } of result.comparisons) {
    console.log(`  ${name}`)
    for (const { units } of evaluations) for (const unit of units) console.log(`    ${movedLine(unit)}`)
  }
}

function unitLine({ unit, score, ci, rates, ranks, counted, excluded }: EvaluatedUnit): string {
  const parts = rates.map(({ name, estimate }) => `${name} ${percent(estimate)}`).join(', ')
  const chances = ranks.map(({ estimate }, i) => `${i + 1}. ${percent(estimate)}`).join(', ')
  const range = within(ci, one => one.toFixed(1), ' – ')
  return `${unit.padEnd(14)} ${(score ?? 0).toFixed(1)}${range}: ${parts}; rank ${chances}; ${counted} count, ${excluded} left out`
}

function movedLine({ unit, diff, ci, rankChanges, ahead, solved, gains }: UnitDifference): string {
  const told = [
    diff === 0 ? 'no difference' : `score ${points(diff ?? 0)}${within(ci, points, ' … ')}`,
    `P(another rank) ${percent(rankChanges.estimate)}${within(rankChanges.ci, percent, ' – ')}`,
    ...(ahead.estimate === 0
      ? []
      : [`on the mean of units ${points(ahead.estimate ?? 0)}${within(ahead.ci, points, ' … ')}`]),
    ...(gains === null
      ? []
      : [
          gains === 'solvingMore'
            ? 'solves more'
            : `gains without solving more (${solved?.estimate === 0 ? 'none more' : `${points(solved?.estimate ?? 0)} a month`})`,
        ]),
  ]
  return `${unit.padEnd(14)} ${told.join('; ')}`
}
