// A small directory of parties: who stands above whom, and who is on which roll.
import {
  type AuthorityEdge,
  type CaseDefinition,
  type CaseState,
  type Facts,
  type JsonObject,
  type Membership,
  type PartyId,
  rollsOf,
  type Seats,
} from '@convoke/core'

/** Who is on which roll: by its hash, then by party. */
export type Rolls = Readonly<Record<string, Readonly<Record<PartyId, Membership>>>>

type Machine = CaseState['machine']

/** What a directory answers of a case, with the same words as an engine would ask it. */
export interface SmallDirectory {
  seats(machine: Machine, party: PartyId): Seats | undefined
  facts(machine: Machine, type: string, data: JsonObject, party: PartyId): Facts | undefined
}

export function smallDirectory(
  definition: CaseDefinition,
  rolls: Rolls,
  edges: readonly AuthorityEdge[],
): SmallDirectory {
  const lineOn = (sha256: string, party: PartyId): Membership | null => rolls[sha256]?.[party] ?? null
  const seats: SmallDirectory['seats'] = (machine, party) => {
    const found = Object.entries(rollsOf(definition, machine)).flatMap(([role, { sha256 }]) => {
      const line = lineOn(sha256, party)
      return line === null ? [] : [[role, { ...line, roll: sha256 }] as const]
    })
    return found.length === 0 ? undefined : Object.fromEntries(found)
  }
  return {
    seats,
    facts(machine, type, data, party) {
      const lookups = definition.commands.get(type)?.lookups
      const superiors = lookups?.commonSuperior?.(machine.context, data, party)
      const authority = lookups?.authority?.(machine.context, data, party)
      const membership = lookups?.membership?.(machine.context, data, party)
      const own = seats(machine, party)
      if (lookups === undefined && own === undefined) return undefined
      const commands = ({ over, kind }: { readonly over: PartyId; readonly kind: string }) =>
        edges.some(edge => edge.superior === party && edge.subordinate === over && edge.kind === kind)
      return {
        ...(superiors && { commonSuperior: answers(superiors, parties => commonSuperior(edges, parties)) }),
        ...(authority && { authority: answers(authority, commands) }),
        ...(membership && { membership: answers(membership, ({ roll, party: of }) => lineOn(roll.sha256, of)) }),
        ...(own && { seats: own }),
      }
    },
  }
}

function answers<Q, A>(questions: Readonly<Record<string, Q>>, ask: (question: Q) => A): Record<string, A> {
  return Object.fromEntries(Object.entries(questions).map(([key, question]) => [key, ask(question)]))
}

/** The lowest body that commands all of these, over one level of edges. */
function commonSuperior(edges: readonly AuthorityEdge[], parties: readonly PartyId[]): PartyId | null {
  const above = parties.map(party => [
    party,
    ...edges.filter(edge => edge.subordinate === party && edge.kind === 'commands').map(edge => edge.superior),
  ])
  const [first = [], ...rest] = above
  return first.find(body => rest.every(bodies => bodies.includes(body))) ?? null
}
