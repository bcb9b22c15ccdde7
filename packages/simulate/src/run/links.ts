// Cases that open, join and answer one another, as an engine carries out what one asks of another; at the same instant.
import {
  type CaseState,
  type Cause,
  type Draft,
  type Effect,
  type JoinRequest,
  type JsonObject,
  type LinkNews,
  type PreparedData,
  prepareOpening,
  rosterOf,
} from '@convoke/core'
import type { TypeRun } from './type-run.js'

/** A case among those that are linked. */
export interface LinkedRun {
  /** How other cases call it. */
  readonly id: string
  readonly type: TypeRun
  readonly state: CaseState
}

/** A case that is opened for another. */
export interface LinkedOpening {
  readonly type: TypeRun
  readonly data: PreparedData
  readonly by: string
  readonly parent: NonNullable<CaseState['parent']>
}

/** What is done to cases. A code is that of a refusal. */
export interface LinkPorts<Run extends LinkedRun> {
  /** The case type of this name under the policy by which a case goes; undefined: none is registered. */
  typeOf(asker: Run, caseType: string, now: number): TypeRun | undefined
  open(asker: Run, opening: LinkedOpening, now: number): Run | { readonly code: string }
  join(run: Run, request: JoinRequest, now: number): boolean
  send(
    run: Run,
    command: {
      readonly type: string
      readonly data: JsonObject
      readonly by: string
      readonly as: string | undefined
      readonly cause: Cause
    },
    now: number,
  ): string | undefined
  hear(run: Run, news: LinkNews, now: number): void
  /** All that are open, the oldest first. */
  all(): Iterable<Run>
  /** An opening or a command of a case was refused. */
  refused(run: Run, code: string): void
}

/** Carries what cases ask of one another. */
export interface Linking<Run extends LinkedRun> {
  opened(run: Run): void
  settled(run: Run): void
  /** What a step of a case asks, one after the other. */
  carry(run: Run, drafts: readonly Draft[], now: number): void
}

/** How deep cases may set each other off, as an engine allows by default. */
const mostDeep = 16
const noSalt = () => '0'.repeat(32)

interface Ask<Run> {
  readonly run: Run
  readonly params: JsonObject
  readonly link: NonNullable<Effect['link']>
  readonly depth: number
}

export function linking<Run extends LinkedRun>(ports: LinkPorts<Run>): Linking<Run> {
  const known = new Map<string, Run>()
  const asks: Ask<Run>[] = []
  let depth = 0
  let isCarrying = false

  function carryOut({ run, params, link }: Ask<Run>, now: number): void {
    const { name, key } = link
    const back = (type: 'case.opened' | 'case.refused', by: string, data: JsonObject) => {
      if (type === 'case.refused') ports.refused(run, String(data.code))
      hear(run.id, { type, by, data: { link: name, key, ...data }, commandId: `${run.id}/${name}/${key}/${type}` }, now)
    }
    if (link.act === 'settled') {
      const { asked: _, ...outcome } = params
      const data = { link: name, key, caseId: run.id, ...outcome }
      const news = { type: 'case.settled', by: `case:${run.id}`, data, commandId: `${run.id}/settled` } as const
      hear(link.caseId as string, news, now)
      return
    }
    if (depth > mostDeep) {
      back('case.refused', 'clock', { code: 'engine/link-too-deep' })
      return
    }
    if (link.act === 'open') {
      const found = taken(run, { params, name, key }, now)
      if ('code' in found) back('case.refused', 'clock', { code: found.code })
      else back('case.opened', `case:${found.id}`, { caseId: found.id })
      return
    }
    const own = run.state.links.find(one => one.link === name && one.key === key)?.caseId
    const target = known.get(link.caseId ?? own ?? '')
    const { command = {}, as } = params as { readonly command?: JsonObject; readonly as?: unknown }
    const { type, ...data } = command
    const onBehalfOf = typeof as === 'string' ? as : undefined
    const cause: Cause = { caseId: run.id, seq: 0, depth, link: name, key }
    const code =
      target === undefined
        ? 'missing/case'
        : ports.send(target, { type: String(type), data, by: `case:${run.id}`, as: onBehalfOf, cause }, now)
    if (code !== undefined) back('case.refused', 'clock', { code })
  }

  /** The case that takes up an opening: one it joins, or a new one. */
  function taken(
    run: Run,
    { params, name, key }: { readonly params: JsonObject; readonly name: string; readonly key: string },
    now: number,
  ): Pick<Run, 'id'> | { readonly code: string } {
    const { caseType } = run.type.definition.caseType.links?.[name] ?? {}
    const type = caseType === undefined ? undefined : ports.typeOf(run, caseType, now)
    if (type === undefined) return { code: 'input/unknown-case-type' }
    const { opening, as } = params as { readonly opening?: unknown; readonly as?: unknown }
    const by = typeof as === 'string' ? as : `case:${run.id}`
    const prepared = prepareOpening(type.definition, opening, { salt: noSalt, subject: 'simulated' })
    if (!prepared.ok) return { code: prepared.denial.code }
    const parent = { caseId: run.id, link: name, key }
    const { joins } = type.definition.caseType
    if (joins !== undefined) {
      const party = String(prepared.data.seen[joins])
      const request = { opening: prepared.data, asker: parent, by, commandId: `${run.id}/${name}/${key}` }
      for (const other of [...ports.all()]) {
        if (other.type.name !== type.name || !rosterOf(other.type.definition, other.state.machine).has(party)) continue
        if (ports.join(other, request, now)) return other
      }
    }
    return ports.open(run, { type, data: prepared.data, by, parent }, now)
  }

  function hear(id: string, news: LinkNews, now: number): void {
    // Who is settled and forgotten has nothing to do with it any more.
    const run = known.get(id)
    if (run !== undefined) ports.hear(run, news, now)
  }

  return {
    opened(run) {
      known.set(run.id, run)
    },
    settled(run) {
      known.delete(run.id)
    },
    carry(run, drafts, now) {
      for (const { effects } of drafts)
        for (const { link, params } of effects)
          if (link !== undefined) asks.push({ run, params, link, depth: depth + 1 })
      if (isCarrying) return
      isCarrying = true
      for (let ask = asks.shift(); ask !== undefined; ask = asks.shift()) {
        depth = ask.depth
        carryOut(ask, now)
      }
      depth = 0
      isCarrying = false
    },
  }
}
