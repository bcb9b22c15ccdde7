import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { severityColours } from '@convoke/verify'
import stringWidth from 'string-width'
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
    expect(out).toMatch(/P1 +bounded +(any time|in order) +from every state the case can still be settled/)
    expect(out).toMatch(/P4 +bounded/)
    expect(out).not.toContain('P8')
    expect(out).toMatch(/Explored .*: states \d+/)
    expect(out).toContain('Not explored: ways that leave the normal course more than once')
  })

  it('keeps its columns where Chinese words have different lengths, and says of what is not applicable what would make it so', async () => {
    const moved = ['verify', 'errand', '--config', join(import.meta.dirname, 'fixtures/ruled.ts'), '--states', '50']
    const { out } = await emptyDesk().convoke(...moved, '--lang', 'zh-CN')
    const columnOf = (id: string) => {
      const line = out.split('\n').find(one => one.startsWith(`${id} `)) ?? ''
      return stringWidth(line.slice(0, line.search(/声明只增不减|每项任务都有期限/)))
    }
    expect(columnOf('P12')).toBe(columnOf('P6'))
    expect(out).toMatch(/^不适用，因为没有声明要检查什么：.*P12 \(onlyGrows\)/m)
  })

  it('refuses a knob that is not there, or a value that it cannot have, in words', async () => {
    const misspelt = await emptyDesk().convoke('verify', 'complaint', '--parameters', 'handlingWithn=3')
    expect(misspelt.code).toBe(3)
    expect(misspelt.err).toContain('/parameters/handlingWithn is not a field here; did you mean handlingWithin, ')
    const number = await emptyDesk().convoke('verify', 'complaint', '--parameters', 'handlingWithin=3')
    expect(number.code).toBe(3)
    expect(number.err).toContain('/parameters/handlingWithin')
    expect(number.err).not.toContain('{')
  })

  it('tries acts through delegates, and parties that recuse themselves, where that is asked for', async () => {
    const line = ['verify', 'area-meeting', '--states', '60', '--property', 'P9', '--json']
    const scopes = async (...more: readonly string[]) => {
      const told = (await emptyDesk().json(...line, ...more)) as { verdicts: readonly { scope: { en: string } }[] }
      return told.verdicts.map(({ scope }) => scope.en).join()
    }
    expect(await scopes()).toContain('nobody recused, no delegates')
    const both = await scopes('--with', 'delegation,recusal')
    expect(both).toContain('one party at most recused, what has to stay apart also done by one outsider')
    expect(await scopes('--with', 'delegation', '--with', 'recusal')).toBe(both)
    const closing = async (...more: readonly string[]) => {
      const { out } = await emptyDesk().convoke(...line.slice(0, -1), ...more)
      return out.slice(out.search(/^(?:Explored with|已探索)/m))
    }
    expect(await closing('--with', 'delegation,recusal')).toMatch(
      /^Explored .*\nTried as well: acts through delegates\.\nTried as well: that one party at most recuses itself\.\n/,
    )
    expect(await closing('--with', 'recusal', '--lang', 'zh-CN')).toMatch(
      /^已探索.*\n另已试：至多一方回避。\n(?!另已试)/,
    )
    expect(await closing()).not.toContain('Tried as well')
    const wrong = await emptyDesk().convoke('verify', 'area-meeting', '--with', 'delegates', '--lang', 'zh-CN')
    expect([wrong.code, wrong.err.split('\n')[0]]).toEqual([2, '没有“delegates”可试。'])
  })

  it('names the export that is not there', async () => {
    const file = join(import.meta.dirname, 'fixtures/asking.ts')
    const { code, err } = await emptyDesk().convoke('verify', `${file}#asked`)
    expect(code).toBe(2)
    expect(err).toMatch(/exports no case type "asked"; write .*asking\.ts#asking\./)
  })

  it('tells what is wrong with a machine that has no name yet without making one up', async () => {
    const file = join(import.meta.dirname, 'fixtures/misdirected.mjs')
    const { err } = await emptyDesk().convoke('verify', file)
    expect(err).toContain('\nState "asking" on "answer" goes to "anwered"')
    expect(err).not.toContain('case type ?')
  })

  it('shows with --every-opening what of the rulebook comes about in none of the openings', async () => {
    const line = [
      'verify',
      'errand',
      '--property',
      'rulebook',
      '--config',
      join(import.meta.dirname, 'fixtures/ruled.ts'),
    ]
    const { out } = await emptyDesk().convoke(...line)
    expect(out).not.toContain('never comes about')
    const asked = await emptyDesk().convoke(...line, '--every-opening')
    expect(asked.code).toBe(5)
    expect(asked.out).toContain('rulebook error: row 3: in agreed, submit never comes about')
  })

  it('tells the first notes of a property in a line each, and all with their stories where it is asked for', async () => {
    const line = ['verify', 'area-meeting', '--states', '120']
    const notes = (out: string) => out.split('\n').filter(one => one.startsWith('P14 note'))
    const { out } = await emptyDesk().convoke(...line)
    expect(notes(out)).toHaveLength(3)
    const [, more] = /^(\d+) more of P14; --property P14 tells each with its story\.$/m.exec(out) ?? []
    const asked = await emptyDesk().convoke(...line, '--property', 'P14')
    expect(notes(asked.out)).toHaveLength(3 + Number(more))
    expect(asked.out).toContain('  day 1, ')
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

  it('looks at what is asked for and no more, also by the name of what a rulebook says', async () => {
    const asked = ['--property', 'P4', '--property', 'quorum']
    const { verdicts } = (await emptyDesk().json('verify', 'area-meeting', ...asked)) as {
      verdicts: { property: string }[]
    }
    expect(verdicts.map(({ property }) => property)).toEqual(['P4', 'quorum'])
    const { err } = await emptyDesk().convoke('verify', 'area-meeting', '--property', 'quorun')
    expect(err).toContain('quorum')
  })

  it('takes what has to hold, and what is accepted, from the configuration', async () => {
    const faulty = join(import.meta.dirname, 'fixtures/verified.ts')
    const { code, out } = await emptyDesk().convoke('verify', 'relay', '--config', faulty, '--property', 'quiet')
    expect(code).toBe(5)
    expect(out).toMatch(/^quiet violated/)
    expect(out).toContain('\nA test of each to paste: in the page of --report, and as "test" in --json.\n')
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

  it('ends on Ctrl-C with what was found so far, calls it a part, and ends with a code of its own', async () => {
    const errands = join(import.meta.dirname, 'fixtures/errands.ts')
    const stop = new AbortController()
    let time = 0
    const setting = {
      stopped: stop.signal,
      // The clock is asked at every step: after a few, somebody presses Ctrl-C.
      elapsed: () => {
        time += 1
        if (time === 4) stop.abort()
        return time
      },
    }
    const { code, out } = await emptyDesk().convokeWith(
      setting,
      ...['verify', errands, '--property', 'P4', '--property', 'P18'],
    )
    expect(code).toBe(6)
    expect(out).toContain('P18  bounded')
    expect(out).toContain('Ended before it was through')
    expect(out).toContain('Not explored: cancelled')
  })

  it('goes on for a minute where it looks further, and then ends with what was found so far', async () => {
    const errands = join(import.meta.dirname, 'fixtures/errands.ts')
    let time = 0
    const elapsed = () => {
      time += 25_000
      return time
    }
    const line = ['verify', errands, '--property', 'P4', '--property', 'P18']
    expect((await emptyDesk().convokeWith({ elapsed }, ...line)).code).toBe(0)
    const { code, out } = await emptyDesk().convokeWith({ elapsed }, ...line, '--large')
    expect(code).toBe(6)
    expect(out).toContain('Not explored: what there was no time for in 55 seconds')
    expect(out).not.toContain('cancelled')
    const zh = await emptyDesk().convokeWith({ elapsed }, ...line, '--large', '--lang', 'zh-CN')
    expect(zh.out).toContain('未探索：限时 55 秒内来不及查的部分')
  })

  it('takes over cases for a minute as well, where it looks further', async () => {
    let time = 0
    const elapsed = () => {
      time += 9_000
      return time
    }
    const line = ['verify', 'complaint@1.1.0', '--migration', '1.0.0', '--large']
    const { code, out } = await emptyDesk().convokeWith({ elapsed }, ...line)
    expect(code).toBe(6)
    expect(out).toMatch(/^P16 +bounded/)
    expect(out).toContain('Not explored: what there was no time for in 55 seconds')
  })

  it('opens on a day of the calendar of China, and refuses a day that is none, or that it does not know', async () => {
    const errands = join(import.meta.dirname, 'fixtures/errands.ts')
    const line = ['verify', errands, '--property', 'P3', '--property', 'P8', '--opens-on']
    const { verdicts } = (await emptyDesk().json(...line, '2026-09-28')) as {
      verdicts: { property: string; mode: string; scope: { en: string } }[]
    }
    const p8 = verdicts.find(({ property }) => property === 'P8')
    expect(p8?.mode).toBe('calendar')
    expect(p8?.scope.en).toContain('opened on 2026-09-28, on the dates of the calendar cn-')
    expect((await emptyDesk().convoke(...line, '2026-13-01')).err).toContain('2026-13-01')
    expect((await emptyDesk().convoke(...line, '2031-01-06')).err).toContain('2031')
    expect((await emptyDesk().convoke(...line.slice(0, -1), '--time', 'calendar')).err).toContain('--opens-on')
  })

  it('takes a way to take time that there is not for wrong use, and names those there are', async () => {
    const errands = join(import.meta.dirname, 'fixtures/errands.ts')
    const { code, err } = await emptyDesk().convoke('verify', errands, '--time', 'sometimes')
    expect(code).toBe(2)
    expect(err).toMatch(
      /^A case type cannot be verified with time taken so: sometimes\.\nTake one of ordered, any, calendar/,
    )
    expect(err).not.toMatch(/Fault|--debug/)
  })

  it('tells on Ctrl-C at once of what was looked into until then, and never of no state at all', async () => {
    const errands = join(import.meta.dirname, 'fixtures/errands.ts')
    const { code, out } = await emptyDesk().convokeWith(
      { stopped: AbortSignal.abort() },
      ...['verify', errands, '--property', 'P4'],
    )
    expect(code).toBe(6)
    expect(out).toMatch(/Explored .*: states [1-9]\d*/)
  })

  it('names the properties there are to whoever asks for another', async () => {
    const { code, err } = await emptyDesk().convoke('verify', 'area-meeting', '--property', 'P99')
    expect(code).toBe(2)
    expect(err).toContain('there are P1, P2, P3')
    const faulty = join(import.meta.dirname, 'fixtures/verified.ts')
    const near = await emptyDesk().convoke('verify', 'relay', '--config', faulty, '--property', 'quite')
    expect(near.err).toContain('Did you mean quiet?')
  })
})

describe('convoke parameters', () => {
  it('lists each knob with its default in words, who may set it and where it is written', async () => {
    const { code, out } = await emptyDesk().convoke('parameters', 'complaint')
    expect(code).toBe(0)
    expect(out).toMatch(/^handlingWithin +Handling +5 working days +\S/m)
    const zh = await emptyDesk().convoke('parameters', 'complaint', '--lang', 'zh-CN')
    expect(zh.out).toMatch(/^handlingWithin +\S+ +5个工作日 /m)
    expect(await emptyDesk().json('parameters', 'asking', '--config', config)).toMatchObject({
      parameters: [
        {
          parameter: 'replyWithin',
          authority: 'town',
          source: '试行办法第三条',
          default: { n: 2, unit: 'working-day' },
        },
        { parameter: 'quorum', authority: 'ours', source: null, default: 2 },
      ],
    })
  })

  it('names the case type that was perhaps meant', async () => {
    const { code, err } = await emptyDesk().convoke('parameters', 'complant')
    expect([code, err]).toEqual([3, expect.stringContaining('complaint')])
  })
})

describe('convoke verify of what is not registered', () => {
  const file = join(import.meta.dirname, '../../core/src/testing/index.ts')

  it('takes a case type from the file that exports it, by its name where there are several', async () => {
    const desk = emptyDesk()
    const opened = join(import.meta.dirname, 'fixtures/errands.ts')
    const alone = await desk.convoke('verify', opened, '--property', 'P4')
    expect(alone.err).toBe('')
    expect(alone.out).toContain('P4   holds, sampled')
    const several = await desk.convoke('verify', file, '--property', 'P4')
    expect(several.code).toBe(2)
    expect(several.err).toMatch(/exports .*errand.*; say which, as .*index\.ts#/)
    const none = await desk.convoke('verify', join(import.meta.dirname, 'command-line.ts'))
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('exports no case type')])
    expect((await desk.convoke('verify', 'nowhere.ts')).err).toContain('There is no file')
    const broken = await desk.convoke('verify', join(import.meta.dirname, 'fixtures/throws.ts'))
    expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('the town has no register')])
  })

  it('turns knobs, and says which knob there is not', async () => {
    const desk = emptyDesk()
    const opened = join(import.meta.dirname, 'fixtures/errands.ts')
    const line = ['verify', opened, '--property', 'P4', '--parameters']
    const turned = await desk.convoke(...line, 'quorum=1', '--parameters', 'replyWithin=1 hour')
    expect([turned.code, turned.err]).toEqual([0, ''])
    const unknown = await desk.convoke(...line, 'quorm=1')
    expect(unknown.code).toBe(3)
    expect(unknown.err).toMatch(/quorm.*quorum/s)
    expect((await desk.convoke(...line, 'quorum')).err).toContain('"quorum" turns no knob')
  })
})

