import type { AnyCaseType, AnyCaseView, AnyLabels, Locale, PartyId } from '@convoke/core'
import { cleanLine } from './clean.js'
import type { Paint } from './paint.js'
import { cut } from './table.js'

/** How something is shown: in which language, on which clock, in which width and colours. */
export interface Look {
  readonly lang: Locale
  /** IANA zone of every date. */
  readonly zone: string
  /** Epoch ms: what is due by then is overdue. */
  readonly now: number
  readonly paint: Paint
  readonly columns: number
  readonly caseTypes: readonly AnyCaseType[]
  /** The name a party is known by; its id where this gives none. */
  readonly names?: ((party: PartyId, lang: Locale) => string | undefined) | undefined
}

/** The case type of a case, of the very version; else of another version, whose words are better than none. */
export function caseTypeOf(
  { caseTypes }: Pick<Look, 'caseTypes'>,
  name: string,
  version?: string | undefined,
): AnyCaseType | undefined {
  const same = caseTypes.filter(caseType => caseType.name === name)
  return same.find(caseType => caseType.version === version) ?? same.at(-1)
}

/** Whether the rules of that very version are there. */
export function isLoaded({ caseTypes }: Pick<Look, 'caseTypes'>, name: string, version: string): boolean {
  return caseTypes.some(one => one.name === name && one.version === version)
}

/** The words of a case type in the language of the look. */
export function labelsOf(look: Look, name: string, version?: string | undefined): AnyLabels | undefined {
  return caseTypeOf(look, name, version)?.labels[look.lang]
}

/** The label of a name, or the name itself, safe for a terminal. */
export function labelled(labels: Readonly<Record<string, string>> | undefined, name: string): string {
  return cleanLine(labels !== undefined && Object.hasOwn(labels, name) ? (labels[name] as string) : name)
}

/** Names in the manner of the language, one after another. */
export function listed({ lang }: Pick<Look, 'lang'>, items: readonly string[]): string {
  return items.join(lang === 'zh-CN' ? '、' : ', ')
}

const partyColumns = 40

/** A party by its name or id, safe for a terminal. */
export function partyText({ names, lang }: Look, party: PartyId): string {
  return cut(cleanLine(names?.(party, lang) ?? party), partyColumns)
}

/** Parties by their names. */
export function partiesText(look: Look, parties: readonly PartyId[]): string {
  return listed(
    look,
    parties.map(party => partyText(look, party)),
  )
}

/** Where a case stands, in the words of its case type: the innermost active states. */
export function caseStateText(
  look: Look,
  { caseType, version, states }: Pick<AnyCaseView, 'caseType' | 'version' | 'states'>,
): string {
  const labels = labelsOf(look, caseType, version)
  const inner = states.filter(path => !states.some(other => other.startsWith(`${path}.`)))
  return listed(
    look,
    inner.map(path => labelled(labels?.states, path)),
  )
}
