// Three hundred owners of 30,000 m²: the first half have large flats, the others small ones.
import { makeRoll } from 'convoke'

export const owner = (n: number): string => `owner:${n}`

const owners = Array.from({ length: 300 }, (_, at) => owner(at + 1))
/** Hundredths of a square metre, so that a limit of two thirds is met exactly. */
const areaOf = (at: number) => (at < 150 ? 13_000 : 7_000)

/** 业主名册 */
export const roll = makeRoll(owners.map((party, at) => ({ party, weights: { area: areaOf(at) } })))
export const reference = roll.reference('urn:convoke:roll:chunshen-2026')
/** What the thresholds are shares of. */
export const everybody = { heads: owners.length, area: owners.reduce((sum, _, at) => sum + areaOf(at), 0) }
