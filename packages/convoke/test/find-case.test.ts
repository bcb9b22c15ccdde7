import { describe, expect, it } from 'vitest'
import { config, deskWithCase, opening, parking } from './command-line.js'

const using = ['--config', config]
const neighbour = '01997e62-5e80-7000-9000-000000000001'

async function deskWithTwo() {
  const desk = await deskWithCase()
  const open = ['open', 'asking', '--by', 'rc:jixin', '--id', neighbour, ...using]
  await desk.convoke(
    ...open,
    '--data',
    JSON.stringify({ ...opening, convener: 'rc:jixin', invitees: ['dept:housing'] }),
  )
  return desk
}

describe('a case', () => {
  it('is named by its id, in any case of letters, by its reference, or by how its id begins', async () => {
    const desk = await deskWithCase()
    for (const name of [parking, parking.toUpperCase(), 'asking-01', '0199', '01997e62-5e80'])
      for (const command of [['show'], ['journal'], ['deadlines'], ['allowed', '--as', 'dept:police']])
        expect((await desk.convoke(...command, name, ...using)).code, `${command[0]} ${name}`).toBe(0)
    const sent = await desk.convoke(
      'send',
      '0199',
      'reply',
      '--by',
      'dept:community',
      '--data',
      '{"answer":"no"}',
      ...using,
    )
    expect(sent.code).toBe(0)
  })

  it.each([
    ['en', '"0199" fits 2 cases; name one of them by its id.'],
    ['zh-CN', '“0199”对应2件；请用编号指明。'],
  ])('that several fit is not chosen: each is told (%s)', async (lang, words) => {
    const desk = await deskWithTwo()
    const { code, err, out } = await desk.convoke('show', '0199', ...using, '--lang', lang)
    expect([code, out]).toEqual([2, ''])
    expect(err.split('\n')[0]).toBe(words)
    for (const text of [parking, neighbour, 'asking-01']) expect(err).toContain(text)
    expect(await desk.json('show', 'asking-01', ...using)).toMatchObject({
      error: { code: 'usage/ambiguous', candidates: [{ id: neighbour }, { id: parking }] },
    })
  })

  it('is found only by who may see it: others are no candidates', async () => {
    const desk = await deskWithTwo()
    const { code, out } = await desk.convoke('show', '0199', '--as', 'dept:housing', ...using)
    expect(code).toBe(0)
    expect(out).toContain(neighbour)
    const stranger = await desk.convoke('show', '0199', '--as', 'passer-by', ...using)
    const nothing = await desk.convoke('show', 'ffff', '--as', 'passer-by', ...using)
    expect(stranger.code).toBe(4)
    expect(stranger).toEqual(nothing)
  })

  it.each(['019', '01', '0199%', '_199', '', ' ', 'asking-%', 'asking'])('is not found by %j', async name => {
    const desk = await deskWithCase()
    expect((await desk.convoke('show', name, ...using)).code).toBe(4)
  })
})

describe('the party of a command', () => {
  it('may be named --as or --by, whichever comes to mind', async () => {
    const desk = await deskWithCase()
    const allowed = await desk.convoke('allowed', parking, '--by', 'dept:police', ...using)
    expect(allowed).toEqual(await desk.convoke('allowed', parking, '--as', 'dept:police', ...using))
    expect(allowed.code).toBe(0)
    const sent = await desk.convoke(
      'send',
      parking,
      'reply',
      '--as',
      'dept:community',
      '--data',
      '{"answer":"no"}',
      ...using,
    )
    expect(sent.code).toBe(0)
    expect((await desk.convoke('show', parking, '--by', 'dept:police', ...using)).out).toContain('Your roles')
  })

  it('is named once in help, and not twice differently', async () => {
    const desk = await deskWithCase()
    expect((await desk.convoke('send', '--help')).out).not.toContain('--as')
    expect((await desk.convoke('allowed', '--help')).out).not.toContain('--by')
    const twice = await desk.convoke('show', parking, '--as', 'a', '--by', 'b', ...using)
    expect(twice.code).toBe(2)
    expect(twice.err).toContain('--as and --by exclude each other')
    expect((await desk.convoke('show', parking, '--as', 'dept:police', '--by', 'dept:police', ...using)).code).toBe(0)
  })
})
