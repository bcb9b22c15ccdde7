import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Every module that is loaded with a file: types are not, nor what is imported when it is needed. */
function loadedWith(file: string, found = new Set<string>()): Set<string> {
  const text = readFileSync(file, 'utf8')
  for (const [, names = '', specifier = ''] of text.matchAll(/^(?:import|export) ([^'"]*?)from '([^']+)'/gms)) {
    if (names.startsWith('type ') || /^\{(?:\s*type [^,}]+,?)*\s*\}\s*$/.test(names)) continue
    if (!specifier.startsWith('.')) found.add(specifier)
    else {
      const source = join(dirname(file), specifier.replace(/\.js$/, '.ts'))
      expect(existsSync(source), source).toBe(true)
      if (!found.has(source)) loadedWith(source, found.add(source))
    }
  }
  return found
}

describe('the command line', () => {
  it('starts without the engine, the store and the case types: a command loads what it needs', () => {
    const packages = [...loadedWith(join(import.meta.dirname, '../src/cli.ts'))].filter(name => !name.startsWith('/'))
    expect(packages).toContain('commander')
    expect(packages.filter(name => name.startsWith('@convoke/') || name === 'xstate' || name === 'zod')).toEqual([])
  })
})
