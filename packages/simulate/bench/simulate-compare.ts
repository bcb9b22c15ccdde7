import { type ComparedRow, type Indicator, type ScenarioInput, type SimulationResult, simulate } from '../src/index.js'
import { conveningCase, scenario } from './convening-case.js'

/** Aims: seconds of the whole, and how much of the variance of independent studies the difference has. */
const aims = { seconds: 15, means: 0.05, rates: 0.25 }

const days = Math.round(10_000 / 60)
const base = scenario(days, 30)
const { parties = {}, behaviour = [] } = base

const shorter = { parameters: { convening: { answerWithin: { n: 5, unit: 'hour' as const } } } }
const oneMore = { parties: { ...parties, desk: { staff: 4 } } }

/**
 * What simulation was asked for with: departments must reply in half the time, and one more coordinator is hired, who sits at the
 * desk here. Each by itself, and both. Taken from the question, before any figure of them was seen.
 */
const asked: Readonly<Record<string, Partial<ScenarioInput>>> = {
  'one more coordinator': oneMore,
  'half the time to answer': shorter,
  both: { ...shorter, ...oneMore },
}

/** Harder than what was asked: the busiest become quicker, by which all queues differ. Told without an aim. */
const harder: Readonly<Record<string, Partial<ScenarioInput>>> = {
  'units a tenth quicker': {
    behaviour: behaviour.map(rule =>
      rule.role === 'unit' ? { ...rule, effort: { exponential: { mean: '54 min' } } } : rule,
    ),
  },
}

const figures = [
  ['time to close', 'timeToClose', aims.means],
  ['answers in time', 'deadlineMet', aims.rates],
] as const

/** How widely a figure varies between replications, up to a factor that is the same for both policies. */
function spreadOf(indicators: SimulationResult['indicators'], of: string): number {
  const { estimate, ci } = indicators.find(({ id, kind }) => id === of && kind !== 'quantile') as Indicator
  // Its lower end: the upper one of a share may have been cut off.
  return (estimate as number) - (ci?.[0] as number)
}

/** What is left of the variance where luck is wholly in common, and two policies vary so widely each: no lower by any naming of draws. */
function floorOf(one: number, other: number): number {
  return (one - other) ** 2 / (one ** 2 + other ** 2)
}

/**
 * One policy against another: 30 paired replications of 10,000 convening cases each. `ratio` of the first line is processor
 * time against its aim; of the others, the variance of the difference against the sum of the two policies' own, which is what
 * independent seeds come to. What is left depends on the change: where a policy itself makes luck weigh more or less, even
 * luck that is wholly in common leaves the square of that difference, which is `floor`. `withQueues` and `withWorkload` are the same where differences are
 * corrected by what luck brought (`control: 'queues'` and `'workload'`), which can go below it.
 */
export async function run(): Promise<object> {
  const began = process.cpuUsage()
  const results: {
    reference: string
    ratio: number
    aim?: number
    floor?: number
    withQueues?: number | undefined
    withWorkload?: number | undefined
    seconds?: number
  }[] = []
  const told = [...Object.entries(asked), ...Object.entries(harder)]
  for (const [name, changed] of told) {
    const { comparisons, indicators } = simulate(
      { ...base, compare: { [name]: changed } },
      { caseTypes: [conveningCase] },
    )
    if (results.length === 0) {
      const { user, system } = process.cpuUsage(began)
      const seconds = (user + system) / 1e6
      results.push({ reference: '15 s of processor time', ratio: seconds / aims.seconds, aim: 1, seconds })
    }
    const [queues, workload] = (['queues', 'workload'] as const).map(control =>
      simulate({ ...base, control, compare: { [name]: changed } }, { caseTypes: [conveningCase] }),
    )
    for (const [words, id, meant] of figures) {
      const aim = name in asked ? { aim: meant } : {}
      const isMeantRow = (one: ComparedRow) => one.id === id && one.kind !== 'quantile'
      const row = comparisons[0]?.rows.find(isMeantRow)
      const varianceIn = (controlled: SimulationResult | undefined) =>
        controlled?.comparisons[0]?.rows.find(isMeantRow)?.varianceRatio ?? undefined
      // Where nothing differs there is nothing to compare.
      if (row?.diff === 0)
        results.push({ reference: `independent seeds, ${name}: ${words}, the same`, ratio: 0, ...aim })
      else if (row?.varianceRatio == null) throw new Error(`${words} does not vary`)
      else {
        const floor = floorOf(spreadOf(indicators, id), spreadOf(comparisons[0]?.indicators ?? [], id))
        results.push({
          reference: `independent seeds, ${name}: ${words}`,
          ratio: row.varianceRatio,
          ...aim,
          floor,
          withQueues: varianceIn(queues),
          withWorkload: varianceIn(workload),
        })
      }
    }
  }
  return { bench: 'simulate-compare', results }
}
