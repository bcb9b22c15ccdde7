import { errand, errandOpened } from '@convoke/core/testing'
import { chartScript } from '@convoke/simulate/report-script'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviceOn, reportOf, type ScenarioInput, simulate } from '../src/index.js'
import { chartsOf } from '../src/report/charts.js'
import { bottleneckOf } from '../src/study/bottleneck.js'
import { type ComparedRow, widenedRow } from '../src/study/compare.js'
import { daysInMonth, effectsOf } from '../src/study/effects.js'
import { effectTitle } from '../src/study/figure-words.js'
import { type Figures, type Indicator, indicatorOf } from '../src/study/indicators.js'
import { pacing } from './pacing.js'

const caseTypes = [errand]
const base: ScenarioInput = {
  ...{ name: 'Errands', from: '2026-03-02', days: 10, replications: 6 },
  cases: [
    {
      type: 'errand',
      arrivals: { perDay: 12, byHour: { '09-12': 1 } },
      opening: errandOpened.opening as Record<string, unknown>,
    },
  ],
  parties: { 'dept:police': { staff: 1 } },
  behaviour: [
    {
      ...{ role: 'invitee', choose: { reply: 9, never: 1 }, basis: 'measured' },
      ...{ delay: { exponential: { mean: '90 min' } }, effort: '1 h' },
    },
  ],
  compare: { 'second officer': { parties: { 'dept:police': { staff: 2 } } }, same: {} },
}
const result = simulate(base, { caseTypes })
const titles = { caseTypes }
const [more, same] = result.comparisons as readonly [(typeof result.comparisons)[0], (typeof result.comparisons)[0]]

