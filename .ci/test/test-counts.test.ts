import { join } from 'node:path'
import { expect, test } from 'vitest'
// @ts-expect-error a script of the repository, without declarations
import { testCounts } from '../test-counts.mjs'
import { repository } from './planted-workspace.js'

const file = (status: string, ...verdicts: readonly string[]) => ({
  name: join(repository, 'a.test.ts'),
  status,
  assertionResults: verdicts.map(verdict => ({ status: verdict, fullName: verdict })),
})

test('every test counts once, and the skipped ones are named', () => {
  const report = { testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed')] }
  expect(testCounts(report, 1)).toEqual({ passed: 3, failed: 1, skipped: ['a.test.ts: skipped'] })
})

test('a file that breaks before its first test is a failure', () => {
  expect(testCounts({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toMatchObject({
    passed: 1,
    failed: 1,
  })
})

test.each([
  ['ends badly although all tests passed', { testResults: [file('passed', 'passed')] }, 1],
  ['dies before its report', undefined, 137],
  ['claims to be fine and reports nothing', undefined, 0],
])('a run that %s is a failure', (_, report, code) => {
  expect(testCounts(report, code)).toMatchObject({ failed: 1 })
})
