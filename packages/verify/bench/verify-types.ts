// What it costs to verify each shipped case type as it is verified by default: cold, the first time, and warm, once more in
// the same process with what was explored kept: properties are looked for and stories played anew.
import { lineOf, shipped, timeline } from './verify-types/timeline.js'

/** How many of the runs of a case type are measured as warm; the second is left out, since code is still being compiled then. */
const warmRuns = 5

/** Measures all of them. */
export function run() {
  console.log(
    `Processor time of this process, with collecting garbage and compiling. Cold: the first verification of a case type, nothing known of it; what all share has been compiled by the first of them. Warm: of the third to the ${warmRuns + 2}th in the same process, with what was explored kept, the median of each figure, and the least and the most of all.`,
  )
  const results = shipped.map(caseType => {
    lineOf(caseType, [timeline(caseType)], { may: 500, what: 'cold' })
    timeline(caseType)
    const warm = Array.from({ length: warmRuns }, () => timeline(caseType))
    return lineOf(caseType, warm, { may: 500, what: 'warm' })
  })
  return { bench: 'verify-types', results }
}
