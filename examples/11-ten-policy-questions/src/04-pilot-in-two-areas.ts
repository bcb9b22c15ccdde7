import { differenceText } from '@convoke/simulate'
import { answered, ask } from './answer.js'

export function pilotInTwoAreas(): void {
  const result = answered('04-pilot-in-two-areas.yaml')
  ask(4, '六个片区中先试点两个，看得出效果吗？', 'A pilot in two of six areas: would one see it?', result)
  for (const { name, pilot } of result.comparisons) {
    console.log(`  ${name}`)
    const close = pilot?.figures.find(({ id }) => id === 'timeToClose')
    if (close === undefined) continue
    const told = ({ diff, ci }: typeof close.effect) => {
      const change = (value: number) => differenceText(value, 'ms', 'en')
      if (diff === null || diff === 0) return diff === null ? 'not defined' : 'no difference'
      return `${change(diff)}${ci === null ? '' : ` (${ci.map(change).join(' … ')})`}`
    }
    console.log(`    time to close, in the pilot        ${told(close.effect)}`)
    console.log(`    time to close, elsewhere           ${told(close.spillOver)}`)
    console.log(`    months to see a change of a tenth  ${close.monthsToSeeTenth ?? 'nothing varies'} (80 % power)`)
    const { share, of } = close.falseSuccess
    console.log(
      `    false success at no effect         ${share === null ? '?' : Math.round(share * of)} of ${of} tries`,
    )
  }
}
