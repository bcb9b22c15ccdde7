export type { Calendar, Due } from './calendar.js'
export { CalendarError, type CalendarErrorCode } from './calendar-error.js'
export { type EditionProblem, editionProblems } from './check-edition.js'
export {
  type ChinaCalendarOptions,
  type ChinaEditionOptions,
  chinaCalendar,
  chinaEdition,
  defaultHours,
} from './china/china-calendar.js'
export type { ChinaHoliday, ChinaMakeUpDay, ChinaNotice, ChinaYear } from './china/china-year.js'
export type { DayKind } from './day-table.js'
export { type DayNature, diffEditions, type EditionChange } from './diff-editions.js'
export type { Duration } from './duration.js'
export type { DayOff, Desk, Edition, ExtraWorkingDay, HoursBlock, Weekday, WeeklyHours } from './edition.js'
export type { Explanation } from './explain.js'
export type { ExplainedDay } from './explained-days.js'
export type { PlainDate } from './plain-date.js'
export { type CalendarOptions, workingCalendar } from './working-calendar.js'
