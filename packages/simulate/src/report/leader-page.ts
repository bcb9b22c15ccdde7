// The one page that somebody who decides can act on: advice, what changes and whose power that is, effects, price, losers,
// assumptions, what to watch, what is not modelled. Chinese first.

import { knobsOf } from '@convoke/core'
import { leavesOutZero } from '../statistics/interval.js'
import { authorityWords } from '../study/authority-words.js'
import type { Effect } from '../study/effects.js'
import {
  confidenceText,
  differenceText,
  effectTitle,
  effectUnit,
  partyTitle,
  plainNumber,
  signed,
  type Titles,
} from '../study/figure-words.js'
import type { Change, Comparison, Sentence, SimulationResult } from '../study/result.js'
import { sideBySideWords } from '../study/side-by-side-words.js'
import { additionSections } from './addition-sections.js'
import { type Advice, adviceOn, isGone, type Loser, loserTitle, type Price } from './advice.js'
import { both, each, tableOf, text } from './markup.js'
import { correctedWords, gaming, words } from './report-words.js'

/** The page about one policy. */
export function leaderPage(result: SimulationResult, comparison: Comparison, titles: Titles): string {
  const advice = adviceOn(result, comparison, titles)
  const section = (title: Sentence, body: string) => `<section><h3>${both(title)}</h3>${body}</section>`
  return [
    `<article class="page ${advice.verdict}${advice.beyond.length > 0 ? ' unlawful' : ''}">`,
    `<h2>${text(comparison.name)}</h2>`,
    `<p class="advice">${both(advice.sentence)}</p>`,
    comparison.bottleneck === null ? '' : `<p>${both(words.underIt)} ${both(comparison.bottleneck)}</p>`,
    section(words.change, changesTable(comparison.changes)),
    section(
      words.effects,
      effectCards(advice.effects, titles, effect => isGone(effect, result, comparison)),
    ),
    comparison.control === undefined ? '' : `<p class="small">${both(correctedWords(comparison.control))}</p>`,
    ...comparison.sideBySide.map(one => `<p class="small">${both(sideBySideWords(one, titles))}</p>`),
    ...additionSections(result, comparison, titles),
    '<div class="columns">',
    section(words.price, priceTable(advice, titles)),
    section(words.losers, losersList(advice.losers, titles)),
    '</div>',
    section(words.watch, watchTable(advice, titles)),
    '<div class="columns">',
    section(words.gaming, gamingList(comparison.changes, titles)),
    section(words.assumptions, assumptionsList(result)),
    '</div>',
    '</article>',
  ].join('\n')
}

function changesTable(changes: readonly Change[]): string {
  if (changes.length === 0) return `<p>${both(words.noChange)}</p>`
  return tableOf(
    [words.changed, words.power, words.article],
    changes.map(({ sentence, power, authority }) => {
      const flag = authority === undefined ? '' : ` <b class="flag">${both(words.beyond)}</b>`
      const place = power.jurisdiction === null ? '' : ` (${text(power.jurisdiction)})`
      const read = power.readOn === null ? '' : ` <small>${text(power.readOn)}</small>`
      const article =
        power.source === null
          ? power.who === 'employer' || power.who === 'nobody'
            ? '–'
            : both(words.noArticle)
          : `${text(power.source)}${read}`
      return [both(sentence), `${both(authorityWords(power.who))}${place}${flag}`, article]
    }),
  )
}

function effectCards(effects: readonly Effect[], titles: Titles, isOver: (effect: Effect) => boolean): string {
  if (effects.length === 0) return `<p>${both(words.nothingMoves)}</p>`
  const cards = effects.map(effect => {
    const { diff, ci, from, to, better, pOneSided } = effect
    const isGood = pOneSided === null ? undefined : pOneSided >= 0.5
    const isSure = leavesOutZero(ci)
    const tone = better === null || !isSure || isOver(effect) ? '' : isGood === true ? ' good' : ' bad'
    const sure = isOver(effect)
      ? `<p>${both(words.deadlineGone)}</p>`
      : pOneSided === null
        ? ''
        : `<p>${both(isGood === true ? words.sureBetter : words.sureWorse)} ${percent(isGood === true ? pOneSided : 1 - pOneSided)}</p>`
    return [
      `<div class="card${tone}">`,
      `<h4>${both(effectTitle(effect, titles))} <small>${both(effectUnit(effect))}</small></h4>`,
      `<p class="big">${diff === null ? both(words.undefined) : text(signed(plainNumber(diff)))}</p>`,
      `<p>${both(words.interval)} ${range(ci, value => signed(plainNumber(value)))}</p>`,
      `<p>${text(plainNumber(from.estimate))} <small>${range(from.ci, plainNumber)}</small> → ${text(plainNumber(to.estimate))} <small>${range(to.ci, plainNumber)}</small></p>`,
      sure,
      '</div>',
    ].join('')
  })
  return `<div class="cards">${cards.join('')}</div>`
}

const mostRows = 6

