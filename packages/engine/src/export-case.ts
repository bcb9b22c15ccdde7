import { type CaseFile, ConvokeError, exportCase, type StoredEntry } from '@convoke/core'
import { isNamed, type ReadOptions, readAmongOthers, readAs, type Sight, seatsOf, sightOf } from './read-case.js'
import { entryOf } from './read-entry.js'
import type { Runtime } from './runtime.js'
import { unknownVersion } from './verdicts.js'

/** For whom a case file is made, and what lies in it. */
export interface ExportOptions extends ReadOptions {
  /**
   * Put the anchors in that list the case. They make the file proof against a recomputed chain, and they name other
   * cases by id, number of entries and hash. Default false.
   */
  readonly anchors?: boolean | undefined
}

/**
 * The case file for a party, or for the host; undefined for a stranger and for a case that does not exist.
 *
 * @throws ConvokeError `engine/export-hides` where somebody's part in the case is hidden from that party: the hashes cover
 * who acted, so no name can be left out
 * @throws ConvokeError `history/unknown-version` for a party, where nobody knows whom the roles of the case hide
 */
export async function exportFrom(runtime: Runtime, id: string, ask: ExportOptions): Promise<CaseFile | undefined> {
  const { as, anchors = false } = readAs(ask, ['anchors'])
  const { store, tenant } = runtime
  // For the host also a case that can no longer be folded: somebody has to find out why.
  const live = await (as === undefined ? readAmongOthers(runtime, tenant, id) : runtime.read(tenant, id))
  if (live === undefined) return undefined
  const sight = sightOf(runtime, live, as, await seatsOf(runtime, live, as))
  if (sight === undefined) return undefined
  // First the values, then the entries: none is disclosed of an entry that is not in the file.
  const disclosures = await store.disclosures(tenant, id)
  const entries = await store.entries(tenant, id)
  if (as !== undefined && live.foreign !== undefined) throw unknownVersion(live)
  refuseToUncover(sight, entries)
  return exportCase({
    labels: live.definition?.caseType.labels,
    entries,
    disclosures,
    as: as === undefined || sight.viewer === 'host' ? 'host' : { party: as, roles: sight.viewer },
    exportedAt: runtime.now(),
    anchors: anchors ? await store.anchors.all() : [],
  })
}

function refuseToUncover(sight: Sight, entries: readonly StoredEntry[]): void {
  const { as, hidden } = sight
  const isUncovered = (stored: StoredEntry) => {
    const entry = entryOf(stored)
    return [entry.by, entry.onBehalfOf].some(party => party !== undefined && !isNamed(sight, entry, party))
  }
  if (as === undefined || (hidden.size === 0 && !entries.some(isUncovered))) return
  throw new ConvokeError(
    'engine/export-hides',
    `somebody in this case is hidden from ${as}, and every entry names who acted; show it the case instead`,
    { details: { as } },
  )
}
