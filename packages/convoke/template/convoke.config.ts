// What the app and the command line share; `npx convoke list` finds this file by its name.
import { chinaCalendar } from '@convoke/calendar'
import { repair } from './src/repair.js'

export const options = {
  caseTypes: [repair],
  // A date beyond the holidays that are published is provisional, and said to be.
  calendar: chinaCalendar({ allowProvisional: true }),
}
