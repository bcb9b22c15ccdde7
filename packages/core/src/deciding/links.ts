import type { JsonObject } from '../json/json.js'
import type { LinkedCase } from './case-state.js'
import type { Effect } from './decision.js'

/** News of a linked case. */
export interface LinkAct {
  readonly type: 'case.opened' | 'case.refused' | 'case.settled'
  readonly seen: JsonObject
}

/**
 * The book of linked cases after what a step asked for: each `case.open` begins a new entry as `opening`. Opening the
 * same link and key again replaces the earlier entry. Pure.
 */
export function linksAfter(links: readonly LinkedCase[], effects: readonly Effect[]): readonly LinkedCase[] {
  let result = links
  for (const { link } of effects) {
    if (link?.act !== 'open') continue
    result = [
      ...result.filter(known => known.link !== link.name || known.key !== link.key),
      { link: link.name, key: link.key, caseId: null, status: 'opening', outcome: null },
    ]
  }
  return result
}

/**
 * The book of linked cases after news. News may come twice and, over a restart, in another order than it was sent, so
 * that only what moves a link forward is written: `opened` and `refused` answer an opening and nothing else, and a
 * settling counts only for the case that the link stands for now. News of a link nobody opened changes nothing. Pure.
 */
export function linksAfterNews(links: readonly LinkedCase[], { type, seen }: LinkAct): readonly LinkedCase[] {
  const at = links.findIndex(known => known.link === seen.link && known.key === seen.key)
  const known = links[at]
  const next = known && moved(known, type, seen)
  return next === undefined ? links : links.map((link, index) => (index === at ? next : link))
}

function moved(known: LinkedCase, type: LinkAct['type'], { caseId, outcome }: LinkAct['seen']): LinkedCase | undefined {
  const id = typeof caseId === 'string' ? caseId : null
  if (type === 'case.opened') return known.status === 'opening' ? { ...known, status: 'open', caseId: id } : undefined
  // A refusal of something told to an open case comes under the same type and says nothing about the link.
  if (type === 'case.refused') return known.status === 'opening' ? { ...known, status: 'refused' } : undefined
  if (known.caseId !== null && known.caseId !== id) return undefined
  return { ...known, status: 'settled', caseId: id, outcome: typeof outcome === 'string' ? outcome : null }
}
