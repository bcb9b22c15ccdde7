import type { AnyCaseType, AnyLabels, Locale } from '@convoke/core'

/** The labels of the case type of this name; undefined where there is none. */
export function labelsOf(
  caseTypes: readonly AnyCaseType[],
  name: string | undefined,
  locale: Locale,
): AnyLabels | undefined {
  const found = caseTypes.find(one => one.name === name)
  return (found?.labels as { readonly [L in Locale]: AnyLabels } | undefined)?.[locale]
}
