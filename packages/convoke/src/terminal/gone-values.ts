import type { CaseFile } from '@convoke/core'

/** A marked value that its own journal says nobody gets any more. */
export interface GoneValue {
  /** The entry it was part of. */
  readonly seq: number
  /** JSON Pointer into the data of that entry. */
  readonly path: string
  readonly how: 'erased' | 'restricted'
  /** The entry that says so. */
  readonly toldBy: number
  /** When that was, epoch ms. */
  readonly at: number
}

interface Place {
  readonly seq: number
  readonly path: string
}

/**
 * The values that entries of a case file say were erased, or are restricted and not lifted since, in the order of the
 * entries they were part of. A value that lies in the file all the same is not among them. Pure.
 */
export function goneFrom({ entries, disclosures }: CaseFile): readonly GoneValue[] {
  const key = ({ seq, path }: Place) => `${seq} ${path}`
  const there = new Set(disclosures.map(key))
  const gone = new Map<string, GoneValue>()
  for (const { type, seq: toldBy, at, data } of entries) {
    const places = (name: string) => (data[name] ?? []) as unknown as readonly Place[]
    if (type === 'admin.lift') for (const place of places('lifted')) gone.delete(key(place))
    const how = type === 'admin.erase' ? 'erased' : type === 'admin.restrict' ? 'restricted' : undefined
    if (how === undefined) continue
    for (const { seq, path } of places(how)) gone.set(key({ seq, path }), { seq, path, how, toldBy, at })
  }
  return [...gone.values()]
    .filter(place => !there.has(key(place)))
    .sort((a, b) => a.seq - b.seq || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
