import { checkScenario, simulate } from '@convoke/simulate'
import { ask, caseTypes, print, scenarioOf } from './answer.js'
import { openCases } from './open-cases.js'

const percent = (share: number | null) => `${(100 * (share ?? 0)).toFixed(0)} %`
const dateOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

export async function octoberHoliday(): Promise<void> {
  const { scenario } = scenarioOf('10-october-holiday.yaml')
  const { store: _, ...start } = scenario.start ?? {}
  const checked = checkScenario({ ...scenario, start: { ...start, cases: await openCases() } }, caseTypes)
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues))
  const result = simulate(checked, { caseTypes })
  ask(
    10,
    '今日在办件进入国庆长假，哪些会逾期，先保哪 20 件，休息日要几人值班？',
    'Today’s open cases into the October holiday: which will be late, which to save first, how many on duty?',
    result,
  )
  const { started = [], comparisons } = result
  print(result, [
    ['late by 11 October', 'startedLate'],
    ['settled by 11 October', 'startedClosed'],
    ['cases that arrive: in time', 'deadlineMet', { deadline: 'handling' }],
  ])
  const settled = (name: string) =>
    comparisons.find(one => one.name === name)?.rows.find(({ id }) => id === 'startedClosed')?.diff ?? 0
  const rosters = ['nobody on duty', 'one on duty', 'one on duty at both', 'two on duty at both']
  const most = Math.max(...rosters.map(settled))
  console.log(
    `  on duty on days of rest, so that no more could be settled: ${rosters.find(one => settled(one) >= most)}`,
  )
  const atOnce = comparisons.find(({ name }) => name === 'turned to at once')?.started ?? []
  const saved = started
    .map((one, i) => ({ ...one, gain: -(atOnce[i]?.diff ?? 0) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || (a.next?.dueAt ?? 0) - (b.next?.dueAt ?? 0))
  console.log(`  ${started.length} open, ${started.filter(one => one.isLateAlready).length} of them late already`)
  console.log(
    `  to save first: ${Math.min(20, saved.length)} of ${saved.length} that are saved by turning to them at once`,
  )
  for (const { reference, late, next, gain } of saved.slice(0, 20)) {
    const chance = `${percent(late.estimate)} (${late.ci?.map(percent).join(' – ')})`
    console.log(
      `    ${reference}  late ${chance.padEnd(19)} saved ${percent(gain).padEnd(6)} ${next === null ? '' : `${next.deadline} due ${dateOf(next.dueAt)}`}`,
    )
  }
}
