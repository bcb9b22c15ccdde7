// What one step costs, against XState's own ways of making it, on the same cases driven through the same events.
//
// The rule of this benchmark, the same for every line, and not to be changed to reach a target:
// - Every way runs in a process of its own, warmed up until it gets no faster (`kernel-step/child.ts`).
// - Then the ways take turns, a batch each. The ratio of a launch is the median over its rounds, each of which sets one
//   batch of ours against one of the reference made just before or after it.
// - One process may be compiled better or worse than the next, so all ways are launched anew three times. What is printed
//   is the median of the launches, beside it the lowest and the highest.
// - A target is met when the median reaches it. Where it lies between the lowest and the highest, one run decides nothing.
import { type ChildProcess, fork } from 'node:child_process'
import { shippedNames } from '../test/shipped-cases.js'
import type { WayName } from './kernel-step/ways.js'

/** One line of the result. */
export interface Result {
  readonly name: string
  readonly reference: string
  /** How much faster the kernel is than the reference: the median of the launches. */
  readonly ratio: number
  readonly lowest: number
  readonly highest: number
  readonly target: number
  readonly stepsPerSecond: number
  readonly referenceStepsPerSecond: number
}

/** A way of the kernel, and what it is compared with, each with the ratio it is to reach. */
interface Comparison {
  readonly label: string
  readonly way: WayName
  readonly references: Readonly<Partial<Record<WayName, number>>>
}

const moves: readonly Comparison[] = [
  {
    label: '',
    way: 'kernel',
    references: { 'transition()': 25, 'machine.transition with a reused scope': 8, 'actor.send': 10 },
  },
]
const changes: readonly Comparison[] = [
  { label: ', recipes on own drafts', way: 'kernel on own drafts', references: { 'transition()': 25 } },
  { label: ', recipes on immer', way: 'kernel', references: { 'immer alone': 0.7, 'transition()': 1 } },
]
const launches = 3
const rounds = 15

type Speeds = ReadonlyMap<WayName, readonly number[]>

/**
 * Steps per second of each way in one launch, one for each round. Each way runs in a process of its own, as a host runs
 * one of them: in one process V8 would compile what they share, the guards and recipes of the case among it, for the
 * objects of all.
 */
async function speedsOf(name: string, ways: readonly WayName[]): Promise<Speeds> {
  const children = new Map<WayName, ChildProcess>()
  for (const way of ways) {
    const child = fork(new URL('./kernel-step/child.ts', import.meta.url), [name, way])
    children.set(way, child)
    await answered(child)
  }
  const speeds = new Map<WayName, number[]>(ways.map(way => [way, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, child] of children) {
      child.send('go')
      speeds.get(way)?.push((await answered(child)) as number)
    }
  }
  for (const child of children.values()) child.disconnect()
  return speeds
}

function answered(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error('a process that measures has ended'))
    child.once('exit', fail)
    child.once('message', answer => {
      child.off('exit', fail)
      resolve(answer)
    })
  })
}

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b)
const median = (numbers: readonly number[]): number => sorted(numbers)[numbers.length >> 1] as number
const short = (ratio: number): number => Number(ratio.toPrecision(3))

async function compared(name: string, comparisons: readonly Comparison[]): Promise<readonly Result[]> {
  const ways = new Set(comparisons.flatMap(({ way, references }) => [way, ...(Object.keys(references) as WayName[])]))
  const launched: Speeds[] = []
  for (let launch = 0; launch < launches; launch += 1) launched.push(await speedsOf(name, [...ways]))
  const all = (way: WayName) => median(launched.flatMap(speeds => speeds.get(way) as readonly number[]))
  return comparisons.flatMap(({ label, way, references }) =>
    Object.entries(references).map(([reference, target]) => {
      const ratios = sorted(
        launched.map(speeds => {
          const theirs = speeds.get(reference as WayName) as readonly number[]
          return median((speeds.get(way) as readonly number[]).map((speed, round) => speed / (theirs[round] as number)))
        }),
      )
      return {
        name: `${name}${label}`,
        reference,
        ratio: short(median(ratios)),
        lowest: short(ratios[0] as number),
        highest: short(ratios.at(-1) as number),
        target,
        stepsPerSecond: Math.round(all(way)),
        referenceStepsPerSecond: Math.round(all(reference as WayName)),
      }
    }),
  )
}

export async function run(): Promise<{ readonly bench: 'kernel-step'; readonly results: readonly Result[] }> {
  const results = [...(await compared('reference case, no assigns', moves))]
  for (const name of ['reference case', ...shippedNames]) {
    results.push(...(await compared(name, changes)))
  }
  return { bench: 'kernel-step', results }
}
