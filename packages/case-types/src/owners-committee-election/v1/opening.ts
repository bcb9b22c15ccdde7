import { fileReference, partyId } from '@convoke/core'
import * as z from 'zod'

/** One line of text. */
export const line = z.string().min(1).max(200)
/** A paragraph: a reason, an objection. */
export const text = z.string().min(1).max(2000)

/**
 * Which election 选举类别: first 首届, regular 换届, early 提前换届 (below half, six months inactive, unlawful decisions),
 * byElection 补选 (some members missing, more than half left).
 *
 * @source [Shanghai property rules 13, 28, 32](docs/reference/sources.md#shanghai-property-rules)
 */
export const kind = z.enum(['first', 'regular', 'early', 'byElection'])

/** Sums of a roll 名册合计: owners, and area in a whole unit. */
export const electorate = z.strictObject({
  heads: z.int().min(1).max(1_000_000),
  area: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
})

const distinct = (parties: readonly string[]) => new Set(parties).size === parties.length

/** What opens an election 业委会选举. `buildingArea` in m²: up to 10,000 a committee may have three members. */
export const opening = z.object({
  place: line,
  kind,
  ground: text.nullable().default(null),
  town: partyId,
  residentsCommittee: partyId.nullable().default(null),
  housingOffice: partyId.nullable().default(null),
  district: partyId.nullable().default(null),
  developer: partyId.nullable().default(null),
  ownersCommittee: partyId.nullable().default(null),
  propertyCompany: partyId.nullable().default(null),
  police: partyId.nullable().default(null),
  ownerRepresentatives: z.array(partyId).max(30).default([]),
  roll: fileReference.nullable().default(null),
  electorate: electorate.nullable().default(null),
  buildingArea: z.int().min(1).nullable().default(null),
  seatsBefore: z.int().min(3).max(31).nullable().default(null),
  membersBefore: z.array(partyId).max(31).refine(distinct, 'a member is named twice').default([]),
  /** 任期届满日. */
  termEnds: z.iso.date().nullable().default(null),
})
