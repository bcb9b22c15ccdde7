import type { Allowed, AnyCaseView, Inbox, PartyId } from '@convoke/core'
import { describeRefusal } from '@convoke/core'
import { cleanLine } from './clean.js'
import { deadlineRows, dueText } from './deadline-lines.js'
import { caseStateText, caseTypeOf, isLoaded, type Look, labelled, labelsOf, listed, partyText } from './look.js'
import { endText, momentText } from './moment.js'
import { outline } from './outline.js'
import { cut, pad, table } from './table.js'
import { say, type Word, wordOr } from './words.js'

const header = (look: Look, words: readonly Word[]) => words.map(word => look.paint.dim(say(look.lang, word)))

/** Cases as a table, newest first, each with its next deadline. */
export function caseList(look: Look, cases: readonly AnyCaseView[]): string[] {
  if (cases.length === 0) return [say(look.lang, 'none.cases')]
  const rows = cases.map(view => {
    const next = view.deadlines.find(({ dueAt }) => dueAt !== null)
    return [
      view.id,
      cut(cleanLine(view.reference), 40),
      labelled({ [view.caseType]: labelsOf(look, view.caseType, view.version)?.title ?? view.caseType }, view.caseType),
      view.settledAt === null ? caseStateText(look, view) : look.paint.dim(caseStateText(look, view)),
      momentText(view.openedAt, look.zone),
      next === undefined ? nothingDue(look, view) : dueText(look, next),
    ]
  })
  const titles = ['column.id', 'column.reference', 'column.caseType', 'column.state', 'column.opened', 'column.due']
  return table([header(look, titles as Word[]), ...rows])
}

/** What stands where no date does: nothing, or that nobody can know. */
function nothingDue(look: Look, { caseType, version, settledAt }: AnyCaseView): string {
  if (settledAt !== null || isLoaded(look, caseType, version)) return ''
  return look.paint.yellow(say(look.lang, 'text.notLoaded', { version: cleanLine(version) }))
}

/** One case on a page: where it stands, who is in it, what is open, and what it holds. */
export function casePage(look: Look, view: AnyCaseView, as?: PartyId | undefined): string[] {
  const { lang, paint, zone } = look
  const labels = labelsOf(look, view.caseType, view.version)
  const roles = (names: readonly string[]) =>
    listed(
      look,
      names.map(name => labelled(labels?.roles, name)),
    )
  const lines = [paint.bold(`${cut(cleanLine(view.reference), 60)}  ${cleanLine(labels?.title ?? view.caseType)}`)]
  const field = (word: Word, text: string) => lines.push(`${paint.dim(pad(say(lang, word), 12))}${text}`)
  field('field.id', view.id)
  field('field.caseType', `${cleanLine(view.caseType)} ${cleanLine(view.version)}`)
  field('field.state', `${caseStateText(look, view)}  ${paint.dim(view.states.map(cleanLine).join(' '))}`)
  field('field.opened', momentText(view.openedAt, zone))
  if (view.settledAt !== null) field('field.settled', momentText(view.settledAt, zone))
  if (view.outcome !== null) field('field.outcome', labelled(labels?.outcomes, view.outcome))
  field('field.entries', String(view.seq))
  if (as !== undefined) field('field.roles', roles(view.roles))
  const isKnown = isLoaded(look, view.caseType, view.version)
  if (!isKnown) lines.push(paint.yellow(say(lang, 'text.unknownVersion')))
  const section = (title: string, body: readonly string[]) => {
    if (body.length > 0) lines.push('', paint.bold(title), ...body)
  }
  section(
    say(lang, 'heading.parties'),
    table(
      view.parties.map(({ party, roles: held }) => [partyText(look, party), roles(held)]),
      2,
    ),
  )
  section(say(lang, 'heading.deadlines'), table(deadlineRows(look, view.deadlines), 2))
  if (as !== undefined) {
    const party = partyText(look, as)
    section(say(lang, 'heading.allowed', { party }), allowedLines(look, view, as, 2))
  }
  section(say(lang, 'heading.data'), outline(look, view.data, 2))
  return lines
}

