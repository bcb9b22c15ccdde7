import { expect, it } from 'vitest'
import { shippedVersions } from '../src/cli/cases.js'
import { shippedAs } from '../src/cli/named-case-type.js'

it.each(shippedVersions.map(caseType => [`${caseType.name}@${caseType.version}`, caseType] as const))(
  '%s is exported where the test of a finding imports it from',
  async (_, caseType) => {
    const { module, name } = shippedAs(caseType) ?? { module: '', name: '' }
    const exported = (await import(module)) as Readonly<Record<string, unknown>>
    expect(exported[name]).toBe(caseType)
  },
)

it('a case type of somebody’s own is imported from where it stands', () => {
  expect(shippedAs({ ...shippedVersions[0] } as (typeof shippedVersions)[number])).toBeUndefined()
})
