// Persons who are followed, in random parties with random work, beside what comes of it minute by minute.
import { errand } from '@convoke/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replicationKey, seedKey } from '../../src/random/luck.js'
import { type CaseRun, overtaken, type WorkItem } from '../../src/run/case-run.js'
import { eventList, type Happening, ranks } from '../../src/run/event-list.js'
import { type Home, homesOf } from '../../src/run/persons/roster.js'
import { withPersons } from '../../src/run/persons/with-persons.js'
import { type Staff, type StaffPorts, staffing } from '../../src/run/staff.js'
import { staffOptionsOf } from '../../src/run/staff-options.js'
import { workItems } from '../../src/run/work-items.js'
import type { World } from '../../src/run/world.js'
import type { ScenarioInput } from '../../src/scenario/schema.js'
import { studyOf } from '../../src/study/study.js'
import { type Done, minuteByMinute, type Work } from './minute-by-minute.js'

const minute = 60_000
const luck = replicationKey(seedKey(1), 0)
const until = 14 * 1_440

type Party = NonNullable<ScenarioInput['parties']>[string]

function worldOf(parties: Readonly<Record<string, Party>>): World {
  const opening = { topic: 'a', convener: 'c', invitees: ['p', 'q'] }
  const scenario: ScenarioInput = {
    ...{ from: '2026-03-05', days: 7, drain: 30, replications: 2, calendar: 'week', parties },
    cases: [{ type: 'errand', arrivals: { perDay: 0 }, opening }],
  }
  return studyOf(scenario, { caseTypes: [errand] }).worlds[0] as World
}

/** The same work, done by the persons of a simulation. */
function simulated(world: World, works: readonly Work[]): Done {
  const { ledger, origin } = world
  const events = eventList<CaseRun>()
  const named: Record<string, number> = {}
  const begun: (number | undefined)[] = []
  const done: (number | undefined)[] = []
  const after = (now: number) => (now - origin) / minute
  const add = (slot: number, sum: number) => {
    const { id, dims } = ledger.names[slot] as (typeof ledger.names)[number]
    if (id === 'wait' || id === 'workOfKind') return
    const name = [id, ...Object.values(dims)].join(' ')
    named[name] = (named[name] ?? 0) + (id === 'handOvers' || id === 'interruptions' ? sum : sum / minute)
  }
  const ports: StaffPorts = {
    begun(_, job, now) {
      expect(begun[job.i]).toBeUndefined()
      begun[job.i] = after(now)
    },
    neverBegun: () => undefined,
    spent() {
      throw new Error('nobody is only counted')
    },
    satInVain() {
      throw new Error('nobody meets')
    },
    left: job => items.left(job as WorkItem),
  }
  const staffed = withPersons(
    staffing(events, ports),
    homesOf(world) as readonly Home[],
    world,
    events,
    { add } as Parameters<typeof withPersons>[4],
    luck,
    ports,
  )
  const items = workItems(events, staffed)
  const staff: Staff[] = []
  const staffFor = (party: string, skills: readonly string[] | undefined): Staff => {
    const number = world.parties.of(party, skills)
    while (staff.length <= number) {
      const name = world.parties.names[staff.length] as string
      const slot = (id: string) => ledger.slot(id, 'party', name, undefined)
      staff.push(staffed.newStaff(staffOptionsOf(world, name), staff.length, slot('wait'), slot('work')))
    }
    return staff[number] as Staff
  }
  for (const [i, { at, party, skills, priority, effort, gone }] of works.entries()) {
    const run = {
      ...{ source: 0, i, isMeasured: true },
      cases: {
        completed(item: WorkItem, now: number) {
          done[i] = after(now)
          items.finish(item, now)
        },
      },
    } as unknown as CaseRun
    let item: WorkItem | undefined
    const comes = events.enter<Happening>(id => ({
      ...{ id, source: 0, i, party: '', purpose: 'arrival', n: 0 },
      happen(now, rank) {
        if (rank === ranks.deadline) {
          if (item !== undefined && done[i] === undefined) items.drop(item, now, overtaken)
          return
        }
        const meant = { command: 'x', data: {} }
        item = items.open(
          run,
          staffFor(party, skills),
          0,
          meant,
          `${party} r t`,
          1,
          effort * minute,
          priority,
          0,
          now,
          now,
        )
      },
    }))
    // Before those it is withdrawn from.
    events.add(origin + at * minute, ranks.deadline - 1, comes.id, 0)
    if (gone !== undefined) events.add(origin + (at + gone) * minute, ranks.deadline, comes.id, 0)
  }
  while (events.happen(origin + until * minute, () => undefined));
  return { begun, done, sums: named }
}

