// The days that may be chosen, over holidays and make-up days, before a date is sent and after one was refused.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type CommandLine, emptyDesk, parking } from './command-line.js'

const using = ['--config', join(import.meta.dirname, 'fixtures/visits.ts')]

async function deskWithVisit(): Promise<CommandLine> {
  const desk = emptyDesk()
  const opening = JSON.stringify({ host: 'family:3', guest: 'rc:chunshen' })
  await desk.convoke('open', 'visit', '--by', 'family:3', '--data', opening, '--id', parking, ...using)
  // Tuesday, 30 September 2025: the eight days after are holidays.
  desk.now = Date.parse('2025-09-30T09:00+08:00')
  return desk
}

it('are told of what a party may do, in both languages', async () => {
  const desk = await deskWithVisit()
  const told = async (...more: readonly string[]) =>
    (await desk.convoke('allowed', parking, '--as', 'family:3', ...using, ...more)).out.split('\n')[0]
  expect(await told()).toMatch(
    /depends on the data; date from 2025-10-10 to 2025-10-30; stops\[\]\.on from 2025-09-30 on$/,
  )
  expect(await told('--lang', 'zh-CN')).toMatch(/；date 可填2025-10-10至2025-10-30；stops\[\]\.on 最早2025-09-30$/)
})

it('are told where another was chosen, which exits as any refusal does', async () => {
  const desk = await deskWithVisit()
  const send = (date: string) =>
    desk.convoke('send', parking, 'appoint', '--by', 'family:3', '--data', JSON.stringify({ date }), ...using)
  const refused = await send('2025-10-09')
  expect([refused.code, refused.err + refused.out]).toEqual([
    (await desk.convoke('send', parking, 'come', '--by', 'family:3', ...using)).code,
    expect.stringContaining('(/date); earliest 2025-10-10; latest 2025-10-30.'),
  ])
  expect((await send('2025-10-10')).code).toBe(0)
  const { out } = await desk.convoke('allowed', parking, '--as', 'rc:chunshen', ...using)
  expect(out).toMatch(/depends on the data; on until 2025-09-30\n/)
})
