import type { AnyCaseType, AnyLabels, Locale } from '@convoke/core'
import { versionOf } from '../scenario/additions/versions.js'

/** The labels of the case type of this name, in its newest version; undefined where there is none. */
export function labelsOf(
  caseTypes: readonly AnyCaseType[],
  name: string | undefined,
  locale: Locale,
): AnyLabels | undefined {
  const found = name === undefined ? undefined : versionOf(caseTypes, name)
  return (found?.labels as { readonly [L in Locale]: AnyLabels } | undefined)?.[locale]
}
