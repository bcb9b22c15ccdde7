import {
  type AnyCaseType,
  caseDefinition,
  type JsonObject,
  type Knob,
  knobsOf,
  type Locale,
  outranks,
  resolveParameters,
} from '@convoke/core'
import type { Sessions } from '../scenario/additions/sessions.js'
import { typesUsed, versionOf } from '../scenario/additions/versions.js'
import { isRecord } from '../scenario/is-record.js'
import type { Arm } from '../scenario/schema.js'
import { additionWords } from './addition-words.js'
import { titlesOf } from './assumptions.js'
import { evaluationChange } from './evaluation-words.js'
import { partyTitle, type Titles } from './figure-words.js'
import { inChinese } from './in-chinese.js'
import { labelsOf } from './labels.js'
import { choiceWords, listWords, personMember } from './person-words.js'
import type { Change, Power, Sentence } from './result.js'
import { dayWords, everyWords, sessionMember, sessionWords } from './session-words.js'

/** What a policy changes of another, leaf by leaf, in words. */
export function changesOf(one: Arm, other: Arm, registered: readonly AnyCaseType[]): readonly Change[] {
  const titles = titlesOf(other)
  const caseTypes = typesUsed(other, registered)
  return [...differences(resolved(one, typesUsed(one, registered)), resolved(other, caseTypes), [])].map(
    ({ path, from, to }) => {
      const place = path.join('.')
      const [head, typeName, parameter] = path
      const evaluation = evaluationChange(path, from, to, other)
      if (evaluation !== undefined) return { path: place, from, to, ...evaluation }
      const version = versionChange(path, from, to, registered)
      if (version !== undefined) return { path: place, from, to, ...version }
      const added = additionWords(path, from, to, registered)
      if (added !== undefined)
        return {
          path: place,
          from,
          to,
          sentence: added,
          power: { who: isOrganised(path) ? 'ours' : 'nobody', jurisdiction: null, source: null, readOn: null },
        }
      const caseType =
        head === 'parameters' ? versionOf(registered, typeName ?? '', other.versions?.[typeName ?? '']) : undefined
      const knob = caseType === undefined || parameter === undefined ? undefined : knobsOf(caseType)[parameter]
      const words = knob?.title ?? staffOf(path, titles) ?? { en: place, 'zh-CN': place }
      const rest =
        knob === undefined
          ? ''
          : path
              .slice(3)
              .map(name => ` (${name})`)
              .join('')
      const isAbove = knob !== undefined && outranks(knob.authority, 'town')
      return {
        ...{ path: place, from, to },
        sentence: {
          en: `${words.en}${rest}: ${told(path, from, 'en')} becomes ${told(path, to, 'en')}`,
          'zh-CN': `${words['zh-CN']}${rest}：由 ${told(path, from, 'zh-CN')} 改为 ${told(path, to, 'zh-CN')}`,
        },
        power: powerOver(head as string, knob),
        ...(isAbove ? { authority: { who: knob.authority, source: knob.source ?? null } } : {}),
      }
    },
  )
}

/** Where and from when a policy holds, and how owners are reminded, is for whoever arranges it; what happens and what people do is nobody's to order. */
function isOrganised([head, , member]: readonly string[]): boolean {
  return (
    head === 'effective' ||
    (head === 'electorates' && ['reminders', 'notice', 'voting', 'counting', 'revotes'].includes(member ?? ''))
  )
}

/** Another version of a case type, or whether cases open others, in words; undefined for anything else. */
function versionChange(
  [head, name]: readonly string[],
  from: unknown,
  to: unknown,
  caseTypes: readonly AnyCaseType[],
): Pick<Change, 'sentence' | 'power'> | undefined {
  const power: Power = { who: 'ours', jurisdiction: null, source: null, readOn: null }
  const newest = (locale: Locale) => (name === undefined ? '' : (labelsOf(caseTypes, name, locale)?.title ?? name))
  const said = (value: unknown, locale: Locale) =>
    value === null ? (locale === 'en' ? 'the newest' : '最新版本') : String(value)
  if (head === 'links')
    return {
      power: { ...power, who: 'nobody' },
      sentence:
        to === true
          ? { en: 'cases open and join linked ones', 'zh-CN': '办件可开立、并入关联办件' }
          : { en: 'cases open no linked ones', 'zh-CN': '办件不再开立关联办件' },
    }
  if (head !== 'versions') return undefined
  return {
    power,
    sentence: {
      en: `version of ${newest('en')}: ${said(from, 'en')} becomes ${said(to, 'en')}`,
      'zh-CN': inChinese`${newest('zh-CN')}的版本：由 ${said(from, 'zh-CN')} 改为 ${said(to, 'zh-CN')}`,
    },
  }
}

