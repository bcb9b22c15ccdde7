// Tables become cases: what a row says, what it cannot say, and what happens when it is said twice.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importedCaseId, parseImportMap, planRow, readCsv } from '../src/import/index.js'
import { type CommandLine, config, emptyDesk } from './command-line.js'

const map = `
caseType: asking
source: register
zone: Asia/Shanghai
moments: yyyy/MM/dd HH:mm
key: "{no}"
skip:
  - when: { column: kind, in: [test] }
    reason: entered for training
open:
  by: { $lookup: committees, of: "{area}" }
  at: "{opened}"
  data:
    topic: "{topic}"
    convener: { $lookup: committees, of: "{area}" }
    invitees: [{ $party: "dept:{unit}" }]
    contact: { $optional: "{phone}" }
  parameters:
    quorum: { $number: "{quorum}" }
steps:
  - { command: submit, by: { $lookup: committees, of: "{area}" }, at: "{opened}" }
  - command: reply
    when: { filled: answered }
    by: "dept:{unit}"
    at: "{answered}"
    data: { answer: "yes" }
tables:
  committees: { east: "rc:east", west: "rc:west" }
`

const header = 'no,kind,area,topic,unit,phone,quorum,opened,answered'
const rows = [
  '1,,east,停车难,police,021-5555,1,2025/09/01 09:00,2025/09/02 17:30',
  '2,,west,"垃圾,\n夜间",police,,2,2025/09/01 10:00,',
]

function desk(lines: readonly string[], text = map): CommandLine {
  const made = emptyDesk()
  put(made, 'table.csv', [header, ...lines].join('\n'))
  put(made, 'map.yaml', text)
  return made
}

