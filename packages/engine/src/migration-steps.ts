import type { AnyCaseType, CaseDefinition, Migration } from '@convoke/core'
import type { Registry } from './registry.js'

/** One way from a version of a case type to a later one. */
export interface MigrationStep {
  readonly from: CaseDefinition
  readonly to: CaseDefinition
  readonly migration: Migration
}

/**
 * The steps from a version to another, or to the newest, by what the registered versions declare; undefined where there
 * are none. The latest version that takes a case over directly comes first, so a step over several is preferred.
 */
export function stepsFrom(
  registry: Registry,
  name: string,
  version: string,
  target: string | undefined,
): readonly MigrationStep[] | undefined {
  const goal = target === undefined ? registry.newest(name) : registry.version(name, target)
  const steps: MigrationStep[] = []
  let at = registry.version(name, version)
  while (at !== undefined && goal !== undefined && at.version !== goal.version) {
    const step = nextStep(registry.versions(name), at, goal)
    if (step === undefined || steps.length > 100) return undefined
    steps.push(step)
    at = step.to
  }
  return at === undefined || goal === undefined ? undefined : steps
}

function nextStep(
  newestFirst: readonly CaseDefinition[],
  from: CaseDefinition,
  goal: CaseDefinition,
): MigrationStep | undefined {
  const until = newestFirst.indexOf(goal)
  const since = newestFirst.indexOf(from)
  for (const to of newestFirst.slice(until, since)) {
    const migration = migrationInto(to.caseType, from.version)
    if (migration !== undefined) return { from, to, migration }
  }
  return undefined
}

function migrationInto({ migrateFrom = [] }: AnyCaseType, version: string): Migration | undefined {
  return migrateFrom.find(({ from }) => from.version === version)
}
