// Situations in words: every sentence has the act or the check that makes it true, so that no page of them can drift.

/** A sentence and what it does. */
type Says = <T>(words: string, act: () => T) => T

/** How a situation is told. */
export interface Telling {
  /** How it stands. */
  readonly given: Says
  /** What somebody does, or what time does. */
  readonly when: Says
  /** What then holds: the act checks it. */
  readonly then: Says
}

/** Something that a practitioner would try. */
export interface Situation {
  readonly en: string
  readonly zh: string
  /** The case types that take part, as the glossary names them. */
  readonly about: readonly string[]
  /** The whole of it in Chinese, in a sentence or two. */
  readonly inChinese: string
  tell(telling: Telling): void | Promise<void>
}

/** A sentence that was carried out. */
export interface Told {
  readonly part: keyof Telling
  readonly words: string
}

/** Carries out a situation, and hands back its sentences in order. A sentence that is not true fails with its words. */
export async function told(situation: Situation): Promise<readonly Told[]> {
  const sentences: Told[] = []
  const wrong = (part: keyof Telling, words: string, error: unknown): never => {
    if (error instanceof Error) error.message = `${part} ${words}: ${error.message}`
    throw error
  }
  const says =
    (part: keyof Telling): Says =>
    (words, act) => {
      sentences.push({ part, words })
      try {
        const done = act()
        if (done instanceof Promise) return done.catch(error => wrong(part, words, error)) as typeof done
        return done
      } catch (error) {
        return wrong(part, words, error)
      }
    }
  // biome-ignore lint/suspicious/noThenProperty: given, when, then; it is taken apart by name and never awaited
  await situation.tell({ given: says('given'), when: says('when'), then: says('then') })
  return sentences
}
