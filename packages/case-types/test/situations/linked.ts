// What a practitioner would try first with cases that ask each other.
import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { expect } from 'vitest'
import { centre, housing, committee as residents } from '../complaint/cast.js'
import {
  answered,
  convening,
  decided,
  finished,
  handled,
  met,
  shelvedTwice,
  stage,
  stateOf,
  voted,
  whole,
} from '../links/ways.js'
import type { Situation } from './situation.js'

export const linked: readonly Situation[] = [
  {
    en: 'A complaint that needs the police, who need the owners',
    zh: '诉求引发约请，约请须业主共同决定',
    about: ['complaint', 'conveningRequest', 'fourParty'],
    inChinese: '诉求发起约请，约请中须业主决定的事项另立四方协调；表决结果逐级带回，诉求据此答复。',
    async tell({ given, when, then }) {
      const s = stage([complaint, conveningRequest, fourParty])
      const id = await given('a complaint that its lead unit cannot solve alone', () => handled(s))
      await when('the lead unit has the police convened', () => s.sent(id, housing, 'requestConvening', convening))
      const request = await s.linked(id, 'convening')
      await when('the units meet and agree on something that only the owners may decide', () =>
        met(s, request.id, { kind: 'needsOwnersDecision', due: '2026-06-30', criterion: '方案公布' }),
      )
      const matter = await then('a four-party case is open for it, and the item waits', async () => {
        const found = await s.linked(request.id, 'fourParty', 'parking')
        expect(found).toMatchObject({ states: ['raised'], data: { purpose: 'decide' } })
        return found
      })
      await when('the owners adopt it', () => voted(s, matter.id, ['yes', 'yes', 'yes', 'yes', 'yes', 'no']))
      await when('the work is done, verified and closed', () => finished(s, request.id))
      await then('the complaint knows what the convening came to', async () =>
        expect((await s.view(id)).data.convening).toMatchObject({ status: 'settled', outcome: 'resolved' }),
      )
      await then('it is answered with it, and nothing is left open between the three', async () => {
        await answered(s, id)
        await whole(s)
      })
      await s.engine.close()
    },
  },
  {
    en: 'The convening is turned down',
    zh: '约请被退回',
    about: ['complaint', 'conveningRequest'],
    inChinese: '约请不予受理的，结果回到诉求，外部时限不停；主办单位可以另行约请，两次结果各归各。',
    async tell({ given, when, then }) {
      const s = stage([complaint, conveningRequest])
      const id = await given('a complaint for which a convening was asked', async () => {
        const one = await handled(s)
        await s.sent(one, housing, 'requestConvening', convening)
        return one
      })
      await when('the centre rejects it and nobody appeals', async () => {
        const request = await s.linked(id, 'convening', 'convening-1')
        await s.sent(request.id, residents, 'submit')
        await s.sent(request.id, centre, 'reject', { reason: '职责清楚' })
        await s.settled(request.id)
      })
      await then('the complaint hears that it was rejected, and is being handled still', async () =>
        expect(await s.view(id)).toMatchObject({ data: { convening: { status: 'settled', outcome: 'rejected' } } }),
      )
      await then('another may be asked for, which is a case of its own', async () => {
        await s.sent(id, housing, 'requestConvening', convening)
        expect((await s.view(id)).data.convening).toMatchObject({ key: 'convening-2', status: 'open' })
      })
      await then('everything ends by itself when everybody falls silent', async () => {
        expect(await s.silence()).toEqual([])
        await whole(s)
      })
      await s.engine.close()
    },
  },
  {
    en: 'What nobody could solve goes to the area meeting',
    zh: '疑难问题提交片会',
    about: ['complaint', 'areaMeeting'],
    inChinese: '挂账两次复查仍未解决的，成为片会议题；片会通过的方案回到诉求，按方案继续办理。',
    async tell({ given, when, then }) {
      const s = stage([complaint, areaMeeting])
      const id = await given('a complaint that was shelved and reviewed twice', () => shelvedTwice(s))
      const round = await then('it is a topic of the next area meeting', () => s.linked(id, 'areaMeeting'))
      await when('the meeting adopts a plan and publishes it', () =>
        decided(s, round.id, 'adoptPlan', { plan: '片区统筹' }),
      )
      await then('the complaint is handled again, by that plan', async () => {
        expect(await stateOf(s, id)).toBe('handling')
        expect((await s.view(id)).data.areaPlan).toBe('片区统筹')
      })
      await then('it is answered, and nothing is left open', async () => {
        await answered(s, id)
        await whole(s)
      })
      await s.engine.close()
    },
  },
]
