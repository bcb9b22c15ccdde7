// Whether two values are the same as JSON, without writing either: states of a case share most of what they hold.

/** Whether two values are the same as JSON; a member that is undefined is not there. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
    return one.every((item, n) => isSameJson(item, other[n]))
  }
  const [members, others] = [one, other] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]
  const keys = Object.keys(members)
  const otherKeys = Object.keys(others)
  // Of the same members in the same order, as most are, none has to be looked for.
  if (keys.length === otherKeys.length && keys.every((key, n) => key === otherKeys[n]))
    return keys.every(key => isSameJson(members[key], others[key]))
  // Keys are their own: a value may have the name of something that every object has.
  for (const key of keys) {
    const member = members[key]
    if (member !== undefined && !(Object.hasOwn(others, key) && isSameJson(member, others[key]))) return false
  }
  for (const key of otherKeys) {
    if (others[key] !== undefined && !(Object.hasOwn(members, key) && members[key] !== undefined)) return false
  }
  return true
}
