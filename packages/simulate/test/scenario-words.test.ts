// What is said to whoever writes no code and has mistyped something: where it is, and what was perhaps meant.
import { complaint } from '@convoke/case-types/complaint'
import { describe, expect, it } from 'vitest'
import { parseScenario } from '../src/index.js'

const whole = [
  'from: 2026-03-02',
  'days: 20',
  'cases:',
  '  - type: complaint',
  '    arrivals: { perDay: 6 }',
  'parties: { dept:urban: { staff: 1 } }',
  'behaviour:',
  '  - { task: handle, choose: { answer: 1 } }',
  '  - { task: dispatch, data: { dispatch: { lead: dept:urban } } }',
].join('\n')
const issues = (text: string, locale: 'en' | 'zh-CN' = 'en') => {
  const parsed = parseScenario(text, [complaint])
  return parsed.ok ? [] : parsed.issues.map(({ line, path, message }) => `${line} ${path}: ${message[locale]}`)
}
/** What is said where a part of the scenario is written otherwise. */
const told = (part: string, otherwise: string, locale: 'en' | 'zh-CN' = 'en') => {
  expect(issues(whole)).toEqual([])
  return issues(whole.replace(part, otherwise), locale)
}

describe('a name that is written as people read it', () => {
  it.each([
    ['type: complaint', 'type: 诉求办理', 'complaint'],
    ['task: handle', 'task: 办理', 'handle'],
    ['task: handle', 'role: 主办单位', 'leadUnit'],
    ['answer: 1', '答复: 1', 'answer'],
    ['task: dispatch', 'task: Dispatch', 'dispatch'],
  ])('in place of %s: %s is answered with %s', (part, otherwise, name) => {
    expect(told(part, otherwise)[0]).toMatch(new RegExp(`did you mean "${name}"\\?$`))
    expect(told(part, otherwise, 'zh-CN')[0]).toMatch(new RegExp(`是否指 "${name}"？$`))
  })
})

describe('data of a command', () => {
  it('are looked at before anything is simulated, with the name that was meant', () => {
    expect(told('lead: dept:urban', 'leed: dept:urban')).toEqual([
      '9 behaviour.1.data.dispatch.leed: is not a field here; did you mean lead?',
    ])
    expect(told('{ lead: dept:urban }', '{ lead: 7 }')[0]).toMatch(/^9 behaviour\.1\.data\.dispatch\.lead: /)
  })

  it('are looked at by name where something of them is found later', () => {
    expect(told('lead: dept:urban', 'leed: { $pick: [dept:urban, dept:env] }')[0]).toMatch(
      /^9 behaviour\.1\.data\.dispatch\.leed: no field of this command is called "leed"; did you mean "lead"\?/,
    )
    expect(told('{ lead: dept:urban }', '{ $pick: [{ lead: dept:urban }, { leed: dept:env }] }')[0]).toMatch(
      /^9 behaviour\.1\.data\.dispatch\.\$pick\.1\.leed: is not a field here/,
    )
    expect(told('lead: dept:urban', 'lead: { $pick: [dept:urban, dept:env] }')).toEqual([])
  })
})

it('a rule cannot be about a field that cases do not have', () => {
  expect(told('task: handle,', 'task: handle, when: { case: { topik: a, answer.outcome: b } },')).toEqual([
    '8 behaviour.0.when.case.topik: no field of the case is called "topik"; did you mean "topic"?',
  ])
})

describe('a value in another form', () => {
  it.each([
    ['days: 20', 'days: ２０', '2 days: "２０" has full-width digits; write 20'],
    ['perDay: 6', 'perDay: 6,000', /^5 cases\.0\.arrivals\.0: a comma ends the number before it/],
    ['staff: 1', 'staff: 1, absence: 30', /^6 .*absence: must be at most 1: a share, such as 0\.3 for 30 %$/],
    ['staff: 1', 'staff: 1, hours: ["09:00-17:00"]', /^6 .*hours\.0: must be two times of day, such as/],
    ['{ staff: 1 }', '｛ staff: 1 ｝', /^6 : full-width braces or brackets/],
    ['from: 2026-03-02', 'from: 20260302', '1 from: write a day such as "2026-03-02"'],
    ['from: 2026-03-02\n', '', '1 from: is missing: write a day such as "2026-03-02"'],
    ['{ lead: dept:urban }', '{ lead: “a: b” }', /^9 : text that has ": " in it stands here without quotes/],
    ['{ staff: 1 }', '{ staff: 1 }, dept:urban: { staff: 2 }', '6 : "dept:urban" is there twice; leave one'],
  ])('in place of %s: %s', (part, otherwise, said) => {
    expect(told(part, otherwise)[0]).toEqual(typeof said === 'string' ? said : expect.stringMatching(said))
  })

  it('of a parameter is told with the form it has', () => {
    expect(issues(`${whole}\nparameters: { complaint: { handlingWithin: 3 d } }`)).toEqual([
      expect.stringMatching(/^10 parameters\.complaint\.handlingWithin: .*; by default \{ n: 5, unit: working-day \}$/),
    ])
  })
})
