// What it costs to verify each shipped case type as it is verified by default: the first time, and once more.
import { lineOf, shipped, timeline } from './verify-types/timeline.js'

/** Measures all of them. */
export function run() {
  const results = shipped.map(caseType => {
    const once = timeline(caseType)
    const again = timeline(caseType, { properties: ['P4'] })
    return lineOf(caseType, once, { may: 500, took: again.first, what: 'its states, explored once more' })
  })
  return { bench: 'verify-types', results }
}
