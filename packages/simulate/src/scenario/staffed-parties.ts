// Where a scenario says how many persons a party has: among the parties of all, or in one of its districts.
import { inDistrict } from './districts.js'
import { isRecord } from './is-record.js'

type Parties = Readonly<Record<string, unknown>>

/** The people of a scenario, as it is written. */
export interface Peopled {
  readonly parties?: Parties | undefined
  readonly districts?: Readonly<Record<string, { readonly parties?: Parties | undefined }>> | undefined
}

/** People of a party: all of them, or those in one district. */
export interface StaffPlace {
  /** Null where nothing is divided. */
  readonly district: string | null
  /** As the scenario writes the party there. */
  readonly written: string
  /** What it is called in results. */
  readonly party: string
}

/** Every place at which somebody is; where a district writes a party twice, the later counts. */
function placesIn({ parties = {}, districts }: Peopled): readonly StaffPlace[] {
  if (districts === undefined) return Object.keys(parties).map(party => ({ district: null, written: party, party }))
  return Object.entries(districts).flatMap(([district, { parties: own = {} }]) => {
    const written = Object.keys({ ...parties, ...own }).filter(name => own[name] !== null)
    const places = written.map(name => ({ district, written: name, party: inDistrict(name, district) as string }))
    return [...new Map(places.map(place => [place.party, place])).values()]
  })
}

/**
 * The places of a party, named as the scenario writes it (`$district:desk`: in every district) or as results do
 * (`east:desk`: in one); none where nobody is.
 */
export function staffPlaces(scenario: Peopled, party: string): readonly StaffPlace[] {
  return placesIn(scenario).filter(
    ({ district, ...place }) => place.party === (district === null ? party : inDistrict(party, district)),
  )
}

/** By which names the people of a scenario may be meant. */
export function staffedParties(scenario: Peopled): readonly string[] {
  const places = placesIn(scenario)
  const inAll = places.map(({ written }) => written).filter(name => name.includes('$district'))
  return [...new Set([...inAll, ...places.map(({ party }) => party)])]
}

/** A scenario with so many persons at each place. */
export function withStaff<Scenario extends Peopled>(
  scenario: Scenario,
  staff: readonly (readonly [place: StaffPlace, persons: number])[],
): Scenario {
  let { parties = {}, districts } = scenario
  const more = (own: Parties, name: string, persons: number): Parties => {
    const one = own[name]
    return { ...own, [name]: { ...(isRecord(one) ? one : {}), staff: persons } }
  }
  for (const [{ district, written }, persons] of staff)
    if (district === null) parties = more(parties, written, persons)
    else {
      const one = districts?.[district]
      districts = { ...districts, [district]: { ...one, parties: more(one?.parties ?? {}, written, persons) } }
    }
  return { ...scenario, parties, ...(districts === undefined ? {} : { districts }) }
}
