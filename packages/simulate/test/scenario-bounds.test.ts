import { complaint } from '@convoke/case-types/complaint'
import { errand, errandOpened } from '@convoke/core/testing'
import { describe, expect, it } from 'vitest'
import { checkScenario, parseScenario, type ScenarioInput, simulate, simulatedLog } from '../src/index.js'

const caseTypes = [errand]
const usual: ScenarioInput = {
  ...{ from: '2026-03-02', days: 3, drain: 10, replications: 2 },
  cases: [{ type: 'errand', arrivals: { perDay: 5 }, opening: errandOpened.opening as Record<string, unknown> }],
  parties: { 'dept:police': { staff: 1 } },
}
const told = (text: string) => {
  const parsed = parseScenario(text, caseTypes)
  return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
}
const text = (...more: readonly string[]) =>
  [
    ...['from: 2026-03-02', 'days: 3', 'segments: { area: { north: 1, south: 1 } }', 'cases:'],
    '  - { type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }',
    ...more,
  ].join('\n')

describe('what a scenario cannot mean', () => {
  it('is told with its line: hours over midnight by which periods would be counted', () => {
    const [issue] = told(text("hours: [['09:00', '12:00'], ['22:00', '06:00']]"))
    expect(issue).toMatch(/^6 hours\.1: ends before it begins: .* belong to a party/)
    expect(told(text("hours: [['09:00', '12:00'], ['11:00', '13:00']]"))[0]).toMatch(/^6 hours: /)
    expect(told(text("parties: { c: { staff: 1, hours: [['22:00', '06:00']] } }"))).toEqual([])
  })

  it('is told with its line: hours of arrivals that are none, or two at once', () => {
    const arriving = (byHour: string) => told(text().replace('{ perDay: 1 }', `{ perDay: 1, byHour: ${byHour} }`))
    expect(arriving("{ '12-12': 1 }")[0]).toMatch(/^5 cases\.0\.arrivals\.byHour\.12-12: has no hour/)
    expect(arriving("{ '09-12': 3, '10-11': 1 }")).toEqual([
      '5 cases.0.arrivals.byHour.10-11: has hours in common with "09-12"; give each hour one weight',
    ])
    expect(arriving("{ '09-12': 0 }")[0]).toMatch(/byHour: leaves no hour in which anything arrives/)
    expect(arriving("{ '9-12': 1 }")[0]).toMatch(/byHour\.9-12: write hours such as "09-12"$/)
    expect(arriving("{ '22-06': 1, '06-09': 2 }")).toEqual([])
  })

  it('is told with its line: weekdays of arrivals that there are not, or on none of which anything arrives', () => {
    const arriving = (days: string) => told(text().replace('{ perDay: 1 }', `{ perDay: 1, byWeekday: ${days} }`))
    expect(arriving('{ monday: 2 }')[0]).toMatch(/^5 cases\.0\.arrivals\.byWeekday\.monday: .*"mon"/)
    expect(arriving('{ mon: -1 }')[0]).toMatch(/^5 cases\.0\.arrivals\.byWeekday\.mon: /)
    const none = '{ mon: 0, tue: 0, wed: 0, thu: 0, fri: 0, sat: 0, sun: 0 }'
    expect(arriving(none)[0]).toMatch(/byWeekday: leaves no day on which anything arrives/)
    expect(arriving('{ sat: 0, sun: 0 }')).toEqual([])
  })

  it('is told with its line: a figure to stop by that there is not', () => {
    expect(told(text('stop: { relativeHalfWidth: 0.1, indicator: timeToCloze }'))).toEqual([
      '6 stop.indicator: no figure is called "timeToCloze"; did you mean "timeToClose"?',
    ])
  })

  it('is told with its line: other cases under a policy that holds from a day on or somewhere', () => {
    const other =
      'cases: [{ type: errand, arrivals: { perDay: 9 }, opening: { topic: a, convener: b, invitees: [c, d] } }]'
    const [issue] = told(text('compare:', '  pilot:', '    effective: { where: { area: north } }', `    ${other}`))
    expect(issue).toMatch(/^9 compare\.pilot\.cases: cannot change under "effective"/)
    expect(told(text('compare:', '  pilot:', '    effective: { where: { area: north } }'))).toEqual([])
  })
})

it('cases that arrive by night arrive after midnight as well', () => {
  const arrivals = { perDay: 40, restDays: 1, byHour: { '22-06': 1 } }
  const cases = [{ ...(usual.cases[0] as NonNullable<ScenarioInput['cases']>[number]), arrivals }]
  const log = simulatedLog({ ...usual, cases }, { caseTypes })
  const hours = log.map(({ events }) => (new Date(events[0]?.at ?? 0).getUTCHours() + 8) % 24)
  expect([...new Set(hours)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 22, 23])
})

