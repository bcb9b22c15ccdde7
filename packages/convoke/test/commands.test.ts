import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sqliteStore } from '@convoke/store-sqlite'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { config, day, deskWithCase, emptyDesk, garbage, opening, parking } from './command-line.js'

const using = ['--config', config]
const opened = JSON.stringify(opening)

describe('opening a case', () => {
  it('makes the file of cases and tells the id of the case', async () => {
    const desk = emptyDesk()
    const { code, out } = await desk.convoke('open', 'asking', '--by', 'rc:chunshen', '--data', opened, ...using)
    expect(code).toBe(0)
    expect(out).toMatch(/^Opened asking-[0-9a-f]{2} {2}Asking\nId +[0-9a-f-]{36}\n/)
    expect(existsSync(join(desk.folder, 'cases.db'))).toBe(true)
  })

  it('takes its data from a file or from standard input', async () => {
    const desk = emptyDesk()
    writeFileSync(join(desk.folder, 'asking.json'), `\ufeff${opened}`)
    const command = ['open', 'asking', '--by', 'rc:chunshen', ...using, '--data']
    expect((await desk.convoke(...command, '@asking.json')).code).toBe(0)
    expect((await desk.convokeWith({ stdin: opened }, ...command, '-')).code).toBe(0)
    const { items } = (await desk.json('list', ...using)) as { items: readonly { data: { topic: string } }[] }
    expect(items.map(({ data }) => data.topic)).toEqual(['停车难', '停车难'])
  })

  it('with an id of its own is done once', async () => {
    const desk = emptyDesk()
    const command = ['open', 'asking', '--by', 'rc:chunshen', '--data', opened, '--id', parking, ...using]
    await desk.convoke(...command)
    const again = await desk.convoke(...command)
    expect(again.code).toBe(0)
    expect(again.out).toContain('nothing was done again')
    const { items } = (await desk.json('list', ...using)) as { items: readonly object[] }
    expect(items).toHaveLength(1)
  })

  it('may turn parameters for this case only', async () => {
    const desk = emptyDesk()
    const turned = JSON.stringify({ replyWithin: { n: 3, unit: 'working-day' } })
    const command = ['open', 'asking', '--by', 'rc:chunshen', '--data', opened, '--id', parking, ...using]
    expect((await desk.convoke(...command, '--parameters', turned)).code).toBe(0)
    await desk.convoke('send', parking, 'submit', '--by', 'rc:chunshen', ...using)
    expect((await desk.convoke('deadlines', parking, ...using)).out).toContain('3 working days')
  })

  it('tells of a period that a duty desk counts by the hours of that desk', async () => {
    const desk = emptyDesk()
    // Nobody's office is open on the evening of that Saturday; the hotline is.
    desk.now = Date.parse('2025-09-20T18:30+08:00')
    const opening = { topic: '噪声', kind: 'complaint', place: '春申', inlet: 'hotline', channel: 'phone' }
    const people = { complainant: 'person:a', intake: 'hotline:desk', operationsCentre: 'town:centre' }
    const above = { supervisor: 'leader:zhu', districtOffice: 'district' }
    const data = JSON.stringify({ ...opening, ...people, ...above })
    await desk.convoke('open', 'complaint', '--by', 'hotline:desk', '--data', data, '--id', parking)
    const { code, out } = await desk.convoke('deadlines', parking)
    expect(code).toBe(0)
    expect(out).toContain('4 working hours from 2025-09-20 18:30')
    expect(out).toContain('2025-09-20 22:30')
  })

  it('is refused where the data does not have the form', async () => {
    const { code, err, out } = await emptyDesk().convoke('open', 'asking', '--by', 'rc:chunshen', ...using)
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain('input/schema')
    expect(err).toContain('/topic')
  })

  it('tells each point that is wrong on a line of its own, and never what was sent', async () => {
    const data = JSON.stringify({ topic: 7, convenor: 'canary', invitees: ['ok', 'not ok'] })
    const { code, err } = await emptyDesk().convoke('open', 'asking', '--by', 'rc:chunshen', '--data', data, ...using)
    expect(code).toBe(3)
    expect(err.split('\n').slice(1, -2)).toEqual([
      '  /topic must be a text',
      '  /convener is missing; give a text',
      '  /invitees/1 must be a party id: 1 to 200 characters, no spaces',
      '  /convenor is not a field here; did you mean convener?',
    ])
    expect(err).not.toContain('canary')
  })

  it('takes a sample of the case type, or prints it to be changed', async () => {
    const desk = emptyDesk()
    const printed = await desk.convoke('open', 'convening-request', '--sample', '2', '--print')
    expect(printed.code).toBe(0)
    writeFileSync(join(desk.folder, 'mine.json'), printed.out)
    const { conveners } = JSON.parse(printed.out) as { conveners: readonly [string] }
    const by = ['--by', conveners[0]]
    expect((await desk.convoke('open', 'convening-request', '--data', '@mine.json', ...by)).code).toBe(0)
    expect((await desk.convoke('open', 'convening-request', '--sample', '2', ...by)).code).toBe(0)
    const none = await desk.convoke('open', 'convening-request', '--sample', '99', ...by)
    expect(none.code).toBe(2)
    expect(none.err).toMatch(/has \d samples/)
    expect((await desk.convoke('open', 'convening-request', '--sample', '--data', '{}', ...by)).code).toBe(2)
    expect((await desk.convoke('open', 'convening-request', '--sample')).err).toContain('"--by <party>" is required')
  })

  it('of a case type that is misspelt names the right one', async () => {
    const { code, err } = await emptyDesk().convoke('open', 'askin', '--by', 'rc:chunshen', ...using)
    expect(code).toBe(3)
    expect(err).toContain('Did you mean asking?')
  })
})

