import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const example = join(import.meta.dirname, '..')

test('a complaint and the convening it asks for print the timeline of the README, in under two screens', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(example, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@convoke/source', join(example, 'src/main.ts')],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(readFileSync(join(example, 'README.md'), 'utf8')).toContain(`\`\`\`text\n${stdout}\`\`\``)
  expect(stdout.split('\n').length).toBeLessThan(2 * 40)
})
