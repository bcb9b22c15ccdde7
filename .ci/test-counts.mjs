/** How many tests of a run passed, failed and were skipped. */
import { relative } from 'node:path'
import { root } from './workspace.mjs'

/**
 * Counts the tests in vitest's JSON report. A file that fails before its first test counts as one failure, and so does
 * a run that fails without naming a test: an error outside of any, or a death before the report.
 *
 * @param {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] } | undefined} report
 * @param {number} code the exit code of the run
 * @returns {{ passed: number, failed: number, skipped: string[] }}
 */
export const testCounts = (report, code) => {
  const counted = { passed: 0, failed: 0, skipped: [] }
  for (const { name, status, assertionResults } of report?.testResults ?? []) {
    for (const { status: verdict, fullName } of assertionResults) {
      if (verdict === 'passed') counted.passed++
      else if (verdict === 'failed') counted.failed++
      else counted.skipped.push(`${relative(root, name)}: ${fullName}`)
    }
    if (status === 'failed' && !assertionResults.some(({ status: verdict }) => verdict === 'failed')) counted.failed++
  }
  if (counted.failed === 0 && (code !== 0 || report === undefined)) counted.failed = 1
  return counted
}
