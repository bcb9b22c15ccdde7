import { readFileSync } from 'node:fs'
import {
  assessmentYear,
  beijing,
  beijingRates,
  complaint,
  complaintFacts,
  shanghai,
  shanghaiRates,
} from '@convoke/case-types/complaint'
import { type JsonObject, packedSettings, parameterPack, viewCase } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import {
  accepted,
  again,
  anonymous,
  calledBack,
  centre,
  committee,
  definition,
  dispatched,
  edge,
  evidence,
  handled,
  housing,
  leader,
  lift,
  pleased,
  reason,
  received,
  type Scenario,
  solved,
  streets,
  zhang,
} from './cast.js'

const factsOf = (play: Scenario) =>
  complaintFacts(viewCase(definition, play.state, { id: 'x', seq: 1, disclosures: [] }))

describe('the packs of the complaint', () => {
  it.each([shanghai, beijing])('say of each value whose it is, for where, and where and when it was read', pack => {
    const all = [...Object.values(pack.values), ...Object.values(pack.borrowed)]
    expect(all.length).toBeGreaterThan(0)
    for (const { jurisdiction, source, readOn } of all) {
      expect(jurisdiction).toMatch(/\p{Script=Han}/u)
      expect(source).toMatch(/^docs\/reference\/sources\.md#/)
      expect(readOn).toBe('2026-11-23')
    }
  })

  it('set nothing that another place has published', () => {
    expect(Object.keys(shanghai.borrowed).sort()).toEqual(
      ['fourPartyWithin', 'onSceneWithin', 'outerWithin', 'reworkWithin', 'signWithin', 'statementWithin'].sort(),
    )
    for (const pack of [shanghai, beijing]) {
      const settings = packedSettings(pack)
      for (const [name, { value }] of Object.entries(pack.borrowed)) expect(settings[name]).not.toEqual(value)
      const places = Object.values(pack.values).map(({ jurisdiction }) => jurisdiction)
      for (const place of places) expect(place).toMatch(pack === shanghai ? /^上海市/ : /^北京市/)
    }
  })

  it('of Shanghai have the published periods, from which the case takes its clocks', () => {
    const { context } = received({ parameters: packedSettings(shanghai) as JsonObject })
    expect(context.parameters).toMatchObject({
      simpleHandlingWithin: { n: 1, unit: 'working-day' },
      handlingWithin: { n: 5, unit: 'working-day' },
      extensionCap: { n: 10, unit: 'working-day' },
      firstContactWithin: { n: 1, unit: 'working-day' },
      reworkWithin: { n: 3, unit: 'working-day' },
    })
  })

  it('of Beijing wait with the call-back until the time is up', () => {
    const c = handled({ parameters: packedSettings(beijing) as JsonObject }).send(housing, 'answer', {
      outcome: 'resolved',
      text: 'x',
      evidence: [evidence],
    })
    expect(c.send('town:operations', 'pass').where).toEqual(['answered'])
  })

  it('fit the parameters as they are', () => {
    for (const pack of [shanghai, beijing])
      expect(complaint.parameters.safeParse(packedSettings(pack)).success, pack.name).toBe(true)
  })
})

describe("the list of matters of the residents' committees", () => {
  const listed = '楼道堆物'
  /** As a district would hand it to a host: whose, for where, from where, read when. */
  const list = parameterPack(complaint, {
    name: 'list',
    title: { 'zh-CN': '居委会依法协助事项清单', en: 'What committees help with' },
    values: {
      committeeMatters: {
        value: [listed],
        authority: 'district',
        jurisdiction: '上海市闵行区',
        source: '区政府清单',
        readOn: '2026-11-26',
      },
    },
  })
  const parameters = packedSettings(list) as JsonObject
  const to = { lead: committee }
  const offList = { guard: 'isForItToLead' }

  it('binds nobody where none was given: what is off it is not known', () => {
    expect(accepted().send(centre, 'dispatch', to).context.lead).toBe(committee)
  })

  it('keeps a committee from being given what is not on it, at every way to a lead, and says what to do instead', () => {
    const c = accepted({ parameters })
    const { details } = c.refusal(centre, 'dispatch', to)
    expect(details).toMatchObject(offList)
    expect(JSON.stringify(details)).toContain('居委会只主办清单内的事项')
    expect(c.refusal(centre, 'merge', { into: '2026-7', ...to, ...reason }).details).toMatchObject(offList)
    // A branch of it is no way round.
    expect(c.refusal(centre, 'dispatch', { lead: `${committee}/group-1` }).details).toMatchObject(offList)
    c.send(centre, 'dispatch', { lead: housing, coUnits: [committee] })
    expect(c.refusal(centre, 'reassign', { ...to, ...reason }).details).toMatchObject(offList)
    const returned = { reason: '不属职责', basis: '职责清单' }
    expect(c.refusal(housing, 'returnOrder', { ...returned, proposed: committee }).details).toMatchObject({
      guard: 'mayReturn',
    })
    const edges = [edge(centre, committee, 'dispatches'), edge(leader, committee, 'commands')]
    const ruled = dispatched({ parameters, edges }).send(housing, 'returnOrder', returned)
    for (const type of ['reassign', 'splitLeadCo'])
      expect(ruled.refusal(centre, type, { ...to, coUnits: [housing], ...reason }).details).toMatchObject(offList)
    const up = dispatched({ parameters, edges }).send(centre, 'escalate', reason)
    expect(up.refusal(leader, 'orderLead', { ...to, ...reason }).details).toMatchObject(offList)
  })

  it('lets it lead what is on it, and help with anything', () => {
    const c = accepted({ parameters, opening: { ...lift, matter: listed } }).send(centre, 'dispatch', to)
    expect(c.context.lead).toBe(committee)
    expect(accepted({ parameters }).send(centre, 'dispatch', { lead: housing, coUnits: [committee] }).where).toEqual([
      'dispatched',
    ])
  })

  it('holds for a first receiver as well: nobody gets by silence what it may not be given', () => {
    expect(accepted({ parameters }).lapse('dispatching').where[0]).toBe('escalated')
    expect(accepted({ parameters, opening: { ...lift, matter: listed } }).lapse('dispatching').context.lead).toBe(
      committee,
    )
  })

  it('goes with a matter that is split off', () => {
    const c = handled({ parameters }).send(centre, 'split', { name: 'noise', topic: '夜间噪声', ...reason })
    expect(c.told('case.open').at(-1)?.params).toMatchObject({ opening: { residentsCommittees: [committee] } })
  })
})

describe('the rates', () => {
  it('are four and participation in Shanghai, three in Beijing; weights are borrowed, and off', () => {
    expect(shanghaiRates.map(({ title }) => title['zh-CN'])).toEqual([
      '先行联系率',
      '按时办结率',
      '实际解决率',
      '市民满意率',
      '参评率',
    ])
    const own = beijingRates.filter(({ borrowed }) => !borrowed)
    expect(own.map(({ name, weight }) => [name, weight])).toEqual([
      ['response', null],
      ['resolution', null],
      ['satisfaction', null],
    ])
    expect(beijingRates.filter(({ borrowed }) => borrowed).map(({ weight }) => weight)).toEqual([30, 35, 35])
    expect(assessmentYear).toMatchObject({ from: '11-01', to: '10-31', borrowed: true })
  })

  it('and every value of a pack say whose they are, where they were read, and when', () => {
    const page = readFileSync(new URL('../../../../docs/reference/sources.md', import.meta.url), 'utf8')
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      (title as string).toLowerCase().replace(/\W+/g, '-'),
    )
    const values = [shanghai, beijing].flatMap(pack => [pack.values, pack.borrowed]).flatMap(all => Object.values(all))
    const said = [...values, ...shanghaiRates, ...beijingRates, assessmentYear]
    expect(said.length).toBeGreaterThan(25)
    for (const { authority, jurisdiction, source, readOn } of said) {
      expect(['law', 'city', 'district', 'town']).toContain(authority)
      expect(jurisdiction).not.toBe('')
      expect(readOn).toMatch(/^2026-\d\d-\d\d$/)
      expect(anchors).toContain(source?.split('#')[1])
    }
  })

  it('count a complaint that was contacted, answered and rated', () => {
    expect(factsOf(calledBack().send(zhang, 'rate', pleased))).toEqual({
      contactedInTime: true,
      answeredInTime: true,
      rated: true,
      solved: true,
      satisfied: true,
      excluded: null,
      merged: false,
    })
  })

  it('never take silence for a yes, and name what they leave out', () => {
    expect(factsOf(calledBack().lapse('callback'))).toMatchObject({ rated: false, solved: null, satisfied: null })
    expect(factsOf(handled().send(zhang, 'withdraw', reason)).excluded).toBe('withdrawn')
    expect(factsOf(received({ opening: anonymous }))).toMatchObject({ excluded: 'nobodyToAsk' })
    const late = received()
      .send('hotline:desk', 'accept')
      .send('town:operations', 'dispatch', { lead: housing })
      .lapse('signing')
      .lapse('firstContact')
    expect(factsOf(late).contactedInTime).toBe(false)
  })

  it('count the lateness of each cycle and unit where it belongs: a reopened complaint begins without it', () => {
    const first = dispatched().send(housing, 'sign').lapse('firstContact')
    first.send(housing, 'recordContact', { record: '已联系' }).send(housing, 'answer', solved).send(centre, 'pass')
    first.send(zhang, 'rate', pleased)
    expect(factsOf(first).contactedInTime).toBe(false)
    first.send(zhang, 'reopen', { newFacts: '今早再次故障' }).send('hotline:desk', 'accept')
    first.send(centre, 'dispatch', { lead: housing }).send(housing, 'sign')
    expect(factsOf(first).contactedInTime).toBe(false)
    first.send(housing, 'recordContact', { record: '已上门' })
    expect(factsOf(first).contactedInTime).toBe(true)
    // And it is not forgotten whose it was.
    expect(first.context.overdue).toEqual([
      expect.objectContaining({ clock: 'firstContact', cycle: 0, assignment: 1, unit: housing }),
    ])
  })

  it('do not lay to one unit what another was late with before it', () => {
    const c = dispatched().send(housing, 'sign').lapse('firstContact')
    c.send(centre, 'reassign', { lead: streets, ...reason }).send(streets, 'sign')
    c.send(streets, 'recordContact', { record: '已联系' })
    expect(factsOf(c).contactedInTime).toBe(true)
    expect(c.context.overdue.map(({ unit }) => unit)).toEqual([housing])
  })

  it('leave a rating out that was set aside by a ruling, and say so', () => {
    const c = again()
      .send(housing, 'disputeRating', { ...reason, evidence: [evidence] })
      .send(leader, 'ruleRating', { upheld: true, ...reason })
    expect(factsOf(c)).toMatchObject({ rated: true, solved: null, excluded: 'ruledOut' })
  })
})
