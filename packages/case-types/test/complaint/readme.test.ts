import { readFileSync, writeFileSync } from 'node:fs'
import { complaint } from '@convoke/case-types/complaint'
import { mermaidOf } from '@convoke/core'
import { expect, it } from 'vitest'

const file = new URL('../../src/complaint/README.md', import.meta.url)

it('the page shows the diagram of the machine as it is; RECORD_DIAGRAM=1 draws it anew', () => {
  const page = readFileSync(file, 'utf8')
  const drawn = page.replace(
    /(<!-- diagram -->\n)[\s\S]*?(<!-- \/diagram -->)/,
    (_, begin, end) => `${begin}\`\`\`mermaid\n${mermaidOf(complaint, { locale: 'zh-CN' })}\`\`\`\n${end}`,
  )
  if (process.env.RECORD_DIAGRAM === '1') writeFileSync(file, drawn)
  expect(readFileSync(file, 'utf8')).toBe(drawn)
})
