import { answered, ask, isAsked, print, told } from './answer.js'

export function oneMorePerson(): void {
  const result = answered('02-one-more-person.yaml')
  ask(2, '同样的钱，多一名派单员、回访员还是值班员？', 'One more person for the same money: who?', result)
  print(result, [['handling in time', 'deadlineMet', { deadline: 'handling' }]])
  const cost = ({ indicators }: Pick<typeof result, 'indicators'>) =>
    indicators.find(one => isAsked(['', 'cost'])(one) && one.dims.party === undefined)
  const now = cost(result)
  console.log(`  cost over the span                 ${now === undefined ? '?' : told(now)} CNY`)
  for (const one of result.comparisons) {
    const { lateAvoided, ci } = one.perStaffMonth ?? { lateAvoided: null, ci: null }
    const range = ci?.map(bound => bound.toFixed(1)).join(' … ')
    console.log(`  ${one.name}: late ${lateAvoided?.toFixed(1)} times less per staff-month (${range})`)
    console.log(`    ${one.bottleneck?.en}`)
  }
  console.log(`  as it is: ${result.bottleneck?.en}`)
}
