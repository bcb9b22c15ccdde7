// A process that takes one case through its history in one way, a batch whenever it is asked.
import { benchOf, type WayName, ways } from './ways.js'

/** Processor time of a batch, in ms: several collections of the way that makes most garbage. */
const batch = 80
/** Warmed up at the earliest and at the latest, in ms of processor time. */
const [least, most] = [1_500, 5_000]

/** Milliseconds this process has computed: on a busy machine the clock tells of its other users. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const [name, way] = process.argv.slice(2) as [string, WayName]
const bench = await benchOf(name)
const take = ways[way](bench)
// A host holds its states. With none alive, V8 forgets their shapes and compiles the code for them again and again.
const held: unknown[] = []

/** Steps per second over so many cases. */
function speed(cases: number): number {
  const start = cpuTime()
  for (let i = 0; i < cases; i += 1) held[i % 5] = take()
  return (cases * bench.events.length * 1000) / (cpuTime() - start)
}

/** Whether the last eight batches were hardly faster than the eight before: V8 has compiled what it will. */
function isSettled(speeds: readonly number[]): boolean {
  const middle = (from: number, to?: number) => speeds.slice(from, to).sort((a, b) => a - b)[4] as number
  return speeds.length >= 16 && middle(-8) < middle(-16, -8) * 1.03
}

// The clock is read at the ends of a batch only: where reading it is slow, that would be most of a fast way's time.
const casesIn = (stepsPerSecond: number) => Math.ceil((stepsPerSecond * batch) / 1000 / bench.events.length)
let cases = casesIn(speed(20))
const began = cpuTime()
const speeds: number[] = []
while (cpuTime() - began < least || (cpuTime() - began < most && !isSettled(speeds))) {
  const now = speed(cases)
  speeds.push(now)
  cases = casesIn(now)
}
process.on('message', () => process.send?.(speed(cases)))
process.send?.('ready')
