// The tutorial for people who write no code: what its scenario is said to print is what it prints.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyDesk } from './command-line.js'

const tutorials = join(import.meta.dirname, '../../../docs/tutorials')
const blocks = (page: string, language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block)

it.each(['en', 'zh-CN'])('the tutorial prints what it says (%s)', async lang => {
  const page = readFileSync(join(tutorials, lang === 'en' ? 'try-a-policy.md' : `try-a-policy.${lang}.md`), 'utf8')
  const desk = emptyDesk()
  const scenarios = blocks(page, 'yaml')
  expect(scenarios).toHaveLength(2)
  for (const [n, scenario] of scenarios.entries()) writeFileSync(join(desk.folder, `${n}.yaml`), scenario)
  expect((await desk.convoke('simulate', '0.yaml', '--replications', '2')).code).toBe(0)
  const { out } = await desk.convoke('simulate', '1.yaml', '--lang', lang)
  expect(blocks(page, 'text')).toEqual([`${out.trimEnd()}\n`])
  const tried = scenarios[1]?.replace('{ task: handle,', '{ tsk: handle,') ?? ''
  writeFileSync(join(desk.folder, 'typo.yaml'), tried)
  expect((await desk.convoke('simulate', 'typo.yaml')).err).toContain('did you mean "task"?')
})
