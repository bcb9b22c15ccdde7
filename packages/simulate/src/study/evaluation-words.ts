// What a policy changes of an evaluation, in words, and whose power that is.

import { outranks } from '@convoke/core'
import type { Dims } from '../run/tally.js'
import type { Arm } from '../scenario/schema.js'
import { figureTitle, type Titles } from './figure-words.js'
import { inChinese } from './in-chinese.js'
import type { Change, Sentence } from './result.js'

/** A change of an evaluation; undefined for anything else. */
export function evaluationChange(
  [head, name, member, ...inner]: readonly string[],
  from: unknown,
  to: unknown,
  { evaluations = {} }: Arm,
): Pick<Change, 'sentence' | 'power' | 'authority'> | undefined {
  if (head !== 'evaluations') return undefined
  const known = name !== undefined && Object.hasOwn(evaluations, name) ? evaluations[name] : undefined
  const who = known?.authority ?? 'town'
  const source = known?.source ?? null
  return {
    sentence: sentenceOf(name ?? '', member, inner, [from, to]),
    power: { who, jurisdiction: null, source, readOn: null },
    ...(outranks(who, 'town') ? { authority: { who, source } } : {}),
  }
}

function sentenceOf(
  name: string,
  member: string | undefined,
  inner: readonly string[],
  [from, to]: readonly [unknown, unknown],
): Sentence {
  const what: Sentence =
    member === 'rates' && inner[1] === 'weight'
      ? { en: `${name}, weight of ${inner[0]}`, 'zh-CN': inChinese`${name}中“${inner[0] ?? ''}”的权重` }
      : member === 'excluded'
        ? { en: `${name}, left out where`, 'zh-CN': inChinese`${name}的剔除条件` }
        : {
            en: ['evaluation', name, member, ...inner].filter(Boolean).join(', '),
            'zh-CN': ['考核', name, member, ...inner].filter(Boolean).join('·'),
          }
  const isList = member === 'excluded'
  return {
    en: `${what.en}: ${shown(from, 'nothing', isList ? ' or ' : undefined)} becomes ${shown(to, 'nothing', isList ? ' or ' : undefined)}`,
    'zh-CN': `${what['zh-CN']}：由 ${shown(from, '无', isList ? ' 或 ' : undefined)} 改为 ${shown(to, '无', isList ? ' 或 ' : undefined)}`,
  }
}

/** A value; a list of conditions as what has to hold. */
function shown(value: unknown, none: string, between: string | undefined): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return none
  if (between === undefined || !Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const condition = (one: object) =>
    Object.entries(one)
      .map(([field, wanted]) => `${field.replace('$', '')} = ${[wanted].flat().join('/')}`)
      .join(' & ')
  return value.map(condition).join(between)
}

/** The chance of a rank as it is called among figures: of whom, under which evaluation, and in which district if in one. */
export function rankTitle(rank: number, dims: Dims, titles: Titles): Sentence {
  const of = figureTitle({ id: 'score', dims }, titles, { isShort: true })
  return { en: `P(rank ${rank}): ${of.en}`, 'zh-CN': `第 ${rank} 名的概率：${of['zh-CN']}` }
}