function put({ folder }: CommandLine, name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

const command = ['import', 'table.csv', '--map', 'map.yaml', '--config', config]

describe('importing a table', () => {
  it('opens each row as a case and moves it at the moments it records', async () => {
    const { convoke, json } = desk(rows)
    const { code, out } = await convoke(...command)
    expect([code, out]).toEqual([
      0,
      '2 rows: 2 imported, 0 imported before, 0 left out by the map, 0 not understood, 0 refused\n',
    ])
    const journal = (await json('journal', importedCaseId('register', '1'), '--config', config)) as {
      readonly entries: readonly {
        readonly type: string
        readonly at: number
        readonly by: string
        readonly recordedAt: number
      }[]
    }
    expect(journal.entries.map(({ type, by, at }) => [type, by, at])).toEqual([
      ['case.started', 'rc:east', Date.parse('2025-09-01T09:00+08:00')],
      ['submit', 'rc:east', Date.parse('2025-09-01T09:00+08:00')],
      ['reply', 'dept:police', Date.parse('2025-09-02T17:30+08:00')],
    ])
    expect(new Set(journal.entries.map(({ recordedAt }) => recordedAt))).toEqual(
      new Set([Date.parse('2025-09-25T09:00+08:00')]),
    )
  })

  it('reads moments and dates on the clock of the map, wherever it runs', () => {
    const parsed = parseImportMap(`
      caseType: asking
      source: s
      zone: America/New_York
      key: "{no}"
      open: { by: rc:east, at: "{when}", data: { date: { $date: "{when}" }, at: { $moment: "{when}" } } }
    `)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
    const at = (when: string) => planRow(parsed.map, { no: '1', when }).open
    // 23:30 in New York is the next day in London and Shanghai; 01:30 comes twice on 1 November 2020, and the first is meant.
    expect(at('2019-12-31T23:30:00.000')).toMatchObject({
      at: Date.parse('2020-01-01T04:30:00Z'),
      data: { date: '2019-12-31', at: Date.parse('2020-01-01T04:30:00Z') },
    })
    expect(at('2020-11-01T01:30:00').at).toBe(Date.parse('2020-11-01T05:30:00Z'))
    expect(at('2020-03-01T12:00:00+08:00').at).toBe(Date.parse('2020-03-01T04:00:00Z'))
  })

  it('changes nothing when it is repeated, and goes on where a row has gone on', async () => {
    const office = desk(rows)
    await office.convoke(...command)
    expect(await office.json(...command)).toMatchObject({ imported: 0, repeated: 2, rows: 2 })
    put(office, 'table.csv', [header, rows[0], `${rows[1]}2025/09/02 11:00`].join('\n'))
    expect(await office.json(...command)).toMatchObject({ imported: 1, repeated: 1, rows: 2 })
  })

  it('fires the deadlines a row ran past before what the row records after them', async () => {
    const { convoke, json } = desk(['1,,east,停车难,police,,1,2025/09/01 09:00,2025/09/09 09:00'])
    const { code, out } = await convoke(...command)
    expect(code).toBe(3)
    expect(out).toContain('refusal/')
    const journal = (await json('journal', importedCaseId('register', '1'), '--config', config)) as {
      readonly entries: readonly { readonly type: string }[]
    }
    expect(journal.entries.map(({ type }) => type)).toEqual(['case.started', 'submit', 'deadline.reply'])
  })

  it('lists every row it cannot take, with its line and the reason, and takes the others', async () => {
    const office = desk([
      ...rows,
      '3,test,east,t,police,,1,2025/09/01 09:00,',
      '4,,north,t,police,,1,2025/09/01 09:00,',
      '5,,east,t,police,,1,yesterday,',
      '6,,east,,police,,1,2025/09/01 09:00,',
      '7,,east,t,police,,many,2025/09/01 09:00,',
      '8,,east,too few cells',
      '1,,east,again,police,,1,2025/09/01 09:00,',
      '9,,east,t,police,,1,2025/09/01 09:00,',
    ])
    const { code, out } = await office.convoke(...command, '--report', 'left.csv')
    expect(code).toBe(3)
    expect(out.replaceAll(office.folder, '…')).toMatchInlineSnapshot(`
      "line 5  3  left out: entered for training  skipped
      line 6  4  "north" is not in the table "committees" of the map; add it there, or give "else"  import/not-in-table
      line 7  5  "yesterday" is not a moment in the form the map names  import/not-a-moment
      line 8  6  the cell "topic" is empty; write {topic?} in the map where it may be  import/empty-cell
      line 9  7  "many" is not a number  import/not-a-number
      line 10  the row is broken (CSV_RECORD_INCONSISTENT_COLUMNS): too few or too many cells, or a stray quotation mark  import/broken-row
      line 11  1  line 2 has the same key, 1  import/duplicate-key
      Wrote 7 rows to …/left.csv.
      10 rows: 3 imported, 0 imported before, 1 left out by the map, 6 not understood, 0 refused
      "
    `)
    const report = readFileSync(join(office.folder, 'left.csv'), 'utf8').trim().split('\r\n')
    expect(report[0]).toBe('line,key,status,code,reason')
    expect(report.slice(1).map(line => line.split(',').slice(0, 4))).toEqual([
      ['5', '3', 'skipped', 'skipped'],
      ['6', '4', 'unmapped', 'import/not-in-table'],
      ['7', '5', 'unmapped', 'import/not-a-moment'],
      ['8', '6', 'unmapped', 'import/empty-cell'],
      ['9', '7', 'unmapped', 'import/not-a-number'],
      ['10', '', 'unmapped', 'import/broken-row'],
      ['11', '1', 'unmapped', 'import/duplicate-key'],
    ])
  })

  it('tries without writing', async () => {
    const office = desk(rows)
    expect(await office.json(...command, '--dry-run')).toMatchObject({ imported: 2, dryRun: true })
    expect(await office.json(...command)).toMatchObject({ imported: 2 })
  })

  it('refuses a moment in the future and one before the row’s own opening', async () => {
    const { json } = desk([
      '1,,east,t,police,,1,2031/01/01 09:00,',
      '2,,east,t,police,,1,2025/09/02 09:00,2025/09/01 09:00',
    ])
    const told = (await json(...command)) as {
      readonly left: readonly { readonly line: number; readonly refusal: { readonly code: string } }[]
    }
    expect(told.left.map(({ line, refusal }) => [line, refusal.code])).toEqual([
      [2, 'input/back-dated'],
      [3, 'input/back-dated'],
    ])
  })

  it('does not let a cell become a formula in the report', async () => {
    const office = desk([
      '=HYPERLINK(1),,north,t,police,,1,2025/09/01 09:00,',
      '=1+1,,east,t,police,,1,2025/09/01 09:00,',
      '=1+1,,east,t,police,,1,2025/09/01 09:00,',
    ])
    await office.convoke(...command, '--report', 'left.csv')
    expect(readFileSync(join(office.folder, 'left.csv'), 'utf8')).toContain(',"\'=1+1",')
  })
})

describe('a map that cannot be used', () => {
  it.each([
    [
      'a misspelt column',
      map.replace('{topic}', '{topc}'),
      /line 14 {2}open\.data\.topic {2}there is no "topc"\. Did you mean topic\?/,
    ],
    [
      'a misspelt command',
      map.replace('command: submit', 'command: sumbit'),
      /steps\.0\.command .*"sumbit"\. Did you mean submit\?/,
    ],
    ['a misspelt member', map.replace('  at: "{opened}"', '  att: "{opened}"'), /open .*"att" \(did you mean "at"\?\)/],
    [
      'another case type',
      map.replace('caseType: asking', 'caseType: askin'),
      /caseType {2}there is no "askin"\. Did you mean asking\?/,
    ],
    [
      'a table that is not there',
      map.replace('$lookup: committees', '$lookup: comittees'),
      /"comittees"\. Did you mean committees\?/,
    ],
    ['an unknown operator', map.replace('$number', '$numbr'), /\$numbr.*Did you mean \$number\?/],
    [
      'an unknown zone',
      map.replace('Asia/Shanghai', 'Asia/Shangai'),
      /line 4 {2}zone {2}no time zone is called "Asia\/Shangai"/,
    ],
    ['text that is no YAML', 'caseType: [', /not YAML/],
    ['a member called __proto__', map.replace('    topic:', '    __proto__: { a: 1 }\n    topic:'), /__proto__/],
  ])('says where: %s', async (_, text, words) => {
    const { convoke } = desk(rows, text)
    const { code, err } = await convoke(...command)
    expect([code, err.replace(/\n$/, '')]).toEqual([2, expect.stringMatching(words)])
  })

  it('is told in Chinese too', async () => {
    const { convoke } = desk(rows, map.replace('{topic}', '{topc}'))
    expect((await convoke(...command, '--lang', 'zh-CN')).err).toContain(
      '第 14 行  open.data.topic  没有“topc”。是不是 topic？',
    )
  })

  it('cannot blow up by aliases', () => {
    const bomb = `a: &a [${'x, '.repeat(9)}x]\nb: &b [${'*a, '.repeat(30)}*a]\nc: &c [${'*b, '.repeat(30)}*b]\nd: [${'*c, '.repeat(30)}*c]`
    expect(() => parseImportMap(bomb)).not.toThrow()
    expect(parseImportMap(bomb)).toMatchObject({ ok: false })
  })
})

describe('reading a table', () => {
  const read = async (text: string) => {
    const { columns, rows } = await readCsv(
      (async function* () {
        yield text
      })(),
    )
    const all = []
    for await (const row of rows) all.push(row)
    return { columns, all }
  }

  it('knows its columns without a byte-order mark, also without rows', async () => {
    expect(await read('\ufeffa,b\n')).toEqual({ columns: ['a', 'b'], all: [] })
  })

  it('goes on after a broken row', async () => {
    expect((await read('a,b\n1,2\n3\n4,5,6\n"7,8\n9,10\n')).all).toMatchInlineSnapshot(`
      [
        {
          "line": 2,
          "row": {
            "a": "1",
            "b": "2",
          },
        },
        {
          "broken": "CSV_RECORD_INCONSISTENT_COLUMNS",
          "line": 3,
        },
        {
          "broken": "CSV_RECORD_INCONSISTENT_COLUMNS",
          "line": 4,
        },
        {
          "broken": "CSV_QUOTE_NOT_CLOSED",
          "line": 6,
        },
      ]
    `)
  })
})

describe('the page about it', () => {
  it('shows a table and a map that work together: two cases, one row left out, one that cannot be read', async () => {
    const page = readFileSync(new URL('../../../docs/how-to/import-a-table.md', import.meta.url), 'utf8')
    const shown = (language: string) => page.split(`\`\`\`${language}\n`)[1]?.split('```')[0] as string
    const made = emptyDesk()
    put(made, 'requests.csv', shown('csv'))
    put(made, 'map.yaml', shown('yaml'))
    const told = await made.json('import', 'requests.csv', '--map', 'map.yaml', '--dry-run')
    expect(told).toMatchObject({ rows: 4, imported: 2, skipped: 1, unmapped: 1, refused: 0, dryRun: true })
  })
})
