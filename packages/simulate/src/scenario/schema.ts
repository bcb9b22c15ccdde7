// The form of a scenario. Everything has a default but the day it begins, how long it goes on, and which cases arrive.
import * as z from 'zod'
import { flowsSchema } from '../flow/flow.js'
import { costs } from './additions/costs.js'
import { districts } from './additions/districts.js'
import { electorates } from './additions/electorates.js'
import { evaluations } from './additions/evaluations.js'
import { measures } from './additions/measures.js'
import { neededSkills, personMembers } from './additions/persons.js'
import { find, sweep } from './additions/questions.js'
import { rates } from './additions/rates.js'
import { reactions } from './additions/reactions.js'
import { reopening, residents } from './additions/residents.js'
import { effective, ofSegments, segments } from './additions/segments.js'
import { sessions } from './additions/sessions.js'
import { shocks } from './additions/shocks.js'
import { start } from './additions/start.js'
import { links, versions } from './additions/versions.js'
import { hourRange } from './arrival-hours.js'
import { dayWords } from './day-words.js'
import { momentsOfRule } from './rule-moments.js'
import { timeForm } from './time.js'

const timeWords = 'write a time such as "20 min", "1.5 h" or "2 d"'
const time = z
  .union([z.literal(0), z.string().regex(timeForm, timeWords)], timeWords)
  .describe('A time: a number and s, min, h, d (24 hours) or w, such as "20 min".')
const share = z.number().min(0).max(1)

type Time = string | 0

/** How long something takes, as a scenario says it: a time, or how the times are distributed. */
export type TimeDistribution =
  | Time
  | 'never'
  | { readonly uniform: { readonly from: Time; readonly to: Time } }
  | { readonly exponential: { readonly mean: Time } }
  | { readonly lognormal: { readonly median: Time; readonly p90: Time } | { readonly mean: Time; readonly cv: number } }
  | { readonly gamma: { readonly mean: Time; readonly cv: number } }
  | { readonly weibull: { readonly scale: Time; readonly shape: number } }
  | { readonly triangular: { readonly min: Time; readonly mode: Time; readonly max: Time } }
  | { readonly pert: { readonly min: Time; readonly mode: Time; readonly max: Time } }
  | { readonly empirical: readonly (Time | { readonly value: Time; readonly weight: number })[] }
  | { readonly zero: number; readonly else: TimeDistribution }
  | { readonly never: number; readonly else: TimeDistribution }

const range = z.strictObject({ min: time, mode: time, max: time })
const distribution: z.ZodType<TimeDistribution> = z.lazy(() =>
  z.union([
    time,
    z.literal('never'),
    z.strictObject({ uniform: z.strictObject({ from: time, to: time }) }),
    z.strictObject({ exponential: z.strictObject({ mean: time }) }),
    z.strictObject({
      lognormal: z.union([
        z.strictObject({ median: time, p90: time }),
        z.strictObject({ mean: time, cv: z.number().positive() }),
      ]),
    }),
    z.strictObject({ gamma: z.strictObject({ mean: time, cv: z.number().positive() }) }),
    z.strictObject({ weibull: z.strictObject({ scale: time, shape: z.number().positive() }) }),
    z.strictObject({ triangular: range }),
    z.strictObject({ pert: range }),
    z.strictObject({
      empirical: z.array(z.union([time, z.strictObject({ value: time, weight: z.number().min(0) })])).min(1),
    }),
    z.strictObject({ zero: share, else: distribution }),
    z.strictObject({ never: share, else: distribution }),
  ]),
)

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'write a time of day such as "09:00"')
const hours = z
  .array(z.tuple([clock, clock]))
  .min(1)
  .describe('Blocks of working hours of a day: [["09:00", "12:00"], ["13:30", "17:30"]].')
const party = z.string().min(1).max(200)

