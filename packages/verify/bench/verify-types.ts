// What it costs to verify each shipped case type as it is verified by default: the first time, and once more in the same
// process, with what was worked out kept: states, edges, properties and stories are found anew.
import { lineOf, shipped, timeline } from './verify-types/timeline.js'

/** Measures all of them. */
export function run() {
  const results = shipped.map(caseType => {
    const once = timeline(caseType)
    timeline(caseType)
    const again = timeline(caseType)
    lineOf(caseType, once, { may: 500, took: once.total, what: 'the first time' })
    return lineOf(caseType, again, { may: 500, took: again.total, what: 'all of it, the third time' })
  })
  return { bench: 'verify-types', results }
}