/** What a party may do: every command its roles admit, and why not where not. */
export function allowedLines(look: Look, view: AnyCaseView, as: PartyId, indent = 0): string[] {
  const { lang, paint } = look
  if (view.allowed.length === 0)
    return [`${' '.repeat(indent)}${say(lang, 'none.allowed', { party: partyText(look, as) })}`]
  const labels = labelsOf(look, view.caseType, view.version)
  const marks = { yes: paint.green('✓'), depends: paint.yellow('?'), no: paint.red('✗') }
  const order = { yes: 0, depends: 1, no: 2 }
  const rows = [...view.allowed]
    .sort((a, b) => order[a.verdict] - order[b.verdict])
    .map(allowed => [
      marks[allowed.verdict],
      cleanLine(allowed.command),
      wordOr(lang, `act.${allowed.command}`, labelled(labels?.commands, allowed.command)),
      allowed.verdict === 'no'
        ? paint.dim(reasonText(look, view, allowed))
        : [say(lang, `verdict.${allowed.verdict}`), ...dateTexts(look, allowed)].join(lang === 'en' ? '; ' : '；'),
    ])
  return table(rows, indent)
}

/** Between which days the dates of a command may lie now. */
function dateTexts({ lang }: Look, { dates = {} }: Allowed): string[] {
  return Object.entries(dates).flatMap(([field, { earliest, latest }]) => {
    if (earliest === undefined && latest === undefined) return []
    const form = latest === undefined ? 'from' : earliest === undefined ? 'until' : 'between'
    return [say(lang, `dates.${form}`, { field: cleanLine(field), earliest: earliest ?? '', latest: latest ?? '' })]
  })
}

/** Why a command is refused beforehand. */
function reasonText(look: Look, view: AnyCaseView, { command, reason }: Allowed): string {
  if (reason === undefined) return say(look.lang, 'verdict.no')
  const { code, guard, label } = reason
  if (label !== undefined) return cleanLine(label[look.lang])
  const labels = caseTypeOf(look, view.caseType, view.version)?.labels[look.lang]
  const details = {
    command,
    ...(guard === undefined ? {} : { guard }),
    ...(code === 'refusal/recused' ? { party: look.lang === 'en' ? 'The party' : '该方' } : {}),
  }
  return cleanLine(
    describeRefusal({ code, details }, look.lang, { labels, instant: at => endText(at, look.zone) }).text,
  )
}

/** What a party owes, earliest first, and the versions of cases of which that cannot be told. */
export function inboxLines(look: Look, party: PartyId, items: Inbox, notLoaded: readonly string[] = []): string[] {
  const versions = listed(look, notLoaded.map(cleanLine))
  const broken = (items.leftOut ?? []).filter(({ code }) => code !== 'history/unknown-version')
  const cases = listed(
    look,
    broken.map(({ caseId, code }) => cleanLine(`${caseId} (${code})`)),
  )
  const leftOut = [
    ...(versions === '' ? [] : [say(look.lang, 'text.leftOut', { versions })]),
    ...(cases === '' ? [] : [say(look.lang, 'text.leftOutBroken', { cases })]),
  ].map(line => look.paint.yellow(line))
  if (items.length === 0) {
    return leftOut.length === 0 ? [say(look.lang, 'none.inbox', { party: partyText(look, party) })] : leftOut
  }
  const rows = items.map(({ caseId, reference, deadline }) => [
    dueText(look, deadline),
    cleanLine(deadline.label[look.lang]),
    cut(cleanLine(deadline.key), 40),
    cut(cleanLine(reference), 40),
    caseId,
  ])
  const titles = ['column.due', 'column.deadline', 'column.about', 'column.reference', 'column.id']
  return [...table([header(look, titles as Word[]), ...rows]), ...leftOut]
}
