// What a practitioner would try first with a complaint.
import { chinaCalendar } from '@convoke/calendar'
import { expect } from 'vitest'
import {
  accepted,
  again,
  anonymous,
  calledBack,
  centre,
  company,
  desk,
  dispatched,
  evidence,
  group,
  handled,
  housing,
  inspector,
  leader,
  lift,
  pleased,
  police,
  reason,
  received,
  report,
  rescue,
  shelved,
  solved,
  streets,
  zhang,
} from '../complaint/cast.js'
import { hour, minute } from '../stage/stage.js'
import type { Situation } from './situation.js'

const about = ['complaint']
const shanghai = (instant: number | null | undefined) =>
  new Date((instant ?? Number.NaN) + 8 * hour).toISOString().slice(0, 16)

export const complaints: readonly Situation[] = [
  {
    en: 'Somebody complains again about the same thing',
    zh: '重复诉求',
    about,
    inChinese: '没有新情况的重复诉求，以上次答复告知并计入次数；有新情况的重新办理，不得再以旧答复告知。',
    tell({ given, when, then }) {
      const c = given('a complaint about a lift that was answered before', () => received())
      when('the desk tells the previous answer, with a reason', () =>
        c.send(desk, 'informPrevious', { previous: '2026-0', ...reason }),
      )
      then('the case is closed as informed of the previous answer', () => expect(c.outcome).toBe('informedPrevious'))
      when('the complainant brings new facts', () => c.send(zhang, 'reopen', { newFacts: '今早再次故障' }))
      then('the case is open again', () => expect(c.where).toEqual(['submitted']))
      then('nobody may put it off with the old answer a second time', () =>
        expect(c.refusal(desk, 'informPrevious', { previous: '2026-0', ...reason }).code).toBe('refusal/guard'),
      )
    },
  },
  {
    en: 'Nobody gives a name',
    zh: '匿名诉求',
    about,
    inChinese: '匿名诉求照样受理派单，不回访，由网格员现场核查后公开答复；核查未解决的退回重办。',
    tell({ given, when, then }) {
      const c = given('an anonymous complaint, dispatched to the housing office', () => handled({ opening: anonymous }))
      then('no contact is asked of the office: there is nobody to contact', () => expect(c.where).toEqual(['handling']))
      when('the office answers and the answer is reviewed', () =>
        c.send(housing, 'answer', solved).send(centre, 'pass'),
      )
      then('nothing is published before somebody has looked', () =>
        expect(c.refusal(desk, 'publishReply', { text: '已清理' }).code).toBe('refusal/guard'),
      )
      when('the grid inspector finds it solved and the reply is published', () =>
        c
          .send(inspector, 'checkOnSite', { solved: true, finding: '已清' })
          .send(desk, 'publishReply', { text: '已清理' }),
      )
      then('the case is closed as answered publicly', () => expect(c.outcome).toBe('answeredPublicly'))
    },
  },
  {
    en: 'A group of six',
    zh: '六人联名',
    about,
    inChinese: '联名诉求的代表不超过五人，第六人只能附议；回访逐一询问代表，一人不满意即退回重办。',
    tell({ given, when, then }) {
      const six = given('six residents who complain together', () =>
        ['1', '2', '3', '4', '5', '6'].map(n => `resident:${n}`),
      )
      then('six representatives are refused at the door', () =>
        expect(() => received({ opening: { ...group, group: six } })).toThrow('too_big'),
      )
      const c = given('the same complaint with five of them', () =>
        received({ opening: { ...group, group: six.slice(0, 5) } }),
      )
      when('the sixth joins as a supporter', () => c.send(desk, 'joinAs', { party: 'resident:6', as: 'supporter' }))
      then('the supporter is counted, and acts in nothing', () => {
        expect(c.context.headcount).toBe(31)
        expect(c.allowed('resident:6')).toEqual([])
      })
      const answered = given('a group of three that is being called back', () => calledBack({ opening: group }))
      when('two are content and one is not', () => {
        for (const party of [zhang, 'resident:1']) answered.send(party, 'rate', pleased)
        answered.send('resident:2', 'rate', { contacted: true, solved: false, satisfaction: 1, comment: '未解决' })
      })
      when('the site is checked and the reply is published', () =>
        answered
          .send(desk, 'checkOnSite', { solved: true, finding: '已整改' })
          .send(desk, 'publishReply', { text: '已整改' }),
      )
      then('one who is not content is enough: it is handled again', () =>
        expect(answered.where).toEqual(['rework', 'rework.working']),
      )
    },
  },
  {
    en: 'The wrong unit, twice',
    zh: '两次派错单位',
    about,
    inChinese:
      '首派单位退单一次，由派单方裁定改派；裁定后不得再退；再改派只能给归中心或督办管辖的单位，并计数，外部时限始终不变。',
    tell({ given, when, then }) {
      const c = given('an order dispatched to the housing office, in a town that allows three returns', () =>
        dispatched({ parameters: { returnsAllowed: 3 } }),
      )
      const outer = c.due('outer')
      when('the office returns it, naming the streets office and the list of duties', () =>
        c.send(housing, 'returnOrder', { reason: '不属职责', proposed: streets, basis: '职责清单' }),
      )
      when('the operations centre rules and gives it to the streets office', () =>
        c.send(centre, 'reassign', { lead: streets, ...reason }),
      )
      then('the streets office cannot return it: there is no return after a ruling', () =>
        expect(
          c.refusal(streets, 'returnOrder', { reason: '也不属', proposed: housing, basis: '职责清单' }).details,
        ).toMatchObject({ guard: 'mayReturn' }),
      )
      then(
        'the supervisor cannot give it to the police, which stand under nobody here and could not return it either',
        () =>
          expect(c.refusal(leader, 'reassign', { lead: police, ...reason }).details).toMatchObject({
            guard: 'bindsOnceRuled',
          }),
      )
      when('the supervisor gives it back to the housing office, which is under it', () =>
        c.send(leader, 'reassign', { lead: housing, ...reason }),
      )
      then('the move is counted', () => expect(c.context).toMatchObject({ lead: housing, reassignments: 1 }))
      then('the outer clock has not moved', () => expect(c.due('outer')).toBe(outer))
    },
  },
  {
    en: 'A silent police station',
    zh: '派出所不签收',
    about,
    inChinese: '到期不签收视为签收，时限照走；未按时联系的记为逾期联系，办件照常推进。',
    tell({ given, when, then }) {
      const c = given('an order dispatched to the police station', () =>
        accepted().send(centre, 'dispatch', { lead: police }),
      )
      when('the time to sign passes in silence', () => c.lapse('signing'))
      then('the order counts as signed, and the station has to contact the complainant', () =>
        expect(c.where).toEqual(['contacting']),
      )
      when('the time for first contact passes too', () => c.lapse('firstContact'))
      then('it is handled all the same, with the contact on record as late', () => {
        expect(c.where).toEqual(['handling'])
        expect(c.context.contact).toBe('late')
      })
    },
  },
  {
    en: 'Somebody is trapped in a lift at night, on New Year’s Eve',
    zh: '除夕夜电梯困人',
    about,
    inChinese: '应急移交按小时计时，节假日不停；困人两小时即为事故，自动上报；记录后续处置之前不结案。',
    tell({ given, when, then }) {
      const at = Date.parse('2026-02-16T23:10+08:00')
      const c = given('a call at 23:10 on the eve of the Spring Festival: two people are trapped', () =>
        received({ at, calendar: chinaCalendar() }),
      )
      when('the desk hands over to lift rescue, which comes in a quarter of an hour', () =>
        c
          .send(desk, 'handOver', { to: 'lift', unit: rescue, note: '两人被困' })
          .send(rescue, 'acknowledge')
          .wait(15 * minute)
          .send(rescue, 'reportOnScene'),
      )
      then('nobody can close it while they are not free', () =>
        expect(c.refusal(centre, 'followUp', { report: '仍在处置', furtherHandling: true }).code).toBe('refusal/guard'),
      )
      when('two hours pass, holiday or not', () => c.wait(2 * hour))
      then('it reports itself as an accident to supervisor and district', () =>
        expect(c.told('accident')[0]?.to).toEqual([leader, 'district:minhang']),
      )
      when('they are freed, and the centre records that more has to be done', () =>
        c.send(rescue, 'reportFreed').send(centre, 'followUp', { report: '已解救', furtherHandling: true }),
      )
      then('it goes on as an ordinary order', () => expect(c.where).toEqual(['dispatching']))
    },
  },
  {
    en: 'Lift rescue does not answer, and the fire brigade takes over',
    zh: '电梯救援无人应答，改由消防处置',
    about,
    inChinese:
      '应急单位无人应答时，中心可立即改派另一应急单位；原单位职责即止并获告知，困人两小时与跟进时限不重新起算。',
    tell({ given, when, then }) {
      const c = given('two people trapped in a lift, handed over to lift rescue, which is silent', () =>
        received().send(desk, 'handOver', { to: 'lift', unit: rescue, note: '两人被困' }),
      )
      const accidentAt = c.due('trapped')
      when('the centre hands over to the fire brigade after eight minutes', () =>
        c.wait(8 * minute).send(centre, 'handOver', { to: '119', unit: 'fire:station', note: '电梯救援无人接听' }),
      )
      then('lift rescue is told, and owes nothing any more', () => {
        expect(c.told('passedOn')[0]?.to).toEqual([rescue])
        expect(c.roles(rescue)).toEqual([])
      })
      then('the two hours after which it is an accident run on as they were', () =>
        expect(c.due('trapped')).toBe(accidentAt),
      )
      when('the fire brigade comes and frees them', () =>
        c.send('fire:station', 'reportOnScene').send('fire:station', 'reportFreed'),
      )
      then('no accident is reported, and the centre can follow it up', () => {
        expect(c.told('accident')).toEqual([])
        c.send(centre, 'followUp', { report: '消防已救出，电梯停用', furtherHandling: true })
        expect(c.where).toEqual(['dispatching'])
      })
    },
  },
  {
    en: 'Merged cases, two different ratings',
    zh: '并案后评价不一',
    about,
    inChinese: '并案不合并诉求人：各自收到答复、各自评价、各自计数；一件满意办结，另一件不满意重办。',
    tell({ given, when, then }) {
      const pair = given('two complaints that were merged into one order', () =>
        ['满意', '不满意'].map(() => received().send(desk, 'merge', { into: '2026-7', lead: housing, ...reason })),
      )
      when('the one answer is adopted for each', () => {
        for (const c of pair) c.send(centre, 'adoptAnswer', { ...solved, outcome: 'explained' })
      })
      then('each complainant has got it', () => {
        for (const c of pair) expect(c.told('answered')[0]?.to).toEqual([zhang])
      })
      when('one rates it five, the other one', () => {
        for (const [index, c] of pair.entries())
          c.send(zhang, 'rate', { contacted: true, solved: false, satisfaction: index === 0 ? 5 : 1 })
      })
      then('the first is closed, the second is handled again', () =>
        expect(pair.map(c => c.outcome ?? c.where[0])).toEqual(['explained', 'rework']),
      )
    },
  },
  {
    en: 'A holiday in between',
    zh: '中间有长假',
    about,
    inChinese: '工作日时限跳过国庆长假，调休上班的周六计入；次日零点到期。',
    tell({ given, when, then }) {
      const at = Date.parse('2026-09-29T10:00+08:00')
      const c = given('an order signed on 29 September, two days before the National Day holiday', () =>
        dispatched({ at, calendar: chinaCalendar() }).send(housing, 'sign'),
      )
      when('the complainant is contacted and the five working days begin', () =>
        c.send(housing, 'recordContact', { record: '已联系' }),
      )
      then('they end with 12 October: the holiday rests, Saturday 10 October is worked', () =>
        expect(shanghai(c.due('handling'))).toBe('2026-10-13T00:00'),
      )
    },
  },
  {
    en: 'The accused wants to handle the complaint',
    zh: '被反映单位要求承办',
    about,
    inChinese: '被反映单位不得主办、协办、回访；举报人受保护时，即使本人同意也不向其透露身份。',
    tell({ given, when, then }) {
      const c = given('a complaint about a property company', () => accepted())
      then('the company can be neither lead nor helper, nor can a branch of it', () => {
        for (const data of [{ lead: company }, { lead: `${company}/north` }, { lead: housing, coUnits: [company] }])
          expect(c.refusal(centre, 'dispatch', data).details).toMatchObject({ guard: 'mayLead' })
      })
      when('the complainant agrees to be contacted by the company', () => c.send(zhang, 'consent'))
      then('the company learns who it is from then on, and still handles nothing', () =>
        expect(c.roles(company)).toEqual(['respondent', 'consentedRespondent']),
      )
      const protectedOne = given('a report whose author is protected', () => received({ opening: report }))
      then('the author cannot agree to be named: the protection is not his to give up', () =>
        expect(protectedOne.refusal(zhang, 'consent').details).toMatchObject({ guard: 'mayConsent' }),
      )
    },
  },
  {
    en: 'A unit disputes a bad rating',
    zh: '对差评提出异议',
    about,
    inChinese: '对评价的异议须附证据，只提一次、只裁一次，由督办裁定；裁定剔除的评价保留在案但不计入。',
    tell({ given, when, then }) {
      const dispute = { ...reason, evidence: [evidence] }
      const c = given('a complaint that is handled again, because it was rated one', () => again())
      then('the unit cannot dispute the rating without evidence', () =>
        expect(c.refusal(housing, 'disputeRating', { ...reason, evidence: [] }).code).toBe('input/schema'),
      )
      when('it disputes it with evidence', () => c.send(housing, 'disputeRating', dispute))
      then('the centre that dispatched it does not rule on it', () =>
        expect(c.refusal(centre, 'ruleRating', { upheld: true, ...reason }).code).toBe('refusal/role'),
      )
      when('the supervisor sets the rating aside', () => c.send(leader, 'ruleRating', { upheld: true, ...reason }))
      then('the case is closed, and the rating stays on record, not counted', () => {
        expect(c.outcome).toBe('resolved')
        expect(c.context.ratings[zhang]).toMatchObject({ excluded: true, satisfaction: 1 })
      })
    },
  },
  {
    en: 'There is no money for it this year',
    zh: '今年没有资金，申请挂账',
    about,
    inChinese: '挂账须督办批准并告知诉求人，内外时限暂停；复查两次后交片会研究，不会无限期搁置。',
    tell({ given, when, then }) {
      const c = given('a complaint shelved with reason, plan and named lead, approved by the supervisor', () =>
        shelved(),
      )
      then('the complainant was told, and the clocks rest', () => {
        expect(c.told('shelved')[0]?.to).toContain(zhang)
        expect(c.due('handling')).toBe(null)
      })
      when('it was reviewed once and nobody reviews it again', () =>
        c.send(leader, 'reviewShelving', { finding: '继续' }).lapse('shelvingReview'),
      )
      then('the area meeting has it', () => {
        expect(c.where).toEqual(['areaMeeting'])
        expect(c.told('case.open')[0]?.params).toMatchObject({ link: 'areaMeeting', as: leader })
      })
    },
  },
  {
    en: 'A complaint about a member of staff',
    zh: '反映工作人员作风',
    about,
    inChinese: '反映工作人员的不派给其单位，告知纪检渠道；已派出后才发现的立即提级。',
    tell({ given, when, then }) {
      const c = given('a complaint about how an officer behaved', () =>
        received({ opening: { ...lift, sensitive: ['staffConduct'] } }),
      )
      then('the desk cannot accept it for a unit', () =>
        expect(c.refusal(desk, 'accept').details).toMatchObject({ guard: 'isForUs' }),
      )
      when('the desk names discipline inspection', () =>
        c.send(desk, 'adviseChannel', { channel: 'discipline', ...reason }),
      )
      then('it is closed with that advice', () => expect(c.outcome).toBe('adviseChannel'))
      const late = given('an order in which this is noticed only later', () => dispatched())
      when('it is marked', () => late.send(desk, 'markSensitive', { flags: ['staffConduct'] }))
      then('the unit no longer has it', () => expect(late.where).toEqual(['escalated', 'escalated.town']))
    },
  },
]
