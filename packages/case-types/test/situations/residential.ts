// What a practitioner would try first in a compound: its committee, its company, its owners.
import { expect } from 'vitest'
import {
  bring,
  committee,
  company,
  counted,
  district,
  file,
  housing,
  members,
  open,
  owner,
  parking,
  residents,
  town,
  voted,
} from '../four-party/play.js'
import * as election from '../owners-committee-election/play.js'
import { day } from '../stage/stage.js'
import type { Situation } from './situation.js'

const about = ['fourParty']
const reason = '理由'
const withoutCommittee = { ...parking, ownersCommittee: null, committee: null }

export const residential: readonly Situation[] = [
  {
    en: 'There is no owners’ committee',
    zh: '没有业委会',
    about: ['fourParty', 'ownersCommitteeElection'],
    inChinese: '没有业委会时，居委会须经业主大会授权才能组织表决；也可先办首届选举，新业委会接着办本件。',
    tell({ given, when, then }) {
      const c = given('a matter for the owners of a compound without a committee', () =>
        bring({ opening: withoutCommittee }).send(residents, 'toOwnersMeeting', { matter: 'otherCommon', reason }),
      )
      then('the residents’ committee cannot announce a vote by itself', () =>
        expect(c.refusal(residents, 'announceVote', { title: 'x', agenda: 'x', matter: 'otherCommon' }).code).toBe(
          'refusal/role',
        ),
      )
      when('the town records the assembly’s mandate', () => c.send(town, 'recordMandate', { file: file('2') }))
      when('the residents’ committee announces the vote', () =>
        c.send(residents, 'announceVote', { title: 'x', agenda: 'x', matter: 'otherCommon' }),
      )
      then('the town watches the count', () => expect(c.context.vote?.monitor).toBe(town))
      const other = given('the same matter, sent to a first election instead', () =>
        bring({ opening: withoutCommittee }).send(residents, 'toElection', { kind: 'first', reason }),
      )
      then('an election is opened as a case of its own', () =>
        expect(other.opened().at(-1)).toMatchObject({ link: 'election', opening: { kind: 'first' } }),
      )
    },
  },
  {
    en: 'The property company leaves',
    zh: '物业企业撤出',
    about,
    inChinese: '不续聘须提前九十日通知，有人接管前原企业继续服务；十日内移交资料、账款、用房，之后由新企业承担。',
    tell({ given, when, then }) {
      const c = given('a company that gives notice: the contract is not renewed', () =>
        bring().send(residents, 'toExit', { kind: 'notRenewing', noticeBy: company, reason }),
      )
      then('it cannot leave before the ninety days are over', () =>
        expect(c.refusal(company, 'leave').code).toBe('refusal/too-early'),
      )
      when('the notice of ninety days is over and nobody has been found', () => c.wait(95 * day))
      then('it carries on until somebody takes over', () =>
        expect(c.refusal(company, 'leave').details).toMatchObject({ guard: 'somebodyTakesOver' }),
      )
      when('the committee names a successor and the company leaves', () =>
        c.send(committee, 'nameSuccessor', { company: 'pm:lotus', decision: file('c') }).send(company, 'leave'),
      )
      when('records, balance and rooms are handed over', () => {
        for (const what of ['records', 'balance', 'rooms'])
          c.send(company, 'handOver', { what, file: file('e') }).send(committee, 'confirmReceipt', { what })
      })
      then('the new company is the party from then on, and the old one is none', () => {
        expect(c.roles('pm:lotus')).toContain('propertyCompany')
        expect(c.roles(company)).toEqual([])
      })
    },
  },
  {
    en: 'The old company keeps the keys',
    zh: '拒不移交',
    about,
    inChinese: '逾期不移交的，自动报告房管机构。',
    tell({ given, when, then }) {
      const c = given('a company that has left, with a successor waiting', () =>
        bring()
          .send(residents, 'toExit', { kind: 'notRenewing', noticeBy: company, reason })
          .send(committee, 'nameSuccessor', { company: 'pm:lotus', decision: file('c') })
          .wait(95 * day)
          .send(company, 'leave'),
      )
      when('the ten days for the hand-over pass', () => c.lapse('handOver'))
      then('the housing office hears of it by itself', () =>
        expect(c.told('handOverLate').at(-1)?.to).toContain(housing),
      )
    },
  },
  {
    en: 'Arrears, and a company that cuts the water',
    zh: '欠费与停水',
    about,
    inChinese: '欠费先催交、再书面催告，合理期限后方可起诉或仲裁；以停水停电催交不予准许，并记录、上报。',
    tell({ given, when, then }) {
      const c = given('an owner in arrears, urged by the committee and asked in writing by the company', () =>
        bring()
          .send(residents, 'toArrears', { debtor: '7号楼', reason })
          .send(committee, 'urgePayment', { message: '请交费' })
          .send(company, 'demandPayment', { letter: file('f') }),
      )
      then('the company cannot sue at once', () =>
        expect(c.refusal(company, 'sue', { channel: 'litigation' }).code).toBe('refusal/too-early'),
      )
      const cut = given('another company that announces to cut the water', () =>
        bring()
          .send(residents, 'toArrears', { debtor: '8号楼', reason })
          .send(company, 'cutSupply', { reason: '催交' }),
      )
      then('it is told no, it is on record, and housing office, town and residents’ committee know', () => {
        expect(cut.told('supplyCutRefused')).toMatchObject([{ to: [company] }])
        expect(cut.context.breaches).toMatchObject([{ party: company, kind: 'supplyCut' }])
        expect(cut.told('supplyCutReported').at(-1)?.to).toEqual(expect.arrayContaining([housing, town, residents]))
      })
      then('nothing else comes of it: the arrears are where they were', () =>
        expect(cut.where).toEqual(['arrears', 'arrears.urging']),
      )
      when('a month has passed since the letter', () =>
        c.wait(31 * day).send(company, 'sue', { channel: 'arbitration' }),
      )
      then('the first company may go to arbitration, and the case ends there', () =>
        expect(c.outcome).toBe('adviseChannel'),
      )
    },
  },
  {
    en: 'A vote that fails by one head',
    zh: '差一人',
    about,
    inChinese: '三分之二（含本数）的人数和面积参与才有效：九户中五户参与无效，六户参与有效，过半同意即通过。',
    tell({ given, when, then }) {
      const five = given('nine owners of equal area, of whom five vote, all of them yes', () =>
        counted(voted(open(), ['yes', 'yes', 'yes', 'yes', 'yes'])),
      )
      then('the vote is not valid, however clear it is: six have to take part', () =>
        expect(five.context.vote).toMatchObject({ result: 'invalid', counts: { yes: { heads: 5, area: 500 } } }),
      )
      when('that is posted', () => five.send(committee, 'postDecision', { file: file('8') }))
      then('the vote may be repeated once', () => expect(five.where).toEqual(['invalid']))
      const six = given('six of the nine, of whom four vote yes and two no', () =>
        counted(voted(open(), ['yes', 'yes', 'yes', 'yes', 'no', 'no'])),
      )
      when('the result is posted', () => six.send(committee, 'postDecision', { file: file('8') }))
      then('it is adopted: four of six are more than half, by heads and by area', () =>
        expect(six.where).toEqual(['executing']),
      )
    },
  },
  {
    en: 'The owners’ committee does nothing',
    zh: '业委会不作为',
    about,
    inChinese: '业委会两个月不决定即提请镇里介入；业主书面请求后，镇可指定其他委员召集会议。',
    tell({ given, when, then }) {
      const c = given('a matter that the committee may decide by itself', () =>
        bring({ opening: { ...parking, matter: 'committee' } }).send(residents, 'toOwnersCommittee', { reason }),
      )
      when('two months pass in silence', () => c.lapse('committeeDecision'))
      then('the town considers stepping in', () => expect(c.where).toContain('intervention.considering'))
      then('it cannot name another member by itself', () =>
        expect(c.refusal(town, 'nameConvenor', { member: members[1], reason }).details).toMatchObject({
          guard: 'mayNameConvenor',
        }),
      )
      when('owners ask in writing and the town names a member', () =>
        c
          .send(owner(1), 'requestTown', { letter: file('0'), reason })
          .send(town, 'nameConvenor', { member: members[1], reason }),
      )
      then('the committee sits again', () => expect(c.where).toContain('committeeDecision.ordinary'))
    },
  },
  {
    en: 'The lift has to be repaired and nobody approves the money',
    zh: '应急维修无人批准',
    about,
    inChinese: '法定五类应急维修，业委会七日内不批准且影响使用或安全的，区可代为维修；水龙头滴水不在五类之内。',
    tell({ given, when, then }) {
      const c = given('an urgent repair of a lift, before the owners’ committee', () =>
        bring({ opening: { ...parking, kind: 'urgentRepair', urgent: 'lift', matter: 'useOfFund' } }).send(
          residents,
          'toOwnersCommittee',
          { reason },
        ),
      )
      when('seven days pass without approval', () => c.wait(8 * day))
      then('the district may have it done', () => {
        expect(c.where).toEqual(['districtRepair'])
        c.send(district, 'orderRepair', { executor: 'works:lift', reason })
        expect(c.where).toEqual(['executing'])
      })
      then('a dripping tap is no urgent repair: the list has five', () =>
        expect(() => bring({ opening: { ...parking, kind: 'urgentRepair', urgent: 'drippingTap' } })).toThrow(
          'input/schema',
        ),
      )
    },
  },
  {
    en: 'The outgoing committee keeps seals and papers',
    zh: '换届不交印章',
    about: ['ownersCommitteeElection'],
    inChinese: '换届组成立后十日内，原业委会须将印章资料交房管机构；逾期记录在案，镇催交并告知公安。',
    tell({ given, when, then }) {
      const c = given('a regular election that is under way', () => election.prepared(election.regular))
      when('eleven days pass and the seals are not at the housing office', () => c.wait(11 * day))
      then('the breach is on record', () =>
        expect(c.context.breaches).toMatchObject([{ party: election.committee, kind: 'sealsNotDeposited' }]),
      )
      when('the town urges', () => c.send(election.town, 'urgeHandOver', { reason }))
      then('the police hear of it', () => expect(c.told('sealsOwed').at(-1)?.to).toContain('police:station'))
    },
  },
]
