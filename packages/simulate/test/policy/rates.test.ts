import { complaint } from '@convoke/case-types/complaint'
import { type AnyCaseType, checkCaseType, type Rate, type RateRules } from '@convoke/core'
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import {
  adviceOn,
  checkScenario,
  figureTitle,
  mergeShards,
  parseScenario,
  reportOf,
  type ScenarioInput,
  simulate,
  simulatedLog,
  simulatingShard,
} from '../../src/index.js'

const said = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const origin: Pick<Rate, 'weight' | 'authority' | 'jurisdiction' | 'source' | 'readOn' | 'borrowed'> = {
  ...{
    weight: null,
    authority: 'district',
    jurisdiction: '某区',
    source: 'Rules',
    readOn: '2026-03-02',
    borrowed: false,
  },
}

interface Errand {
  readonly topic: string
  readonly invitees: readonly string[]
  readonly replies: Readonly<Record<string, string>>
}

/** What an errand is assessed by: whether it is about x, among those about x or y. */
const rules: RateRules<Errand, 'x' | 'known'> = {
  facts: {
    x: { title: said('甲事', 'about x'), is: ({ topic }) => topic === 'x' },
    known: {
      ...{ title: said('事由明确', 'clear'), otherwise: said('事由不明', 'unclear') },
      is: ({ topic }) => (topic === 'z' ? null : true),
    },
  },
  exclusions: { failed: said('未成', 'failed'), never: said('从无', 'never happens') },
  excluded: (_, outcome) => (outcome === 'failed' ? 'failed' : null),
  packs: {
    town: {
      title: said('某镇', 'Some town'),
      rates: [
        { name: 'x', title: said('甲率', 'Share of x'), numerator: 'x', denominator: 'counted', ...origin },
        { name: 'xOfKnown', title: said('甲比', 'x of clear'), numerator: 'x', denominator: 'known', ...origin },
      ],
    },
    other: {
      title: said('别处', 'Elsewhere'),
      rates: [{ name: 'known', title: said('明率', 'Clear'), numerator: 'known', denominator: 'counted', ...origin }],
    },
  },
}
const rated = (change: Partial<RateRules<Errand>> = {}) =>
  ({ ...errand, rates: { ...rules, ...change } }) as unknown as AnyCaseType
const caseTypes = [rated()]

const plain: ScenarioInput = {
  ...{ from: '2026-03-02', days: 20, replications: 6 },
  cases: [
    {
      ...{ type: 'errand', arrivals: { perDay: 4 } },
      opening: { ...(errandOpened.opening as object), topic: { $pick: ['x', 'y', 'z'] } },
    },
  ],
  behaviour: [{ role: 'invitee', choose: { reply: 3, never: 1 }, delay: { exponential: { mean: '90 min' } } }],
}

