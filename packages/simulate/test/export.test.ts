import { errand, errandOpened } from '@convoke/core/testing'
import { openDriver } from '@convoke/store-sqlite'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import {
  figuresCsvOf,
  logCsvOf,
  ocelOf,
  ocelSqlOf,
  reportOf,
  type ScenarioInput,
  simulate,
  simulatedLog,
  xesOf,
} from '../src/index.js'

const caseTypes = [errand]
const scenario: ScenarioInput = {
  ...{ name: '=cmd()', from: '2026-03-02', days: 5, replications: 2, drain: 0 },
  cases: [{ type: 'errand', arrivals: { perDay: 6 }, opening: errandOpened.opening as Record<string, unknown> }],
  parties: { 'dept:police': { staff: 1 } },
  behaviour: [{ role: 'invitee', delay: { exponential: { mean: '90 min' } }, effort: '40 min' }],
  compare: { two: { parties: { 'dept:police': { staff: 2 } } } },
}
const result = simulate(scenario, { caseTypes })
const log = simulatedLog(scenario, { caseTypes })
const events = log.flatMap(one => one.events)

describe('a log of simulated cases', () => {
  it('holds the cases of the first replication: those that were counted, no more and no fewer', () => {
    const arrived = result.indicators.find(({ id }) => id === 'arrived')
    expect(log).toHaveLength(arrived?.perReplication[0] as number)
    const acts = result.indicators.filter(({ id }) => id === 'acts').map(({ perReplication }) => perReplication[0] ?? 0)
    const counted = acts.reduce((sum, perCase) => sum + perCase * log.length, 0)
    expect(events.filter(({ kind }) => kind === 'command')).toHaveLength(Math.round(counted))
    expect(simulatedLog(scenario, { caseTypes })).toEqual(log)
  })

  it('has the time to close of its cases as the figures have it', () => {
    const whole = { ...scenario, drain: 30 }
    const settled = simulatedLog(whole, { caseTypes })
    const times = settled.map(({ events: own }) => (own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0))
    const figure = simulate(whole, { caseTypes }).indicators.find(
      ({ id, kind }) => id === 'timeToClose' && kind === 'mean',
    )
    expect(times.reduce((sum, one) => sum + one, 0) / times.length).toBeCloseTo(figure?.perReplication[0] as number, 6)
  })

  it('as CSV is read back as it was, a row for each event', () => {
    const rows = parse(logCsvOf(log, { caseTypes }), { columns: true }) as Record<string, string>[]
    expect(rows.map(({ activity }) => activity)).toEqual(events.map(({ type }) => type))
    expect(rows.map(({ timestamp }) => Date.parse(timestamp ?? ''))).toEqual(events.map(({ at }) => at))
  })

  it('as XES has a trace for each case and an event for each entry, and no text of users becomes markup', () => {
    const text = xesOf(log, { caseTypes, locale: 'en' })
    expect(text.match(/<trace>/g)).toHaveLength(log.length)
    expect(text.match(/<event>/g)).toHaveLength(events.length)
    expect(text).toContain('value="Reply"')
    // An id is a UUID in XES, version 8 of RFC 9562 here, and the same one in every language.
    const idsIn = (xes: string) =>
      [...xes.matchAll(/<event><id key="identity:id" value="([^"]*)"\/>/g)].map(([, id]) => id)
    const ids = idsIn(text)
    expect(new Set(ids).size).toBe(events.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(idsIn(xesOf(log, { caseTypes }))).toEqual(ids)
    const other = log.map(one => ({ ...one, events: one.events.map(event => ({ ...event, by: '\ud800' })) }))
    expect(idsIn(xesOf(other, { caseTypes })).filter(id => ids.includes(id))).toEqual([])
    const evil = [{ ...log[0]!, id: '</trace><x a="\u0000\ud800">', events: [] }]
    expect(xesOf(evil, { caseTypes })).toContain('value="&lt;/trace&gt;&lt;x a=&quot;\ufffd\ufffd&quot;&gt;"')
  })

  it('as OCEL 2.0 relates every event to a case and a party that are among its objects, in order of time', () => {
    const made = ocelOf(log, { caseTypes })
    const ids = made.objects.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const event of made.events) {
      expect(event.relationships.map(({ qualifier }) => qualifier)).toEqual(['case', 'actor'])
      for (const { objectId } of event.relationships) expect(ids).toContain(objectId)
      expect(made.eventTypes.map(({ name }) => name)).toContain(event.type)
    }
    const times = made.events.map(({ time }) => time)
    expect(times).toEqual([...times].sort())
    for (const { type } of made.objects) expect(made.objectTypes.map(({ name }) => name)).toContain(type)
  })

  it('as SQLite has the same events, objects and relations, whatever they are called', () => {
    const hostile = [{ ...log[0]!, id: `x'); DROP TABLE "event"; --\u0000`, caseType: '停车"; 难' }, ...log.slice(1)]
    const made = ocelOf(hostile, { caseTypes, locale: 'zh-CN' })
    const database = openDriver(':memory:')
    database.exec(ocelSqlOf(made))
    const rows = (sql: string) => database.prepare(sql).all() as Record<string, string | null>[]
    expect(rows('SELECT * FROM event').map(row => row.ocel_id)).toHaveLength(made.events.length)
    expect(rows('SELECT * FROM object')).toHaveLength(made.objects.length)
    expect(rows('SELECT * FROM event_object')).toHaveLength(2 * made.events.length)
    for (const kind of ['event', 'object'] as const) {
      const tables = rows(`SELECT * FROM ${kind}_map_type`)
      expect(new Set(tables.map(row => row.ocel_type_map?.toLowerCase())).size).toBe(tables.length)
      const ids = tables.flatMap(row => rows(`SELECT DISTINCT ocel_id FROM "${kind}_${row.ocel_type_map}"`))
      expect(ids).toHaveLength(kind === 'event' ? made.events.length : made.objects.length)
    }
    const [outcome] = rows(`SELECT outcome FROM object_errand WHERE ocel_changed_field = 'outcome'`)
    expect(outcome?.outcome).toBe('agreed')
    database.close()
  })
})

