import type { AnyCaseType } from '@convoke/core'
import { reportOf, type SimulationResult } from '@convoke/simulate'
import type { Call } from './call.js'
import { writtenFile } from './written-file.js'

/** Writes a simulation as one page for a browser, over one of an earlier run; returns where. */
export async function writeReport(
  call: Call,
  result: SimulationResult,
  { caseTypes, name }: { readonly caseTypes: readonly AnyCaseType[]; readonly name: string },
): Promise<string> {
  const [{ chartScript }, { fontsFor }] = await Promise.all([
    import('@convoke/simulate/report-script'),
    import('./report-font.js'),
  ])
  const fonts = await fontsFor(reportOf(result, { caseTypes, script: '' }))
  return writtenFile(call, name, reportOf(result, { caseTypes, script: chartScript, fonts }))
}
