import type { Locale } from '@convoke/core'
import { en } from './words/en.js'
import { zhCN } from './words/zh-cn.js'

/** The name of a text of the terminal. */
export type Word = keyof typeof en

const tables: { readonly [L in Locale]: Readonly<Record<Word, string>> } = { en, 'zh-CN': zhCN }

/** A text in one language, its `{details}` filled in. */
export function say(lang: Locale, word: Word, details: Readonly<Record<string, string | number>> = {}): string {
  return tables[lang][word].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))
}

/** The text of a name that may have none, such as a rung that a case type named itself. */
export function wordOr(lang: Locale, word: string, otherwise: string): string {
  return Object.hasOwn(tables[lang], word) ? tables[lang][word as Word] : otherwise
}
