import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { names, steps } from '../src/demo/story.js'
import { emptyDesk } from './command-line.js'

describe('the demonstration', () => {
  it('plays a convening from its opening to its end, in both languages', async () => {
    const desk = emptyDesk()
    const { code, out, err } = await desk.convoke('demo', '--db', 'demo.db')
    expect([code, err]).toEqual([0, ''])
    for (const words of [
      '约请〔2025〕7号',
      'Open the meeting',
      '开会',
      '2025-09-28',
      'refusal/too-early',
      '已解决',
      'Resolved',
    ])
      expect(out).toContain(words)
    for (const step of steps) if ('say' in step) for (const text of Object.values(step.say)) expect(out).toContain(text)
    for (const name of Object.values(names)) expect(out).toContain(name['zh-CN'])
    expect(out).toContain(`--db ${join(desk.folder, 'demo.db')}`)
  })

  it('in one language has none of the other', async () => {
    const { out } = await emptyDesk().convoke('demo', '--db', 'demo.db', '--lang', 'zh-CN')
    expect(out).toContain('核验通过')
    expect(out).not.toContain('Resolved')
  })

  it('leaves cases that can be looked at', async () => {
    const desk = emptyDesk()
    const { case: view } = (await desk.json('demo', '--db', 'demo.db')) as {
      case: { id: string; outcome: string; seq: number }
      entries: readonly object[]
    }
    expect(view.outcome).toBe('resolved')
    const shown = await desk.convoke('show', view.id, '--db', 'demo.db')
    expect(shown.code).toBe(0)
    expect((await desk.convoke('audit', '--db', 'demo.db')).code).toBe(0)
    expect(await desk.json('inbox', 'rc:chunshen', '--db', 'demo.db')).toMatchObject({
      items: [{ deadline: { name: 'lookBack' } }],
    })
  })

  it('is the same every time', async () => {
    const [first, second] = [emptyDesk(), emptyDesk()]
    const one = (await first.convoke('demo', '--db', 'demo.db')).out.replaceAll(first.folder, '')
    expect((await second.convoke('demo', '--db', 'demo.db')).out.replaceAll(second.folder, '')).toBe(one)
  })

  it('never plays in a file that is there', async () => {
    const desk = emptyDesk()
    await desk.convoke('demo', '--db', 'demo.db')
    const { code, err } = await desk.convoke('demo', '--db', 'demo.db')
    expect(code).toBe(2)
    expect(err).toContain('already there')
    expect(existsSync(join(desk.folder, 'cases.db'))).toBe(false)
  })
})
