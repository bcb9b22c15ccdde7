import {
  type ActorId,
  type AnyCaseView,
  type AnySendResult,
  type CaseDefinition,
  type Cause,
  type CommandRecord,
  type CompiledCommand,
  ConvokeError,
  type Delegation,
  type Denial,
  decide,
  type Entry,
  type Facts,
  fingerprint,
  isStranger,
  type JsonObject,
  type PartyId,
  type PreparedData,
  prepareCommand,
  type Seats,
} from '@convoke/core'
import { directoryFacts, directorySeats } from './directory-facts.js'
import { again, isWritten, type LiveCase, type SealedAct, type Tip, type Verdict } from './live-case.js'
import type { Work } from './mailbox.js'
import { outgrown } from './outgrown.js'
import { entryOf } from './read-entry.js'
import type { Runtime } from './runtime.js'
import { sealActs } from './seal-acts.js'
import {
  denied,
  missing,
  momentOf,
  type Refused,
  refusal,
  refused,
  type Standing,
  standingAt,
  unknownVersion,
} from './verdicts.js'

/** One command on its way to a case. */
export interface CommandAsk {
  readonly type: string
  readonly data: unknown
  readonly by: PartyId
  readonly actor?: ActorId | undefined
  readonly onBehalfOf?: PartyId | undefined
  readonly commandId: string
  /** The sender chose the id, so that it may have been used before. */
  readonly ownId: boolean
  readonly expectedSeq?: number | undefined
  readonly at?: number | undefined
  /** Another case sends it. */
  readonly cause?: Cause | undefined
}

type Outcome = Verdict<AnySendResult>
/** A case that exists, of a version that is known, and what the directory says of whoever asks. */
interface Scene {
  readonly live: LiveCase
  readonly definition: CaseDefinition
  readonly tip: Tip
  readonly delegations: readonly Delegation[] | undefined
  readonly seats: Seats | undefined
}

/**
 * The work of one command. Its id is not looked up before it is decided: the store refuses to write an id twice, and
 * then, or before any refusal, the earlier use is looked up and answered instead.
 */
