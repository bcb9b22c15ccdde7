import type { Door } from './doors.js'
import type { PublicExport } from './public-exports.js'

/** A part of an entry point that has a page of its own. */
export interface Section {
  readonly file: string
  readonly title: string
  readonly door: Door
  readonly names: readonly PublicExport[]
}

/** How the folders of a large package read as subjects, in the order of a reader's way through it. */
const subjects: Readonly<Record<string, string>> = {
  definition: 'declaring a case type',
  deciding: 'deciding and replaying',
  ports: 'the ports, and the types of an engine',
  votes: 'votes and tallies',
  privacy: 'marked fields and redaction',
  journal: 'entries, the chain, case files, anchors',
  errors: 'refusals and errors',
  json: 'canonical JSON, hashes, escaping',
  'memory-store': 'the memory store',
}

/** An entry point of more names than this is split by subject: by the folders its sources stand in. */
const largest = 100

/** Types that carry the checks at compile time: they stand in signatures, nobody writes them. */
export const isBehindTheTyping = ({ isType, place }: PublicExport): boolean =>
  isType && /\/(?:definition\/type-|type-test)/.test(place)

const pageName = (specifier: string): string => specifier.replace(/^@convoke\//, '').replaceAll('/', '-')

export const sectionsOf = (door: Door): Section[] => {
  const file = pageName(door.specifier)
  if (door.names.length <= largest) return [{ file: `${file}.md`, title: door.specifier, door, names: door.names }]
  const folderOf = ({ place }: PublicExport): string => /\/src\/([^/]+)\//.exec(place)?.[1] ?? ''
  const unknown = [...new Set(door.names.map(folderOf))].filter(folder => !(folder in subjects))
  if (unknown.length > 0)
    throw new Error(`say in .ci/docs/api-sections.ts what ${unknown.join(', ')} of ${file} is about`)
  return Object.entries(subjects).flatMap(([folder, subject]) => {
    const names = door.names.filter(one => folderOf(one) === folder)
    return names.length === 0
      ? []
      : [{ file: `${file}-${folder}.md`, title: `${door.specifier}: ${subject}`, door, names }]
  })
}

const byName = (a: PublicExport, b: PublicExport): number =>
  a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }) || (a.name < b.name ? -1 : 1)

export const kindOf = (one: PublicExport): 'Functions' | 'Values and classes' | 'Types' =>
  one.isType ? 'Types' : one.isFunction ? 'Functions' : 'Values and classes'

/** The chapters of a page, in order; the keys are their anchors. */
export const headings = {
  functions: 'Functions',
  'values-and-classes': 'Values and classes',
  types: 'Types',
} as const

/** By chapter, then by name: the order in which headings get their anchors. */
export const inOrder = (names: readonly PublicExport[]): PublicExport[] => {
  const rank = (one: PublicExport) =>
    isBehindTheTyping(one) ? Object.values(headings).length : Object.values(headings).indexOf(kindOf(one))
  return [...names].sort((a, b) => rank(a) - rank(b) || byName(a, b))
}

/** The anchor of each name of a page, as GitHub numbers headings that are the same but for capitals. */
export const anchorsOf = (section: Section): ReadonlyMap<PublicExport, string> => {
  const taken = new Set([...Object.keys(headings), 'types-behind-the-typing'])
  return new Map(
    inOrder(section.names).map(one => {
      const id = one.name.toLowerCase()
      let unique = id
      for (let n = 1; taken.has(unique); n++) unique = `${id}-${n}`
      taken.add(unique)
      return [one, unique]
    }),
  )
}
