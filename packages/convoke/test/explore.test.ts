import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyDesk } from './command-line.js'
import { counter as scenario } from './fixtures/counter.js'

describe('convoke simulate, asked more than one simulation', () => {
  const desk = () => {
    const made = emptyDesk()
    writeFileSync(join(made.folder, 's.yaml'), scenario)
    return made
  }
  const wait = ['--for', 'wait[party=desk:a]']

  it('ranks policies, tells what moves a figure, sweeps, and finds the cheapest staffing', async () => {
    const one = desk()
    const out = async (...words: string[]) => {
      const { code, out: text, err } = await one.convoke('simulate', 's.yaml', ...words)
      expect(err).toBe('')
      expect(code).toBe(0)
      return text
    }
    expect(await out('--rank', ...wait)).toMatch(/three .*\n.*Counter .*\nThe first is the best, with 95 % confidence/)
    expect(await out('--tornado', 'parties.desk:a.staff', ...wait)).toMatch(/parties\.desk:a\.staff +1 .* 3 /)
    expect(await out('--sweep', 'parties.desk:a.staff=2..4', ...wait)).toContain('at 3 points')
    const found = await out('--find', 'desk:a=1..6', '--at-most', '2 h', ...wait, '--lang', 'zh-CN')
    expect(found).toMatch(/确可达到且最省的人手：desk:a \d/)
  })

  it('shows how far it is, and ends on Ctrl-C with what is known so far', async () => {
    const one = desk()
    writeFileSync(join(one.folder, 's.yaml'), scenario.replace('replications: 4', 'replications: 20'))
    const stoppedAt = async (looks: number, ...words: string[]) => {
      const stop = new AbortController()
      let time = 0
      // The clock is asked at every step: after so many, somebody presses Ctrl-C.
      const elapsed = () => {
        time += 100
        if (time === looks * 100) stop.abort()
        return time
      }
      return await one.convokeWith(
        { stopped: stop.signal, elapsed, columns: 80 },
        'simulate',
        's.yaml',
        ...words,
        ...wait,
      )
    }
    const swept = await stoppedAt(260, '--sweep', 'parties.desk:a.staff=2..9')
    expect(swept.err).toMatch(/% *, replication \d+ of 160/)
    expect(swept.out).toMatch(/at [1-7] points/)
    expect(swept.out).toContain('Stopped before the end')
    expect(swept.code).toBe(0)
    const ranked = await stoppedAt(60, '--rank')
    expect(ranked.out).toContain('Stopped before the end')
    const found = await stoppedAt(90, '--find', 'desk:a=1..90', '--at-most', '1 min')
    expect(found.out).toMatch(/Stopped before it was through; the cheapest known to meet it: desk:a 90/)
    const early = await stoppedAt(3, '--tornado', 'parties.desk:a.staff')
    expect(early.err).toContain('Stopped too early to say anything: replications done: 0, and it takes two.')
    expect(early.err).toContain('Start it again and let it run until two are shown as done')
    expect(early.code).not.toBe(0)
    const steady = await stoppedAt(3, '--steady')
    expect(steady.err).toContain('Stopped too early to say anything')
    expect(steady.code).not.toBe(0)
  })

  it('takes what cannot be meant for wrong use, and lists in words what there is', async () => {
    const one = desk()
    const told = (...words: string[]) => one.convoke('simulate', 's.yaml', ...words)
    const unknown = await told('--sweep', 'days=5,6', '--for', 'wat')
    expect(unknown.code).toBe(2)
    expect(unknown.err).toMatch(/no such figure as "wat" \(did you mean wait\?\); there is: .*timeToClose/)
    const nobody = await told('--sweep', 'days=5,6', '--for', 'wait[party=nobody]', '--lang', 'zh-CN')
    expect(nobody.code).toBe(2)
    expect(nobody.err).toContain('没有 wait[party=nobody] 这一数字；已有：wait[party=desk:a]')
    for (const { err } of [unknown, nobody]) expect(err).not.toMatch(/[{}]|Fault|故障|--debug|simulate\//)
    for (const asked of [
      ['--rank'],
      ['--tornado', 'days'],
      ['--find', 'desk:a=1..3', '--at-most', '1 h'],
      ['--sweep', 'days=5,6'],
    ]) {
      const looked = { times: 0 }
      const elapsed = () => looked.times++
      const { code, err } = await one.convokeWith({ elapsed }, 'simulate', 's.yaml', ...asked, '--for', 'waits')
      expect([code, err.split('\n')[0]]).toEqual([2, expect.stringContaining('did you mean wait?')])
      // Nothing was simulated: the first look at the clock is that of who shows how far it is, before anything is.
      expect(looked.times).toBeLessThan(4)
    }
    const share = await told('--sweep', 'days=5,6', '--for', 'timeToClose[share=0.99]')
    expect([share.code, share.err]).toEqual([2, expect.stringContaining('is one of 0.5, 0.9, 0.95')])
    const better = await told('--rank', '--better', 'wat')
    expect([better.code, better.err.split('\n')[0]]).toEqual([2, '--better takes one of lower, higher, not "wat".'])
    const document = (await one.json('simulate', 's.yaml', '--tornado', 'bogus')) as { error: { code: string } }
    expect(document.error.code).toBe('simulate/explore')
  })

  it('asks for the unit of a time, and for a share where 95 is written', async () => {
    const one = desk()
    const find = (...words: string[]) => one.convoke('simulate', 's.yaml', '--find', 'desk:a=1..3', ...words)
    const bare = await find('--at-most', '20', ...wait)
    expect([bare.code, bare.err.split('\n')[0]]).toEqual([
      2,
      '--at-most is a time here: write its unit, such as 20 min, 20 h or 20 d.',
    ])
    const share = ['--for', 'utilisation[party=desk:a]', '--at-most']
    const percent = await find(...share, '95', '--lang', 'zh-CN')
    expect([percent.code, percent.err.split('\n')[0]]).toEqual([2, '--at-most 在此处是比例：请写 95% 或 0.95。'])
    for (const amount of ['95%', '0.95']) expect((await find(...share, amount)).code).toBe(0)
    const told = async (figure: string, amount: string) =>
      (await find('--for', figure, '--at-most', amount)).err.split('\n')[0]
    for (const figure of ['openWait[party=desk:a]', 'overtime[party=desk:a]', 'wasted[party=desk:a]', 'recovery'])
      expect(await told(figure, '20')).toContain('write its unit, such as 20 min')
    expect(await told('wait[party=desk:a]', '95%')).toContain('write its unit, such as 95 min')
    expect(await told('rate[pack=shanghai]', '95')).toContain('write 95%, or 0.95')
    expect(await told('utilisation[party=desk:a]', '20 min')).toContain('is a share here')
    expect(await told('openCases', '20 min')).toContain('is a number here: write 20, without a unit')
  })

  it('refuses what cannot be meant, and a long run that there is none of, in words', async () => {
    const one = desk()
    const err = async (...words: string[]) => (await one.convoke('simulate', 's.yaml', ...words)).err
    expect(await err('--find', 'desk:a')).toContain('desk:a=1..9')
    expect(await err('--sweep', 'days')).toContain('--sweep takes')
    expect(await err('--rank', '--for', '?')).toContain('is no figure')
    expect(await err('--find', 'desk:a=1..2', '--at-most', 'soon')).toContain('20 min')
    expect(await err('--tornado', 'partys.desk:a.staff')).toContain('parties')
    writeFileSync(join(one.folder, 's.yaml'), scenario.replace('staff: 2', 'staff: 1'))
    expect(await err('--steady')).toMatch(/work arrives faster.*2 would do/s)
    writeFileSync(join(one.folder, 's.yaml'), scenario.replace('staff: 2', 'staff: 1, limit: 2'))
    expect(await err('--steady')).toMatch(/desk:a: work for \d+ % of the hours of 1 person.*2 would do/s)
  })
})