describe('cases that arrive by weekday', () => {
  const usually = usual.cases[0] as NonNullable<ScenarioInput['cases']>[number]
  const arriving = (more: object): ScenarioInput => ({
    ...usual,
    ...{ from: '2026-06-01', days: 7, drain: 0, replications: 400 },
    cases: [{ ...usually, arrivals: { perDay: 10, restDays: 0.5, ...more } }],
  })

  it('are as many as its number says, times those of a day of rest', () => {
    const byDay = new Map<string, number>()
    const scenario = arriving({ byWeekday: { mon: 2, fri: 0, sat: 3 } })
    for (let seed = 1; seed <= 40; seed++)
      for (const { events } of simulatedLog({ ...scenario, seed, replications: 2 }, { caseTypes })) {
        const day = new Date((events[0]?.at ?? 0) + 8 * 3_600_000).toUTCString().slice(0, 3)
        byDay.set(day, (byDay.get(day) ?? 0) + 1)
      }
    // Three standard deviations of Poisson counts around 40 weeks of 20, 10, 10, 10, 0, 15 and 5 cases.
    const expected = { Mon: 800, Tue: 400, Wed: 400, Thu: 400, Fri: 0, Sat: 600, Sun: 200 }
    for (const [day, cases] of Object.entries(expected))
      expect(Math.abs((byDay.get(day) ?? 0) - cases), day).toBeLessThanOrEqual(3 * Math.sqrt(cases))
  })

  it('change nothing where each number is 1, and are said among what was assumed', () => {
    const bare = simulate({ ...arriving({}), replications: 3 }, { caseTypes })
    const named = simulate({ ...arriving({ byWeekday: { mon: 1, sun: 1 } }), replications: 3 }, { caseTypes })
    expect(named.indicators).toEqual(bare.indicators)
    const { assumptions } = simulate({ ...arriving({ byWeekday: { mon: 1.4 } }), replications: 2 }, { caseTypes })
    expect(assumptions.find(({ about }) => about === 'arrivals')?.sentence).toEqual({
      en: 'Errand: 10 on a mean working day, 0.5 times as many on a day of rest, 1.4 times on Monday, at random',
      'zh-CN': '差事：每工作日平均 10 件，休息日为其 0.5 倍，星期一为 1.4 倍，随机到达',
    })
  })
})

it('more replications are run while the figure to stop by is not defined', () => {
  const stop = { relativeHalfWidth: 1, atMost: 9 }
  const ran = (indicator: string) => simulate({ ...usual, stop: { ...stop, indicator } }, { caseTypes }).design
  expect(ran('overtime')).toMatchObject({ replications: 9, stop: 'atMost' })
  expect(ran('timeToClose').replications).toBeLessThan(9)
})

describe('a day that the calendar does not have', () => {
  const issuesFor = (scenario: Partial<ScenarioInput>) => {
    const checked = checkScenario({ ...usual, ...scenario }, caseTypes)
    return checked.ok ? [] : checked.issues.map(({ path, message }) => `${path} ${message.en} ${message['zh-CN']}`)
  }

  it.each([
    [
      { from: '1900-01-01' },
      /^from is 1900-01-01, and the calendar "china" has days from 1901-01-01 to 8000-12-31, with holidays as published from \d{4}-01-01 to \d{4}-12-31 .*已公布$/,
    ],
    [{ from: '1899-12-31' }, /^from is 1899-12-31/],
    [{ from: '9999-12-31' }, /^from is 9999-12-31/],
    [
      { from: '1985-06-01', calendar: 'always' },
      /^from is 1985-06-01, and the calendar "always" has days from 1990-01-02 to 2100-12-31 为/,
    ],
    [{ from: '1990-01-01', calendar: 'week' }, /^from is 1990-01-01, and .* from 1990-01-02 /],
    [
      { from: '2100-12-30', calendar: 'week' },
      /^days with the warm-up and the time after it lasts until 2101-01-12, .*持续至 2101-01-12/,
    ],
  ] as const)('is told with the days that it has: %j', (scenario, told) => {
    const issues = issuesFor(scenario)
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatch(told)
  })

  it('is none on the first and the last of those it has', () => {
    for (const scenario of [
      { from: '1901-01-01' },
      { from: '1990-01-02', calendar: 'always' },
      { from: '2100-12-18', calendar: 'week' },
    ] as const) {
      expect(issuesFor(scenario)).toEqual([])
      expect(simulate({ ...usual, ...scenario }, { caseTypes }).status).toBe('complete')
    }
  })
})

describe('a delay beyond all calendars', () => {
  const slow = (delay: unknown) => [{ role: 'invitee', delay }] as ScenarioInput['behaviour']
  const indicators = (delay: unknown) => simulate({ ...usual, behaviour: slow(delay) }, { caseTypes }).indicators

  it('is one that is not over when the run ends, as any that is longer than the run', () => {
    const [long, longest] = [indicators('52 w'), indicators('999999999 w')]
    expect(longest).toEqual(long)
    expect(long.find(({ id, dims }) => id === 'acts' && dims.command === 'reply')).toBeUndefined()
    expect(() => indicators({ lognormal: { mean: '5 w', cv: 1000 } })).not.toThrow()
    expect(indicators({ exponential: { mean: '99999999 w' } }).length).toBeGreaterThan(0)
  })
})

