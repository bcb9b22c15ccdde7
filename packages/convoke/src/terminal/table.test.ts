import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { cut, table } from './table.js'

describe('a table', () => {
  it('aligns Chinese and Latin columns on a terminal', () => {
    const lines = table([
      ['停车', '社区办', 'x'],
      ['a', 'bc', 'y'],
    ])
    expect(lines).toEqual(['停车  社区办  x', 'a     bc      y'])
  })

  it('begins every column at one place, whatever the cells hold', () => {
    const cell = fc.stringMatching(/^[a-z停车难😀]{0,12}$/u)
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), rows => {
        const marked = table(rows.map(([first, second]) => [first, `|${second}`]))
        expect(new Set(marked.map(line => stringWidth(line.slice(0, line.indexOf('|'))))).size).toBe(1)
      }),
    )
  })

  it('has no spaces at the end of a line', () => {
    expect(
      table([
        ['a', ''],
        ['bc', 'd'],
      ]),
    ).toEqual(['a', 'bc  d'])
  })
})

describe('a text that is cut', () => {
  it('fits, and keeps its beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const shown = cut(text, columns)
        expect(stringWidth(shown)).toBeLessThanOrEqual(columns)
        expect(text.startsWith(shown.replace(/…$/, ''))).toBe(true)
      }),
    )
  })

  it('is left alone where it fits', () => {
    expect(cut('停车难', 6)).toBe('停车难')
    expect(cut('停车难', 5)).toBe('停车…')
    expect(cut('停车难', 4)).toBe('停…')
  })
})
