// Acts that are tried beside those of parties for themselves: through a delegate 委托, and of a party that steps back 回避.
import type { CompiledCommand, Delegation, JsonObject, PartyId } from '@convoke/core'
import type { Acting, Data, Move } from './case-data.js'

/** Somebody who is in no role, and acts for any party. */
export const deputy: PartyId = 'person:delegate'

/** The command by which a party steps back. */
export const recuse = 'case.recuse'

/** What is tried as the ground of a recusal. */
const ground: JsonObject = { ground: 'a conflict of interest' }

/** A party steps back. */
export function recusalOf(by: PartyId): Move {
  return { kind: 'command', type: recuse, by, sample: ground, data: ground, answers: undefined }
}

/** Who is tried as a delegate of a party for a command. */
export function delegatesOf(
  { delegation }: Acting,
  { name }: Pick<CompiledCommand, 'name'>,
  by: PartyId,
  seen: {
    /** Whether the machine looks at who it is that acts for a party. */
    readonly isLookedAt: boolean
    /** Who was seen in a role that may give a command; in any role, where none is named. */
    readonly holders: (command?: string) => Iterable<PartyId>
  },
): readonly PartyId[] {
  const apart = delegation !== undefined && Object.hasOwn(delegation, name) ? delegation[name] : undefined
  if (delegation === undefined || (apart === undefined && !seen.isLookedAt)) return []
  const others = seen.isLookedAt ? [...seen.holders()] : (apart ?? []).flatMap(other => [...seen.holders(other)])
  return [...new Set([deputy, ...others])].filter(one => one !== by)
}

/** Whoever stands behind a command: the party in whose name it is done, and who does it for that party. */
export function actorsOf({ by, delegate }: Pick<Move & { kind: 'command' }, 'by' | 'delegate'>): readonly PartyId[] {
  return delegate === undefined ? [by] : [by, delegate]
}

/** The delegation by which one acts for the other: for everything, at any time. */
export function delegationOf(principal: PartyId, delegate: PartyId): Delegation {
  return { id: `${principal} ${delegate}`, principal, delegate, from: 0, to: null }
}

/** Whether one of them has stepped back. */
export function isRecused({ recusals }: Data, actors: readonly PartyId[]): boolean {
  return actors.some(party => recusals[party] === true)
}

/** What is tried of delegates: for each command that has to stay apart from others, those. */
export function delegationFor(
  pairs: readonly { readonly did: string; readonly mayNot: string }[],
): NonNullable<Acting['delegation']> {
  const apart: Record<string, string[]> = {}
  for (const { did, mayNot } of pairs) {
    apart[did] = [...(apart[did] ?? []), mayNot]
    apart[mayNot] = [...(apart[mayNot] ?? []), did]
  }
  return apart
}
