import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDriver } from '@convoke/store-sqlite'
import { describe, expect, it } from 'vitest'
import { shippedCaseTypes } from '../src/cli/cases.js'
import { shippedModules } from '../src/cli/thread-modules.js'
import { type CommandLine, emptyDesk, parking } from './command-line.js'

const scenario = `name: Parking
from: 2026-03-02
days: 4
replications: 4
cases:
  - type: convening-request
    arrivals: { perDay: 2 }
parties:
  town:operations: { staff: 1 }
behaviour:
  - task: fixMeeting
    data: { fixMeeting: { date: { $workingDays: 2 }, time: '09:00', place: here } }
  - role: invitee
    task: reply
    choose: { accept: 3, never: 1 }
    delay: { exponential: { mean: 6 h } }
compare:
  one day: { parameters: { convening-request: { replyWithin: { n: 1, unit: working-day } } } }
`

const deskWith = (text: string): CommandLine => {
  const desk = emptyDesk()
  writeFileSync(join(desk.folder, 'scenario.yaml'), text)
  return desk
}

describe('convoke simulate', () => {
  it('tells the figures with their intervals, and what another policy changes', async () => {
    const { code, out } = await deskWith(scenario).convoke('simulate', 'scenario.yaml')
    expect(code).toBe(0)
    expect(out).toContain('Parking: 4 replications, seed 1, 2026-03-02 to 2026-03-05, intervals of 95 %')
    expect(out).toMatch(/time to close: mean \(Convening request\) +[\d.]+ d +[\d.]+ d – [\d.]+ d/)
    expect(out).toContain('one day: what changes\n  Reply to an invitation: 2 working days becomes 1 working day')
    expect(out).toMatch(/better, with confidence [\d.]+ %/)
    expect(out).toMatch(
      /\d+ shares came out alike under both: no difference is seen, up to \d+\.\d points either way\./,
    )
    expect(out).not.toMatch(/ 0\.0 points +−\d/)
  })

  it('is never all sure, whatever comes out alike every time', async () => {
    const more = 'compare: { more: { parties: { town:operations: { staff: 2 } } } }'
    const desk = deskWith(`${scenario.slice(0, scenario.indexOf('compare:'))}costs: { month: 9000 }\n${more}\n`)
    const { out } = await desk.convoke('simulate', 'scenario.yaml')
    expect(out).toMatch(/cost of people: town:operations, CNY .* worse, with confidence 99\.9 %/)
    expect(out).not.toMatch(/confidence 100/)
  })

  it('says the same in Chinese, and in the same document whatever is printed', async () => {
    const desk = deskWith(scenario.replace('replications: 4', 'replications: 2'))
    const { out } = await desk.convoke('simulate', 'scenario.yaml', '--lang', 'zh-CN')
    expect(out).toContain('办结用时：均值（居村约请）')
    expect(out).toContain('答复期限：由 2 个工作日 改为 1 个工作日')
    expect(out).toContain('one day：改动')
    const [one, other] = [await desk.json('simulate', 'scenario.yaml'), await desk.json('simulate', 'scenario.yaml')]
    expect(one).toEqual(other)
    expect(await desk.json('simulate', 'scenario.yaml', '--seed', '2')).not.toEqual(one)
    expect(await desk.json('simulate', 'scenario.yaml', '--replications', '3')).toMatchObject({
      status: 'complete',
      design: { replications: 3 },
    })
  })

  it('tells of votes, measures and costs where the scenario asks for them, and what each person more is good for', async () => {
    const asked = `${scenario
      .replace('cases:', 'cases:\n  - { type: four-party, arrivals: { perDay: 0 } }')
      .replace('compare:', 'compare:\n  two: { parties: { town:operations: { staff: 2 } } }')}costs: { month: 9000 }
measures: { met: { type: convening-request, of: share, anyOf: [{ topic: none }] } }
electorates:
  owners: { type: four-party, vote: owners, context: { vote: { matter: useOfFund } }, voting: 15,
    classes: [{ name: all, heads: 30, area: 90, returns: { share: 0.9, meanDays: 9 }, yes: 0.6 }] }
`
    const { code, out, err } = await deskWith(asked).convoke('simulate', 'scenario.yaml')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/share: met \(Convening request\) +0\.0 %/)
    expect(out).toMatch(/vote valid: owners +[\d.]+ % +[\d.]+ % – [\d.]+ %/)
    expect(out).toMatch(/cost of people: CNY +[\d,]+ +[\d,]+ – [\d,]+/)
    expect(out).toMatch(/1 person more: each of them avoids being late -?[\d.]+ times a month \(/)
  })

  it('begins with the open cases of a store, and tells which are the likeliest to be late', async () => {
    const desk = deskWith(
      `${scenario.replace('from: 2026-03-02', 'from: 2025-09-25').replace('perDay: 2', 'perDay: 0')}start: { at: 2025-09-25T09:30+08:00, store: cases.db }\n`,
    )
    const by = ['--by', 'rc:chunshen-jingcheng']
    const { openings: [opening] = [] } = shippedCaseTypes.find(({ name }) => name === 'convening-request') ?? {}
    const data = JSON.stringify(opening)
    expect((await desk.convoke('open', 'convening-request', '--id', parking, '--data', data, ...by)).err).toBe('')
    expect((await desk.convoke('send', parking, 'submit', ...by)).err).toBe('')
    const { out, err } = await desk.convoke('simulate', 'scenario.yaml')
    expect(err).toBe('')
    expect(out).toMatch(
      /Open at the start: those that are the likeliest to be late \(1 of 1\)\n +convening-request-\d+-\d+ .* %/,
    )
    const { started } = (await desk.json('simulate', 'scenario.yaml')) as { started: { caseId: string }[] }
    expect(started.map(({ caseId }) => caseId)).toEqual([parking])
    writeFileSync(join(desk.folder, 'scenario.yaml'), scenario.replace('cases:', 'start: { store: casse.db }\ncases:'))
    expect((await desk.convoke('simulate', 'scenario.yaml')).err).toContain('casse.db')
  })

  it('names the bottleneck, and writes figures and a log in the forms that others read', async () => {
    const desk = deskWith(scenario)
    const read = (name: string) => readFileSync(join(desk.folder, name), 'utf8')
    const words = ['simulate', 'scenario.yaml', '--replications', '2', '--csv', 'figures.csv', '--log']
    const { out } = await desk.convoke(...words, 'log.xes')
    expect(out).toMatch(/bottleneck/)
    expect(read('figures.csv')).toMatch(/^policy,figure,id,/)
    expect(read('figures.csv')).toContain('Parking,time to close: mean (Convening request),timeToClose,')
    expect(read('log.xes').match(/<trace>/g)?.length).toBeGreaterThan(5)
    await desk.convoke(...words, 'log.jsonocel', '--lang', 'zh-CN')
    const { events, objects } = JSON.parse(read('log.jsonocel')) as { events: { type: string }[]; objects: unknown[] }
    expect(events.map(({ type }) => type)).toContain('提交')
    expect(objects.length).toBeGreaterThan(5)
    await desk.convoke(...words, 'log.sqlite', '--exemplar', 'slow.json')
    const database = openDriver(join(desk.folder, 'log.sqlite'))
    expect(database.prepare('SELECT count(*) AS events FROM event').get()).toMatchObject({ events: events.length })
    database.close()
    expect((await desk.convoke('show', 'slow.json')).out).toMatch(/convening-request-1-\d+/)
    expect((await desk.convoke(...words, 'log.pdf')).err).toContain('must end in .xes')
  })

  it('writes the slow case with the cases that are linked to it, each of which it shows', async () => {
    const [alone = ''] = scenario.split('compare:')
    const desk = deskWith(alone.replace('days: 4', 'days: 1\ndrain: 60\nlinks: true'))
    const words = ['simulate', 'scenario.yaml', '--replications', '2', '--exemplar', 'slow.json']
    const { exemplar, linked } = (await desk.json(...words)) as { exemplar: string; linked: readonly string[] }
    expect(exemplar.endsWith('slow.json')).toBe(true)
    expect(linked.map(file => file.replace(/^.*slow\./, ''))).toEqual([
      expect.stringMatching(/^area-meeting-\d+-\d+\.json$/),
    ])
    for (const file of [exemplar, ...linked]) expect((await desk.convoke('show', file)).code).toBe(0)
  })

  it('lists the slowest cases where it is asked, and writes and shows any of them by its name', async () => {
    const desk = deskWith(scenario.replace('replications: 4', 'replications: 2'))
    expect((await desk.convoke('simulate', 'scenario.yaml')).out).not.toContain('The slowest cases')
    const { out } = await desk.convoke('simulate', 'scenario.yaml', '--worst')
    const [, list = ''] = out.split('The slowest cases (look at one: --exemplar slow.json --case NAME)\n')
    const [own = '', others = ''] = list.split('\n\n')
    const rows = own.split('\n')
    expect(rows).toHaveLength(10)
    for (const row of rows) expect(row).toMatch(/^ {2}[12]\/convening-request-1-\d+ +[\d.]+ d +\S/)
    const chinese = await desk.convoke('simulate', 'scenario.yaml', '--worst', '--lang', 'zh-CN')
    expect(chinese.out).toMatch(/最慢的办件（.*）\n {2}[12]\/convening-request-1-\d+ +[\d.]+ 天/)
    const name = /2\/convening-request-1-\d+/.exec(list)?.[0] as string
    const { code } = await desk.convoke('simulate', 'scenario.yaml', '--exemplar', 'slow.json', '--case', name)
    expect(code).toBe(0)
    expect((await desk.convoke('show', 'slow.json')).out).toContain(name.slice(2))
    const [head, ...few] = others.trimEnd().split('\n')
    expect(head).toBe(
      'one day: the 3 slowest of each case type (look at one: --exemplar slow.json --case NAME --policy POLICY)',
    )
    expect(few).toHaveLength(3)
    for (const row of few)
      expect(row).toMatch(
        /^ {2}[12]\/convening-request-1-\d+ +[\d.]+ d +\S.*?( under the first policy [\d.]+ d, \S.*)?$/,
      )
    expect(chinese.out).toMatch(
      /one day：每种办件最慢的 3 件（.*--policy 方案）\n {2}[12]\/convening-request-1-\d+ +[\d.]+ 天/,
    )
  })

  it('writes the slow cases of any policy that is compared, and says which there are', async () => {
    const short = scenario.replace('replications: 4', 'replications: 2').replace('days: 4', 'days: 1\ndrain: 60')
    const desk = deskWith(`${short}  linked: { links: true }\n`)
    const read = (name: string) =>
      JSON.parse(readFileSync(join(desk.folder, name), 'utf8')) as { entries: { data: unknown }[] }
    const words = ['simulate', 'scenario.yaml', '--exemplar', 'slow.json', '--policy']
    const { comparisons } = (await desk.json(...words, 'one day')) as {
      comparisons: { name: string; worst: { replication: number; id: string }[] }[]
    }
    const ofOneDay = { parameters: { replyWithin: { n: 1, unit: 'working-day' } } }
    expect(read('slow.json').entries[0]?.data).toMatchObject(ofOneDay)
    expect(comparisons.map(({ name }) => name)).toEqual(['one day', 'linked'])
    const slow = comparisons[0]?.worst[0]
    const { code, err } = await desk.convoke(...words, 'one day', '--case', `${slow?.replication}/${slow?.id}`)
    expect([code, err]).toEqual([0, ''])
    expect((await desk.convoke('show', 'slow.json')).out).toContain(slow?.id)
    expect(read('slow.json').entries[0]?.data).toMatchObject(ofOneDay)
    // Linked are the cases of that policy, though those of the first are not.
    const { linked } = (await desk.json(...words, 'linked')) as { linked?: readonly string[] }
    expect(linked).toEqual([expect.stringMatching(/slow\.area-meeting-\d+-\d+\.json$/)])
    const none = await desk.convoke(...words, 'two days')
    expect([none.code, none.err]).toEqual([
      2,
      'No policy of the scenario is called so: two days.\nTake one of its names: Parking, one day, linked; without any it is the first.\n',
    ])
    const alone = await desk.convoke('simulate', 'scenario.yaml', '--policy', 'one day')
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--policy goes with --exemplar')])
  })

  it('says which case is not there, and that --case goes with --exemplar', async () => {
    const desk = deskWith(scenario)
    for (const name of ['9/convening-request-1-1', '1/convening-request-1-999', '1/x/convening-request-1-1', 'x', '']) {
      const words = ['simulate', 'scenario.yaml', '--exemplar', 'slow.json', '--case', name]
      const { code, err } = await desk.convoke(...words)
      expect([code, err]).toEqual([2, expect.stringContaining('There is no such case in the simulation')])
      expect((await desk.convoke(...words, '--lang', 'zh-CN')).err).toContain('模拟中没有这一办件')
    }
    const alone = await desk.convoke('simulate', 'scenario.yaml', '--case', '1/convening-request-1-1')
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('--exemplar')])
    const part = ['--shard', '1/2', '--out', 'part.json', '--worst']
    expect((await desk.convoke('simulate', 'scenario.yaml', ...part)).err).toContain('--worst')
  })

  it('tells figures by district beside the whole', async () => {
    const desk = deskWith(
      `${scenario}districts: { east: { weight: 2 }, west: {} }\n`.replace(/town:operations:/, '$district:operations:'),
    )
    const { out } = await desk.convoke('simulate', 'scenario.yaml')
    expect(out).toMatch(/By district\n +time to close: mean, east \(Convening request\) .* – /)
    expect(out).toMatch(/\n +busy: west:operations, west +0\.0 % +/)
    expect((await desk.convoke('simulate', 'scenario.yaml', '--lang', 'zh-CN')).out).toMatch(/分片区\n/)
  })

  it('names what is wrong with the scenario, line by line, with the name that was meant', async () => {
    const desk = deskWith(scenario.replace('role: invitee', 'role: inviteee').replace('staff: 1', 'staff: -1'))
    const { code, err } = await desk.convoke('simulate', 'scenario.yaml')
    expect(code).toBe(2)
    expect(err).toContain('line 9  parties.town:operations.staff: must be at least 0')
    const names = deskWith(scenario.replace('role: invitee', 'role: inviteee'))
    expect((await names.convoke('simulate', 'scenario.yaml')).err).toContain(
      'line 13  behaviour.1.role: no role is called "inviteee"; did you mean "invitee"?',
    )
    expect((await names.convoke('simulate', 'scenario.yaml', '--lang', 'zh-CN')).err).toContain('是否指 "invitee"？')
    expect(await names.json('simulate', 'scenario.yaml')).toMatchObject({ ok: false, issues: [{ line: 13 }] })
    expect((await names.convoke('simulate', 'nowhere.yaml')).code).toBe(2)
  })

  it('takes no other file for a scenario, nor names of another encoding for what they are not', async () => {
    const desk = deskWith(scenario)
    // “停车” in GBK.
    writeFileSync(join(desk.folder, 'gbk.yaml'), Buffer.from([0xcd, 0xa3, 0xb3, 0xb5]))
    writeFileSync(join(desk.folder, 'report.html'), '<!doctype html>\n<html lang="zh-CN">')
    writeFileSync(join(desk.folder, 'cases.db'), 'SQLite format 3\0')
    for (const [name, said, zh] of [
      ['gbk.yaml', 'is not text in UTF-8: save it once more', '请用 UTF-8 另存一次'],
      ['report.html', 'is no scenario: a YAML or JSON file belongs here', '不是情景文件'],
      ['cases.db', 'is no scenario', '不是情景文件'],
      ['.', 'is a folder; a file belongs here', '是文件夹'],
      ['none.yaml', 'There is no file', '没有文件'],
    ] as const) {
      const { code, err } = await desk.convoke('simulate', name)
      expect([code, err]).toEqual([2, expect.stringContaining(said)])
      expect((await desk.convoke('simulate', name, '--lang', 'zh-CN')).err).toContain(zh)
    }
  })

  it('says that a file cannot be written before it looks at anything, not after minutes of work', async () => {
    const desk = deskWith('days: none')
    for (const option of ['--report', '--csv', '--exemplar']) {
      const { code, err } = await desk.convoke('simulate', 'scenario.yaml', option, 'no/such/folder/file.json')
      expect([code, err.split('\n')[0]]).toEqual([2, expect.stringMatching(/file\.json cannot be written: ENOENT/)])
    }
    const folder = await desk.convoke('simulate', 'scenario.yaml', '--report', '.')
    expect(folder.err).toContain('cannot be written: EISDIR')
  })

  it('ends on Ctrl-C with what is done, and calls it a part', async () => {
    const desk = deskWith(scenario.replace('replications: 4', 'replications: 500'))
    const stop = new AbortController()
    let time = 0
    const setting = {
      stopped: stop.signal,
      // The clock is asked at every step: after so many, somebody presses Ctrl-C.
      elapsed: () => {
        time += 1
        if (time === 60) stop.abort()
        return time
      },
    }
    const { code, out } = await desk.convokeWith(setting, 'simulate', 'scenario.yaml')
    expect(code).toBe(0)
    expect(out).toContain('Stopped before the end')
  })
})

