import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { scenarioSchema } from '../src/index.js'

const schema = {
  ...z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' }),
  title: 'A scenario of Convoke',
}

it('the published JSON Schema of a scenario is that of the code', async () => {
  const file = join(import.meta.dirname, '../scenario.schema.json')
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file)
})

it('every member of a scenario says in the schema what it is for', () => {
  const properties = schema.properties as Record<string, { description?: string }>
  const silent = Object.entries(properties).filter(([, { description }]) => description === undefined)
  expect(silent.map(([name]) => name)).toEqual([])
})
