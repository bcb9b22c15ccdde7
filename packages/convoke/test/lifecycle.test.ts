import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { config, deskWithCase, emptyDesk, garbage, parking } from './command-line.js'

const using = ['--config', config]
const signed = ['--ground', 'asked by the person', '--sign', 'town:legal=wang', '--sign', 'rc:chunshen=li']
const phone = '021-5555-0123'

describe('erasing from the shell', () => {
  it('takes a personal value out of the file, and says so in the journal', async () => {
    const desk = await deskWithCase()
    expect((await desk.convoke('show', parking, ...using)).out).toContain(phone)
    const { code, out } = await desk.convoke('erase', '0199', '--subject', 'rc:chunshen', ...signed, ...using)
    expect([code, out]).toEqual([0, expect.stringContaining('Erased values: 1.')])
    expect((await desk.convoke('show', parking, ...using)).out).not.toContain(phone)
    expect(readFileSync(join(desk.folder, 'cases.db')).includes(phone)).toBe(false)
    expect((await desk.convoke('journal', parking, ...using)).out).toContain('town:legal (wang)')
    expect((await desk.convoke('audit', ...using)).code).toBe(0)
    expect(await desk.json('erase', parking, ...signed, ...using)).toEqual({ ok: true, erased: 0 })
  })

  it.each([
    ['en', 'of entry 1: erased on', 'of entry 1: restricted since'],
    ['zh-CN', '删除，见第4条', '起停止处理，见第4条'],
  ])('is named by whoever checks the case file, without the cases (%s)', async (lang, erased, restricted) => {
    for (const [act, words] of [
      ['erase', erased],
      ['restrict', restricted],
    ] as const) {
      const desk = await deskWithCase()
      const exported = ['export', parking, '--as', 'rc:chunshen', ...using]
      await desk.convoke(...exported, '--out', 'before.json')
      await desk.convoke(act, parking, ...signed, ...using)
      await desk.convoke(...exported, '--out', 'after.json')
      const path = '/opening/contact'
      expect(await desk.json('verify-file', 'before.json')).toMatchObject({ ok: true, gone: [] })
      expect(await desk.json('verify-file', 'after.json')).toMatchObject({
        ok: true,
        gone: [{ seq: 1, path, toldBy: 4 }],
      })
      const { code, out } = await desk.convoke('verify-file', 'after.json', '--lang', lang)
      expect([code, out]).toEqual([0, expect.stringContaining(words)])
      if (act === 'erase') continue
      await desk.convoke('restrict', parking, '--lift', ...signed, ...using)
      await desk.convoke(...exported, '--out', 'lifted.json')
      expect(await desk.json('verify-file', 'lifted.json')).toMatchObject({ ok: true, gone: [] })
    }
  })

  it('says that nothing was erased where nothing fits, and takes no path that is no pointer', async () => {
    const desk = await deskWithCase()
    for (const narrowed of [
      ['--path', '/contact'],
      ['--subject', 'resident:nobody'],
    ]) {
      const { code, out } = await desk.convoke('erase', parking, ...narrowed, ...signed, ...using)
      expect([code, out]).toEqual([0, expect.stringContaining('Nothing was erased and nothing recorded')])
    }
    const { out } = await desk.convoke('restrict', parking, '--path', '/contact', ...signed, ...using)
    expect(out).toContain('Nothing was restricted')
    const slip = await desk.convoke('erase', parking, '--path', 'opening.contact', ...signed, ...using)
    expect([slip.code, slip.err]).toEqual([2, expect.stringContaining('/opening/phone')])
    expect((await desk.convoke('show', parking, ...using)).out).toContain(phone)
  })

  it('of a party goes through all its cases', async () => {
    const desk = await deskWithCase()
    expect(await desk.json('erase', '--subject', 'rc:chunshen', ...signed, ...using)).toEqual({ ok: true, erased: 1 })
  })

  it.each([
    [[], 'usage/missing-option', '--ground'],
    [['--ground', 'x'], 'usage/sign', 'Two people sign'],
    [['--ground', 'x', '--sign', 'a=b'], 'usage/sign', 'twice'],
    [['--ground', 'x', '--sign', 'a', '--sign', 'b=c'], 'usage/sign', 'PARTY=HUMAN'],
  ])('wants a ground and two signatures: %j', async (given, code, words) => {
    const desk = await deskWithCase()
    const told = await desk.convoke('erase', parking, ...given, ...using)
    expect(told.code).toBe(2)
    expect(told.err).toContain(words)
    expect(await desk.json('erase', parking, ...given, ...using)).toMatchObject({ error: { code } })
  })

  it('wants two humans, and to know whose data', async () => {
    const desk = await deskWithCase()
    const same = ['--ground', 'x', '--sign', 'a=wang', '--sign', 'b=wang']
    const twice = await desk.convoke('erase', parking, ...same, ...using)
    expect(twice.code).toBe(1)
    expect(twice.err).toContain('engine/second-signature')
    expect((await desk.convoke('erase', ...signed, ...using)).code).toBe(2)
    expect((await desk.convoke('erase', '--subject', 'x', '--path', '/a', ...signed, ...using)).code).toBe(2)
    expect((await desk.convoke('erase', garbage, ...signed, ...using)).code).toBe(4)
  })
})

