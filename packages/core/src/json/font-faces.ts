/** A part of a font that a page brings along, for the characters of its range. */
export interface ReportFont {
  /** A WOFF2 file in base 64. */
  readonly woff2: string
  /** As CSS writes it: `U+4e00-4e0f,U+6d4b`. */
  readonly unicodeRange: string
}

/**
 * The parts of a font as rules of CSS, by the name `Report Sans`: a page that brings them along is read where no font for its
 * characters is installed. What is no base 64 or no range is left out, so that nothing else can stand in the style. Pure.
 *
 * @example
 * const rule = fontFaces([{ woff2: 'd09GMg==', unicodeRange: 'U+4e00' }])
 * rule.startsWith("@font-face{font-family:'Report Sans'") // => true
 * fontFaces([{ woff2: '</style>', unicodeRange: 'U+4e00' }]) // => ''
 */
export function fontFaces(fonts: readonly ReportFont[]): string {
  return fonts
    .map(({ woff2, unicodeRange }) => {
      if (!/^[A-Za-z0-9+/=]*$/.test(woff2) || !/^[Uu+0-9A-Fa-f,\- ]*$/.test(unicodeRange)) return ''
      return `@font-face{font-family:'Report Sans';src:url(data:font/woff2;base64,${woff2}) format('woff2');unicode-range:${unicodeRange}}\n`
    })
    .join('')
}
