// A case type as a command line names it: by its name, by name and version, or by the file that exports it.
import { existsSync } from 'node:fs'
import { type AnyCaseType, nearest, type Refusal } from '@convoke/core'
import { cleanLine } from '../terminal/clean.js'
import type { Call } from './call.js'
import { knownCaseType, shippedVersions } from './cases.js'
import { imported } from './config.js'
import { UsageError } from './usage-error.js'

/** Names of files that can be imported; after `#` the export, where a file has several case types. */
const asFile = /^(.+\.[cm]?[jt]s)(?:#(.+))?$/u

/**
 * The case type that is named: `complaint`, `complaint@1.0.0`, `my-type.ts` or `my-types.ts#asking`. Of a case type that comes
 * with Convoke every version can be named, registered or not.
 *
 * @throws UsageError for a file that is not there or exports no such case type, and for a version that there is not
 */
export async function namedCaseType(
  call: Call,
  caseTypes: readonly AnyCaseType[],
  given: string,
): Promise<{ readonly caseType: AnyCaseType } | { readonly refusal: Refusal }> {
  const [, path, name] = asFile.exec(given) ?? []
  if (path !== undefined) return { caseType: await caseTypeIn(call.path(path), name) }
  const [typeName = given, version] = given.split('@')
  const known = knownCaseType(caseTypes, typeName)
  if ('refusal' in known || version === undefined) return known
  const registered = caseTypes.filter(one => one.name === typeName)
  // Whoever has a case type of its own by a name that is shipped means its own.
  const isShipped = registered.some(one => shippedVersions.includes(one))
  const others = shippedVersions.filter(one => isShipped && one.name === typeName && !registered.includes(one))
  const versions = [...registered, ...others]
  const caseType = versions.find(one => one.version === version)
  if (caseType !== undefined) return { caseType }
  throw new UsageError('usage/version', {
    given: cleanLine(given),
    known: versions.map(one => one.version).join(', '),
  })
}

async function caseTypeIn(file: string, name: string | undefined): Promise<AnyCaseType> {
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  const exported = Object.entries(await imported(file)).filter(([, value]) => isCaseType(value))
  const names = exported.map(([one]) => one)
  const found = name === undefined && exported.length === 1 ? exported[0] : exported.find(([one]) => one === name)
  if (found !== undefined) return found[1] as AnyCaseType
  if (exported.length === 0) throw new UsageError('usage/no-case-type', { file })
  const [meant = names[0]] = name === undefined ? names : nearest(name, names)
  const said = { file, known: names.join(', '), example: `${file}#${meant}` }
  if (name !== undefined) throw new UsageError('usage/no-such-export', { ...said, name: cleanLine(name) })
  throw new UsageError('usage/which-case-type', said)
}

function isCaseType(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { name, version, machine, labels } = value as Partial<AnyCaseType>
  return typeof name === 'string' && typeof version === 'string' && machine !== undefined && labels !== undefined
}
