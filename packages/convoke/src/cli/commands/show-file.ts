import {
  type AnyCaseView,
  type CaseFile,
  type CaseState,
  ConvokeError,
  caseDefinition,
  describeError,
  type Entry,
  evolve,
  parseCaseFile,
  verifyCaseFile,
  viewCase,
} from '@convoke/core'
import { caseFileLines } from '../../terminal/case-file-lines.js'
import { casePage } from '../../terminal/case-lines.js'
import { caseTypeOf, type Look } from '../../terminal/look.js'
import { timeline } from '../../terminal/timeline.js'
import { noSuchCase } from '../answers.js'
import { type Call, lookOf } from '../call.js'
import { type Calendars, configuredCalendars } from '../cases.js'
import { parseJson, readText } from '../data.js'
import { exitCodes } from '../exit-codes.js'
import { tell } from '../words.js'

/** Whether the argument of `show` names a case file 案卷文件 and no case: no id and no reference ends like this. */
export const isCaseFile = (name: string): boolean => name.endsWith('.json')

/**
 * `convoke show FILE`: where the case of a case file stands, and what happened in it. One that does not hold together is
 * not shown.
 */
export async function showFile(call: Call, as: string | undefined, name: string): Promise<number> {
  const received = parseJson(await readText(call, name), call.path(name))
  const verdict = await verifyCaseFile(received)
  const calendars = await configuredCalendars(call)
  const look = lookOf(call, calendars.zone, calendars.caseTypes)
  if (!verdict.ok) {
    const faultText = (code: string) => describeError({ code, details: {}, message: code }, call.lang).text
    const checked = { verdict, undisclosed: 0, gone: [], file: undefined, isAnchorMissing: false, faultText }
    call.print(verdict, () => caseFileLines(look, checked))
    return exitCodes.unsound
  }
  const file = parseCaseFile(received)
  const { view, why } = viewOf(file, look, calendars, as)
  if (as !== undefined && view?.roles.length === 0) return noSuchCase(call, look)
  call.print({ view: view ?? null, entries: file.entries }, () => [
    ...(view === undefined ? [look.paint.yellow(tell(call.lang, why))] : casePage(look, view, as)),
    '',
    ...timeline(file.entries, [look]),
  ])
  return exitCodes.done
}

/** The case as it stands at the end of the file; or why that cannot be told from it. */
function viewOf(
  { caseId, entries, disclosures }: CaseFile,
  look: Look,
  { calendarOf }: Calendars,
  as: string | undefined,
):
  | { readonly view: AnyCaseView; readonly why?: never }
  | { readonly view: undefined; readonly why: 'show.noRules' | 'show.noCalendar' | 'show.hidden' } {
  const { caseType: name, version } = entries.at(-1) as Entry
  const caseType = caseTypeOf(look, name, version)
  if (caseType === undefined || entries.some(entry => entry.version !== version))
    return { view: undefined, why: 'show.noRules' }
  const definition = caseDefinition(caseType)
  let state: CaseState | undefined
  try {
    for (const entry of entries) state = evolve(definition, state, entry, { disclosures, calendarOf })
  } catch (error) {
    if (ConvokeError.is(error, 'history/undisclosed')) return { view: undefined, why: 'show.hidden' }
    if (ConvokeError.is(error, 'calendar/unknown-edition')) return { view: undefined, why: 'show.noCalendar' }
    throw error
  }
  return { view: viewCase(definition, state as CaseState, { id: caseId, seq: entries.length, as, disclosures }) }
}
