import { readFileSync } from 'node:fs'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { amountText, differenceText, parseScenario, simulate } from '@convoke/simulate'

const caseTypes = [conveningRequest]
const scenario = parseScenario(readFileSync(new URL('../scenario.yaml', import.meta.url), 'utf8'), caseTypes)
if (!scenario.ok) throw new Error(scenario.issues.map(({ line, message }) => `line ${line}: ${message.en}`).join('\n'))
const { design, indicators, comparisons } = simulate(scenario, { caseTypes })

/** What is asked for. */
const asked = [
  ['replies in time', 'deadlineMet', { deadline: 'reply' }],
  ['time until the replies are in', 'timeInState', { state: 'inviting' }],
  ['time to close', 'timeToClose', {}],
  ['community office busy', 'utilisation', { party: 'town:community-office' }],
] as const

const [shorter] = comparisons
console.log(
  `${design.name}: ${design.replications} replications. ${shorter?.changes.map(({ sentence }) => sentence.en)}.\n`,
)
for (const [words, id, dims] of asked) {
  const isMeant = (one: { id: string; dims: Readonly<Record<string, string>>; kind: string }) =>
    one.id === id && one.kind !== 'quantile' && Object.entries(dims).every(([name, value]) => one.dims[name] === value)
  const now = indicators.find(isMeant)
  const other = shorter?.rows.find(isMeant)
  if (now?.estimate == null || now.ci === null || other?.diff == null || other.ci === null) continue
  const amount = (value: number) => amountText(value, now.unit, 'en')
  const change = (value: number) => differenceText(value, now.unit, 'en')
  console.log(`${words.padEnd(30)} ${amount(now.estimate).padStart(12)} (${now.ci.map(amount).join(' – ')})`)
  console.log(
    `${'  with one working day'.padEnd(30)} ${change(other.diff).padStart(12)} (${other.ci.map(change).join(' … ')})`,
  )
}
