const knots = 4096
const tables = new Map<string, Float64Array>()
const mostTables = 256

/**
 * An inverse distribution function that is slow to work out, from a table: straight between 4,096 knots, itself beyond
 * the first and the last. `name` stands for the function with its parameters. Never falls where the function does not.
 */
export function tabulated(name: string, exact: (u: number) => number): (u: number) => number {
  let table = tables.get(name)
  if (table === undefined) {
    table = Float64Array.from({ length: knots }, (_, i) => (i === 0 ? 0 : exact(i / knots)))
    if (tables.size >= mostTables) tables.clear()
    tables.set(name, table)
  }
  const known = table
  return u => {
    const place = u * knots
    const below = Math.floor(place)
    if (below < 1 || below >= knots - 1) return exact(u)
    const low = known[below] as number
    return low + ((known[below + 1] as number) - low) * (place - below)
  }
}
