import { areaMeeting } from '@convoke/case-types/area-meeting'
import { complaint, complaintV1_1 } from '@convoke/case-types/complaint'
import { conveningRequest } from '@convoke/case-types/convening-request'
import { fourParty } from '@convoke/case-types/four-party'
import { verifyCaseFile } from '@convoke/core'
import { gathering, relay } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import {
  exemplarOf,
  exemplarsOf,
  mergeShards,
  parseScenario,
  type ScenarioInput,
  type SimulationResult,
  simulate,
  simulatedLog,
  simulatingShard,
} from '../../src/index.js'
import { noise } from './noise.js'

const figure = ({ indicators }: Pick<SimulationResult, 'indicators'>, id: string, dims: Record<string, string>) =>
  indicators.find(
    one =>
      one.id === id &&
      one.kind !== 'quantile' &&
      Object.entries(dims).every(([name, value]) => one.dims[name] === value),
  )?.estimate ?? 0

describe('cases that open others', () => {
  const caseTypes = [relay, gathering]
  const chain = (left: number): ScenarioInput => ({
    ...{ from: '2026-03-02', days: 10, replications: 3 },
    cases: [{ type: 'relay', arrivals: { perDay: 3 }, opening: { runner: 'r', left } }],
    behaviour: [{ task: 'run', delay: { exponential: { mean: '2 h' } } }],
  })
  const arrived = (scenario: ScenarioInput) =>
    figure(simulate(scenario, { caseTypes }), 'arrived', { caseType: 'relay' })

  it('come to as many cases as the links say, and to none where links are not asked for', () => {
    const alone = arrived(chain(2))
    expect(alone).toBeGreaterThan(10)
    expect(arrived({ ...chain(2), links: true })).toBe(3 * alone)
    expect(arrived({ ...chain(0), links: true })).toBe(alone)
  })

  it('leave the luck of the cases that open them as it was, to the last event', () => {
    const log = (links: boolean) =>
      simulatedLog({ ...chain(1), ...(links ? { links } : {}) }, { caseTypes })
        .filter(({ id }) => id.startsWith('relay-1-'))
        .map(({ id, events }) => [
          id,
          events.filter(({ kind }) => kind === 'command').map(({ at, type }) => `${type} ${at}`),
        ])
    // Later ones have not been settled where the run ends sooner.
    expect(log(true).slice(0, 30)).toEqual(log(false).slice(0, 30))
  })

  it('hear that a case was opened and how it was settled, in this order', () => {
    const own = simulatedLog({ ...chain(1), links: true }, { caseTypes }).find(({ id }) => id === 'relay-1-1')
    expect(own?.events.filter(({ kind }) => kind === 'case').map(({ type }) => type)).toEqual(
      expect.arrayContaining(['case.opened']),
    )
  })

  it('join one that is open while it has room, and are answered by it', () => {
    const at = [9, 10, 11, 12].map(hour => `2026-03-02T${String(hour).padStart(2, '0')}:00+08:00`)
    const joining: ScenarioInput = {
      ...{ from: '2026-03-02', days: 1, replications: 2, links: true },
      cases: [{ type: 'relay', arrivals: { at }, opening: { runner: 'r' } }],
      behaviour: [
        { task: 'run', when: { n: { to: 1 } }, choose: { ask: 1 }, data: { ask: { host: 'h', topic: 'x' } } },
        { task: 'run', choose: { finish: 1 }, delay: '9 d', delayIn: 'elapsed' },
        { type: 'gathering', task: 'begin', delay: '2 d', delayIn: 'elapsed' },
      ],
    }
    // There is room for three: the fourth that asks opens another.
    const result = simulate(joining, { caseTypes })
    expect(figure(result, 'arrived', { caseType: 'gathering' })).toBe(2)
    const log = simulatedLog(joining, { caseTypes })
    const joined = log
      .filter(({ caseType }) => caseType === 'gathering')
      .map(({ events }) => events.filter(({ type }) => type === 'case.joined').length)
    expect(joined).toEqual([2, 0])
    const heard = log
      .filter(({ caseType }) => caseType === 'relay')
      .map(({ events }) =>
        events.filter(({ kind, type }) => kind === 'case' && type !== 'case.started').map(({ type }) => type),
      )
    expect(heard).toEqual(Array.from({ length: 4 }, () => ['case.opened', 'case.settled']))
  })

  it('are refused what is not registered, and the result says what', () => {
    const lost: ScenarioInput = {
      ...{ ...chain(0), links: true },
      behaviour: [
        { task: 'run', when: { n: { to: 1 } }, choose: { lose: 1 } },
        { task: 'run', choose: { finish: 1 } },
      ],
    }
    const result = simulate(lost, { caseTypes })
    expect(figure(result, 'refused', { code: 'input/unknown-case-type' })).toBe(1)
    expect(result.skipped.map(({ en }) => en)).toContain(
      'linked cases of types that are not registered are refused to whoever asks: unregistered',
    )
  })

  it('run a complaint, its convening and the area meeting as one system, and its file passes', async () => {
    const shipped = [areaMeeting, complaint, conveningRequest, fourParty]
    const text = `
from: 2026-03-02
days: 5
drain: 120
replications: 2
links: true
cases:
  - { type: complaint, arrivals: { perDay: 2 }, opening: { topic: 停车难, kind: complaint, place: 春申景城, inlet: hotline, channel: phone,
      complainant: person:a, intake: hotline:desk, operationsCentre: town:centre, supervisor: leader:in-charge, districtOffice: district:office,
      areaChair: area:chunshen } }
organisation:
  - { superior: leader:in-charge, subordinate: rc:chunshen }
  - { superior: leader:in-charge, subordinate: dept:urban }
  - { superior: leader:in-charge, subordinate: dept:police }
behaviour:
  - { task: dispatch, type: complaint, choose: { dispatch: 1 }, data: { dispatch: { lead: dept:urban } } }
  - { task: handle, when: { case: { convening.status: settled } }, choose: { answer: 1 } }
  - { task: handle, choose: { requestConvening: 1 }, delay: 2 h, data: { requestConvening: { conveners: [rc:chunshen],
      plan: { situation: a, tried: b, decisionWanted: c },
      invitees: [{ party: dept:police, as: required, asked: x }, { party: dept:urban, as: lead, asked: x }] } } }
  - { task: review, choose: { pass: 1 } }
  - { task: callBack, choose: { rate: 1 } }
  - { task: reply, choose: { accept: 1 }, delay: 3 h }
  - { task: fixMeeting, data: { fixMeeting: { date: { $workingDays: 3 }, time: '09:00', place: x } } }
`
    const parsed = parseScenario(text, shipped)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    const result = simulate(parsed, { caseTypes: shipped })
    const complaints = figure(result, 'arrived', { caseType: 'complaint' })
    expect(complaints).toBeGreaterThan(0)
    expect(figure(result, 'arrived', { caseType: 'convening-request' })).toBe(complaints)
    expect(figure(result, 'arrived', { caseType: 'area-meeting' })).toBeGreaterThan(0)
    expect(figure(result, 'outcome', { caseType: 'complaint', outcome: 'resolved' })).toBe(1)
    const file = exemplarOf(parsed, { caseTypes: shipped })
    expect(file?.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['requestConvening', 'case.opened', 'case.settled', 'rate']),
    )
    expect(file !== undefined && (await verifyCaseFile(file)).ok).toBe(true)
    const files = exemplarsOf(parsed, { caseTypes: shipped })
    expect(files[0]?.entries.map(({ type, at }) => [type, at])).toEqual(file?.entries.map(({ type, at }) => [type, at]))
    expect(files.map(({ reference }) => reference.replace(/-\d+-\d+$/, ''))).toEqual([
      ...['complaint', 'convening-request', 'area-meeting'],
    ])
    const log = simulatedLog(parsed, { caseTypes: shipped })
    for (const one of files) {
      expect((await verifyCaseFile(one)).ok).toBe(true)
      const same = log.find(({ id }) => id === one.reference)
      expect(one.entries.map(({ kind, type, at }) => `${kind} ${type} ${at}`)).toEqual(
        same?.events.map(({ kind, type, at }) => `${kind} ${type} ${at}`),
      )
    }
    // Each names those it opened by the id of their file, and those name it as the case they came of.
    const opened = (one: (typeof files)[number]) =>
      one.entries.filter(({ type }) => type === 'case.opened').map(({ data }) => data.caseId)
    expect(opened(files[0] as (typeof files)[number])).toEqual([files[1]?.caseId])
    expect(opened(files[1] as (typeof files)[number])).toEqual([files[2]?.caseId])
    expect(files[1]?.entries[0]?.data.parent).toMatchObject({ caseId: files[0]?.caseId })
  })

  it('under one policy only are a pilot like any other: nothing moves where the policy does not hold', () => {
    const scenario: ScenarioInput = {
      ...{ ...chain(0), days: 28, replications: 6 },
      segments: { area: { east: 1, west: 1 } },
      compare: {
        pilot: {
          links: true,
          effective: { where: { area: ['east'] }, from: '2026-03-16' },
          behaviour: [
            { task: 'run', when: { n: { to: 1 } }, choose: { ask: 1 }, data: { ask: { host: 'h', topic: 'x' } } },
            { task: 'run', choose: { finish: 1 }, delay: { exponential: { mean: '9 h' } } },
            { type: 'gathering', task: 'begin', delay: '2 d', delayIn: 'elapsed' },
          ],
        },
        idle: { links: true, effective: { where: { area: ['east'] } } },
      },
    }
    const [pilot, idle] = simulate(scenario, { caseTypes }).comparisons
    const closing = (one: typeof pilot) => one?.pilot?.figures.find(({ id }) => id === 'timeToClose')
    expect(pilot?.pilot?.where).toEqual({ area: ['east'] })
    expect(closing(pilot)?.effect.diff).toBeGreaterThan(3_600_000)
    expect(closing(pilot)?.spillOver).toEqual({ diff: 0, ci: [0, 0] })
    expect(figure(pilot ?? { indicators: [] }, 'arrived', { caseType: 'gathering' })).toBeGreaterThan(0)
    const west = pilot?.groups?.filter(({ dims }) => dims['segment.area'] === 'west') ?? []
    expect(west.length).toBeGreaterThan(2)
    expect(west.filter(({ diff }) => diff !== null && diff !== 0)).toEqual([])
    // That cases could open others changes nothing where nobody asks.
    expect(idle?.rows.filter(({ diff }) => diff !== null && diff !== 0)).toEqual([])
  })
})

