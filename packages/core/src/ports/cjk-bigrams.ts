/** Longer runs of letters are not words (a token, a picture in base64); the index keeps their beginning. */
const longestWord = 64

// Parted by script in one go: `\p{…}` classes are what takes the time here, so no letter is looked at twice.
const cjk = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u{30FC}\u{3005}]`
const letter = String.raw`[\p{L}\p{N}\p{M}]`
const run = new RegExp(`[${cjk}&&${letter}]+|[${letter}--${cjk}]+`, 'gv')
const isCjk = new RegExp(`^${cjk}`, 'v')
const plainText = /^\p{ASCII}*$/u
const plainWord = /[a-z0-9]+/g

/**
 * The index words of a text 二元分词: neighbouring pairs of CJK characters, and whole words of other scripts in lower
 * case, each once, in order of appearance.
 *
 * A text matches a query when it has every word of the query, so 停车位 asks for 停车 and 车位. A query without a
 * word, such as a single CJK character, matches nothing. Full-width forms count as their plain forms. Pure.
 *
 * @source our choice: trigram and word tokenizers of common databases find no row for a Chinese word of two characters
 * @example
 * textTokens('小区停车位 Lift ２号') // => ['小区', '区停', '停车', '车位', 'lift', '2']
 */
export function textTokens(text: string): string[] {
  const tokens = new Set<string>()
  if (plainText.test(text)) {
    for (const found of text.toLowerCase().match(plainWord) ?? []) addWord(tokens, found)
    return [...tokens]
  }
  for (const found of text.normalize('NFKC').toLowerCase().match(run) ?? []) {
    if (found.charCodeAt(0) > 0x7f && isCjk.test(found)) addPairs(tokens, [...found])
    else addWord(tokens, found)
  }
  return [...tokens]
}

function addWord(tokens: Set<string>, letters: string): void {
  tokens.add(letters.length > longestWord ? [...letters].slice(0, longestWord).join('') : letters)
}

function addPairs(tokens: Set<string>, characters: readonly string[]): void {
  for (let i = 1; i < characters.length; i += 1) tokens.add(characters[i - 1]! + characters[i]!)
}