describe('convoke simulate in parts', () => {
  it('puts parts together to the very bytes of the whole, whatever the order', async () => {
    const desk = deskWith(scenario)
    const whole = await desk.convoke('simulate', 'scenario.yaml', '--seed', '3', '--json')
    for (const i of [1, 2, 3]) {
      const { code, out } = await desk.convoke(
        ...['simulate', 'scenario.yaml', '--seed', '3', '--shard', `${i}/3`, '--out', `part-${i}.json`],
      )
      expect([code, out]).toEqual([0, `Wrote ${join(desk.folder, `part-${i}.json`)}\n`])
    }
    const merged = await desk.convoke('simulate', 'merge', 'part-3.json', 'part-1.json', 'part-2.json', '--json')
    expect(merged).toEqual(whole)
    const { out } = await desk.convoke(
      ...['simulate', 'merge', 'part-1.json', 'part-2.json', 'part-3.json', '--csv', 'figures.csv', '--log', 'log.csv'],
    )
    expect(out).toContain('Parking: 4 replications, seed 3')
    expect(out).toContain('log.csv')
  })

  it('refuses parts that are cut off, edited, foreign, missing or given twice, by the name of their file', async () => {
    const desk = deskWith(scenario)
    const part = async (words: string, ...more: string[]) =>
      void (await desk.convoke('simulate', 'scenario.yaml', '--shard', words, '--out', ...more))
    await part('1/2', 'one.json')
    await part('2/2', 'two.json')
    await part('2/2', 'other.json', '--seed', '9')
    const text = readFileSync(join(desk.folder, 'two.json'), 'utf8')
    writeFileSync(join(desk.folder, 'cut.json'), text.slice(0, text.length / 2))
    writeFileSync(join(desk.folder, 'edited.json'), text.replace(/"arrived": ?\d+/, '"arrived": 1'))
    const merging = async (...files: string[]) => {
      const { code, err } = await desk.convoke('simulate', 'merge', ...files)
      return `${code} ${err}`
    }
    expect(await merging('one.json', 'cut.json')).toMatch(/^2 This is no whole part.*: cut\.json\..*simulate it again/s)
    expect(await merging('one.json', 'edited.json')).toMatch(/^2 This is no whole part.*edited\.json/s)
    expect(await merging('one.json', 'other.json')).toMatch(/^2 .*another simulation: other\.json/)
    expect(await merging('one.json', 'one.json')).toMatch(/^2 .*one\.json/)
    expect(await merging('one.json')).toMatch(/^2 .*2 of 4 portions are there; to be given as well: --shard 2\/2\./)
    await part('2/3', 'third.json')
    expect(await merging('one.json', 'third.json')).toMatch(
      /^2 .*third\.json by --shard 2\/3, one\.json by --shard 1\/2.*from one division/s,
    )
    expect(await merging('one.json', 'none.json')).toMatch(/^2 .*There is no file/s)
    expect(await merging()).toMatch(/^2 The argument "parts" is missing/)
    const inChinese = await desk.convoke('simulate', 'merge', 'edited.json', '--lang', 'zh-CN')
    expect(inChinese.err).toContain('这不是模拟的一个完整部分：edited.json')
    const cutInChinese = await desk.convoke('simulate', 'merge', 'one.json', 'cut.json', '--lang', 'zh-CN')
    expect(cutInChinese.err).toMatch(/^这不是模拟的一个完整部分：cut\.json。\n.*请重新模拟这一部分。\n$/)
  })

  it('tells which options do not go together, before anything is simulated', async () => {
    const desk = deskWith(scenario)
    const told = async (...words: string[]) => (await desk.convoke('simulate', ...words)).err
    expect(await told('scenario.yaml', '--shard', '2')).toContain('--shard goes with --out')
    expect(await told('scenario.yaml', '--shard', '0/2', '--out', 'x')).toContain('a part such as 2/4')
    expect(await told('scenario.yaml', '--shard', '9/9', '--out', 'x')).toContain('There is no such part')
    expect((await desk.convoke('simulate', 'scenario.yaml', '--shard', '3/2', '--out', 'x')).code).toBe(2)
    expect(await told('scenario.yaml', '--out', 'x')).toContain('--out goes with --shard')
    expect(await told('scenario.yaml', '--shard', '1/2', '--out', 'x', '--csv', 'y')).toContain('exclude each other')
    // Nothing of what is written of one simulation is there of many.
    expect(await told('scenario.yaml', '--steady', '--report', 'y')).toContain(
      '--steady and --report exclude each other',
    )
    expect(await told('scenario.yaml', '--rank', '--worst')).toContain('--rank and --worst exclude each other')
    expect(await told('scenario.yaml', '--find', 'a=1..2', '--shard', '1/2', '--out', 'x')).toContain(
      '--find and --shard exclude each other',
    )
    expect(await told('scenario.yaml', '--exemplar', 'x.json', '--case', 'bogus')).toContain(
      'in the simulation: bogus.',
    )
    expect(await told('merge', 'x.json', '--seed', '2')).toContain('merge and --seed exclude each other')
    expect(await told('scenario.yaml', 'x.json')).toContain('too many arguments: "x.json"')
    expect(await told('scenario.yaml', '--workers', '0')).toContain('--workers takes a whole number')
  })

  it('knows where threads find every case type that comes with it', () => {
    const names = Object.values(shippedModules).map(specifier => specifier.replace('@convoke/case-types/', ''))
    expect(names.sort()).toEqual(shippedCaseTypes.map(({ name }) => name).sort())
  })
})
