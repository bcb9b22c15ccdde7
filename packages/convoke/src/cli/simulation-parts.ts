import { existsSync, readFileSync } from 'node:fs'
import { type AnyCaseType, ConvokeError } from '@convoke/core'
import {
  type CheckedScenario,
  checkScenario,
  mergeShards,
  type ShardOf,
  type SimulationResult,
} from '@convoke/simulate'
import { cleanLine } from '../terminal/clean.js'
import type { Call } from './call.js'
import { UsageError } from './usage-error.js'

/** The part that `--shard` names. */
export function partNamed(given: string): ShardOf {
  const [, i, n] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(given) ?? []
  if (i === undefined || n === undefined) throw new UsageError('usage/shard')
  return { i: Number(i), n: Number(n) }
}

/** Puts the parts of files together, with the scenario they hold. */
export function mergedParts(
  call: Call,
  names: readonly string[],
  caseTypes: readonly AnyCaseType[],
): { readonly result: SimulationResult; readonly checked: CheckedScenario } {
  const parts = names.map(name => read(call.path(name), cleanLine(name)))
  const result = mergeShards(parts, { caseTypes }, names.map(cleanLine))
  return { result, checked: checkScenario((parts[0] as { readonly scenario: unknown }).scenario, caseTypes) }
}

function read(file: string, part: string): unknown {
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (cause) {
    // Where the text breaks off, and that in English, helps nobody: the part has to be written again.
    throw new ConvokeError('simulate/part-broken', `${part} is not JSON to its end`, { details: { part }, cause })
  }
}
