import { amountText, figureTitle } from '@convoke/simulate'
import { answered, ask, caseTypes, isAsked, print, told } from './answer.js'

export function typhoonWeek(): void {
  const result = answered('08-typhoon-week.yaml')
  ask(8, '台风一周，或抽调三分之一人员，会怎样？', 'A typhoon week, or a third of staff seconded?', result)
  print(result, [
    ['most open cases', 'peakOpen'],
    ['waiting for people', 'wait', { party: 'dept:urban' }],
  ])
  for (const { name, indicators, effects } of result.comparisons) {
    const recovery = indicators.find(isAsked(['', 'recovery']))
    console.log(`  ${name}: down again after ${recovery === undefined ? '?' : told(recovery)}`)
    const worst = effects
      .filter(({ id, diff }) => id === 'late' && (diff ?? 0) > 0)
      .sort((a, b) => (b.diff ?? 0) - (a.diff ?? 0))
    for (const { dims, diff, ci } of worst.slice(0, 2))
      console.log(
        `    neglected: ${figureTitle({ id: 'deadlineMet', dims }, { caseTypes }).en}: late +${amountText(diff ?? 0, 'count', 'en')} a month (${ci?.map(one => amountText(one, 'count', 'en')).join(' … ')})`,
      )
  }
}
