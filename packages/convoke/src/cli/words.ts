import type { Locale } from '@convoke/core'
import { en } from './words/en.js'
import { zhCN } from './words/zh-cn.js'

/** The name of a text of the command line. */
export type CliWord = keyof typeof en

/** The codes of wrong use. */
export type UsageCode = Extract<CliWord, `usage/${string}`>

const tables: { readonly [L in Locale]: Readonly<Record<CliWord, string>> } = { en, 'zh-CN': zhCN }

/** A text in one language, its `{details}` filled in. */
export function tell(lang: Locale, word: CliWord, details: Readonly<Record<string, string | number>> = {}): string {
  return tables[lang][word].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''))
}
