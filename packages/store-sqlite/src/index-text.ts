import type { CaseIndex } from '@convoke/core'
import { isSameButText } from './facets.js'

interface Written {
  readonly index: CaseIndex
  readonly opening: string
}

/** By the list of parties, which is the same for a case until they change. */
const written = new WeakMap<CaseIndex['parties'], Written>()

/** An index as JSON. */
export function indexText(index: CaseIndex): string {
  return `${openingOf(index)}${JSON.stringify(index.text)}}`
}

/** An index as JSON, up to its text: that changes most, so it stands last, and the rest is written once. */
export function openingOf(index: CaseIndex): string {
  const known = written.get(index.parties)
  if (known !== undefined && isSameButText(known.index, index)) return known.opening
  const { text: _, ...rest } = index
  const opening = `${JSON.stringify(rest).slice(0, -1)},"text":`
  written.set(index.parties, { index, opening })
  return opening
}

/** How many openings are remembered where they are read. */
const mostRead = 8_192

/** Puts indexes together from {@link openingOf} and a text; those with the same opening share what they hold. */
export function indexReader(): (caseId: string, opening: string, text: string) => CaseIndex {
  const read = new Map<string, Written>()
  return (caseId, opening, text) => {
    const known = read.get(caseId)
    if (known?.opening === opening) return { ...known.index, text }
    const index = JSON.parse(`${opening}""}`) as CaseIndex
    if (read.size >= mostRead) read.clear()
    read.set(caseId, { index, opening })
    written.set(index.parties, { index, opening })
    return { ...index, text }
  }
}
