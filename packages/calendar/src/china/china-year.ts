import { CalendarError } from '../calendar-error.js'
import type { DayOff, Edition, ExtraWorkingDay } from '../edition.js'
import { dayNumber, formatDate, type PlainDate } from '../plain-date.js'

/** A notice of the State Council's General Office on the holidays of a year 国务院办公厅关于部分节假日安排的通知. */
export interface ChinaNotice {
  readonly title: string
  /** Default: left out of English explanations, which then show the title. */
  readonly titleEn?: string | undefined
  /** Document number 文号; left out where we have not seen it. */
  readonly number?: string | undefined
  readonly issued: PlainDate
}

/** A stretch of days off with its two ends, both inclusive. */
export interface ChinaHoliday {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly name: string
  readonly nameEn?: string | undefined
  /** A key of {@link ChinaYear.notices}. */
  readonly notice: string
}

/** A weekend day on which offices work 调休上班. */
export interface ChinaMakeUpDay {
  readonly date: PlainDate
  readonly name: string
  readonly nameEn?: string | undefined
  readonly notice: string
}

/** What the notices for one year say. A notice may reach into December of the year before. */
export interface ChinaYear {
  readonly year: number
  readonly notices: { readonly [key: string]: ChinaNotice }
  readonly holidays: readonly ChinaHoliday[]
  readonly makeUpDays: readonly ChinaMakeUpDay[]
}

/** How a notice is cited in explanations. */
const citeNotice = (notice: ChinaNotice): string =>
  `${notice.title}（${notice.number ?? '文号未核实 number unverified'}，${notice.issued}）`

const citeNoticeInEnglish = ({ titleEn, number, issued }: ChinaNotice): string | undefined =>
  titleEn && `${titleEn} (${number ?? 'number unverified'}, ${issued})`

type Days = Pick<Edition, 'coverage' | 'daysOff' | 'extraWorkingDays' | 'sources' | 'sourcesEn'>

/** Years in sequence as the days of one edition. Where two years name the same date, the later year's notice holds. */
export const joinYears = (years: readonly ChinaYear[]): Days => {
  const inOrder = years.toSorted((a, b) => a.year - b.year)
  for (const [i, { year }] of inOrder.entries()) {
    const expected = (inOrder[0]?.year ?? year) + i
    if (year !== expected)
      throw new CalendarError(
        'calendar/bad-edition',
        `the year ${expected} is missing before ${year}; add its notice, since a coverage has no gaps.`,
        {
          missing: expected,
        },
      )
  }
  const [first, last] = [inOrder.at(0)?.year, inOrder.at(-1)?.year]
  const coverage = { from: `${first}-01-01`, to: `${last}-12-31` }
  const daysOff = new Map<PlainDate, DayOff>()
  const extraWorkingDays = new Map<PlainDate, ExtraWorkingDay>()
  const sources: Record<string, string> = {}
  const sourcesEn: Record<string, string> = {}
  for (const { notices, holidays, makeUpDays } of inOrder) {
    for (const [key, notice] of Object.entries(notices)) {
      sources[key] = citeNotice(notice)
      const inEnglish = citeNoticeInEnglish(notice)
      if (inEnglish !== undefined) sourcesEn[key] = inEnglish
    }
    for (const { from, to, notice, ...names } of holidays) {
      if (dayNumber(from) > dayNumber(to))
        throw new CalendarError(
          'calendar/bad-edition',
          `the holiday ${names.name} from ${from} ends on ${to}; swap the dates.`,
          { from, to },
        )
      for (let day = dayNumber(from); day <= dayNumber(to); day++) {
        const date = formatDate(day)
        extraWorkingDays.delete(date)
        if (date >= coverage.from) daysOff.set(date, { date, ...names, source: notice })
      }
    }
    for (const { date, notice, ...names } of makeUpDays) {
      daysOff.delete(date)
      if (date >= coverage.from) extraWorkingDays.set(date, { date, ...names, source: notice })
    }
  }
  return {
    coverage,
    daysOff: [...daysOff.values()],
    extraWorkingDays: [...extraWorkingDays.values()],
    sources,
    sourcesEn,
  }
}
