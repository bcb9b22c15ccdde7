// One page for a browser that asks nothing of a network: its head, its language, its charts, its script.
import { fontFaces, type Locale, type ReportFont, sha256Hex } from '@convoke/core'
import type { Chart } from './charts.js'
import { both, shownText, text } from './markup.js'
import { words } from './report-words.js'
import { style } from './style.js'

/** What a page is made of. */
export interface Page {
  readonly title: string
  /** Markup; what is empty is left out. */
  readonly body: readonly string[]
  readonly charts: readonly Chart[]
  readonly script: string | undefined
  readonly fonts: readonly ReportFont[]
  /** The language it begins in; the other is a click away. */
  readonly locale: Locale
}

/** A page in Chinese and English. A policy for its content lets no script run but the one given. */
export function pageOf({ title, body, charts, script, fonts, locale }: Page): string {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    ...(script === undefined ? [] : [`script-src 'sha256-${base64OfHex(sha256Hex(scriptText(script)))}'`]),
  ].join('; ')
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<title>${text(title)}</title>`,
    `<style>${fontFaces(fonts)}${style}</style>`,
    '</head>',
    '<body>',
    `<nav aria-label="${text(`${words.language['zh-CN']} ${words.language.en}`)}">`,
    `<input type="radio" name="language" id="zh"${locale === 'zh-CN' ? ' checked' : ''}><label for="zh">中文</label>`,
    `<input type="radio" name="language" id="english"${locale === 'en' ? ' checked' : ''}><label for="english">English</label>`,
    '</nav>',
    ...body,
    ...(script === undefined
      ? []
      : [
          `<script type="application/json" id="charts">${jsonInPage(charts)}</script>`,
          `<script>${scriptText(script)}</script>`,
        ]),
    '</body>',
    '</html>',
    '',
  ]
    .filter(line => line !== '')
    .join('\n')
}

/** Places for the charts; without a script there is nothing to draw them. */
export function figuresOf(charts: readonly Chart[], script: string | undefined): readonly string[] {
  if (script === undefined) return []
  return [
    `<noscript><p>${both(words.noScript)}</p></noscript>`,
    ...charts.map(
      ({ id, title, unit, kind }) =>
        `<figure><figcaption>${both(title)}${kind === 'dots' ? '' : ` <small>${both(unit)}</small>`}</figcaption><div class="chart" data-chart="${text(id)}"></div></figure>`,
    ),
  ]
}

/** A script that cannot end the element it stands in. */
function scriptText(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

/** JSON that cannot end the element it stands in. */
function jsonInPage(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'string' ? shownText(one) : one))
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}

function base64OfHex(hex: string): string {
  const bytes = (hex.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16))
  return btoa(String.fromCharCode(...bytes))
}
