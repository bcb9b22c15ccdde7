// What a case type calls what it declares, for sentences in Chinese, in which an identifier by itself says nothing.
import type { AnyCaseType, AnyLabels } from '@convoke/core'

/** What has a label of its own. */
type Labelled = 'states' | 'roles' | 'commands' | 'deadlines' | 'outcomes' | 'tasks'

function labelOf({ labels }: AnyCaseType, kind: Labelled, name: string): string | undefined {
  const known = (labels['zh-CN'] as AnyLabels)[kind] as Readonly<Record<string, string>> | undefined
  return known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined
}

/** By its Chinese label, and by its identifier, which is what has to be looked for in the code: `答复（answer）`. */
export function calledInChinese(caseType: AnyCaseType, kind: Labelled, name: string): string {
  return both(labelOf(caseType, kind, name), name)
}

/** An event: a command, or a deadline that is reached. */
export function eventInChinese(caseType: AnyCaseType, type: string): string {
  const [, deadline] = /^deadline\.([^.]+)/.exec(type) ?? []
  const label = deadline === undefined ? labelOf(caseType, 'commands', type) : labelOf(caseType, 'deadlines', deadline)
  return both(label, type)
}

function both(label: string | undefined, name: string): string {
  return label === undefined || label === name ? name : `${label}（${name}）`
}
