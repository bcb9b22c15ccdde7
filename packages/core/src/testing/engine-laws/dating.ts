import { LawBroken, same } from '../law.js'
import { type EngineLaw, engineLaw, hour, monday, type Scene } from './engine-law.js'
import { visitOpened } from './visit.js'

async function opened({ engine }: Scene): Promise<string> {
  const result = await engine.open('visit', visitOpened.opening, { by: visitOpened.by })
  if (!result.ok) throw new LawBroken(`a visit should open, not be refused with ${result.refusal.code}`)
  return result.case.id
}

/** Laws about the days between which dates may lie. */
export const datingLaws: readonly EngineLaw[] = [
  engineLaw('a date that may not be chosen is refused with the days that may, and told beforehand', async scene => {
    const id = await opened(scene)
    const days = async () => (await scene.view(id, 'family:3')).allowed.find(one => one.command === 'appoint')?.dates
    same((await days())?.date, { earliest: '2026-01-07', latest: '2026-02-04' }, 'the days told beforehand')
    const result = await scene.send(id, 'appoint', 'family:3', { date: '2026-01-06' })
    same(
      !result.ok && [result.refusal.code, result.refusal.details],
      [
        'refusal/date-out-of-range',
        { command: 'appoint', field: '/date', earliest: '2026-01-07', latest: '2026-02-04' },
      ],
      'the refusal',
    )
    scene.now.set(monday + 24 * hour)
    same((await days())?.date?.earliest, '2026-01-08', 'the earliest day a day later')
    same(await scene.refused(id, 'appoint', 'family:3', { date: '2026-01-07' }), 'refusal/date-out-of-range', 'by then')
    await scene.sent(id, 'appoint', 'family:3', { date: '2026-01-08' })
    same((await scene.view(id)).data.date, '2026-01-08', 'the day that is kept')
  }),
]
