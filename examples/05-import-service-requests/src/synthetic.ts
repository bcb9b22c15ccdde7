/**
 * A made-up log of service requests with the columns of New York City's open data. The shares of agencies, types and
 * channels and the spread of closing times follow what was counted in one such log; no row is anybody's. Two rows more cannot be
 * read.
 */
export function syntheticLog({ rows, seed }: { readonly rows: number; readonly seed: number }): string {
  const draw = uniform(seed)
  const pick = <T>(of: readonly (readonly [T, number])[]): T => {
    let at = draw() * of.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of of) {
      at -= weight
      if (at < 0) return value
    }
    return (of.at(-1) as readonly [T, number])[0]
  }
  const lines = [columns.map(quoted).join(',')]
  for (let i = 0; i < rows; i++) {
    const kind = pick(kinds)
    const created = Date.UTC(2020, 0, 6, 8) + Math.floor(draw() * 5 * day)
    // Closing times have a heavy tail: most within hours, some after months. The tail is a table, not a logarithm, so that
    // every machine makes the same rows.
    const [from, to] = pick(closing)
    const closed = draw() < 0.02 ? null : created + Math.floor((from + draw() * (to - from)) * kind.scale * hour)
    const cells: Readonly<Record<string, string>> = {
      unique_key: String(90_000_000 + i),
      created_date: wallClock(created),
      closed_date: closed === null ? '' : wallClock(closed),
      agency: kind.agency,
      agency_name: kind.agency,
      complaint_type: kind.type,
      descriptor: kind.descriptor,
      incident_address: draw() < 0.02 ? '' : `${1 + Math.floor(draw() * 900)} EXAMPLE AVENUE`,
      street_name: 'EXAMPLE AVENUE',
      borough: pick(boroughs),
      status: closed === null ? 'Open' : 'Closed',
      due_date: draw() < 0.003 ? wallClock(created + 30 * day) : '',
      resolution_description: closed === null || draw() < 0.05 ? '' : `The agency looked into it, and "closed" it.`,
      resolution_action_updated_date: closed === null ? wallClock(created) : wallClock(closed),
      open_data_channel_type: pick(channels),
    }
    lines.push(columns.map(name => quoted(cells[name] ?? '')).join(','))
    // Two rows that nobody can read, as every export has some.
    if (i === 400)
      lines.push(
        columns
          .map(name => quoted({ ...cells, unique_key: '90001000', created_date: 'last week' }[name] ?? ''))
          .join(','),
      )
    if (i === 700) lines.push('"90000700","2020-01-08T12:00:00.000"')
  }
  return `${lines.join('\n')}\n`
}

const hour = 3_600_000
const day = 24 * hour

interface Kind {
  readonly agency: string
  readonly type: string
  readonly descriptor: string
  /** How much longer than a noise complaint it takes. */
  readonly scale: number
}

const kind = (agency: string, type: string, descriptor: string, scale: number): Kind => ({
  agency,
  type,
  descriptor,
  scale,
})

const kinds: readonly (readonly [Kind, number])[] = [
  [kind('NYPD', 'Noise - Residential', 'Loud Music/Party', 1), 314],
  [kind('NYPD', 'Blocked Driveway', 'No Access', 1.5), 128],
  [kind('HPD', 'HEAT/HOT WATER', 'ENTIRE BUILDING', 12), 109],
  [kind('NYPD', 'Illegal Parking', 'Blocked Hydrant', 1.5), 89],
  [kind('DSNY', 'Request Large Bulky Item Collection', 'Request', 20), 39],
  [kind('DOB', 'Building/Use', 'Illegal Conversion', 60), 20],
  [kind('DEP', 'Water System', 'Leak', 6), 14],
  [kind('DOT', 'Street Condition', 'Pothole', 40), 11],
]

/** Hours from and to, and the share of requests closed in between. */
const closing: readonly (readonly [readonly [number, number], number])[] = [
  [[0, 1], 15],
  [[1, 3], 30],
  [[3, 8], 30],
  [[8, 30], 20],
  [[30, 200], 5],
]
const channels = [
  ['PHONE', 48],
  ['ONLINE', 23],
  ['MOBILE', 22],
  ['UNKNOWN', 7],
] as const
const boroughs = [
  ['BROOKLYN', 33],
  ['QUEENS', 25],
  ['BRONX', 20],
  ['MANHATTAN', 17],
  ['STATEN ISLAND', 5],
] as const

const columns = (
  'unique_key created_date closed_date agency agency_name complaint_type descriptor descriptor_2 location_type incident_zip ' +
  'incident_address street_name cross_street_1 cross_street_2 intersection_street_1 intersection_street_2 address_type city ' +
  'landmark facility_type status due_date resolution_description resolution_action_updated_date community_board ' +
  'council_district police_precinct bbl borough x_coordinate_state_plane y_coordinate_state_plane open_data_channel_type ' +
  'park_facility_name park_borough vehicle_type taxi_company_borough taxi_pick_up_location bridge_highway_name ' +
  'bridge_highway_direction road_ramp bridge_highway_segment latitude longitude location'
).split(' ')

const quoted = (cell: string) => (cell === '' ? '' : `"${cell.replaceAll('"', '""')}"`)

/** As the city writes it: a wall clock without an offset. */
const wallClock = (at: number) => new Date(at).toISOString().slice(0, 23)

/** Mulberry32: 32 bits of state, the same numbers everywhere. */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
