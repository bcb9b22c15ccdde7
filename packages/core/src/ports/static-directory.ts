import type { AuthorityEdge, AuthorityKind, Delegation, Directory } from './directory.js'
import type { PartyId } from './party.js'
import type { Membership } from './roll.js'

/** What a {@link staticDirectory} knows. */
export interface StaticDirectoryOptions {
  /** Who stands over whom. Default: nobody. */
  readonly edges?: readonly AuthorityEdge[] | undefined
  /** Who may act for whom. Default: nobody. */
  readonly delegations?: readonly Delegation[] | undefined
  /** Who is on which roll: by the hash of the roll, then by party. Default: nobody. */
  readonly rolls?: Readonly<Record<string, Readonly<Record<PartyId, Membership>>>> | undefined
}

/** Who stands over whom, answered at once. */
export interface AuthorityAnswers {
  /** As {@link Directory.commonSuperior}. */
  commonSuperior(parties: readonly PartyId[], at: number): PartyId | null
  /** As {@link Directory.hasAuthority}. */
  hasAuthority(superior: PartyId, subordinate: PartyId, kind: AuthorityKind, at: number): boolean
}

/**
 * What a fixed list of edges says about who stands over whom: what a {@link staticDirectory} answers, without waiting.
 * For a host that decides many cases in one go, such as a simulator. Pure.
 *
 * `commonSuperior` climbs `commands` edges only and answers the lowest body that commands all of the parties, nearest
 * first; where two are equally near, the one that sorts first. No party commands itself: where one of them commands the
 * others, the answer lies above it.
 *
 * @example
 * const { commonSuperior } = authorityAmong([
 *   { superior: 'town', subordinate: 'dept:police', kind: 'commands', from: 0, to: null },
 * ])
 * commonSuperior(['dept:police'], 1) // => 'town'
 */
export function authorityAmong(edges: readonly AuthorityEdge[]): AuthorityAnswers {
  const superiors = (party: PartyId, kind: AuthorityKind, at: number): readonly PartyId[] =>
    edges.filter(edge => edge.kind === kind && edge.subordinate === party && holds(edge, at)).map(edge => edge.superior)

  /** Steps up to every body above, the nearest way; a ring of edges ends. */
  const above = (party: PartyId, kind: AuthorityKind, at: number): ReadonlyMap<PartyId, number> => {
    const steps = new Map<PartyId, number>()
    let front = superiors(party, kind, at)
    for (let step = 1; front.length > 0; step++) {
      const fresh = [...new Set(front)].filter(body => body !== party && !steps.has(body))
      for (const body of fresh) steps.set(body, step)
      front = fresh.flatMap(body => superiors(body, kind, at))
    }
    return steps
  }

  return {
    commonSuperior(parties, at) {
      const distinct = [...new Set(parties)]
      const climbs = distinct.map(party => above(party, 'commands', at))
      const [first, ...rest] = climbs
      if (first === undefined) return null
      let best: { readonly body: PartyId; readonly steps: number } | undefined
      for (const [body, steps] of first) {
        const all = rest.map(climb => climb.get(body))
        if (all.includes(undefined)) continue
        const total = steps + all.reduce<number>((sum, own) => sum + (own as number), 0)
        if (best === undefined || total < best.steps || (total === best.steps && body < best.body))
          best = { body, steps: total }
      }
      return best?.body ?? null
    },
    hasAuthority: (superior, subordinate, kind, at) => above(subordinate, kind, at).has(superior),
  }
}

/**
 * A directory 组织名录 over fixed lists, in memory. Every answer is for the instant asked: an edge or a delegation holds
 * from `from` (inclusive) to `to` (exclusive). Superiors are found as {@link authorityAmong} finds them. Pure.
 *
 * @example
 * const directory = staticDirectory({
 *   edges: [{ superior: 'town', subordinate: 'dept:police', kind: 'commands', from: 0, to: null }],
 * })
 * await directory.commonSuperior({ parties: ['dept:police'], at: 1 }) // => 'town'
 */
export function staticDirectory({ edges = [], delegations = [], rolls = {} }: StaticDirectoryOptions): Directory {
  const { commonSuperior, hasAuthority } = authorityAmong(edges)
  return {
    async delegations({ principal, delegate, at }) {
      return delegations.filter(item => item.principal === principal && item.delegate === delegate && holds(item, at))
    },
    async commonSuperior({ parties, at }) {
      return commonSuperior(parties, at)
    },
    async hasAuthority({ superior, subordinate, kind, at }) {
      return hasAuthority(superior, subordinate, kind, at)
    },
    async membership({ roll, party }) {
      const lines = Object.hasOwn(rolls, roll.sha256) ? rolls[roll.sha256] : undefined
      return lines !== undefined && Object.hasOwn(lines, party) ? (lines[party] as Membership) : null
    },
  }
}

/** A directory that knows nobody: no delegation, no authority. What an engine uses when it is given none. */
export const emptyDirectory: Directory = staticDirectory({})

function holds(span: { readonly from: number; readonly to: number | null }, at: number): boolean {
  return span.from <= at && (span.to === null || at < span.to)
}
