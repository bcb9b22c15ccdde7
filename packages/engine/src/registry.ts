import { type AnyCaseType, type CaseDefinition, ConvokeError, caseDefinition, declarationOf } from '@convoke/core'
import { misfit } from './schema-fit.js'

/** The case types of one engine, every version it knows. */
export interface Registry {
  readonly caseTypes: readonly AnyCaseType[]
  /** The version new cases open with. */
  newest(name: string): CaseDefinition | undefined
  /** All versions of a name, the newest first. */
  versions(name: string): readonly CaseDefinition[]
  /** The version a case stays on. */
  version(name: string, version: string): CaseDefinition | undefined
}

/**
 * Registers case types and checks what one says about another. A link to a case type that is not registered is allowed:
 * it may live elsewhere, and until then its opening is refused back to the case that asked.
 *
 * @throws ConvokeError `engine/duplicate-case-type` where the same version is given twice
 * @throws ConvokeError `engine/link-no-result` where a link expects a result of a case type that has none
 * @throws ConvokeError `engine/link-mismatch` where a link expects another result than the case type gives
 */
export function registry(caseTypes: readonly AnyCaseType[]): Registry {
  const versions = new Map<string, CaseDefinition>()
  const newest = new Map<string, CaseDefinition>()
  for (const caseType of caseTypes) {
    const { name, version } = caseType
    const key = `${name}\u0000${version}`
    if (versions.has(key)) {
      throw new ConvokeError(
        'engine/duplicate-case-type',
        `${name} ${version} is registered twice; give one of them another version`,
        {
          details: { caseType: name, version },
        },
      )
    }
    const definition = caseDefinition(caseType)
    versions.set(key, definition)
    const known = newest.get(name)
    if (known === undefined || compareVersions(version, known.version) > 0) newest.set(name, definition)
  }
  for (const caseType of caseTypes) checkLinks(caseType, newest)
  const ordered = new Map<string, CaseDefinition[]>()
  for (const definition of versions.values()) {
    const known = ordered.get(definition.name)
    if (known === undefined) ordered.set(definition.name, [definition])
    else known.push(definition)
  }
  for (const known of ordered.values()) known.sort((a, b) => compareVersions(b.version, a.version))
  return {
    caseTypes: Object.freeze([...caseTypes]),
    newest: name => newest.get(name),
    versions: name => ordered.get(name) ?? [],
    version: (name, version) => versions.get(`${name}\u0000${version}`),
  }
}

function checkLinks(caseType: AnyCaseType, newest: ReadonlyMap<string, CaseDefinition>): void {
  const declared = declarationOf(caseType).links as Readonly<Record<string, { readonly returns: unknown }>>
  for (const [link, { caseType: other, returns }] of Object.entries(caseType.links ?? {})) {
    const target = newest.get(other)
    if (returns === undefined || target === undefined) continue
    const details = { caseType: caseType.name, link, linked: other, version: target.version }
    if (target.caseType.result === undefined) {
      throw new ConvokeError(
        'engine/link-no-result',
        `link "${link}" of ${caseType.name} expects a result, but ${other} declares none; give ${other} a result, or the link no "returns"`,
        { details },
      )
    }
    const at = misfit(declarationOf(target.caseType).result, declared[link]?.returns)
    if (at !== undefined) {
      throw new ConvokeError(
        'engine/link-mismatch',
        `link "${link}" of ${caseType.name} expects another result than ${other} ${target.version} gives, at "${at === '' ? '/' : at}"`,
        { details: { ...details, at } },
      )
    }
  }
}

/** Order of two semantic versions; a pre-release comes before its release. @source Semantic Versioning 2.0.0, 11 */
export function compareVersions(a: string, b: string): number {
  const [coreA = '', preA] = splitVersion(a)
  const [coreB = '', preB] = splitVersion(b)
  const core = compareParts(coreA.split('.'), coreB.split('.'))
  if (core !== 0 || preA === preB) return core
  if (preA === undefined) return 1
  if (preB === undefined) return -1
  return compareParts(preA.split('.'), preB.split('.'))
}

function splitVersion(version: string): [string, string | undefined] {
  const [plain = ''] = version.split('+')
  const dash = plain.indexOf('-')
  return dash < 0 ? [plain, undefined] : [plain.slice(0, dash), plain.slice(dash + 1)]
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left, right] = [a[i], b[i]]
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1
    if (left === right) continue
    const isNumberLeft = /^\d+$/.test(left)
    const isNumberRight = /^\d+$/.test(right)
    if (isNumberLeft && isNumberRight) return Number(left) - Number(right)
    if (isNumberLeft !== isNumberRight) return isNumberLeft ? -1 : 1
    return left < right ? -1 : 1
  }
  return 0
}
