import { escapeHtml } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { always, reportOf, statesBySeverity, verifyCaseType, verifying } from '../src/index.js'
import { otherwiseIn } from '../src/report/scopes.js'
import { asking } from './fixtures/asking.js'

const hostile = '<img src=x onerror=alert(1)>"\'&</script>'
const caseType = asking({ withoutDeadline: true })
const result = verifyCaseType(caseType, {
  properties: ['P4', 'P8', 'P12'],
  own: [always('mine', { 'zh-CN': hostile, en: hostile }, s => s.outcome !== 'failed')],
  accept: [{ property: 'P8', message: 'dept:b', reason: hostile }],
})
const page = reportOf(caseType, result)

describe('the report', () => {
  it('asks nothing of a network and runs no script', () => {
    expect(page).not.toMatch(/<script|<link|<iframe|@import|url\(/)
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:/)
    expect(page).toContain("default-src 'none'")
  })

  it('says everything in Chinese and in English', () => {
    const count = (part: string) => page.split(part).length - 1
    expect(count('<span lang="zh-CN">')).toBe(count('<span lang="en">'))
    expect(page).toContain('<span lang="zh-CN">违反</span><span lang="en">violated</span>')
    expect(page).toContain('<span lang="zh-CN">不适用</span><span lang="en">not applicable</span>')
    expect(page).toContain('一直不作声，办件永远办不结')
    expect(page).toContain('never answers, the case can never be settled')
  })

  it('has each verdict with its scope, each story, its picture, test and journal', () => {
    const stories = result.findings.flatMap(({ story }) => story)
    expect(stories.length).toBeGreaterThan(1)
    for (const { en } of stories) expect(page).toContain(`<span lang="en">${escapeHtml(en)}</span>`)
    expect(page).toContain('text-anchor="middle">rc:a</text>')
    expect(page).toContain('A test to paste')
    expect(page).toContain(
      `<pre>${escapeHtml("import { paperCase } from '@convoke/core/testing'\nimport { expect, it } from 'vitest'\n// Wherever the case type is.\nimport { asking } from './asking.js'\n\nit(")}`,
    )
    expect(page).toContain('&quot;type&quot;: &quot;case.started&quot;')
  })

  it('says once what verdicts have in common of their scope, and in the rows what is otherwise', () => {
    const whole = verifyCaseType(caseType, { properties: ['P1', 'P3', 'P4', 'P6'] })
    const [first] = whole.verdicts
    const scopes = new Set(whole.verdicts.map(({ scope }) => scope.en))
    expect(scopes.size).toBe(2)
    const told = reportOf(caseType, whole)
    for (const locale of ['zh-CN', 'en'] as const) {
      const said = escapeHtml(first?.scope[locale] ?? '')
      expect(told.split(said)).toHaveLength(2)
    }
    const rows = [...told.matchAll(/<td class="scope">(.*?)<\/td>/g)].map(([, cell = '']) => cell)
    const same = '<span lang="zh-CN"></span><span lang="en"></span>'
    expect(rows.map(cell => cell === same)).toEqual(whole.verdicts.map(({ scope }) => scope.en === first?.scope.en))
    for (const cell of rows) expect(cell).not.toContain('the data of the samples')
  })

  // Found here once: what was unsure of one verdict had all the limits told again that the page had told.
  it('says in a row which limit is its own, and all of a scope that lacks a common one', () => {
    const said = (more: string) => ({
      en: `3 states, any; not explored: a; b${more}`,
      'zh-CN': `3 个状态，任意；未探索：甲；乙${more}`,
    })
    expect(otherwiseIn('en', said('; c'), said(''))).toBe('c')
    expect(otherwiseIn('zh-CN', said('；丙'), said(''))).toBe('丙')
    const fewer = { en: '3 states, any; not explored: a', 'zh-CN': '3 个状态，任意；未探索：甲' }
    expect(otherwiseIn('en', fewer, said(''))).toBe(fewer.en)
    const longer = { en: '9 states, in order, on dates; not explored: a; b', 'zh-CN': '' }
    expect(otherwiseIn('en', longer, said(''))).toBe('9 states, in order, on dates')
  })

  it('begins in the language that is asked for', () => {
    expect(page).toMatch(/id="zh" checked/)
    const english = reportOf(caseType, result, { locale: 'en' })
    expect(english).toMatch(/id="english" checked/)
    expect(english).not.toMatch(/id="zh" checked/)
  })

  it('names roles by their labels in Chinese sentences', () => {
    const [silent] = result.findings.filter(({ property }) => property === 'P8')
    const { labels } = caseType as unknown as { labels: { 'zh-CN': { roles: Record<string, string> } } }
    expect(silent?.message.en).toMatch(/ \((?:convener|invitee)\)/)
    const role = silent?.message.en.includes('invitee') ? 'invitee' : 'convener'
    expect(labels['zh-CN'].roles[role]).not.toBe(role)
    expect(silent?.message['zh-CN']).toContain(`（${labels['zh-CN'].roles[role]}）`)
    expect(silent?.message['zh-CN']).not.toContain(role)
  })

  it('says why there are no arrows where it was given no drawing', () => {
    expect(page).toContain('画图需要 elkjs（npm install elkjs）')
    const drawing = { 'zh-CN': '<svg></svg>', en: '<svg></svg>' }
    expect(reportOf(caseType, result, { drawings: drawing })).not.toContain('elkjs')
  })

  it('counts the states at the edge apart, and says that it was ended before it was through', () => {
    expect(page).not.toContain('at the edge')
    const steps = verifying(caseType, { properties: ['P4'], maxStates: 5, effort: 0 })
    let step = steps.next()
    while (step.done !== true) step = steps.next(step.value.property === undefined)
    const { states, edgeStates } = step.value
    const cut = reportOf(caseType, step.value)
    expect(edgeStates).toBeGreaterThan(0)
    expect(cut).toContain(
      `${states} <span lang="zh-CN">个状态</span><span lang="en">states</span> (+ ${edgeStates} <span`,
    )
    expect(cut).toContain('more states at the edge were found and not looked into')
    expect(cut).toContain('It was ended before it was through')
  })

  it('names a property that is violated and wanted all the same', () => {
    const accept = [{ property: 'P8', message: '', reason: 'they are reminded by telephone' }]
    const wanted = verifyCaseType(caseType, { properties: ['P8'], accept })
    expect(wanted.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted'])
    expect(reportOf(caseType, wanted)).toContain('<span lang="zh-CN">已接受</span><span lang="en">accepted</span>')
  })

  it('tells accepted findings apart, with their reason', () => {
    expect(result.accepted).toHaveLength(1)
    expect(page.indexOf('Accepted findings')).toBeLessThan(page.indexOf('dept:b (invitee)'))
  })

  it('escapes whatever was put into words and reasons', () => {
    expect(page).not.toContain('<img')
    expect(page.split('&lt;img src=x').length).toBeGreaterThan(3)
  })

  it('colours each state by the worst that was found in it, and shows a drawing as it is given', () => {
    expect(statesBySeverity(result.findings)).toEqual(
      new Map([
        ['inviting', 'error'],
        ['failed', 'error'],
      ]),
    )
    expect(page).toContain('<li class="error"><span lang="zh-CN">约请</span>')
    const drawn = reportOf(caseType, result, { drawings: { 'zh-CN': '<svg>1</svg>', en: '<svg>2</svg>' } })
    expect(drawn).toContain('<div class="wide" lang="en"><svg>2</svg></div>')
  })

  it('says so where nothing is wrong', () => {
    const sound = reportOf(asking(), verifyCaseType(asking(), { properties: ['P4'] }))
    expect(sound).toContain('Nothing wrong was found')
    expect(sound).not.toContain('class="finding')
  })
})
