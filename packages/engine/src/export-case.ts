import { type CaseFile, ConvokeError, type Eyes, exportCase, hiddenParties, rolesOf } from '@convoke/core'
import type { LiveCase } from './live-case.js'
import { type ReadOptions, readAs, seatsOf } from './read-case.js'
import type { Runtime } from './runtime.js'

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
 */
export async function exportFrom(runtime: Runtime, id: string, ask: ExportOptions): Promise<CaseFile | undefined> {
  const { as, anchors = false } = readAs(ask, ['anchors'])
  const { store, tenant } = runtime
  const live = await runtime.read(tenant, id)
  if (live === undefined) return undefined
  let roles: readonly string[] = []
  if (as !== undefined) {
    if (live.foreign !== undefined) roles = live.foreign.index.parties.find(({ party }) => party === as)?.roles ?? []
    else if (live.definition !== undefined && live.saved !== null)
      roles = rolesOf(live.definition, live.saved.state, as, await seatsOf(runtime, live, as))
    if (roles.length === 0) return undefined
    refuseToUncover(live, { party: as, roles })
  }
  return exportCase({
    labels: live.definition?.caseType.labels,
    entries: await store.entries(tenant, id),
    disclosures: await store.disclosures(tenant, id),
    as: as === undefined ? 'host' : { party: as, roles },
    exportedAt: runtime.now(),
    anchors: anchors ? await store.anchors.all() : [],
  })
}

function refuseToUncover({ caseId, definition, saved }: LiveCase, eyes: Eyes): void {
  if (definition === undefined || saved === null || hiddenParties(definition, saved.state, eyes).size === 0) return
  throw new ConvokeError(
    'engine/export-hides',
    `somebody in this case is hidden from ${eyes.party}, and every entry names who acted; show it the case instead`,
    { details: { caseId, as: eyes.party } },
  )
}
