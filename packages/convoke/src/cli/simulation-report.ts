import type { AnyCaseType } from '@convoke/core'
import { type ReportOptions, reportOf, type SimulationResult } from '@convoke/simulate'
import type { Call } from './call.js'
import { writtenFile } from './written-file.js'

/** Writes a simulation as one page for a browser, over one of an earlier run; returns where. */
export async function writeReport(
  call: Call,
  result: SimulationResult,
  { caseTypes, name }: { readonly caseTypes: readonly AnyCaseType[]; readonly name: string },
): Promise<string> {
  return writePage(call, name, using => reportOf(result, { caseTypes, script: '', locale: call.lang, ...using }))
}

/** What a page brings along: the script that draws its charts, and the font in which its Chinese is set. */
export type PageParts = Partial<Pick<ReportOptions, 'script' | 'fonts'>>

/** Writes a page for a browser with script and font; it is made twice, since the font holds only what the page says. */
export async function writePage(call: Call, name: string, make: (using: PageParts) => string): Promise<string> {
  const [{ chartScript }, { fontsFor }] = await Promise.all([
    import('@convoke/simulate/report-script'),
    import('./report-font.js'),
  ])
  const fonts = await fontsFor(make({ script: '' }))
  return writtenFile(call, name, make({ script: chartScript, fonts }))
}
