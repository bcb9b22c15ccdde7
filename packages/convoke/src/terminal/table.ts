import stringWidth from 'string-width'

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Text cut to so many columns of a terminal, where a Chinese character takes two; what was cut ends in `…`. */
export function cut(text: string, columns: number): string {
  // Nothing fits that is so long: a megabyte need not be measured, nor taken apart.
  const start = text.length > columns * 8 ? text.slice(0, columns * 8) : text
  if (start.length === text.length && stringWidth(text) <= columns) return text
  let kept = ''
  let width = 0
  for (const { segment } of letters.segment(start)) {
    const more = stringWidth(segment)
    if (width + more > columns - 1) break
    kept += segment
    width += more
  }
  return `${kept}…`
}

/** Text filled with spaces up to so many columns. Colours do not count. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)))
}

/** Rows as lines whose cells stand in columns; no spaces at the end of a line. Cells are cut before they are coloured. */
export function table(rows: readonly (readonly string[])[], indent = 0): string[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, at) => {
      widths[at] = Math.max(widths[at] ?? 0, stringWidth(cell))
    })
  const margin = ' '.repeat(indent)
  return rows.map(row => (margin + row.map((cell, at) => pad(cell, widths[at] as number)).join('  ')).trimEnd())
}
