// What the data that a rule gives its commands may hold, as far as that can be told before anything is simulated.
import { type CaseDefinition, type JsonObject, prepareCommand } from '@convoke/core'
import { deniedData } from './denied-data.js'
import { type ScenarioIssue, unknownName } from './issues.js'
import { membersAt } from './known-members.js'
import { isPlain } from './templates.js'

/**
 * What is wrong with the data of a command where no case type that knows the command takes them. Of data of which something is found only
 * when they are needed, the names are looked at. Pure.
 */
export function* commandDataIssues(
  definitions: readonly CaseDefinition[],
  command: string,
  data: JsonObject,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const known = definitions.filter(({ commands }) => commands.has(command))
  const found = known.map(definition => [...issuesFor(definition, command, data, at)])
  if (found.every(issues => issues.length > 0)) yield* found[0] ?? []
}

function* issuesFor(
  definition: CaseDefinition,
  command: string,
  data: JsonObject,
  at: readonly PropertyKey[],
): Generator<ScenarioIssue> {
  const { $pick: choices } = data
  if (Array.isArray(choices)) {
    for (const [i, choice] of choices.entries())
      yield* issuesFor(definition, command, choice as JsonObject, [...at, '$pick', i])
    return
  }
  if (isPlain(data)) {
    const read = prepareCommand(definition, command, data, { salt: () => '0'.repeat(32), subject: 'simulated' })
    if (!read.ok) yield* deniedData(at, read.denial)
    return
  }
  const names = membersAt(definition.commands.get(command)?.schema as Parameters<typeof membersAt>[0], [])
  for (const name of Object.keys(data))
    if (names.length > 0 && !name.startsWith('$') && !names.includes(name))
      yield unknownName([...at, name], ['field of this command', '命令数据'], name, names)
}
