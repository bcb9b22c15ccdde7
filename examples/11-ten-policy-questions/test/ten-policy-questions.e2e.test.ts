import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const example = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(example, path), 'utf8')

test('the example prints what its README says, in Chinese and English', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(example, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source', join(example, 'src/main.ts')],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  const printed = `\`\`\`text\n${stdout.trim()}\n\`\`\``
  expect(read('README.md')).toContain(printed)
})