describe('the figures as CSV', () => {
  it('are all there, with their intervals, and no name is a formula', () => {
    const rows = parse(figuresCsvOf(result, { caseTypes, locale: 'en' }), { columns: true }) as Record<string, string>[]
    const [two] = result.comparisons
    expect(rows).toHaveLength(2 * result.indicators.length + (two?.rows.length ?? 0))
    expect(rows[0]?.policy).toBe("'=cmd()")
    for (const { value, low, high, kind } of rows)
      if (value !== '' && low !== '' && kind !== 'difference') expect(Number(low)).toBeLessThanOrEqual(Number(high))
  })
})

it('the figures as CSV are told by group as well, under every policy as the result has them', () => {
  const grouped = simulate({ ...scenario, segments: { area: { north: 1, south: 2 } } }, { caseTypes })
  const rows = parse(figuresCsvOf(grouped, { caseTypes, locale: 'en' }), { columns: true }) as Record<string, string>[]
  const told = rows.filter(({ dims }) => dims?.includes('segment.area='))
  const ofGroup = told.filter(({ kind }) => kind !== 'difference')
  expect(ofGroup.map(({ id, value }) => [id, Number(value)])).toEqual(
    grouped.groups?.map(({ id, estimate }) => [id, Number(estimate ?? '')]),
  )
  const [two] = grouped.comparisons
  const apart = told.filter(({ kind }) => kind === 'difference')
  expect(apart.map(({ policy, id, value }) => [policy, id, Number(value)])).toEqual(
    two?.groups?.map(({ id, diff }) => ['two', id, Number(diff ?? '')]),
  )
  expect(apart.length).toBeGreaterThan(0)
  // Cases that ended are counted group by group.
  const [north, south] = ['north', 'south'].map(group =>
    ofGroup.find(({ id, dims }) => id === 'timeToClose' && dims?.includes(`segment.area=${group}`)),
  )
  const [whole] = rows.filter(({ id, kind }) => id === 'timeToClose' && kind === 'mean')
  expect(Number(north?.ended) + Number(south?.ended)).toBe(Number(whole?.ended))
  expect(north?.figure).toContain('north')
})

describe('the bottleneck', () => {
  it('is the party for whose people cases wait longest', () => {
    const busy = { behaviour: [{ role: 'invitee', effort: '2 h' }] }
    const { bottleneck } = simulate({ ...scenario, ...busy, compare: {} }, { caseTypes })
    expect(bottleneck?.en).toMatch(/^The bottleneck is dept:police: work waits .+ for it on average/)
  })

  it('is a state where nobody has to wait for people', () => {
    const free = simulate({ ...scenario, parties: {}, compare: {} }, { caseTypes })
    expect(free.bottleneck?.en).toMatch(/^No people are the bottleneck: cases spend most of their time in “Inviting”/)
  })
})

it('the figures as CSV, and the report, say how many of the cases of each row had ended, type by type and district by district', () => {
  const cases = (['convener', 'other'] as const).map(topic => ({
    ...{ type: 'errand', arrivals: { perDay: topic === 'other' ? 2 : 6 } },
    opening: { ...(errandOpened.opening as Record<string, unknown>), topic, convener: '$district:rc' },
  }))
  const result = simulate(
    {
      ...{ from: '2026-03-02', days: 5, drain: 0, replications: 3, cases },
      behaviour: [{ role: 'convener', delay: { exponential: { mean: '40 h' } }, delayIn: 'elapsed' }],
      districts: { east: { weight: 3 }, west: { weight: 1 } },
    },
    { caseTypes },
  )
  const rows = parse(figuresCsvOf(result, { caseTypes, locale: 'en' }), { columns: true }) as Record<string, string>[]
  const rowsOf = (id: string, where = '') =>
    rows.filter(one => one.id === id && (one.dims ?? '').startsWith(where) && one.kind !== 'difference')
  for (const where of ['', 'district=east', 'district=west']) {
    const times = rowsOf('timeToClose', where === '' ? 'caseType' : where)
    const [mean, ...quantiles] = times
    // What has an outcome has ended: the quantiles count these themselves, the mean all that arrived.
    expect(quantiles.map(({ n }) => n)).toEqual(Array(3).fill(mean?.ended))
    expect(Number(mean?.n)).toBeGreaterThan(Number(mean?.ended))
    expect(Number(mean?.ended)).toBeGreaterThan(0)
    expect(times.every(({ ended }) => ended === mean?.ended)).toBe(true)
  }
  const [whole] = rowsOf('timeToClose', 'caseType')
  expect(Number(whole?.n) - Number(whole?.ended)).toBe(Number(whole?.censored))
  expect(['deadlineMet', 'arrived'].flatMap(id => rowsOf(id).map(({ ended }) => ended))).not.toContainEqual(
    expect.stringMatching(/\d/),
  )
  const page = reportOf(result, { caseTypes })
  expect(page).toContain(
    `<td>${whole?.n} <small><span lang="zh-CN">（办结 ${whole?.ended}）</span><span lang="en">(${whole?.ended} ended)`,
  )
})
