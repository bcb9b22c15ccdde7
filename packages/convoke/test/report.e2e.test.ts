// The page of a simulation, opened in a real browser.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../src/cli/run.js'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
const hostile = '</script><script>window.taken = 1</script><img src=x onerror="window.taken = 1">'

const scenario = `name: ${JSON.stringify(`停车约请 ${hostile}`)}
from: 2026-03-02
days: 14
replications: 4
titles: { town:community-office: 社区办, town:operations-centre: ${JSON.stringify(hostile)} }
cases:
  - type: convening-request
    arrivals: { perDay: 2 }
parties:
  town:community-office: { staff: 1 }
  town:operations-centre: { staff: 1 }
behaviour:
  - task: fixMeeting
    data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: here } }
  - role: invitee
    task: reply
    choose: { accept: 3, never: 1 }
    delay: { exponential: { mean: 6 h } }
    effort: 1 h
compare:
  ${JSON.stringify(hostile)}: { parameters: { convening-request: { replyWithin: { n: 1, unit: working-day } } } }
`

/** Charts are drawn once their font is there. */
const isDrawn = (page: Page) => page.locator('.chart svg').last().waitFor()

const host = (cwd: string, heard: string[]): Parameters<typeof run>[1] => ({
  ...{ version: '1.2.3', cwd, env: { LANG: 'en_US.UTF-8' }, stdin: async () => '' },
  stdout: { write: () => true },
  stderr: { write: text => heard.push(text) },
  ...{ now: () => 0, elapsed: () => 0, stopped: () => new AbortController().signal },
})

if (executablePath === undefined)
  describe('the report of a simulation is not opened', () => {
    it('since no Chromium or Chrome is installed where it is looked for', ({ skip }) => {
      skip()
    })
  })

