import { simulate } from '@convoke/simulate'
import { answered, ask, caseTypes, isAsked, print, scenarioOf } from './answer.js'

const inTime = ['replies in time', 'deadlineMet', { deadline: 'reply' }] as const

const tried = [1.5, 3]

/** How many times as likely people must turn to it, from half-time on, so that as many replies are in time as before. */
function breakEven(): string {
  const { scenario } = scenarioOf('01-shorter-replies.yaml')
  const { 'nobody reacts': shorter } = scenario.compare
  const policies = tried.map(hazardTimes => [
    `${hazardTimes} times`,
    { ...shorter, reactions: [{ task: 'reply', when: 'half-time', hazardTimes }] },
  ])
  const { comparisons } = simulate(
    { ...scenario, replications: 3, compare: Object.fromEntries(policies) },
    { caseTypes },
  )
  const enough = comparisons.findIndex(({ rows }) => (rows.find(isAsked(inTime))?.diff ?? 0) >= 0)
  if (enough < 0) return `more than ${tried.at(-1)} times`
  return enough === 0 ? `at most ${tried[0]} times` : `${tried[enough - 1]} to ${tried[enough]} times`
}

export function shorterReplies(): void {
  const result = answered('01-shorter-replies.yaml')
  ask(1, '答复期限由两个工作日改为一个，会怎样？', 'Reply in one working day instead of two?', result)
  print(result, [
    inTime,
    ['silences a case', 'silences', { task: 'reply' }],
    ['rulings a case: overruled', 'acts', { command: 'overrule' }],
    ['waiting for replies', 'timeInState', { state: 'inviting' }],
    ['awaiting a ruling', 'timeInState', { state: 'ruling' }],
    ['fixing and awaiting the meeting', 'timeInState', { state: 'scheduled' }],
    ['hours of the economy centre', 'work', { party: 'town:economy-centre' }],
    ['hours of whoever rules', 'work', { party: 'leader:in-charge' }],
  ])
  console.log(
    `  break-even: as many in time as before where people turn to it ${breakEven()} as likely from half-time on`,
  )
}
