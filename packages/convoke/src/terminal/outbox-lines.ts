import type { DeadNotice, WaitingNotice } from '@convoke/core'
import { cleanLine } from './clean.js'
import { type Look, labelled, listed, partyText } from './look.js'
import { momentText } from './moment.js'
import { cut, table } from './table.js'
import { say, type Word } from './words.js'

/** Notices on their way, or those that failed for good: what, to whom, of which case, and how it stands. */
export function outboxLines(
  look: Look,
  kind: 'waiting' | 'dead',
  notices: readonly (WaitingNotice | DeadNotice)[],
): string[] {
  const { lang, paint } = look
  const title = paint.bold(say(lang, `heading.${kind}`))
  if (notices.length === 0) return [title, `  ${say(lang, 'none.notices')}`]
  const titles: readonly Word[] = [
    'column.notice',
    'column.to',
    'column.failures',
    kind === 'dead' ? 'column.failed' : 'column.ready',
    'column.case',
    'column.id',
  ]
  const rows = notices.map(notice => [
    labelled(undefined, notice.type),
    cut(receivers(look, notice.body.to), 40),
    String(notice.attempts),
    'error' in notice
      ? `${momentText(notice.failedAt, look.zone)}  ${cut(cleanLine(notice.error), 60)}`
      : stand(look, notice),
    notice.caseId,
    cleanLine(notice.id),
  ])
  return [title, ...table([titles.map(word => paint.dim(say(lang, word))), ...rows], 2)]
}

/** Parties, or the case that is told. */
function receivers(look: Look, to: unknown): string {
  if (typeof to === 'string') return partyText(look, to)
  if (!Array.isArray(to)) return '–'
  return listed(
    look,
    to.filter(one => typeof one === 'string').map(one => partyText(look, one)),
  )
}

function stand({ lang, now, zone }: Look, { readyAt }: WaitingNotice): string {
  if (readyAt === null) return say(lang, 'notice.behind')
  return readyAt <= now ? say(lang, 'notice.ready') : say(lang, 'notice.later', { at: momentText(readyAt, zone) })
}
