// Persons of a party: what tells them apart, what they know, and how work passes from one to another. What a scenario says, and what is wrong with it.
import * as z from 'zod'
import { issueAt, type ScenarioIssue, unknownName } from '../issues.js'

const party = z.string().min(1).max(200)
const date = z.iso.date()
const skill = z.string().regex(/^[^$\n]{1,100}$/, 'a name without "$", of at most 100 characters')
const skillSet = z.array(skill).max(100)

/** Skills 技能 that a rule of behaviour asks for. */
export const neededSkills = skillSet
  .min(1)
  .optional()
  .describe('Skills that whoever works on it must have, all of them. Default: anybody of the party does.')

/** What a party may say of its persons beyond how many they are; `hours` and `share` as elsewhere in a scenario. */
export function personMembers<Hours extends z.ZodType, Share extends z.ZodType>(hours: Hours, share: Share) {
  const person = z.strictObject({
    skills: skillSet.optional().describe('What this person knows. Default: the skills of the party.'),
    hours: z
      .optional(hours)
      .describe('The working hours of this person, of several blocks a day if need be. Default: those of the party.'),
    restDays: z.boolean().optional().describe('Whether this person works on days of rest. Default: as the party.'),
    speed: z.number().positive().max(100).optional().describe('2 does in an hour what takes others two.'),
    absence: z.optional(share).describe('Share of days on which this person is absent. Default: that of the party.'),
    away: z
      .array(z.strictObject({ from: date, to: date }))
      .optional()
      .describe('Days on which this person is away, the first and the last of each time: leave, a course.'),
    from: date.optional().describe('First day in office.'),
    until: date.optional().describe('Last day in office: what is begun then is handed over.'),
    serves: z.array(party).max(100).optional().describe('Other parties for which this person works as well.'),
  })
  return {
    persons: z
      .record(z.string().regex(/^[^$\n]{1,100}$/, 'a name without "$", of at most 100 characters'), person)
      .optional()
      .describe(
        'What tells some of the persons apart, by name. Those of "staff" who are not named have nothing of their own.',
      ),
    skills: skillSet.optional().describe('What every person of the party knows who has no skills of their own.'),
    serves: z
      .array(party)
      .max(100)
      .optional()
      .describe('Other parties for which all persons of this one work as well: work of all is in one queue for them.'),
    limit: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('How many things a person has in hand at a time, with equal shares of their time. Default: one.'),
    assign: z
      .enum(['leastLoaded', 'affinity', 'roundRobin'])
      .optional()
      .describe(
        'Who of several gets the work: whoever has least in hand (then who knows least else), whoever had the case before, or each in turn. Default: leastLoaded.',
      ),
    handOver: z
      .strictObject({
        loss: z
          .number()
          .min(0)
          .max(10)
          .default(0)
          .describe('How much longer the rest takes whoever gets it, as a share of it.'),
        absentDays: z
          .int()
          .min(0)
          .max(365)
          .optional()
          .describe('Whoever misses more working days in a row than this hands over what is begun. Default: it waits.'),
      })
      .optional()
      .describe('What it costs to hand over what somebody has begun, and after which absence it is.'),
    preempt: z
      .enum(['resume', 'restart'])
      .optional()
      .describe(
        'Work of a higher priority interrupts work of a lower one, which goes on later where it was or begins anew. Default: it does not.',
      ),
  }
}

interface Person {
  readonly skills?: readonly string[] | undefined
  readonly away?: readonly { readonly from: string; readonly to: string }[] | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly serves?: readonly string[] | undefined
}

interface Crew {
  readonly staff: number
  readonly shiftEnd: 'pause' | 'finish' | 'handOver'
  readonly sessions?: unknown
  readonly persons?: Readonly<Record<string, Person>> | undefined
  readonly skills?: readonly string[] | undefined
  readonly serves?: readonly string[] | undefined
  readonly limit?: number | undefined
  readonly assign?: string | undefined
  readonly handOver?: object | undefined
  readonly preempt?: string | undefined
}

type Parties = Readonly<Record<string, Crew>>
type Rules = readonly {
  readonly party?: string | readonly string[] | undefined
  readonly skills?: readonly string[] | undefined
}[]

const members = ['persons', 'skills', 'serves', 'limit', 'assign', 'handOver', 'preempt'] as const

/** Whether the persons of a party are more than a number, so that each is followed by itself. */
export function hasPersons(party: string, parties: Parties, behaviour: Rules): boolean {
  const own = Object.hasOwn(parties, party) ? parties[party] : undefined
  if (own === undefined || own.sessions !== undefined) return false
  if (own.shiftEnd === 'handOver' || members.some(member => own[member] !== undefined)) return true
  return (
    behaviour.some(rule => rule.skills !== undefined && isAbout(rule, party)) ||
    Object.values(parties).some(other => servedBy(other).includes(party))
  )
}

