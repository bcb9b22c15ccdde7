/**
 * An organisation or person that can hold a role in a case, as a pseudonym such as `rc:chunshen` or `dept:police`.
 * 1 to 200 characters; never a name, a phone number or an identity number.
 */
export type PartyId = string

/** The human (or service account) who pressed the button, as the host knows it. Recorded, never used for permission. */
export type ActorId = string
