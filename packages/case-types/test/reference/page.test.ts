import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allTypes } from './all-types.js'
import { caseTypesPage } from './case-types-page.js'

const file = new URL('../../../../docs/reference/case-types.md', import.meta.url)

it('the reference of case types says what the definitions say; RECORD_REFERENCE=1 writes it anew', () => {
  const page = caseTypesPage(allTypes.values())
  if (process.env.RECORD_REFERENCE === '1') writeFileSync(file, page)
  expect(readFileSync(file, 'utf8')).toBe(page)
})

it('every deadline and every parameter of every case type says where it comes from', () => {
  for (const { name, deadlines } of allTypes.values()) {
    for (const [deadline, { source }] of Object.entries(deadlines)) expect(source, `${name}.${deadline}`).toBeTruthy()
  }
})
