import { ConvokeError, nearest } from '@convoke/core'
import { figureIds } from '../study/figure-words.js'
import { type Figures, type Indicator, indicatorOf, shares } from '../study/indicators.js'

/** Which figure is meant: its id, what it is about as far as that is named, and for quantiles which share of cases. */
export interface Target {
  readonly id: string
  /** Only these dimensions must agree: `{ party: 'desk:a' }`, `{ outcome: 'agreed' }`. */
  readonly dims?: Readonly<Record<string, string>> | undefined
  /** The time within which this share of cases is closed, instead of the mean: 0.5, 0.9 or 0.95. */
  readonly share?: number | undefined
}

/** What was asked for cannot be explored, in both languages. */
export function unexplorable(en: string, zh: string, details: Readonly<Record<string, unknown>> = {}): ConvokeError {
  return new ConvokeError('simulate/explore', en, { details: { ...details, why: { en, 'zh-CN': zh } } })
}

/**
 * Refuses a figure that there cannot be, before anything is simulated; what it is about is known only afterwards.
 *
 * @throws ConvokeError `simulate/explore`
 */
export function holdToFigures(target: Target): void {
  const { id, share } = target
  if (!figureIds.includes(id)) throw noSuch(target, figureIds, `"${id}"`, figureIds.join(', '))
  if (share === undefined || (id === 'timeToClose' && shares.some(one => one === share))) return
  throw unexplorable(
    `"share" goes with timeToClose, and is one of ${shares.join(', ')}`,
    `"share" 只用于 timeToClose，须为 ${shares.join('、')} 之一`,
    { target },
  )
}

/**
 * The figure that is meant.
 *
 * @throws ConvokeError `simulate/explore` where there is none, or more than one
 */
export function figureOf(figures: readonly Figures[], target: Target): Figures {
  const { id, dims = {}, share } = target
  const wanted = share === undefined ? dims : { ...dims, share: String(share) }
  const found = figures.filter(
    one =>
      one.id === id &&
      (share !== undefined || one.kind !== 'quantile') &&
      Object.entries(wanted).every(([name, value]) => one.dims[name] === value),
  )
  if (found.length === 1) return found[0] as Figures
  const ids = [...new Set(figures.map(one => one.id))]
  const told = (list: readonly Figures[]) =>
    list
      .slice(0, 8)
      .map(one => written(id, one.dims))
      .join(', ')
  if (found.length > 1)
    throw unexplorable(
      `"${id}" is told of several: ${told(found)}; say which`,
      `"${id}" 有多项：${told(found)}；请指明哪一项`,
      {
        target,
      },
    )
  const own = figures.filter(one => one.id === id)
  if (own.length > 0) throw noSuch(target, [], written(id, wanted), told(own))
  throw noSuch(target, ids, `"${id}"`, ids.join(', '))
}

function noSuch(target: Target, ids: readonly string[], asked: string, known: string): ConvokeError {
  const [meant] = nearest(target.id, ids)
  const [enHint, zhHint] = meant === undefined ? ['', ''] : [` (did you mean ${meant}?)`, `（是否要用 ${meant}？）`]
  return unexplorable(
    `no such figure as ${asked}${enHint}; there is: ${known}`,
    `没有 ${asked} 这一数字${zhHint}；已有：${known}`,
    { target },
  )
}

/** A figure as it is asked for on a command line: `wait[party=desk:a]`. */
function written(id: string, dims: Readonly<Record<string, string>>): string {
  const parts = Object.entries(dims).map(([name, value]) => `${name}=${value}`)
  return parts.length === 0 ? id : `${id}[${parts.join(',')}]`
}

/** The figure that is meant, with its interval. */
export function measured(figures: readonly Figures[], target: Target, level: number): Indicator {
  return indicatorOf(figureOf(figures, target), level)
}

/** The value of a figure in the only replication it is of. */
export function valueIn({ fractions, values }: Figures, target: Target): number {
  const value = fractions?.map(({ sum, count }) => (count > 0 ? sum / count : null))[0] ?? values?.[0] ?? null
  if (value === null)
    throw unexplorable(
      `"${target.id}" is not defined in every replication; take more days`,
      `"${target.id}" 并非每次重复都有定义；请加长天数`,
      { target },
    )
  return value
}
