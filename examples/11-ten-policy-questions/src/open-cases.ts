// The store of a made-up town on 29 September 2026, and its open cases as a simulation begins with them.
import { chinaCalendar } from '@convoke/calendar'
import { complaint } from '@convoke/case-types/complaint'
import { type OpenCase, openCaseOf } from '@convoke/simulate'
import { sqliteStore } from '@convoke/store-sqlite'
import { createEngine } from 'convoke'

const urban = 'dept:urban'
const centre = 'town:centre'
const desk = 'hotline:desk'
const day = 86_400_000
const minute = 60_000

/** Every open case of the store. */
export async function openCases(): Promise<readonly OpenCase[]> {
  const calendar = chinaCalendar({ allowProvisional: true })
  let now = Date.parse('2026-09-14T09:00+08:00')
  const clock = () => now
  const engine = createEngine({ caseTypes: [complaint], store: sqliteStore(':memory:'), calendar, now: clock })
  try {
    for (let i = 0; i < 36; i++) await complain(i)
    now = Date.parse('2026-09-29T17:30+08:00')
    await engine.advance(now)
    const { items } = await engine.list({ settled: false }, { limit: 500 })
    const open: OpenCase[] = []
    for (const { id } of items) {
      const file = await engine.exportCase(id)
      const one = file && openCaseOf(file, { caseTypes: [complaint], calendarOf: () => calendar })
      if (one !== undefined) open.push(one)
    }
    return open
  } finally {
    await engine.close()
  }

  /** The i-th complaint, three on each day but Sundays: some are answered by now, some signed for, some not yet dispatched. */
  async function complain(i: number): Promise<void> {
    now = Date.parse('2026-09-14T09:00+08:00') + (Math.floor(i / 3) + Math.floor(i / 18)) * day + (i % 3) * 97 * minute
    await engine.advance(now)
    const id = `01997e62-5e80-7000-8000-${String(i).padStart(12, '0')}`
    const opened = await engine.open(
      'complaint',
      {
        ...{ topic: '噪声扰民', kind: 'complaint', place: '春申景城', inlet: 'hotline', channel: 'phone' },
        ...{ complainant: `person:${i}`, intake: desk, operationsCentre: centre },
        ...{ supervisor: 'leader:in-charge', districtOffice: 'district:office' },
      },
      { by: desk, id },
    )
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
    const steps = [
      [desk, 'accept', {}],
      [centre, 'dispatch', { lead: urban }],
      [urban, 'sign', {}],
      [urban, 'recordContact', { record: '已电话联系' }],
    ] as const
    // The newest have not come as far.
    const reached = i >= 34 ? 1 : i >= 30 ? 3 : 4
    for (const [by, type, data] of steps.slice(0, reached)) {
      now += 20 * minute
      const sent = await engine.submit(id, { type, ...data }, { by })
      if (!sent.ok) throw new Error(`${by} ${type}: ${JSON.stringify(sent.refusal)}`)
    }
  }
}
