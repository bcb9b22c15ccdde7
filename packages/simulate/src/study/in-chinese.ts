// Chinese texts with names in them: a code, a word in Latin letters or a number keeps a space from the Chinese words beside it.

function together(pieces: readonly string[]): string {
  return pieces.reduce((text, piece) => {
    const isApart =
      (/\p{Script=Han}$/u.test(text) && /^[A-Za-z0-9]/.test(piece)) ||
      (/[A-Za-z0-9]$/.test(text) && /^\p{Script=Han}/u.test(piece))
    return `${text}${isApart ? ' ' : ''}${piece}`
  }, '')
}

/** A template of a Chinese text with names. Pure. */
export function inChinese(words: TemplateStringsArray, ...names: readonly string[]): string {
  return together(words.flatMap((piece, i) => (i === 0 ? [piece] : [names[i - 1] as string, piece])))
}

/** Chinese words with names where they stand in braces. Pure. */
export function namedInChinese(words: string, names: Readonly<Record<string, string>>): string {
  return together(words.split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 0 ? piece : (names[piece] as string))))
}
