import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyDesk } from './command-line.js'
import { counter } from './fixtures/counter.js'

const study = `${counter}sweep:
  of: { parties.desk:a.staff: { from: 2, to: 4 } }
  figures: [{ figure: wait, about: { party: desk:a } }]
find:
  staff: { desk:a: { from: 1, to: 6 } }
  figure: wait
  about: { party: desk:a }
  atMost: 2 h
`

describe('a whole study in one file', () => {
  const desk = (text = study) => {
    const made = emptyDesk()
    writeFileSync(join(made.folder, 's.yaml'), text)
    return made
  }

  it('runs its policies, its sweep and its search for staff, to the figures that options would give', async () => {
    const one = desk()
    const { code, out, err } = await one.convoke('simulate', 's.yaml')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('people at desk:a: 2 becomes 3')
    expect(out).toContain('waits for: desk:a at 3 points')
    expect(out).toMatch(/The cheapest that is sure to meet it: desk:a \d/)
    const whole = JSON.parse((await one.convoke('simulate', 's.yaml', '--json')).out)
    const asked = async (...words: string[]) =>
      JSON.parse((await one.convoke('simulate', 's.yaml', '--json', '--for', 'wait[party=desk:a]', ...words)).out)
    const swept = await asked('--sweep', 'parties.desk:a.staff=2..4')
    expect(whole.sweep.points).toEqual(swept.points)
    const found = await asked('--find', 'desk:a=1..6', '--at-most', '2 h')
    expect(whole.find.best).toEqual(found.best)
    expect(whole.comparisons).toHaveLength(1)
  })

  it('changes nothing of what its policies come to', async () => {
    const figures = async (text: string) =>
      JSON.parse((await desk(text).convoke('simulate', 's.yaml', '--json')).out).indicators
    expect(await figures(study)).toEqual(await figures(study.slice(0, study.indexOf('sweep:'))))
  })

  it('is refused for what is misspelt, each with its line and the name that was perhaps meant', async () => {
    const wrong = study
      .replace('parties.desk:a.staff: {', 'parties.desk:a.staf.n: {')
      .replace('[{ figure: wait,', '[{ figure: wat,')
      .replace('staff: { desk:a: { from: 1', 'staff: { desk:b: { from: 1')
      .replace('atMost: 2 h', 'atMost: 2 hours')
    const { code, err } = await desk(wrong).convoke('simulate', 's.yaml')
    expect(code).toBe(2)
    expect(err).toMatch(/line 20 .*find\.atMost: write an amount such as "20 min", "95%" or 12/)
    const { err: more } = await desk(wrong.replace('2 hours', '2 h')).convoke('simulate', 's.yaml')
    expect(more).toMatch(/line 14 .*leads nowhere at "staf\.?n?"; there is: .*staff/)
    expect(more).toMatch(/line 15 .*no figure is called "wat"; did you mean "wait"\?/)
    expect(more).toMatch(/line 17 .*no party with staff is called "desk:b"; did you mean "desk:a"\?/)
  })

  it.each([
    ['figure: wait', 'atMost: 20', 'is about a time: write its unit, such as "20 min"'],
    ['figure: openWait', 'atMost: 95%', 'is about a time: write its unit, such as "20 min"'],
    ['figure: deadlineMet', 'atLeast: 95', 'is about a share: write "95%", or 0.95'],
    ['figure: openCases', 'atMost: 20 min', 'is about a number: write one such as 12, without a unit'],
  ])('refuses, of %s, a bound of another kind: %s', async (figure, bound, told) => {
    const wrong = study.slice(0, -'  atMost: 2 h\n'.length).replace(/figure: wait$/m, figure)
    const { code, err } = await desk(`${wrong}  ${bound}\n`).convoke('simulate', 's.yaml')
    expect([code, err]).toEqual([2, expect.stringContaining(`line 20  find.${bound.split(':')[0]}: ${told}`)])
  })

  it('does not fall into parts for several machines where it asks more than one simulation', async () => {
    const { code, err } = await desk().convoke('simulate', 's.yaml', '--shard', '1/2', '--out', 'p.json')
    expect(code).toBe(2)
    expect(err).toContain('sweep:')
  })
})
