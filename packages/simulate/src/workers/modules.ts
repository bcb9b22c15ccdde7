import { type AnyCaseType, isCaseType } from '@convoke/core'
import type { CaseTypeModule } from './task.js'

/**
 * The case types of modules, each once.
 *
 * @throws what the import throws, and an Error for an export that is none
 */
export async function caseTypesOf(modules: readonly CaseTypeModule[]): Promise<readonly AnyCaseType[]> {
  const found = await Promise.all(
    modules.map(async ({ module, export: name }) => {
      const exported = ((await import(module)) as Readonly<Record<string, unknown>>)[name]
      const all = listed(exported)
      if (all === undefined) throw new Error(`${module} exports no case types as "${name}"`)
      return all
    }),
  )
  return [...new Set(found.flat())]
}

function listed(exported: unknown): readonly AnyCaseType[] | undefined {
  if (Array.isArray(exported)) return exported.every(isCaseType) ? exported : undefined
  if (isCaseType(exported)) return [exported]
  const { caseTypes } = (exported ?? {}) as { readonly caseTypes?: unknown }
  return Array.isArray(caseTypes) ? listed(caseTypes) : undefined
}