const times = z.number().min(0).optional()
/** With seconds or without. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
  error: 'write an instant such as "2026-09-29T17:30+08:00"',
})
const arrivals = z
  .union(
    [
      z.strictObject({
        perDay: z.number().min(0).describe('Mean number of cases on a working day, at random moments (Poisson).'),
        restDays: z.number().min(0).default(1).describe('How many times as many on a day of rest.'),
        byWeekday: z
          .strictObject({ mon: times, tue: times, wed: times, thu: times, fri: times, sat: times, sun: times })
          .optional()
          .describe(
            'How many times as many on a weekday: { mon: 1.4, fri: 0.7 }. On what is left out as many as ever.',
          ),
        byHour: z
          .record(hourRange, z.number().min(0))
          .optional()
          .describe(
            'Weight of an hour of the day, by range: { "09-12": 3, "12-18": 1 }; "22-06" goes on after midnight. What is left out has none.',
          ),
      }),
      z.strictObject({
        at: z.array(moment).min(1).describe('The very moments, such as those of a log.'),
      }),
      z.strictObject({
        gaps: distribution.describe(
          'How long after one case the next arrives, by day and night, each drawn by itself; the first, how long after the first instant: { empirical: ["5 min", "20 min", "3 h"] }. Of a gap of 0 both arrive at once; after one that is never, none does.',
        ),
      }),
    ],
    'say one of "perDay", "at" and "gaps"',
  )
  .describe('When cases arrive.')

const source = z.strictObject({
  type: z.string().describe('Name of a case type.'),
  arrivals,
  by: party.optional().describe('Who opens. Default: the first party of the opening that may.'),
  opening: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What a case opens with. Default: an example of the case type.'),
})

const staff = z.strictObject({
  staff: z.int().min(0).max(10_000).describe('How many persons work on this.'),
  hours: hours.optional().describe('Their working hours. Default: those of the scenario.'),
  restDays: z
    .union([z.boolean(), z.int().min(0).max(10_000)])
    .default(false)
    .describe('Whether they work on days of rest as well: all of them, or so many, who are on duty then.'),
  speed: z.number().positive().max(100).default(1).describe('2 does in an hour what takes others two.'),
  shiftEnd: z
    .enum(['pause', 'finish', 'handOver'])
    .default('pause')
    .describe(
      'At the end of a shift: go on with it in the next, finish first, or hand it over to others for the night.',
    ),
  queue: z
    .enum(['fifo', 'due'])
    .optional()
    .describe(
      'What goes first of what waits with one priority: what has waited longest, or whatever is due first by the deadline of its duty. Default: fifo.',
    ),
  overtaken: z
    .enum(['abort', 'finish'])
    .optional()
    .describe(
      'What becomes of work that somebody has begun when nobody needs it any more: dropped at once, or finished in vain. Default: abort.',
    ),
  absence: share.optional().describe('Share of days on which a person is absent, each by luck. Default: none.'),
  ...personMembers(hours, share),
  sessions,
})

const rule = z.strictObject({
  role: z.string().optional().describe('The role that has the duty. Default: any.'),
  task: z.string().optional().describe('The task of the duty. Default: any.'),
  type: z.string().optional().describe('The case type. Default: any.'),
  party: z
    .union([party, z.array(party).min(1)])
    .optional()
    .describe('Only this party, or these.'),
  when: z
    .strictObject({
      case: z.record(z.string(), z.unknown()).optional().describe('Fields of the case with the value they must have.'),
      n: z
        .strictObject({ from: z.int().min(1).default(1), to: z.int().min(1).optional() })
        .optional()
        .describe('Only the n-th time the party has this duty in a case.'),
      segment: ofSegments,
      ...momentsOfRule,
    })
    .optional(),
  choose: z
    .record(z.string(), z.number().min(0))
    .optional()
    .describe('Weights of the commands of the duty, and of "never". Default: the first that is allowed.'),
  delay: distribution.default(0).describe('How long until the party turns to it, without anybody working on it.'),
  delayIn: z
    .enum(['hours', 'elapsed'])
    .default('hours')
    .describe('Whether the delay counts working hours or all time.'),
  effort: distribution.default(0).describe('How long somebody works on it.'),
  basis: z
    .enum(['assumed', 'measured'])
    .default('assumed')
    .describe('Whether somebody measured this, or it is assumed. Reports tell.'),
  priority: z.int().min(-1000).max(1000).default(0).describe('Higher goes first in the queue.'),
  skills: neededSkills,
  data: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .optional()
    .describe('Data of the commands, by command. Default: the first sample of the case type.'),
})

const study = {
  name: z.string().min(1).max(200).default('scenario').describe('What the scenario is called in results.'),
  titles: z
    .record(party, z.union([z.string().min(1).max(100), z.strictObject({ 'zh-CN': z.string(), en: z.string() })]))
    .default({})
    .describe('What parties are called in results, by party: one name, or one in each language.'),
  from: z.iso.date(dayWords).describe('The first day, in the zone of the calendar.'),
  days: z.int().min(1).max(3660).describe('How many days cases arrive that are measured, after the warm-up.'),
  warmup: z.int().min(0).max(3660).default(0).describe('Days before that whose cases are not measured.'),
  drain: z
    .int()
    .min(0)
    .max(3660)
    .default(180)
    .describe('Days after that in which measured cases may still be settled.'),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe('The same seed, the same result.'),
  level: z.number().min(0.5).max(0.999).default(0.95).describe('What share of all studies the intervals cover.'),
  replications: z.int().min(2).max(10_000).default(30).describe('How often all is run, each time with other luck.'),
  stop: z
    .strictObject({
      relativeHalfWidth: z.number().positive().max(1),
      indicator: z.string().default('timeToClose'),
      atMost: z.int().min(2).max(10_000).default(1000),
    })
    .optional()
    .describe('Run more replications until the interval of an indicator is this narrow, as a share of its estimate.'),
  control: z
    .enum(['arrivals', 'work', 'queues', 'workload'])
    .optional()
    .describe(
      'Correct differences between policies by how many cases arrived beyond what is expected (arrivals), by how much work luck brought with them as well (work), by how much of both came where others waited already, and how long times were of duties with a deadline (queues), or by how much came on top of the work that parties had at hand, by role and task, with slopes from stretches of three days (workload; the narrowest where queues form): narrower intervals, with which a difference is no longer that of the two estimates.',
    ),
  waits: z
    .enum(['open'])
    .optional()
    .describe(
      'Tell how long work waits in hours in which somebody is at work, too (open): by the clock, nights and days of rest are in a wait.',
    ),
  calendar: z
    .enum(['china', 'week', 'always'])
    .default('china')
    .describe(
      'The calendar of mainland China; Monday to Friday without holidays, in UTC; or every hour of every day, in UTC.',
    ),
  flows: flowsSchema,
  start,
  rates,
  sweep,
  find,
  hours: hours
    .optional()
    .describe('Working hours of everybody who has none of their own. Default: those of the calendar.'),
}

/** Who stands over whom: in a scenario, and in the map of a log onto a case type. */
export const organisation = z.array(
  z.strictObject({
    superior: party,
    subordinate: party,
    kind: z.enum(['commands', 'dispatches', 'guides', 'coordinates']).default('commands'),
  }),
)

