import { expect, it } from 'vitest'
import { readOptions } from '../oracle/options.js'

const options = {
  per: { takes: 'number', says: 'how many' },
  only: { takes: ['asking', 'desk'], says: 'this one alone' },
  loud: { takes: 'nothing', says: 'tells more' },
} as const
const read = (...args: readonly string[]) => readOptions(args, options)

it('what is given to a program is read', () => {
  expect(read()).toEqual({ given: {} })
  expect(read('--per', '60', '--only', 'desk', '--loud')).toEqual({ given: { per: '60', only: 'desk', loud: true } })
})

it('--help says what options there are, and starts nothing', () => {
  const help = read('--per', '60', '--help')
  expect(help).toMatchObject({ exitCode: 0 })
  for (const line of ['--per NUMBER  how many', '--only NAME  this one alone: asking, desk', '--loud  tells more'])
    expect(help).toMatchObject({ text: expect.stringContaining(line) })
})

it.each([
  [['--pre', '60'], "'--pre'"],
  [['desk'], "'desk'"],
  [['--per'], 'argument missing'],
  [['--per', 'sixty'], '--per takes a whole number from 1, not "sixty"'],
  [['--per', '0'], 'not "0"'],
  [['--only', 'dsk'], 'not "dsk"'],
])('%s is refused with exit code 2, and what there is', (args, why) => {
  const refused = read(...args)
  expect(refused).toMatchObject({ exitCode: 2, text: expect.stringContaining(why) })
  expect(refused).toMatchObject({ text: expect.stringContaining('--loud  tells more') })
})