describe('restricting from the shell', () => {
  it('hides a value from everybody until it is lifted, and keeps it from being erased before its day', async () => {
    const desk = await deskWithCase()
    const restricted = await desk.convoke('restrict', parking, '--until', '2029-12-31', ...signed, ...using)
    expect([restricted.code, restricted.out]).toEqual([0, expect.stringContaining('Restricted values: 1.')])
    expect((await desk.convoke('show', parking, ...using)).out).not.toContain(phone)
    const erased = await desk.convoke('erase', parking, ...signed, ...using)
    expect(erased.code).toBe(1)
    expect(erased.err).toContain('engine/retention-runs')
    expect((await desk.convoke('restrict', parking, '--lift', ...signed, ...using)).out).toContain('Freed values: 1.')
    expect((await desk.convoke('show', parking, ...using)).out).toContain(phone)
  })

  it.each(['2029-02-30', '31.12.2029', 'soon'])('takes no %s for a date', async until => {
    const desk = await deskWithCase()
    const { code, err } = await desk.convoke('restrict', parking, '--until', until, ...signed, ...using)
    expect([code, err]).toEqual([2, expect.stringContaining('2029-12-31')])
  })

  it('either sets a day or lifts', async () => {
    const desk = await deskWithCase()
    const both = ['--until', '2029-12-31', '--lift']
    expect((await desk.convoke('restrict', parking, ...both, ...signed, ...using)).code).toBe(2)
  })
})

describe('migrating from the shell', () => {
  /** A configuration that also knows a version to which nobody said how to go. */
  async function deskWithNewVersion() {
    const desk = await deskWithCase()
    const fixtures = join(import.meta.dirname, 'fixtures')
    const text = `import { options as town } from '${fixtures}/town.ts'
const [asking] = town.caseTypes
export const options = { ...town, caseTypes: [asking, { ...asking, version: '1.1.0' }] }\n`
    writeFileSync(join(desk.folder, 'next.ts'), text)
    return { desk, next: ['--config', join(desk.folder, 'next.ts')] }
  }

  it('says that no case is on another version', async () => {
    const desk = await deskWithCase()
    const { code, out } = await desk.convoke('migrate', 'asking', '--dry-run', ...using)
    expect([code, out]).toEqual([0, 'No case is on another version.\n'])
    expect(await desk.json('migrate', 'asking', '--dry-run', ...using)).toEqual({ dryRun: true, cases: [] })
  })

  it.each(['en', 'zh-CN'])('tells each case that cannot go, and why, with code 3 (%s)', async lang => {
    const { desk, next } = await deskWithNewVersion()
    const { code, out } = await desk.convoke('migrate', 'asking', '--dry-run', ...next, '--lang', lang)
    expect(code).toBe(3)
    expect(out).toContain('asking-01')
    expect(out).toMatch(/migration\//)
  })

  it('writes nothing without a ground and two signatures', async () => {
    const desk = await deskWithCase()
    expect((await desk.convoke('migrate', 'asking', ...using)).err).toContain('--ground')
    expect((await desk.convoke('migrate', 'asking', '--shadow', ...using)).err).toContain('--dry-run')
    expect((await desk.convoke('migrate', 'askin', '--dry-run', ...using)).code).toBe(3)
    expect((await desk.convoke('migrate', 'asking', '--dry-run', '--case', garbage, ...using)).code).toBe(4)
  })
})

describe('a configuration that cannot be loaded', () => {
  it('is named, whatever broke in it', async () => {
    const desk = emptyDesk()
    const file = join(desk.folder, 'broken.mjs')
    writeFileSync(file, `throw new TypeError('no such table')\n`)
    const { code, err } = await desk.convoke('list', '--config', file)
    expect([code > 0, err]).toEqual([true, expect.stringContaining(`${file}: no such table`)])
  })
})
