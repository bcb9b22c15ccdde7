// Sessions: a party that takes things up only when it meets. What a scenario says, and what is wrong with it.
import * as z from 'zod'
import { issueAt, type ScenarioIssue } from '../issues.js'
import { timeForm } from '../time.js'
import { weekday, weekdayOf } from '../weekday.js'

const date = z.iso.date()

/** Sessions 场次 of a party. */
export const sessions = z
  .strictObject({
    every: z
      .union(
        [
          z.enum(['day', 'week', 'fortnight', 'month']),
          z.strictObject({ days: z.int().min(1).max(3660) }),
          z.array(date).min(1).max(1000),
        ],
        { error: 'write day, week, fortnight, month, { days: 10 } or a list of dates' },
      )
      .describe('How often it meets: day, week, fortnight, month, { days: 10 }; or its very dates.'),
    on: z
      .union([weekday, z.int().min(1).max(31)], { error: 'write a weekday such as thu, or a day of the month' })
      .optional()
      .describe(
        'The weekday; of a month its first such day, or the day of the month. Default: the weekday of the first day.',
      ),
    first: date.optional().describe('The first session. Default: the first one from the first day of the scenario on.'),
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day such as "14:00"')
      .default('14:00')
      .describe('When it begins.'),
    restDays: z
      .enum(['next', 'skip', 'meet'])
      .default('next')
      .describe('On a day of rest: it meets on the next working day, not at all, or all the same.'),
    takes: z
      .int()
      .min(1)
      .max(10_000)
      .describe('How many cases at most it takes up in one session; the others wait for the next.'),
    least: z.int().min(1).max(10_000).default(1).describe('With fewer that wait it does not meet.'),
    lasts: z
      .union([z.literal(0), z.string().regex(timeForm, 'write a time such as "20 min", "1.5 h" or "2 d"')])
      .default(0)
      .describe('What a session takes beside the effort of each case that is taken up: opening, minutes.'),
  })
  .optional()
  .describe(
    'A party that meets, such as an area meeting: what it has to do waits for the next session, and all that is taken up is done at its end.',
  )

/** When and how a party meets. */
export type Sessions = NonNullable<z.output<typeof sessions>>

interface Meeting {
  readonly sessions?: Sessions | undefined
  readonly restDays?: unknown
  readonly absence?: number | undefined
  readonly speed?: number | undefined
  readonly hours?: unknown
}

/** What is wrong with sessions of parties. */
export function* sessionIssues(
  parties: Readonly<Record<string, Meeting>>,
  from: string,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  for (const [party, { sessions: own, restDays, absence, speed, hours }] of Object.entries(parties)) {
    if (own === undefined) continue
    const path = [...at, party, 'sessions']
    const beside = [
      ...(restDays !== undefined && restDays !== false ? ['restDays'] : []),
      ...(absence !== undefined ? ['absence'] : []),
      ...(speed !== undefined && speed !== 1 ? ['speed'] : []),
      ...(hours !== undefined ? ['hours'] : []),
    ]
    for (const member of beside)
      yield issueAt(
        [...at, party, member],
        'has no meaning beside "sessions": a party that meets works when it meets; leave it out',
        '与 "sessions" 不能并用：按场次办理的单位只在开会时办理；请去掉',
      )
    const { every, on, first, takes, least } = own
    if (least > takes)
      yield issueAt([...path, 'least'], 'is more than "takes": it would never meet', '大于 "takes"：永远开不了会')
    const isDated = Array.isArray(every)
    if (isDated && first !== undefined)
      yield issueAt([...path, 'first'], 'has no meaning beside a list of dates', '已列出日期，不需要填写')
    if (isDated && every.every(one => one < from))
      yield issueAt([...path, 'every'], `names no date from the first day on, ${from}`, `没有首日 ${from} 之后的日期`)
    const isByWeekday = every === 'week' || every === 'fortnight' || every === 'month'
    if (on !== undefined && !isByWeekday)
      yield issueAt([...path, 'on'], 'goes with week, fortnight or month', '只与 week、fortnight、month 并用')
    if (typeof on === 'number' && (every === 'week' || every === 'fortnight'))
      yield issueAt(
        [...path, 'on'],
        `is a weekday such as thu; a day of the month goes with "every: month"`,
        '须为星期，如 thu；几号与 "every: month" 并用',
      )
    if (first !== undefined && typeof on === 'string' && every !== 'month' && weekdayOf(first) !== on)
      yield issueAt([...path, 'first'], `is a ${weekdayOf(first)}, not a ${on}`, `是 ${weekdayOf(first)}，不是 ${on}`)
  }
}
