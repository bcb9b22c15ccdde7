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
import { type JsonObject, packedSettings, viewCase } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import {
  again,
  anonymous,
  calledBack,
  definition,
  evidence,
  handled,
  housing,
  leader,
  pleased,
  reason,
  received,
  type Scenario,
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

  it('leave a rating out that was set aside by a ruling, and say so', () => {
    const c = again()
      .send(housing, 'disputeRating', { ...reason, evidence: [evidence] })
      .send(leader, 'ruleRating', { upheld: true, ...reason })
    expect(factsOf(c)).toMatchObject({ rated: true, solved: null, excluded: 'ruledOut' })
  })
})