describe('the effects of a policy', () => {
  it('in cases a month are those of the figures: shares of outcomes times cases', () => {
    const months = 10 / daysInMonth
    for (const effect of more.effects.filter(({ id }) => id === 'endsAs')) {
      const find = (from: typeof result.indicators) =>
        from.find(({ id, dims }) => id === 'outcome' && dims.outcome === effect.dims.outcome)
      const arrived = result.indicators.find(({ id }) => id === 'arrived')?.estimate as number
      expect(effect.from.estimate).toBeCloseTo(((find(result.indicators)?.estimate ?? 0) * arrived) / months, 9)
      expect(effect.to.estimate).toBeCloseTo(((find(more.indicators)?.estimate ?? 0) * arrived) / months, 9)
      expect(effect.diff).toBeCloseTo(effect.to.estimate - effect.from.estimate, 9)
    }
  })

  it('of A against A are exactly none', () => {
    expect(same.effects.length).toBeGreaterThan(1)
    for (const { diff, ci, monthsToSee } of same.effects) expect([diff, ci, monthsToSee]).toEqual([0, [0, 0], null])
  })

  it('tell after how many months counting shows them: four times as long for half the difference', () => {
    const figures = (counts: readonly number[]): readonly Figures[] => [
      {
        ...{
          id: 'silences',
          dims: { task: 'reply' },
          unit: 'perCase',
          kind: 'mean',
          better: 'lower',
          n: 1,
          censored: 0,
        },
        fractions: counts.map(sum => ({ sum, count: 100 })),
      },
    ]
    const over = { days: daysInMonth, level: 0.95, isSame: () => false }
    const noise = [96, 104, 100, 92, 108, 100]
    const months = (drop: number) =>
      effectsOf(figures(noise), figures(noise.map(count => count - drop)), over)[0]?.monthsToSee as number
    // Variance 32; (1.96 + 0.8416)² × 2 × 32 / d² = 502.3 / d².
    expect([months(2), months(4), months(8), months(100)]).toEqual([126, 32, 8, 1])
  })

  it('are not certain where all came out alike under each policy, be it that nothing was ever late', () => {
    const met = (sums: readonly number[]): readonly Figures[] => [
      {
        ...{ id: 'deadlineMet', dims: {}, unit: 'share', kind: 'ratio', better: 'higher', n: 60, censored: 0 },
        fractions: sums.map(sum => ({ sum, count: 20 })),
      },
    ]
    const [all, none] = [met([20, 20, 20]), met([0, 0, 0])]
    const over = { days: daysInMonth, level: 0.95, isSame: () => false }
    const [late] = effectsOf(all, none, over)
    // Of 60 tries that came out alike Wilson's interval goes 6.02 % further; twenty a month.
    const reach = 20 * (3.8415 / 63.8415)
    expect(late?.from).toEqual({ estimate: 0, ci: [0, expect.closeTo(reach, 3)] })
    expect(late?.to).toEqual({ estimate: 20, ci: [expect.closeTo(20 - reach, 3), 20] })
    expect([late?.diff, late?.ci]).toEqual([20, [expect.closeTo(20 - reach * Math.SQRT2, 3), 20]])
    expect(late?.pOneSided).toBeGreaterThan(0)
    const [neither] = effectsOf(all, all, over)
    expect([neither?.diff, neither?.ci]).toEqual([0, [expect.closeTo(-reach, 3), expect.closeTo(reach, 3)]])
    const [same] = effectsOf(all, all, { ...over, isSame: () => true })
    expect([same?.diff, same?.ci]).toEqual([0, [0, 0]])
  })

  it('are named for every count there may be, whichever of the two policies has it', () => {
    void fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 2, maxLength: 8 }), counts => {
        const figures = (task: string): readonly Figures[] => [
          {
            ...{ id: 'silences', dims: { task }, unit: 'perCase', kind: 'mean', better: 'lower', n: 1, censored: 0 },
            fractions: counts.map(sum => ({ sum, count: 1 })),
          },
        ]
        const effects = effectsOf(figures('a'), figures('b'), { days: 30, level: 0.9, isSame: () => false })
        expect(effects.map(({ dims }) => dims.task)).toEqual(['a', 'b'])
        expect(effects[0]?.diff).toBeCloseTo(-(effects[1]?.diff ?? 0), 9)
        // There are never fewer than none in a month.
        for (const { from, to } of effects)
          for (const low of [from.ci?.[0] ?? 0, to.ci?.[0] ?? 0]) expect(low).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

it('how busy people are is at most 100 %, but where somebody worked beyond the hours', () => {
  const busy = (shares: readonly number[], isBeyond: boolean) =>
    indicatorOf(
      {
        ...{ id: 'utilisation', dims: {}, unit: 'share', kind: 'ratio', better: null, n: 2, censored: 0, isBeyond },
        fractions: shares.map(sum => ({ sum, count: 1 })),
      },
      0.95,
    ).ci
  expect(busy([0.8, 0.99], false)).toEqual([0, 1])
  expect(busy([0.8, 0.99], true)?.[1]).toBeGreaterThan(1)
})

describe('the bottleneck', () => {
  it('says that waits count closed hours, and to look at hours before people where people have little to do', () => {
    const one = (id: string, estimate: number, ci: readonly [number, number]): Indicator => ({
      ...{
        id,
        dims: { party: 'dept:police' },
        unit: id === 'wait' ? 'ms' : 'share',
        kind: id === 'wait' ? 'mean' : 'ratio',
      },
      ...{ level: 0.95, estimate, ci, n: 10, censored: 0, perReplication: [], method: 't', replications: 2 },
    })
    const whole = { ...one('wait', 9e6, [8e6, 1e7]), id: 'timeToClose', dims: {} }
    const told = (busy: readonly [number, number]) =>
      bottleneckOf([one('wait', 9e6, [8e6, 1e7]), one('utilisation', busy[0], busy), whole], { caseTypes })
    expect(told([0.4, 0.5])?.en).toMatch(
      /on average, closed hours included, and .+ see whether work comes when they are off\.$/,
    )
    expect(told([0.4, 0.5])?.['zh-CN']).toMatch(/，含下班时间；工作负荷 .+。其人员三成以上的时间空闲/)
    expect(told([0.6, 0.8])?.en).toMatch(/of their time\.$/)
  })

  it('is no state that holds the others: a case is there all the time', () => {
    const time = (state: string, days: number): Indicator => ({
      ...{ id: 'timeInState', dims: { caseType: 'errand', state }, unit: 'ms', kind: 'mean', level: 0.95 },
      ...{
        estimate: days * 86_400_000,
        ci: null,
        n: 10,
        censored: 0,
        perReplication: [],
        method: 't',
        replications: 2,
      },
    })
    const told = bottleneckOf([time('open', 9), time('open.inviting', 7), time('open.closing', 2)], { caseTypes })
    expect(told?.en).toContain('in “open.inviting”, 7.0 d on average')
  })
})

describe('the page of a policy', () => {
  it('opens with one sentence that follows from the intervals', () => {
    expect(adviceOn(result, more, titles)).toMatchObject({ verdict: 'better', beyond: [] })
    expect(adviceOn(result, more, titles).sentence['zh-CN']).toMatch(/^宜采用“second officer”：每月“.+”(?:减少|增加)/)
    expect(adviceOn(result, same, titles)).toMatchObject({ verdict: 'same', effects: [], watch: [] })
  })

  it('takes it for no gain that nothing is late where the deadline runs for no case any more', () => {
    const [like] = more.effects
    const late = {
      ...(like as NonNullable<typeof like>),
      ...{ id: 'late' as const, dims: { caseType: 'errand', deadline: 'reply' }, diff: -4, ci: [-5, -3] as const },
      ...{ better: 'lower' as const, pOneSided: 0.999 },
    }
    const isOther = ({ id, dims }: { id: string; dims: { deadline?: string | undefined } }) =>
      id !== 'deadlineMet' || dims.deadline !== 'reply'
    const waits = more.rows.filter(({ id }) => id === 'wait')
    const gone = { ...more, effects: [late], rows: waits, indicators: more.indicators.filter(isOther) }
    expect(adviceOn(result, { ...gone, indicators: more.indicators }, titles).verdict).toBe('better')
    expect(adviceOn(result, gone, titles)).toMatchObject({ verdict: 'unclear', watch: [] })
    const page = reportOf({ ...result, comparisons: [gone] }, { caseTypes })
    expect(page).toContain('改后不再有此期限：不算好处')
    expect(reportOf(result, { caseTypes })).not.toContain('改后不再有此期限')
  })

  it('says of who may be worse off by chance alone that it may be chance', () => {
    const row = more.rows.find(({ id }) => id === 'wait') as (typeof more.rows)[number]
    const worse = (ci: readonly [number, number]) =>
      reportOf(
        { ...result, comparisons: [{ ...more, rows: [{ ...row, diff: 9e5, ci, pOneSided: 0.2 }] }] },
        { caseTypes },
      )
    expect(worse([-1e5, 2e6])).toContain('可能只是偶然')
    expect(worse([1e5, 2e6])).not.toContain('可能只是偶然')
  })

  it('begins in the language that is asked for, in Chinese where none is', () => {
    const begins = (locale?: 'en' | 'zh-CN') => reportOf(result, { caseTypes, ...(locale && { locale }) })
    expect(begins()).toContain('<html lang="zh-CN">')
    expect(begins()).toMatch(/id="zh" checked>.*\n.*id="english">/)
    expect(begins('en')).toContain('<html lang="en">')
    expect(begins('en')).toMatch(/id="zh">.*\n.*id="english" checked>/)
  })

  it('says what becomes more or less, and not only of what: a reply that is late is no reply', () => {
    const effect = { dims: { caseType: 'errand', deadline: 'reply' } }
    expect(effectTitle({ ...effect, id: 'late' }, titles)).toEqual({ 'zh-CN': '逾期：答复期限', en: 'late: Reply' })
    const task = { dims: { caseType: 'errand', task: 'reply' } }
    expect(effectTitle({ ...task, id: 'silent' }, titles).en).toBe('nobody does: Reply')
  })

  it('tells what is gained and what is lost, also where one kind of case is closed sooner and another later', () => {
    const row = more.rows.find(({ id, kind }) => id === 'timeToClose' && kind === 'mean') as (typeof more.rows)[number]
    const hour = 3_600_000
    const moved = (by: number) => ({ ...row, diff: by * hour, ci: [by * hour - 1, by * hour + 1] as const })
    for (const rows of [
      [moved(-9), moved(12)],
      [moved(12), moved(-9)],
    ]) {
      const { verdict, sentence } = adviceOn(result, { ...more, effects: [], rows }, titles)
      expect(verdict).toBe('mixed')
      expect(sentence.en).toMatch(
        /closes? is .+ shorter, but the mean time to close is .+ longer; it takes 1 person more\.$/,
      )
    }
  })

  it('says what is dearer beside what is better, in persons and in money', () => {
    const priced = simulate({ ...base, costs: { month: 9000 } }, { caseTypes })
    const { sentence } = adviceOn(priced, priced.comparisons[0] as typeof more, titles)
    expect(sentence.en).toMatch(
      /nothing is seen to be worse; it takes 1 person more, people cost 9,000 CNY a month more\.$/,
    )
    expect(sentence['zh-CN']).toMatch(/；需增加 1 人，人员成本每月增加 9,000 CNY。$/)
  })

  it('says that a wait is shorter where that is all that moves, and takes it for no ground to advise', () => {
    const wait = more.rows.find(({ id }) => id === 'wait') as (typeof more.rows)[number]
    expect([wait.pOneSided ?? 0, wait.diff ?? 0]).toEqual([expect.closeTo(1, 1), expect.any(Number)])
    const { verdict, sentence } = adviceOn(result, { ...more, effects: [], rows: [wait] }, titles)
    expect(verdict).toBe('unclear')
    expect(sentence.en).toMatch(
      /^Nothing can be said .+; all that is seen is “waits for: dept:police” −.+ \(−.+ to −.+\); it takes/,
    )
    expect(sentence['zh-CN']).toMatch(/；只看出“排队等待：dept:police” −.+；需增加 1 人。$/)
  })

  it('says of a storm what comes of it, and not whether to have one', () => {
    const shocks = [{ name: 'storm', from: '2026-03-04', to: '2026-03-06', arrivals: 6 }]
    const stormy = simulate({ ...base, compare: { storm: { shocks } } }, { caseTypes })
    const { verdict, sentence } = adviceOn(stormy, stormy.comparisons[0] as typeof more, titles)
    expect(verdict).toBe('worse')
    expect(sentence['zh-CN']).toMatch(/^“storm”之下：.+，未见任何好处。$/)
    expect(sentence.en).toMatch(/^Under “storm”: /)
  })

  it('says the opposite of the opposite policy', () => {
    const fewer = simulate(
      {
        ...base,
        parties: { 'dept:police': { staff: 2 } },
        compare: { one: { parties: { 'dept:police': { staff: 1 } } } },
      },
      { caseTypes },
    )
    const advice = adviceOn(fewer, fewer.comparisons[0] as typeof more, titles)
    expect(advice.verdict).toBe('worse')
    expect(advice.losers[0]?.pWorse).toBeGreaterThan(0.99)
    const worse = advice.watch.filter(({ effect }) => effect.better !== null && (effect.pOneSided ?? 1) < 0.5)
    for (const { stop, isMoreBad, effect } of worse) {
      expect(isMoreBad).toBe((effect.diff as number) > 0)
      expect(stop).toBe(effect.to.ci?.[isMoreBad ? 1 : 0])
    }
  })

  it('flags a rule that is not the town’s to change, with its article', () => {
    const beyond = simulate(
      {
        ...{ from: '2026-03-02', days: 2, replications: 2, drain: 1 },
        cases: [{ type: 'pacing', arrivals: { perDay: 2 }, opening: { walker: 'w' } }],
        behaviour: [{ effort: '5 h' }],
        compare: { longer: { parameters: { pacing: { rounds: 9 } } } },
      },
      { caseTypes: [pacing] },
    )
    const page = reportOf(beyond, { caseTypes: [pacing] })
    expect(beyond.comparisons[0]?.changes[0]?.power).toEqual({
      ...{ who: 'law', jurisdiction: 'CN', source: 'Act on Pacing, article 7', readOn: '2026-03-02' },
    })
    expect(page).toContain('Act on Pacing, article 7')
    expect(page).toContain('镇级无权变更')
    expect(page).toContain('镇里无权作此改动')
  })

  it('states seed, versions, changes in words, assumptions and what is not modelled, and how behaviour was held', () => {
    const page = reportOf(result, { caseTypes })
    for (const said of [
      'people at dept:police: 1 becomes 2',
      'errand 1.0.0',
      'threefry2x32-20/1',
      '各方行为固定不变',
      '1 measured, 2 assumed',
      // Times are told in the language of the reader.
      '均值 90 分钟',
      'a mean of 90 min',
      '用人单位',
      ...result.skipped.map(one => one['zh-CN']),
    ])
      expect(page).toContain(said)
    expect(page.indexOf('各方行为固定不变')).toBeLessThan(page.indexOf('class="advice"'))
  })

  it('counts as assumptions those that it lists', () => {
    const [, list = ''] =
      /1 measured, 2 assumed<[\s\S]*?<ul class="small">([\s\S]*?)<\/ul>/.exec(reportOf(result, { caseTypes })) ?? []
    expect(list.split('<li>')).toHaveLength(1 + 3)
  })

  it('gives every figure an interval, in the tables and in the charts', () => {
    for (const { arms } of chartsOf(result, caseTypes))
      for (const { mid, lo, hi } of arms)
        for (const [i, value] of mid.entries()) {
          if (value === null) continue
          expect(lo[i]).toBeLessThanOrEqual(value)
          expect(hi[i]).toBeGreaterThanOrEqual(value)
        }
    const page = reportOf(result, { caseTypes })
    const [, figures = ''] = /<details>(.*?)<\/details>/s.exec(page) ?? []
    expect(figures.match(/<tr><td>/g)).toHaveLength(result.indicators.length)
  })

  it('gives an interval to how much a party works now and then, as to the difference', () => {
    const page = reportOf(result, { caseTypes })
    const [, price = ''] = /工时代价[\s\S]*?<table[^>]*>([\s\S]*?)<\/table>/.exec(page) ?? []
    const cells = price.match(/<td[^>]*>[-+−\d.]+.*?<\/td>/g) ?? []
    expect(cells.length).toBeGreaterThan(0)
    expect(cells.length % 3).toBe(0)
    for (const cell of cells) expect(cell).toMatch(/<small>[-+−\d.]+ … [-+−\d.]+<\/small>/)
  })

  it('writes per cent in one way in each language', () => {
    const page = reportOf(result, { caseTypes })
    const said = (lang: string) =>
      [...page.matchAll(new RegExp(`<span lang="${lang}">(.*?)</span>`, 'g'))].map(([, words = '']) => words)
    const chinese = said('zh-CN').filter(words => /\d ?%/.test(words))
    const english = said('en').filter(words => /\d ?%/.test(words))
    expect([chinese.length > 0, english.length > 0]).toEqual([true, true])
    for (const words of chinese) expect(words).not.toMatch(/\d %/)
    for (const words of english) expect(words).not.toMatch(/\d%/)
    const outside = page.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/<span lang="[^"]*">.*?<\/span>/g, '')
    expect(outside).not.toMatch(/>[^<]*\d ?%/)
  })

  it('sets a space before an identifier in Chinese, and none before a Chinese name', () => {
    const wait = { ...(result.indicators.find(({ id }) => id === 'timeToClose') as Indicator), id: 'wait' }
    const queue = { ...wait, kind: 'mean' as const, estimate: 9, n: 9, dims: { party: 'dept:police' } }
    const whole = { ...queue, id: 'timeToClose', dims: {} }
    expect(bottleneckOf([queue, whole], { caseTypes })?.['zh-CN']).toMatch(/^瓶颈在 dept:police：/)
    const parties = { 'dept:police': { en: 'police', 'zh-CN': '公安' } }
    expect(bottleneckOf([queue, whole], { caseTypes, parties })?.['zh-CN']).toMatch(/^瓶颈在公安：/)
  })

  it('runs no script but its own, and text of users stays text whatever it is', () => {
    void fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        fc.constantFrom('</script>', '<!--', '"><svg onload=x>', '\u202e'),
        (name, evil) => {
          const planted = {
            ...result,
            design: { ...result.design, name: `${name}${evil}` },
            titles: { 'dept:police': { en: evil, 'zh-CN': evil } },
            comparisons: [{ ...more, name: `${evil}${name}` }],
          }
          const page = reportOf(planted, { caseTypes, script: 'draw("</script>")' })
          expect(page.split('</script>').length).toBe(3)
          expect(page).not.toContain('<svg onload')
          expect(page).not.toContain('<!--')
          expect(page).not.toContain('\u202e')
        },
      ),
      { numRuns: 30 },
    )
    expect(reportOf(result, { caseTypes, script: chartScript })).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='/)
    expect(reportOf(result, { caseTypes })).not.toContain('script-src')
  })

  it('tells of groups only what holds for all of them at once, and how many were looked at', () => {
    const group = (i: number, half: number) => ({
      ...(more.rows.find(({ id }) => id === 'deadlineMet') as (typeof more.rows)[number]),
      ...{ dims: { caseType: 'errand', deadline: 'reply', 'segment.area': `area ${i}` }, diff: 0.2 },
      ci: [0.2 - half, 0.2 + half] as const,
    })
    const pageWith = (half: number) => {
      const groups = Array.from({ length: 10 }, (_, i) => group(i, half))
      return reportOf({ ...result, comparisons: [{ ...more, groups }] }, { caseTypes })
    }
    // Six replications: t of 5 degrees of freedom is 2.571 for one of them, 4.773 for ten at once.
    expect(pageWith(0.15)).toContain('No group is seen to differ')
    expect(pageWith(0.15)).toContain('10 differences by group were looked at')
    expect(pageWith(0.1)).toContain('area 7')
    expect(pageWith(0.1)).toMatch(/\+1\.4 points<\/span> … .{0,60}\+38\.6 points/)
  })

  it('says how many periods a share is of where fewer come to one under the other policy', () => {
    const met = more.rows.find(({ id }) => id === 'deadlineMet') as (typeof more.rows)[number]
    const pageOf = (n: readonly [number, number]) =>
      reportOf({ ...result, comparisons: [{ ...more, rows: [{ ...met, n }] }] }, { caseTypes })
    expect(met.n[0]).toBeGreaterThan(10)
    expect(pageOf([200, 100])).toContain('200 periods, then 100')
    expect(pageOf([200, 100])).toContain('期限 200 个，改后 100 个')
    expect(pageOf([200, 199])).not.toContain('periods, then')
  })

  it('leaves out what costs nothing, and says so', () => {
    const priced = simulate(
      { ...base, replications: 2, costs: { parties: { 'dept:police': { month: 9000 } } } },
      { caseTypes },
    )
    const page = reportOf(priced, { caseTypes })
    expect(page).toContain('left out: dept:urban, which cost nothing')
    expect(page).not.toContain(
      '<td><span lang="zh-CN">人员成本：dept:urban，CNY</span><span lang="en">cost of people: dept:urban, CNY</span></td><td><span lang="zh-CN">0</span><span lang="en">0</span> <small>',
    )
  })

  it('takes a font only as a font', () => {
    const fonts = [
      { woff2: 'AAAA', unicodeRange: 'U+4e00' },
      { woff2: 'A)}</style>', unicodeRange: 'U+1' },
    ]
    expect(reportOf(result, { caseTypes, fonts }).match(/@font-face/g)).toHaveLength(1)
  })
})

