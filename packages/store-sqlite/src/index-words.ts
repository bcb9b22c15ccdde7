import { textTokens } from '@convoke/core'

/** Longer words are cut for the index, so that they are not found in the text as they stand. */
const longestFound = 63

/** The words of a text as its index has them: each once, parted by spaces. */
export function wordsOf(text: string): string {
  return textTokens(text).join(' ')
}

/** The words of a text, and which of them came and went since the text before; each list parted by spaces. */
export interface WordsAfter {
  readonly words: string
  readonly came: string
  readonly went: string
}

/**
 * The words of a text, where those of the text before are known: most appends change a few words of many. The same words
 * as those of {@link wordsOf}, in any order, which the index does not know.
 *
 * @param words of `before`
 */
export function wordsAfter(before: string, words: string, after: string): WordsAfter {
  const most = Math.min(before.length, after.length)
  // All characters that stay, laid over each other: plain letters as long as each is one.
  let kept = 0
  let from = 0
  for (; from < most && before.charCodeAt(from) === after.charCodeAt(from); from++) kept |= after.charCodeAt(from)
  let same = 0
  for (; same < most - from; same++) {
    const unit = after.charCodeAt(after.length - 1 - same)
    if (before.charCodeAt(before.length - 1 - same) !== unit) break
    kept |= unit
  }
  // What is the same begins and ends between two words.
  while (from > 0 && isLetter(after.charCodeAt(from - 1))) from -= 1
  while (same > 0 && isLetter(after.charCodeAt(after.length - same))) same -= 1
  const come = plainWords(after, from, after.length - same)
  const cut = plainWords(before, from, before.length - same)
  if (kept > 0x7f || come === undefined || cut === undefined) return wordsAnew(words, after)
  const gone = cut.filter(word => !come.includes(word))
  let known = ` ${words} `
  const text = gone.length === 0 ? '' : after.toLowerCase()
  const went = gone.filter(word => !hasWord(text, word))
  for (const word of went) known = known.replace(` ${word} `, ' ')
  const came = come.filter(word => !known.includes(` ${word} `))
  for (const word of came) known += `${word} `
  return { words: known.trim(), came: came.join(' '), went: went.join(' ') }
}

function wordsAnew(words: string, after: string): WordsAfter {
  const has = wordsOf(after)
  const without = (some: string, others: ReadonlySet<string>) =>
    some
      .split(' ')
      .filter(word => !others.has(word))
      .join(' ')
  return {
    words: has,
    came: without(has, new Set(words.split(' '))),
    went: without(words, new Set(has.split(' '))),
  }
}

/**
 * The words of a stretch of a text in lower case, each once; undefined where they are not as the index has them: of other
 * letters than plain ones, or long. As `textTokens`, by a loop of its own: each pattern is code that has to be fetched
 * again after the processor has slept.
 */
function plainWords(text: string, from: number, to: number): string[] | undefined {
  const words: string[] = []
  let start = from
  for (let i = from; i <= to; i++) {
    const unit = i < to ? text.charCodeAt(i) : 0x20
    if (unit > 0x7f) return undefined
    if (isLetter(unit)) continue
    const length = i - start
    if (length > longestFound) return undefined
    const word = length === 0 ? '' : text.slice(start, i).toLowerCase()
    if (word !== '' && !words.includes(word)) words.push(word)
    start = i + 1
  }
  return words
}

/** Whether a text in lower case has a word, and not only as a part of others. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text.charCodeAt(at - 1)) && !isLetter(text.charCodeAt(at + word.length))) return true
  }
  return false
}

/** Whether a character is one of a word; beyond ASCII nobody asks. Before and behind a text there is none. */
function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a)
}
