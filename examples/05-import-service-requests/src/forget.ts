import { readFileSync, writeFileSync } from 'node:fs'
import { type AnyEngine, type CaseFile, verifyCaseFile } from 'convoke'

/** What is asked of an engine to forget somebody and to show that nothing else changed. */
type Forgetful = Pick<AnyEngine, 'erase' | 'exportCase' | 'list'>

/**
 * Somebody asks for the house number to be forgotten. It is erased from the first case that has one; the case file is
 * written for its agency and checked as a receiver would, from the text alone. What was found, in lines.
 */
export async function forgetOne(engine: Forgetful, fileName: string): Promise<string[]> {
  const { items } = await engine.list({ caseType: 'complaint' }, { limit: 50 })
  const one = items.find(({ data }) => data.door !== undefined && data.door !== null)
  if (one === undefined) return ['no case has a house number to erase']
  const signatures = [
    { by: 'city:records', actor: 'rivera' },
    { by: 'centre:311', actor: 'chen' },
  ] as const
  const count = await engine.erase(one.id, { path: '/opening/door', ground: 'asked by the resident', signatures })
  const lead = String(one.data.lead)
  writeFileSync(fileName, JSON.stringify(await engine.exportCase(one.id, { as: lead }), null, 2))
  const received: unknown = JSON.parse(readFileSync(fileName, 'utf8'))
  const verdict = await verifyCaseFile(received)
  const { entries } = received as CaseFile
  const erased = entries.flatMap(({ type, data }) => (type === 'admin.erase' ? (data.erased as unknown[]) : []))
  return [
    `erased: ${count} value of ${one.reference}`,
    `case file for ${lead}: ${verdict.entries} entries, ${verdict.ok ? 'sound' : 'not sound'}; gone: ${JSON.stringify(erased)}`,
  ]
}
