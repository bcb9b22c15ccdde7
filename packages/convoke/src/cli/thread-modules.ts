import type { CaseTypeModule } from '@convoke/simulate/workers'
import type { Call } from './call.js'
import { configured, configuredModule } from './config.js'

/** Where the case types that come with Convoke are, each under the name of its export. */
export const shippedModules: Readonly<Record<string, string>> = {
  areaMeeting: '@convoke/case-types/area-meeting',
  complaint: '@convoke/case-types/complaint',
  conveningRequest: '@convoke/case-types/convening-request',
  fourParty: '@convoke/case-types/four-party',
  ownersCommitteeElection: '@convoke/case-types/owners-committee-election',
}

/** Where the threads of a simulation find the case types of this run: case types are code, which is not sent to them. */
export async function threadModules(
  call: Call,
): Promise<{ readonly modules: readonly CaseTypeModule[]; readonly preload: readonly string[] }> {
  const own = await configuredModule(call)
  const { caseTypes } = await configured(call)
  if (own !== undefined && caseTypes !== undefined) {
    const { address, loader } = own
    return { modules: [{ module: address, export: 'options' }], preload: loader === undefined ? [] : [loader] }
  }
  const modules = Object.entries(shippedModules).map(([name, specifier]) => ({
    module: import.meta.resolve(specifier),
    export: name,
  }))
  return { modules, preload: [] }
}
