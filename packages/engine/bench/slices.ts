/** What a stretch of work took: wall clock, and the time of this process's threads on a processor, in seconds. */
export interface Cost {
  readonly wall: number
  readonly cpu: number
}

/** What some work costs. No collection is forced before: V8 would throw away compiled code with the garbage. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1_000_000 }
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}
