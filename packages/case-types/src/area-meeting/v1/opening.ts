import { partyId } from '@convoke/core'
import * as z from 'zod'

/** One line of text: a title, a place, a time of day. */
export const line = z.string().min(1).max(200)
/** A paragraph: a reason, a plan, an answer. */
export const text = z.string().min(1).max(2000)
/** Names a duty or a request inside its case, such as `night-parking`. Chosen by whoever writes it down. */
export const itemId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a duty is named like night-parking')

/**
 * Which body meets: the chairs of an area 片会, or the alliance of a large grid 党建联盟联席会. They are distinct bodies.
 *
 * @source our reading of [the seed article](docs/reference/sources.md#the-seed-article)
 */
export const kind = z.enum(['area', 'alliance'])

/** How many regular members and how many topics one round holds. Ours: a round is discussed in one session. */
export const mostMembers = 60
/** See {@link mostMembers}. */
export const mostTopics = 60

const distinct = (parties: readonly string[]) => new Set(parties).size === parties.length

/**
 * What opens a round of the area meeting 片会, and what another case brings when it joins one that is collecting: one
 * topic 议题, and the bodies that go with it.
 */
export const opening = z.object({
  kind: kind.default('area'),
  /** Who chairs it 片会召集人; one area has one. Rounds of the same chair take each other's topics in. */
  chair: partyId,
  supervisor: partyId,
  districtOffice: partyId,
  /** Who writes the minutes; null: the chair. */
  secretary: partyId.nullable().default(null),
  /** Committees and resident units that belong to the area. */
  members: z.array(partyId).max(mostMembers).refine(distinct, 'a member is named twice').default([]),
  topic: line,
  place: line,
  /** The kind of problem 议题类别, one of the town's `topicKinds`; null or unknown: sorted by the chair. */
  matter: line.nullable().default(null),
  situation: text.nullable().default(null),
  /** Who raised it and may take it back. */
  raisedBy: partyId.nullable().default(null),
  /** How often earlier sessions put it off. */
  deferrals: z.int().min(0).max(100).default(0),
})
