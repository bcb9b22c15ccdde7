// 夜间停车: a complaint that no unit can solve alone, across the National Day holiday of 2025, with the convening it asks for.
import { chinaCalendar } from '@convoke/calendar'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { createEngine, memoryStore } from 'convoke'
import {
  centre,
  chen,
  committee,
  community,
  complaintOpening,
  conveningWanted,
  directory,
  duties,
  hotline,
  photo,
  police,
  squad,
  withPolice,
} from './cast.js'
import { timelineOf } from './timeline.js'

/** A clock that stands still until it is set; `advance(until)` moves it from deadline to deadline. */
let now = Date.parse('2025-09-22T22:40+08:00')
const clock = Object.assign(() => now, {
  set: (at: number) => {
    now = at
  },
})

const engine = createEngine({
  caseTypes: [complaint, conveningRequest],
  store: memoryStore(),
  calendar: chinaCalendar(),
  directory,
  now: clock,
  parameters: { 'convening-request': { spotCheckPercent: 0 } },
})
const timeline = timelineOf(engine)
const cases: string[] = []

/** Time passes to a moment of 2025, at which these parties act, once for each of the data; what follows is carried out. */
async function at(when: string, id: string, who: string | readonly string[], type: string, ...data: readonly object[]) {
  await engine.advance(Date.parse(`2025-${when.replace(' ', 'T')}+08:00`))
  for (const by of [who].flat()) {
    for (const one of data.length === 0 ? [{}] : data) {
      const result = await engine.submit(id, { type, ...one }, { by })
      if (!result.ok) throw new Error(`${by} ${type}: ${JSON.stringify(result.refusal)}`)
    }
  }
  await engine.advance()
  await timeline.tell([id, ...cases.filter(other => other !== id)])
}

const opened = await engine.open('complaint', complaintOpening, { by: hotline })
if (!opened.ok) throw new Error(opened.refusal.code)
const c = opened.case.id
cases.push(c)
await timeline.tell(cases)

await at('09-22 22:50', c, hotline, 'accept')
await timeline.explain(c, 'outer')
await at('09-23 09:10', c, centre, 'dispatch', { lead: community, coUnits: [squad] })
await at('09-23 10:00', c, community, 'sign')
await at('09-23 15:00', c, community, 'recordContact', { record: '已电话联系，情况属实' })
await at('09-24 10:00', c, community, 'requestConvening', conveningWanted)

const [convened] = (await engine.list({ caseType: 'convening-request' })).items
if (convened === undefined) throw new Error('the convening request was not opened')
const r = convened.id
cases.push(r)
await timeline.tell(cases)
await timeline.explain(c, 'handling')

await at('09-24 14:00', r, committee, 'editPlan', { invitees: withPolice })
await at('09-24 14:10', r, committee, 'submit')
await at('09-25 09:30', r, centre, 'accept')
await at('09-26 11:00', r, [community, squad, police], 'accept')
await at('09-26 15:00', r, committee, 'fixMeeting', { date: '2025-09-29', time: '14:00', place: '春申居委会' })
await at('09-29 14:00', r, committee, 'openMeeting')
await at('09-29 14:05', r, [community, squad, police], 'checkIn')
await at('09-29 14:10', r, committee, 'begin')
await at('09-29 14:40', r, committee, 'propose', ...duties)
await at('09-29 15:20', r, [community, squad, police], 'agreeResponsibilities')
await at('09-29 16:00', r, committee, 'recordMinutes', { decided: '夜间错时停车，通道由派出所夜查', content: '全文' })
await at('09-29 16:30', r, [community, squad, police, committee], 'signMinutes')
await at('09-30 10:00', r, community, 'confirmItem', { item: 'night-spaces' })
await at('09-30 10:30', r, [police, squad], 'confirmItem', { item: 'fire-lane' })
await timeline.explain(r, 'progress')

await at('10-10 17:00', r, community, 'done', { item: 'night-spaces', evidence: photo, report: '60个车位已开放' })
await at('10-11 09:00', r, police, 'done', { item: 'fire-lane', evidence: photo, report: '三晚无停车' })
await at('10-11 15:00', r, committee, 'pass', ...duties.map(({ item }) => ({ item })))
const marks = { response: 90, attendance: 100, solved: 90, satisfaction: 90 }
const scores = [community, squad, police].map(department => ({ department, ...marks }))
await at('10-13 10:00', r, committee, 'score', ...scores)
await at('10-13 14:00', r, [community, squad, police], 'scorePlan', { quality: 85, fitness: 90 })
await at('10-13 16:00', r, committee, 'close')

await timeline.explain(c, 'handling')
const answer = { outcome: 'resolved', text: '夜间车位60个已开放，通道每晚巡查', evidence: [photo], head: null }
await at('10-14 10:00', c, community, 'answer', answer)
await at('10-14 15:00', c, centre, 'pass')
await at('10-15 19:00', c, chen, 'rate', { contacted: true, solved: true, satisfaction: 5 })
await timeline.explain(c, 'reopening')
await engine.close()
