import type { Locale } from '@convoke/core'
import { en } from './words/en.js'
import { zhCN } from './words/zh-cn.js'

/** The name of a text of an import. */
export type ImportWord = keyof typeof en

const tables: { readonly [L in Locale]: Readonly<Record<ImportWord, string>> } = { en, 'zh-CN': zhCN }

/** A text in one language, its `{details}` filled in. */
export function tellImport(
  lang: Locale,
  word: ImportWord,
  details: Readonly<Record<string, string | number>> = {},
): string {
  return tables[lang][word].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))
}
