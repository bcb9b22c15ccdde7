import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { severityColours } from '@convoke/verify'
import { describe, expect, it } from 'vitest'
import { config, emptyDesk } from './command-line.js'

describe('convoke verify', () => {
  it('tells a verdict on each property, with what was explored', async () => {
    const { code, out } = await emptyDesk().convoke(
      'verify',
      'area-meeting',
      '--states',
      '300',
      '--property',
      'P1',
      '--property',
      'p4',
    )
    expect(code).toBe(0)
    expect(out).toContain('P1   bounded         from every state the case can still be settled')
    expect(out).toContain('P4   bounded')
    expect(out).not.toContain('P8')
    expect(out).toMatch(/Explored: 30\d states/)
    expect(out).toContain('Not explored: stopped at 300 states')
  })

  it('ends with a code of its own on a finding, and tells its story in the language that is asked for', async () => {
    const faulty = join(import.meta.dirname, 'fixtures/relay.ts')
    const line = ['verify', 'relay', '--property', 'P2', '--config', faulty]
    const { code, out } = await emptyDesk().convoke(...line, '--lang', 'zh-CN')
    expect(code).toBe(5)
    expect(out).toContain('P2   违反')
    expect(out).toContain('通过“next”发起的关联办件还没有结果')
    expect(out).toMatch(/第1天 09:01：rc:a /)
  })

  it('writes a page for a browser, with the states coloured by what was found', async () => {
    const faulty = join(import.meta.dirname, 'fixtures/relay.ts')
    const desk = emptyDesk()
    const line = ['verify', 'relay', '--property', 'P2', '--config', faulty, '--report', 'relay.html']
    const { code, out } = await desk.convoke(...line)
    expect(code).toBe(5)
    expect(out).toContain('relay.html')
    const page = readFileSync(join(desk.folder, 'relay.html'), 'utf8')
    expect(page).toContain('<svg xmlns="http://www.w3.org/2000/svg"')
    expect(page).toContain(`fill="${severityColours.error}"`)
    expect(page).toContain('url(#tip-en)')
    expect(page).not.toContain('url(#tip)')
    // Once more, over it; and not where nothing can be written.
    expect(await desk.json(...line)).toMatchObject({ ok: false, report: join(desk.folder, 'relay.html') })
    expect((await desk.convoke(...line.slice(0, -1), 'none/relay.html')).code).toBe(2)
  })

  it('takes what has to hold, and what is accepted, from the configuration', async () => {
    const faulty = join(import.meta.dirname, 'fixtures/verified.ts')
    const { code, out } = await emptyDesk().convoke('verify', 'relay', '--config', faulty, '--property', 'quiet')
    expect(code).toBe(5)
    expect(out).toMatch(/^quiet violated/)
    expect(out).not.toContain('P2 ')
    const all = await emptyDesk().convoke('verify', 'relay', '--config', faulty, '--property', 'P2')
    expect(all.code).toBe(0)
    expect(all.out).toContain('(each goes its own way)')
  })

  it('says what a case type lacks whose cases cannot be opened', async () => {
    const { code, err } = await emptyDesk().convoke('verify', 'asking', '--config', config)
    expect(code).toBe(1)
    expect(err).toContain('Give the case type "openings"')
  })

  it('names the properties there are to whoever asks for another', async () => {
    const { code, err } = await emptyDesk().convoke('verify', 'area-meeting', '--property', 'P99')
    expect(code).toBe(2)
    expect(err).toContain('there are P1, P2, P3')
  })
})
