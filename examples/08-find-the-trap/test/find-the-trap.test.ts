import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Opened, paperCase } from '@convoke/core/testing'
import { type PropertyId, verifyCaseType } from '@convoke/verify'
import { expect, test } from 'vitest'
import { repairMeeting, repairMeetingWith } from '../src/repair-meeting.js'

const example = join(import.meta.dirname, '..')
const bodyOf = (test: string) => test.replaceAll(/^(import|\/\/) .*$/gm, '').trim()
const read = (path: string) => readFileSync(join(example, path), 'utf8')
const mustBeSeparate = [{ did: 'report', mayNot: 'verify' }]

const found = (slips: Parameters<typeof repairMeetingWith>[0], property: PropertyId) => {
  const { findings } = verifyCaseType(repairMeetingWith(slips), { mustBeSeparate, properties: [property] })
  expect(findings.map(({ severity }) => severity)).toEqual(['error'])
  return findings[0] as (typeof findings)[number]
}

/** Runs a pasted test against a case type, which it imports otherwise. */
const paste = (test: string, caseType: object) => {
  const run = new Function('it', 'expect', 'paperCase', 'repairMeeting', bodyOf(test))
  run((_: string, body: () => void) => body(), expect, paperCase, caseType)
}

test('the example prints what its README says', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(example, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source', join(example, 'src/main.ts')],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(read('README.md')).toContain(`\`\`\`text\n${stdout.trim()}\n\`\`\``)
})

test.each([
  ['an invitee without a clock', { onlyLeadHasClock: true }, 'P8'],
  ['a lead that verifies its own work', { mayVerifyOwnWork: true }, 'P9'],
] as const)('the pasted test of %s is red for the draft and green once it is mended', (_, slips, property) => {
  const { test: body, journal } = found(slips, property)
  expect(journal.length).toBeGreaterThan(1)
  expect(() => paste(body, repairMeetingWith(slips))).toThrow()
  expect(() => paste(body, repairMeeting)).not.toThrow()
  // It stands in pasted.test.ts as it was written, apart from line breaks and quotes.
  const bare = (code: string) => code.replaceAll(/[\s\\,'"`]/g, '')
  expect(bare(read('test/pasted.test.ts'))).toContain(bare(bodyOf(body)))
})

test('the stories name who is waited for, and who acts twice', () => {
  expect(found({ onlyLeadHasClock: true }, 'P8').message.en).toBe(
    'in "Waiting for answers", if dept:police (invitee) never answers, the case can never be settled',
  )
  expect(found({ mayVerifyOwnWork: true }, 'P9').story.at(-1)?.en).toBe('day 1, 09:05: dept:works: verifies')
})

test('what the town forbids is refused by what was adopted, even to whoever was asked to verify', () => {
  const opened = { opening: repairMeeting.openings?.[0], by: 'rc:chunshen' } as unknown as Opened
  const replies = ['dept:works', 'dept:police'].map(by => ({ type: 'reply', by, answer: 'comes' }))
  const paper = paperCase(repairMeeting, opened, [
    { type: 'invite', by: 'rc:chunshen' },
    ...replies,
    { type: 'report', by: 'dept:works' },
  ])
  expect(paper.send({ type: 'verify', by: 'dept:works' }).refusal?.code).toBe('refusal/separation-of-duties')
  expect(paper.send({ type: 'verify', by: 'dept:police' }).refusal).toBeUndefined()
})
