import type { CompiledCommand, Directory, Facts, JsonObject, PartyId } from '@convoke/core'

/** For whom and about what the directory is asked. `at` is epoch ms. */
export interface FactsQuery {
  readonly context: Readonly<Record<string, unknown>>
  readonly seen: JsonObject
  /** The party in whose name the command is sent. */
  readonly by: PartyId
  readonly at: number
}

/**
 * Asks the directory what a command declares to need to know, before it is decided. The answers go into the entry, so
 * that a replay asks nothing.
 */
export async function directoryFacts(
  directory: Directory,
  lookups: NonNullable<CompiledCommand['lookups']>,
  { context, seen, by, at }: FactsQuery,
): Promise<Facts> {
  const superiors = lookups.commonSuperior?.(context, seen, by)
  const authority = lookups.authority?.(context, seen, by)
  const [commonSuperior, hasAuthority] = await Promise.all([
    superiors && each(superiors, parties => directory.commonSuperior({ parties, at })),
    authority &&
      each(authority, ({ over, kind }) => directory.hasAuthority({ superior: by, subordinate: over, kind, at })),
  ])
  return {
    ...(commonSuperior === undefined ? {} : { commonSuperior }),
    ...(hasAuthority === undefined ? {} : { authority: hasAuthority }),
  }
}

async function each<Question, Answer>(
  questions: Readonly<Record<string, Question>>,
  ask: (question: Question) => Promise<Answer>,
): Promise<Record<string, Answer>> {
  const answers = Object.entries(questions).map(async ([key, question]) => [key, await ask(question)] as const)
  return Object.fromEntries(await Promise.all(answers))
}
