import { test } from 'node:test'
import { given } from '@convoke/core/testing'
import { repair } from '../src/repair.js'

const opening = { what: 'the lamp at gate 3', resident: 'resident:chen', company: 'property:chunshen' }
const opened = { opening, by: 'resident:chen' }
const day = 24 * 3_600_000

test('what is repaired and confirmed is done', () => {
  given(repair, opened, [{ type: 'repair', by: 'property:chunshen', report: 'lamp replaced' }])
    .when({ type: 'confirm', by: 'resident:chen' })
    .then({ states: ['done'], outcome: 'repaired' })
})

test('nobody confirms what is not repaired', () => {
  given(repair, opened).when({ type: 'confirm', by: 'resident:chen' }).refused('refusal/not-in-state')
})

test('silence of the company is no repair', () => {
  const monday = Date.UTC(2026, 0, 5, 9)
  given(repair, opened)
    .whenTime(monday + 4 * day)
    .then({ states: ['late'], outcome: 'notRepaired' })
})
