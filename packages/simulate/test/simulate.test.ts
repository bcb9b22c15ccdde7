import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { parseScenario, type ScenarioInput, type SimulationResult, simulate, simulating } from '../src/index.js'
import { pacing } from './pacing.js'

const caseTypes = [errand]
const base: ScenarioInput = {
  ...{ from: '2026-03-02', days: 10, replications: 6 },
  cases: [{ type: 'errand', arrivals: { perDay: 12 }, opening: errandOpened.opening as Record<string, unknown> }],
  parties: { 'dept:police': { staff: 1 }, 'rc:chunshen': { staff: 1 } },
  behaviour: [
    {
      role: 'invitee',
      choose: { reply: 9, never: 1 },
      delay: { exponential: { mean: '90 min' } },
      effort: { lognormal: { median: '20 min', p90: '1 h' } },
    },
    { role: 'convener', effort: '10 min' },
  ],
}

const figure = (result: Pick<SimulationResult, 'indicators'>, id: string, dims: Record<string, string> = {}) => {
  const found = result.indicators.find(
    one =>
      one.id === id &&
      one.kind !== 'quantile' &&
      Object.entries(dims).every(([name, value]) => one.dims[name] === value),
  )
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

describe('a simulation', () => {
  it('makes the same bytes from the same scenario and seed, and others from another seed', () => {
    const text = JSON.stringify(simulate(base, { caseTypes }))
    expect(JSON.stringify(simulate(structuredClone(base), { caseTypes }))).toBe(text)
    const other = simulate({ ...base, seed: 2 }, { caseTypes })
    expect(figure(other, 'timeToClose').estimate).not.toBe(figure(JSON.parse(text), 'timeToClose').estimate)
  })

  it('tells every figure with an interval and how many replications it is of', () => {
    const { indicators } = simulate(base, { caseTypes })
    expect(indicators.length).toBeGreaterThan(15)
    for (const { estimate, ci, perReplication, replications } of indicators) {
      expect(perReplication).toHaveLength(replications)
      expect(replications).toBe(6)
      if (estimate !== null) expect(ci).toHaveLength(2)
    }
  })

  it('counts each case once: outcomes add up to the cases that arrived', () => {
    const result = simulate(base, { caseTypes })
    const shares = result.indicators.filter(({ id }) => id === 'outcome').map(({ estimate }) => estimate as number)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    // Some replies are not begun before their time is over.
    expect(result.warnings.filter(({ en }) => !en.includes('never begun'))).toEqual([])
    // 10 days hold 8 working days; the mean of 6 Poisson counts of 120 is within four standard errors.
    expect(Math.abs((figure(result, 'arrived').estimate as number) - 120)).toBeLessThan(4 * Math.sqrt(120 / 6))
  })

  it('against itself shows exactly no effect', () => {
    const { comparisons } = simulate({ ...base, compare: { same: {} } }, { caseTypes })
    expect(comparisons[0]?.changes).toEqual([])
    expect(comparisons[0]?.rows.length).toBeGreaterThan(15)
    for (const { diff, ci } of comparisons[0]?.rows ?? []) expect([diff, ci]).toEqual([0, [0, 0]])
  })

  it('is not moved by what nobody uses: an idle party, a rule for nobody', () => {
    const idle = {
      parties: { 'dept:water': { staff: 3 } },
      behaviour: [{ role: 'invitee', party: 'dept:water', effort: '1 h' }, ...(base.behaviour ?? [])],
    }
    const { comparisons } = simulate({ ...base, compare: { idle } }, { caseTypes })
    for (const { diff } of comparisons[0]?.rows ?? []) expect(diff).toBe(0)
  })

  it('tells people who have nothing to do from those who need no time for it, and from nobody', () => {
    const of = (police: NonNullable<ScenarioInput['parties']>[string], effort: '1 h' | 0) =>
      simulate(
        {
          ...{ from: '2026-03-02', days: 5, drain: 10, replications: 2 },
          cases: [
            { type: 'errand', arrivals: { perDay: 4 }, opening: errandOpened.opening as Record<string, unknown> },
          ],
          parameters: { errand: { replyWithin: { n: 30, unit: 'working-day' } } },
          parties: { 'dept:police': police },
          behaviour: [{ role: 'invitee', effort }],
        },
        { caseTypes: [errand] },
      )
    const warnings = ({ warnings }: SimulationResult) => warnings.map(({ en }) => en).filter(en => /no work/.test(en))
    expect(warnings(of({ staff: 1 }, 0))).toEqual([])
    const absent = 'At dept:police nobody was ever there: what came to it was never begun, and is not among the waits.'
    for (const nobody of [{ staff: 0 }, { staff: 2, absence: 1 }, { staff: 2, absence: 1, limit: 1 }]) {
      const result = of(nobody, '1 h')
      expect(warnings(result)).toEqual([])
      expect(result.bottleneck?.en).toContain(absent)
      expect(result.bottleneck?.en).not.toContain('No people are the bottleneck')
      expect(result.bottleneck?.['zh-CN']).toContain('dept:police 始终无人在岗')
    }
  })

  it('warns of people to whom no work came, with the name that was perhaps meant, once for all policies', () => {
    const { warnings } = simulate(
      {
        ...base,
        compare: {
          more: { parties: { 'dept:polise': { staff: 2 } } },
          most: { parties: { 'dept:polise': { staff: 3 } } },
        },
      },
      { caseTypes },
    )
    expect(warnings.map(({ en }) => en).filter(en => en.startsWith('no work came'))).toEqual([
      'no work came to the people of "dept:polise"; did you mean "dept:police", which is written elsewhere?',
    ])
  })

  it('says that no case arrives where none does, instead of asking what parties are called', () => {
    const cases = (perDay: number) => base.cases?.map(one => ({ ...one, arrivals: { perDay } })) as typeof base.cases
    const named = { ...base, parties: { ...base.parties, 'dept:polise': { staff: 1 } } }
    const said = (scenario: ScenarioInput) =>
      simulate(scenario, { caseTypes }).warnings.flatMap(({ en, 'zh-CN': zh }) =>
        /arrives|no work came/.test(en) ? [`${en.split(',')[0]} ${zh.split('，')[0]}`] : [],
      )
    const arrives = 'no case arrives on the days that are measured 各次重复在统计期内都没有办件到达'
    expect(
      said({ ...named, cases: cases(0), compare: { more: { parties: { 'dept:police': { staff: 2 } } } } }),
    ).toEqual([arrives])
    expect(said({ ...base, cases: cases(0), parties: {} })).toEqual([arrives])
    // Under another policy only: whoever has no work under the first is asked for all the same.
    expect(said({ ...named, compare: { none: { cases: cases(0) } } })).toEqual([
      'under “none” no case arrives on the days that are measured “none”下',
      expect.stringMatching(/^no work came to the people of "dept:polise"/),
    ])
    expect(said(named)).toEqual([expect.stringMatching(/^no work came to the people of "dept:polise"/)])
  })

  it('warns where holidays are not published yet', () => {
    const said = (from: string) =>
      simulate({ ...base, from, replications: 2 }, { caseTypes }).warnings.map(({ en }) => en)
    expect(said('2026-03-02').join()).not.toContain('holidays')
    expect(said('2026-12-28').join()).toContain('holidays after 2026-12-31 are not published yet')
  })

  it('shows what one more person does, with luck shared so that the difference varies little', () => {
    const compare = { more: { parties: { 'dept:police': { staff: 2 } } } }
    const { comparisons } = simulate({ ...base, compare }, { caseTypes })
    const [more] = comparisons
    expect(more?.changes.map(({ sentence }) => sentence.en)).toEqual(['people at dept:police: 1 becomes 2'])
    const wait = more?.rows.find(({ id, dims }) => id === 'wait' && dims.party === 'dept:police')
    expect(wait?.ci?.[1]).toBeLessThan(0)
    expect(wait?.pOneSided).toBeGreaterThan(0.99)
    const untouched = more?.rows.find(({ id, dims }) => id === 'wait' && dims.party === 'rc:chunshen')
    expect(untouched?.diff).toBe(0)
  })

  it('says whose power a change of a parameter is', () => {
    const compare = { unlawful: { parameters: { errand: { lawful: 9 } } } }
    const { warnings, comparisons } = simulate({ ...base, compare }, { caseTypes })
    expect(comparisons[0]?.changes[0]?.authority).toEqual({ who: 'law', source: null })
    expect(warnings[0]?.en).toContain("not the town's to change (law)")
  })

  it('tells cases that were not settled, and calls their mean a lower bound', () => {
    const silent = simulate(
      { ...base, drain: 0, behaviour: [{ role: 'convener', choose: { never: 1 } }] },
      { caseTypes },
    )
    const time = figure(silent, 'timeToClose')
    expect(time.censored).toBe(time.n)
    expect(time.method).toContain('lower bound')
    expect(silent.warnings[0]?.en).toMatch(/^(\d+) of \1 measured cases were not settled/)
    expect(silent.indicators.find(({ kind }) => kind === 'quantile')?.estimate).toBe(null)
  })

  it('goes on until an interval is as narrow as asked', () => {
    const stop = { relativeHalfWidth: 0.05, indicator: 'timeToClose', atMost: 200 }
    const { design, ...result } = simulate({ ...base, replications: 2, stop }, { caseTypes })
    const { estimate, ci } = figure(result, 'timeToClose')
    expect(design.stop).toBe('relativeHalfWidth')
    expect(design.replications).toBeGreaterThan(2)
    expect(((ci?.[1] ?? 0) - (ci?.[0] ?? 0)) / 2 / (estimate ?? 1)).toBeLessThanOrEqual(0.05)
    expect(
      simulate({ ...base, replications: 2, stop: { ...stop, atMost: 3, relativeHalfWidth: 0.0001 } }, { caseTypes })
        .design,
    ).toMatchObject({
      replications: 3,
      stop: 'atMost',
    })
  })

  it('stopped in the middle gives what is done, and says that it is a part', () => {
    const run = simulating({ ...base, replications: 50 }, { caseTypes })
    let step = run.next()
    while (step.done !== true) step = run.next(step.value.done < 3)
    expect(step.value.status).toBe('partial')
    expect(step.value.design).toMatchObject({ replications: 3, stop: 'cancelled' })
    const early = simulating(base, { caseTypes })
    early.next()
    expect(() => early.next(false)).toThrow('simulate/cancelled')
  })

  it('refuses somebody who would go on for ever within one instant', () => {
    const scenario: ScenarioInput = {
      ...{ from: '2026-03-02', days: 2, replications: 2 },
      cases: [{ type: 'pacing', arrivals: { perDay: 2 }, opening: { walker: 'w' } }],
    }
    expect(() => simulate(scenario, { caseTypes: [pacing] })).toThrow(
      /simulate\/endless: w goes on with "turn" without end/,
    )
    const slow = { ...scenario, drain: 1, behaviour: [{ effort: '5 min' }] }
    expect(figure(simulate(slow, { caseTypes: [pacing] }), 'acts').estimate).toBeGreaterThan(10)
  })
})

describe('a scenario in YAML', () => {
  const issues = (text: string) => {
    const parsed = parseScenario(text, caseTypes)
    return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
  }
  const head = 'from: 2026-03-02\ndays: 5\n'

  it('of fifteen lines is enough', () => {
    const parsed = parseScenario(
      `${head}cases:
  - type: errand
    arrivals: { perDay: 12 }
    opening: { topic: Parking, convener: rc:chunshen, invitees: [dept:police, dept:urban] }
parties:
  dept:police: { staff: 2 }
behaviour:
  - role: invitee
    delay: { exponential: { mean: 2 h } }
    effort: 20 min
`,
      caseTypes,
    )
    expect(parsed.ok && parsed.arms[0]?.arm.parties['dept:police']?.staff).toBe(2)
  })

  it('tells unknown names with the nearest right one, and their lines', () => {
    const text = `${head}cases:
  - type: errnd
    arrivals: { perDay: 1 }
  - type: errand
    arrivals: { perDay: 1 }
    opening: { topic: x, convener: a, invitees: [b] }
parameters:
  errand: { quorun: 2 }
behaviour:
  - role: inviteee
  - role: invitee
    choose:
      repply: 1
  - task: replay
`
    expect(issues(text)).toEqual([
      '4 cases.0.type: no case type is called "errnd"; did you mean "errand"?',
      '10 parameters.errand.quorun: no parameter is called "quorun"; did you mean "quorum"?',
      '12 behaviour.0.role: no role is called "inviteee"; did you mean "invitee"?',
      '15 behaviour.1.choose.repply: no command of this duty is called "repply"; did you mean "reply"?',
      '16 behaviour.2.task: no task is called "replay"; did you mean "reply"?',
    ])
  })

  it('tells figures that cannot be, and their lines', () => {
    const text = `${head}replications: 1
cases:
  - type: errand
    arrivals: { perDay: -1 }
    opening: { topic: x, convener: a, invitees: [b] }
parties:
  dept:police: { staff: -2 }
`
    expect(issues(text).map(line => line.split(':')[0])).toEqual([
      '3 replications',
      '6 cases.0.arrivals.perDay',
      '9 parties.dept',
    ])
    const rule = `${head}cases:
  - type: errand
    arrivals: { perDay: 1 }
    opening: { topic: x, convener: a, invitees: [] }
behaviour:
  - delay: { lognormal: { median: 2 h, p90: 1 h } }
    effort: 3 hours
`
    expect(issues(rule).map(line => line.slice(0, 60))).toEqual([
      expect.stringMatching(/^9 behaviour.0.effort: write a time such as/),
    ])
    expect(issues(rule.replace('3 hours', '3 h'))).toEqual([
      '6 cases.0.opening.invitees: must have at least one item',
      '8 behaviour.0.delay.lognormal.p90: must be greater than the median',
    ])
  })

  it('tells once of a member that is misspelt, though it is missing then, and of data in plain words of both languages', () => {
    const text = `form: 2026-03-02
days: 5
cases:
  - type: errand
    arrivals: { perDay: 1 }
    opening: { topik: x, convener: 3, invitees: [] }
`
    expect(issues(text)).toEqual(['1 form: "form" is not known here; did you mean "from"?'])
    const parsed = parseScenario(text.replace('form', 'from'), [errand])
    expect(parsed.ok ? [] : parsed.issues.map(({ path, message }) => [path, message.en, message['zh-CN']])).toEqual([
      ['cases.0.opening.convener', 'must be a text', '必须是文字'],
      ['cases.0.opening.invitees', 'must have at least one item', '至少要有一项'],
      ['cases.0.opening.topik', 'is not a field here; did you mean topic?', '不是这里的字段；是否指topic？'],
    ])
    const missing = issues(text.replace('form', 'from').replace('topik: x, convener: 3', 'convener: a'))
    expect(missing[0]).toBe('6 cases.0.opening.topic: is missing; give a text')
  })

  it('says what to write where a unit is left out, a share is a percentage, or a day is on no calendar', () => {
    const text = `from: 2026-02-30
days: 5
cases:
  - type: errand@2.0.0
    opening: { topic: x, convener: a, invitees: [b] }
behaviour:
  - { delay: 20, effort: { exponential: { mean: 70 } }, choose: { reply: 80% } }
`
    const said = issues(text).map(line => line.replace(/^\d+ /, ''))
    expect(said).toEqual(
      expect.arrayContaining([
        'from: there is no day 2026-02-30; write one such as "2026-03-02"',
        expect.stringMatching(/^cases\.0\.arrivals: is missing; what may stand there begins with: perDay/),
        'behaviour.0.delay: write a time such as "20 min", "1.5 h" or "2 d"',
        'behaviour.0.effort.exponential.mean: write a time such as "20 min", "1.5 h" or "2 d"',
        'behaviour.0.choose.reply: write 0.8, not "80%"',
      ]),
    )
    const named = text
      .replace('02-30', '03-02')
      .replace(/^behaviour[\s\S]*/m, '')
      .replace('errand@2.0.0', 'errand@2.0.0\n    arrivals: { perDay: 1 }')
    expect(issues(named)).toEqual([
      '4 cases.0.type: write "type: errand" here, and the version for all of them as "versions: { errand: 2.0.0 }" at the top',
    ])
  })

  it.each([
    ['\tdept:police: { staff: 1 }', /制表符/],
    ['  dept:police：{ staff: 1 }', /全角/],
    ['  dept:police: { staff： 1 }', /全角/],
    ['  dept:police: { staff: 1，hours: 2 }', /全角/],
    ['  dept:police: { staff: 1', /没有闭合/],
    ['  dept:police: { staff: 1 }\n dept:fire: { staff: 1 }', /对齐/],
    ['  dept:police: staff: 1', /引号/],
  ])('tells in Chinese what a line of no YAML has: %j', (line, said) => {
    const text = `${head}parties:\n${line}\ncases:\n  - { type: errand, arrivals: { perDay: 1 } }\n`
    const parsed = parseScenario(text, [errand])
    const told = parsed.ok ? [] : parsed.issues.map(({ message }) => message['zh-CN'])
    expect(told.join()).toMatch(said)
    expect(told.join()).not.toMatch(/at line|Nested|Implicit/)
  })

  it('refuses a text that is no YAML, and names that hide', () => {
    expect(issues('from: [')[0]).toMatch(/^1 /)
    expect(issues(`${head}__proto__: { days: 1 }\ncases: []`)).toEqual(['3 : "__proto__" is no name'])
  })

  it('tells of a policy that is compared what is wrong with the change only', () => {
    const text = `${head}cases:
  - type: errand
    arrivals: { perDay: 1 }
    opening: { topic: x, convener: a, invitees: [b] }
compare:
  more:
    parties: { dept:police: { staf: 2 } }
  seeded:
    seed: 3
`
    expect(issues(text)).toEqual([
      expect.stringMatching(/^9 compare.more.parties.dept:police.staf: "staf" is not known here; did you mean "staff"/),
      '11 compare.seeded.seed: is the same for all policies that are compared',
    ])
  })
})

it('a share of what came out alike every time is not said to be certain, and the more it is of the surer', () => {
  const shares = [2, 40].map(perDay => {
    const cases = [{ type: 'errand', arrivals: { perDay }, opening: errandOpened.opening as Record<string, unknown> }]
    const { indicators } = simulate({ from: '2026-03-02', days: 5, replications: 3, cases }, { caseTypes: [errand] })
    return indicators.find(({ id, dims }) => id === 'outcome' && dims.outcome === 'agreed')
  })
  for (const { estimate, ci, n, method } of shares.filter(one => one !== undefined)) {
    expect([estimate, method]).toEqual([1, 'Wilson interval: all came out alike'])
    expect(ci).toEqual([expect.closeTo(n / (n + 3.8415), 5), 1])
  }
  expect(shares.map(one => one?.ci?.[0] ?? 0)).toEqual([expect.closeTo(0.88, 1), expect.closeTo(0.99, 1)])
})

describe('a difference of shares that came out alike under each policy', () => {
  const cases = [{ type: 'errand', arrivals: { perDay: 2 }, opening: errandOpened.opening as Record<string, unknown> }]
  const result = simulate(
    {
      ...{ from: '2026-03-02', days: 5, replications: 3, cases },
      measures: { agreed: { of: 'share', state: 'agreed' } },
      compare: {
        same: {},
        slower: { behaviour: [{ role: 'convener', delay: '1 min', delayIn: 'elapsed' as const }] },
        silent: { behaviour: [{ role: 'invitee', choose: { never: 1 } }] },
      },
    },
    { caseTypes },
  )
  const [same, slower, silent] = result.comparisons
  const of = (comparison: SimulationResult['comparisons'][number] | undefined, id: string) =>
    comparison?.rows.find(row => row.id === id)

  it('is not certain, whether the shares are as far apart as can be or equal', () => {
    // Three policies against the first: each interval at 98⅓ %, z² = 5.7311.
    const beyond = (n = 0) => 5.7311 / (n + 5.7311)
    const agreed = of(silent, 'measure')
    expect(agreed?.diff).toBe(-1)
    expect(agreed?.ci).toEqual([-1, expect.closeTo(Math.hypot(beyond(agreed?.n[0]), beyond(agreed?.n[1])) - 1, 4)])
    for (const id of ['measure', 'deadlineMet']) {
      const row = of(slower, id)
      expect(row?.diff).toBe(0)
      expect(row?.ci).toEqual([expect.closeTo(-beyond(row?.n[0]), 4), expect.closeTo(beyond(row?.n[0]), 4)])
    }
    expect(of(slower, 'deadlineMet')?.pOneSided).toBe(0.5)
  })

  it('is nothing, exactly, of a policy against itself', () => {
    for (const { diff, ci } of [...(same?.rows ?? []), ...(same?.effects ?? [])])
      expect([diff, ci]).toEqual([0, [0, 0]])
    expect(of(same, 'measure')?.diff).toBe(0)
  })
})
