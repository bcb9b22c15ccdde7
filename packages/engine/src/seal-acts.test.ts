import { everyDayCalendar } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { asking } from '../test/fixtures/asking.js'
import { createEngine } from './create-engine.js'

it.each([
  [[], 0],
  [['dept:police'], 1],
])('a notice to %j is delivered %i times: a notice to nobody is none', async (invitees, times) => {
  const delivered: string[] = []
  const engine = createEngine({
    caseTypes: [asking],
    calendar: everyDayCalendar(),
    deliver: notice => delivered.push(notice.type),
  })
  const opened = await engine.open(
    'asking',
    { topic: '停车', convener: 'rc:chunshen', invitees },
    { by: 'rc:chunshen' },
  )
  if (!opened.ok) throw new Error(opened.refusal.code)
  await engine.send(opened.case.id, { type: 'submit' }, { by: 'rc:chunshen' })
  await engine.advance()
  expect(delivered).toEqual(Array.from({ length: times }, () => 'invited'))
})
