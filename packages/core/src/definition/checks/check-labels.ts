import type { AnyCaseType, AnyLabels, Locale } from '../case-type.js'
import { definitionError, instead } from '../definition-error.js'
import { metaOf, ownOutcomes, stateTree } from '../state-tree.js'
import { machineOf } from './check-machine.js'

const locales: readonly Locale[] = ['zh-CN', 'en']

/** Refuses labels that are missing, empty or about nothing: every name exists in both languages, or it cannot be shown. */
export function checkLabels(caseType: AnyCaseType): void {
  const wanted = wantedLabels(caseType)
  for (const locale of locales) {
    const labels = caseType.labels?.[locale] as AnyLabels | undefined
    if (isBlank(labels?.title)) throw missing(locale, '.title', 'the case type itself')
    for (const [kind, names] of Object.entries(wanted)) {
      const given = (labels?.[kind as keyof AnyLabels] ?? {}) as Readonly<Record<string, string>>
      for (const name of names)
        if (isBlank(given[name])) throw missing(locale, `.${kind}["${name}"]`, `${singular[kind]} "${name}"`)
      for (const name of Object.keys(given)) {
        if (names.includes(name)) continue
        throw definitionError(
          'unknown-label',
          `labels["${locale}"].${kind}`,
          `labels["${locale}"].${kind} has words for "${name}", which does not exist: ${instead(name, names)}`,
          { name },
        )
      }
    }
  }
}

/** Labels with the words that a state lends to its own outcome. Leaves labels that are missing for the check to find. */
export function withOwnLabels(caseType: AnyCaseType): AnyCaseType['labels'] {
  const own = ownOutcomes(machineOf(caseType).config)
  const filled = (labels: AnyLabels | undefined): AnyLabels | undefined => {
    if (labels?.states === undefined || own.length === 0) return labels
    const lent = own.map(name => [name, labels.states[name]] as const)
    return { ...labels, outcomes: { ...Object.fromEntries(lent), ...labels.outcomes } } as AnyLabels
  }
  const labels = caseType.labels as Partial<AnyCaseType['labels']> | undefined
  return { 'zh-CN': filled(labels?.['zh-CN']), en: filled(labels?.en) } as AnyCaseType['labels']
}

const singular: Readonly<Record<string, string>> = {
  states: 'the state',
  roles: 'the role',
  commands: 'the command',
  deadlines: 'the deadline',
  guards: 'the guard',
  outcomes: 'the outcome',
  tasks: 'the task',
}

function wantedLabels(caseType: AnyCaseType): Readonly<Record<string, readonly string[]>> {
  const { config, implementations } = machineOf(caseType)
  const states = stateTree(config)
  const metas = states.map(metaOf)
  return {
    states: states.map(({ path }) => path).filter(path => path !== ''),
    roles: Object.keys(caseType.roles),
    commands: Object.keys(caseType.commands),
    deadlines: Object.keys(caseType.deadlines),
    guards: Object.keys(implementations.guards),
    outcomes: [...new Set(metas.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome])))],
    tasks: [...new Set(metas.flatMap(({ duties = [] }) => duties.map(({ task }) => task)))],
  }
}

function isBlank(text: unknown): boolean {
  return typeof text !== 'string' || text.trim() === ''
}

function missing(locale: Locale, path: string, what: string) {
  return definitionError(
    'missing-label',
    `labels["${locale}"]${path}`,
    `Labels in ${locale} have no words for ${what}: add labels["${locale}"]${path}.`,
  )
}
