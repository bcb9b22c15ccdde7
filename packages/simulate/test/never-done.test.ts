// A rule of which nothing ever comes about is told: without it a scenario says "in time 0 %" and no reason.
import { complaint } from '@convoke/case-types/complaint'
import { exportCase } from '@convoke/core'
import { errand, errandOpened, everyDayCalendar, paperCase } from '@convoke/core/testing'
import { expect, it } from 'vitest'
import { type OpenCase, openCaseOf, type ScenarioInput, simulate } from '../src/index.js'

const scenario = (behaviour: ScenarioInput['behaviour'], more: Partial<ScenarioInput> = {}): ScenarioInput => ({
  ...{ from: '2026-03-02', days: 2, replications: 2, behaviour },
  cases: [{ type: 'errand', arrivals: { perDay: 6 }, opening: errandOpened.opening as Record<string, unknown> }],
  ...more,
})
const warned = (input: ScenarioInput) =>
  simulate(input, { caseTypes: [errand] }).warnings.filter(({ en }) => en.includes('ever came about'))
const replies = { role: 'invitee', choose: { reply: 1 } } as const

it('tells of the rule of which nothing came about, in both languages', () => {
  const [warning, ...others] = warned(scenario([{ role: 'convener', choose: { never: 1 } }, replies]))
  expect(others).toEqual([])
  expect(warning?.en).toMatch(
    /nothing that behaviour\.1 names ever came about: reply\. As far as was looked, that duty never arose$/,
  )
  expect(warning?.['zh-CN']).toMatch(/behaviour\.1 所列操作从未发生：reply/)
})

it('says why the case refused what a rule means to do, in the words of the guard, or that it came too late', () => {
  const place = { type: 'complaint', arrivals: { perDay: 3 } }
  const unfounded = { task: 'review', choose: { pass: 1 } } as const
  const bare = { answer: { outcome: 'resolved', text: 'none', head: 'person:head', evidence: [] } }
  const answered = { task: 'handle', choose: { answer: 1 }, data: bare } as const
  const quiet = { task: 'contact', choose: { never: 1 } } as const
  const { warnings } = simulate(
    { ...scenario([unfounded, answered, quiet]), days: 5, cases: [place] },
    { caseTypes: [complaint] },
  )
  expect(warnings.map(one => one.en)).toContainEqual(
    expect.stringMatching(
      /^nothing that behaviour\.0 names .+ refused it \(pass: Evidence or the record of contact is missing\):/,
    ),
  )
  expect(warnings.map(one => one['zh-CN'])).toContainEqual(
    expect.stringMatching(/每次都被办件拒绝（pass：[^（）。]+）：/),
  )
  const [late] = warned(scenario([{ role: 'convener' }, { ...replies, delay: '900 h' }], { drain: 60 }))
  expect(late?.en).toMatch(/behaviour\.1 .+ would have taken it, but others acted or a period ended first$/)
})

it('tells of a command that the case does not take where the duty stands, and of what never arises after it', () => {
  const escalates = { role: 'convener', choose: { submit: 0, escalate: 1 } } as const
  expect(warned(scenario([escalates, replies])).map(({ en }) => /behaviour\.\d/.exec(en)?.[0])).toEqual([
    'behaviour.0',
    'behaviour.1',
  ])
})

it('leaves alone what did come about, what names nothing, and case types that do not come', () => {
  expect(warned(scenario([{ role: 'convener' }, replies]))).toEqual([])
  expect(warned(scenario([{ role: 'convener', choose: { submit: 1, count: 1, never: 1 } }, replies]))).toEqual([])
  expect(
    warned(
      scenario([
        { role: 'convener', choose: { never: 1 } },
        { role: 'invitee', effort: '1 h' },
      ]),
    ),
  ).toEqual([])
})

it('tells of a policy that is compared as well, once', () => {
  const silent = { compare: { silent: { behaviour: [{ role: 'convener', choose: { never: 1 } }, replies] } } }
  expect(warned(scenario([{ role: 'convener' }, replies], silent)).length).toBe(1)
})

it('leaves alone what came about in cases that were open at the start, where none that arrive come to it', () => {
  const at = Date.parse('2026-03-02T09:00:00+08:00')
  const { journal } = paperCase(errand, { ...errandOpened, at }, [{ type: 'submit', by: 'rc:chunshen', at }])
  const entries = journal.map(sealed => sealed.stored)
  const disclosures = journal.flatMap(sealed => sealed.disclosures)
  const file = exportCase({ entries, disclosures, as: 'host', exportedAt: at })
  const open = openCaseOf(file, { caseTypes: [errand], calendarOf: everyDayCalendar }) as OpenCase
  const start = { at: '2026-03-02T10:00:00+08:00', cases: [open] }
  const rules = [{ role: 'convener', choose: { never: 1 } }, replies] as const
  expect(warned(scenario([...rules], { start }))).toEqual([])
  expect(warned(scenario([...rules]))).toHaveLength(1)
})

it('names the policy under which it is so where that is another than the first', () => {
  const silent = { compare: { silent: { behaviour: [{ role: 'convener', choose: { never: 1 } }, replies] } } } as const
  const [warning] = warned(scenario([{ role: 'convener' }, replies], silent))
  expect(warning?.en).toMatch(/^under “silent” nothing that behaviour\.1 names ever came about: reply\. /)
  expect(warning?.['zh-CN']).toMatch(/^“silent”下，behaviour\.1 所列操作从未发生：reply。/)
})
