import {
  type CaseState,
  type Clock,
  type CommandRecord,
  type Entry,
  type Migrated,
  type MigrationDenial,
  type MigrationReport,
  migrate,
} from '@convoke/core'
import { newId } from './case-id.js'
import type { AdminOptions } from './correct-case.js'
import { isWritten, type LiveCase, type SealedAct, type Tip, type Verdict } from './live-case.js'
import type { Work } from './mailbox.js'
import type { MigrationStep } from './migration-steps.js'
import { outgrown } from './outgrown.js'
import type { Runtime } from './runtime.js'
import { sealActs } from './seal-acts.js'
import { printOf, whenWritten } from './send-command.js'
import { momentOf, standingAt } from './verdicts.js'

/** What one step made of a case; undefined where the case was not on the version it leads from. */
type Stepped = (MigrationReport & { readonly seq: number }) | { readonly denial: MigrationDenial } | undefined

/**
 * The work of one step on one case. The case takes nothing else until the entry is written: what follows is for the new
 * version to decide.
 */
export function migrationWork(runtime: Runtime, step: MigrationStep, options: AdminOptions): Work<Stepped> {
  const commandId = `${options.commandId ?? newId()}@${step.to.version}`
  return {
    retrying() {},
    decide(live) {
      if (!isWritten(live)) return whenWritten(live)
      const { tip, definition } = live
      if (tip === null || definition !== step.from) return { acts: [], tip, answer: () => undefined }
      return judge(live, tip)
    },
  }

  function judge(live: LiveCase, tip: Tip): Verdict<Stepped> {
    const clock = { at: momentOf(runtime, tip.head), calendar: runtime.calendar }
    const standing = standingAt(runtime, live, step.from, tip, clock.at)
    const stays = (denial: MigrationDenial): Verdict<Stepped> => ({
      acts: standing.fired,
      tip: standing.tip,
      answer: () => ({ denial }),
    })
    const result = attempt(runtime, step, standing.tip.state, { ...options, commandId }, clock)
    if (!result.ok) return stays(result)
    const { ground, signatures } = options
    const remember = ({ seq, by }: Entry): CommandRecord => {
      const fingerprint = printOf(live.secret, 'admin.migrate', { ground, signatures, to: step.to.version }) ?? ''
      return { scope: live.caseId, by, commandId, fingerprint, caseId: live.caseId, seq }
    }
    const sealed = sealActs(runtime, live, step.to, [result.draft], standing.tip, remember)
    const { entry } = sealed.acts.at(-1) as SealedAct
    // The whole context is new, so that it has to be measured.
    live.contextBound = runtime.limits.contextSize
    const tooBig = outgrown(live, step.to, result.state, 0, runtime.limits)
    if (tooBig !== undefined) return stays({ code: 'input/too-large', details: tooBig.details })
    return {
      acts: [...standing.fired, ...sealed.acts],
      tip: sealed.tip,
      becomes: step.to,
      answer: () => ({ ...result.report, seq: entry.seq }),
    }
  }
}

/** What would become of a state of the earlier version. */
export function attempt(
  runtime: Runtime,
  { from, to, migration }: MigrationStep,
  state: CaseState,
  { ground, signatures, commandId = 'dry-run' }: AdminOptions,
  clock: Clock,
): Migrated {
  const resolved = runtime.parameters.resolve(to, undefined)
  if (!resolved.ok) return { ok: false, code: 'migration/parameters', details: resolved.denial.details }
  const limits = { bytes: runtime.limits.contextSize, depth: 64 }
  const act = { ground, signatures, commandId, settings: resolved.values, salt: runtime.salt, limits }
  return migrate(from, to, migration, state, act, clock)
}
