import type { CaseDefinition, JsonObject } from '@convoke/core'

/** A case type as one run has it. */
export interface TypeRun {
  readonly name: string
  readonly definition: CaseDefinition
  readonly parameters: JsonObject
}

/** What a case opens with, and who opens it. */
export interface Opened {
  readonly opening: JsonObject
  readonly by: string
  /** The opening as it was given. */
  readonly raw: JsonObject
}
