import { describe, expect, it } from 'vitest'
import { config, emptyDesk, opening, parking } from './command-line.js'

const using = ['--config', config]

/** What a user may have typed, and what of it a terminal must not get. */
const hostile: Readonly<Record<string, string>> = {
  'an escape sequence that clears the screen': 'a\u001b[2J\u001b[Hb',
  'one that sets the title of the window': '\u001b]0;owned\u0007停车',
  'the single character that begins one': '\u009b31m停车',
  'an override that makes it read backwards': '停车\u202exe.piz',
  'isolates and marks of direction': '\u2066a\u2069\u200f',
  'what cannot be seen': 'dept\u200b:police\ufeff\u2060',
  'line breaks that imitate another line': '停车\nRefused  all of it\r\n\u2028x',
  'half a character': '停\ud800车',
  'a bell, a backspace and a deletion': 'a\u0007\b\u007f',
}

const dangerous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
/** Everything printed but its own line breaks. */
const shown = (text: string) => text.split('\n').join('')

async function deskWith(topic: string) {
  const desk = emptyDesk()
  const data = JSON.stringify({ ...opening, topic })
  const opened = await desk.convoke('open', 'asking', '--id', parking, '--by', 'rc:chunshen', '--data', data, ...using)
  return { desk, opened }
}

describe('a terminal', () => {
  it.each(Object.entries(hostile))('is not reached by %s in a case', async (_, topic) => {
    const { desk, opened } = await deskWith(topic)
    const outputs = [opened.out + opened.err]
    for (const command of [
      ['list'],
      ['show', parking],
      ['journal', parking],
      ['list', '--json'],
      ['journal', parking, '--json'],
    ])
      outputs.push((await desk.convoke(...command, ...using)).out)
    for (const output of outputs) expect(shown(output)).not.toMatch(dangerous)
    // Half a character is refused; everything else was accepted as it is, and is shown within its line.
    if (opened.code === 0) expect(outputs[2]?.split('\n').filter(line => line.startsWith('  topic:'))).toHaveLength(1)
    else expect(opened.err).toContain('input/')
  })

  it.each(Object.entries(hostile))('is not reached by %s on the command line', async (_, text) => {
    const { desk } = await deskWith('停车难')
    for (const argv of [
      [text],
      ['show', text],
      ['list', `--${text}`],
      ['list', '--limit', text],
      ['list', '--lang', text],
      ['open', text, '--by', 'rc:chunshen'],
      ['send', parking, text, '--by', 'rc:chunshen'],
      ['send', parking, 'rename', '--by', text],
      ['send', parking, 'rename', '--by', 'rc:chunshen', '--data', text],
      ['send', parking, 'rename', '--by', 'rc:chunshen', '--data', `@${text}`],
      ['send', parking, 'rename', '--by', 'rc:chunshen', '--data', JSON.stringify({ [text]: 1 })],
      ['inbox', text],
      ['diagram', text],
      ['list', '--after', text],
      ['list', '--db', text],
    ]) {
      for (const lang of argv.includes('--lang') ? [] : ['en', 'zh-CN']) {
        const { out, err } = await desk.convoke(...argv, ...using, '--lang', lang)
        expect(shown(out + err)).not.toMatch(dangerous)
      }
      expect(shown((await desk.convoke(...argv, ...using, '--json')).out)).not.toMatch(dangerous)
    }
  })

  it('gets colours only from us', async () => {
    const { desk } = await deskWith('\u001b[31m停车')
    const { out } = await desk.convokeWith({ columns: 100 }, 'show', parking, ...using)
    expect(out).toContain('\u001b[')
    expect(out).not.toContain('\u001b[31m停车')
  })
})

describe('JSON', () => {
  it.each(Object.values(hostile).filter(text => !/\p{Cs}/u.test(text)))(
    'reads back as what was written: %j',
    async topic => {
      const { desk } = await deskWith(topic)
      const view = (await desk.json('show', parking, ...using)) as { data: { topic: string } }
      expect(view.data.topic).toBe(topic)
    },
  )
})

describe('a text', () => {
  it('of 20,000 signs is cut on the terminal and whole in JSON', async () => {
    const topic = '停车'.repeat(10_000)
    const { desk } = await deskWith(topic)
    for (const command of [['list'], ['show', parking], ['journal', parking]]) {
      const { out } = await desk.convoke(...command, ...using)
      for (const line of out.split('\n')) expect(line.length).toBeLessThan(160)
    }
    expect(((await desk.json('show', parking, ...using)) as { data: { topic: string } }).data.topic).toBe(topic)
  })

  it('that a spreadsheet would run is only shown', async () => {
    const topic = '=HYPERLINK("http://x","y")'
    const { desk } = await deskWith(topic)
    expect((await desk.convoke('show', parking, ...using)).out).toContain(`topic: ${topic}\n`)
  })

  it('of a case type cannot break out of its diagram', async () => {
    const { desk } = await deskWith('停车难')
    const { out } = await desk.convoke('diagram', 'asking', '--case', parking, ...using)
    expect(out.split('\n')[0]).toBe('flowchart TB')
    expect(out).not.toContain('停车难')
  })
})
