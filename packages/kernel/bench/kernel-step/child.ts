// A process that takes one case through its history in one way, a batch whenever it is asked.
import { benchOf, type WayName, ways } from './ways.js'

const milliseconds = 60
const warming = 10

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

// The clock is read at the ends of a batch only: where reading it is slow, that would be most of a fast way's time.
let cases = 50
for (let i = 0; i < warming; i += 1) cases = Math.ceil((speed(cases) * milliseconds) / 1000 / bench.events.length)
process.on('message', () => process.send?.(speed(cases)))
process.send?.('ready')
