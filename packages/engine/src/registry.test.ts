import { expect, it } from 'vitest'
import { compareVersions } from './registry.js'

it.each([
  ['1.0.0', '1.0.1'],
  ['1.9.0', '1.10.0'],
  ['1.99.99', '2.0.0'],
  ['2.0.0-rc.1', '2.0.0'],
  ['2.0.0-alpha', '2.0.0-beta'],
  ['2.0.0-rc.2', '2.0.0-rc.10'],
  ['2.0.0-1', '2.0.0-alpha'],
  ['2.0.0-rc', '2.0.0-rc.1'],
])('%s is older than %s', (older, newer) => {
  expect([Math.sign(compareVersions(older, newer)), Math.sign(compareVersions(newer, older))]).toEqual([-1, 1])
})

it('build metadata makes no version newer', () => {
  expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0)
})
