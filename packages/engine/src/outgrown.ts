import { type CaseDefinition, type CaseState, type Denial, rosterOf } from '@convoke/core'
import type { EngineLimits } from './engine-limits.js'
import type { LiveCase } from './live-case.js'

/**
 * Why a case may not become so big: its context, or the number of its parties. Undefined while it fits.
 *
 * Measuring the context costs as much as writing it. It is measured only when it could have passed the limit: by what
 * was measured last plus what commands have brought since, doubled, because a case type may keep a value twice.
 *
 * Only growth is refused: a case that deadlines have made too big takes every command that does not make it bigger.
 */
export function outgrown(
  live: LiveCase,
  definition: CaseDefinition,
  state: CaseState,
  brought: number,
  limits: EngineLimits,
  before?: CaseState | undefined,
): Denial | undefined {
  live.contextBound += 2 * brought + 512
  if (live.contextBound > limits.contextSize) {
    live.contextBound = sizeOf(state)
    if (live.contextBound > limits.contextSize && !(before !== undefined && live.contextBound <= sizeOf(before))) {
      return {
        code: 'input/too-large',
        details: { what: 'context', bytes: live.contextBound, limit: limits.contextSize },
      }
    }
  }
  const parties = rosterOf(definition, state.machine).size
  if (parties <= limits.parties) return undefined
  if (before !== undefined && parties <= rosterOf(definition, before.machine).size) return undefined
  return { code: 'input/too-large', details: { what: 'parties', parties, limit: limits.parties } }
}

/** The size of a context as JSON, bytes. */
export function sizeOf({ machine }: CaseState): number {
  return Buffer.byteLength(JSON.stringify(machine.context))
}