describe('sending a command', () => {
  it('with an id of its own is done once', async () => {
    const desk = await deskWithCase()
    const command = ['send', parking, 'reply', '--by', 'dept:community', '--data', '{"answer":"no"}', ...using]
    expect((await desk.convoke(...command, '--command-id', 'c-1')).code).toBe(0)
    const again = await desk.convoke(...command, '--command-id', 'c-1')
    expect(again.code).toBe(0)
    expect(again.out).toContain('nothing was done again')
  })

  it('may be done for another party, under a delegation', async () => {
    const desk = await deskWithCase()
    const command = ['send', parking, 'reply', '--by', 'person:wang', '--data', '{"answer":"yes"}', ...using]
    const sent = await desk.convoke(...command, '--on-behalf-of', 'dept:community')
    expect(sent.code).toBe(0)
    const { out } = await desk.convoke('journal', parking, ...using)
    expect(out).toContain('person:wang for dept:community')
  })

  it('prints what changed, and the whole case when asked', async () => {
    const desk = await deskWithCase()
    const command = ['send', parking, 'reply', '--data', '{"answer":"no"}', ...using, '--by']
    const short = await desk.convoke(...command, 'dept:community')
    expect(short.out.split('\n').length).toBeLessThan(8)
    expect(short.out).toContain('Inviting  (as before)')
    const other = await deskWithCase()
    const full = await other.convoke(...command, 'dept:community', '--full')
    expect(full.out).toContain('Parties')
    expect(full.out).toContain('Data')
  })

  it('tells what was due first, where something was', async () => {
    const desk = await deskWithCase()
    desk.now += 1.5 * day
    const { out } = await desk.convoke(
      'send',
      parking,
      'case.note',
      '--by',
      'rc:chunshen',
      ...using,
      '--data',
      '{"text":"x"}',
    )
    expect(out).toContain('Put a note on file: accepted as entry')
  })

  it('that the rules deny ends with code 3, and says in words why and what is worth trying', async () => {
    const desk = await deskWithCase()
    const { code, out, err } = await desk.convoke('send', parking, 'submit', '--by', 'rc:chunshen', ...using)
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain('refusal/not-in-state')
    expect(err).toContain('Inviting')
  })

  it('by a stranger ends with code 4, as if there were no case', async () => {
    const desk = await deskWithCase()
    const stranger = await desk.convoke('send', parking, 'reply', '--by', 'passer-by', ...using)
    const nothing = await desk.convoke('send', garbage, 'reply', '--by', 'passer-by', ...using)
    expect(stranger.code).toBe(4)
    expect(stranger).toEqual(nothing)
  })

  it('fires what is due before it is decided', async () => {
    const desk = await deskWithCase()
    desk.now += 5 * day
    const { code, err } = await desk.convoke(
      'send',
      parking,
      'reply',
      '--by',
      'dept:community',
      ...using,
      '--data',
      '{"answer":"yes"}',
    )
    expect(code).toBe(3)
    expect(err).toContain('refusal/settled')
    expect((await desk.convoke('journal', parking, ...using)).out).toContain('Reply (time is up)')
  })

  it.each([
    ['no JSON', 'answer=yes', 'is not JSON'],
    ['a list', '[1]', 'must be a JSON object'],
    ['null', 'null', 'must be a JSON object'],
    ['a type of its own', '{"type":"submit"}', 'must not hold "type"'],
    ['a file that is not there', '@nowhere.json', 'There is no file'],
    ['a folder', '@.', 'is a folder'],
  ])('with %s for data is wrong use', async (_, data, words) => {
    const desk = await deskWithCase()
    const { code, err } = await desk.convoke(
      'send',
      parking,
      'reply',
      '--by',
      'dept:community',
      '--data',
      data,
      ...using,
    )
    expect(code).toBe(2)
    expect(err).toContain(words)
  })

  it('has no way to say when it was done', async () => {
    const desk = await deskWithCase()
    const { code, err } = await desk.convoke('send', parking, 'submit', '--by', 'rc:chunshen', '--at', '0', ...using)
    expect(code).toBe(2)
    expect(err).toContain('There is no option "--at"')
    const inData = ['--data', '{"answer":"yes","at":0}']
    expect((await desk.convoke('send', parking, 'reply', '--by', 'dept:community', ...inData, ...using)).code).toBe(3)
  })
})