export function commandWork(runtime: Runtime, ask: CommandAsk): Work<AnySendResult> {
  const principal = ask.onBehalfOf ?? ask.by
  const isDelegated = ask.onBehalfOf !== undefined && ask.cause === undefined
  let mayBeUsed = false
  /** Hash of the entry that an append of ours held, whatever became of it. */
  let written: string | undefined

  return {
    retrying() {
      mayBeUsed = true
    },
    decide(live) {
      const { tip, definition } = live
      if (live.foreign !== undefined) {
        // A refusal would stay in the journal of the case that asks, where only this process does not know the version.
        if (ask.cause !== undefined || live.foreign.parties.has(principal)) throw unknownVersion(live)
        return stranger
      }
      if (tip === null || definition === undefined) return stranger
      if (ask.ownId && live.ids.has(`${ask.by}\u0000${ask.commandId}`)) {
        mayBeUsed = true
        return whenWritten(live)
      }
      const at = () => ask.at ?? momentOf(runtime, tip.head)
      const seats = directorySeats(runtime.directory, definition, tip.state.machine, principal, at)
      const delegations = isDelegated
        ? runtime.directory.delegations({ principal, delegate: ask.by, at: at() })
        : undefined
      if (seats === undefined && delegations === undefined)
        return begin({ live, definition, tip, delegations: undefined, seats: undefined })
      return Promise.all([delegations, seats]).then(([found, sits]) =>
        begin({ live, definition, tip, delegations: found, seats: sits }),
      )
    },
  }

  function begin(scene: Scene): Outcome | Promise<Outcome> {
    if (!mayBeUsed) return judge(scene)
    return earlier(scene).then(used => (used === undefined ? judge(scene) : replay(scene, used)))
  }

  function judge(scene: Scene): Outcome | Promise<Outcome> {
    const { live, definition, tip, seats } = scene
    const moment = momentOf(runtime, tip.head)
    const isBackDated = ask.at !== undefined && !(ask.at >= tip.head.at && ask.at <= runtime.now())
    const at = isBackDated ? tip.head.at : (ask.at ?? moment)
    const standing = standingAt(runtime, live, definition, tip, at)
    const no = (denial: Denial) => refuse(scene, standing, denied(definition, standing.tip, principal, denial, seats))

    // A stranger must not be able to tell a case that exists from one that does not, by anything he sends.
    if (!mayKnow(scene, standing.tip)) return refuse(scene, standing, missing)
    if (isBackDated) return no({ code: 'input/back-dated', details: { at: ask.at, newest: tip.head.at } })
    const prepared = prepareCommand(definition, ask.type, ask.data, {
      salt: runtime.salt,
      subject: principal,
      limits: { bytes: runtime.limits.commandSize, depth: 64 },
    })
    if (!prepared.ok) return no(prepared.denial)
    if (ask.expectedSeq !== undefined && ask.expectedSeq !== standing.tip.head.seq) {
      const { seq: actualSeq } = standing.tip.head
      return no({ code: 'refusal/stale', details: { expectedSeq: ask.expectedSeq, actualSeq } })
    }
    const { lookups } = definition.commands.get(ask.type) as CompiledCommand
    const known = seats === undefined ? undefined : { seats }
    if (lookups === undefined) return conclude(scene, standing, at, prepared.data, known)
    const { context } = standing.tip.state.machine
    return directoryFacts(runtime.directory, lookups, { context, seen: prepared.data.seen, by: principal, at }).then(
      facts => conclude(scene, standing, at, prepared.data, { ...facts, ...known }),
    )
  }

  function conclude(
    scene: Scene,
    standing: Standing,
    at: number,
    data: PreparedData,
    facts: Facts | undefined,
  ): Outcome | Promise<Outcome> {
    const { live, definition, delegations, seats } = scene
    const { type, by, actor, onBehalfOf, commandId, cause } = ask
    const clock = { at, calendar: runtime.calendar }
    const request = { type, data, by, actor, onBehalfOf, delegations, facts, commandId, cause }
    const decision = decide(definition, standing.tip.state, request, clock)
    if (decision.refusal !== undefined) {
      const { allowed, ...denial } = decision.refusal
      return refuse(scene, standing, denial.code === 'missing/case' ? missing : refused(denial, allowed))
    }
    // Nobody can know an id that was made here before it is answered, so nobody can use it again.
    const fingerprint = ask.ownId ? (printOf(live.secret, type, ask.data ?? {}, onBehalfOf) as string) : ''
    const remember = ({ seq }: Entry): CommandRecord => {
      const { caseId } = live
      return { scope: caseId, by, commandId, fingerprint, caseId, seq }
    }
    const sealed = sealActs(runtime, live, definition, decision.drafts, standing.tip, remember)
    const { entry, stored } = sealed.acts.at(-1) as SealedAct
    const tip = sealed.tip as Tip
    const tooBig = outgrown(live, definition, tip.state, stored.bytes.length, runtime.limits, standing.tip.state)
    if (tooBig !== undefined) return refuse(scene, standing, denied(definition, standing.tip, principal, tooBig, seats))
    written = entry.hash
    return {
      acts: standing.fired.length === 0 ? sealed.acts : [...standing.fired, ...sealed.acts],
      tip,
      answer: () => accepted(runtime, { live, definition, tip }, principal, entry, false, seats),
    }
  }

  /** A refusal is the answer only when the command was not accepted before. */
  function refuse(scene: Scene, standing: Standing, answer: Refused): Outcome | Promise<Outcome> {
    const command = scene.definition.commands.has(ask.type) ? ask.type : '?'
    const verdict = refusal(runtime, scene.live, standing, { by: ask.by, command }, answer)
    if (!ask.ownId || mayBeUsed || answer === missing) return verdict
    return earlier(scene).then(used => (used === undefined ? verdict : replay(scene, used)))
  }

  function earlier({ live }: Scene): Promise<CommandRecord | undefined> {
    return runtime.store.command(live.tenant, live.caseId, ask.by, ask.commandId)
  }

  async function replay(scene: Scene, used: CommandRecord): Promise<Outcome> {
    const { live, definition, tip, seats } = scene
    const standing: Standing = { tip, fired: [] }
    const no = (answer: Refused) => refusal(runtime, live, standing, { by: ask.by, command: '?' }, answer)
    if (!mayKnow(scene, tip)) return no(missing)
    const entry = await entryAt(runtime, live, used.seq)
    // An append that failed may have been written all the same; then this is the first answer, not a repetition.
    const replayed = entry.hash !== written
    if (replayed && printOf(live.secret, ask.type, ask.data ?? {}, ask.onBehalfOf) !== used.fingerprint) {
      const { commandId } = ask
      return no(denied(definition, tip, principal, { code: 'input/command-id-reused', details: { commandId } }, seats))
    }
    return {
      acts: [],
      tip,
      answer() {
        if (replayed) runtime.emit?.({ type: 'replayed', caseId: live.caseId, seq: entry.seq, by: ask.by })
        return accepted(runtime, { live, definition, tip }, principal, entry, replayed, seats)
      },
    }
  }

  function mayKnow({ definition, delegations, seats }: Scene, { state }: Tip): boolean {
    const { by, onBehalfOf, cause } = ask
    return !isStranger(definition, state, { by, onBehalfOf, delegations, seats, trusted: cause !== undefined })
  }
}

const stranger: Outcome = { acts: [], tip: null, answer: () => missing }

/**
 * What tells one use of a command id from another, keyed by the secret of the case; undefined for what is no JSON and
 * was therefore never accepted.
 */
export function printOf(
  secret: string,
  type: string,
  data: unknown,
  onBehalfOf?: PartyId | undefined,
): string | undefined {
  try {
    return fingerprint({ type, data: data as JsonObject, onBehalfOf }, secret)
  } catch (error) {
    if (ConvokeError.is(error, 'bug/not-json')) return undefined
    throw error
  }
}

/** Decides again once everything decided is written: the same command id is among it. */
export function whenWritten(live: LiveCase): Promise<typeof again> {
  if (isWritten(live)) return Promise.resolve(again)
  return new Promise(resolve => live.whenWritten.push(() => resolve(again)))
}

/** An accepted answer whose view is built when it is first read. */
export function accepted(
  runtime: Runtime,
  { live, definition, tip }: Pick<Scene, 'live' | 'definition' | 'tip'>,
  as: PartyId | undefined,
  entry: Entry,
  replayed: boolean,
  seats?: Seats | undefined,
): AnySendResult {
  let view: AnyCaseView | undefined
  return {
    ok: true,
    get case() {
      view ??= runtime.view(live, definition, tip, as, seats)
      return view
    },
    entry,
    replayed,
  }
}

/** The entry of a case at a number, as the store holds it. */
export async function entryAt(runtime: Runtime, live: LiveCase, seq: number): Promise<Entry> {
  const [stored] = await runtime.store.entries(live.tenant, live.caseId, seq, 1)
  return entryOf(stored as NonNullable<typeof stored>)
}
