// Random histories of an election, and what is true of every one.
import { ownersCommitteeElection } from '@convoke/case-types/owners-committee-election'
import type { PartyId } from '@convoke/core'
import type { Context } from '../../src/owners-committee-election/v1/context.js'
import { groupIsSound, seatsAreSound } from '../../src/owners-committee-election/v1/electing.js'
import { type Pick, playAtRandom, type Seen } from '../stage/random.js'
import {
  announced,
  begin,
  byElection,
  chair,
  committee,
  developer,
  type ElectionPlay,
  early,
  file,
  first,
  group,
  housing,
  open,
  owner,
  preparations,
  regular,
  residents,
  town,
} from './play.js'

const owners = Array.from({ length: 9 }, (_, n) => owner(n))
const everybody: readonly PartyId[] = [town, chair, residents, developer, committee, housing, ...owners, 'person:x']

/** The openings that random histories begin with; each at its beginning, at the notice, and at the vote. */
export const openings: readonly object[] = [first, regular, early, byElection, { ...first, developer: null }]

const seldom = [
  'withdraw',
  'remind',
  'urgeHandOver',
  'giveUp',
  'objectToMember',
  'objectToContents',
  'addAgenda',
  'replaceMember',
  'returnFiling',
]

/** Data that fits the case where the command needs it; the samples otherwise. */
export function dataFor(type: string, { context }: Seen<Context>, pick: Pick): object {
  const one = <T>(of: readonly T[], otherwise: T): T => of[pick(of.length)] ?? otherwise
  const candidates = context.runOff?.candidates ?? Object.keys(context.candidates)
  const some = candidates.filter(() => pick(4) > 0).slice(0, context.runOff?.seats ?? context.plan?.seats ?? 0)
  switch (type) {
    case 'formGroup':
      return group
    case 'prepare':
      return { what: one(preparations, 'rulesDraft'), file: file('7') }
    case 'setRoll':
      return { roll: file('1'), electorate: { heads: 9, area: 900 } }
    case 'setSeats':
      return { committee: 'oc:new', seats: one([5, 5, 1, 4], 5), term: 3 }
    case 'nominate':
      return { candidate: one(owners, owner(0)), commitment: file('8') }
    case 'screenCandidate':
      return { candidate: one(candidates, owner(0)), eligible: pick(8) > 0 }
    case 'vote':
      return { names: some }
    case 'enterBallot':
      return { voter: one(owners, owner(0)), names: some }
    case 'confirmCount':
      return { returned: context.box?.returned ?? { heads: 0, area: 0 } }
    case 'backChair':
      return { member: one(candidates, owner(0)) }
    case 'replaceMember':
      return { party: owner(2), instead: { party: owner(3), side: 'owners' }, reason: '理由' }
    default: {
      const samples = (ownersCommitteeElection.samples as Readonly<Record<string, readonly object[]>>)[type] ?? [{}]
      return one(samples, {})
    }
  }
}

/** Plays one number a step. */
export function play(
  setting: number,
  choices: readonly number[],
  check?: Parameters<typeof playAtRandom<Context>>[3],
): ElectionPlay {
  const opening = openings[setting % openings.length] as { readonly kind: string; readonly developer: string | null }
  const seats = opening.kind === 'byElection' ? 1 : 5
  const begins = [
    () => begin(opening),
    () => announced(opening, seats, seats + 1),
    () => open(opening, seats, seats + 1),
  ]
  // Without a developer nobody reports, and owners have to ask first.
  const from = opening.developer === null ? 0 : Math.floor(setting / openings.length) % begins.length
  return playAtRandom((begins[from] as () => ElectionPlay)(), choices, { parties: everybody, seldom, dataFor }, check)
}

/** Each a sentence; true where it holds. */
export const invariants: Readonly<Record<string, (play: ElectionPlay) => boolean>> = {
  'a group is always odd, half of it owners, chaired by the town': ({ context }) =>
    context.group.length === 0 ||
    groupIsSound(context.group, context.groupChair ?? '', context.parameters.ownersInGroup),
  'a committee has a lawful number of seats': ({ context }) =>
    context.plan === null || seatsAreSound(context, context.plan.seats),
  'nobody is elected without candidacy, screening and a promise': ({ context }) =>
    Object.values(context.candidates).every(
      ({ elected, eligible, commitment }) => !elected || (eligible === true && commitment !== null),
    ),
  'no more are elected than there are seats': ({ context }) =>
    Object.values(context.candidates).filter(({ elected }) => elected).length <= (context.plan?.seats ?? 0),
  'whoever is elected has more than half of those who took part, by heads and area': ({ context }) =>
    Object.values(context.candidates).every(
      ({ elected, votes }) =>
        !elected ||
        (votes !== null &&
          context.participation !== null &&
          votes.heads * 2 > context.participation.heads &&
          votes.area * 2 > context.participation.area),
    ),
  'where candidates who may be elected are level in heads and area all of them are in that vote, or none': ({
    context,
  }) => {
    // Whoever was screened out and is on a ballot all the same has votes, and is not elected by them.
    const inFirst = Object.values(context.candidates).filter(
      ({ votes, runOff, eligible }) => votes !== null && runOff === null && eligible === true,
    )
    if (context.result !== 'valid' || context.status !== 'counted') return true
    const level = (one: (typeof inFirst)[number], other: (typeof inFirst)[number]) =>
      one.votes?.heads === other.votes?.heads && one.votes?.area === other.votes?.area
    return inFirst.every(one => inFirst.every(other => !level(one, other) || one.elected === other.elected))
  },
  'a run-off fills no more seats than were left': ({ context }) => {
    const { runOff, plan } = context
    if (runOff === null || plan === null) return true
    const outside = Object.entries(context.candidates).filter(
      ([party, { elected }]) => elected && !runOff.candidates.includes(party),
    )
    return outside.length + runOff.seats <= plan.seats
  },
  'nobody is elected where less than two thirds took part': ({ context }) =>
    context.status !== 'counted' ||
    context.electorate === null ||
    context.participation === null ||
    (context.participation.heads * 3 >= context.electorate.heads * 2 &&
      context.participation.area * 3 >= context.electorate.area * 2) ||
    Object.values(context.candidates).every(({ elected }) => !elected),
  'between two terms company, fees and works are not on the agenda': ({ context }) =>
    context.kind === 'first' ||
    context.agenda.every(({ matter }) => !['propertyCompany', 'fees', 'majorWorks', 'otherMajor'].includes(matter)),
  'while no vote is open there is no box': ({ context, where }) =>
    (context.box !== null) === (where.includes('voting') || where.includes('counting')),
  'seals are returned only after they were deposited': ({ context }) =>
    context.seals !== 'returned' || context.ownersCommittee !== null,
  'a committee is formed only by an election that is valid': ({ context, result }) =>
    result.formed !== true || context.result === 'valid',
}