const model = {
  cases: z.array(source).min(1).describe('Where cases come from.'),
  parameters: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .describe('Parameters of case types, by case type, as an engine is given them.'),
  parties: z
    .record(party, staff)
    .default({})
    .describe('Who has how many persons. A party that is not named has always somebody free.'),
  organisation: organisation.default([]).describe('Who stands over whom.'),
  behaviour: z.array(rule).default([]).describe('What parties do about their duties; the first rule that fits counts.'),
  versions,
  links,
  reactions,
  residents,
  reopening: reopening(distribution.default(0)),
  shocks,
  costs,
  segments,
  measures,
  evaluations,
  effective,
  electorates,
  districts,
}

/** The form of a scenario; `compare` names other policies, each as what it changes. */
export const scenarioSchema = z.strictObject({
  ...study,
  ...model,
  compare: z
    .record(z.string().min(1).max(100), z.record(z.string(), z.unknown()))
    .default({})
    .describe('Other policies by name: only what differs, such as { parties: { "dept:police": { staff: 3 } } }.'),
})

/** A scenario as it is written: what has a default may be left out. */
export type ScenarioInput = z.input<typeof scenarioSchema>

/** A scenario with every default filled in. */
export type Scenario = z.output<typeof scenarioSchema>

/** A scenario of one policy. */
export type Arm = Omit<Scenario, 'compare'>

/** Where cases come from. */
export type Source = Arm['cases'][number]
/** What parties do about a duty. */
export type BehaviourRule = Arm['behaviour'][number]
