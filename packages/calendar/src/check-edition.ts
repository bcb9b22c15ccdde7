import { CalendarError } from './calendar-error.js'
import { type Desk, type Edition, type HoursBlock, hoursOn, parseClock, WEEKDAYS, type Weekday } from './edition.js'
import { parseDate } from './plain-date.js'
import { isZone } from './zone.js'

/** One fault of an edition: where it is and what to write instead. */
export interface EditionProblem {
  readonly path: string
  readonly message: string
}

/**
 * Every fault of an edition, in the order of its fields; empty when it can be used. Pure.
 *
 * @example
 * editionProblems({ ...chinaEdition(), zone: 'Mars/Olympus' }).map(problem => problem.path) // => ['zone']
 */
export const editionProblems = (edition: Edition): readonly EditionProblem[] => {
  const problems: EditionProblem[] = []
  const report = (path: string, message: string) => problems.push({ path, message })

  if (typeof edition.id !== 'string' || edition.id === '')
    report('id', 'give the edition a name that changes with its content.')
  if (!isZone(edition.zone))
    report(
      'zone',
      `this runtime does not know ${JSON.stringify(edition.zone)}; use an IANA name such as 'Asia/Shanghai'.`,
    )

  const from = parseDate(edition.coverage?.from)
  const to = parseDate(edition.coverage?.to)
  if (from === undefined) report('coverage.from', 'write the first covered date as YYYY-MM-DD.')
  if (to === undefined) report('coverage.to', 'write the last covered date as YYYY-MM-DD.')
  if (from !== undefined && to !== undefined && from > to)
    report('coverage', 'it ends before it begins; swap the dates.')

  for (const list of ['daysOff', 'extraWorkingDays'] as const) {
    if (!Array.isArray(edition[list] ?? (list === 'daysOff' ? undefined : [])))
      report(list, 'write a list of days; an empty one says that there are none.')
  }
  checkWeek(edition, '', report)
  if (edition.makeUpHours !== undefined) checkBlocks(edition.makeUpHours, 'makeUpHours', report)

  const hasSource = (key: string | undefined, path: string) => {
    if (key !== undefined && !Object.hasOwn(edition.sources ?? {}, key))
      report(path, `add '${key}' to sources, or remove it.`)
  }
  const seen = new Map<string, string>()
  const checkDay = (date: string, path: string) => {
    const day = parseDate(date)
    if (day === undefined) return report(`${path}.date`, `${JSON.stringify(date)} is not a date; write YYYY-MM-DD.`)
    if (from !== undefined && to !== undefined && (day < from || day > to))
      report(
        `${path}.date`,
        `${date} lies outside the coverage ${edition.coverage.from} to ${edition.coverage.to}; widen the coverage or drop the day.`,
      )
    const other = seen.get(date)
    if (other !== undefined) report(`${path}.date`, `${date} is also ${other}; keep one of the two.`)
    else seen.set(date, path)
  }
  for (const [i, off] of listed(edition.daysOff).entries()) {
    const path = `daysOff[${i}]`
    checkDay(off.date, path)
    if (typeof off.name !== 'string' || off.name === '')
      report(`${path}.name`, 'name the holiday; explanations print it.')
    hasSource(off.source, `${path}.source`)
  }
  for (const [i, extra] of listed(edition.extraWorkingDays).entries()) {
    const path = `extraWorkingDays[${i}]`
    checkDay(extra.date, path)
    if (extra.hours !== undefined) checkBlocks(extra.hours, `${path}.hours`, report)
    hasSource(extra.source, `${path}.source`)
  }
  hasSource(edition.basis?.startDay, 'basis.startDay')
  hasSource(edition.basis?.weeklyRest, 'basis.weeklyRest')
  hasSource(edition.basis?.rollover, 'basis.rollover')
  for (const [name, desk] of Object.entries(edition.desks ?? {})) {
    if (name === 'office') report('desks.office', `'office' is the edition itself; choose another name.`)
    checkWeek(desk, `desks.${name}.`, report)
  }
  return problems
}

/** Throws `calendar/bad-edition` with every fault in `details.problems`. */
export const checkEdition = (edition: Edition): void => {
  const problems = editionProblems(edition)
  if (problems.length === 0) return
  const lines = problems.map(problem => `${problem.path}: ${problem.message}`).join('\n')
  throw new CalendarError('calendar/bad-edition', `edition ${JSON.stringify(edition.id)} cannot be used:\n${lines}`, {
    edition: edition.id,
    problems,
  })
}

/** Editions come from files too: a missing list is one fault among others, not a crash that hides them. */
const listed = <T>(list: readonly T[] | undefined): readonly T[] => (Array.isArray(list) ? list : [])

type Report = (path: string, message: string) => void

const checkWeek = (week: Pick<Desk, 'workingWeek' | 'hours'>, prefix: string, report: Report): void => {
  const days: readonly string[] = listed(week.workingWeek)
  if (days.length === 0)
    report(`${prefix}workingWeek`, 'name at least one working weekday; otherwise no period ever ends.')
  for (const day of days) {
    if (!WEEKDAYS.includes(day as Weekday))
      report(`${prefix}workingWeek`, `'${day}' is not a weekday; use ${WEEKDAYS.join(', ')}.`)
  }
  if (new Set(days).size !== days.length) report(`${prefix}workingWeek`, 'a weekday is listed twice.')
  if (typeof week.hours !== 'object' || week.hours === null) {
    report(`${prefix}hours`, `write blocks, such as [['09:00', '17:30']], for every working day or by weekday.`)
    return
  }
  for (const day of Object.keys(Array.isArray(week.hours) ? {} : week.hours)) {
    if (!WEEKDAYS.includes(day as Weekday))
      report(`${prefix}hours.${day}`, `'${day}' is not a weekday; use ${WEEKDAYS.join(', ')}.`)
  }
  if (Array.isArray(week.hours)) {
    checkBlocks(week.hours, `${prefix}hours`, report)
    return
  }
  for (const day of WEEKDAYS) {
    const blocks = hoursOn(week.hours, day, week.workingWeek)
    const path = `${prefix}hours.${day}`
    if (days.includes(day)) checkBlocks(blocks, path, report)
    // An open Saturday window must not turn Saturdays into working days unnoticed: every legal period would shorten.
    else if (blocks.length > 0)
      report(
        path,
        `'${day}' is not in workingWeek; add it there (it then counts as a working day) or remove its hours.`,
      )
  }
}

const checkBlocks = (blocks: readonly HoursBlock[], path: string, report: Report): void => {
  if (!Array.isArray(blocks) || blocks.length === 0) {
    report(path, `write at least one block, such as [['09:00', '17:30']].`)
    return
  }
  const parsed: { opens: number; closes: number }[] = []
  for (const [i, block] of blocks.entries()) {
    const [opens, closes] = [parseClock(block?.[0]), parseClock(block?.[1])]
    if (opens === undefined || closes === undefined)
      report(`${path}[${i}]`, `write ['HH:MM', 'HH:MM'] between 00:00 and 24:00.`)
    else if (opens >= closes)
      report(`${path}[${i}]`, 'it closes before it opens; split a block that runs over midnight in two.')
    else parsed.push({ opens, closes })
  }
  parsed.sort((a, b) => a.opens - b.opens)
  if (parsed.some((block, i) => block.opens < (parsed[i - 1]?.closes ?? 0)))
    report(path, 'two blocks overlap; the hour in both would count twice.')
}
