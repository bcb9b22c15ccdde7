/** The example of the README: its region is the code block there. */
// #region example
import { chinaCalendar } from '@convoke/calendar'

const calendar = chinaCalendar()

// A request received on the eve of the National Day holiday, to be answered within one working day:
const received = Date.parse('2025-09-30T09:00+08:00')
const due = calendar.add(received, { n: 1, unit: 'working-day' })
export const lastDay = calendar.localDate(due.at - 1)
// => 2025-10-09

export const { sentence } = calendar.explain(received, { n: 1, unit: 'working-day' })
// => 自2025-09-30起1个工作日（当日不计入），不计国庆节7天、中秋节1天，于2025-10-09 24:00届满（Asia/Shanghai）。

export const duty = new Date(calendar.desk('duty').add(received, { n: 24, unit: 'working-hour' }).at).toISOString()
// => 2025-10-01T01:00:00.000Z
// #endregion example
