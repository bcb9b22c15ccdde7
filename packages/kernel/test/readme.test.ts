import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { compile, kernelErrorCodes } from '../src/index.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

describe('the readme', () => {
  it('has an example that does what its comments say', () => {
    const block = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const lines = block.split('\n').filter(line => !line.startsWith('import'))
    const results: [unknown, string][] = []
    const body = lines.map(line => {
      const [, expression, result] = /^(.*?)\s*\/\/ => (.*)/.exec(line) ?? []
      return expression === undefined ? line : `;check(${expression}, ${JSON.stringify(result)})`
    })
    new Function('createMachine', 'compile', 'check', body.join('\n'))(
      createMachine,
      compile,
      (is: unknown, says: string) => results.push([is, says]),
    )
    expect(results).toHaveLength(6)
    for (const [is, says] of results) expect(is).toEqual(new Function(`return ${says}`)())
  })

  it('explains every error code and no other', () => {
    const told = [...readme.matchAll(/^\| `(kernel\/[a-z-]+)`/gm)].map(([, code]) => code)
    expect(told.sort()).toEqual([...kernelErrorCodes].sort())
  })
})