describe('cases that open others, in a study that asks for everything else as well', () => {
  const caseTypes = [complaint, conveningRequest]
  const plan = { situation: 'a', tried: 'b', decisionWanted: 'c' }
  const invitees = [
    { party: 'dept:police', as: 'required', asked: 'x' },
    { party: '$district:urban', as: 'lead', asked: 'x' },
  ]
  const scenario: ScenarioInput = {
    ...{ from: '2026-03-02', days: 8, drain: 60, replications: 4, links: true, control: 'workload', rates: 'shanghai' },
    cases: [
      {
        type: 'complaint',
        arrivals: { perDay: 4 },
        opening: { ...noise, intake: '$district:desk', areaChair: 'area:chunshen' },
      },
    ],
    organisation: ['rc:chunshen', 'dept:police', '$district:urban'].map(subordinate => ({
      superior: 'leader:in-charge',
      subordinate,
    })),
    parties: { '$district:urban': { staff: 1 } },
    behaviour: [
      { task: 'dispatch', type: 'complaint', choose: { dispatch: 1 }, data: { dispatch: { lead: '$district:urban' } } },
      { task: 'handle', when: { case: { 'convening.status': 'settled' } }, choose: { answer: 1 }, effort: '1 h' },
      {
        ...{ task: 'handle', choose: { requestConvening: 1, answer: 2 }, delay: '2 h', effort: '40 min' },
        data: { requestConvening: { conveners: ['rc:chunshen'], plan, invitees } },
      },
      { task: 'review', choose: { pass: 4, returnForRework: 1 } },
      { task: 'callBack', choose: { rate: 1 } },
      { task: 'reply', choose: { accept: 8, never: 2 }, delay: { exponential: { mean: '3 h' } } },
    ],
    reactions: [{ task: 'reply', when: 'half-time', hazardTimes: 2 }],
    reopening: [
      {
        ...{ type: 'complaint', outcome: 'resolved', share: 0.3, command: 'reopen' },
        after: { exponential: { mean: '3 d' } },
      },
    ],
    residents: {
      chase: { ...{ type: 'complaint', command: 'chase', role: 'complainant' }, perDay: 0.5, after: '1 d' },
    },
    evaluations: { e: { unit: 'lead', rates: { solved: { weight: 100, rate: 'shanghai.solved' } } } },
    districts: { east: { weight: 2 }, west: {} },
    compare: {
      'never in force': { effective: { from: '2026-08-03' }, parties: {}, reactions: [] },
      'from the fifth day': {
        effective: { from: '2026-03-06' },
        reactions: [{ task: 'reply', when: 'half-time', hazardTimes: 9 }],
      },
    },
  }
  const result = simulate(scenario, { caseTypes })

  it('are the same from parts that were merged, byte for byte, and differ in nothing where nothing is in force', () => {
    const parts = [2, 3, 1].map(i => {
      const run = simulatingShard(scenario, { i, n: 3 }, { caseTypes })
      for (let step = run.next(); ; step = run.next())
        if (step.done === true) return JSON.parse(JSON.stringify(step.value)) as unknown
    })
    expect(JSON.stringify(mergeShards(parts, { caseTypes }))).toBe(JSON.stringify(result))
    const [never, later] = result.comparisons
    const moved = (one = never) =>
      [...(one?.rows ?? []), ...(one?.districts ?? [])].filter(({ diff }) => diff !== null && diff !== 0)
    expect(moved()).toEqual([])
    expect(never?.evaluations?.flatMap(({ units }) => units.map(({ diff }) => diff))).toEqual([0, 0])
    expect(moved(later).length).toBeGreaterThan(0)
  })

  it('count every complaint once: of districts, settled, in rates and for its unit', () => {
    const arrived = figure(result, 'arrived', { caseType: 'complaint' })
    const ofDistricts = ['east', 'west'].map(district =>
      figure({ indicators: result.districts ?? [] }, 'arrived', { caseType: 'complaint', district }),
    )
    expect(ofDistricts.reduce((sum, one) => sum + one, 0)).toBe(arrived)
    const settled = result.indicators
      .filter(({ id, dims }) => id === 'outcome' && dims.caseType === 'complaint')
      .reduce((sum, { estimate, n }) => sum + Math.round((estimate ?? 0) * n), 0)
    const [pack] = result.rates ?? []
    expect(pack?.settled).toBe(settled)
    expect(pack?.counted).toBe(settled - (pack?.excluded ?? []).reduce((sum, { cases }) => sum + cases, 0))
    const counted = (units: readonly { readonly counted: number }[] = []) =>
      units.reduce((sum, one) => sum + one.counted, 0)
    const [evaluated] = result.evaluations ?? []
    expect(counted(evaluated?.units)).toBe(pack?.counted)
    expect(counted(evaluated?.districts?.flatMap(({ units }) => units))).toBe(pack?.counted)
    // As many convenings as were asked for and not refused.
    const asked = result.indicators.find(({ id, dims }) => id === 'acts' && dims.command === 'requestConvening')
    expect(asked?.estimate).toBeGreaterThan(0)
    expect(figure(result, 'arrived', { caseType: 'convening-request' })).toBeCloseTo(
      (asked?.estimate ?? 0) * arrived,
      9,
    )
  })
})

