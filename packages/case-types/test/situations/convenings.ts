// What a practitioner would try first with a request that convenes units on site.
import { chinaCalendar } from '@convoke/calendar'
import { expect } from 'vitest'
import {
  centre,
  emergency,
  leader,
  office,
  ordinary,
  parking,
  rc,
  request,
  squad,
  submitted,
  town,
} from '../convening-request/scenario.js'
import { day, minute } from '../stage/stage.js'
import type { Situation } from './situation.js'

const about = ['conveningRequest']
const reason = { reason: '理由' }

export const convenings: readonly Situation[] = [
  {
    en: 'A department does not answer the invitation',
    zh: '受邀单位不答复',
    about,
    inChinese: '两个工作日不答复即记录在案并自动提请共同的上一级裁定；裁定应约且未申诉的，必须到场。',
    tell({ given, when, then }) {
      const c = given('a request that two departments are invited to, one of which accepts', () =>
        submitted().send(centre, 'accept').send(office, 'accept'),
      )
      when('two working days pass', () => c.lapse('reply'))
      then('the silence of the other is on record, and a ruling is asked for', () => {
        expect(c.context.breaches).toMatchObject([{ party: squad, kind: 'silent' }])
        expect(c.where).toEqual(['ruling', 'ruling.attendance'])
      })
      then('neither the convener nor the supervisor rules on it', () => {
        for (const party of [rc, leader])
          expect(c.refusal(party, 'overrule', { subject: squad, ...reason }).code).toBe('refusal/role')
      })
      when('the town, which commands both, rules that it has to come, and nobody appeals', () =>
        c.send(town, 'overrule', { subject: squad, ...reason }).lapse('appealWindow'),
      )
      then('the meeting can be fixed', () => expect(c.where).toEqual(['scheduled', 'scheduled.fixing']))
    },
  },
  {
    en: 'A unit that nobody in the town commands declines',
    zh: '不归镇管的单位不应约',
    about,
    inChinese: '没有共同上一级时不得裁定应约，只能提请上级；该单位不受约束，其他单位照常开会。',
    tell({ given, when, then }) {
      const c = given('a request in a town that commands none of the invited units', () =>
        submitted({ edges: [] }).send(centre, 'accept').send(office, 'accept'),
      )
      when('one of them declines', () => c.send(squad, 'decline', { code: 'notInRemit', ...reason }))
      then('it is referred up and not bound', () => expect(c.context.invitees[squad]?.status).toBe('referredUp'))
      then('the rest meet', () => expect(c.where).toEqual(['scheduled', 'scheduled.fixing']))
    },
  },
  {
    en: 'The operations centre is invited to what it would screen',
    zh: '审核方本身受邀',
    about,
    inChinese: '城运中心同时受邀时不审核，由分管领导审核。',
    tell({ given, when, then }) {
      const invitees = [...ordinary.invitees, { party: centre, as: 'required', asked: '派单' }]
      const c = given('a request that invites the operations centre itself', () =>
        submitted({ opening: { ...ordinary, invitees } }),
      )
      then('the centre does not screen it', () =>
        expect(c.refusal(centre, 'accept').details).toMatchObject({ guard: 'screens' }),
      )
      when('the town leader in charge screens it', () => c.send(leader, 'accept'))
      then('the invitations are out', () => expect(c.where).toEqual(['inviting', 'inviting.replies']))
    },
  },
  {
    en: 'Somebody comes who may only take notes',
    zh: '来的人不能拍板',
    about,
    inChinese: '只有传达权限的受托人不能同意分工，须由本单位同意。',
    tell({ given, when, then }) {
      const c = given('a department that sends a delegate who may only relay', () =>
        submitted()
          .send(centre, 'accept')
          .send(office, 'accept')
          .send(squad, 'delegate', { to: 'person:wang', mandate: 'relay' }),
      )
      when('the meeting is held and a division of work is proposed', () =>
        c
          .send(rc, 'fixMeeting', { date: '2026-03-05', time: '14:00', place: '春申路' })
          .wait(2 * day)
          .send(rc, 'openMeeting')
          .send(office, 'checkIn')
          .send('person:wang', 'checkIn')
          .send(rc, 'begin')
          .send(rc, 'propose', parking)
          .send(office, 'agreeResponsibilities'),
      )
      then('the delegate cannot agree to it', () =>
        expect(c.refusal('person:wang', 'agreeResponsibilities').details).toMatchObject({ guard: 'mayAgree' }),
      )
      when('the department agrees itself', () => c.send(squad, 'agreeResponsibilities'))
      then('the minutes are written', () => expect(c.where).toEqual(['onSite', 'onSite.minutes']))
    },
  },
  {
    en: 'An emergency in the night of the festival',
    zh: '春节夜间紧急约请',
    about,
    inChinese: '紧急约请先到场后补审，半小时到场不因节假日顺延；一个工作日内的补报则顺延到节后。',
    tell({ given, when, then }) {
      const at = Date.parse('2026-02-17T02:00+08:00')
      const c = given('an emergency at two in the morning of the first day of the Spring Festival', () =>
        submitted({ calendar: chinaCalendar(), opening: emergency, at }),
      )
      const due = (name: string, key?: string) =>
        c.state.deadlines.find(one => one.name === name && (key === undefined || one.key === key))?.dueAt
      then('everybody invited has to be there at half past two', () =>
        expect(due('presence', squad)).toBe(at + 30 * minute),
      )
      then('the report afterwards is due on the first working day', () =>
        expect(due('emergencyReport')).toBe(Date.parse('2026-02-25T00:00+08:00')),
      )
      when('half an hour passes and nobody has come', () => c.wait(30 * minute))
      then('it has gone to the supervisor, with everybody who is missing on record', () => {
        expect(c.where[0]).toBe('escalated')
        expect(c.context.breaches.map(({ party }) => party)).toEqual(expect.arrayContaining([office, squad]))
      })
    },
  },
  {
    en: 'A draft that nobody submits',
    zh: '起草后无人提交',
    about,
    inChinese: '起草后一直未提交的，到期自动撤回，不会挂在那里。',
    tell({ given, when, then }) {
      const c = given('a request that is drafted and forgotten', () => request())
      when('the time for drafting passes', () => c.lapse('draft'))
      then('it is withdrawn by the clock', () => expect(c.outcome).toBe('withdrawn'))
    },
  },
]
