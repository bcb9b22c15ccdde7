// A case type as a command line names it: by its name, by name and version, or by the file that exports it.
import { existsSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { type AnyCaseType, isCaseType, nearest, type Refusal } from '@convoke/core'
import { cleanLine } from '../terminal/clean.js'
import type { Call } from './call.js'
import { knownCaseType, shippedVersions } from './cases.js'
import { imported } from './config.js'
import { UsageError } from './usage-error.js'

/** A case type that was named, and where a module finds it. */
interface Named {
  readonly caseType: AnyCaseType
  /** Undefined of one that stands in the configuration. */
  readonly from: { readonly module: string; readonly name: string } | undefined
}

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
): Promise<Named | { readonly refusal: Refusal }> {
  const [, path, name] = asFile.exec(given) ?? []
  if (path !== undefined) {
    const found = await caseTypeIn(call.path(path), name)
    const module = isAbsolute(path) || path.startsWith('.') ? path : `./${path}`
    return { caseType: found.caseType, from: { module, name: found.name } }
  }
  const [typeName = given, version] = given.split('@')
  const known = knownCaseType(caseTypes, typeName)
  if ('refusal' in known) return known
  if (version === undefined) return { ...known, from: shippedAs(known.caseType) }
  const registered = caseTypes.filter(one => one.name === typeName)
  // Whoever has a case type of its own by a name that is shipped means its own.
  const isShipped = registered.some(one => shippedVersions.includes(one))
  const others = shippedVersions.filter(one => isShipped && one.name === typeName && !registered.includes(one))
  const versions = [...registered, ...others]
  const caseType = versions.find(one => one.version === version)
  if (caseType !== undefined) return { caseType, from: shippedAs(caseType) }
  throw new UsageError('usage/version', {
    given: cleanLine(given),
    known: versions.map(one => one.version).join(', '),
  })
}

/** Where a case type that comes with Convoke is exported: `complaintV1_1` of `@convoke/case-types/complaint`. */
export function shippedAs(caseType: AnyCaseType): Named['from'] {
  if (!shippedVersions.includes(caseType)) return undefined
  const camel = caseType.name.replaceAll(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase())
  const [major, minor] = caseType.version.split('.')
  return {
    module: `@convoke/case-types/${caseType.name}`,
    name: `${camel}V${major}${minor === '0' ? '' : `_${minor}`}`,
  }
}

async function caseTypeIn(
  file: string,
  name: string | undefined,
): Promise<{ readonly caseType: AnyCaseType; readonly name: string }> {
  if (!existsSync(file)) throw new UsageError('usage/no-file', { file })
  const exported = Object.entries(await imported(file)).filter(([, value]) => isCaseType(value))
  const names = exported.map(([one]) => one)
  const found = name === undefined && exported.length === 1 ? exported[0] : exported.find(([one]) => one === name)
  if (found !== undefined) return { name: found[0], caseType: found[1] as AnyCaseType }
  if (exported.length === 0) throw new UsageError('usage/no-case-type', { file })
  const [meant = names[0]] = name === undefined ? names : nearest(name, names)
  const said = { file, known: names.join(', '), example: `${file}#${meant}` }
  if (name !== undefined) throw new UsageError('usage/no-such-export', { ...said, name: cleanLine(name) })
  throw new UsageError('usage/which-case-type', said)
}
