import { fileReference, partyId, personal, visibleTo } from '@convoke/core'
import * as z from 'zod'
import { matterKind } from './matters.js'

/** One line of text: a title, a place, a time of day. */
export const line = z.string().min(1).max(200)
/** A paragraph: a reason, a finding, a question. Bounded, so that a case stays small enough to fold at once. */
export const text = z.string().min(1).max(2000)
/** Names a thing inside its case, such as `audit-2026`. Chosen by whoever brings it in. */
export const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name is like audit-2026')

/**
 * Why it is brought 事由: ordinary 一般, emergency 紧急 (somebody is in danger now), urgentRepair 急修, exit 物业退出,
 * arrears 欠费.
 *
 * @source [Shanghai property rules 46, 49, 73](docs/reference/sources.md#shanghai-property-rules)
 */
export const kind = z.enum(['ordinary', 'emergency', 'urgentRepair', 'exit', 'arrears'])

/**
 * The five urgent repairs 急修五项, and no others: pumps and tanks; a lift ordered to stop; fire equipment with a
 * rectification notice; façade about to fall; roof or façade leaking badly.
 *
 * @source [Shanghai property rules 73](docs/reference/sources.md#shanghai-property-rules)
 */
export const urgentRepair = z.enum(['waterSupply', 'lift', 'fireEquipment', 'fallingFacade', 'severeLeak'])

/** What a case is for: the whole matter 办结, or only the owners' decision 仅作决定, which somebody else carries out. */
export const purpose = z.enum(['settle', 'decide'])

/** Sums of a roll 名册合计: owners, and area in hundredths of a square metre or any other whole unit. */
export const electorate = z.strictObject({
  heads: z.int().min(1).max(1_000_000),
  area: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
})

const distinct = (parties: readonly string[]) => new Set(parties).size === parties.length

/**
 * The owners' committee 业委会 as a body: how many seats it has by its filing, and who sits on them now.
 *
 * @source [Shanghai property rules 20, 32](docs/reference/sources.md#shanghai-property-rules)
 */
export const committee = z.strictObject({
  seats: z.int().min(3).max(31),
  members: z.array(partyId).max(31).refine(distinct, 'a member is named twice'),
  /** A re-election is under way 换届期间, so that some matters may not be decided. */
  betweenTerms: z.boolean().default(false),
})

/** The four parties and the bodies around them, each null until it is known. */
const partyFields = {
  residentsCommittee: partyId.nullable().default(null),
  partyBranch: partyId.nullable().default(null),
  ownersCommittee: partyId.nullable().default(null),
  propertyCompany: partyId.nullable().default(null),
  town: partyId.nullable().default(null),
  housingOffice: partyId.nullable().default(null),
  district: partyId.nullable().default(null),
  mediator: partyId.nullable().default(null),
  committee: committee.nullable().default(null),
  participants: z.array(partyId).max(30).default([]),
  ownerRepresentatives: z.array(partyId).max(30).default([]),
  roll: fileReference.nullable().default(null),
  electorate: electorate.nullable().default(null),
}

/** Who may read how to reach the person behind the matter. */
const standsFor = ['proposer', 'residentsCommittee', 'town'] as const

/**
 * What opens a four-party case 四方协调. `topic`, `place` and `raisedBy` are enough: a case that another one opened names
 * its parties afterwards, and then is only for the decision unless it says otherwise.
 */
export const opening = z.object({
  topic: line,
  place: line,
  raisedBy: partyId,
  background: text.nullable().default(null),
  kind: kind.default('ordinary'),
  urgent: urgentRepair.nullable().default(null),
  /** 被反映方: it never triages and never accepts. */
  accused: partyId.nullable().default(null),
  purpose: purpose.nullable().default(null),
  matter: matterKind.nullable().default(null),
  ...partyFields,
  contact: visibleTo(standsFor, personal(line, { subject: 'raisedBy' }))
    .nullable()
    .default(null),
})