const hours = fc.constantFrom<[string, string][]>(
  [
    ['09:00', '12:00'],
    ['13:30', '17:30'],
  ],
  [['22:00', '06:00']],
  [
    ['08:00', '10:00'],
    ['15:00', '16:00'],
    ['20:00', '24:00'],
  ],
  [['00:00', '24:00']],
  [['10:00', '11:00']],
)
const skills = fc.uniqueArray(fc.constantFrom('x', 'y'), { maxLength: 2 })
const day = fc.integer({ min: 4, max: 11 }).map(n => `2026-03-${String(n).padStart(2, '0')}`)
const stretch = fc.tuple(day, day).map(days => days.sort() as [string, string])
const person = fc
  .record(
    {
      ...{ skills, hours, restDays: fc.boolean(), absence: fc.constantFrom(0, 0.3, 1) },
      away: fc.array(
        stretch.map(([from, to]) => ({ from, to })),
        { maxLength: 2 },
      ),
      office: stretch,
      isForBoth: fc.boolean(),
    },
    { requiredKeys: ['isForBoth'] },
  )
  .map(({ office: [from, until] = ['2026-03-04', '2026-03-11'], ...own }) => ({
    ...own,
    ...(from === '2026-03-04' ? {} : { from }),
    ...(until === '2026-03-11' ? {} : { until }),
  }))
const party = fc.record(
  {
    others: fc.integer({ min: 0, max: 2 }),
    persons: fc.dictionary(fc.constantFrom('an', 'bo', 'cy'), person, { maxKeys: 3 }),
    shiftEnd: fc.constantFrom('pause' as const, 'finish' as const, 'handOver' as const),
    ...{ restDays: fc.constantFrom(false, true, 1, 2), hours, skills, absence: fc.constantFrom(0, 0.4) },
    assign: fc.constantFrom('leastLoaded' as const, 'roundRobin' as const),
    preempt: fc.constantFrom('resume' as const, 'restart' as const),
    handOver: fc.record({ loss: fc.constantFrom(0, 1), absentDays: fc.constantFrom(undefined, 1, 1, 2) }),
  },
  { requiredKeys: ['others', 'persons', 'handOver'] },
)
const work = fc.record({
  at: fc.oneof(fc.integer({ min: 0, max: 5 * 1_440 }), fc.integer({ min: 540, max: 800 }), fc.constantFrom(540, 600)),
  party: fc.constantFrom('p', 'q'),
  skills: fc.option(fc.uniqueArray(fc.constantFrom('x', 'y'), { minLength: 1 }), { nil: undefined, freq: 2 }),
  priority: fc.integer({ min: 0, max: 3 }),
  effort: fc.constantFrom(0, 1, 30, 60, 100, 240, 700),
  gone: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined, freq: 3 }),
})

type Made<Of> = Of extends fc.Arbitrary<infer What> ? What : never
type Example = [Made<typeof party>, Made<typeof party>, Made<typeof work>[]]

/** A party of `others` without a name and of those that have one; some of these work for the other party as well. */
function declared({ others, persons, ...own }: Made<typeof party>, other: string) {
  const named = Object.entries(persons).map(([name, { isForBoth, ...rest }]) => {
    return [name, { ...rest, ...(isForBoth ? { serves: [other] } : {}) }] as const
  })
  return { ...own, limit: 1, staff: others + named.length, persons: Object.fromEntries(named) } as Party
}

const alone = { handOver: { loss: 0, absentDays: undefined } } as const
const nobody = { others: 0, persons: {}, ...alone }
const piece = { party: 'p', skills: undefined, priority: 0, gone: undefined } as const
/** Found by chance: days of rest ended an absence, and each of two that came at once interrupted the one before. */
const absentAcrossDaysOfRest: Example = [
  { ...{ others: 2, persons: {}, absence: 0.4 }, handOver: { loss: 0, absentDays: 1 } },
  nobody,
  [
    { ...piece, at: 0, effort: 700 },
    { ...piece, at: 540, effort: 0 },
  ],
]
const severalMoreUrgent: Example = [
  { others: 1, persons: {}, skills: ['x', 'y'], preempt: 'resume', ...alone },
  nobody,
  [
    { ...piece, at: 540, effort: 240 },
    { ...piece, at: 600, effort: 60, priority: 1, skills: ['x'] },
    { ...piece, at: 600, effort: 60, priority: 3, skills: ['y'] },
  ],
]

describe('persons who are followed one by one', () => {
  it('begin, hand over, interrupt and end at the very minutes that the scenario means, and nothing is lost', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(party, party, fc.array(work, { minLength: 1, maxLength: 25 }), (p, q, works) => {
        const world = worldOf({ p: declared(p, 'q'), q: declared(q, 'p') })
        const told = ({ begun, done, sums }: Done) => ({
          begun: Array.from(works, (_, i) => begun[i]),
          done: Array.from(works, (_, i) => done[i]),
          sums: Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0)),
        })
        const mine = told(simulated(world, works))
        expect(mine).toEqual(told(minuteByMinute(world, works, luck, until)))
        for (const name of Object.keys(mine.sums)) seen.add(name.split(' ')[0] as string)
      }),
      { numRuns: 40, seed: 7, examples: [absentAcrossDaysOfRest, severalMoreUrgent] },
    )
    // All of it came about.
    expect([...seen].sort()).toEqual(['capacity', 'handOvers', 'interruptions', 'overtime', 'wasted', 'work'])
  })
})
