import { type AnyLabels, describeError, describeRefusal, type Refusal } from '@convoke/core'
import type { AuditReport } from '@convoke/engine'
import { cleanLine } from './clean.js'
import { type Look, labelled, listed } from './look.js'
import { endText } from './moment.js'
import { cut, table } from './table.js'
import { say, wordOr } from './words.js'

/** A refusal in the words of the party that was refused: why, what to do, which name was meant, what is worth trying. */
export function refusalLines(look: Look, refusal: Refusal, labels: AnyLabels | undefined): string[] {
  const { lang, paint } = look
  const { text, advice } = describeRefusal(refusal, lang, { labels, instant: at => endText(at, look.zone) })
  const lines = [
    `${paint.red(say(lang, 'refused.title'))}  ${cut(cleanLine(text), 2000)}  ${paint.dim(refusal.code)}`,
    ...(advice === '' ? [] : [cleanLine(advice)]),
  ]
  const named = (commands: readonly string[]) =>
    listed(
      look,
      commands.map(
        name => `${cleanLine(name)} ${paint.dim(wordOr(lang, `act.${name}`, labelled(labels?.commands, name)))}`,
      ),
    )
  const { nearest } = refusal.details
  if (Array.isArray(nearest) && nearest.length > 0) {
    lines.push(say(lang, 'refused.nearest', { commands: named(nearest.map(String)) }))
  }
  if (refusal.allowed.length > 0) lines.push(say(lang, 'refused.allowed', { commands: named(refusal.allowed) }))
  return lines
}

/** What an audit found. */
export function auditLines(
  look: Look,
  report: AuditReport,
  { hasKey, anchored }: { readonly hasKey: boolean; readonly anchored: boolean },
): string[] {
  const { lang, paint } = look
  const { ok, cases, entries, faults } = report
  const lines = ok
    ? [paint.green(say(lang, 'audit.ok', { cases, entries }))]
    : [
        paint.red(say(lang, 'audit.faults', { count: faults.length, cases, entries })),
        ...table(
          faults.map(({ caseId, seq, code }) => [
            cleanLine(caseId),
            seq === null ? say(lang, 'audit.whole') : say(lang, 'audit.entry', { seq }),
            describeError({ code, details: {}, message: code }, lang).text,
            paint.dim(code),
          ]),
          2,
        ),
      ]
  if (ok && anchored) lines.push(say(lang, 'audit.anchored'))
  if (!hasKey) lines.push(paint.dim(say(lang, 'audit.noKey')))
  return lines
}
