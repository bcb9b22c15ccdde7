import { type CaseFile, exportCase } from '@convoke/core'
import { errand, errandOpened, everyDayCalendar, paperCase } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import {
  checkScenario,
  exemplarOf,
  figuresCsvOf,
  mergeShards,
  openCaseOf,
  parseScenario,
  reportOf,
  type SimulationResult,
  simulate,
  simulatedLog,
  simulatingShard,
} from '../src/index.js'
import { joined } from '../src/study/joined.js'
import { portionsOf, runPortion } from '../src/study/portions.js'
import { studyOf } from '../src/study/study.js'

const caseTypes = [errand]
const text = `
from: 2026-03-02
days: 5
replications: 3
titles: { $district:police: Police of $district }
cases:
  - type: errand
    arrivals: { perDay: 12 }
    opening: { topic: Parking, convener: $district:rc, invitees: [$district:police, town:urban] }
parties: { $district:police: { staff: 1 } }
behaviour: [{ role: invitee, delay: { exponential: { mean: 2 h } }, effort: 40 min }]
districts:
  east: { weight: 3, parties: { $district:police: { staff: 2 } } }
  west: {}
compare:
  another: { districts: { west: { parties: { $district:police: { staff: 2 } } } } }
`

/** Where those of the west work slowly under the other policy. */
const slower = text.replace(
  'west: { parties: { $district:police: { staff: 2 } } } } }',
  'west: { parties: { $district:police: { speed: 0.1 } } } } }',
)

function checked(changed = text) {
  const parsed = parseScenario(changed, caseTypes)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed
}

const issuesOf = (changed: string) => {
  const parsed = parseScenario(changed, caseTypes)
  return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
}

