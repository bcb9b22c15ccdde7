import { ConvokeError } from '../errors/convoke-error.js'
import { canonicalJson } from '../json/canonical.js'
import { sha256Hex } from '../json/hash.js'
import type { PartyId } from '../ports/party.js'
import type { FileReference, Membership } from '../ports/roll.js'
import type { Weights } from './tally.js'

/** Something that gives its holder a say, such as a flat: whose it is, and its weights in whole numbers. */
export interface RollUnit {
  readonly party: PartyId
  readonly weights: Readonly<Record<string, number>>
}

/** A roll 表决权名册 as a host keeps it: the file, what refers to it, its sums, and the line of each party. */
export interface Roll {
  /** The file: canonical JSON, so that the same roll always has the same hash. */
  readonly text: string
  readonly electorate: Weights
  readonly members: Readonly<Record<PartyId, Membership>>
  /** What a case refers to it by. */
  reference(uri: string): FileReference
}

/**
 * Makes a roll from its units: one party is one line and one head, however many units it has, so that the buyer of
 * several flats, and the developer with what it has not sold, count once. Lines in the order of party ids. Pure.
 *
 * @source Supreme Court on divided ownership 9: several units of one owner are one head
 * @throws ConvokeError `input/electorate` for weights that are not whole numbers, not the same in every unit, or called
 *   `heads`, and for a roll without units
 * @example
 * const roll = makeRoll([
 *   { party: 'owner:b', weights: { area: 90 } },
 *   { party: 'owner:a', weights: { area: 60 } },
 *   { party: 'owner:b', weights: { area: 110 } },
 * ])
 * roll.electorate // => { heads: 2, area: 260 }
 * roll.members['owner:b'] // => { index: 1, weights: { area: 200 } }
 * roll.reference('urn:roll:1').sha256.length // => 64
 */
export function makeRoll(units: readonly RollUnit[]): Roll {
  const names = Object.keys(units[0]?.weights ?? {}).sort()
  if (units.length === 0) throw wrongRoll('no units')
  if (names.includes('heads')) throw wrongRoll('a weight called heads; every party is one head')
  const lines = new Map<PartyId, Record<string, number>>()
  for (const { party, weights } of units) {
    if (Object.keys(weights).sort().join() !== names.join()) throw wrongRoll(`a unit of "${party}" with other weights`)
    const line = lines.get(party) ?? Object.fromEntries(names.map(name => [name, 0]))
    for (const name of names) line[name] = whole(line[name] as number, weights[name] as number, name)
    lines.set(party, line)
  }
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([party, weights]) => ({ party, weights }))
  return rollOf(sorted, canonicalJson(sorted))
}

/**
 * Reads a roll's file, and refuses one that is not the file a case refers to. Pure.
 *
 * @throws ConvokeError `input/electorate` for a text that is no roll, or has another hash than the reference
 * @example
 * const kept = makeRoll([{ party: 'owner:a', weights: { area: 60 } }])
 * readRoll(kept.text, kept.reference('urn:roll:1')).members['owner:a'] // => { index: 0, weights: { area: 60 } }
 * readRoll(kept.text.replace('60', '61'), kept.reference('urn:roll:1')) // => throws input/electorate
 */
export function readRoll(text: string, reference?: Pick<FileReference, 'sha256'> | undefined): Roll {
  if (reference !== undefined && sha256Hex(text) !== reference.sha256) throw wrongRoll('a file with another hash')
  let units: unknown
  try {
    units = JSON.parse(text)
  } catch {
    units = undefined
  }
  if (!Array.isArray(units) || !units.every(isUnit)) throw wrongRoll('a file that is no roll')
  const roll = makeRoll(units)
  // Anything but the canonical text would be a second file for the same roll.
  if (roll.text !== text) throw wrongRoll('a file that is not in its one form')
  return roll
}

function rollOf(lines: readonly RollUnit[], text: string): Roll {
  const electorate: Record<string, number> = { heads: lines.length }
  const members: Record<PartyId, Membership> = Object.create(null)
  lines.forEach(({ party, weights }, index) => {
    members[party] = { index, weights }
    for (const [name, weight] of Object.entries(weights)) electorate[name] = whole(electorate[name] ?? 0, weight, name)
  })
  return {
    text,
    electorate: electorate as Weights,
    members,
    reference: uri => ({
      sha256: sha256Hex(text),
      size: new TextEncoder().encode(text).length,
      mediaType: 'application/json',
      uri,
    }),
  }
}

function isUnit(value: unknown): value is RollUnit {
  if (typeof value !== 'object' || value === null) return false
  const { party, weights } = value as { readonly party?: unknown; readonly weights?: unknown }
  return typeof party === 'string' && typeof weights === 'object' && weights !== null
}

function whole(sum: number, weight: number, name: string): number {
  if (!Number.isSafeInteger(weight) || weight < 0)
    throw wrongRoll(`${weight} ${name}; count in whole numbers of a smaller unit`)
  if (!Number.isSafeInteger(sum + weight)) throw wrongRoll(`${name} that sum up beyond 2^53−1; count in a larger unit`)
  return sum + weight
}

function wrongRoll(why: string): ConvokeError {
  return new ConvokeError('input/electorate', `the roll has ${why}`, { details: { why } })
}
