// What an act changed, in a few lines: where the case stands now, who owes what by when, and what may be done next.
import type { AnyCaseView, Entry, PartyId } from '@convoke/core'
import { cleanLine } from './clean.js'
import { deadlineRows } from './deadline-lines.js'
import { caseStateText, type Look, labelled, labelsOf, listed, partyText } from './look.js'
import { momentText } from './moment.js'
import { pad, table } from './table.js'
import { timeline } from './timeline.js'
import { say, type Word } from './words.js'

/** An act on a case, and the case around it. */
export interface Acted {
  readonly view: AnyCaseView
  /** The case before; absent where it was opened, or could not be seen. */
  readonly before?: AnyCaseView | undefined
  /** What happened between, such as a deadline that was due first; the act itself not among them. */
  readonly meanwhile?: readonly Entry[] | undefined
  readonly as: PartyId
}

/** More open deadlines than this are counted, not told. */
const mostDeadlines = 8

/** What came of an act. */
export function changeLines(look: Look, { view, before, meanwhile = [], as }: Acted): string[] {
  const { lang, paint, zone } = look
  const labels = labelsOf(look, view.caseType, view.version)
  const lines: string[] = []
  const field = (word: Word, text: string) => lines.push(`${paint.dim(pad(say(lang, word), 10))}${text}`)
  if (meanwhile.length > 0) lines.push(say(lang, 'change.meanwhile'), ...timeline(meanwhile, [look]), '')
  if (before === undefined) field('field.id', view.id)
  const state = paint.bold(caseStateText(look, view))
  const was = before === undefined ? state : caseStateText(look, before)
  const isSame = before !== undefined && was === caseStateText(look, view)
  field(
    'field.state',
    before === undefined ? state : say(lang, isSame ? 'change.stays' : 'change.moved', { state, was }),
  )
  if (view.settledAt !== null) field('field.settled', momentText(view.settledAt, zone))
  if (view.outcome !== null) field('field.outcome', labelled(labels?.outcomes, view.outcome))
  lines.push(...dueLines(look, view, before))
  lines.push(...nextLines(look, view, as))
  return lines
}

/** The open deadlines, those that are new marked. */
function dueLines(look: Look, { deadlines }: AnyCaseView, before: AnyCaseView | undefined): string[] {
  const { lang, paint } = look
  const title = paint.dim(pad(say(lang, 'field.due'), 10))
  if (deadlines.length === 0) return [`${title}${say(lang, 'none.due')}`]
  const isNew = (at: number) => {
    const one = deadlines[at]
    return !before?.deadlines.some(({ name, key, n }) => name === one?.name && key === one.key && n === one.n)
  }
  const rows = deadlineRows(look, deadlines.slice(0, mostDeadlines)).map(
    ([label = '', key = '', due = '', owes = ''], at) => [
      [label, key].filter(part => part !== '').join(' · '),
      due,
      owes,
      before !== undefined && isNew(at) ? paint.green(say(lang, 'change.new')) : '',
    ],
  )
  const more = deadlines.length - mostDeadlines
  return [
    ...table(rows).map((row, at) => `${at === 0 ? title : ' '.repeat(10)}${row}`),
    ...(more > 0 ? [`${' '.repeat(10)}${say(lang, 'change.more', { count: more })}`] : []),
  ]
}

/** What the party may try now; why not the rest is for `allowed`. What every case admits at any time is left out. */
function nextLines(look: Look, { allowed, caseType, version }: AnyCaseView, as: PartyId): string[] {
  const { lang, paint } = look
  const labels = labelsOf(look, caseType, version)
  const named = (verdict: 'yes' | 'depends') =>
    allowed
      .filter(one => one.verdict === verdict && !one.command.startsWith('case.'))
      .map(({ command }) => `${cleanLine(command)} ${paint.dim(labelled(labels?.commands, command))}`)
  const party = partyText(look, as)
  const title = paint.dim(pad(say(lang, 'field.next'), 10))
  const [yes, depends] = [named('yes'), named('depends')]
  if (yes.length + depends.length === 0) return [`${title}${say(lang, 'change.nothingNext', { party })}`]
  const lines = [
    ...(yes.length > 0 ? [say(lang, 'change.next', { party, commands: listed(look, yes) })] : []),
    ...(depends.length > 0 ? [say(lang, 'change.perhaps', { party, commands: listed(look, depends) })] : []),
  ]
  return lines.map((line, at) => `${at === 0 ? title : ' '.repeat(10)}${line}`)
}
