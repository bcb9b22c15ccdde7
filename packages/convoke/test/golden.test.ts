import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { config, deskWithCase, garbage, opening, parking } from './command-line.js'

const golden = (name: string) => join(import.meta.dirname, 'golden', name)

/** What each command prints, word by word: a change here is a change somebody sees. */
const pages: Readonly<Record<string, readonly string[]>> = {
  list: ['list'],
  show: ['show', parking],
  'show-as-invitee': ['show', parking, '--as', 'dept:community'],
  journal: ['journal', parking],
  'journal-as-invitee': ['journal', parking, '--as', 'dept:community'],
  allowed: ['allowed', parking, '--as', 'dept:police'],
  inbox: ['inbox', 'dept:community'],
  deadlines: ['deadlines', parking],
  audit: ['audit'],
  outbox: ['outbox'],
  opened: ['open', 'asking', '--by', 'rc:chunshen', '--data', JSON.stringify(opening), '--id', garbage],
  sent: ['send', parking, 'reply', '--by', 'dept:community', '--data', '{"answer":"no"}'],
  'sent-last': ['send', parking, 'reply', '--by', 'dept:community', '--data', '{"answer":"yes"}'],
  'wrong-data': ['send', parking, 'reply', '--by', 'dept:community', '--data', '{"answr":"no"}'],
  diagram: ['diagram', 'asking', '--case', parking],
  refused: ['send', parking, 'reply', '--by', 'dept:police', '--data', '{"answer":"no"}'],
  misspelt: ['send', parking, 'replly', '--by', 'dept:police'],
  'no-such-case': ['show', garbage],
  'no-such-type': ['open', 'askin', '--by', 'rc:chunshen', '--data', JSON.stringify(opening)],
}

describe.each(['en', 'zh-CN'])('the command line in %s', lang => {
  it.each(Object.entries(pages))('prints %s', async (name, argv) => {
    const desk = await deskWithCase()
    const { out, err } = await desk.convoke(...argv, '--config', config, '--lang', lang)
    await expect(out + err).toMatchFileSnapshot(golden(`${name}.${lang}.txt`))
  })

  it('explains itself', async () => {
    const desk = await deskWithCase()
    const help = await desk.convoke('--help', '--lang', lang)
    expect(help.code).toBe(0)
    const send = await desk.convoke('send', '--help', '--lang', lang)
    await expect(help.out + send.out).toMatchFileSnapshot(golden(`help.${lang}.txt`))
  })

  it('tells a settled case from an open one', async () => {
    const desk = await deskWithCase()
    const by = ['--config', config, '--by', 'dept:community']
    await desk.convoke('send', parking, 'reply', '--data', '{"answer":"yes"}', ...by)
    const { out } = await desk.convoke('show', parking, '--config', config, '--lang', lang)
    await expect(out).toMatchFileSnapshot(golden(`settled.${lang}.txt`))
  })
})