it('tells of working time hours, since a day of it is three days of an office', () => {
  const rule = { role: 'invitee', delay: { uniform: { from: '1 d', to: '0.5 w' } } }
  const told = (delayIn: 'hours' | 'elapsed') =>
    simulate({ ...base, days: 2, replications: 2, compare: {}, behaviour: [{ ...rule, delayIn }] }, { caseTypes })
      .assumptions.map(({ sentence }) => sentence)
      .find(({ en }) => en.includes('begins after'))
  expect(told('hours')?.en).toContain('begins after 24 h – 84 h of working time')
  expect(told('hours')?.['zh-CN']).toContain('24 小时 – 84 小时（工作时间）')
  expect(told('elapsed')?.en).toMatch(/begins after 1 d – 0\.5 w$/)
})

it('widens the interval of what came out alike by what so many tries say, and any other by Student’s', () => {
  const held = { replications: 30, level: 0.95, together: 100 }
  const row = { id: 'deadlineMet', diff: -1, ci: [-1, -0.91], n: [60, 60] } as unknown as ComparedRow
  // 99.95 %: z² = 12.1157; twice as far as that of 95 % would reach by quantiles of t.
  expect(widenedRow(row, held)).toEqual([-1, expect.closeTo((Math.SQRT2 * 12.1157) / (60 + 12.1157) - 1, 4)])
  const wide = widenedRow({ ...row, id: 'wait', diff: 0.5, ci: [0.4, 0.6] }, held)
  expect(wide?.map(bound => Math.abs(bound - 0.5))).toEqual(Array(2).fill(expect.closeTo((0.1 * 3.9177) / 2.0452, 3)))
})
