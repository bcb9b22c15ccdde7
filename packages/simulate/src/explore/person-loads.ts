// How busy persons are asked to be who are followed one by one: who may do what decides, so that it is asked of each way to bring work together.
import { skillJoint } from '../run/persons/person-and-task.js'
import { awayOn, type Home, homesOf, type Member } from '../run/persons/roster.js'
import type { Measure, ReplicationResult } from '../run/tally.js'
import type { World } from '../run/world.js'
import { meanInterval } from '../statistics/interval.js'
import type { OfferedLoad } from './offered-load.js'

/** Work of one kind: of a party, and for whoever has all of certain skills. */
interface Kind {
  readonly party: string
  readonly skill: string | undefined
  /** What there is of it in each replication, ms of a person of speed 1; and who may do it, by place among all. */
  readonly work: readonly number[]
  readonly able: readonly number[]
}

/** More kinds than that at persons in common are not looked at in every combination. */
const mostKinds = 12

/**
 * The load of each kind of work: of all combinations with other work the one that leaves its persons least room, since what they may do beside takes
 * of their time. From 1 on work grows for ever, whoever does what first; below, whether it does hangs on that, and is seen in the run.
 *
 * @param districts of each world, what is told of the district it is
 * @param results in which nobody waits
 */
export function personLoads(
  worlds: readonly World[],
  districts: readonly Pick<OfferedLoad, 'district'>[],
  results: readonly ReplicationResult[],
  level: number,
): readonly OfferedLoad[] {
  return worlds.flatMap((world, i) => {
    const homes = homesOf(world) ?? []
    const persons = homes.flatMap(home => home.members.map(member => ({ home, member })))
    const hours = persons.map(({ home, member }) => workable(home, member, world))
    const kinds = kindsOf(
      homes,
      persons.map(({ member }) => member),
      results,
    )
    const loads = kinds.map((): Load | undefined => undefined)
    for (const together of combinations(kinds)) {
      const able = [...new Set(together.flatMap(kind => (kinds[kind] as Kind).able))]
      const capacity = able.reduce((sum, person) => sum + (hours[person] as number), 0)
      const work = results.map((_, r) =>
        together.reduce((sum, kind) => sum + ((kinds[kind] as Kind).work[r] as number), 0),
      )
      const load = loadOf(work, capacity, able.length, level)
      for (const kind of together) if (load.load > (loads[kind]?.load ?? -1)) loads[kind] = load
    }
    return kinds.map(({ party, skill }, kind) => ({
      ...{ party, ...districts[i], ...(skill === undefined ? {} : { skill }) },
      ...(loads[kind] as Load),
    }))
  })
}

type Load = Omit<OfferedLoad, 'party' | 'district' | 'skill'>

function loadOf(work: readonly number[], capacity: number, staff: number, level: number): Load {
  const { estimate, ci } = meanInterval(work, level)
  const mean = estimate ?? 0
  const share = (ms: number) => (capacity > 0 ? ms / capacity : ms > 0 ? Number.MAX_VALUE : 0)
  return {
    ...{ staff, load: share(mean), ci: ci === null ? null : [share(Math.max(0, ci[0])), share(ci[1])] },
    // As many as there are in the mean; where nobody is ever there, nothing says what one would do.
    needed: capacity > 0 ? Math.floor((mean / capacity) * staff) + 1 : 1,
  }
}

/** What a person can work on in the measured time, as if of speed 1: leave, days of rest and what is absence in the mean left out. */
function workable(home: Home, member: Member, { arm, calendar, measuredFrom, dayEnds }: World): number {
  // Luck is not asked where there is no absence.
  const isAway = awayOn(home, arm, calendar, { k0: 0, k1: 0 })
  const present = { ...member, absence: 0 }
  let sum = 0
  let from = measuredFrom
  for (const to of dayEnds) {
    if (!isAway(present, calendar.localDate(from))) sum += member.shifts.between(from, to)
    from = to
  }
  return sum * member.speed * (1 - member.absence)
}

function kindsOf(
  homes: readonly Home[],
  persons: readonly Member[],
  results: readonly ReplicationResult[],
): readonly Kind[] {
  const isOfKind = ({ id, dims }: Measure) => id === 'workOfKind' && homes.some(({ party }) => party === dims.party)
  const keyOf = ({ dims }: Measure) => `${dims.party}\n${dims.skill ?? ''}`
  const all = results.map(({ measures }) => new Map(measures.filter(isOfKind).map(one => [keyOf(one), one])))
  const first = new Map(all.flatMap(table => [...table]))
  return [...first]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { dims }]): Kind => {
      const party = dims.party as string
      const needed = dims.skill === undefined ? [] : dims.skill.split(skillJoint)
      const able = persons.flatMap(({ serves, skills }, i) =>
        serves.includes(party) && needed.every(skill => skills.has(skill)) ? [i] : [],
      )
      return { party, skill: dims.skill, work: all.map(table => table.get(key)?.sum ?? 0), able }
    })
}

/** Combinations of kinds that have persons in common; of very many, each with all that nobody else may do, and all together. */
function* combinations(kinds: readonly Kind[]): Generator<readonly number[]> {
  for (const team of teamsOf(kinds)) {
    if (team.length > mostKinds) {
      for (const one of team) {
        const able = new Set((kinds[one] as Kind).able)
        yield team.filter(other => (kinds[other] as Kind).able.every(person => able.has(person)))
      }
      yield team
      continue
    }
    for (let bits = 1; bits < 2 ** team.length; bits++) yield team.filter((_, i) => (bits >> i) & 1)
  }
}

/** Kinds that have persons in common, directly or by others. */
function teamsOf(kinds: readonly Kind[]): readonly (readonly number[])[] {
  let teams: { readonly kinds: readonly number[]; readonly able: ReadonlySet<number> }[] = []
  for (const [i, { able }] of kinds.entries()) {
    const joined = teams.filter(team => able.some(person => team.able.has(person)))
    const rest = teams.filter(team => !joined.includes(team))
    teams = [
      ...rest,
      {
        kinds: [...joined.flatMap(team => team.kinds), i],
        able: new Set([...joined.flatMap(team => [...team.able]), ...able]),
      },
    ]
  }
  return teams.map(team => team.kinds)
}