describe('what is said first', () => {
  it('names the policies under which people react, where they do so under no other', () => {
    const reactions = [{ when: 'half-time', hazardTimes: 2 }]
    const checked = checkScenario({ ...usual, compare: { eager: { reactions }, calm: {} } }, caseTypes)
    if (!checked.ok) throw new Error('refused')
    const { assumptions } = simulate(checked, { caseTypes })
    expect(assumptions[0]?.sentence).toEqual({
      en: 'behaviour was held fixed: where rules change, what people do does not (but for: eager)',
      'zh-CN': '各方行为固定不变：规则变了，人的做法不随之改变（eager 除外）',
    })
  })
})

describe('a duty with the clock of another kind of case', () => {
  /** How long it takes whoever handles it, where nothing is said of how consultations are handled. */
  const handled = (kind: string) => {
    const opening = {
      ...{ topic: '噪声扰民', kind, place: '春申景城', inlet: 'hotline', channel: 'phone', complainant: 'person:a' },
      ...{
        intake: 'hotline:desk',
        operationsCentre: 'town:centre',
        supervisor: 'leader:a',
        districtOffice: 'office:a',
      },
    }
    const behaviour: ScenarioInput['behaviour'] = [
      { task: 'receive', choose: { accept: 1 } },
      { task: 'dispatch', choose: { dispatch: 1 }, data: { dispatch: { lead: 'dept:urban' } } },
      { task: 'sign', choose: { sign: 1 } },
      { task: 'contact', choose: { recordContact: 1 } },
      { task: 'handle', choose: { answer: 1 }, delay: '9 h' },
      { task: 'review', choose: { pass: 1 } },
      { task: 'callBack', choose: { rate: 1 } },
    ]
    const { indicators } = simulate(
      { ...usual, cases: [{ type: 'complaint', arrivals: { perDay: 3 }, opening }], behaviour, parties: {} },
      { caseTypes: [complaint] },
    )
    return indicators.find(({ id, dims }) => id === 'timeInState' && dims.state === 'handling')?.estimate
  }

  it('is none, where the party can do all of it by a duty whose clock began', () => {
    expect(handled('complaint')).toBeGreaterThanOrEqual(9 * 3_600_000)
    expect(handled('consult')).toBe(0)
  })
})

it('words that are nearly those that may stand somewhere are told the one that was meant, as roles that are taken for tasks are', () => {
  const text = [
    ...['from: 2026-03-02', 'days: 5', 'calendar: chiina', 'cases: [{ type: errand, arrivals: { perDay: 1 } }]'],
    ...[
      'parties: { p: { staff: 1, shiftEnd: pauze, sessions: { every: mnth, takes: 2 } } }',
      'behaviour: [{ delayIn: elapsd }]',
    ],
  ]
  const told = (lines: readonly string[]) => {
    const parsed = parseScenario(lines.join('\n'), [errand])
    return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
  }
  expect(told(text)).toEqual([
    '3 calendar: "chiina" may not stand here; did you mean "china"?',
    '5 parties.p.shiftEnd: "pauze" may not stand here; did you mean "pause"?',
    '5 parties.p.sessions.every: "mnth" may not stand here; did you mean "month"?',
    '6 behaviour.0.delayIn: "elapsd" may not stand here; did you mean "elapsed"?',
  ])
  expect(told([...text.slice(0, 2), text[3] as string, 'behaviour: [{ task: invitee }]'])).toContain(
    '4 behaviour.0.task: "invitee" is a role, not a task; write "role: invitee", or one of its tasks: reply',
  )
})

it('what designers mistype most is told in plain words', () => {
  const told = (...rest: readonly string[]) => {
    const parsed = parseScenario(['from: 2026-03-02', 'days: 5', ...rest].join('\n'), [errand])
    return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message.en}`)
  }
  const cases =
    'cases: [{ type: errand, arrivals: { perDay: 1 }, opening: { topic: a, convener: b, invitees: [c, d] } }]'
  expect(told('cases: [{ type: errand, arrivals: { perDay: two } }]')).toEqual([
    '3 cases.0.arrivals.perDay: must be a number, not "two"',
  ])
  expect(told('case: []')).toEqual(['3 case: "case" is not known here; did you mean "cases"?'])
  expect(told(cases, 'behaviour: [{ delay: { log-normal: { median: 1 h, p90: 2 h } } }]')).toEqual([
    '4 behaviour.0.delay.log-normal: "log-normal" is not known here; did you mean "lognormal"?',
  ])
  expect(told(cases, 'shocks: [{ from: 2.3.2026, to: 2026-03-03, arrivals: 2 }]')).toEqual([
    '4 shocks.0.from: write a day such as "2026-03-02"',
  ])
  // What its parties do cannot be told wrong where nobody knows the case type.
  expect(told('cases: [{ type: errnd, arrivals: { perDay: 1 } }]', 'behaviour: [{ task: reply }]')).toEqual([
    '3 cases.0.type: no case type is called "errnd"; did you mean "errand"?',
  ])
})
