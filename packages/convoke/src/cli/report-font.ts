// The characters of a report as a font of its own, so that Chinese is read where no Chinese font is installed.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ReportFont } from '@convoke/core'
import subsetFont from 'subset-font'

const weights = { min: 400, max: 700 }

/**
 * The parts of Noto Sans SC that these texts need. The font comes in some hundred files of different characters; each is
 * cut down to those that occur.
 */
export async function fontsFor(text: string): Promise<readonly ReportFont[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'))
  const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>
  const characters = [...new Set(text)].filter(character => character >= ' ')
  const fonts: ReportFont[] = []
  const isTaken = new Set<string>()
  for (const [name, range] of Object.entries(ranges)) {
    const isIn = within(range)
    const own = characters.filter(character => !isTaken.has(character) && isIn(character.codePointAt(0) as number))
    if (own.length === 0) continue
    for (const character of own) isTaken.add(character)
    const file = await readFile(join(folder, 'files', `noto-sans-sc-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`))
    const part = await subsetFont(file, own.join(''), { targetFormat: 'woff2', variationAxes: { wght: weights } })
    fonts.push({ woff2: part.toString('base64'), unicodeRange: own.map(codePoint).join(',') })
  }
  return fonts
}

const codePoint = (character: string): string => `U+${(character.codePointAt(0) as number).toString(16)}`

/** Whether a code point lies in a range as CSS writes it. */
function within(range: string): (point: number) => boolean {
  const parts = range.split(',').map(part => {
    const [from = '', to = from] = part.trim().slice(2).split('-')
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
  })
  return point => parts.some(([from, to]) => point >= from && point <= to)
}