describe('convoke verify --migration', () => {
  const complaints = join(import.meta.dirname, 'fixtures/complaint-versions.ts')

  it('takes over cases of an earlier version wherever they stand', async () => {
    const later = join(import.meta.dirname, 'fixtures/errand-moved.ts')
    const { code, out, err } = await emptyDesk().convoke('verify', '--migration', 'errand@1.0.0', later)
    expect(err).toBe('')
    expect(out).toMatch(
      /^P16 {2}holds, sampled +any time +a case of 1\.0\.0 can be taken over to 2\.0\.0 wherever it stands/,
    )
    expect(code).toBe(0)
  })

  it('knows every shipped version without a configuration, and of a case type of one’s own only what is registered', async () => {
    const stopped = { stopped: AbortSignal.abort() }
    const line = ['verify', '--migration', 'complaint@1.0.0', 'complaint@1.1.0']
    const { code, out, err } = await emptyDesk().convokeWith(stopped, ...line)
    expect([code, err]).toEqual([6, ''])
    expect(out).toMatch(/^P16 +bounded .*a case of 1\.0\.0 can be taken over to 1\.1\.0/)
    const own = join(import.meta.dirname, 'fixtures/own-complaint.ts')
    const refused = await emptyDesk().convoke('verify', 'complaint@1.1.0', '--config', own)
    expect([refused.code, refused.err.split('\n')[0]]).toEqual([2, 'There is no complaint@1.1.0; there are 7.0.0.'])
  })

  it('ends on Ctrl-C with what was found so far', async () => {
    const later = join(import.meta.dirname, 'fixtures/errand-moved.ts')
    const stopped = { stopped: AbortSignal.abort() }
    const { code, out } = await emptyDesk().convokeWith(stopped, 'verify', '--migration', 'errand@1.0.0', later)
    expect(code).toBe(6)
    expect(out).toMatch(/^P16 {2}bounded/)
    expect(out).toContain('Ended before it was through')
  })

  it('says which versions there are', async () => {
    const desk = emptyDesk()
    const asked = (...line: readonly string[]) => desk.convoke('verify', ...line, '--config', complaints)
    expect((await asked('complaint@9.9.9')).err).toContain('There is no complaint@9.9.9; there are 1.0.0, 1.1.0')
    expect((await asked('complaint', '--migration', '0.1.0')).err).toContain('takes over no cases of that one')
    expect((await asked('complaint', '--migration', 'relay@1.0.0')).err).toContain('is no version of complaint')
    expect((await asked('complaint', '--store')).err).toContain('--migration')
  })
})

