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
import { inDistrict } from '../scenario/districts.js'
import { isRecord } from '../scenario/is-record.js'
import { patched } from '../scenario/patch.js'
import type { Arm } from '../scenario/schema.js'
import { additionWords } from './addition-words.js'
import { inEachDistrict, titlesOf } from './assumptions.js'
import { evaluationChange } from './evaluation-words.js'
import { partyTitle, type Titles } from './figure-words.js'
import { inChinese } from './in-chinese.js'
import { labelsOf } from './labels.js'
import { choiceWords, listWords, personMember } from './person-words.js'
import type { Change, Power, Sentence } from './result.js'
import { dayWords, everyWords, sessionMember, sessionWords } from './session-words.js'

/** What a policy changes of another, leaf by leaf, in words; what is a district's own with the name of the district. */
export function changesOf(one: Arm, other: Arm, registered: readonly AnyCaseType[]): readonly Change[] {
  const named = new Set([one, other].flatMap(({ versions = {} }) => Object.keys(versions)))
  const both = [one, other].map(arm => resolved(arm, typesUsed(arm, registered), named)) as [Arm, Arm]
  return [...differences(...districtsOwn(both), [])].map(({ path, from, to }) => {
    const district = isOfDistrict(path) ? path[1] : undefined
    const change = changeAt(district === undefined ? path : path.slice(2), [from, to], { other, registered, district })
    return { path: path.join('.'), from, to, ...inEachDistrict(change) }
  })
}

/** Where a change is made. */
interface Place {
  readonly other: Arm
  readonly registered: readonly AnyCaseType[]
  readonly district: string | undefined
}

function changeAt(
  path: readonly string[],
  [from, to]: readonly [from: unknown, to: unknown],
  { other, registered, district }: Place,
): Omit<Change, 'path' | 'from' | 'to'> {
  const titles = titlesOf(
    district === undefined ? other : { ...other, titles: inDistrict(other.titles, district) as Arm['titles'] },
  )
  const [head, typeName, parameter] = path
  const evaluation = evaluationChange(path, from, to, other)
  if (evaluation !== undefined) return evaluation
  const version = versionChange(path, from, to, registered)
  if (version !== undefined) return version
  const added = additionWords(path, from, to, registered)
  if (added !== undefined)
    return {
      sentence: added,
      power: { who: isOrganised(path) ? 'ours' : 'nobody', jurisdiction: null, source: null, readOn: null },
    }
  const caseType =
    head === 'parameters' ? versionOf(registered, typeName ?? '', other.versions?.[typeName ?? '']) : undefined
  const knob = caseType === undefined || parameter === undefined ? undefined : knobsOf(caseType)[parameter]
  const place = path.join('.')
  const words = knob?.title ?? staffOf(path, titles) ?? { en: place, 'zh-CN': place }
  const rest =
    knob === undefined
      ? ''
      : path
          .slice(3)
          .map(name => ` (${name})`)
          .join('')
  // Parties of a district have its name already.
  const where = district === undefined || head === 'parties' ? { en: '', 'zh-CN': '' } : districtWords(district)
  const isAbove = knob !== undefined && outranks(knob.authority, 'town')
  return {
    sentence: {
      en: `${words.en}${rest}${where.en}: ${told(path, from, 'en')} becomes ${told(path, to, 'en')}`,
      'zh-CN': `${words['zh-CN']}${rest}${where['zh-CN']}：由 ${told(path, from, 'zh-CN')} 改为 ${told(path, to, 'zh-CN')}`,
    },
    power: powerOver(head as string, knob),
    ...(isAbove ? { authority: { who: knob.authority, source: knob.source ?? null } } : {}),
  }
}

const districtWords = (name: string): Sentence => ({ en: `, ${name}`, 'zh-CN': `（${name}）` })

/** What a district may say of people and parameters, as the scenario does of all. */
const ownMembers = ['parties', 'parameters'] as const

const isOfDistrict = ([head, , member]: readonly string[]): boolean =>
  head === 'districts' && ownMembers.some(own => own === member)

/** Both policies with what a district of either says of its own people and parameters, as it holds there: beside what is said of all. */
function districtsOwn([one, other]: readonly [Arm, Arm]): readonly [Arm, Arm] {
  const names = [...new Set([one, other].flatMap(({ districts = {} }) => Object.keys(districts)))]
  const own = (arm: Arm): Arm => {
    if (arm.districts === undefined) return arm
    const districts = names.map(name => {
      const said = [one, other].map(({ districts: all = {} }) => all[name] ?? {})
      const held = ownMembers.map(member => {
        const whole = inDistrict(patched(arm[member], arm.districts?.[name]?.[member] ?? {}), name)
        const [first, second] = said.map(all => inDistrict(all[member], name))
        return [member, keptOf(whole, first, second)] as const
      })
      return [name, { ...arm.districts?.[name], ...Object.fromEntries(held) }] as const
    })
    return { ...arm, districts: Object.fromEntries(districts) }
  }
  return [own(one), own(other)]
}

/** Of a value the members that one of two others names. */
function keptOf(value: unknown, one: unknown, other: unknown): unknown {
  const named = [one, other].filter(isRecord)
  if (named.length === 0 || !isRecord(value) || isPeriod(value) || isFraction(value))
    return one === undefined && other === undefined ? undefined : value
  const names = [...new Set(named.flatMap(all => Object.keys(all)))]
  return Object.fromEntries(names.map(name => [name, keptOf(value[name], memberOf(one, name), memberOf(other, name))]))
}

const memberOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined)

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

/** With the defaults of parameters, and the versions of types of which a policy names one, so that a change says what it was before. */
function resolved(arm: Arm, caseTypes: readonly AnyCaseType[], named: ReadonlySet<string>): Arm {
  const used = caseTypes.filter(({ name }) => arm.links === true || arm.cases.some(({ type }) => type === name))
  const parameters = used.map(caseType => {
    const own = (arm.parameters[caseType.name] ?? {}) as JsonObject
    const all = resolveParameters(caseDefinition(caseType), [own])
    return [caseType.name, all.ok ? all.values : own] as const
  })
  const versions = used.filter(({ name }) => named.has(name)).map(({ name, version }) => [name, version])
  return {
    ...arm,
    ...(named.size === 0 ? {} : { versions: Object.fromEntries(versions) }),
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
