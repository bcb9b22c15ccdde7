import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CommandLine, emptyDesk } from './command-line.js'

const day = (n: number, time: string) => `2026-03-${String(2 + n).padStart(2, '0')} ${time}`

/** Twelve cases on the days of four weeks: received, most checked, all answered but the last. */
const rows = Array.from({ length: 12 }, (_, i) => {
  const on = 2 * i
  return [
    `${i},Receive,${day(on, '09:00')},li`,
    ...(i % 3 === 0 ? [] : [`${i},Check,${day(on, `1${i % 6}:30`)},wang`]),
    ...(i === 11 ? [] : [`${i},Answer,${day(on + 1, `1${i % 6}:00`)},li`]),
  ]
}).flat()
const csv = ['number,what,when,who', ...rows].join('\n')
const map = `name: letters
title: Letters
zone: Asia/Shanghai
moments: yyyy-MM-dd HH:mm
calendar: always
columns: { case: number, activity: what, at: when, by: who }
`

function deskWith(files: Readonly<Record<string, string>>): CommandLine {
  const desk = emptyDesk()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(desk.folder, name), text)
  return desk
}

describe('convoke calibrate', () => {
  it('makes a scenario of a table, which convoke simulate runs as it is', async () => {
    const desk = deskWith({ 'log.csv': csv, 'map.yaml': map })
    const { code, out } = await desk.convoke(
      'calibrate',
      'log.csv',
      '--map',
      'map.yaml',
      '--discover',
      '--out',
      's.yaml',
      '--bootstrap',
      '19',
    )
    expect(code).toBe(0)
    expect(out).toContain('12 cases, 31 events, 2026-03-02 to 2026-03-24')
    expect(out).toMatch(/Receive, 12: Check [\d.]+ %, Answer [\d.]+ %/)
    expect(out).toContain('Work and waiting cannot be told apart')
    const text = readFileSync(join(desk.folder, 's.yaml'), 'utf8')
    expect(text).toMatch(/^# Calibrated to 12 cases/)
    const simulated = await desk.convoke('simulate', 's.yaml', '--replications', '2', '--log', 'again.xes')
    expect(simulated.err).toBe('')
    expect(simulated.out).toMatch(/Letters: 2 replications/)
    // What comes out can go in again.
    const again = await desk.convoke('calibrate', 'again.xes', '--discover', '--bootstrap', '0', '--lang', 'zh-CN')
    expect(again.out).toMatch(/\d+ 件，\d+ 个事件/)
    expect(again.out).not.toContain('→')
  })

  it('tells the days of a log by the clock of its zone, in both languages as they write shares', async () => {
    const desk = deskWith({ 'log.csv': csv, 'map.yaml': map.replace('calendar: always', 'calendar: china') })
    const words = ['calibrate', 'log.csv', '--map', 'map.yaml', '--discover', '--bootstrap', '0', '--out', 's.yaml']
    expect((await desk.convoke(...words)).out).toContain('12 cases, 31 events, 2026-03-02 to 2026-03-24')
    const { out } = await desk.convoke(...words, '--lang', 'zh-CN')
    expect(out).toContain('12 件，31 个事件，2026-03-02 至 2026-03-24')
    expect(out).toMatch(/Receive, 12: Check [\d.]+%, Answer [\d.]+%/)
    expect(readFileSync(join(desk.folder, 's.yaml'), 'utf8')).toContain('2026-03-02 至 2026-03-24。')
  })

  it('lists every row that it cannot read, and counts none of them', async () => {
    const broken = [
      csv,
      '99,Receive,yesterday,li',
      ',Receive,2026-03-02 09:00,li',
      '98,,2026-03-02 09:00,li',
      '97,Receive',
    ].join('\n')
    const desk = deskWith({ 'log.csv': broken, 'map.yaml': map })
    const { out } = await desk.convoke('calibrate', 'log.csv', '--map', 'map.yaml', '--discover', '--bootstrap', '0')
    expect(out).toContain('4 rows could not be read and are left out:')
    expect(out).toContain('row 33  when  "yesterday" is no moment')
    expect(out).toContain('row 34  number  the case is not named')
    expect(out).toContain('row 36  too few or too many cells')
    const document = (await desk.json(
      'calibrate',
      'log.csv',
      '--map',
      'map.yaml',
      '--discover',
      '--bootstrap',
      '0',
    )) as {
      broken: { row: number; field: string }[]
      log: { events: number; brokenRows: number }
    }
    expect(document.log).toMatchObject({ events: 31, brokenRows: 4 })
    expect(document.broken.map(({ row, field }) => `${row} ${field}`)).toEqual([
      '33 when',
      '34 number',
      '35 what',
      '36 ',
    ])
  })

  it('reads tables as spreadsheets write them: semicolons, tabs, a mark of byte order, quoted lines, dates with slashes', async () => {
    const plain = ['case,activity,timestamp,note', ...rows.map(one => one.replace(/li$|wang$/, 'a note'))].join('\n')
    const forms = {
      'plain.csv': plain,
      'semicolons.csv': plain.replaceAll(',', ';'),
      'tabs.csv': plain.replaceAll(',', '\t'),
      'marked.csv': `\ufeff${plain.replaceAll('\n', '\r\n')}`,
      'quoted.csv': plain.replaceAll('a note', '"two\nlines, and ""three"""'),
      'slashes.csv': plain.replaceAll(/(\d{4})-0?(\d+)-0?(\d+) 0?/g, '$1/$2/$3 '),
    }
    const desk = deskWith(forms)
    const read: { readonly arrivals: unknown; readonly times: unknown; readonly log: unknown }[] = []
    for (const name of Object.keys(forms))
      read.push((await desk.json('calibrate', name, '--discover', '--bootstrap', '0')) as (typeof read)[number])
    const [first, ...others] = read
    expect(first?.log).toMatchObject({ cases: 12, events: 31, brokenRows: 0 })
    for (const { arrivals, times, log } of others)
      expect([arrivals, times, log]).toEqual([first?.arrivals, first?.times, first?.log])
  })

  it('takes beginning and end of an activity from one row, and only the beginning where it is not done', async () => {
    const at = (hour: number) => `2026-03-02 ${String(hour).padStart(2, '0')}:00`
    const lines = Array.from({ length: 8 }, (_, i) => `${i},Answer,${at(8 + i)},${at(9 + i)},li`)
    const odd = [`8,Answer,${at(18)},,li`, `9,Answer,${at(12)},${at(11)},li`]
    const table = ['case,activity,start_time,end_time,resource', ...lines, ...odd].join('\n')
    const { out } = await deskWith({ 'spans.csv': table }).convoke(
      ...['calibrate', 'spans.csv', '--discover', '--bootstrap', '0'],
    )
    expect(out).toContain('8 cases, 8 events')
    expect(out).not.toContain('Work and waiting cannot be told apart')
    expect(out).toContain('row 11  start_time  it is done before it begins')
  })

  it('leaves out a row that stands there twice, and reads no clocks of two places as one', async () => {
    const twice = [csv, rows[0]].join('\n')
    const other = [csv.replaceAll(/( \d\d:\d\d),/g, '$1Z,'), '12,Receive,2026-03-26 09:00+08:00,li'].join('\n')
    const columns = map.replace(/zone.*\nmoments.*\n/, '')
    const desk = deskWith({ 'twice.csv': twice, 'other.csv': other, 'map.yaml': map, 'columns.yaml': columns })
    const told = await desk.convoke('calibrate', 'twice.csv', '--map', 'map.yaml', '--discover', '--bootstrap', '0')
    expect(told.out).toContain('12 cases, 31 events')
    expect(told.out).toContain('row 33  is the same as row 2')
    const mixed = await desk.convoke('calibrate', 'other.csv', '--map', 'columns.yaml', '--discover')
    expect([mixed.code, mixed.err]).toEqual([2, expect.stringMatching(/^Row 33 .* another offset from UTC than row 2/)])
    writeFileSync(join(desk.folder, 'columns.yaml'), `${columns}zone: Asia/Shanghai\n`)
    const zoned = await desk.convoke(
      ...['calibrate', 'other.csv', '--map', 'columns.yaml', '--discover', '--bootstrap', '0'],
    )
    expect(zoned.out).toContain('13 cases, 32 events')
  })

  it('loses no event of its own logs where several things happen at one instant, and of another log none that has an id', async () => {
    const scenario = [
      ...['from: 2026-03-02', 'days: 10', 'replications: 2'],
      'cases: [{ type: convening-request, arrivals: { perDay: 3 } }]',
      'behaviour: [{ role: invitee, task: reply, delay: { exponential: { mean: 30 h } } }]',
    ].join('\n')
    const desk = deskWith({ 'scenario.yaml': scenario, 'map.yaml': 'name: letters\n' })
    const logs = ['log.csv', 'log.xes', 'log.jsonocel']
    for (const log of logs) expect((await desk.convoke('simulate', 'scenario.yaml', '--log', log)).code).toBe(0)
    const [, ...lines] = readFileSync(join(desk.folder, 'log.csv'), 'utf8').trim().split('\n')
    const alike = lines.map(line => line.slice(0, line.lastIndexOf(',')))
    expect(new Set(alike).size).toBeLessThan(alike.length)
    expect(new Set(lines).size).toBe(lines.length)
    const read = (log: string) =>
      desk.convoke('calibrate', log, '--map', 'map.yaml', '--discover', '--bootstrap', '0', '--lang', 'en')
    for (const log of logs) {
      const { out } = await read(log)
      expect(out).toContain(`, ${lines.length} events, `)
      expect(out).not.toContain('is the same as')
    }
    const named = rows.map((row, i) => `${row},${i}`)
    writeFileSync(join(desk.folder, 'own.csv'), [`${csv.split('\n')[0]},nr`, ...named, `${rows[0]},x`].join('\n'))
    writeFileSync(join(desk.folder, 'map.yaml'), map.replace('columns: {', 'columns: { id: nr,'))
    expect((await read('own.csv')).out).toContain('12 cases, 32 events')
  })

  it('takes the id of an event in XES as an id, as the standard has it, and as text', async () => {
    const event = (id: string) =>
      `<event>${id}<string key="concept:name" value="Check"/><date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event>`
    const ids = ['1419fcd5-8fed-4272-8037-453213d8b0d1', '00000000-0000-8000-8000-000000000000']
    for (const kind of ['id', 'string']) {
      const [one, other] = ids.map(id => event(`<${kind} key="identity:id" value="${id}"/>`))
      const trace = (i: number) => `<trace><string key="concept:name" value="c${i}"/>${one}${other}${one}</trace>`
      const desk = deskWith({ 'log.xes': `<log>${Array.from({ length: 12 }, (_, i) => trace(i)).join('')}</log>` })
      const { out } = await desk.convoke('calibrate', 'log.xes', '--discover', '--bootstrap', '0', '--lang', 'en')
      expect(out).toContain('12 cases, 24 events')
    }
  })

  it('says of an older object-centric log that it is one', async () => {
    const desk = deskWith({ 'old.jsonocel': '{"ocel:events":{},"ocel:objects":{}}' })
    expect((await desk.convoke('calibrate', 'old.jsonocel', '--discover')).err).toContain('OCEL 1.0')
  })

  it('says what is missing: how to read the log, a column, a word of the map, a file', async () => {
    const desk = deskWith({
      'log.csv': csv,
      'map.yaml': map.replace('who', 'whom'),
      'bad.yaml': 'colums: {}\nzone: Mars/North',
    })
    const errOf = async (...words: string[]) => {
      const { code, err } = await desk.convoke('calibrate', ...words)
      expect(code).toBe(2)
      return err
    }
    expect(await errOf('log.csv')).toContain('--discover')
    expect(await errOf('log.csv', '--discover')).toContain('no column "case"')
    expect(await errOf('log.csv', '--map', 'map.yaml', '--discover')).toMatch(/no column "whom".*Perhaps meant: who/)
    expect(await errOf('log.csv', '--map', 'bad.yaml', '--discover')).toContain(
      'line 1  colums: is not known here; did you mean "columns"?',
    )
    expect(await errOf('nothing.csv', '--discover')).toContain('nothing.csv')
    writeFileSync(join(desk.folder, 'bad.yaml'), 'zone: Mars/North')
    expect(await errOf('log.csv', '--map', 'bad.yaml', '--discover')).toContain('line 1  zone: is no time zone')
  })

  it('tells how far the later cases are from what the earlier make one expect', async () => {
    const desk = deskWith({})
    const hour = (n: number) => new Date(Date.UTC(2026, 2, 2, 9) + n * 3_600_000).toISOString()
    const long = Array.from(
      { length: 80 },
      (_, i) => `${i},Receive,${hour(12 * i)}\n${i},Answer,${hour(12 * i + 1 + (i % 7))}`,
    )
    writeFileSync(join(desk.folder, 'long.csv'), ['case,activity,timestamp', ...long].join('\n'))
    const words = ['calibrate', 'long.csv', '--discover', '--bootstrap', '0', '--validate']
    expect((await desk.convoke(...words)).out).toMatch(/what follows what +0\.\d\d \(0\.\d\d – 0\.\d\d\)/)
    const page = await desk.convoke(...words, '--lang', 'zh-CN', '--report', 'check.html')
    expect(page.out).toContain('至最后事件用时，小时')
    expect(page.out).toMatch(/完整流程 +\d\.\d\d/)
    const html = readFileSync(join(desk.folder, 'check.html'), 'utf8')
    expect(html).toContain('校准验证报告')
    expect(html).toContain('half from half (floor)')
    const refused = await desk.convoke('calibrate', 'long.csv', '--discover', '--report', 'check.html')
    expect(refused.err).toContain('--validate')
    const stop = new AbortController()
    stop.abort()
    const stopped = await desk.convokeWith({ stopped: stop.signal }, ...words)
    expect(stopped.out).toContain('Stopped before the end: only the logs that were made.')
  })

  it('refuses a log without anything to fit, and XML that is none, in words', async () => {
    const desk = deskWith({ 'log.csv': 'case,activity,timestamp\n', 'log.xes': '<log><trace></log>', 'log.json': '{' })
    const empty = await desk.convoke('calibrate', 'log.csv', '--discover', '--lang', 'zh-CN')
    expect(empty.code).not.toBe(0)
    expect(empty.err).toContain('更长的日志')
    expect((await desk.convoke('calibrate', 'log.xes', '--discover')).err).toContain('cannot be read as a log: line 1')
    expect((await desk.convoke('calibrate', 'log.json', '--discover')).err).toContain('cannot be read as a log')
  })

  it('says of a table in another encoding, an empty one, or one without a readable moment what to do', async () => {
    const desk = deskWith({
      'empty.csv': '',
      'moments.csv': 'case,activity,time\n1,Receive,yesterday\n2,Receive,2026-02-30T09:00\n',
      'strange.csv': '甲,乙\n1,2\n',
    })
    // 编号,环节 as GBK, which is what spreadsheets in China write unless told otherwise.
    writeFileSync(join(desk.folder, 'gbk.csv'), Buffer.from('b1e0bac52cbbb7bdda0a', 'hex'))
    const errOf = async (file: string, ...more: string[]) => {
      const { code, err } = await desk.convoke('calibrate', file, '--discover', ...more)
      expect(code).toBe(2)
      return err
    }
    expect(await errOf('gbk.csv', '--lang', 'zh-CN')).toContain('请另存一次')
    expect(await errOf('empty.csv')).toContain('The log is empty')
    expect(await errOf('moments.csv')).toContain('Row 2: "yesterday" is no moment')
    expect(await errOf('strange.csv')).not.toContain('Perhaps meant')
  })

  it.each([
    ['their usual Chinese names', '工单编号,环节,时间,经办人'],
    ['the names that the map itself uses', 'case,activity,at,by'],
  ])('finds the columns of a table by %s', async (_, names) => {
    const [, ...body] = csv.split('\n')
    const desk = deskWith({ 'log.csv': [names, ...body].join('\n') })
    const { code, err } = await desk.convoke('calibrate', 'log.csv', '--discover', '--bootstrap', '0')
    expect([code, err]).toEqual([0, ''])
  })

  it('reads beginnings and ends, and objects of a type', async () => {
    const events = rows.map((row, i) => {
      const [id, type, time] = row.split(',') as [string, string, string]
      const relationships = [
        { objectId: `c${id}`, qualifier: 'case' },
        { objectId: 'li', qualifier: 'actor' },
      ]
      return { id: `e${i}`, type, time: `${time.replace(' ', 'T')}:00Z`, relationships }
    })
    const objects = [
      ...Array.from({ length: 12 }, (_, i) => ({ id: `c${i}`, type: 'letter' })),
      { id: 'li', type: 'party' },
    ]
    const started = rows
      .filter(row => row.includes('Answer'))
      .map(row => `${row},complete\n${row.replace(/1(\d):00/, '08:$10')},start`)
    const desk = deskWith({
      'log.jsonocel': JSON.stringify({ events, objects }),
      'wrong.yaml': 'objectType: parcel',
      'started.csv': ['case,activity,timestamp,resource,lifecycle:transition', ...started].join('\n'),
    })
    const made = (await desk.json('calibrate', 'log.jsonocel', '--discover', '--bootstrap', '0')) as { log: object }
    expect(made.log).toMatchObject({ cases: 12, events: 31 })
    const wrong = await desk.convoke('calibrate', 'log.jsonocel', '--map', 'wrong.yaml', '--discover')
    expect(wrong.err).toContain('it has: letter, party')
    const worked = (await desk.json('calibrate', 'started.csv', '--discover', '--bootstrap', '0')) as {
      times: { what: string }[]
      scenario: { parties: object }
    }
    expect(worked.times.some(({ what }) => what === 'service')).toBe(true)
    expect(worked.scenario.parties).toEqual({ 'desk:all': { staff: 1 } })
  })

  const complaints = (() => {
    const moment = (n: number, time: string) => `2026-03-${String(2 + n).padStart(2, '0')}T${time}+08:00`
    const cases = [0, 1, 2, 3, 4, 7, 8, 9].flatMap(n => [
      `${n},登记,${moment(n, '09:00:00')},desk,噪声,`,
      `${n},受理,${moment(n, `09:${10 + n}:00`)},desk,,`,
      `${n},派单,${moment(n, `10:${20 + n}:00`)},centre,,${n % 2 === 0 ? '城管' : '环保'}`,
      `${n},签收,${moment(n, `11:${30 - n}:00`)},unit,,`,
      `${n},电话,${moment(n, `11:${40 - n}:00`)},unit,,`,
    ])
    return ['工单号,环节,时间,经办人,类别,处室', ...cases].join('\n')
  })()
  const onto = `type: complaint
columns: { case: 工单号, activity: 环节, at: 时间, by: 经办人 }
opening: { topic: { $column: 类别 }, kind: complaint, place: 春申, inlet: hotline, channel: phone, complainant: person:a,
  intake: hotline:desk, operationsCentre: town:centre, supervisor: leader:in-charge, districtOffice: district:office }
activities:
  登记: open
  派单: { command: dispatch, data: { lead: { $column: 处室, values: { 城管: dept:urban, 环保: dept:env } } } }
`

  it('makes a scenario of complaints of a table of complaints, and lists with rows what it cannot carry out', async () => {
    const desk = deskWith({ 'log.csv': complaints, 'map.yaml': onto })
    const words = ['calibrate', 'log.csv', '--map', 'map.yaml', '--bootstrap', '0']
    const { code, out, err } = await desk.convoke(...words, '--out', 's.yaml', '--lang', 'zh-CN')
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toContain('8 件中 8 件立案')
    expect(out).toMatch(/电话 {2}未对应, 8 次 {2}第 6, 11, 16, 21, 26 … 行/)
    expect(out).toMatch(/派单 +不区分 +8 +8 +1\.2 小时/)
    expect(readFileSync(join(desk.folder, 's.yaml'), 'utf8')).toMatch(/type: complaint/)
    const simulated = await desk.convoke('simulate', 's.yaml', '--replications', '2')
    expect(simulated.err).toBe('')
    expect(simulated.out).toContain('(Complaint)')
    const document = (await desk.json(...words)) as { replay: { leftOut: object[] }; caseType: object }
    expect(document.caseType).toEqual({ name: 'complaint', version: expect.any(String) })
    expect(document.replay.leftOut).toEqual([expect.objectContaining({ activity: '电话', fate: 'unmapped', count: 8 })])
  })

  it('says with its line what in a map does not fit the case type', async () => {
    const desk = deskWith({ 'log.csv': complaints })
    const errOf = async (map: string, ...more: string[]) => {
      writeFileSync(join(desk.folder, 'map.yaml'), map)
      const { code, err } = await desk.convoke('calibrate', 'log.csv', '--map', 'map.yaml', ...more)
      expect(code).not.toBe(0)
      return err
    }
    expect(await errOf(`${onto}  签收: sgin\n`)).toContain(
      'line 8  activities.签收: no command is called "sgin"; did you mean "sign"?',
    )
    expect(await errOf(`${onto}  登记: accept\n`, '--lang', 'zh-CN')).toContain(
      '第 8 行  "登记" 出现了两次；请只留一处',
    )
    expect(await errOf(onto.replace('command: dispatch,', 'command: dispatch, role: leadUnit,'))).toContain(
      'line 7  activities.派单.role: "leadUnit" may not send "dispatch"; these may: operationsCentre',
    )
    expect(await errOf(onto.replace('type: complaint', 'type: complant'))).toContain('did you mean "complaint"?')
    expect(await errOf(onto.replace('type: complaint\n', ''))).toContain('opening: needs "type"')
    expect(await errOf(onto.replace('$column: 类别', '$column: 类型'))).toMatch(/no column "类型".*Perhaps meant: 类别/)
    expect(await errOf(onto, '--discover')).toContain('--discover')
    expect(await errOf(onto.replace('kind: complaint,', 'kind: complant,'))).toMatch(
      /none of the 8 cases .*\(row 2\).*kind/,
    )
  })

  const receipt = join(import.meta.dirname, '../../../../shared/data/receipt.csv')
  it.skipIf(!existsSync(receipt))(
    'reads a log of 8,577 events of a Dutch municipality (skipped where the file is absent: its licence forbids to keep it here)',
    async () => {
      const desk = deskWith({ 'map.yaml': 'columns: { ended: case:enddate, begun: case:startdate }\nname: receipt' })
      const made = (await desk.json('calibrate', receipt, '--map', 'map.yaml', '--discover', '--bootstrap', '0')) as {
        log: object
        hours: object
      }
      expect(made.log).toMatchObject({ cases: 1434, events: 8577, open: 105, brokenRows: 0 })
      expect(made.hours).toMatchObject({ basis: 'hours', isEveryDay: false })
    },
  )
})