describe.skipIf(executablePath === undefined)('the report of a simulation in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'convoke-report-'))
  const file = join(folder, 'report.html')
  const heard: string[] = []
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    writeFileSync(join(folder, 'scenario.yaml'), scenario)
    const code = await run(['simulate', 'scenario.yaml', '--report', file], host(folder, heard))
    expect([code, heard]).toEqual([0, []])
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    page = await browser.newPage({ viewport: { width: 1100, height: 1400 } })
    page.on('console', message => heard.push(`${message.type()} ${message.text()}`))
    page.on('pageerror', error => heard.push(error.message))
    page.on('request', request => {
      if (!/^(?:file|data):/.test(request.url())) heard.push(`asked for ${request.url()}`)
    })
    await page.goto(pathToFileURL(file).href)
    await isDrawn(page)
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('draws every chart, says nothing on the console, and asks nothing of a network', async () => {
    const drawn = await page.locator('.chart svg').count()
    expect(drawn).toBe(await page.locator('.chart').count())
    expect(drawn).toBeGreaterThanOrEqual(5)
    expect(await page.locator('.chart svg path').count()).toBeGreaterThan(20)
    const picture = await page.screenshot({ fullPage: true, path: join(folder, 'report.png') })
    expect(picture.length).toBeGreaterThan(50_000)
    expect(heard).toEqual([])
  })

  it('is read on a telephone without moving it sideways, in both languages', async () => {
    await page.setViewportSize({ width: 390, height: 900 })
    for (const language of ['#english', '#zh']) {
      await page.locator(language).check()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    }
    await page.setViewportSize({ width: 1100, height: 1400 })
  })

  it('lets no name that users wrote become markup or run', async () => {
    expect(await page.evaluate('window.taken')).toBeUndefined()
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('h2').first().textContent()).toBe(hostile)
  })

  /** Texts that are set in another font than the page brings along, by how they are found. */
  async function setOtherwise(name: string, selectors: readonly string[]): Promise<readonly string[]> {
    // A page of its own: what looks into it this way is heard on its console.
    const looked = await browser.newPage()
    looked.on('pageerror', error => heard.push(error.message))
    await looked.goto(pathToFileURL(join(folder, name)).href)
    await looked
      .locator(selectors.at(-1) as string)
      .last()
      .waitFor({ state: 'attached' })
    const session = await looked.context().newCDPSession(looked)
    await session.send('DOM.enable')
    await session.send('CSS.enable')
    const { root } = await session.send('DOM.getDocument')
    const otherwise: string[] = []
    for (const selector of selectors) {
      const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
      expect(fonts.length, selector).toBeGreaterThan(0)
      if (fonts.some(({ isCustomFont }) => !isCustomFont)) otherwise.push(selector)
    }
    await looked.close()
    return otherwise
  }

  it('brings the font along in which its Chinese is set, also in the charts', async () => {
    expect(await setOtherwise('report.html', ['h1', '.advice', '.chart svg text'])).toEqual([])
  })

  it('of a verification does so too, also in its pictures', async () => {
    const asked = ['verify', 'area-meeting', '--property', 'P13', '--states', '300', '--report', 'verified.html']
    expect([await run([...asked, '--lang', 'zh-CN'], host(folder, heard)), heard]).toEqual([0, []])
    expect(await setOtherwise('verified.html', ['h1', '.finding h3', '.finding svg text', '.wide svg text'])).toEqual(
      [],
    )
  })

  it('leaves room for each name of a legend', async () => {
    const legends = await page.evaluate<readonly (readonly [number, number])[]>(`(() => {
      const box = element => element.getBoundingClientRect()
      return [...document.querySelectorAll('.chart svg')].flatMap(svg => {
        const names = [...svg.querySelectorAll('text')]
        const first = names.find(text => text.textContent === '现行方案')
        const second = names.find(text => text !== first && first && Math.abs(box(text).top - box(first).top) < 4)
        return second === undefined ? [] : [[box(first).right, box(second).left]]
      })
    })()`)
    expect(legends.length).toBeGreaterThan(2)
    // Between the two stands the symbol of the second.
    for (const [end, begin] of legends) expect(begin - end).toBeGreaterThan(25)
  })

  it('is read in English at a click, charts and all', async () => {
    const shown = () => page.locator('figcaption span:visible').first().textContent()
    expect(await shown()).toContain('每月')
    await page.check('#english')
    expect(await shown()).toContain('a month')
    expect(await page.locator('.chart svg').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('as it is')]),
    )
    expect(heard).toEqual([])
  })

  it('shows the check of a calibration with its histograms, without a word on the console', async () => {
    const at = (n: number) => new Date(Date.UTC(2026, 2, 2, 9) + n * 3_600_000).toISOString()
    const rows = Array.from(
      { length: 80 },
      (_, i) => `${i},受理,${at(12 * i)}\n${i},${hostile},${at(12 * i + 1 + (i % 7))}`,
    )
    writeFileSync(
      join(folder, 'log.csv'),
      ['case,activity,timestamp', ...rows.map(row => row.replace(hostile, `"${hostile.replaceAll('"', '""')}"`))].join(
        '\n',
      ),
    )
    writeFileSync(join(folder, 'map.yaml'), `title: ${JSON.stringify(hostile)}\nname: letters\n`)
    const words = ['calibrate', 'log.csv', '--discover', '--map', 'map.yaml', '--bootstrap', '0', '--validate']
    const said = await run([...words, '--report', 'check.html'], host(folder, heard))
    expect([said, heard]).toEqual([0, []])
    await page.goto(pathToFileURL(join(folder, 'check.html')).href)
    await isDrawn(page)
    expect(await page.locator('.chart svg').count()).toBe(4)
    expect(await page.locator('table').first().locator('tbody tr').count()).toBe(8)
    expect(await page.evaluate('window.taken')).toBeUndefined()
    await page.check('#english')
    expect(await page.locator('figcaption span:visible').first().textContent()).toBe('Hour of arrival')
    expect(heard).toEqual([])
  })

  it('prints the page of a policy on one sheet of A4, in either language, with everything a scenario may have', async () => {
    const rich = `name: 停车约请
from: 2026-03-02
days: 14
replications: 4
segments: { area: { north: 1, south: 2 } }
costs: { month: 9000 }
cases:
  - { type: convening-request, arrivals: { perDay: 2 } }
parties:
  town:community-office: { staff: 1 }
  town:operations-centre: { staff: 1 }
behaviour:
  - { task: fixMeeting, data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: here } } }
  - { role: invitee, task: reply, choose: { accept: 3, never: 1 }, delay: { exponential: { mean: 6 h } }, effort: 1 h }
measures: { until the meeting: { of: time, anyOf: [{ topic: 停车难 }] } }
evaluations:
  two rates: { unit: screener, rates: { asked: { weight: 40, anyOf: [{ topic: 停车难 }] }, other: { weight: 60, anyOf: [{ topic: x }] } } }
compare:
  one more, and one day:
    parties: { town:community-office: { staff: 2 } }
    parameters: { convening-request: { replyWithin: { n: 1, unit: working-day } } }
    evaluations: { two rates: { rates: { asked: { weight: 20 }, other: { weight: 80 } } } }
`
    writeFileSync(join(folder, 'rich.yaml'), rich)
    expect(await run(['simulate', 'rich.yaml', '--report', 'rich.html'], host(folder, heard))).toBe(0)
    const printed = await browser.newPage()
    for (const language of ['#zh', '#english']) {
      await printed.goto(pathToFileURL(join(folder, 'rich.html')).href)
      await printed.check(language)
      // The charts begin on a sheet of their own.
      await printed.evaluate(`(() => {
        const all = [...document.body.children]
        for (const one of all.slice(all.findIndex(element => element.matches('.break')))) one.remove()
      })()`)
      const pdf = await printed.pdf({ preferCSSPageSize: true, printBackground: true })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[456][\d.]* 84[12][\d.]*\]/)
    }
    await printed.close()
  })

  it('is one file of less than a megabyte and a half', () => {
    expect(readFileSync(file).length).toBeLessThan(1_500_000)
  })
})
