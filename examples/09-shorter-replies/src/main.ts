import { readFileSync } from 'node:fs'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { parseScenario, simulate } from '@convoke/simulate'

const caseTypes = [conveningRequest]
const scenario = parseScenario(readFileSync(new URL('../scenario.yaml', import.meta.url), 'utf8'), caseTypes)
if (!scenario.ok) throw new Error(scenario.issues.map(({ line, message }) => `line ${line}: ${message.en}`).join('\n'))
const { design, indicators, comparisons } = simulate(scenario, { caseTypes })

/** What is asked for, each with the unit it is told in and how many of the figure's own make one. */
const asked = [
  ['replies in time', 'deadlineMet', { deadline: 'reply' }, '%', 0.01],
  ['days until the replies are in', 'timeInState', { state: 'inviting' }, 'd', 86_400_000],
  ['days to close', 'timeToClose', {}, 'd', 86_400_000],
  ['community office busy', 'utilisation', { party: 'town:community-office' }, '%', 0.01],
] as const

const [shorter] = comparisons
console.log(
  `${design.name}: ${design.replications} replications. ${shorter?.changes.map(({ sentence }) => sentence.en)}.\n`,
)
for (const [words, id, dims, unit, size] of asked) {
  const isMeant = (one: { id: string; dims: Readonly<Record<string, string>>; kind: string }) =>
    one.id === id && one.kind !== 'quantile' && Object.entries(dims).every(([name, value]) => one.dims[name] === value)
  const now = indicators.find(isMeant)
  const difference = shorter?.rows.find(isMeant)
  const told = (value: number | null | undefined) => `${((value ?? Number.NaN) / size).toFixed(1)}${unit && ` ${unit}`}`
  if (now === undefined || difference === undefined) continue
  console.log(`${words.padEnd(30)} ${told(now.estimate).padStart(7)} (${now.ci?.map(told).join(' – ')})`)
  console.log(
    `${'  with one working day'.padEnd(30)} ${told(difference.diff).padStart(7)} (${difference.ci?.map(told).join(' … ')})`,
  )
}
