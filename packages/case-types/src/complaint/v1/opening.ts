import { partyId, personal, visibleTo } from '@convoke/core'
import * as z from 'zod'

/** One line of text: a title, a place, a number of another system. */
export const line = z.string().min(1).max(200)
/** A paragraph: a reason, an answer, a finding. Bounded, so that a case stays small enough to fold at once. */
export const text = z.string().min(1).max(2000)
/** Names something inside its case, such as a supervision order. Chosen by whoever gives it. */
export const localId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name such as order-1')

/**
 * Kinds of complaint 诉求类别: 咨询 consult, 求助 serviceRequest, 投诉 complaint, 举报 report, 建议 suggestion.
 *
 * @source [Hotline categories](docs/reference/sources.md#hotline-categories); the names are ours
 */
export const kind = z.enum(['consult', 'serviceRequest', 'complaint', 'report', 'suggestion'])

/**
 * Where a complaint comes in 渠道. A list, so that which inlets are verified on site or open a supervision order is a
 * knob and no code.
 *
 * @source our list, after [grid handling](docs/reference/sources.md#grid-handling) (patrol, superior, media, public)
 */
export const inlet = z.enum([
  'hotline',
  'visit',
  'patrol',
  'sensor',
  'window',
  'superior',
  'leadersNote',
  'media',
  'petition',
  'police110',
])

/**
 * Flags of a sensitive complaint 敏感标记. `safetyHazard` cannot be withdrawn; `staffConduct` is for discipline
 * inspection; `stateSecret` is not handled here; `protectedReporter` is never shown to whom it is about.
 *
 * @source [Petition work regulations 22, 30](docs/reference/sources.md#petition-work-regulations) for staff and reporters;
 * otherwise our list
 */
export const flag = z.enum([
  'safetyHazard',
  'staffConduct',
  'stateSecret',
  'protectedReporter',
  'minor',
  'selfHarm',
  'violence',
])

/** Where somebody is sent whose matter is decided elsewhere 告知渠道. Nobody is *sent* to petition: it is named as a right. */
export const adviceChannel = z.enum(['litigation', 'arbitration', 'review', 'discipline', 'petition'])

/** Units that take an emergency over 应急移交: police, fire, ambulance, gas, lift rescue. */
export const emergencyKind = z.enum(['110', '119', '120', 'gas', 'lift'])

/** A file somewhere else 证据, known by its hash: the case keeps the reference, never the file. */
export const reference = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a lower-case hex SHA-256'),
  size: z.int().min(0),
  mediaType: line,
  uri: z.string().min(1).max(500),
})

/**
 * How many representatives a group has at most.
 *
 * @source [Petition work regulations 20](docs/reference/sources.md#petition-work-regulations), by analogy
 */
export const mostRepresentatives = 5

/** Who sees the matter itself 经办各方. Never the respondent, which reads topic and allegation only. */
export const inside = [
  'complainant',
  'intake',
  'operationsCentre',
  'leadUnit',
  'coUnit',
  'gridInspector',
  'reviewer',
  'caller',
  'supervisor',
  'districtOffice',
  'emergencyUnit',
  'ruler',
  'approver',
  'coordinator',
] as const

/**
 * Who sees name, telephone and door: those who have to reach the complainant. The respondent only as
 * `consentedRespondent`, after consent.
 *
 * @source [Petition work regulations 30](docs/reference/sources.md#petition-work-regulations)
 */
export const reaching = [
  'complainant',
  'intake',
  'operationsCentre',
  'leadUnit',
  'caller',
  'supervisor',
  'districtOffice',
  'emergencyUnit',
  'consentedRespondent',
] as const

/**
 * Whose data name, telephone, door and statement are: the complainant's, whoever wrote them down at the desk. So erasing a
 * person reaches them, and erasing what a desk supplied does not reach everybody who ever called it.
 */
export const ofComplainant = { subject: 'complainant' } as const

const distinct = (parties: readonly string[]) => new Set(parties).size === parties.length

/** The representatives of a group 代表, each once. */
export const representatives = z
  .array(partyId)
  .max(mostRepresentatives)
  .refine(distinct, 'a representative is named twice')

/**
 * What opens a complaint 诉求. It begins to count when it arrives: the outer clock runs from the opening, or to
 * `externalDue`, the date that the city's order carries.
 *
 * `statement` is what the complainant said, `allegation` what the respondent may read of it. `complainant` is a pseudonym,
 * null where nobody is known; a report 举报 that is to be protected is best opened without it. `firstReceiver` is the unit
 * that answers for the place when nobody has been given the matter. `residentsCommittees` are those of the place: they lead
 * only what is on the list of the district, where the host has one (`committeeMatters`), and `matter` is looked up in it.
 */
export const opening = z
  .object({
    topic: line,
    kind: kind.default('complaint'),
    place: line,
    matter: line.nullable().default(null),
    inlet: inlet.default('hotline'),
    channel: line.nullable().default(null),
    externalId: line.nullable().default(null),
    externalDue: z.iso.date().nullable().default(null),
    urgent: z.boolean().default(false),
    gridItem: z.boolean().default(false),
    statement: visibleTo(inside, personal(text, ofComplainant)).nullable().default(null),
    allegation: text.nullable().default(null),
    complainant: partyId.nullable().default(null),
    anonymous: z.boolean().default(false),
    consentToContact: z.boolean().default(false),
    name: visibleTo(reaching, personal(line, ofComplainant)).nullable().default(null),
    phone: visibleTo(reaching, personal(line, ofComplainant)).nullable().default(null),
    door: visibleTo(reaching, personal(line, ofComplainant)).nullable().default(null),
    group: representatives.default([]),
    headcount: z.int().min(1).max(100_000).default(1),
    previous: line.nullable().default(null),
    sensitive: z.array(flag).max(10).default([]),
    respondent: partyId.nullable().default(null),
    intake: partyId,
    operationsCentre: partyId,
    gridInspector: partyId.nullable().default(null),
    firstReceiver: partyId.nullable().default(null),
    residentsCommittees: z.array(partyId).max(8).default([]),
    supervisor: partyId,
    districtOffice: partyId,
    areaChair: partyId.nullable().default(null),
  })
  .refine(({ respondent, districtOffice }) => respondent !== districtOffice, {
    path: ['respondent'],
    message: 'a complaint about the district itself has nobody left here to decide it: advise the channel above',
  })
  .refine(({ anonymous, name, phone }) => !anonymous || (name === null && phone === null), {
    path: ['anonymous'],
    message: 'an anonymous complaint has no name and no telephone',
  })
