import { type AnyLabels, type Described, describeError, describeRefusal, type Refusal } from '@convoke/core'
import type { AuditReport } from '@convoke/engine'
import { cleanLine } from './clean.js'
import { type Look, labelled, listed } from './look.js'
import { endText } from './moment.js'
import { cut, table } from './table.js'
import { say, wordOr } from './words.js'

/** A refusal in words, dates on the clock of the look. */
export function refusalWords(look: Look, refusal: Refusal, labels: AnyLabels | undefined): Described {
  // Of a name that is misspelt, the right spelling is wanted, not the meaning.
  const words = labels !== undefined && refusal.code === 'input/unknown-command' ? { ...labels, commands: {} } : labels
  return describeRefusal(refusal, look.lang, { labels: words, instant: at => endText(at, look.zone) })
}

/** A refusal as the party reads it: why, what to do, which name was meant, what is worth trying. */
export function refusalLines(look: Look, refusal: Refusal, labels: AnyLabels | undefined): string[] {
  const { lang, paint } = look
  const { code, details, allowed } = refusal
  const { points = [] } = refusalWords(look, refusal, labels)
  // Point by point, where there are several; else in the sentence.
  const { issues: _, ...other } = details
  const { text, advice } = refusalWords(look, { ...refusal, details: other }, labels)
  // Whether there is no such case or the party is not in it: nobody was refused anything.
  const title = code === 'missing/case' ? '' : `${paint.red(say(lang, 'refused.title'))}  `
  const lines = [`${title}${cut(cleanLine(text), 2000)}  ${paint.dim(code)}`]
  lines.push(...points.map(point => `  ${cut(cleanLine(point), 400)}`))
  if (advice !== '') lines.push(cleanLine(advice))
  const { nearest } = details
  if (code === 'input/unknown-case-type' && Array.isArray(nearest) && nearest.length > 0) {
    lines.push(say(lang, 'refused.nearest', { names: listed(look, nearest.map(String)) }))
  }
  const named = allowed.map(
    name => `${cleanLine(name)} ${paint.dim(wordOr(lang, `act.${name}`, labelled(labels?.commands, name)))}`,
  )
  if (named.length > 0) lines.push(say(lang, 'refused.allowed', { commands: listed(look, named) }))
  return lines
}

/** What an audit found, and what it signed. */
export function auditLines(look: Look, { ok, cases, entries, faults, anchors, anchored }: AuditReport): string[] {
  const { lang, paint } = look
  const lines = ok
    ? [paint.green(say(lang, 'audit.ok', { cases, entries }))]
    : [
        paint.red(say(lang, 'audit.faults', { count: faults.length, cases, entries })),
        ...table(
          faults.map(({ caseId, seq, code }) => [
            caseId === '' ? say(lang, 'audit.store') : cleanLine(caseId),
            seq === null ? say(lang, 'audit.whole') : say(lang, 'audit.entry', { seq }),
            describeError({ code, details: {}, message: code }, lang).text,
            paint.dim(code),
          ]),
          2,
        ),
      ]
  if (anchors === null) lines.push(paint.dim(say(lang, 'audit.noKey')))
  else if (anchors.anchors === 0) lines.push(say(lang, 'audit.noAnchors'))
  else lines.push(say(lang, 'audit.anchors', { anchors: anchors.anchors, cases: anchors.cases }))
  if (anchored !== null) {
    const { n, root } = anchored
    lines.push(say(lang, 'audit.anchored', { n, root }), say(lang, 'audit.keep', { n, root }))
  }
  return lines
}
