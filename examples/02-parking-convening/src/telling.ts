// Entries and deadlines in words, in both languages. The words are the case type's own labels.
import { conveningRequest } from '@convoke/case-types/convening-request'
import type { Entry, ExplainedDay, ExplainedDeadline } from 'convoke'
import { cast, type PartyName } from './cast.js'
import { lastMoment } from './clock.js'
import { type Both, pad, yellow } from './screen.js'

const { 'zh-CN': zh, en } = conveningRequest.labels
const both = (of: (language: 0 | 1) => string): Both => [of(0), of(1)]
const list = (items: readonly string[], language: 0 | 1) => items.join(language === 0 ? '、' : ', ')
const nameOf = (party: string, language: 0 | 1): string => cast[party as PartyName]?.[language] ?? party

/** A rung before the due date only tells somebody something. */
export function isReminder({ kind, data }: Entry): boolean {
  return kind === 'clock' && (data.rung === 'half' || data.rung === 'dayBefore')
}

/** What an entry says, or several entries of one moment that say the same. */
export function sentence(entries: readonly [Entry, ...Entry[]]): Both {
  const [{ kind, type, data }] = entries
  if (kind === 'clock') return both(language => timeIsUp(entries, language))
  if (kind === 'case' && type === 'case.refused')
    return [`⇄ 关联办件 ${data.link} 未能开立：${data.key}`, `⇄ linked case ${data.link} refused: ${data.key}`]
  return both(language => {
    const commands: Readonly<Record<string, string>> = language === 0 ? zh.commands : en.commands
    const opens: Both = ['发起', 'Open']
    const who = list(
      entries.map(({ by }) => nameOf(by, language)),
      language,
    )
    return `${who} · ${commands[type] ?? opens[language]}${about(data, language)}`
  })
}

/** Who did what, without the particulars. More than three at once are counted. */
export function brief(entries: readonly [Entry, ...Entry[]]): { readonly who: Both; readonly what: Both } {
  const opens: Both = ['发起', 'Open']
  const who = both(language => {
    if (entries.length > 3) return language === 0 ? `${entries.length}方` : `${entries.length} parties`
    return list(
      entries.map(({ by }) => nameOf(by, language)),
      language,
    )
  })
  const what = both(language => {
    const commands: Readonly<Record<string, string>> = language === 0 ? zh.commands : en.commands
    return commands[entries[0].type] ?? opens[language]
  })
  return { who, what }
}

function timeIsUp(entries: readonly [Entry, ...Entry[]], language: 0 | 1): string {
  const deadlines: Readonly<Record<string, string>> = language === 0 ? zh.deadlines : en.deadlines
  const [, name = ''] = entries[0].type.split('.')
  const keys = [...new Set(entries.map(({ data }) => subject(String(data.key), language)))].filter(key => key !== '')
  const up: Both = ['期限届满', 'TIME IS UP']
  return `⏱ ${deadlines[name]} ${yellow(up[language])}${keys.length === 0 ? '' : `: ${list(keys, language)}`}`
}

/** What a deadline's key stands for: a party, or an item; behind `@` and `|` it says which date and whose. */
function subject(key: string, language: 0 | 1): string {
  return nameOf(key.split(/[@|]/)[0] ?? '', language)
}

/** The item, the unit or the words that a command is about. */
function about(data: Entry['data'], language: 0 | 1): string {
  const one = data.item ?? data.subject ?? data.to ?? data.invitee ?? data.department
  const words = data.reason ?? data.report ?? data.title ?? data.list ?? (data.place === undefined ? data.time : null)
  const named = typeof one === 'string' ? ` ${nameOf(one, language)}` : ''
  return named + (language === 0 && words != null ? `:“${words}”` : '')
}

/** A deadline with the arithmetic of its date: what it is and until when, the days where they are few, the sum. */
export function explanation({ label, owes, dueAt, explanation: sum }: ExplainedDeadline): {
  readonly title: Both
  readonly days: readonly string[]
  readonly sum: Both
} {
  if (dueAt === null || sum === null) throw new Error(`no date to explain: ${label.en}`)
  const owners = (language: 0 | 1) =>
    list(
      owes.map(party => nameOf(party, language)),
      language,
    )
  const whose = (language: 0 | 1) => {
    if (owes.length === 0) return ''
    return language === 0 ? `（${owners(0)}）` : ` (${owners(1)})`
  }
  const until = lastMoment(dueAt)
  return {
    title: [yellow(`${label['zh-CN']}${whose(0)}：至 ${until}`), `${label.en}${whose(1)}: until ${until}`],
    days: sum.days.length > 12 ? [] : sum.days.map(dayLine),
    sum: [sum.sentence['zh-CN'], sum.sentence.en],
  }
}

const kinds: Readonly<Record<ExplainedDay['kind'], Both>> = {
  start: ['当日不计', 'start day'],
  working: ['工作日', 'working day'],
  'make-up': ['调休上班', 'make-up working day'],
  weekend: ['周末', 'weekend'],
  holiday: ['节假日', 'holiday'],
  calendar: ['自然日', 'calendar day'],
  'rolled-over': ['顺延', 'rolled over'],
  hours: ['工作时段', 'working hours'],
}

function dayLine({ date, kind, counted, name }: ExplainedDay): string {
  const weekday = '日一二三四五六'[new Date(`${date}T00:00Z`).getUTCDay()]
  const [chinese, english] = kinds[kind]
  const what = name === undefined || kind === 'make-up' ? chinese : `${chinese} ${name}`
  return `  ${date} 周${weekday}  ${pad(counted === null ? '' : `第${counted}日`, 8)}${pad(what, 16)}${english}`
}