/** The parties for which persons of a party work beside their own. */
function servedBy({ serves = [], persons = {} }: Crew): readonly string[] {
  return [...serves, ...Object.values(persons).flatMap(one => one.serves ?? [])]
}

function isAbout({ party }: Rules[number], name: string): boolean {
  return party === undefined || [party].flat().includes(name)
}

/** What persons of a party know, each of them; those without a name once. */
function skillsOf({ staff, skills = [], persons = {} }: Crew): readonly (readonly string[])[] {
  const named = Object.values(persons)
  return [...named.map(one => one.skills ?? skills), ...(staff > named.length ? [skills] : [])]
}

/** What is wrong with persons of parties, and with what behaviour asks of them. */
export function* personIssues(
  parties: Parties,
  behaviour: Rules,
  under: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const at = [...under, 'parties']
  const names = Object.keys(parties)
  const known = (home: string, list: readonly string[] = [], path: readonly PropertyKey[]) =>
    list.flatMap((name, i) => {
      if (name === home) return [issueAt([...path, i], 'is the party itself', '就是本单位')]
      const other = Object.hasOwn(parties, name) ? parties[name] : undefined
      if (other === undefined)
        return [unknownName([...path, i], ['party of "parties"', '单位（见 "parties"）'], name, names)]
      return other.sessions === undefined
        ? []
        : [issueAt([...path, i], 'meets in sessions: nobody works for it in between', '按场次办理，平时无人办理')]
    })
  for (const [name, own] of Object.entries(parties)) {
    if (own.sessions !== undefined) {
      for (const member of [...members, ...(own.shiftEnd === 'handOver' ? (['shiftEnd'] as const) : [])])
        if (own[member] !== undefined)
          yield issueAt(
            [...at, name, member],
            'has no meaning beside "sessions": a party that meets works when it meets; leave it out',
            '与 "sessions" 不能并用：按场次办理的单位只在开会时办理；请去掉',
          )
      continue
    }
    const persons = Object.entries(own.persons ?? {})
    if (persons.length > own.staff)
      yield issueAt(
        [...at, name, 'staff'],
        `is fewer than the ${persons.length} named under "persons"; it counts all of them`,
        `少于 "persons" 中列出的 ${persons.length} 人；此处应为总人数`,
      )
    yield* known(name, own.serves, [...at, name, 'serves'])
    for (const [person, { serves, from, until, away = [] }] of persons) {
      const path = [...at, name, 'persons', person]
      yield* known(name, serves, [...path, 'serves'])
      if (from !== undefined && until !== undefined && until < from)
        yield issueAt([...path, 'until'], 'is before "from"', '早于 "from"')
      for (const [i, time] of away.entries())
        if (time.to < time.from) yield issueAt([...path, 'away', i, 'to'], 'is before "from"', '早于 "from"')
    }
  }
  const everywhere = new Set(Object.values(parties).flatMap(own => skillsOf(own).flat()))
  for (const [i, rule] of behaviour.entries()) {
    for (const [j, skill] of (rule.skills ?? []).entries())
      if (!everywhere.has(skill))
        yield unknownName([...under, 'behaviour', i, 'skills', j], ['skill', '技能'], skill, [...everywhere])
    const needed = rule.skills ?? []
    if (needed.length === 0 || !needed.every(skill => everywhere.has(skill))) continue
    for (const name of [rule.party ?? []].flat()) {
      const own = Object.hasOwn(parties, name) ? parties[name] : undefined
      if (own === undefined || own.sessions !== undefined) continue
      if (!workersFor(name, parties).some(skills => needed.every(skill => skills.includes(skill))))
        yield issueAt(
          [...under, 'behaviour', i, 'skills'],
          `nobody who works for "${name}" has ${needed.join(' and ')}: it would wait for ever`,
          `为 "${name}" 办理的人员中无人具备 ${needed.join('、')}：将永远排队`,
        )
    }
  }
}

/** What those know who work for a party, its own persons and others. */
function workersFor(party: string, parties: Parties): readonly (readonly string[])[] {
  return Object.entries(parties).flatMap(([home, own]) => {
    if (home === party || (own.serves ?? []).includes(party)) return skillsOf(own)
    return Object.values(own.persons ?? {})
      .filter(one => (one.serves ?? []).includes(party))
      .map(one => one.skills ?? own.skills ?? [])
  })
}
