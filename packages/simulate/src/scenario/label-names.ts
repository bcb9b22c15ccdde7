// Names by what they are called in Chinese and English: whoever writes a label is told the name it belongs to.
import type { AnyCaseType, AnyLabels, Locale } from '@convoke/core'

/** What has a label of its own in every case type. */
type Labelled = 'roles' | 'tasks' | 'commands'

/** The names of something by their labels in both languages; the first case type that has a label decides. Pure. */
export function namesByLabel(caseTypes: readonly AnyCaseType[], what: Labelled): ReadonlyMap<string, string> {
  const pairs = caseTypes.flatMap(({ labels }) =>
    Object.values(labels as { readonly [L in Locale]: AnyLabels }).flatMap(words =>
      Object.entries((words[what] ?? {}) as Readonly<Record<string, string>>).map(([name, label]) => [label, name]),
    ),
  )
  return new Map(pairs.reverse() as [string, string][])
}

/** The case types by their titles in both languages. Pure. */
export function typesByTitle(caseTypes: readonly AnyCaseType[]): ReadonlyMap<string, string> {
  return new Map(
    caseTypes.flatMap(({ name, labels }) =>
      Object.values(labels as { readonly [L in Locale]: AnyLabels }).map(({ title }): [string, string] => [
        title,
        name,
      ]),
    ),
  )
}