describe('reading', () => {
  it('as a party shows what this party may see, and as the host everything', async () => {
    const desk = await deskWithCase()
    const police = await desk.convoke('show', parking, '--as', 'dept:police', ...using)
    const host = await desk.convoke('show', parking, ...using)
    expect(host.out).toContain('dept:police: yes')
    expect(police.out).not.toContain('dept:police: yes')
    expect((await desk.convoke('journal', parking, '--as', 'dept:police', ...using)).out).not.toContain('answer')
  })

  it.each(['show', 'journal', 'deadlines', 'allowed'])(
    '%s of a case that is not there, or of others, ends with code 4',
    async command => {
      const desk = await deskWithCase()
      const nothing = await desk.convoke(command, garbage, '--as', 'rc:chunshen', ...using)
      const stranger = await desk.convoke(command, parking, '--as', 'passer-by', ...using)
      expect(nothing.code).toBe(4)
      expect(nothing).toEqual(stranger)
    },
  )

  it('lists nothing for a case type or a state that nobody has, and names the one that was meant', async () => {
    const desk = await deskWithCase()
    const said = async (...filter: readonly string[]) =>
      (await desk.convoke('list', ...filter, ...using)).out.trimEnd().split('\n')
    expect(await said('--type', 'askin')).toEqual([
      'No cases.',
      'There is no case type "askin" here. Did you mean asking?',
    ])
    expect(await said('--state', 'draftin')).toEqual([
      'No cases.',
      'No case type here has a state "draftin". Did you mean drafting?',
    ])
    expect(await said('--type', 'asking', '--state', 'nowhere')).toEqual([
      'No cases.',
      'No case type here has a state "nowhere".',
    ])
    // What there is and no case is in needs no explanation; a program that reads the page gets the page.
    expect(await said('--state', 'agreed')).toEqual(['No cases.'])
    expect(await desk.json('list', '--type', 'askin', ...using)).toEqual({ items: [] })
  })

  it('lists by what cases are, page by page', async () => {
    const desk = await deskWithCase()
    await desk.convoke('open', 'asking', '--by', 'rc:chunshen', '--data', opened, '--id', garbage, ...using)
    const ids = async (...filter: readonly string[]) =>
      ((await desk.json('list', ...filter, ...using)) as { items: readonly { id: string }[] }).items.map(({ id }) => id)
    expect(await ids()).toEqual([garbage, parking])
    expect(await ids('--state', 'drafting')).toEqual([garbage])
    expect(await ids('--party', 'dept:police', '--role', 'invitee', '--open')).toEqual([garbage, parking])
    expect(await ids('--settled')).toEqual([])
    expect(await ids('--type', 'other')).toEqual([])
    expect(await ids('--as', 'passer-by')).toEqual([])
    expect(await ids('--text', '停车')).toEqual([garbage, parking])
    const first = (await desk.json('list', '--limit', '1', ...using)) as { next: string }
    expect(await ids('--limit', '1', '--after', first.next)).toEqual([parking])
    const { out } = await desk.convoke('list', '--limit', '1', ...using)
    expect(out).toContain(`--after ${first.next}`)
  })

  it('tells what is overdue before the clock has fired it', async () => {
    const desk = await deskWithCase()
    desk.now += 5 * day
    expect((await desk.convoke('list', ...using)).out).toContain('overdue')
    expect((await desk.convoke('inbox', 'dept:community', ...using)).out).toContain('overdue')
  })

  it('writes nothing', async () => {
    const desk = await deskWithCase()
    desk.now += 5 * day
    const file = join(desk.folder, 'cases.db')
    const before = readFileSync(file)
    for (const command of [['list'], ['show', parking], ['journal', parking], ['inbox', 'dept:police'], ['audit']])
      await desk.convoke(...command, ...using)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('shows a case of a type that is not loaded by its index', async () => {
    const desk = await deskWithCase()
    const { code, out } = await desk.convoke('show', parking)
    expect(code).toBe(0)
    expect(out).toContain('This version of the case type is not loaded')
    expect((await desk.convoke('list')).out).toContain('asking')
  })
})

describe('the audit', () => {
  const forged = async () => {
    const desk = await deskWithCase()
    const database = new Database(join(desk.folder, 'cases.db'))
    database.exec(`UPDATE entries SET bytes = replace(bytes, '届时', '不派') WHERE seq = 3`)
    database.close()
    return desk
  }

  it.each([
    ['en', 'An entry was changed after it was written.'],
    ['zh-CN', '记录在写入后被改动。'],
  ])('ends with code 5 when something was changed, and says what (%s)', async (lang, words) => {
    const desk = await forged()
    const { code, out } = await desk.convoke('audit', ...using, '--lang', lang)
    expect(code).toBe(5)
    expect(out).toContain('history/hash-mismatch')
    expect(out).toContain(words)
    expect(out).toContain(parking)
  })

  it('signs with the key that `convoke key` made, which only its owner may read', async () => {
    const desk = await deskWithCase()
    const made = await desk.convoke('key', 'anchor.jwk')
    expect(made.code).toBe(0)
    const file = join(desk.folder, 'anchor.jwk')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(made.out).not.toContain((JSON.parse(readFileSync(file, 'utf8')) as { d: string }).d)
    const key = ['--key', 'anchor.jwk', ...using]
    const signed = await desk.convoke('audit', '--anchor', ...key)
    expect(signed.code).toBe(0)
    expect(signed.out).toContain('There are no anchors yet')
    const [, anchor = ''] = /Signed anchor (1:[0-9a-f]{64})\n/.exec(signed.out) ?? []
    expect((await desk.convoke('audit', '--known', anchor, ...key)).out).toContain('Compared with the anchors kept: 1,')
    const other = await desk.convoke('audit', '--known', `2:${'0'.repeat(64)}`, ...key)
    expect(other.code).toBe(5)
    expect(other.out).toContain('history/anchor-missing')
    expect((await desk.convokeWith({ env: { CONVOKE_KEY: 'anchor.jwk' } }, 'audit', ...using)).code).toBe(0)
  })

  it('finds with the key that the last entry was cut off, and without it does not', async () => {
    const desk = await deskWithCase()
    await desk.convoke('key', 'anchor.jwk')
    const store = sqliteStore(join(desk.folder, 'cases.db'))
    await store.backup(join(desk.folder, 'before.db'))
    await store.close()
    const answer = ['--by', 'dept:community', '--data', '{"answer":"no"}']
    await desk.convoke('send', parking, 'reply', ...answer, ...using)
    await desk.convoke('audit', '--anchor', '--key', 'anchor.jwk', ...using)
    const anchored = new Database(join(desk.folder, 'cases.db'))
    const [{ anchor }] = anchored.prepare('SELECT anchor FROM anchors').all() as [{ anchor: string }]
    anchored.close()
    const cut = new Database(join(desk.folder, 'before.db'))
    cut.prepare('INSERT INTO anchors (anchor) VALUES (?)').run(anchor)
    cut.close()
    expect((await desk.convoke('audit', '--db', 'before.db', ...using)).code).toBe(0)
    const found = await desk.convoke('audit', '--db', 'before.db', '--key', 'anchor.jwk', ...using)
    expect(found.code).toBe(5)
    expect(found.out).toContain('history/truncated')
  })

  it('never overwrites a key', async () => {
    const desk = emptyDesk()
    await desk.convoke('key', 'anchor.jwk')
    const before = readFileSync(join(desk.folder, 'anchor.jwk'), 'utf8')
    const { code, err } = await desk.convoke('key', 'anchor.jwk')
    expect(code).toBe(2)
    expect(err).toContain('already there')
    expect(readFileSync(join(desk.folder, 'anchor.jwk'), 'utf8')).toBe(before)
  })

  it('asks for a key before it signs, and for one that is a key', async () => {
    const desk = await deskWithCase()
    expect((await desk.convoke('audit', '--anchor', ...using)).code).toBe(2)
    expect((await desk.convoke('audit', '--known', 'the last one', ...using)).code).toBe(2)
    writeFileSync(join(desk.folder, 'none.jwk'), '{"kty":"OKP","crv":"Ed25519","x":"AA","d":"AA"}')
    const { code, err } = await desk.convoke('audit', '--anchor', '--key', 'none.jwk', ...using)
    expect(code).toBe(1)
    expect(err).toContain('input/key')
  })
})

describe('the file of cases', () => {
  it('must be there for everything but opening', async () => {
    const desk = emptyDesk()
    for (const command of [
      ['list'],
      ['show', parking],
      ['send', parking, 'submit', '--by', 'rc:chunshen'],
      ['audit'],
    ]) {
      const { code, err } = await desk.convoke(...command)
      expect(code).toBe(2)
      expect(err).toContain(join(desk.folder, 'cases.db'))
    }
    expect(existsSync(join(desk.folder, 'cases.db'))).toBe(false)
  })

  it('is the one of --db, else of CONVOKE_DB', async () => {
    const desk = await deskWithCase()
    const env = { CONVOKE_DB: join(desk.folder, 'other.db') }
    expect((await desk.convokeWith({ env }, 'show', parking, ...using)).code).toBe(2)
    expect((await desk.convokeWith({ env }, 'show', parking, ...using, '--db', 'cases.db')).code).toBe(0)
  })

  it('that is something else is a fault, with its name', async () => {
    const desk = emptyDesk()
    writeFileSync(join(desk.folder, 'cases.db'), 'this is a letter, and longer than a page of SQLite'.repeat(200))
    const { code, err } = await desk.convoke('list')
    expect(code).toBe(1)
    expect(err).toContain('store/corrupt')
    expect(err).toContain('cases.db')
    expect(err).not.toContain(' at ')
    expect((await desk.convoke('list', '--debug')).err).toContain(' at ')
  })
})

describe('the configuration', () => {
  it('must be there and export its options', async () => {
    const desk = emptyDesk()
    expect((await desk.convoke('list', '--config', 'nowhere.mjs')).code).toBe(2)
    writeFileSync(join(desk.folder, 'empty.mjs'), 'export const nothing = 1\n')
    const { code, err } = await desk.convoke('list', '--config', 'empty.mjs')
    expect(code).toBe(2)
    expect(err).toContain('must export `options`')
  })

  it('that throws is a fault', async () => {
    const desk = emptyDesk()
    writeFileSync(join(desk.folder, 'broken.mjs'), "throw new Error('no such town')\n")
    const { code, err } = await desk.convoke('list', '--config', 'broken.mjs')
    expect(code).toBe(1)
    expect(err).toContain('no such town')
  })

  it('of a case type that must not run names it, the place, and what to write there', async () => {
    const unsound = join(import.meta.dirname, 'fixtures/unsound.ts')
    const { code, err } = await emptyDesk().convoke('list', '--config', unsound)
    expect(code).toBe(1)
    expect(err).toContain('In the case type asking: ')
    expect(err).toContain('"nowhere"')
    expect(err.match(/definition\//g)).toHaveLength(1)
  })

  it('that an engine refuses leaves no file open', async () => {
    const desk = await deskWithCase()
    writeFileSync(join(desk.folder, 'limits.mjs'), 'export const options = { limits: { hotCases: -1 } }\n')
    const { code, err } = await desk.convoke('list', '--config', 'limits.mjs')
    expect(code).toBe(1)
    expect(err).toContain('engine/limits')
  })
})
