import { memoryStore } from '@convoke/core'
import { describe, expect, it } from 'vitest'
import { bench, entriesOf } from './fixtures/engines.js'

const photo = { sha256: 'ab'.repeat(32), size: 4_096, mediaType: 'image/jpeg', uri: 'https://files.example/CANARY-1' }
const note = { type: 'case.note', text: 'CANARY: the gate is broken', attachments: [photo] }
const signatures = [
  { by: 'office', actor: 'li' },
  { by: 'office', actor: 'wang' },
] as const

describe('a note', () => {
  it('is put on file by any party, with files, and changes nothing else', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    const before = await engine.view(id, { as: 'a' })
    const put = await engine.submit(id, note, { by: 'a' })
    expect(put).toMatchObject({ ok: true, entry: { type: 'case.note', role: 'invitee' } })
    const after = await engine.view(id, { as: 'a' })
    expect({ ...after, seq: 0 }).toEqual({ ...before, seq: 0 })
    expect((await entriesOf(engine, id)).at(-1)?.data).toEqual({ text: note.text, attachments: [photo] })
    expect(await engine.submit(id, note, { by: 'stranger' })).toMatchObject({ refusal: { code: 'missing/case' } })
  })

  it('may be for some roles only', async () => {
    const store = memoryStore()
    const { engine, invited } = bench({ store })
    const id = await invited()
    await engine.submit(id, { ...note, visibleTo: ['convener'] }, { by: 'rc' })
    const seenBy = async (as: string) => {
      const entries = []
      for await (const entry of engine.journal(id, { as })) entries.push(entry)
      return JSON.stringify([entries, await engine.exportCase(id, { as }), await engine.view(id, { as })])
    }
    expect(await seenBy('rc')).toContain('CANARY')
    expect(await seenBy('a')).not.toContain('CANARY')
    expect(JSON.stringify(await store.entries('default', id))).not.toContain('CANARY')
    expect(await engine.submit(id, { ...note, visibleTo: ['convenor'] }, { by: 'rc' })).toMatchObject({
      refusal: { code: 'input/schema', details: { issues: [{ at: '/visibleTo/0' }] } },
    })
  })

  it('is bounded, and refuses what is no file reference', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    for (const wrong of [
      { text: '' },
      { text: 'x'.repeat(10_001) },
      { attachments: [] },
      { attachments: Array.from({ length: 21 }, () => photo) },
      { attachments: [{ ...photo, uri: 'javascript:alert(1)' }] },
      { visibleTo: [] },
      { other: 1 },
    ])
      expect(await engine.submit(id, { ...note, ...wrong }, { by: 'a' })).toMatchObject({
        refusal: { code: 'input/schema' },
      })
  })

  it('can be erased, and the case goes on', async () => {
    const { engine, invited } = bench()
    const id = await invited()
    await engine.submit(id, note, { by: 'a' })
    expect(await engine.erase(id, { ground: 'it named a person', signatures, seq: 3 })).toBe(2)
    expect((await entriesOf(engine, id))[2]?.data).toEqual({})
    expect(await engine.audit()).toMatchObject({ ok: true })
    expect(await engine.send(id, { type: 'reply', answer: 'yes' }, { by: 'a' })).toMatchObject({ ok: true })
  })
})
