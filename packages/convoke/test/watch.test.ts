import { describe, expect, it } from 'vitest'
import { config, deskWithCase, parking } from './command-line.js'

const using = ['--config', config]
const beginning = '0000000000000001'

/** Follows until so many lines were printed, then stops as Ctrl-C does. */
async function followed(lines: number, ...argv: readonly string[]) {
  const desk = await deskWithCase()
  const stop = new AbortController()
  let seen = 0
  const outcome = await desk.convokeWith(
    {
      stopped: stop.signal,
      onOut(text) {
        seen += text.split('\n').length - 1
        if (seen >= lines) stop.abort()
      },
    },
    ...['watch', ...argv, ...using],
  )
  return outcome
}

describe('watching', () => {
  it('prints each change with its case, and ends with code 0 when it is stopped', async () => {
    const { code, out, err } = await followed(5, '--after', beginning)
    expect(code).toBe(0)
    expect(out).toContain('asking-01  Asking')
    expect(out).toContain('Submit')
    expect(out).toContain('Reply')
    expect(out).not.toContain('Opened the case')
    expect(err).toContain('Ctrl-C ends it')
    expect(err).toContain('--after 0000000000000003')
  })

  it('with --json prints one document a line', async () => {
    const { code, out, err } = await followed(2, '--after', beginning, '--json')
    expect([code, err]).toEqual([0, ''])
    const changes = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as object)
    expect(changes).toMatchObject([
      { caseId: parking, position: '0000000000000002', entry: { type: 'submit' } },
      { caseId: parking, position: '0000000000000003', entry: { type: 'reply' } },
    ])
  })

  it('as a party shows what this party may see', async () => {
    const { out } = await followed(2, '--after', beginning, '--json', '--as', 'dept:community')
    expect(out).toContain('"reply"')
    expect(out).not.toContain('"answer":"yes"')
  })

  it('of another type, stopped at once, is empty', async () => {
    const desk = await deskWithCase()
    const stopped = AbortSignal.abort()
    expect(await desk.convokeWith({ stopped }, 'watch', '--json', '--type', 'other', ...using)).toEqual({
      code: 0,
      out: '',
      err: '',
    })
  })

  it('after a position that is none is a fault, told in words', async () => {
    const desk = await deskWithCase()
    const { code, err } = await desk.convoke('watch', '--after', 'yesterday', ...using)
    expect(code).toBe(1)
    expect(err).toContain('store/cursor')
  })
})
