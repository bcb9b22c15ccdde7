import { readFileSync } from 'node:fs'
import * as core from '@convoke/core'
import * as engine from '@convoke/engine'
import * as umbrella from 'convoke'
import { describe, expect, it } from 'vitest'
import { shippedCaseTypes } from '../src/cli/cases.js'

describe('the umbrella', () => {
  it('hands on what core and engine export, and nothing of its own', () => {
    const sources: Readonly<Record<string, unknown>> = { ...core, ...engine }
    for (const [name, value] of Object.entries(umbrella)) expect(sources[name], name).toBe(value)
  })

  it('has everything of the engine', () => {
    expect(Object.keys(umbrella)).toEqual(expect.arrayContaining(Object.keys(engine)))
  })

  it.each([
    'createEngine',
    'memoryStore',
    'declareCase',
    'defineCaseType',
    'describeRefusal',
    'ConvokeError',
    'mermaidOf',
  ])('has %s', name => expect(umbrella).toHaveProperty(name))
})

describe('the command line', () => {
  it('knows every case type that is shipped', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../case-types/package.json', import.meta.url), 'utf8')) as {
      readonly exports: Readonly<Record<string, unknown>>
    }
    const doors = Object.keys(manifest.exports)
      .filter(path => path !== './package.json')
      .map(path => path.slice(2))
    expect(shippedCaseTypes.map(({ name }) => name)).toEqual(doors)
  })
})