function priceTable({ price }: Advice, titles: Titles): string {
  if (price.length === 0) return `<p>${both(words.free)}</p>`
  const hours = (value: number | null, ci: Price['ci'], write: (value: number) => string) =>
    value === null ? '–' : `${text(write(value))} <small>${range(ci, write)}</small>`
  const plain = (value: number) => value.toFixed(1)
  const rows = price
    .slice(0, mostRows)
    .map(({ party, from, fromCi, to, toCi, diff, ci }) => [
      both(partyTitle(party, titles)),
      hours(from, fromCi, plain),
      hours(to, toCi, plain),
      hours(diff, ci, value => signed(plain(value))),
    ])
  const rest = price.length - mostRows
  return `${tableOf([words.unit, words.now, words.after, words.difference], rows, 'numbers')}${rest > 0 ? `<p><small>${more(rest)}</small></p>` : ''}`
}

function losersList(losers: readonly Loser[], titles: Titles): string {
  const real = losers.filter(({ pWorse }) => pWorse > 0.5)
  if (real.length === 0) return `<p>${both(words.nobodyLoses)}</p>`
  const items = real.map(loser => {
    const { diff, ci, unit } = loser.row
    const amount = (value: number) => each(locale => text(differenceText(value, unit, locale)))
    const moved =
      diff === null
        ? ''
        : `${amount(diff)}${ci === null ? '' : ` <small>(${amount(ci[0])} … ${amount(ci[1])})</small>`}`
    const isShown = leavesOutZero(ci)
    const doubt = isShown ? '' : ` <small>(${both(words.notShown)})</small>`
    return `<li>${both(loserTitle(loser, titles))}: ${moved}; ${both(words.pWorse)} ${percent(loser.pWorse)}${doubt}</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

function watchTable({ watch, effects }: Advice, titles: Titles): string {
  if (watch.length === 0) return `<p>${both(effects.length === 0 ? words.nothingCounted : words.nothingToWatch)}</p>`
  return tableOf(
    [words.watchIndicator, words.expected, words.stop, words.by],
    watch.map(({ effect, stop, isMoreBad, months, by }) => {
      const title = effectTitle(effect, titles)
      return [
        both(title),
        `${text(plainNumber(effect.to.estimate))} <small>${range(effect.to.ci, plainNumber)}</small>`,
        `${isMoreBad ? '≥' : '≤'} ${text(plainNumber(stop))}`,
        each(locale => text(locale === 'en' ? `${by} (month ${months})` : `${by}（第 ${months} 个月）`)),
      ]
    }),
  )
}

function gamingList(changes: readonly Change[], titles: Titles): string {
  const kinds = new Set(changes.map(change => kindOf(change, titles)).filter(kind => kind !== undefined))
  const signals = [...new Set([...kinds].flatMap(kind => gaming[kind]))]
  if (signals.length === 0) return `<p>${both(words.noGaming)}</p>`
  return `<ul>${signals.map(signal => `<li>${both(signal)}</li>`).join('')}</ul>`
}

/** What kind of thing a parameter is, by its value: a period, a count, a share. */
function kindOf({ path, to }: Change, { caseTypes }: Titles): keyof typeof gaming | undefined {
  const [head, type, parameter] = path.split('.')
  if (head !== 'parameters' || parameter === undefined) return undefined
  const caseType = caseTypes.find(({ name }) => name === type)
  if (caseType === undefined || !Object.hasOwn(knobsOf(caseType), parameter)) return undefined
  if (typeof to === 'number') return /percent$/i.test(parameter) ? 'share' : 'count'
  return typeof to === 'object' && to !== null && 'unit' in to ? 'period' : undefined
}

const mostAssumptions = 8

function assumptionsList({ assumptions }: SimulationResult): string {
  const [first, ...rest] = assumptions
  if (first === undefined) return ''
  // The first stands under the title of the page, and is no item of the list.
  const measured = rest.filter(({ basis }) => basis === 'measured').length
  const sum = each(locale =>
    locale === 'en'
      ? `${measured} measured, ${rest.length - measured} assumed`
      : `实测 ${measured} 项，假定 ${rest.length - measured} 项`,
  )
  const shown = rest.slice(0, mostAssumptions)
  const items = shown.map(({ sentence, basis }) => `<li>${both(sentence)} <small>[${both(words[basis])}]</small></li>`)
  const left = rest.length - shown.length
  return `<p>${sum}</p><ul class="small">${items.join('')}${left > 0 ? `<li>${more(left)}</li>` : ''}</ul>`
}

function more(n: number): string {
  return both({
    'zh-CN': words.others['zh-CN'].replace('{n}', String(n)),
    en: words.others.en.replace('{n}', String(n)),
  })
}

function range(ci: readonly [low: number, high: number] | null, write: (value: number) => string): string {
  return ci === null ? '' : text(`${write(ci[0])} … ${write(ci[1])}`)
}

function percent(p: number): string {
  return each(locale => text(confidenceText(p, locale)))
}