/** How many persons a party has, in words; undefined for anything else. */
function staffOf([head, party, ...below]: readonly string[], titles: Titles['parties']): Sentence | undefined {
  if (head !== 'parties' || party === undefined) return undefined
  const [member, inner] = below
  const title = partyTitle(party, { caseTypes: [], parties: titles })
  if (member === 'restDays')
    return { en: `on duty at ${title.en} on days of rest`, 'zh-CN': inChinese`${title['zh-CN']}休息日值班人数` }
  if (member === 'sessions') return sessionMember(inner, title)
  if (member !== 'staff') return personMember(below, title)
  return { en: `people at ${title.en}`, 'zh-CN': inChinese`${title['zh-CN']}的人数` }
}

function powerOver(head: string, knob: Knob | undefined): Power {
  if (knob === undefined) {
    const who = head === 'parties' || head === 'hours' ? 'employer' : 'nobody'
    return { who, jurisdiction: null, source: null, readOn: null }
  }
  const { authority, jurisdiction = null, source = null, readOn = null } = knob
  return { who: authority, jurisdiction, source, readOn }
}

/** With the defaults of parameters, so that a change says what it was before. */
function resolved(arm: Arm, caseTypes: readonly AnyCaseType[]): Arm {
  const used = caseTypes.filter(({ name }) => arm.links === true || arm.cases.some(({ type }) => type === name))
  const named = Object.keys(arm.versions ?? {})
  const parameters = used.map(caseType => {
    const own = (arm.parameters[caseType.name] ?? {}) as JsonObject
    const all = resolveParameters(caseDefinition(caseType), [own])
    return [caseType.name, all.ok ? all.values : own] as const
  })
  const versions = used.filter(({ name }) => named.includes(name)).map(({ name, version }) => [name, version])
  return {
    ...arm,
    ...(named.length === 0 ? {} : { versions: Object.fromEntries(versions) }),
    parameters: { ...arm.parameters, ...Object.fromEntries(parameters) },
  }
}

interface Difference {
  readonly path: readonly string[]
  readonly from: unknown
  readonly to: unknown
}

function* differences(from: unknown, to: unknown, path: readonly string[]): Generator<Difference> {
  if (JSON.stringify(from) === JSON.stringify(to)) return
  if (isRecord(from) && isRecord(to) && ![from, to].some(one => isPeriod(one) || isFraction(one))) {
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)]))
      yield* differences(from[name], to[name], [...path, name])
  } else yield { path, from: from ?? null, to: to ?? null }
}

const units: Readonly<Record<string, Sentence>> = {
  minute: { en: 'minute', 'zh-CN': '分钟' },
  hour: { en: 'hour', 'zh-CN': '小时' },
  'working-hour': { en: 'working hour', 'zh-CN': '个工作小时' },
  'calendar-day': { en: 'day', 'zh-CN': '天' },
  'working-day': { en: 'working day', 'zh-CN': '个工作日' },
}

function shown(value: unknown, locale: Locale): string {
  if (value === null || value === undefined) return locale === 'en' ? 'nothing' : '无'
  if (typeof value === 'boolean') return locale === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否'
  if (isFraction(value)) return `${value.need}/${value.of}`
  if (!isPeriod(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const unit = units[value.unit]?.[locale] ?? value.unit
  return locale === 'en' ? `${value.n} ${unit}${value.n === 1 ? '' : 's'}` : `${value.n} ${unit}`
}

/** A value where it stands: of sessions in their own words. */
function told([head, , member, inner]: readonly string[], value: unknown, locale: Locale): string {
  const choice = head === 'parties' ? choiceWords(member, value, locale) : undefined
  if (choice !== undefined) return choice
  if (head !== 'parties' || value === null || value === undefined) return shown(value, locale)
  if (member !== 'sessions') return listWords(value, locale) ?? shown(value, locale)
  if (inner === undefined) return sessionWords(value as Sessions, undefined, locale)
  if (inner === 'every') return everyWords(value as Sessions['every'], locale)
  return inner === 'on' ? dayWords(value as NonNullable<Sessions['on']>, locale) : shown(value, locale)
}

/** A period is one thing, not two. */
function isPeriod(value: unknown): value is { readonly n: number; readonly unit: string } {
  return isRecord(value) && typeof value.n === 'number' && typeof value.unit === 'string'
}

/** So is a share that is needed. */
function isFraction(value: unknown): value is { readonly need: number; readonly of: number } {
  return isRecord(value) && typeof value.need === 'number' && typeof value.of === 'number'
}
