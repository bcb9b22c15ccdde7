import { partyId, personal, visibleTo } from '@convoke/core'
import * as z from 'zod'

/** One line of text: a title, a place, a time of day. */
export const line = z.string().min(1).max(200)
/** A paragraph: a reason, a finding, a note. Bounded, so that a case stays small enough to fold at once. */
export const text = z.string().min(1).max(2000)
/** Names an action item inside its case, such as `stagger-parking`. Chosen by whoever proposes it. */
export const itemId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'an item is named like stagger-parking')

/**
 * Kinds of convening request 约请类别: 普通 ordinary, 联合 joint, 联合执法 jointEnforcement, 紧急 emergency, 常态 standing.
 *
 * @source our default; [the Beijing whistle](docs/reference/sources.md#beijing-whistle) has the nearest published list
 */
export const kind = z.enum(['ordinary', 'joint', 'jointEnforcement', 'emergency', 'standing'])

/** In which capacity a unit is invited: 主办 lead, 必到 required, 可到 optional, 列席 observer. */
export const capacity = z.enum(['lead', 'required', 'optional', 'observer'])

/**
 * The plan 约请方案: the situation, what was tried before, and the decision the conveners want.
 *
 * @source our default
 */
export const plan = z.strictObject({ situation: text, tried: text, decisionWanted: text })

/** A unit to invite. `letter`: it is not under the town and gets a letter 函请 instead of an invitation. */
export const invitation = z.strictObject({
  party: partyId,
  as: capacity,
  asked: text,
  letter: z.boolean().default(false),
})

/** How many units one request may invite. Our default; a roll call beyond it is a campaign. */
export const mostInvitees = 30

/** How many committees may convene together. Our default. */
export const mostConveners = 8

const distinct = (parties: readonly string[]) => new Set(parties).size === parties.length

/** The units to invite, each once. */
export const invitations = z
  .array(invitation)
  .max(mostInvitees)
  .refine(units => distinct(units.map(unit => unit.party)), {
    error: 'a unit is invited twice',
    params: { says: { 'zh-CN': '同一单位受邀两次', en: 'invites a unit twice' } },
  })

const standsFor = ['convener', 'coConvener', 'screener', 'supervisor'] as const

/**
 * What opens a convening request 约请. The first of `conveners` drafts and presides until another chair is named; the
 * others cosign. `contact` is how to reach the resident who raised the matter, for the conveners and the screening unit.
 */
export const opening = z.object({
  topic: line,
  kind: kind.default('ordinary'),
  place: line,
  plan,
  conveners: z
    .array(partyId)
    .min(1)
    .max(mostConveners)
    .refine(distinct, {
      error: 'a convener is named twice',
      params: { says: { 'zh-CN': '同一约请方列了两次', en: 'names a convener twice' } },
    }),
  invitees: invitations,
  participants: z.array(partyId).max(mostInvitees).default([]),
  screener: partyId,
  supervisor: partyId,
  areaChair: partyId,
  districtOffice: partyId,
  contact: visibleTo(standsFor, personal(line)).nullable().default(null),
})
