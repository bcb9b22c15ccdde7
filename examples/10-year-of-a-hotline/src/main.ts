import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { complaint } from '@convoke/case-types/complaint'
import { amountText, parseScenario, reportOf, type SimulationProgress, simulate } from '@convoke/simulate'
import { cut } from './cut.js'

const { values } = parseArgs({
  options: {
    year: { type: 'boolean', default: false },
    days: { type: 'string', default: '3' },
    districts: { type: 'string', default: '1' },
    workers: { type: 'string' },
    report: { type: 'string' },
  },
})
const caseTypes = [complaint]
const text = readFileSync(new URL('../scenario.yaml', import.meta.url), 'utf8')
const part = values.year ? text : cut(text, { days: Number(values.days), districts: Number(values.districts) })
const scenario = parseScenario(part, caseTypes)
if (!scenario.ok) throw new Error(scenario.issues.map(({ line, message }) => `line ${line}: ${message.en}`).join('\n'))

let nextTold = 0.1
const began = performance.now()
const result =
  values.workers === undefined ? simulate(scenario, { caseTypes }) : await onThreads(Number(values.workers))
const seconds = (performance.now() - began) / 1000

const { design, indicators } = result
const figure = (id: string, dims: Readonly<Record<string, string>> = {}) =>
  indicators.find(
    one =>
      one.id === id &&
      one.kind !== 'quantile' &&
      Object.entries(dims).every(([name, value]) => one.dims[name] === value),
  )
const arrived = (figure('arrived')?.perReplication ?? []).reduce<number>((sum, one) => sum + (one ?? 0), 0)
const districts = Object.keys(scenario.scenario.districts ?? {}).length
console.log(
  `${design.name}: ${arrived.toLocaleString('en')} complaints, ${districts} ${districts === 1 ? 'district' : 'districts'}, ${design.firstDay} to ${design.lastDay}, ${design.replications} replications\n`,
)
const asked = [
  ['time to close', figure('timeToClose')],
  ['dispatched in time', figure('deadlineMet', { deadline: 'dispatching' })],
  ['first contact in time', figure('deadlineMet', { deadline: 'firstContact' })],
  ['answered in time', figure('deadlineMet', { deadline: 'handling' })],
  ['answers sent back', figure('acts', { command: 'returnForRework' })],
] as const
for (const [words, found] of asked) {
  if (found?.estimate == null || found.ci === null) continue
  const amount = (value: number) => amountText(value, found.unit, 'en')
  console.log(`${words.padEnd(24)} ${amount(found.estimate).padStart(8)} (${found.ci.map(amount).join(' – ')})`)
}

for (const { title, settled, counted, rates } of result.rates ?? []) {
  console.log(
    `\n${title.en}: ${counted.toLocaleString('en')} of ${settled.toLocaleString('en')} settled complaints count`,
  )
  for (const { title: rate, estimate, ci, numerator, denominator } of rates) {
    if (estimate === null || ci === null) continue
    const share = (value: number) => amountText(value, 'share', 'en')
    const of = `${numerator.cases.toLocaleString('en')} of ${denominator.cases.toLocaleString('en')}`
    console.log(`${rate.en.padEnd(24)} ${share(estimate).padStart(8)} (${ci.map(share).join(' – ')}), ${of}`)
  }
}

if (values.report !== undefined) {
  const { chartScript } = await import('@convoke/simulate/report-script')
  writeFileSync(values.report, reportOf(result, { caseTypes, script: chartScript }))
  console.error(`the report is in ${values.report}`)
}
if (values.year || values.report !== undefined)
  console.error(
    `${seconds.toFixed(0)} s, ${((1e6 * seconds) / arrived).toFixed(1)} µs a complaint, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
  )

async function onThreads(workers: number) {
  const { simulateOnThreads } = await import('@convoke/simulate/workers')
  const modules = [{ module: import.meta.resolve('@convoke/case-types/complaint'), export: 'complaint' }]
  return await simulateOnThreads(scenario, { modules, workers, onProgress: shown })
}

/** How far it is: over and over in one line where somebody watches, else every tenth. */
function shown({ share }: SimulationProgress): void {
  const left = (performance.now() - began) * (1 / share - 1)
  const told = `${(100 * share).toFixed(1)} %${share < 0.01 ? '' : `, ${amountText(left, 'ms', 'en')} left`}`
  if (process.stderr.isTTY) process.stderr.write(share < 1 ? `\r\u001b[K${told}` : '\r\u001b[K')
  else if (share >= nextTold) {
    console.error(told)
    nextTold += 0.1
  }
}