describe('a scenario that falls into districts', () => {
  it('divides its cases by weight, and names the people of each', () => {
    const [base, other] = checked().arms
    expect(base?.districts.map(({ name, size }) => [name, size])).toEqual([
      ['east', 0.75],
      ['west', 0.25],
    ])
    expect(base?.districts.map(({ arm }) => arm.parties)).toMatchObject([
      { 'east:police': { staff: 2 } },
      { 'west:police': { staff: 1 } },
    ])
    expect(other?.districts[1]?.arm.parties).toMatchObject({ 'west:police': { staff: 2 } })
    const result = simulate(checked(), { caseTypes })
    const perDay = base?.districts.map(({ arm }) => arm.cases[0]?.arrivals)
    expect(perDay).toMatchObject([{ perDay: 9 }, { perDay: 3 }])
    expect(result.titles['west:police']).toMatchObject({ en: 'Police of west' })
    const busy = result.indicators.filter(({ id }) => id === 'utilisation').map(({ dims }) => dims.party)
    expect(busy).toEqual(['east:police', 'west:police'])
    // Whom no scenario gives people is nobody's pool, and may work for all districts.
    expect(result.indicators.filter(({ id, dims }) => id === 'work' && dims.party === 'town:urban')).toHaveLength(1)
  })

  it('comes to the sums of its districts, each with luck of its own that no other moves', () => {
    const study = studyOf(checked(), { caseTypes })
    const run = (district: number) => {
      const steps = runPortion(study, { replication: 1, district })
      for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value.arms[0]!
    }
    const [east, west] = [run(0), run(1)]
    const whole = joined([east, west])
    expect(whole.arrived).toBe(east.arrived + west.arrived)
    const closed = (one: typeof east) => one.measures.find(({ id }) => id === 'timeToClose')!
    expect(closed(whole).sum).toBe(closed(east).sum + closed(west).sum)
    expect(whole.open[0]?.counts).toEqual(
      east.open[0]?.counts.map((count, i) => count + (west.open[0]?.counts[i] as number)),
    )
    const cases = (one: typeof east) => one.times[0]!.ended.reduce((sum, [, count]) => sum + count, 0)
    expect(cases(whole)).toBe(cases(east) + cases(west))
    const alone = studyOf(checked(text.replace('  west: {}\n', '').replace(/compare:[\s\S]*/, '')), { caseTypes })
    expect(portionsOf(alone, 0)).toHaveLength(1)
    const more = studyOf(checked(text.replace('west: {}', 'west: {}\n  north: {}').replace('weight: 3', 'weight: 6')), {
      caseTypes,
    })
    const steps = runPortion(more, { replication: 1, district: 0 })
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done !== true) continue
      expect(step.value.arms[0]).toEqual(east)
      break
    }
  })

  it('tells the figures of each district beside the whole, which is their sum or mean', () => {
    const result = simulate(checked(), { caseTypes })
    const { districts = [], indicators } = result
    const of = (id: string, district?: string) =>
      (district === undefined ? indicators : districts).find(
        ({ id: own, kind, dims }) => own === id && kind !== 'quantile' && dims.district === district,
      )
    const [east, west, whole] = [of('arrived', 'east'), of('arrived', 'west'), of('arrived')]
    expect(whole?.perReplication).toEqual(
      east?.perReplication.map((n, i) => (n ?? 0) + (west?.perReplication[i] ?? Number.NaN)),
    )
    const [fast, slow, all] = [of('timeToClose', 'east'), of('timeToClose', 'west'), of('timeToClose')]
    expect([fast?.ci, slow?.ci].every(ci => ci !== null && ci !== undefined && ci[0] < ci[1])).toBe(true)
    const sum = (fast?.estimate ?? 0) * (fast?.n ?? 0) + (slow?.estimate ?? 0) * (slow?.n ?? 0)
    expect(sum / (all?.n ?? 1)).toBeCloseTo(all?.estimate ?? 0, 3)
    // Whoever answers for a district finds its own people there; who works for several is told of each.
    const about = (party: string) => districts.filter(({ id, dims }) => id === 'work' && dims.party === party)
    expect(about('east:police').map(({ dims }) => dims.district)).toEqual(['east'])
    expect(about('town:urban').map(({ dims }) => dims.district)).toEqual(['east', 'west'])
    const busy = (all: typeof indicators) =>
      all.filter(({ id, dims }) => id === 'utilisation' && dims.party === 'west:police')
    const [own] = busy(districts)
    expect(busy(indicators)).toEqual([{ ...own, dims: { party: 'west:police' } }])
  })

  it('tells of each district what its people cost, how high cases pile up in a shock, and how units are evaluated', () => {
    const scenario = slower
      .replace('days: 5', 'days: 12')
      .replace(
        'compare:',
        'costs: { hour: 60 }\nshocks: [{ name: storm, from: 2026-03-05, to: 2026-03-06, arrivals: 4 }]\ncompare:',
      )
      .replace(
        'costs:',
        `evaluations: { year: { unit: topic, authority: town, rates: { ofEast: { weight: 100, anyOf: [{ convener: east:rc }] } } } }\ncosts:`,
      )
    const result = simulate(checked(scenario), { caseTypes })
    const of = (id: string, own = result.districts) =>
      (own ?? []).filter(one => one.id === id && one.dims.party === undefined)
    for (const id of ['cost', 'peakOpen', 'recovery', 'score', 'rate'])
      expect(of(id).map(({ dims }) => dims.district)).toEqual(['east', 'west'])
    expect(of('score').map(({ dims, estimate }) => [dims.unit, estimate])).toEqual([
      ['Parking', 100],
      ['Parking', 0],
    ])
    const [east, west] = of('cost')
    const [whole] = of('cost', result.indicators)
    expect((east?.estimate ?? 0) + (west?.estimate ?? 0)).toBeCloseTo(whole?.estimate ?? 0, 6)
    const most = of('peakOpen').map(({ perReplication }) => perReplication)
    // Each has its peak on a day of its own: together they are never higher.
    for (const [i, peak] of (of('peakOpen', result.indicators)[0]?.perReplication ?? []).entries())
      expect(peak).toBeLessThanOrEqual((most[0]?.[i] ?? 0) + (most[1]?.[i] ?? 0))
    const rows = result.comparisons[0]?.districts?.filter(
      ({ id, dims, diff }) => id === 'cost' && dims.party === undefined && diff !== 0,
    )
    expect(rows?.map(({ dims }) => dims.district)).toEqual(['west'])
    const ofParty = result.districts?.filter(({ id, dims }) => id === 'cost' && dims.party === 'east:police')
    expect(ofParty?.map(({ dims }) => dims.district)).toEqual(['east'])
    const parts = [2, 1].map(i => partOf(checked(scenario), i, 2))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(result))
    expect(figuresCsvOf(result, { caseTypes, locale: 'en' })).toMatch(/^scenario,"cost of people: east, CNY",cost,/m)
  })

  it('ranks the units of each district among themselves, by its own cases', () => {
    // Of the east two topics are evaluated, of the west three; each unit is scored by whether the east asked for it.
    const scenario = parseScenario(
      `
name: Year
from: 2026-03-02
days: 5
replications: 3
cases:
  - type: errand
    arrivals: { perDay: 6 }
    opening: { topic: $district lamps, convener: $district:rc, invitees: [town:police, town:urban] }
  - type: errand
    arrivals: { perDay: 6 }
    opening: { topic: roads, convener: $district:rc, invitees: [town:police, town:urban] }
evaluations:
  year:
    unit: topic
    rates: { ofEast: { weight: 100, anyOf: [{ topic: east lamps }, { convener: west:rc }] } }
districts: { east: { weight: 3 }, west: {} }
compare:
  lamps first: { evaluations: { year: { rates: { ofEast: { anyOf: [{ topic: roads }] } } } } }
`,
      caseTypes,
    )
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.issues))
    const result = simulate(scenario, { caseTypes })
    const [year] = result.evaluations ?? []
    expect(year?.units.map(({ unit }) => unit)).toEqual(['east lamps', 'west lamps', 'roads'])
    expect(year?.units[0]?.ranks).toHaveLength(3)
    expect(
      year?.districts?.map(({ district, units }) => [
        district,
        units.map(({ unit, score, ranks }) => [unit, score, ranks.map(({ estimate }) => estimate)]),
      ]),
    ).toEqual([
      [
        'east',
        [
          ['east lamps', 100, [1, 0]],
          ['roads', 0, [0, 1]],
        ],
      ],
      // Equals share the better rank.
      [
        'west',
        [
          ['roads', 100, [1, 0]],
          ['west lamps', 100, [1, 0]],
        ],
      ],
    ])
    // Of all cases of roads those of the west count; here they do not.
    const counted = (units: NonNullable<typeof year>['units'] = []) =>
      units.find(({ unit }) => unit === 'roads')?.counted
    const [east, west] = year?.districts?.map(({ units }) => counted(units)) ?? []
    expect((east ?? 0) + (west ?? 0)).toBe(counted(year?.units))

    const moves = result.comparisons[0]?.evaluations?.[0]?.districts
    expect(moves?.map(({ district, units }) => [district, units.map(({ unit, diff }) => [unit, diff])])).toEqual([
      [
        'east',
        [
          ['east lamps', -100],
          ['roads', 100],
        ],
      ],
      [
        'west',
        [
          ['roads', 0],
          ['west lamps', -100],
        ],
      ],
    ])
    expect(moves?.[0]?.units.map(({ ahead }) => ahead.estimate)).toEqual([-100, 100])
    const csv = figuresCsvOf(result, { caseTypes, locale: 'en' })
    expect(csv).toMatch(
      /^Year,"P\(rank 2\): east, roads, year",rank,district=east evaluation=year unit=roads rank=2,share,ratio,1,/m,
    )
    expect(csv).toMatch(
      /^Year,"P\(rank 3\): roads, year",rank,evaluation=year unit=roads rank=3,share,ratio,1,[\d.]+,1,0.95,3,0,$/m,
    )
    const page = reportOf(result, { caseTypes })
    expect(page).toContain('Scores and ranks: year')
    expect(page).toMatch(/<td>west<\/td><td>.*roads/)
    const parts = [2, 1].map(i => partOf(scenario, i, 2))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(result))
  })

  it('tells of another policy how far each district moves: not at all where nothing changes there', () => {
    const [other] = simulate(checked(slower), { caseTypes }).comparisons
    const moved = other?.districts?.filter(({ diff }) => diff !== null && diff !== 0) ?? []
    expect(new Set(moved.map(({ dims }) => dims.district))).toEqual(new Set(['west']))
    expect(moved.some(({ id }) => id === 'timeToClose')).toBe(true)
    expect(other?.districts?.some(({ dims }) => dims.district === 'east')).toBe(true)
  })

  it('tells of the whole what it tells of a district: a unit that only such a one has moves by nothing, exactly, where nothing changes there', () => {
    const scenario = slower.replace(
      'compare:',
      `evaluations: { year: { unit: convener, authority: town, solved: [{ topic: Parking }], rates: { asked: { weight: 100, anyOf: [{ topic: Parking }] } } } }\ncompare:`,
    )
    const [other] = simulate(checked(scenario), { caseTypes }).comparisons
    const rowsOf = (unit: string) =>
      [...(other?.rows ?? []), ...(other?.districts ?? [])].filter(({ dims }) => dims.unit === unit)
    expect(rowsOf('east:rc').map(({ id, dims, diff, ci }) => [id, dims.district, diff, ci])).toEqual([
      ['score', undefined, 0, [0, 0]],
      ['rate', undefined, 0, [0, 0]],
      ['score', 'east', 0, [0, 0]],
      ['rate', 'east', 0, [0, 0]],
    ])
    // What came out alike where something changes is not certain.
    for (const { diff, ci } of rowsOf('west:rc')) {
      expect(diff).toBe(0)
      expect(ci?.[0]).toBeLessThan(0)
    }
    const [east, west] = other?.evaluations?.[0]?.units ?? []
    expect([east?.unit, east?.ci, east?.solved?.ci]).toEqual(['east:rc', [0, 0], [0, 0]])
    expect(west?.ci?.[0]).toBeLessThan(0)
    expect(west?.solved?.ci?.[0]).toBeLessThan(0)
    // The mean that it is held against is of both.
    expect(east?.ahead.ci?.[0]).toBeLessThan(0)
  })

  it('tells of a case type that arrives in one district only that nothing moves it where nothing changes there', () => {
    const cases = (topic: string) =>
      `cases: [{ type: errand, arrivals: { perDay: 6 }, opening: { topic: ${topic}, convener: $district:rc, invitees: [$district:police, town:urban] } }]`
    const named = { ...errand, name: 'other' }
    const scenario = slower
      .replace('behaviour:', 'segments: { area: { near: 1, far: 1 } }\nbehaviour:')
      .replace(
        'east: { weight: 3, ',
        `east: { behaviour: [{ role: invitee, choose: { never: 1 } }], ${cases('Parking')}, `,
      )
      .replace('west: {}', `west: { ${cases('Lamps').replace('type: errand', 'type: other')} }`)
    const parsed = parseScenario(scenario, [errand, named])
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    const [other] = simulate(parsed, { caseTypes: [errand, named] }).comparisons
    const widths = (all: readonly { dims: Readonly<Record<string, string>>; ci: readonly [number, number] | null }[]) =>
      (['errand', 'other'] as const).map(caseType =>
        all.filter(({ dims }) => dims.caseType === caseType).map(({ ci }) => (ci?.[1] ?? 0) - (ci?.[0] ?? 0)),
      )
    for (const all of [other?.rows, other?.groups, other?.effects]) {
      const [east = [], west = []] = widths(all ?? [])
      expect(east.length).toBeGreaterThan(0)
      expect(east.every(width => width === 0)).toBe(true)
      expect(west.some(width => width > 0)).toBe(true)
    }
  })

  it('has them in the report and in the table for a spreadsheet; without districts there are none', () => {
    const result = simulate(checked(), { caseTypes })
    const csv = figuresCsvOf(result, { caseTypes, locale: 'en' })
    expect(csv).toMatch(
      /^scenario,"time to close: mean, east \(Errand\)",timeToClose,district=east caseType=errand,ms,mean,/m,
    )
    expect(csv).toMatch(/^another,.*district=west caseType=errand,ms,difference,/m)
    const report = reportOf(result, { caseTypes })
    expect(report).toContain('Figures by district')
    expect(report).toContain('各片区的差别')
    const undivided = simulate(checked(text.replaceAll('$district', 'east').replace(/districts:[\s\S]*/, '')), {
      caseTypes,
    })
    expect('districts' in undivided).toBe(false)
    expect(reportOf(undivided, { caseTypes })).not.toContain('Figures by district')
  })

  it('corrects differences by arrivals, in shards as in the whole, and each district by its own', () => {
    const scenario = slower.replace('replications: 3', 'replications: 6\ncontrol: arrivals')
    const whole = simulate(checked(scenario), { caseTypes })
    const parts = [3, 1, 2].map(i => partOf(checked(scenario), i, 3))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(whole))
    const plain = simulate(checked(slower.replace('replications: 3', 'replications: 6')), { caseTypes })
    const row = ({ comparisons }: SimulationResult, district: string) =>
      comparisons[0]?.districts?.find(({ id, dims }) => id === 'timeToClose' && dims.district === district)
    expect(row(whole, 'west')?.diff).not.toBe(row(plain, 'west')?.diff)
    expect(row(whole, 'east')?.diff).toBe(0)
  })

  it('begins with the open cases of a store, each in the district whose people it names', () => {
    const scenario = { ...startScenario([openErrand('a', 'east'), openErrand('b', 'west'), openErrand('c', 'east')]) }
    const result = simulate(scenario, { caseTypes })
    expect(result.started?.map(({ caseId }) => caseId)).toEqual(['a', 'b', 'c'])
    // The west has nobody: its case is late for sure.
    expect(result.started?.map(({ late }) => late.estimate)).toEqual([0, 1, 0])
    const late = result.districts?.filter(({ id }) => id === 'startedLate')
    expect(late?.map(({ dims, estimate, n }) => [dims.district, estimate, n])).toEqual([
      ['east', 0, 8],
      ['west', 1, 4],
    ])
    expect(result.indicators.find(({ id }) => id === 'startedLate')?.estimate).toBeCloseTo(1 / 3, 12)
    const [help] = result.comparisons
    expect(help?.started?.map(({ diff }) => diff)).toEqual([0, -1, 0])
    // Nothing changes for those of the east.
    expect(help?.started?.map(({ ci }) => ci?.[0] === ci?.[1])).toEqual([true, false, true])
    const parts = [1, 2].map(i => partOf(scenario, i, 2))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(result))
  })

  it('counts what passed before the start in the hours of the people of each district, under every policy', () => {
    const nights = { '$district:police': { staff: 1, hours: [['18:00', '24:00']] as [string, string][] } }
    const scenario = { ...startScenario([openErrand('a', 'east')]), calendar: 'china', parties: nights }
    const other = { districts: { east: { parties: { '$district:police': { hours: [['00:00', '24:00']] } } } } }
    const { divided } = studyOf(checkScenario({ ...scenario, compare: { other } }, caseTypes), { caseTypes })
    const at = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`)
    const worked = divided.map(([east]) => east?.workedBefore('east:police', at('12:00'), at('21:00')))
    expect(worked).toEqual([3, 3].map(hours => hours * 3_600_000))
  })

  it('says which open cases belong nowhere or to several districts, unless it is told by their fields', () => {
    const told = (scenario: Parameters<typeof checkScenario>[0]) => {
      const read = checkScenario(scenario, caseTypes)
      return read.ok ? [] : read.issues.map(({ path, message }) => `${path}: ${message.en}`)
    }
    const cases = [openErrand('a', 'north'), openErrand('b', 'east', 'west:police')]
    expect(told(startScenario(cases))).toEqual([
      expect.stringMatching(/^start\.cases\.0: belongs to no district: it names no party/),
      expect.stringMatching(/^start\.cases\.1: may belong to the districts "east" and "west"/),
    ])
    const { districts } = startScenario([])
    const open = {
      east: { open: { convener: ['north:rc', 'east:rc'] } },
      west: { ...districts.west, open: { convener: 'west:rc' } },
    }
    const scenario = { ...startScenario(cases), districts: open }
    expect(told(scenario)).toEqual([])
    expect(simulate(scenario, { caseTypes }).districts?.filter(({ id }) => id === 'startedLate')).toHaveLength(1)
  })

  it('can be simulated in parts by district, to the very bytes of the whole', () => {
    const part = (i: number) => {
      const run = simulatingShard(checked(), { i, n: 4 }, { caseTypes })
      for (let step = run.next(); ; step = run.next())
        if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as unknown
    }
    const merged = mergeShards([1, 2, 3, 4].map(part), { caseTypes })
    expect(JSON.stringify(merged)).toBe(JSON.stringify(simulate(checked(), { caseTypes })))
  })

  it('with one district differs by nothing but luck from the same without', () => {
    const one = checked(text.replace('  west: {}\n', '').replace(/compare:[\s\S]*/, ''))
    expect(one.arms[0]?.districts[0]?.arm).toEqual({
      ...checked(
        text
          .replaceAll('$district', 'east')
          .replace('staff: 1', 'staff: 2')
          .replace(/districts:[\s\S]*/, ''),
      ).arms[0]?.arm,
    })
  })

  it('has a log and an exemplar of cases that its run had, with the luck of their district', () => {
    const study = studyOf(checked(), { caseTypes })
    const portion = portionsOf(study, 0)[0] as ReturnType<typeof portionsOf>[number]
    const run = runPortion(study, portion)
    let step = run.next()
    while (step.done !== true) step = run.next()
    const { arrived, measures } = step.value.arms[0] as (typeof step.value.arms)[number]
    const { measuredFrom, measuredTo } = study.worlds[0] as (typeof study.worlds)[number]
    const measured = simulatedLog(checked(), { caseTypes }).filter(
      ({ events: [first] }) => first !== undefined && first.at >= measuredFrom && first.at < measuredTo,
    )
    expect(measured).toHaveLength(arrived)
    const replies = measures.find(({ id, dims }) => id === 'acts' && dims.command === 'reply')
    const logged = measured.flatMap(({ events }) => events).filter(({ type }) => type === 'reply')
    expect(logged).toHaveLength(replies?.sum ?? 0)
    const shown = exemplarOf(checked(), { caseTypes })?.entries.map(({ type, at }) => `${type} ${at}`)
    expect(measured.map(({ events }) => events.map(({ type, at }) => `${type} ${at}`))).toContainEqual(shown)
  })

  it('may have a policy that holds from some day on, in some groups: nothing moves elsewhere, whole or in parts', () => {
    const pilot = text
      .replace('days: 5', 'days: 14\nsegments: { area: { near: 1, far: 1 } }')
      .replace(
        /compare:[\s\S]*/,
        `compare:
  pilot:
    effective: { from: 2026-03-09, where: { area: near } }
    behaviour: [{ role: invitee, delay: { exponential: { mean: 5 h } }, effort: 40 min }]
  in the west:
    effective: { from: 2026-03-09 }
    districts: { west: { behaviour: [{ role: invitee, delay: { exponential: { mean: 5 h } }, effort: 40 min }] } }
`,
      )
      .replace('parties: { $district:police: { staff: 1 } }', 'parties: { $district:police: { staff: 90 } }')
      .replace('staff: 2', 'staff: 90')
    const result = simulate(checked(pilot), { caseTypes })
    const [inGroup, inDistrict] = result.comparisons
    const closing = ({ id, kind }: { readonly id: string; readonly kind: string }) =>
      id === 'timeToClose' && kind === 'mean'
    const moved = (rows: SimulationResult['comparisons'][number]['groups'], dim: string) =>
      (rows ?? []).filter(closing).map(({ dims, diff }) => [dims[dim], Math.sign(diff as number)])
    expect(moved(inGroup?.groups, 'segment.area')).toEqual([
      ['far', 0],
      ['near', 1],
    ])
    expect(inGroup?.pilot?.figures.find(({ id }) => id === 'timeToClose')?.spillOver).toEqual({ diff: 0, ci: [0, 0] })
    expect(moved(inDistrict?.districts, 'district')).toEqual([
      ['east', 0],
      ['west', 1],
    ])
    const parts = [3, 1, 2].map(i => partOf(checked(pilot), i, 3))
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(result))
    // What arrives is the same under both.
    expect(
      issuesOf(pilot.replace('districts: { west: { behaviour', 'districts: { west: { weight: 2, behaviour')),
    ).toEqual([expect.stringMatching(/^\d+ compare\.in the west\.cases: cannot change under "effective"/)])
    expect(issuesOf(text.replace('days: 5', 'days: 5\neffective: { from: 2026-03-04 }'))).toContainEqual(
      expect.stringMatching(/^4 effective: belongs under "compare"/),
    )
  })

  it('says in words what a policy changes in a district, as of all, and whose power it is', () => {
    const changesIn = (change: string) =>
      simulate(checked(text.replace(/compare:[\s\S]*/, `compare: { another: ${change} }`)), { caseTypes })
        .comparisons.flatMap(({ changes }) => changes)
        .map(({ path, from, to, sentence, power }) => [path, from, to, sentence.en, power.who])
    expect(changesIn('{ districts: { west: { parties: { $district:police: { staff: 2 } } } } }')).toEqual([
      ['districts.west.parties.west:police.staff', 1, 2, 'people at Police of west: 1 becomes 2', 'employer'],
    ])
    // What holds there already is no change; what is said of all is told once.
    expect(changesIn('{ districts: { west: { parties: { $district:police: { staff: 1 } } } } }')).toEqual([])
    expect(changesIn('{ parties: { $district:police: { staff: 3 } } }')).toEqual([
      ['parties.$district:police.staff', 1, 3, 'people at Police of each district: 1 becomes 3', 'employer'],
    ])
    const [[place, from, to, said] = []] = changesIn(
      '{ districts: { east: { parameters: { errand: { replyWithin: { n: 2, unit: hour } } } } } }',
    )
    expect([place, from, to]).toEqual([
      ...['districts.east.parameters.errand.replyWithin', { n: 4, unit: 'hour' }, { n: 2, unit: 'hour' }],
    ])
    expect(said).toMatch(/, east: 4 hours becomes 2 hours$/)
  })

  it('flags a parameter of a district that is not the town’s to set, under the first policy and another', () => {
    const flagged = (own: object, other: object) => {
      const scenario = {
        ...{ from: '2026-03-02', days: 2, replications: 2 },
        cases: [{ type: 'errand', arrivals: { perDay: 2 }, opening: errandOpened.opening }],
        districts: { east: {}, west: own },
        compare: { other: { districts: { west: other } } },
      }
      const { warnings, comparisons } = simulate(checkScenario(scenario, caseTypes), { caseTypes })
      const told = warnings.map(({ en }) => en).filter(en => en.includes("not the town's to change (law)"))
      return [told.length, told[0]?.replace(/^.*, west/, 'west'), comparisons[0]?.changes[0]?.authority?.who]
    }
    const unlawful = { parameters: { errand: { lawful: 9 } } }
    expect(flagged({}, {})).toEqual([0, undefined, undefined])
    expect(flagged(unlawful, {})).toEqual([1, expect.stringMatching(/^west: \d+ becomes 9$/), undefined])
    expect(flagged({}, unlawful)).toEqual([1, expect.stringMatching(/^west: \d+ becomes 9$/), 'law'])
  })

  it('says what is assumed of each district, and by name where one is different', () => {
    const said = simulate(checked(), { caseTypes }).assumptions.map(({ sentence }) => sentence.en)
    expect(said).toContain('Police of each district: 1 person on these cases')
    expect(said).toContain('Police of east: 2 persons on these cases')
    expect(said.join()).not.toContain('$district')
  })

  it('is refused where districts would share people, moments cannot be divided, or policies name others', () => {
    expect(
      issuesOf(text.replace('parties: { $district:police: { staff: 1 } }', 'parties: { town: { staff: 1 } }')),
    ).toEqual([expect.stringMatching(/^10 parties\.town: has people in the districts "east" and "west"/)])
    expect(
      issuesOf(text.replace('arrivals: { perDay: 12 }', 'arrivals: { at: ["2026-03-02T10:00:00+08:00"] }')),
    ).toEqual([
      expect.stringMatching(/districts\.east\.cases: is needed/),
      expect.stringMatching(/districts\.west\.cases: is needed/),
    ])
    expect(issuesOf(text.replace('weight: 3', 'weight: 0'))).toEqual([
      expect.stringMatching(/^13 districts\.east\.weight/),
    ])
    expect(issuesOf(text.replace('staff: 2 } } }\n  west', 'staff: -2 } } }\n  west'))).toContainEqual(
      expect.stringMatching(/^13 districts\.east\.parties\.east:police\.staff: must be at least 0/),
    )
    expect(issuesOf(text.replace('role: invitee', 'role: inviteee'))).toContainEqual(
      expect.stringMatching(/^11 behaviour\.0\.role: no role is called "inviteee"/),
    )
    expect(issuesOf(text.replace('districts: { west: {', 'districts: { south: {'))).toContainEqual(
      expect.stringContaining('compare.another.districts: must name the same districts'),
    )
    const none = { from: '2026-03-02', days: 1, cases: [{ type: 'errand', arrivals: { perDay: 1 } }], districts: {} }
    expect(checkScenario(none, caseTypes).ok).toBe(false)
  })
})

/** An errand that was asked of a district, as a store has it. */
function openErrand(caseId: string, district: string, second = 'town:urban') {
  const at = Date.parse('2026-03-02T09:00:00+08:00')
  const opening = { topic: 'Parking', convener: `${district}:rc`, invitees: [`${district}:police`, second] }
  const by = `${district}:rc`
  const { journal } = paperCase(errand, { ...errandOpened, opening: { ...errandOpened.opening, ...opening }, by, at }, [
    { type: 'submit', by, at } as never,
  ])
  const entries = journal.map(({ stored }) => stored)
  const disclosures = journal.flatMap(sealed => sealed.disclosures)
  const file: CaseFile = { ...exportCase({ entries, disclosures, as: 'host', exportedAt: at }), caseId }
  return openCaseOf(file, { caseTypes, calendarOf: everyDayCalendar }) as NonNullable<ReturnType<typeof openCaseOf>>
}

function startScenario(cases: readonly ReturnType<typeof openErrand>[]) {
  return {
    ...{ from: '2026-03-02', days: 3, drain: 5, replications: 4, calendar: 'always' as const },
    cases: [
      {
        type: 'errand',
        arrivals: { perDay: 2 },
        opening: { topic: 'Parking', convener: '$district:rc', invitees: ['$district:police', 'town:urban'] },
      },
    ],
    parties: { '$district:police': { staff: 1 } },
    start: { at: '2026-03-02T10:00:00+08:00', cases: [...cases] },
    districts: { east: {}, west: { parties: { '$district:police': { staff: 0 } } } },
    compare: { help: { districts: { west: { parties: { '$district:police': { staff: 1 } } } } } },
  }
}

function partOf(scenario: Parameters<typeof simulatingShard>[0], i: number, n: number) {
  const run = simulatingShard(scenario, { i, n }, { caseTypes })
  for (let step = run.next(); ; step = run.next())
    if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as unknown
}