describe('versions of a case type', () => {
  const caseTypes = [complaint, complaintV1_1]
  const scenario: ScenarioInput = {
    ...{ from: '2026-03-02', days: 20, replications: 4, versions: { complaint: '1.0.0' } },
    cases: [
      {
        ...{ type: 'complaint', arrivals: { perDay: 3 } },
        opening: noise,
      },
    ],
    behaviour: [
      { task: 'dispatch', choose: { dispatch: 1 }, data: { dispatch: { lead: 'dept:urban' } } },
      { task: 'handle', choose: { answer: 1 }, delay: { exponential: { mean: '6 h' } } },
      { task: 'handleSimple', choose: { never: 1 } },
      { task: 'review', choose: { pass: 1 } },
      { task: 'rate', choose: { never: 1 } },
      { task: 'callBack', choose: { rate: 1 } },
    ],
    compare: { 'observed first': { versions: { complaint: '1.1.0' } }, same: { versions: { complaint: '1.0.0' } } },
  }

  it('run side by side under the same luck: the later one takes its observation longer, the same one nothing', () => {
    const { comparisons, provenance } = simulate(scenario, { caseTypes })
    const [observed, same] = comparisons
    for (const { diff } of same?.rows ?? []) expect(diff === 0 || diff === null).toBe(true)
    const met = observed?.rows.find(({ id, dims }) => id === 'deadlineMet' && dims.deadline === 'handling')
    expect(met?.diff).toBe(0)
    const longer = observed?.rows.find(({ id, kind }) => id === 'timeToClose' && kind === 'mean')
    // Until the second working day is over, with a weekend in between, and then the next morning.
    expect(longer?.diff).toBeGreaterThan(86_400_000)
    expect(longer?.diff).toBeLessThan(5 * 86_400_000)
    expect(observed?.changes.map(({ sentence }) => sentence.en)).toEqual([
      'How long a remedy is observed before the call-back: nothing becomes 2 working days',
      'version of Complaint: 1.0.0 becomes 1.1.0',
    ])
    expect(provenance.versions).toEqual({ complaint: '1.0.0', 'complaint@1.1.0': '1.1.0' })
  })

  it('are told by number where the first policy names none', () => {
    const { versions: _, ...bare } = { ...scenario, compare: { older: { versions: { complaint: '1.0.0' } } } }
    const [older] = simulate({ ...bare, days: 2, replications: 2 }, { caseTypes }).comparisons
    expect(older?.changes.map(({ path, sentence }) => [path, sentence.en])).toContainEqual([
      ...['versions.complaint', 'version of Complaint: 1.1.0 becomes 1.0.0'],
    ])
  })

  it('are those by which a slow case of each policy is shown', async () => {
    for (const { name, worst } of simulate(scenario, { caseTypes }).comparisons) {
      const [slow] = worst
      const file = exemplarOf(scenario, { caseTypes, policy: name, case: slow })!
      expect(await verifyCaseFile(file)).toMatchObject({ ok: true })
      expect([file.reference, file.entries[0]?.version]).toEqual([slow?.id, name === 'same' ? '1.0.0' : '1.1.0'])
    }
  })

  it('are the newest where none is named, whatever their order', () => {
    const { versions: _, compare: __, ...bare } = scenario
    for (const types of [caseTypes, [...caseTypes].reverse()])
      expect(simulate({ ...bare, days: 2, replications: 2 }, { caseTypes: types }).provenance.versions).toEqual({
        complaint: '1.1.0',
      })
  })

  it('that nobody registered are refused with those there are, and their line', () => {
    const text = [
      ...['from: 2026-03-02', 'days: 5', 'cases: [{ type: complaint, arrivals: { perDay: 1 } }]'],
      ...['versions: { complaint: 1.2.0, complain: 1.0.0 }'],
    ].join('\n')
    const parsed = parseScenario(text, caseTypes)
    expect(parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)).toEqual([
      '4 versions.complaint: no version of "complaint" is called "1.2.0"; did you mean "1.0.0"?',
      '4 versions.complain: no case type is called "complain"; did you mean "complaint"?',
    ])
  })
})
