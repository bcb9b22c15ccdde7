/** Longer names would be cut by nobody who reads them. */
const longest = 40

/**
 * Names for activities that commands may have: letters and digits of their titles, told apart where two are left the same. The same
 * titles have the same names, in whatever order they come.
 */
export function activityNames(titles: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set(['start', 'end'])
  for (const title of [...new Set(titles)].sort()) {
    const parts = title.split(/[^\p{L}\p{N}]+/u).filter(part => part !== '')
    const joined = parts
      .map((part, i) => (i === 0 ? part.toLowerCase() : (part[0] as string).toUpperCase() + part.slice(1)))
      .join('')
    const plain = (/^\p{L}/u.test(joined) ? joined : `a${joined}`).slice(0, longest)
    let name = plain
    for (let n = 2; taken.has(name); n++) name = `${plain}${n}`
    taken.add(name)
    names.set(title, name)
  }
  return names
}
