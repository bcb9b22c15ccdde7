export { everyDayCalendar } from './every-day-calendar.js'
