import { besideIds } from '../run/case-times.js'
import type { ReplicationResult } from '../run/tally.js'

/**
 * Whether two policies came to the very same in each replication, as a policy held against itself does: then they differ in nothing, exactly, also where a share by
 * itself is not certain.
 */
export function areSame(one: readonly ReplicationResult[], other: readonly ReplicationResult[]): boolean {
  return one.length === other.length && one.every((own, i) => written(own) === written(other[i] as ReplicationResult))
}

/** All that a policy came to by itself: cases side by side are noted of the other one only. */
function written(result: ReplicationResult): string {
  return JSON.stringify({ ...result, measures: result.measures.filter(({ id }) => !besideIds.includes(id)) })
}