describe('convoke replay', () => {
  const faulty = join(import.meta.dirname, 'fixtures/relay.ts')
  const line = ['verify', 'relay', '--property', 'P2', '--config', faulty]

  it('plays the journal of a finding once more on the rules', async () => {
    const desk = emptyDesk()
    const verified = (await desk.json(...line)) as { findings: { journal: { type: string }[] }[] }
    writeFileSync(join(desk.folder, 'verified.json'), JSON.stringify(verified))
    const { code, out } = await desk.convoke('replay', 'verified.json', '--config', faulty)
    expect(code).toBe(0)
    expect(out).toContain('It ends in ')
    expect(await desk.json('replay', 'verified.json', '--finding', '2', '--config', faulty)).toMatchObject({
      ok: true,
      entries: verified.findings[1]?.journal,
      outcome: expect.any(String),
    })
  })

  // Found here once: without a configuration it said that there is no such case type, and not what to do.
  it('takes the file that was verified, and asks for it where nothing else holds the case type', async () => {
    const desk = emptyDesk()
    const file = `${faulty}#passing`
    writeFileSync(
      join(desk.folder, 'verified.json'),
      JSON.stringify(await desk.json('verify', file, '--property', 'P2')),
    )
    expect(await desk.json('replay', 'verified.json', file)).toMatchObject({ ok: true, outcome: expect.any(String) })
    const { code, err } = await desk.convoke('replay', 'verified.json')
    expect(code).toBe(2)
    expect(err).toContain('holds a case of relay@1.0.0')
    expect(err).toMatch(/convoke\s+replay\s+verified.json\s+my-type.ts/)
    const other = await desk.convoke('replay', 'verified.json', 'complaint')
    expect(other.code).toBe(2)
    expect(other.err).toContain('complaint@1.0.0 is another')
  })

  // Found here once: it was played on the rules of the version that is registered.
  it('plays a journal on the rules of its own version', async () => {
    const desk = emptyDesk()
    const verified = (await desk.json('verify', 'complaint@1.1.0', '--property', 'P14', '--states', '3000')) as {
      findings: { journal: { version: string }[] }[]
    }
    expect(verified.findings[0]?.journal[0]?.version).toBe('1.1.0')
    writeFileSync(join(desk.folder, 'verified.json'), JSON.stringify(verified))
    expect(await desk.json('replay', 'verified.json')).toMatchObject({ ok: true })
  })

  it('tells a journal that was tampered with, and a file that holds none', async () => {
    const desk = emptyDesk()
    const verified = (await desk.json(...line)) as { findings: { journal: { by: string }[] }[] }
    const [entry] = verified.findings[0]?.journal ?? []
    if (entry !== undefined) entry.by = 'rc:somebody-else'
    writeFileSync(join(desk.folder, 'verified.json'), JSON.stringify(verified))
    const tampered = await desk.convoke('replay', 'verified.json', '--config', faulty)
    expect(tampered.code).toBe(5)
    expect(tampered.out).toContain('does not add up at entry 1')
    for (const nothing of ['{}', 'null', '[]', '{"findings":7}']) {
      writeFileSync(join(desk.folder, 'nothing.json'), nothing)
      const { code, err } = await desk.convoke('replay', 'nothing.json', '--config', faulty)
      expect(code, nothing).toBe(2)
      expect(err).toContain('has no finding 1 with a journal; it has 0')
    }
  })
})
