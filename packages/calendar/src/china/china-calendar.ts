import type { Calendar } from '../calendar.js'
import { assertOptions } from '../calendar-error.js'
import type { Edition, WeeklyHours } from '../edition.js'
import { workingCalendar } from '../working-calendar.js'
import { chinaTable } from './china-table.js'
import { type ChinaYear, joinYears } from './china-year.js'

/** 09:00–12:00 and 13:30–17:30, Monday to Friday. Our default: office hours are set locally, so a town writes its own `hours`. */
export const defaultHours = [
  ['09:00', '12:00'],
  ['13:30', '17:30'],
] as const satisfies WeeklyHours

/** What the edition for mainland China is made of. */
export interface ChinaEditionOptions {
  /** Years published since, or corrections of built-in ones: they replace the built-in year of the same number. */
  readonly years?: readonly ChinaYear[]
}

/** How {@link chinaCalendar} is built. */
export interface ChinaCalendarOptions extends ChinaEditionOptions {
  /** As in `workingCalendar`: also working days and hours beyond the coverage are counted, provisionally. Default false. */
  readonly allowProvisional?: boolean
  /** Working hours of the office. Default {@link defaultHours}. */
  readonly hours?: WeeklyHours
}

/**
 * The edition for mainland China 2020 to 2026, as plain data.
 *
 * Its id names the years and the date of the youngest notice in it. The notice for a year comes out in the autumn
 * before and may still turn the last days of December into a holiday or a make-up day (as in 2018): compare editions
 * with `diffEditions` when a new one is adopted. Pure.
 *
 * @throws CalendarError `calendar/bad-edition` where `years` leave a gap; `calendar/bad-option` for another option
 * @source Notices of the State Council's General Office, docs/reference/sources.md#holidays-2026
 * @example
 * chinaEdition().id // => 'cn-2020-2026@2025-11-04'
 */
export const chinaEdition = (options: ChinaEditionOptions = {}): Edition => {
  assertOptions(options, ['years'])
  const years = new Map([...chinaTable, ...(options.years ?? [])].map(year => [year.year, year]))
  const { sources, sourcesEn, ...days } = joinYears([...years.values()])
  const issued = [...years.values()].flatMap(year => Object.values(year.notices).map(notice => notice.issued))
  return {
    id: `cn-${days.coverage.from.slice(0, 4)}-${days.coverage.to.slice(0, 4)}@${issued.toSorted().at(-1)}`,
    zone: 'Asia/Shanghai',
    workingWeek: ['mon', 'tue', 'wed', 'thu', 'fri'],
    hours: defaultHours,
    ...days,
    sources: {
      ...sources,
      'start-day': '民法典第二百零一条（Civil Code 201）',
      rollover: '民法典第二百零三条（Civil Code 203）',
      'weekly-rest': '国务院关于职工工作时间的规定第七条（State Council, Provisions on Working Hours, art. 7）',
    },
    sourcesEn: {
      ...sourcesEn,
      'start-day': 'Civil Code 201',
      rollover: 'Civil Code 203',
      'weekly-rest': 'State Council, Provisions on Working Hours, art. 7',
    },
    basis: { startDay: 'start-day', rollover: 'rollover', weeklyRest: 'weekly-rest' },
  }
}

/**
 * The working calendar of mainland China 2020 to 2026: public holidays, make-up working days 调休, office hours.
 *
 * Instants are epoch ms, dates are read in Asia/Shanghai, ends are exclusive. `desk('duty')` never closes. Pure.
 *
 * A calendar-day period may end after 2026: its last day then rolls over weekends only, and the answer is `provisional`.
 *
 * @throws CalendarError `calendar/outside-coverage` from the returned methods, for dates before 2020, and for working days
 * and hours after 2026, unless `allowProvisional`; `calendar/bad-edition` for faulty `hours` or `years`;
 * `calendar/bad-option` for an option that there is not
 * @source Notices of the State Council's General Office, docs/reference/sources.md#holidays-2026
 * @example
 * const calendar = chinaCalendar()
 * const due = calendar.add(Date.parse('2025-09-30T09:00+08:00'), { n: 1, unit: 'working-day' })
 * calendar.localDate(due.at - 1) // => '2025-10-09'
 */
export const chinaCalendar = (options: ChinaCalendarOptions = {}): Calendar => {
  assertOptions(options, ['years', 'allowProvisional', 'hours'])
  const { years, ...calendarOptions } = options
  return workingCalendar(chinaEdition(years && { years }), calendarOptions)
}
