import { type AnyCaseType, ConvokeError, type WorkingCalendar } from '@convoke/core'

/** The calendar in force, and all editions by name. */
export interface Calendars {
  readonly calendar: WorkingCalendar
  /** The calendar of an edition, of one of its desks where one is named. Throws `calendar/unknown-edition`. */
  readonly calendarOf: (edition: string, desk?: string) => WorkingCalendar
}

/**
 * The calendars of an engine.
 *
 * @throws ConvokeError `engine/no-calendar` where a case type has deadlines and no calendar is given: a guess at which
 * days are worked would be a guess at rights
 */
export function calendars(
  caseTypes: readonly AnyCaseType[],
  given: WorkingCalendar | undefined,
  earlier: readonly WorkingCalendar[],
): Calendars {
  const timed = caseTypes.find(({ deadlines }) => Object.keys(deadlines).length > 0)
  if (given === undefined && timed !== undefined) {
    throw new ConvokeError(
      'engine/no-calendar',
      `${timed.name} has deadlines; give createEngine a calendar to count them by`,
      {
        details: { caseType: timed.name },
      },
    )
  }
  const calendar = given ?? noCalendar
  const editions = new Map([...earlier, calendar].map(one => [one.edition, one]))
  return {
    calendar,
    calendarOf(edition, desk) {
      const found = editions.get(edition)
      if (found !== undefined) return desk === undefined ? found : found.desk(desk)
      // A deadline of a desk may name the edition of the desk, which only the calendar it belongs to can open.
      for (const one of desk === undefined ? [] : editions.values()) {
        const opened = deskOf(one, desk as string)
        if (opened?.edition === edition) return opened
      }
      throw new ConvokeError(
        'calendar/unknown-edition',
        `this journal was decided under calendar "${edition}"; give it to createEngine as one of earlierCalendars`,
        { details: { edition, known: [...editions.keys()] } },
      )
    },
  }
}

/** A desk of a calendar; undefined where an earlier edition had none of that name. */
function deskOf(calendar: WorkingCalendar, desk: string): WorkingCalendar | undefined {
  try {
    return calendar.desk(desk)
  } catch (thrown) {
    if (ConvokeError.is(thrown, 'calendar/unknown-desk')) return undefined
    throw thrown
  }
}

function none(): never {
  throw new ConvokeError('engine/no-calendar', 'no calendar was given to createEngine')
}

/** Stands in where no case type counts time: it only knows what day it is. */
const noCalendar: WorkingCalendar = {
  edition: 'none',
  zone: 'UTC',
  coverage: { from: '0001-01-01', to: '9999-12-31' },
  add: none,
  before: none,
  extend: none,
  remaining: none,
  resume: none,
  isWorkingDay: none,
  localDate: at => new Date(at).toISOString().slice(0, 10),
  endOf: none,
  explain: none,
  desk: none,
}
