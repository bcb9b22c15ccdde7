import { ConvokeError, type JsonObject, prepareCommand } from '@convoke/core'
import type { TypeRun } from './type-run.js'

const noSalt = () => '0'.repeat(32)

/** Reads the data of a command once for each distinct data, as `prepareCommand` does. */
export function preparing(): (type: TypeRun, command: string, raw: JsonObject) => JsonObject {
  const known = new Map<string, JsonObject>()
  return ({ definition }, command, raw) => {
    const key = `${definition.name}\n${command}\n${JSON.stringify(raw)}`
    const before = known.get(key)
    if (before !== undefined) return before
    const read = prepareCommand(definition, command, raw, { salt: noSalt, subject: 'simulated' })
    if (!read.ok) {
      throw new ConvokeError(
        'simulate/data',
        `the data of "${command}" of "${definition.name}" is not what the command takes; correct "data" in the behaviour`,
        { details: { ...read.denial.details, caseType: definition.name, command, reason: read.denial.code } },
      )
    }
    if (known.size >= 10_000) known.clear()
    known.set(key, read.data.seen)
    return read.data.seen
  }
}