describe('rates that a scenario names by their pack', () => {
  const alone = simulate({ ...plain, measures: measuresOf(['x', 'y', 'z']) }, { caseTypes })
  const result = simulate({ ...plain, measures: measuresOf(['x', 'y', 'z']), rates: 'town' }, { caseTypes })
  const [pack] = result.rates ?? []

  it('come with what they count, of how many, what is left out and why, and change nothing else', () => {
    expect(result.indicators.filter(({ id }) => id !== 'rate')).toEqual(alone.indicators)
    expect(alone).not.toHaveProperty('rates')
    expect(result.rates).toHaveLength(1)
    const settled = alone.indicators
      .filter(({ id }) => id === 'outcome')
      .reduce((sum, { estimate, n }) => sum + (estimate as number) * n, 0)
    const failed = alone.indicators.find(({ dims }) => dims.outcome === 'failed')
    expect(failed?.estimate).toBeGreaterThan(0)
    expect(pack).toMatchObject({ caseType: 'errand', name: 'town', title: said('某镇', 'Some town') })
    expect(pack?.settled).toBeCloseTo(settled, 6)
    expect(pack?.excluded).toEqual([
      { reason: 'failed', title: said('未成', 'failed'), cases: (pack?.settled ?? 0) - (pack?.counted ?? 0) },
      { reason: 'never', title: said('从无', 'never happens'), cases: 0 },
    ])
    expect(pack?.excluded[0]?.cases).toBeCloseTo((failed?.estimate ?? 0) * (failed?.n ?? 0), 6)
  })

  it('are shares of the cases that count, and of those alone of which a fact is so', () => {
    // Topics by their own measure: the share of settled cases, agreed ones of each topic.
    const agreed = (topic: string) => {
      const one = alone.indicators.find(({ id, dims }) => id === 'measure' && dims.measure === topic)
      return Math.round((one?.estimate ?? 0) * (one?.n ?? 0))
    }
    const [x, y, z] = [agreed('x'), agreed('y'), agreed('z')]
    const [whole, ofKnown] = pack?.rates ?? []
    expect(whole?.numerator).toEqual({ cases: x, title: said('甲事', 'about x') })
    expect(whole?.denominator).toEqual({ cases: x + y + z, title: null })
    expect(whole?.otherwise).toEqual({ cases: 0, title: null })
    expect(whole?.estimate).toBeCloseTo(x / (x + y + z), 12)
    expect(ofKnown?.denominator).toEqual({ cases: x + y, title: said('事由明确', 'clear') })
    expect(ofKnown?.otherwise).toEqual({ cases: z, title: said('事由不明', 'unclear') })
    expect(ofKnown?.estimate).toBeCloseTo(x / (x + y), 12)
    for (const rate of [whole, ofKnown]) {
      expect(rate?.ci?.[0]).toBeLessThan(rate?.estimate as number)
      expect(rate).toMatchObject({ authority: 'district', jurisdiction: '某区', source: 'Rules', readOn: '2026-03-02' })
    }
  })

  it('are figures like others: in tables by their titles, by group and district, and of several packs', () => {
    const figure = result.indicators.find(({ id, dims }) => id === 'rate' && dims.rate === 'xOfKnown')
    expect(figureTitle(figure as never, { caseTypes })['zh-CN']).toContain('考核指标：甲比，某镇')
    const groups = { segments: { side: { east: 1, west: 1 } } }
    const grouped = simulate({ ...plain, ...groups, rates: ['town', 'other', 'town'] }, { caseTypes })
    expect(grouped.rates?.map(({ name }) => name)).toEqual(['town', 'other'])
    expect(grouped.groups?.filter(({ id }) => id === 'rate')).toHaveLength(2 * 3)
    const districts = { north: { weight: 1 }, south: { weight: 3 } }
    const divided = simulate({ ...plain, districts, rates: 'town' }, { caseTypes })
    const own = divided.districts?.filter(({ id, dims }) => id === 'rate' && dims.rate === 'x') ?? []
    expect(own.map(({ dims }) => dims.district)).toEqual(['north', 'south'])
    expect(own.reduce((sum, { n }) => sum + n, 0)).toBe(divided.rates?.[0]?.counted)
  })

  it('are the same from parts that were merged, byte for byte', () => {
    const scenario = { ...plain, replications: 4, rates: ['other', 'town'], compare: { same: {} } }
    const whole = simulate(scenario, { caseTypes })
    const parts = [1, 2].map(index => {
      const run = simulatingShard(scenario, { i: index, n: 2 }, { caseTypes })
      for (;;) {
        const step = run.next()
        if (step.done === true) return step.value
      }
    })
    const merged = mergeShards(JSON.parse(JSON.stringify(parts)), { caseTypes })
    expect(JSON.stringify(merged)).toBe(JSON.stringify(whole))
    expect(whole.rates?.[0]?.counted).toBeGreaterThan(0)
  })

  it('of another policy differ with an interval, and by exactly nothing where it is the same', () => {
    const bare = {
      role: 'invitee',
      choose: { reply: 1, never: 1 },
      delay: { exponential: { mean: '90 min' } },
    } as const
    const scenario = { ...plain, rates: 'town', compare: { same: {}, 'silent more often': { behaviour: [bare] } } }
    const { comparisons, rates } = simulate(scenario, { caseTypes })
    const [same, silent] = comparisons
    expect(same?.rates).toEqual(rates)
    expect(same?.rows.filter(({ id }) => id === 'rate').map(({ diff, ci }) => [diff, ci])).toEqual([
      [0, [0, 0]],
      [0, [0, 0]],
    ])
    expect(silent?.rates?.[0]?.counted).toBeLessThan(rates?.[0]?.counted as number)
    const moved = silent?.rows.find(({ id, dims }) => id === 'rate' && dims.rate === 'x')
    expect(moved?.diff).not.toBe(0)
    expect(moved?.ci?.[0]).toBeLessThan(moved?.diff as number)
  })

  it('stand on the page with what is left out, also where nothing is compared', () => {
    const page = reportOf(result, { caseTypes })
    expect(page).toContain('Some town')
    expect(page).toContain('未成')
    expect(page).toContain(`${pack?.rates[1]?.otherwise.cases} unclear`)
    expect(page).not.toContain('never happens')
    const compared = reportOf(simulate({ ...plain, rates: 'town', compare: { same: {} } }, { caseTypes }), {
      caseTypes,
    })
    expect(compared.match(/Some town/g)?.length).toBeGreaterThan(0)
  })

  it('are null where nothing counts, never 0', () => {
    const none = { ...plain, days: 1, drain: 0, rates: 'town', behaviour: [{ role: 'invitee', choose: { never: 1 } }] }
    const { rates } = simulate(none, { caseTypes })
    expect(rates?.[0]?.settled).toBe(rates?.[0]?.excluded[0]?.cases)
    expect(rates?.[0]?.counted).toBe(0)
    expect(rates?.[0]?.rates.map(({ estimate, ci }) => [estimate, ci])).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('are judged by the advice: a policy that raises one is worth doing', () => {
    const always = { role: 'invitee', choose: { reply: 1 }, delay: { exponential: { mean: '90 min' } } } as const
    const half = { kept: { title: said('守信', 'kept'), is: ({ replies }: Errand) => Object.keys(replies).length > 1 } }
    const kept = {
      ...{ name: 'kept', title: said('守信率', 'Kept'), numerator: 'kept', denominator: 'counted' },
      ...origin,
    } as const
    const packs = { town: { title: said('某镇', 'Some town'), rates: [kept] } }
    const type = [rated({ facts: half, excluded: () => null, packs })]
    const scenario = { ...plain, rates: 'town', compare: { 'all reply': { behaviour: [always] } } }
    const found = simulate(scenario, { caseTypes: type })
    const advice = adviceOn(found, found.comparisons[0] as never, { caseTypes: type })
    expect(found.comparisons[0]?.rows.find(({ id }) => id === 'rate')?.pOneSided).toBeGreaterThan(0.95)
    expect(['better', 'mixed']).toContain(advice.verdict)
  })
})

describe('the rate of a pack in an evaluation', () => {
  const evaluations = { town: { unit: 'convener', rates: { own: { weight: 100, rate: 'town.xOfKnown' } } } }

  it('is what it is for all cases, where one unit has them all; what is left out of rates is left out of it', () => {
    const { rates, evaluations: [one] = [] } = simulate({ ...plain, rates: 'town', evaluations }, { caseTypes })
    const [unit, ...others] = one?.units ?? []
    const [, pack] = rates?.[0]?.rates ?? []
    expect(others).toEqual([])
    expect(unit?.counted).toBe(rates?.[0]?.counted)
    expect(unit?.excluded).toBe(rates?.[0]?.excluded[0]?.cases)
    expect(unit?.rates[0]).toMatchObject({ estimate: pack?.estimate, of: pack?.denominator.cases })
  })

  it('is refused beside conditions, without either, and under a name that no pack has', () => {
    const text = [
      ...['from: 2026-03-02', 'days: 5', 'rates: [town, twon]'],
      'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]',
      ...['evaluations:', '  e:', '    unit: topic', '    rates:'],
      ...['      r: { weight: 40, rate: town.xOfknown }', '      s: { weight: 30, rate: town.x, anyOf: [{}] }'],
      '      t: { weight: 30 }',
    ]
    const parsed = parseScenario(text.join('\n'), caseTypes)
    const told = parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
    expect(told.sort()).toEqual([
      '10 evaluations.e.rates.s.anyOf: does not go with "rate", which says it itself',
      '11 evaluations.e.rates.t: says neither "anyOf" nor "rate"',
      '3 rates.1: no pack of rates is called "twon"; did you mean "town"?',
      '9 evaluations.e.rates.r.rate: no rate of a pack is called "town.xOfknown"; did you mean "town.xOfKnown"?',
    ])
  })
})

describe('rates of a case type', () => {
  it.each([
    ['throws', () => ({ topic: null as unknown as { big: { bigger: string } } }).topic.big.bigger, 'threw an error'],
    ['answers with a promise', () => Promise.resolve(true), 'neither yes, no nor null'],
    ['answers with a number', () => 1, 'neither yes, no nor null'],
  ])('stop the study where a fact %s, with its place', (_, is, says) => {
    const facts = { ...rules.facts, x: { title: said('甲', 'x'), is: is as never } }
    const run = () => simulate({ ...plain, rates: 'town' }, { caseTypes: [rated({ facts })] })
    expect(run).toThrow(expect.objectContaining({ code: 'simulate/rates' }))
    expect(run).toThrow(says)
    expect(run).toThrow('rates.facts.x of "errand@1.0.0"')
  })

  it('stop it where a case is left out for a reason that has no name', () => {
    const run = () => simulate({ ...plain, rates: 'town' }, { caseTypes: [rated({ excluded: () => 'whim' })] })
    expect(run).toThrow('answered with what is none of "exclusions"')
  })

  it('are refused when it is defined, where they count what is no fact or are called alike', () => {
    const [first, second] = rules.packs.town?.rates ?? []
    const withRates = (rates: readonly object[]) =>
      rated({ packs: { town: { title: said('某镇', 'Some town'), rates: rates as never } } })
    const check = (rates: readonly object[]) => () => checkCaseType(withRates(rates))
    expect(check([first as object, second as object])).not.toThrow()
    expect(check([{ ...first, numerator: 'xx' }])).toThrow('did you mean "x"?')
    expect(check([{ ...first, denominator: 'all' }])).toThrow('rates.packs.town.x names "all", which is not a fact')
    expect(check([first as object, { ...second, name: 'x' }])).toThrow('rates.packs.town.x is there twice')
    expect(check([])).toThrow('rates.packs.town is empty')
    const late = rated({ facts: { ...rules.facts, x: { title: said('甲', 'x'), is: (async () => true) as never } } })
    expect(() => checkCaseType(late)).toThrow('rates.facts.x.is is async')
  })
})

describe('the rates of Shanghai and Beijing over simulated complaints', () => {
  const scenario: ScenarioInput = {
    ...{ from: '2026-03-02', days: 20, drain: 90, replications: 3, rates: ['shanghai', 'beijing'] },
    cases: [
      {
        ...{ type: 'complaint', arrivals: { perDay: 5, restDays: 0 } },
        opening: {
          ...{ topic: '噪声', kind: 'complaint', place: '春申景城', inlet: 'hotline', channel: 'phone' },
          ...{ complainant: 'person:a', intake: 'hotline:desk', operationsCentre: 'town:centre' },
          ...{ supervisor: 'leader:in-charge', districtOffice: 'district:office' },
        },
      },
    ],
    parameters: { complaint: { maxReworks: 0, outerWithin: { n: 3, unit: 'working-day' } } },
    measures: {
      solved: { of: 'share', anyOf: [{ 'ratings.person:a.solved': true }] },
      satisfied: { of: 'share', anyOf: [3, 4, 5].map(n => ({ 'ratings.person:a.satisfaction': n })) },
    },
    behaviour: [
      { task: 'dispatch', choose: { dispatch: 1 }, data: { dispatch: { lead: 'dept:urban' } } },
      { task: 'contact', choose: { recordContact: 9, never: 1 }, delay: { exponential: { mean: '6 h' } } },
      { task: 'handle', choose: { answer: 1 }, delay: { exponential: { mean: '18 h' } } },
      ...['callBack', 'rate'].map(task => ({
        ...{ task, choose: { rate: 2, never: 1 } },
        data: {
          rate: {
            ...{ of: 'person:a', contacted: true, solved: { $pick: [true, true, false] } },
            satisfaction: { $pick: [1, 2, 3, 4, 5] },
          },
        },
      })),
      { task: 'coordinate', choose: { terminate: 1 } },
    ],
  }
  const options = { caseTypes: [complaint] }

  it('are those that its log and the marks of its cases come to, counted again', () => {
    const { rates: [shanghai, beijing] = [], indicators, design } = simulate(scenario, options)
    const isMeasured = ([first]: readonly { readonly at: number }[]) => (first?.at ?? 0) < design.measuredTo
    const cases = simulatedLog(scenario, options).filter(
      ({ outcome, events }) => outcome !== null && isMeasured(events),
    )
    const left = ['withdrawn', 'adviseChannel', 'rejected']
    const counted = cases.filter(({ outcome }) => !left.includes(outcome as string))
    const did = (type: string) => counted.filter(({ events }) => events.some(one => one.type === type))
    const never =
      (type: string) =>
      ({ events }: (typeof counted)[number]) =>
        !events.some(one => one.type === type)
    const first = (pack: string, rate: string) =>
      indicators.find(({ id, dims }) => id === 'rate' && dims.pack === pack && dims.rate === rate)?.perReplication[0]
    const contacted = did('recordContact').filter(never('deadline.firstContact')).length
    const answered = did('answer').filter(never('deadline.outer')).filter(never('deadline.simpleOuter')).length
    const asked = did('rate').length
    expect(counted.length).toBeGreaterThan(50)
    expect([contacted, answered, asked].every(n => n > 0 && n < counted.length)).toBe(true)
    expect(first('shanghai', 'contact')).toBeCloseTo(contacted / counted.length, 12)
    expect(first('beijing', 'response')).toBeCloseTo(contacted / counted.length, 12)
    expect(first('shanghai', 'inTime')).toBeCloseTo(answered / counted.length, 12)
    expect(first('shanghai', 'participation')).toBeCloseTo(asked / counted.length, 12)
    const mark = (name: string) => indicators.find(({ id, dims }) => id === 'measure' && dims.measure === name)
    const share = (name: string) => Math.round((mark(name)?.estimate ?? 0) * (mark(name)?.n ?? 0))
    expect(beijing?.rates.map(({ numerator }) => numerator.cases).slice(1)).toEqual([
      share('solved'),
      share('satisfied'),
    ])
    expect(shanghai?.rates[2]?.denominator.cases).toBe(shanghai?.rates[4]?.numerator.cases)
    expect(shanghai?.rates[2]?.otherwise.title).toEqual(said('未评价', 'not rated'))
  })

  it('are four and participation, and three, in the words of the place; weights of another place are off', () => {
    const { rates } = complaint as unknown as AnyCaseType
    const titles = (pack: string) => rates?.packs[pack]?.rates.map(({ title }) => title['zh-CN'])
    expect(titles('shanghai')).toEqual(['先行联系率', '按时办结率', '实际解决率', '市民满意率', '参评率'])
    expect(titles('beijing')).toEqual(['响应率', '解决率', '满意率'])
    expect(Object.values(rates?.packs ?? {}).flatMap(pack => pack.rates.map(({ borrowed }) => borrowed))).not.toContain(
      true,
    )
  })
})

function measuresOf(topics: readonly string[]): NonNullable<ScenarioInput['measures']> {
  return Object.fromEntries(topics.map(topic => [topic, { of: 'share', state: 'agreed', anyOf: [{ topic }] }] as const))
}

describe('rates that one version of a case type has and another has not', () => {
  const bare = { ...errand, version: '1.0.0' } as unknown as AnyCaseType
  const types = [bare, { ...rated(), version: '2.0.0' }]
  const under = (first: string, other: string, more: Partial<ScenarioInput> = {}): ScenarioInput => ({
    ...{ ...plain, versions: { errand: first }, compare: { other: { versions: { errand: other } } } },
    ...more,
  })
  const issuesOf = (scenario: ScenarioInput) => {
    const checked = checkScenario(scenario, types)
    return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path}: ${message.en}`)
  }

  it('are refused where none that runs has them, with the version that has', () => {
    const said =
      '"town" is of errand 2.0.0, and errand 1.0.0, which runs, does not have it; leave "rates" out, or name versions that have it'
    expect(issuesOf(under('1.0.0', '2.0.0', { rates: 'town' }))).toEqual([`rates: ${said}`])
    expect(issuesOf(under('2.0.0', '1.0.0', { rates: ['town', 'other'] }))[0]).toBe(`compare.other.rates.0: ${said}`)
    expect(issuesOf(under('2.0.0', '2.0.0', { rates: 'town' }))).toEqual([])
    expect(issuesOf(under('1.0.0', '1.0.0', { rates: 'twon' }))).toEqual([
      'rates: no pack of rates is called "twon"; known: none',
    ])
    const evaluations = { e: { unit: 'convener', rates: { r: { weight: 100, rate: 'town.x' } } } }
    expect(issuesOf(under('2.0.0', '1.0.0', { evaluations }))).toEqual([
      'compare.other.evaluations.e.rates.r.rate: "town.x" is of errand 2.0.0, and errand 1.0.0, which runs, does not have it; say "anyOf" instead, or name versions that have it',
    ])
  })

  it('are told of the one that has them, with a warning that they cannot be compared', () => {
    const also = { ...rated(), name: 'other', version: '2.0.0' }
    const both: readonly AnyCaseType[] = [...types, also]
    const source = plain.cases[0] as ScenarioInput['cases'][number]
    const cases = [source, { ...source, type: 'other' }]
    const told = (first: string, other: string) => {
      const compare = { other: { versions: { errand: other } }, again: { versions: { errand: other } } }
      const result = simulate(under(first, other, { rates: 'town', cases, compare }), { caseTypes: both })
      return [
        result.rates?.map(({ caseType }) => caseType),
        result.comparisons[0]?.rates?.map(({ caseType }) => caseType),
        result.warnings.map(({ en }) => en).filter(one => one.startsWith('rates')),
      ]
    }
    const cannot = (where: string) =>
      `rates "town" cannot be compared for Errand: under ${where} version 1.0.0 runs, which says none`
    expect(told('1.0.0', '2.0.0')).toEqual([['other'], ['errand', 'other'], [cannot('the first policy')]])
    expect(told('2.0.0', '1.0.0')).toEqual([
      ['errand', 'other'],
      ['other'],
      ['other', 'again'].map(one => cannot(`"${one}"`)),
    ])
    expect(told('2.0.0', '2.0.0')[2]).toEqual([])
  })

  it('stay out of a policy of the same version, which differs in nothing', () => {
    const result = simulate(under('1.0.0', '1.0.0'), { caseTypes: types })
    expect(result.comparisons[0]?.rows.filter(({ diff }) => diff !== null && diff !== 0)).toEqual([])
    const [, later] = [under('1.0.0', '1.0.0'), under('1.0.0', '2.0.0')].map(one => simulate(one, { caseTypes: types }))
    // What a version says of rates is nothing that happens.
    expect(later?.comparisons[0]?.rows).toEqual(result.comparisons[0]?.rows)
  })
})
