import { type CaseDefinition, type CaseState, type Denial, rosterOf } from '@convoke/core'
import type { EngineLimits } from './engine-limits.js'
import type { LiveCase } from './live-case.js'

/**
 * Why a case may not become so big: its context, or the number of its parties. Undefined while it fits.
 *
 * Measuring the context costs as much as writing it. It is measured only when it could have passed the limit: by what
 * was measured last plus what commands have brought since, doubled, because a case type may keep a value twice.
 */
export function outgrown(
  live: LiveCase,
  definition: CaseDefinition,
  state: CaseState,
  brought: number,
  limits: EngineLimits,
): Denial | undefined {
  live.contextBound += 2 * brought + 512
  if (live.contextBound > limits.contextSize) {
    live.contextBound = Buffer.byteLength(JSON.stringify(state.machine.context))
    if (live.contextBound > limits.contextSize) {
      return {
        code: 'input/too-large',
        details: { what: 'context', bytes: live.contextBound, limit: limits.contextSize },
      }
    }
  }
  const parties = rosterOf(definition, state.machine).size
  if (parties <= limits.parties) return undefined
  return { code: 'input/too-large', details: { what: 'parties', parties, limit: limits.parties } }
}
