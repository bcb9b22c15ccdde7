import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeCsv, escapeHtml, escapeMermaid } from './escape.js'

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'<>&"\';#`=+-@,\n\r\t {}[]()|%: 停') }),
)

describe('user text in HTML', () => {
  it('cannot open a tag, an attribute or an entity, and reads back as it was', () => {
    const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
    fc.assert(
      fc.property(text, text => {
        const escaped = escapeHtml(text)
        expect(escaped).not.toMatch(/[<>"']/)
        expect(escaped).not.toMatch(/&(?!(lt|gt|quot|#39|amp);)/)
        expect(escaped.replace(/&(lt|gt|quot|#39|amp);/g, entity => entities[entity] ?? '')).toBe(text)
      }),
    )
  })
})

describe('user text in Mermaid', () => {
  it('cannot end its label, start a directive or link, or break the line', () => {
    fc.assert(
      fc.property(text, text => {
        const escaped = escapeMermaid(text)
        expect(escaped.replace(/#\d+;/g, '')).not.toMatch(/["#;<>&`\\{}[\]()|%:\n\r\u2028\u2029]/)
      }),
    )
  })
  it('keeps Chinese as it is', () => {
    expect(escapeMermaid('停车,谁管?')).toBe('停车,谁管?')
    expect(escapeMermaid('a"] --> b[x\nclick a "javascript:x"')).toBe(
      'a#34;#93; --#62; b#91;x click a #34;javascript#58;x#34;',
    )
  })
})

/** The first field of a line, as RFC 4180 reads it. */
function readField(line: string): string {
  if (!line.startsWith('"')) return line.split(',')[0] ?? ''
  return /^"((?:[^"]|"")*)"/.exec(line)?.[1]?.replaceAll('""', '"') ?? ''
}

describe('user text in CSV', () => {
  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '=', '-', '＝1', "=cmd|' /C calc'!A0", '\n=1'])(
    'is no formula: %j',
    formula => {
      expect(readField(escapeCsv(formula))).toBe(`'${formula}`)
    },
  )
  it.each(['停车', 'a,b', 'a"b', 'a\nb', '-12.5', '+8', '12', '', 'x=1', ' x'])('stays as it is: %j', plain => {
    expect(readField(escapeCsv(plain))).toBe(plain)
  })
  it('is one field of one record, whatever it holds', () => {
    fc.assert(
      fc.property(text, text => {
        const field = readField(`${escapeCsv(text)},next`)
        expect([text, `'${text}`]).toContain(field)
        if (field === text) expect(field).not.toMatch(/^\s*[=@]|^\s*[+-](?!\d+(\.\d+)?$)/)
      }),
      { numRuns: 1000 },
    )
  })
})
