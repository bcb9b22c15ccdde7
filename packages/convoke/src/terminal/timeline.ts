import type { Entry, JsonObject } from '@convoke/core'
import { cleanLine } from './clean.js'
import { type Look, labelled, labelsOf, listed, partyText } from './look.js'
import { momentText } from './moment.js'
import { brief } from './outline.js'
import { cut, table } from './table.js'
import { say, wordOr } from './words.js'

/** Entries as a table, what each was about under it; several looks say each entry in their languages, one under another. */
export function timeline(entries: readonly Entry[], looks: readonly Look[]): string[] {
  const [first] = looks
  if (first === undefined) return []
  if (entries.length === 0) return [say(first.lang, 'none.entries')]
  const told = entries.map(entry => looks.map((look, at) => row(entry, look, at > 0)))
  const lines = table(told.flat())
  const indent = 5
  let next = 0
  return entries.flatMap(entry => {
    const own = lines.slice(next, next + looks.length)
    next += looks.length
    const margin = ' '.repeat(indent)
    if (entry.kind === 'admin')
      return [
        ...own,
        ...adminLines(entry, first).map(line => margin + first.paint.dim(cut(line, first.columns - indent))),
      ]
    const about = aboutOf(entry)
    if (about === undefined) return own
    return [...own, margin + first.paint.dim(brief(first, about, first.columns - indent))]
  })
}

function row(entry: Entry, look: Look, isRepeated: boolean): string[] {
  const labels = labelsOf(look, entry.caseType, entry.version)
  const act = actText(entry, look)
  const isParty = entry.kind === 'command' || entry.type === 'case.started'
  const role = isParty ? labelled(labels?.roles, entry.role) : ''
  const { dim, yellow } = look.paint
  if (isRepeated) return ['', '', dim(whoText(entry, look)), dim(role), dim(act)]
  return [
    dim(String(entry.seq).padStart(3)),
    momentText(entry.at, look.zone),
    whoText(entry, look),
    role,
    entry.kind === 'clock' ? (isLate(entry) ? yellow(act) : dim(act)) : act,
  ]
}

/** Who acted, for whom, and by whose hand. */
function whoText({ kind, by, onBehalfOf, actor }: Entry, look: Look): string {
  if (kind === 'clock') return say(look.lang, 'who.clock')
  if (kind === 'case' && by.startsWith('case:')) return say(look.lang, 'who.case')
  const party = partyText(look, by)
  const named = actor === undefined ? party : say(look.lang, 'who.actor', { party, actor: partyText(look, actor) })
  if (onBehalfOf === undefined) return named
  return say(look.lang, 'who.for', { party: named, principal: partyText(look, onBehalfOf) })
}

/** What an entry did, in the words of its case type. */
export function actText({ kind, type, caseType, version, data }: Entry, look: Look): string {
  const labels = labelsOf(look, caseType, version)
  if (kind !== 'clock') return wordOr(look.lang, `act.${type}`, labelled(labels?.commands, type))
  const [, name = ''] = type.split('.')
  const rung = typeof data.rung === 'string' ? data.rung : 'due'
  return `${labelled(labels?.deadlines, name)} (${wordOr(look.lang, `rung.${rung}`, labelled(undefined, rung))})`
}

interface Administrative {
  readonly ground?: string
  readonly signatures?: readonly { readonly by: string; readonly actor: string }[]
  readonly from?: { readonly version?: string }
  readonly states?: { readonly after?: readonly string[] }
}

/** An administrative act: what exactly, then its ground and who signed. A whole new state is told as where it stands. */
function adminLines(entry: Entry, look: Look): string[] {
  const { ground = '', signatures = [], from, states, ...rest } = entry.data as Administrative & JsonObject
  const names = signatures.map(({ by, actor }) =>
    say(look.lang, 'who.actor', { party: partyText(look, by), actor: partyText(look, actor) }),
  )
  const labels = labelsOf(look, entry.caseType, entry.version)
  const what =
    entry.type === 'admin.migrate'
      ? say(look.lang, 'about.migrate', {
          from: cleanLine(from?.version ?? ''),
          to: cleanLine(entry.version),
          states: listed(
            look,
            (states?.after ?? []).map(path => labelled(labels?.states, path)),
          ),
        })
      : brief(look, rest, look.columns)
  const signed = say(look.lang, 'about.signed', { ground: cleanLine(ground), names: listed(look, names) })
  return Object.keys(rest).length === 0 ? [signed] : [what, signed]
}

/** A rung before the due date only tells somebody something. */
function isLate({ data }: Entry): boolean {
  return data.rung !== 'half' && data.rung !== 'dayBefore'
}

/** The part of an entry's data that a reader of the timeline wants; undefined where the act says it all. */
function aboutOf({ kind, type, data }: Entry): JsonObject | string | undefined {
  if (kind === 'clock') return typeof data.key === 'string' && data.key !== '' ? data.key : undefined
  const { facts: _, opening, ...rest } = data
  const about = type === 'case.started' ? opening : rest
  const given = Object.entries((about ?? {}) as JsonObject).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  )
  return given.length === 0 ? undefined : Object.fromEntries(given)
}
