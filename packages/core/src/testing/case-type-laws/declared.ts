// What the words of a case type say, whatever happens.

import { stateNodes } from '@convoke/kernel/description'
import type { AnyLabels, Locale } from '../../definition/case-type.js'
import { holds } from '../law.js'
import type { CaseTypeLaw } from './case-type-law.js'

const locales: readonly Locale[] = ['zh-CN', 'en']

/** Laws over the declaration alone. */
export const declaredLaws: readonly CaseTypeLaw[] = [
  {
    name: 'every command the machine hears has a schema, and samples that fit it',
    scope: 'words',
    check({ definition, caseType }) {
      const own = [...definition.commands.values()].filter(({ builtIn }) => !builtIn)
      const samples = caseType.samples as Readonly<Record<string, readonly unknown[]>>
      const heard = stateNodes(caseType.machine as never).flatMap(({ transitions }) =>
        transitions.flatMap(({ event }) => (event === null ? [] : [event])),
      )
      for (const event of heard) {
        const known =
          definition.commands.has(event) ||
          event.startsWith('deadline.') ||
          event.startsWith('case.') ||
          event.startsWith('xstate.')
        holds(known, `the machine hears "${event}", which is no command and has no schema`)
      }
      for (const { name, schema } of own) {
        const given = samples[name] ?? []
        holds(Object.keys(schema.shape).length === 0 || given.length > 0, `the command "${name}" has no sample`)
        for (const sample of given)
          holds(schema.safeParse(sample).success, `a sample of "${name}" does not fit its schema`)
      }
    },
  },
  {
    name: 'everything that people read is named in both languages',
    scope: 'words',
    check({ definition, caseType }) {
      const labels = caseType.labels as { readonly [L in Locale]: AnyLabels }
      const duties = [...definition.duties.values()].flat()
      const wanted: Readonly<Record<string, readonly string[]>> = {
        states: [...definition.paths.values()].filter(path => path !== ''),
        roles: definition.roles.map(({ name }) => name),
        commands: [...definition.commands.values()].filter(({ builtIn }) => !builtIn).map(({ name }) => name),
        deadlines: definition.deadlines.map(({ name }) => name),
        outcomes: [...definition.outcomes.values()],
        tasks: duties.map(({ task }) => task),
      }
      for (const locale of locales) {
        holds(labels[locale].title.trim() !== '', `the case type has no title in ${locale}`)
        for (const [kind, names] of Object.entries(wanted)) {
          const words = (
            labels[locale] as unknown as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>
          )[kind]
          for (const name of names)
            holds((words?.[name] ?? '').trim() !== '', `"${name}" among the ${kind} has no name in ${locale}`)
        }
      }
      const guards = Object.keys(labels.en.guards).sort().join()
      holds(
        guards === Object.keys(labels['zh-CN'].guards).sort().join(),
        'the guards are not the same in both languages',
      )
    },
  },
]
