// Random histories of complaints and of all that they ask: convenings, four-party cases, area meetings, other complaints.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Context } from '../../src/complaint/v1/context.js'
import { centre, desk, group, housing, leader, lift, reason, townEdges } from '../complaint/cast.js'
import { dataFor } from '../complaint/random-play.js'
import { rolls } from '../four-party/play.js'
import { picker } from '../stage/random.js'
import { step } from './random-links.js'
import { type Folded, type Scene, scene } from './scene.js'
import { faults } from './system.js'

/** What a complaint says it waits for, and the book of its links says is over or never was. */
function waitsInVain({ caseType, id, state }: Folded): string[] {
  if (caseType !== 'complaint' || state.outcome !== null) return []
  const { convening, fourParty: owners, areaMeeting: round } = state.machine.context as unknown as Context
  return Object.entries({ convening, fourParty: owners, areaMeeting: round }).flatMap(([link, record]) => {
    const book = state.links.find(one => one.link === link && one.key === record?.key)
    return record?.status === 'open' && book?.status !== 'open' ? [`${id} waits for ${link} ${record.key}`] : []
  })
}

/** Who leads besides another one. */
function twoLeads({ id, roster }: Folded): string[] {
  const leads = [...roster].filter(([, roles]) => roles.includes('leadUnit')).map(([party]) => party)
  return leads.length > 1 ? [`${id} is led by ${leads.join()}`] : []
}

const wrong = (all: readonly Folded[]) => [...faults(all), ...all.flatMap(waitsInVain), ...all.flatMap(twoLeads)]

/** A complaint on its way: handled, or shelved and before the area meeting. */
async function begun(s: Scene, opening: object, asks: string): Promise<void> {
  const id = await s.open('complaint', opening, desk, { maxShelvingReviews: 1 })
  await s.sent(id, desk, 'accept')
  await s.sent(id, centre, 'dispatch', { lead: housing })
  await s.sent(id, housing, 'sign')
  await s.sent(id, housing, 'recordContact', { record: '已联系' })
  if (asks !== 'requestShelving') {
    const { data } = await s.view(id)
    return s.sent(
      id,
      housing,
      asks,
      dataFor(asks, { context: data as unknown as Context, at: s.now() }, () => 0),
    )
  }
  await s.sent(id, housing, asks, { ...reason, plan: '列入下年度', named: housing })
  await s.sent(id, leader, 'approve', { request: 'shelving' })
  await s.sent(id, leader, 'reviewShelving', { finding: '资金未到位' })
}

it('random histories of complaints and what they ask keep what holds for all, and end when everybody falls silent', async () => {
  const back: Record<string, number> = { 'convening-request': 0, 'four-party': 0, 'area-meeting': 0 }
  let asked = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2 ** 31 - 1), { minLength: 15, maxLength: 40, size: 'max' }), async choices => {
      const s = scene([complaint, conveningRequest, fourParty, areaMeeting], { edges: townEdges, rolls })
      await begun(s, lift, 'requestConvening')
      await begun(s, group, 'requestFourParty')
      await begun(s, lift, 'requestShelving')
      for (const choice of choices) {
        await step(s, picker(choice))
        const all = await s.folded()
        const found = wrong(all)
        if (found.length > 0) throw new Error(found.join('\n'))
      }
      const left = await s.silence()
      const all = await s.folded()
      await s.engine.close()
      expect(left).toEqual([])
      expect(wrong(all)).toEqual([])
      for (const { caseType, entries, state } of all) {
        if (caseType !== 'complaint') continue
        asked += state.links.length
        for (const { type, by } of entries) {
          const other = all.find(({ id }) => by === `case:${id}`)?.caseType
          if (type === 'case.settled' && other !== undefined && other in back) back[other] = (back[other] ?? 0) + 1
        }
      }
    }),
    { numRuns: 6 },
  )
  // A property over complaints that nobody answers would prove nothing.
  expect(asked).toBeGreaterThan(18)
  for (const [caseType, count] of Object.entries(back)) expect(count, caseType).toBeGreaterThan(0)
})
