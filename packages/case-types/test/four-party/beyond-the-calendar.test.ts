// A decision of the owners can be challenged for a year, longer than holidays are published.
import { chinaCalendar } from '@convoke/calendar'
import { fourParty } from '@convoke/case-types/four-party'
import { type CaseStore, memoryStore, staticDirectory, type WorkingCalendar } from '@convoke/core'
import { manualClock } from '@convoke/core/testing'
import { createEngine } from '@convoke/engine'
import { describe, expect, it } from 'vitest'
import { committee, file, owner, parking, residents, rolls } from './play.js'

const day = 86_400_000
/** Monday, 2 March 2026, 09:00 in Shanghai. */
const monday = Date.parse('2026-03-02T09:00+08:00')
const notices = { '2027': { title: '为测试而写的通知', issued: '2026-11-05' } }
/** As if it were published: the last day of the window is a holiday, and the weekend after it is worked. */
const year2027 = {
  year: 2027,
  notices,
  holidays: [{ from: '2027-04-07', to: '2027-04-09', name: '测试假', notice: '2027' }],
  makeUpDays: [{ date: '2027-04-10', name: '测试假', notice: '2027' }],
} as const

const lastDay = (deadline: { readonly dueAt: number | null } | undefined) =>
  chinaCalendar().localDate((deadline?.dueAt ?? 0) - 1)

function host(
  store: CaseStore,
  now: () => number,
  calendar: WorkingCalendar,
  earlierCalendars: WorkingCalendar[] = [],
) {
  const directory = staticDirectory({ rolls })
  return createEngine({ caseTypes: [fourParty], store, now, calendar, earlierCalendars, directory })
}

/** A vote in the spring of 2026, adopted and posted. */
async function adopted(calendar: WorkingCalendar) {
  const store = memoryStore()
  const now = manualClock(monday)
  const engine = host(store, now, calendar)
  const opened = await engine.open('four-party', parking as never, { by: owner(0) })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const { id } = opened.case
  const send = async (by: string, type: string, data: object = {}) => {
    const result = await engine.submit(id, { type, ...data }, { by })
    if (!result.ok) throw new Error(`${type}: ${JSON.stringify(result.refusal)}`)
  }
  const wait = async (ms: number) => {
    now.add(ms)
    await engine.advance()
  }
  await send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason: '收费' })
  await send(committee, 'announceVote', { title: '车位收费', agenda: '收费标准', matter: 'otherCommon' })
  await wait(17 * day)
  await send(committee, 'openVoting')
  const choices = ['yes', 'yes', 'yes', 'yes', 'no', 'no']
  for (const [index, choice] of choices.entries()) await send(owner(index), 'vote', { choice })
  const isOpen = async () => (await engine.view(id))?.states.some(state => ['voting', 'tallying'].includes(state))
  while (await isOpen()) await wait(day)
  await send(committee, 'postDecision', { file: file('8') })
  const windows = async (running = engine) =>
    (await running.deadlines(id)).filter(({ name }) => name === 'challengeWindow')
  return { store, now, engine, id, windows }
}

describe('a window to challenge that ends after the published holidays', () => {
  it('loses nobody’s vote: its date is provisional, and says so in both languages', async () => {
    const { engine, id, windows } = await adopted(chinaCalendar())
    const [window, ...others] = await windows()
    expect(others).toEqual([])
    expect(window).toMatchObject({ provisional: true, explanation: { duration: { n: 365, unit: 'calendar-day' } } })
    expect(lastDay(window)).toBe('2027-04-08')
    expect(window?.explanation?.sentence['zh-CN']).toContain('尚未公布节假日安排')
    expect(window?.explanation?.sentence.en).toContain('provisional')
    expect((await engine.view(id))?.data.decisions).toBeDefined()
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })

  it('replays alike where the host allows every provisional date, because the edition alone decides the instant', async () => {
    const { store, now, windows } = await adopted(chinaCalendar())
    const lenient = host(store, now, chinaCalendar({ allowProvisional: true }))
    expect(await lenient.audit()).toMatchObject({ ok: true, faults: [] })
    expect(await windows(lenient)).toEqual(await windows())
  })

  it('is counted anew when the edition that knows its last day is adopted', async () => {
    const { store, now, id, windows } = await adopted(chinaCalendar())
    const [guess] = await windows()
    const known = chinaCalendar({ years: [year2027] })
    const engine = host(store, now, known, [chinaCalendar()])
    const signatures = [
      { by: 'town:meilong', actor: 'wang' },
      { by: 'rc:chunshen', actor: 'li' },
    ] as const
    const result = await engine.adoptCalendar(id, { ground: '2027 is published', signatures })
    if (!result.ok) throw new Error(result.refusal.code)
    expect(result.entry.data.moved).toContainEqual(
      expect.objectContaining({ name: 'challengeWindow', from: guess?.dueAt, provisional: false }),
    )
    const [window] = await windows(engine)
    expect(window).toMatchObject({ provisional: false, explanation: { edition: known.edition } })
    expect([lastDay(guess), lastDay(window)]).toEqual(['2027-04-08', '2027-04-10'])
    expect(await engine.audit()).toMatchObject({ ok: true, faults: [] })
  })

  it('in working days is refused still, by an error that says what to do, and leaves the case as it was', async () => {
    const now = manualClock(Date.parse('2026-12-31T09:00+08:00'))
    const engine = host(memoryStore(), now, chinaCalendar())
    const opening = engine.open('four-party', parking as never, { by: owner(0) })
    await expect(opening).rejects.toMatchObject({ code: 'calendar/outside-coverage' })
    expect((await engine.list({})).items).toEqual([])
  })
})
