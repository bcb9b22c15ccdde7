// Text on its way into a page: escaped, in both languages, of which one is shown.
import { escapeHtml, type Locale } from '@convoke/core'
import type { Sentence } from '../study/result.js'

const locales: readonly Locale[] = ['zh-CN', 'en']

/** Controls, and marks that make text read in another order than it is written. */
const unsafe = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text of users as text of a page. */
export function text(value: string): string {
  return escapeHtml(shownText(value))
}

/** Text of users as it may be shown: on one line, in the order in which it is written. */
export function shownText(value: string): string {
  return value.replace(/[\t\r\n]+/g, ' ').replace(unsafe, '\ufffd')
}

/** A sentence in both languages; the page shows one. */
export function both(sentence: Sentence): string {
  return each(locale => text(sentence[locale]))
}

/** Markup made once for each language. */
export function each(make: (locale: Locale) => string): string {
  return locales.map(locale => `<span lang="${locale}">${make(locale)}</span>`).join('')
}

/** A table; cells are markup. */
export function tableOf(head: readonly Sentence[], rows: readonly (readonly string[])[], cssClass = ''): string {
  const header = head.map(one => `<th>${both(one)}</th>`).join('')
  const body = rows.map(cells => `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('\n')
  return `<div class="wide"><table class="${cssClass}"><thead><tr>${header}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}
